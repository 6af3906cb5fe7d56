/* Quoll: mama/msgfield.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Fields: views into a message, obtained from mamaMsg_getField, an iterator or iterateFields, and
 * valid until these move on. Threads and ownership as for the message.
 *
 * A NULL field gives INVALID_ARG or NULL_ARG; a NULL result NULL_ARG; a value that cannot be
 * converted WRONG_FIELD_TYPE (messages 4).
 */
#ifndef QUOLL_MAMA_MSGFIELD_H_
#define QUOLL_MAMA_MSGFIELD_H_

#include <mama/fielddesc.h>
#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A field bound to nothing; for mamaMsgField_destroy. Fields of messages are never created or
 * destroyed by applications.
 */
MAMAExpDLL mama_status mamaMsgField_create(mamaMsgField* msgField);

/**
 * Frees a field that mamaMsgField_create made.
 * @return OK; NULL_ARG; INVALID_ARG for one of a message or an iterator, which stays
 */
MAMAExpDLL mama_status mamaMsgField_destroy(mamaMsgField msgField);

/** The dictionary's description; OK with NULL if it knows none; NULL_ARG without a dictionary. */
MAMAExpDLL mama_status mamaMsgField_getDescriptor(const mamaMsgField msgField,
                                                  mamaFieldDescriptor* result);

/** The number, 0 when it has none. */
MAMAExpDLL mama_status mamaMsgField_getFid(const mamaMsgField msgField, mama_fid_t* result);

/** The dictionary's name if there is a dictionary, else the field's own; NULL when it has none. */
MAMAExpDLL mama_status mamaMsgField_getName(const mamaMsgField msgField, const char** result);

/** The type of the value. */
MAMAExpDLL mama_status mamaMsgField_getType(const mamaMsgField msgField, mamaFieldType* result);

/** The name of the type (mamaFieldTypeToString). */
MAMAExpDLL mama_status mamaMsgField_getTypeName(const mamaMsgField msgField, const char** result);

/** mamaMsgField_get<Type>: the value, converted as by mamaMsg_getBool. */
MAMAExpDLL mama_status mamaMsgField_getBool(const mamaMsgField msgField, mama_bool_t* result);
MAMAExpDLL mama_status mamaMsgField_getChar(const mamaMsgField msgField, char* result);
MAMAExpDLL mama_status mamaMsgField_getI8(const mamaMsgField msgField, mama_i8_t* result);
MAMAExpDLL mama_status mamaMsgField_getU8(const mamaMsgField msgField, mama_u8_t* result);
MAMAExpDLL mama_status mamaMsgField_getI16(const mamaMsgField msgField, mama_i16_t* result);
MAMAExpDLL mama_status mamaMsgField_getU16(const mamaMsgField msgField, mama_u16_t* result);
MAMAExpDLL mama_status mamaMsgField_getI32(const mamaMsgField msgField, mama_i32_t* result);
MAMAExpDLL mama_status mamaMsgField_getU32(const mamaMsgField msgField, mama_u32_t* result);
MAMAExpDLL mama_status mamaMsgField_getI64(const mamaMsgField msgField, mama_i64_t* result);
MAMAExpDLL mama_status mamaMsgField_getU64(const mamaMsgField msgField, mama_u64_t* result);
MAMAExpDLL mama_status mamaMsgField_getF32(const mamaMsgField msgField, mama_f32_t* result);
MAMAExpDLL mama_status mamaMsgField_getF64(const mamaMsgField msgField, mama_f64_t* result);

/** Texts and opaque bytes belong to the message. */
MAMAExpDLL mama_status mamaMsgField_getString(const mamaMsgField msgField, const char** result);
MAMAExpDLL mama_status mamaMsgField_getOpaque(const mamaMsgField msgField, const void** result,
                                              mama_size_t* size);

/** Dates and prices are filled in the caller's object. */
MAMAExpDLL mama_status mamaMsgField_getDateTime(const mamaMsgField msgField, mamaDateTime result);
MAMAExpDLL mama_status mamaMsgField_getPrice(const mamaMsgField msgField, mamaPrice result);

/** A nested message, owned by the field, valid until it moves on. */
MAMAExpDLL mama_status mamaMsgField_getMsg(const mamaMsgField msgField, mamaMsg* result);

/**
 * mamaMsgField_getVector<Type>: an array that belongs to the message, and its number of elements.
 */
