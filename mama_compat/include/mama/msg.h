/* Quoll: mama/msg.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_MSG_H_
#define QUOLL_MAMA_MSG_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ENTITLE_FIELD_NAME "wEntitleCode"
#define ENTITLE_FIELD_ID 496
#define MAMA_PAYLOAD_ID_NULL 0
#define MAMA_PAYLOAD_ID_UNKNOWN 85

typedef enum mamaPayloadType_ {
  MAMA_PAYLOAD_SOLACE = 49,
  MAMA_PAYLOAD_V5 = 53,
  MAMA_PAYLOAD_AVIS = 65,
  MAMA_PAYLOAD_TICK42BLP = 66,
  MAMA_PAYLOAD_FAST = 70,
  MAMA_PAYLOAD_HMS = 72,
  MAMA_PAYLOAD_RAI = 73,
  MAMA_PAYLOAD_KWANTUM = 75,
  MAMA_PAYLOAD_UMS = 76,
  MAMA_PAYLOAD_INRUSH = 78,
  MAMA_PAYLOAD_TICK42RMDS = 80,
  MAMA_PAYLOAD_QPID = 81,
  MAMA_PAYLOAD_TIBRV = 82,
  MAMA_PAYLOAD_IBMWFO = 83,
  MAMA_PAYLOAD_ACTIV = 84,
  MAMA_PAYLOAD_VULCAN = 86,
  MAMA_PAYLOAD_WOMBAT_MSG = 87,
  MAMA_PAYLOAD_EXEGY = 88,
  MAMA_PAYLOAD_UNKNOWN = 85,
  MAMA_PAYLOAD_NULL = 0
} mamaPayloadType;

typedef void(MAMACALLTYPE* mamaMsgIteratorCb)(const mamaMsg msg, const mamaMsgField field,
                                              void* closure);

MAMAExpDLL const char* mamaPayload_convertToString(mamaPayloadType payloadType);
MAMAExpDLL mama_status mamaMsg_create(mamaMsg* msg);
MAMAExpDLL mama_status mamaMsg_createForPayload(mamaMsg* msg, const char id);
MAMAExpDLL mama_status mamaMsg_createForPayloadBridge(mamaMsg* msg,
                                                      mamaPayloadBridge payloadBridge);
MAMAExpDLL mama_status mamaMsg_createForTemplate(mamaMsg* msg, mama_u32_t templateId);
MAMAExpDLL mama_status mamaMsg_copy(mamaMsg src, mamaMsg* copy);
MAMAExpDLL mama_status mamaMsg_getTempCopy(mamaMsg src, mamaMsg* copy);
MAMAExpDLL mama_status mamaMsg_clear(mamaMsg msg);
MAMAExpDLL mama_status mamaMsg_getSendSubject(const mamaMsg msg, const char** subject);
MAMAExpDLL mama_status mamaMsg_destroy(mamaMsg msg);
MAMAExpDLL mama_status mamaMsg_getPayloadType(mamaMsg msg, mamaPayloadType* payloadType);
MAMAExpDLL mama_status mamaMsg_getByteSize(const mamaMsg msg, mama_size_t* size);
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
MAMAExpDLL mama_status mamaMsg_addOpaque(mamaMsg msg, const char* name, mama_fid_t fid,
                                         const void* value, mama_size_t size);
MAMAExpDLL mama_status mamaMsg_addDateTime(mamaMsg msg, const char* name, mama_fid_t fid,
                                           const mamaDateTime value);
MAMAExpDLL mama_status mamaMsg_addPrice(mamaMsg msg, const char* name, mama_fid_t fid,
                                        const mamaPrice value);
MAMAExpDLL mama_status mamaMsg_addMsg(mamaMsg msg, const char* name, mama_fid_t fid,
                                      const mamaMsg value);
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
MAMAExpDLL mama_status mamaMsg_getBool(const mamaMsg msg, const char* name, mama_fid_t fid,
                                       mama_bool_t* result);
MAMAExpDLL mama_status mamaMsg_applyMsg(mamaMsg dest, mamaMsg src);
MAMAExpDLL mama_status mamaMsg_getNativeMsg(mamaMsg msg, void** nativeMsg);
MAMAExpDLL mama_status mamaMsg_getReplyHandle(mamaMsg msg, mamaMsgReply* replyHandle);
MAMAExpDLL mama_status mamaMsg_setReplyHandle(mamaMsg msg, mamaMsgReply replyHandle);
MAMAExpDLL mama_status mamaMsg_copyReplyHandle(mamaMsgReply src, mamaMsgReply* copy);
MAMAExpDLL mama_status mamaMsg_destroyReplyHandle(mamaMsgReply replyHandle);
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
MAMAExpDLL mama_status mamaMsg_getString(const mamaMsg msg, const char* name, mama_fid_t fid,
                                         const char** result);
MAMAExpDLL mama_status mamaMsg_getOpaque(const mamaMsg msg, const char* name, mama_fid_t fid,
                                         const void** result, mama_size_t* size);
MAMAExpDLL mama_status mamaMsg_getField(const mamaMsg msg, const char* name, mama_fid_t fid,
                                        mamaMsgField* result);
MAMAExpDLL mama_status mamaMsg_getDateTime(const mamaMsg msg, const char* name, mama_fid_t fid,
                                           mamaDateTime result);
MAMAExpDLL mama_status mamaMsg_getDateTimeMSec(const mamaMsg msg, const char* name, mama_fid_t fid,
                                               mama_u64_t* milliseconds);
MAMAExpDLL mama_status mamaMsg_getDateTimeSeconds(const mamaMsg msg, const char* name,
                                                  mama_fid_t fid, mama_f64_t* seconds);
MAMAExpDLL mama_status mamaMsg_getPrice(const mamaMsg msg, const char* name, mama_fid_t fid,
                                        mamaPrice result);
MAMAExpDLL mama_status mamaMsg_getMsg(const mamaMsg msg, const char* name, mama_fid_t fid,
                                      mamaMsg* result);
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
MAMAExpDLL mama_status mamaMsg_getNumFields(const mamaMsg msg, mama_size_t* numFields);
MAMAExpDLL const char* mamaMsg_toString(const mamaMsg msg);
MAMAExpDLL const char* mamaMsg_toNormalizedString(const mamaMsg msg);
MAMAExpDLL const char* mamaMsg_toJsonString(const mamaMsg msg);
MAMAExpDLL const char* mamaMsg_toJsonStringWithDictionary(const mamaMsg msg,
                                                          const mamaDictionary dictionary);
MAMAExpDLL void mamaMsg_freeString(const mamaMsg msg, const char* msgString);
MAMAExpDLL mama_status mamaMsg_getEntitleCode(const mamaMsg msg, mama_i32_t* code);
MAMAExpDLL mama_status mamaMsg_getSeqNum(const mamaMsg msg, mama_seqnum_t* seqNum);
MAMAExpDLL mama_status mamaMsg_getFieldAsString(const mamaMsg msg, const char* fieldName,
                                                mama_fid_t fid, char* buf, mama_size_t length);
MAMAExpDLL mama_status mamaMsg_iterateFields(const mamaMsg msg, mamaMsgIteratorCb callback,
                                             const mamaDictionary dict, void* closure);
MAMAExpDLL mama_status mamaMsg_getPlatformError(const mamaMsg msg, void** error);
MAMAExpDLL int mamaMsg_isFromInbox(const mamaMsg msg);
MAMAExpDLL mama_status mamaMsg_createFromByteBuffer(mamaMsg* msg, const void* buffer,
                                                    mama_size_t bufferLength);
MAMAExpDLL mama_status mamaMsg_getByteBuffer(const mamaMsg msg, const void** buffer,
                                             mama_size_t* bufferLength);
MAMAExpDLL mama_status mamaMsg_detach(mamaMsg msg);
MAMAExpDLL mama_status mamaMsg_getIsDefinitelyDuplicate(mamaMsg msg, int* result);
MAMAExpDLL mama_status mamaMsg_getIsPossiblyDuplicate(mamaMsg msg, int* result);
MAMAExpDLL mama_status mamaMsg_getIsPossiblyDelayed(mamaMsg msg, int* result);
MAMAExpDLL mama_status mamaMsg_getIsDefinitelyDelayed(mamaMsg msg, int* result);
MAMAExpDLL mama_status mamaMsg_getIsOutOfSequence(mamaMsg msg, int* result);
MAMAExpDLL mama_status mamaMsg_setNewBuffer(mamaMsg msg, void* buffer, mama_size_t size);
MAMAExpDLL mama_status mamaMsg_getNativeHandle(const mamaMsg msg, void** result);
MAMAExpDLL mama_status mamaMsgIterator_create(mamaMsgIterator* iterator, mamaDictionary dict);
MAMAExpDLL mama_status mamaMsgIterator_associate(mamaMsgIterator iterator, mamaMsg msg);
MAMAExpDLL mama_status mamaMsgIterator_setDict(mamaMsgIterator iterator, mamaDictionary dict);
MAMAExpDLL mamaMsgField mamaMsgIterator_next(mamaMsgIterator iterator);
MAMAExpDLL mama_bool_t mamaMsgIterator_hasNext(mamaMsgIterator iterator);
MAMAExpDLL mamaMsgField mamaMsgIterator_begin(mamaMsgIterator iterator);
MAMAExpDLL mamaMsgField mamaMsgIterator_end(mamaMsgIterator iterator);
MAMAExpDLL mama_status mamaMsgIterator_destroy(mamaMsgIterator iterator);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MSG_H_ */
