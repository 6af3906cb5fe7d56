/* Quoll: mama/msg.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Messages: ordered fields with name, number (fid), type and value; a name may be empty and a fid
 * 0, but not both. What holds the fields is a payload bridge; the message of mamaMsg_create uses
 * the default payload.
 *
 * A message is used by one thread at a time, and getters count as writers; copies are independent.
 * What getters return - texts, opaque bytes, vectors, fields, nested messages - belongs to the
 * message and is valid until it is changed, cleared or destroyed; a vector also until the next call
 * of the same getter on the message or one of its fields. A received message is the queue's: it is
 * valid until the callback returns, unless it is detached (messages 1 and 2).
 */
#ifndef QUOLL_MAMA_MSG_H_
#define QUOLL_MAMA_MSG_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The field that mamaMsg_getEntitleCode reads. */
#define ENTITLE_FIELD_NAME "wEntitleCode"
#define ENTITLE_FIELD_ID 496

/** No payload, and one that is not known. */
#define MAMA_PAYLOAD_ID_NULL 0
#define MAMA_PAYLOAD_ID_UNKNOWN 'U'

/** The id characters of well-known payloads; others may be loaded all the same. */
typedef enum mamaPayloadType_ QUOLL_OPEN_ENUM_ {
  MAMA_PAYLOAD_SOLACE = '1',
  MAMA_PAYLOAD_V5 = '5',
  MAMA_PAYLOAD_AVIS = 'A',
  MAMA_PAYLOAD_TICK42BLP = 'B',
  MAMA_PAYLOAD_FAST = 'F',
  MAMA_PAYLOAD_HMS = 'H',
  MAMA_PAYLOAD_RAI = 'I',
  MAMA_PAYLOAD_KWANTUM = 'K',
  MAMA_PAYLOAD_UMS = 'L',
  MAMA_PAYLOAD_INRUSH = 'N',
  MAMA_PAYLOAD_OMNM = 'O', /**< an addition: the payload omnmmsg */
  MAMA_PAYLOAD_TICK42RMDS = 'P',
  MAMA_PAYLOAD_QPID = 'Q',
  MAMA_PAYLOAD_TIBRV = 'R',
  MAMA_PAYLOAD_IBMWFO = 'S',
  MAMA_PAYLOAD_ACTIV = 'T',
  MAMA_PAYLOAD_VULCAN = 'V',
  MAMA_PAYLOAD_WOMBAT_MSG = 'W',
  MAMA_PAYLOAD_EXEGY = 'X',
  MAMA_PAYLOAD_UNKNOWN = 'U',
  MAMA_PAYLOAD_NULL = 0
} mamaPayloadType;

/**
 * Called for every field in order; the field object is the same each time. The iteration cannot be
 * ended early.
 */
typedef void(MAMACALLTYPE* mamaMsgIteratorCb)(const mamaMsg msg, const mamaMsgField field,
                                              void* closure);

/** The name of a well-known payload, else "unknown". Static. */
MAMAExpDLL const char* mamaPayload_convertToString(mamaPayloadType payloadType);

/* ---- Life */

/**
 * Creates an empty message with the default payload; with no payload at all, every add and get says
 * NULL_ARG.
 * @param msg  receives the handle, for mamaMsg_destroy; NULL on error
 * @return OK; NULL_ARG; NOMEM; or the payload's status
 */
MAMAExpDLL mama_status mamaMsg_create(mamaMsg* msg);

/**
 * Creates an empty message of the payload with this id character.
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL when it is not loaded; or the payload's status
 */
MAMAExpDLL mama_status mamaMsg_createForPayload(mamaMsg* msg, const char id);

/** Creates an empty message of a loaded payload. @return OK; NULL_ARG; or the payload's status */
MAMAExpDLL mama_status mamaMsg_createForPayloadBridge(mamaMsg* msg,
                                                      mamaPayloadBridge payloadBridge);

/** NOT_INSTALLED. */
MAMAExpDLL mama_status mamaMsg_createForTemplate(mamaMsg* msg, mama_u32_t templateId);