MAMAExpDLL mama_status mamaMsgField_getVectorBool(const mamaMsgField msgField,
                                                  const mama_bool_t** result, mama_size_t* size);
MAMAExpDLL mama_status mamaMsgField_getVectorChar(const mamaMsgField msgField, const char** result,
                                                  mama_size_t* size);
MAMAExpDLL mama_status mamaMsgField_getVectorI8(const mamaMsgField msgField,
                                                const mama_i8_t** result, mama_size_t* size);
MAMAExpDLL mama_status mamaMsgField_getVectorU8(const mamaMsgField msgField,
                                                const mama_u8_t** result, mama_size_t* size);
MAMAExpDLL mama_status mamaMsgField_getVectorI16(const mamaMsgField msgField,
                                                 const mama_i16_t** result, mama_size_t* size);
MAMAExpDLL mama_status mamaMsgField_getVectorU16(const mamaMsgField msgField,
                                                 const mama_u16_t** result, mama_size_t* size);
MAMAExpDLL mama_status mamaMsgField_getVectorI32(const mamaMsgField msgField,
                                                 const mama_i32_t** result, mama_size_t* size);
MAMAExpDLL mama_status mamaMsgField_getVectorU32(const mamaMsgField msgField,
                                                 const mama_u32_t** result, mama_size_t* size);
MAMAExpDLL mama_status mamaMsgField_getVectorI64(const mamaMsgField msgField,
                                                 const mama_i64_t** result, mama_size_t* size);
MAMAExpDLL mama_status mamaMsgField_getVectorU64(const mamaMsgField msgField,
                                                 const mama_u64_t** result, mama_size_t* size);
MAMAExpDLL mama_status mamaMsgField_getVectorF32(const mamaMsgField msgField,
                                                 const mama_f32_t** result, mama_size_t* size);
MAMAExpDLL mama_status mamaMsgField_getVectorF64(const mamaMsgField msgField,
                                                 const mama_f64_t** result, mama_size_t* size);
MAMAExpDLL mama_status mamaMsgField_getVectorString(const mamaMsgField msgField,
                                                    const char*** result, mama_size_t* size);

/**
 * Nested messages, owned by the message, valid until the next call on this field or until the
 * message changes.
 */
MAMAExpDLL mama_status mamaMsgField_getVectorMsg(const mamaMsgField msgField,
                                                 const mamaMsg** result, mama_size_t* size);

/** The value as text, ended by NUL and cut to fit. @return OK; INVALID_ARG; NULL_ARG */
MAMAExpDLL mama_status mamaMsgField_getAsString(const mamaMsgField field, char* buf,
                                                mama_size_t length);

/**
 * mamaMsgField_update<Type>: changes the value where it stands; the type must be that of the field.
 * @return OK; NULL_ARG; WRONG_FIELD_TYPE; NOT_MODIFIABLE
 */
MAMAExpDLL mama_status mamaMsgField_updateBool(mamaMsgField field, mama_bool_t value);
MAMAExpDLL mama_status mamaMsgField_updateChar(mamaMsgField field, char value);
MAMAExpDLL mama_status mamaMsgField_updateI8(mamaMsgField field, mama_i8_t value);
MAMAExpDLL mama_status mamaMsgField_updateU8(mamaMsgField field, mama_u8_t value);
MAMAExpDLL mama_status mamaMsgField_updateI16(mamaMsgField field, mama_i16_t value);
MAMAExpDLL mama_status mamaMsgField_updateU16(mamaMsgField field, mama_u16_t value);
MAMAExpDLL mama_status mamaMsgField_updateI32(mamaMsgField field, mama_i32_t value);
MAMAExpDLL mama_status mamaMsgField_updateU32(mamaMsgField field, mama_u32_t value);
MAMAExpDLL mama_status mamaMsgField_updateI64(mamaMsgField field, mama_i64_t value);
MAMAExpDLL mama_status mamaMsgField_updateU64(mamaMsgField field, mama_u64_t value);
MAMAExpDLL mama_status mamaMsgField_updateF32(mamaMsgField field, mama_f32_t value);
MAMAExpDLL mama_status mamaMsgField_updateF64(mamaMsgField field, mama_f64_t value);
MAMAExpDLL mama_status mamaMsgField_updateDateTime(mamaMsgField field, const mamaDateTime value);
MAMAExpDLL mama_status mamaMsgField_updatePrice(mamaMsgField field, const mamaPrice value);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MSGFIELD_H_ */