/**
 * Copies the fields; neither status and subject nor what a bridge knows of the message. Without a
 * payload, *copy stays as it is.
 * @param src   what to copy
 * @param copy  *copy NULL: receives a new message, for mamaMsg_destroy; else that message's
 *              contents are replaced
 * @return OK; NULL_ARG; INVALID_ARG when both are the same; NOMEM; or the payload's status
 */
MAMAExpDLL mama_status mamaMsg_copy(mamaMsg src, mamaMsg* copy);

/**
 * A message with the same fields that may be modified: the message itself where that is allowed,
 * else a copy that it owns, the same one until it is filled with the next received bytes. Never
 * destroy it.
 * @return OK; NULL_ARG; NOMEM; or the payload's status
 */
MAMAExpDLL mama_status mamaMsg_getTempCopy(mamaMsg src, mamaMsg* copy);

/** Removes all fields. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaMsg_clear(mamaMsg msg);

/**
 * The topic, where the payload knows it.
 * @return OK; NULL_ARG; INVALID_ARG for a NULL result; NOT_FOUND; NOT_IMPLEMENTED
 */
MAMAExpDLL mama_status mamaMsg_getSendSubject(const mamaMsg msg, const char** subject);

/**
 * Destroys a message that the application has created, copied or detached. Never a received one.
 * @return OK; NULL_ARG; INVALID_ARG for one of another message or of a queue, which stays
 */
MAMAExpDLL mama_status mamaMsg_destroy(mamaMsg msg);

/** The payload's id. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaMsg_getPayloadType(mamaMsg msg, mamaPayloadType* payloadType);

/** The number of bytes of the serialised message; 0 without a payload. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaMsg_getByteSize(const mamaMsg msg, mama_size_t* size);

/* ---- Adding: appends a field, whether or not there is one of that name or fid; values are
 * copied
 */

/**
 * mamaMsg_add<Type> for a single value.
 * @param msg    the message
 * @param name   may be NULL when fid is not 0; copied
 * @param fid    0 for a field that has only a name
 * @param value  copied; opaque bytes, dates, prices and messages too
 * @return OK; NULL_ARG for a NULL message, a NULL value, or neither name nor fid; INVALID_ARG for
 *         an empty name without fid; NOT_MODIFIABLE for a received message when
 *         mama.message.allowmodify forbids it; NOMEM
 */
MAMAExpDLL mama_status mamaMsg_addBool(mamaMsg msg, const char* name, mama_fid_t fid,
                                       mama_bool_t value);
MAMAExpDLL mama_status mamaMsg_addChar(mamaMsg msg, const char* name, mama_fid_t fid, char value);
MAMAExpDLL mama_status mamaMsg_addI8(mamaMsg msg, const char* name, mama_fid_t fid,
                                     mama_i8_t value);
MAMAExpDLL mama_status mamaMsg_addU8(mamaMsg msg, const char* name, mama_fid_t fid,
                                     mama_u8_t value);
MAMAExpDLL mama_status mamaMsg_addI16(mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_i16_t value);
MAMAExpDLL mama_status mamaMsg_addU16(mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_u16_t value);
MAMAExpDLL mama_status mamaMsg_addI32(mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_i32_t value);
MAMAExpDLL mama_status mamaMsg_addU32(mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_u32_t value);
MAMAExpDLL mama_status mamaMsg_addI64(mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_i64_t value);
MAMAExpDLL mama_status mamaMsg_addU64(mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_u64_t value);
MAMAExpDLL mama_status mamaMsg_addF32(mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_f32_t value);
MAMAExpDLL mama_status mamaMsg_addF64(mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_f64_t value);
MAMAExpDLL mama_status mamaMsg_addString(mamaMsg msg, const char* name, mama_fid_t fid,
                                         const char* value);

/** size is in bytes; 0 makes an empty field, for which value must not be NULL either. */
MAMAExpDLL mama_status mamaMsg_addOpaque(mamaMsg msg, const char* name, mama_fid_t fid,
                                         const void* value, mama_size_t size);
MAMAExpDLL mama_status mamaMsg_addDateTime(mamaMsg msg, const char* name, mama_fid_t fid,
                                           const mamaDateTime value);
MAMAExpDLL mama_status mamaMsg_addPrice(mamaMsg msg, const char* name, mama_fid_t fid,
                                        const mamaPrice value);

/** The nested message is copied; the caller keeps its own. */
MAMAExpDLL mama_status mamaMsg_addMsg(mamaMsg msg, const char* name, mama_fid_t fid,
                                      const mamaMsg value);

/**
 * mamaMsg_addVector<Type>: numElements values in one field; arguments and statuses as above, and
 * NOT_IMPLEMENTED where the payload has no such vectors.
 */
MAMAExpDLL mama_status mamaMsg_addVectorBool(mamaMsg msg, const char* name, mama_fid_t fid,
                                             const mama_bool_t* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorChar(mamaMsg msg, const char* name, mama_fid_t fid,
                                             const char* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorI8(mamaMsg msg, const char* name, mama_fid_t fid,
                                           const mama_i8_t* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorU8(mamaMsg msg, const char* name, mama_fid_t fid,
                                           const mama_u8_t* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorI16(mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_i16_t* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorU16(mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_u16_t* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorI32(mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_i32_t* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorU32(mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_u32_t* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorI64(mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_i64_t* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorU64(mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_u64_t* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorF32(mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_f32_t* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorF64(mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_f64_t* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorString(mamaMsg msg, const char* name, mama_fid_t fid,
                                               const char** value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorMsg(mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mamaMsg* value, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorDateTime(mamaMsg msg, const char* name, mama_fid_t fid,
                                                 const mamaDateTime* value,
                                                 mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_addVectorPrice(mamaMsg msg, const char* name, mama_fid_t fid,
                                              const mamaPrice* value, mama_size_t numElements);

/* ---- Updating: sets the first field that matches, in its place, or appends one */

/** mamaMsg_update<Type>: arguments and statuses as for adding. The type may change. */
MAMAExpDLL mama_status mamaMsg_updateBool(mamaMsg msg, const char* name, mama_fid_t fid,
                                          mama_bool_t value);
MAMAExpDLL mama_status mamaMsg_updateChar(mamaMsg msg, const char* name, mama_fid_t fid,
                                          char value);
MAMAExpDLL mama_status mamaMsg_updateI8(mamaMsg msg, const char* name, mama_fid_t fid,
                                        mama_i8_t value);
MAMAExpDLL mama_status mamaMsg_updateU8(mamaMsg msg, const char* name, mama_fid_t fid,
                                        mama_u8_t value);
MAMAExpDLL mama_status mamaMsg_updateI16(mamaMsg msg, const char* name, mama_fid_t fid,
                                         mama_i16_t value);
MAMAExpDLL mama_status mamaMsg_updateU16(mamaMsg msg, const char* name, mama_fid_t fid,
                                         mama_u16_t value);
MAMAExpDLL mama_status mamaMsg_updateI32(mamaMsg msg, const char* name, mama_fid_t fid,
                                         mama_i32_t value);
MAMAExpDLL mama_status mamaMsg_updateU32(mamaMsg msg, const char* name, mama_fid_t fid,
                                         mama_u32_t value);
MAMAExpDLL mama_status mamaMsg_updateI64(mamaMsg msg, const char* name, mama_fid_t fid,
                                         mama_i64_t value);
MAMAExpDLL mama_status mamaMsg_updateU64(mamaMsg msg, const char* name, mama_fid_t fid,
                                         mama_u64_t value);
MAMAExpDLL mama_status mamaMsg_updateF32(mamaMsg msg, const char* name, mama_fid_t fid,
                                         mama_f32_t value);
MAMAExpDLL mama_status mamaMsg_updateF64(mamaMsg msg, const char* name, mama_fid_t fid,
                                         mama_f64_t value);
MAMAExpDLL mama_status mamaMsg_updateString(mamaMsg msg, const char* name, mama_fid_t fid,
                                            const char* value);
MAMAExpDLL mama_status mamaMsg_updateOpaque(mamaMsg msg, const char* name, mama_fid_t fid,
                                            const void* value, mama_size_t size);
MAMAExpDLL mama_status mamaMsg_updateDateTime(mamaMsg msg, const char* name, mama_fid_t fid,
                                              const mamaDateTime value);
MAMAExpDLL mama_status mamaMsg_updatePrice(mamaMsg msg, const char* name, mama_fid_t fid,
                                           const mamaPrice value);

/* ---- Getting single values */

/**
 * mamaMsg_get<Type>: the first field with this fid or, when there is none or fid is 0, with this
 * name. Numbers are converted when the value fits the type asked for, and always to a floating
 * type.
 * @param msg     the message
 * @param name    may be NULL when fid is not 0
 * @param fid     0 to look up by name
 * @param result  receives the value; untouched on error
 * @return OK; NULL_ARG; INVALID_ARG for an empty name without fid; NOT_FOUND; WRONG_FIELD_TYPE when
 *         there is no conversion
 */
MAMAExpDLL mama_status mamaMsg_getBool(const mamaMsg msg, const char* name, mama_fid_t fid,
                                       mama_bool_t* result);

/* ---- Whole messages and replies */

/** Updates dest with every field of src, in order. @return OK; NULL_ARG; NOT_MODIFIABLE */
MAMAExpDLL mama_status mamaMsg_applyMsg(mamaMsg dest, mamaMsg src);

/** The payload's own object. @return OK; NULL_ARG; NOT_IMPLEMENTED */
MAMAExpDLL mama_status mamaMsg_getNativeMsg(mamaMsg msg, void** nativeMsg);

/**
 * Where to reply to a request, to be kept beyond its callback; for mamaMsg_destroyReplyHandle.
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL; NOT_IMPLEMENTED; NOMEM; or the bridge's status
 */
MAMAExpDLL mama_status mamaMsg_getReplyHandle(mamaMsg msg, mamaMsgReply* replyHandle);

/** Makes a message answerable by a reply handle, which stays the caller's. @return as above */
MAMAExpDLL mama_status mamaMsg_setReplyHandle(mamaMsg msg, mamaMsgReply replyHandle);

/** An independent copy of a reply handle. @return as above */
MAMAExpDLL mama_status mamaMsg_copyReplyHandle(mamaMsgReply src, mamaMsgReply* copy);

/** Frees a reply handle. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaMsg_destroyReplyHandle(mamaMsgReply replyHandle);

/* ---- Updating nested messages and vectors */

/** As mamaMsg_updateBool; NOT_IMPLEMENTED where the payload cannot do it. */
MAMAExpDLL mama_status mamaMsg_updateSubMsg(mamaMsg msg, const char* fname, mama_fid_t fid,
                                            const mamaMsg subMsg);
MAMAExpDLL mama_status mamaMsg_updateVectorMsg(mamaMsg msg, const char* fname, mama_fid_t fid,
                                               const mamaMsg* msgList, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorString(mamaMsg msg, const char* fname, mama_fid_t fid,
                                                  const char** strList, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorBool(mamaMsg msg, const char* fname, mama_fid_t fid,
                                                const mama_bool_t* boolList,
                                                mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorChar(mamaMsg msg, const char* fname, mama_fid_t fid,
                                                const char* charList, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorI8(mamaMsg msg, const char* fname, mama_fid_t fid,
                                              const mama_i8_t* i8List, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorU8(mamaMsg msg, const char* fname, mama_fid_t fid,
                                              const mama_u8_t* u8List, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorI16(mamaMsg msg, const char* fname, mama_fid_t fid,
                                               const mama_i16_t* i16List, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorU16(mamaMsg msg, const char* fname, mama_fid_t fid,
                                               const mama_u16_t* u16List, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorI32(mamaMsg msg, const char* fname, mama_fid_t fid,
                                               const mama_i32_t* i32List, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorU32(mamaMsg msg, const char* fname, mama_fid_t fid,
                                               const mama_u32_t* u32List, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorI64(mamaMsg msg, const char* fname, mama_fid_t fid,
                                               const mama_i64_t* i64List, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorU64(mamaMsg msg, const char* fname, mama_fid_t fid,
                                               const mama_u64_t* u64List, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorF32(mamaMsg msg, const char* fname, mama_fid_t fid,
                                               const mama_f32_t* f32List, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorF64(mamaMsg msg, const char* fname, mama_fid_t fid,
                                               const mama_f64_t* f64List, mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorPrice(mamaMsg msg, const char* fname, mama_fid_t fid,
                                                 const mamaPrice* priceList,
                                                 mama_size_t numElements);
MAMAExpDLL mama_status mamaMsg_updateVectorTime(mamaMsg msg, const char* fname, mama_fid_t fid,
                                                const mamaDateTime* timeList,
                                                mama_size_t numElements);

/* ---- Getting single values (continued) */
MAMAExpDLL mama_status mamaMsg_getChar(const mamaMsg msg, const char* name, mama_fid_t fid,
                                       char* result);
MAMAExpDLL mama_status mamaMsg_getI8(const mamaMsg msg, const char* name, mama_fid_t fid,
                                     mama_i8_t* result);
MAMAExpDLL mama_status mamaMsg_getU8(const mamaMsg msg, const char* name, mama_fid_t fid,
                                     mama_u8_t* result);
MAMAExpDLL mama_status mamaMsg_getI16(const mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_i16_t* result);
MAMAExpDLL mama_status mamaMsg_getU16(const mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_u16_t* result);
MAMAExpDLL mama_status mamaMsg_getI32(const mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_i32_t* result);
MAMAExpDLL mama_status mamaMsg_getU32(const mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_u32_t* result);
MAMAExpDLL mama_status mamaMsg_getI64(const mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_i64_t* result);
MAMAExpDLL mama_status mamaMsg_getU64(const mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_u64_t* result);
MAMAExpDLL mama_status mamaMsg_getF32(const mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_f32_t* result);
MAMAExpDLL mama_status mamaMsg_getF64(const mamaMsg msg, const char* name, mama_fid_t fid,
                                      mama_f64_t* result);

/** The text belongs to the message. */
MAMAExpDLL mama_status mamaMsg_getString(const mamaMsg msg, const char* name, mama_fid_t fid,
                                         const char** result);

/** The bytes belong to the message; size receives their number. */
MAMAExpDLL mama_status mamaMsg_getOpaque(const mamaMsg msg, const char* name, mama_fid_t fid,
                                         const void** result, mama_size_t* size);

/**
 * The field itself: one reusable object of the message, overwritten by the next getField or
 * iterateFields.
 */
MAMAExpDLL mama_status mamaMsg_getField(const mamaMsg msg, const char* name, mama_fid_t fid,
                                        mamaMsgField* result);

/**
 * Fills the caller's date-time; also from texts, F64 (seconds), I64 (milliseconds) and U64
 * (microseconds).
 */
MAMAExpDLL mama_status mamaMsg_getDateTime(const mamaMsg msg, const char* name, mama_fid_t fid,
                                           mamaDateTime result);

/** A date-time as milliseconds, or as seconds, since 1970. */
MAMAExpDLL mama_status mamaMsg_getDateTimeMSec(const mamaMsg msg, const char* name, mama_fid_t fid,
                                               mama_u64_t* milliseconds);
MAMAExpDLL mama_status mamaMsg_getDateTimeSeconds(const mamaMsg msg, const char* name,
                                                  mama_fid_t fid, mama_f64_t* seconds);

/** Fills the caller's price; also from F64. */
MAMAExpDLL mama_status mamaMsg_getPrice(const mamaMsg msg, const char* name, mama_fid_t fid,
                                        mamaPrice result);

/** A nested message, owned by the message. NOT_FOUND also when the field is of another type. */
MAMAExpDLL mama_status mamaMsg_getMsg(const mamaMsg msg, const char* name, mama_fid_t fid,
                                      mamaMsg* result);

/* ---- Getting vectors */

/**
 * mamaMsg_getVector<Type>: result receives an array that belongs to the message, resultLen the
 * number of elements. Statuses as for single values; WRONG_FIELD_TYPE unless the vector is of just
 * this type.
 */
MAMAExpDLL mama_status mamaMsg_getVectorBool(const mamaMsg msg, const char* name, mama_fid_t fid,
                                             const mama_bool_t** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorChar(const mamaMsg msg, const char* name, mama_fid_t fid,
                                             const char** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorI8(const mamaMsg msg, const char* name, mama_fid_t fid,
                                           const mama_i8_t** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorU8(const mamaMsg msg, const char* name, mama_fid_t fid,
                                           const mama_u8_t** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorI16(const mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_i16_t** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorU16(const mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_u16_t** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorI32(const mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_i32_t** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorU32(const mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_u32_t** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorI64(const mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_i64_t** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorU64(const mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_u64_t** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorF32(const mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_f32_t** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorF64(const mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mama_f64_t** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorString(const mamaMsg msg, const char* name, mama_fid_t fid,
                                               const char*** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorDateTime(const mamaMsg msg, const char* name,
                                                 mama_fid_t fid, const mamaDateTime** result,
                                                 mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorPrice(const mamaMsg msg, const char* name, mama_fid_t fid,
                                              const mamaPrice** result, mama_size_t* resultLen);
MAMAExpDLL mama_status mamaMsg_getVectorMsg(const mamaMsg msg, const char* name, mama_fid_t fid,
                                            const mamaMsg** result, mama_size_t* resultLen);

/**
 * How many fields there are.
 * @return OK; NULL_ARG; INVALID_ARG for a NULL result or without a payload
 */
MAMAExpDLL mama_status mamaMsg_getNumFields(const mamaMsg msg, mama_size_t* numFields);

/* ---- As text: the results belong to the message, valid until the next call or change; NULL for
 * NULL. Numbers have a point in every locale.
 */

/** The payload's own form, e.g. "{wSymbol[470]=ABC,wBidPrice[237]=101.5}". */
MAMAExpDLL const char* mamaMsg_toString(const mamaMsg msg);

/** A form that is the same for every payload. */
MAMAExpDLL const char* mamaMsg_toNormalizedString(const mamaMsg msg);

/** A JSON object, in UTF-8 whatever the texts are; with a dictionary, its names are used. */
MAMAExpDLL const char* mamaMsg_toJsonString(const mamaMsg msg);
MAMAExpDLL const char* mamaMsg_toJsonStringWithDictionary(const mamaMsg msg,
                                                          const mamaDictionary dictionary);

/** Does nothing: the texts belong to the message. */
MAMAExpDLL void mamaMsg_freeString(const mamaMsg msg, const char* msgString);

/* ---- Well-known fields */

/**
 * wEntitleCode (496); 0 when absent.
 * @return OK; NULL_ARG; INVALID_ARG for a NULL result; NOT_FOUND
 */
MAMAExpDLL mama_status mamaMsg_getEntitleCode(const mamaMsg msg, mama_i32_t* code);

/** MdSeqNum (10); 0 when absent. @return OK; NULL_ARG; NOT_FOUND */
MAMAExpDLL mama_status mamaMsg_getSeqNum(const mamaMsg msg, mama_seqnum_t* seqNum);

/**
 * A field as text, ended by NUL and cut to fit.
 * @param length  size of buf in bytes
 * @return OK; NULL_ARG; INVALID_ARG for length 0; NOT_FOUND
 */
MAMAExpDLL mama_status mamaMsg_getFieldAsString(const mamaMsg msg, const char* fieldName,
                                                mama_fid_t fid, char* buf, mama_size_t length);

/**
 * Calls back for every field in order, on this thread.
 * @param dict     gives the fields' names; may be NULL
 * @param closure  passed to the callback
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaMsg_iterateFields(const mamaMsg msg, mamaMsgIteratorCb callback,
                                             const mamaDictionary dict, void* closure);

/**
 * The middleware's error.
 * @return OK; NULL_ARG; INVALID_ARG for a NULL result; NO_BRIDGE_IMPL; NOT_IMPLEMENTED
 */
MAMAExpDLL mama_status mamaMsg_getPlatformError(const mamaMsg msg, void** error);

/** 1 for a request that wants replies, else 0. */
MAMAExpDLL int mamaMsg_isFromInbox(const mamaMsg msg);

/* ---- Bytes */

/**
 * Creates a message from serialised bytes, which are copied; the first one is the payload's id.
 * @return OK; NULL_ARG for NULL or no bytes; NO_BRIDGE_IMPL when the payload is not loaded; or the
 *         payload's status, when bytes make no message: destroy *msg if it is not NULL
 */
MAMAExpDLL mama_status mamaMsg_createFromByteBuffer(mamaMsg* msg, const void* buffer,
                                                    mama_size_t bufferLength);

/**
 * The serialised message: bytes that belong to it and are valid until it changes.
 * @return OK; NULL_ARG; or the payload's status
 */
MAMAExpDLL mama_status mamaMsg_getByteBuffer(const mamaMsg msg, const void** buffer,
                                             mama_size_t* bufferLength);

/**
 * Keeps a received message beyond its callback: from then on it is the caller's, for
 * mamaMsg_destroy.
 * @return OK, also a second time; NULL_ARG; INVALID_QUEUE for a message that was not received;
 *         NO_BRIDGE_IMPL; NOT_IMPLEMENTED; or the bridge's or the payload's status
 */
MAMAExpDLL mama_status mamaMsg_detach(mamaMsg msg);

/**
 * Single bits of the field wMsgQual (21): 0, or the bit's value.
 * @return OK; NULL_ARG; NOT_FOUND
 */
MAMAExpDLL mama_status mamaMsg_getIsDefinitelyDuplicate(mamaMsg msg, int* result);
MAMAExpDLL mama_status mamaMsg_getIsPossiblyDuplicate(mamaMsg msg, int* result);
MAMAExpDLL mama_status mamaMsg_getIsPossiblyDelayed(mamaMsg msg, int* result);
MAMAExpDLL mama_status mamaMsg_getIsDefinitelyDelayed(mamaMsg msg, int* result);
MAMAExpDLL mama_status mamaMsg_getIsOutOfSequence(mamaMsg msg, int* result);

/**
 * Replaces the contents by serialised bytes of any loaded payload.
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL for bytes of no loaded payload; or the payload's status
 */
MAMAExpDLL mama_status mamaMsg_setNewBuffer(mamaMsg msg, void* buffer, mama_size_t size);

/** The middleware's own message. @return OK; NULL_ARG; NO_BRIDGE_IMPL; NOT_IMPLEMENTED */
MAMAExpDLL mama_status mamaMsg_getNativeHandle(const mamaMsg msg, void** result);

/* ---- Iterators */

/**
 * Creates an iterator, not bound to a message. The dictionary, which may be NULL, gives names.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaMsgIterator_create(mamaMsgIterator* iterator, mamaDictionary dict);

/**
 * Binds it to a message, at its start; again after the message has changed. Bind it to another or
 * destroy it before the message goes. A message without payload leaves it without message.
 * @return OK; NULL_ARG; or the payload's status
 */
MAMAExpDLL mama_status mamaMsgIterator_associate(mamaMsgIterator iterator, mamaMsg msg);

/** Changes the dictionary; NULL for none. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaMsgIterator_setDict(mamaMsgIterator iterator, mamaDictionary dict);

/**
 * The next field: one object of the iterator, overwritten by the next call. NULL at the end and for
 * NULL.
 */
MAMAExpDLL mamaMsgField mamaMsgIterator_next(mamaMsgIterator iterator);

/** 1 while mamaMsgIterator_next would return a field, else 0. */
MAMAExpDLL mama_bool_t mamaMsgIterator_hasNext(mamaMsgIterator iterator);

/**
 * Back to the start; returns the first field, which the following next returns again. NULL for an
 * empty message.
 */
MAMAExpDLL mamaMsgField mamaMsgIterator_begin(mamaMsgIterator iterator);

/** NULL. */
MAMAExpDLL mamaMsgField mamaMsgIterator_end(mamaMsgIterator iterator);

/** Frees it. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaMsgIterator_destroy(mamaMsgIterator iterator);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MSG_H_ */
