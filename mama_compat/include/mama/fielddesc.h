/* Quoll: mama/fielddesc.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Field types, and descriptions of fields as a dictionary holds them.
 */
#ifndef QUOLL_MAMA_FIELDDESC_H_
#define QUOLL_MAMA_FIELDDESC_H_

#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The types of fields. Dictionaries keep numbers that are not among these, too. */
typedef enum mamaFieldType_ QUOLL_OPEN_ENUM_ {
  MAMA_FIELD_TYPE_MSG = 1,
  MAMA_FIELD_TYPE_OPAQUE = 7,
  MAMA_FIELD_TYPE_STRING = 8,
  MAMA_FIELD_TYPE_BOOL = 9,
  MAMA_FIELD_TYPE_CHAR = 10,
  MAMA_FIELD_TYPE_I8 = 14,
  MAMA_FIELD_TYPE_U8 = 15,
  MAMA_FIELD_TYPE_I16 = 16,
  MAMA_FIELD_TYPE_U16 = 17,
  MAMA_FIELD_TYPE_I32 = 18,
  MAMA_FIELD_TYPE_U32 = 19,
  MAMA_FIELD_TYPE_I64 = 20,
  MAMA_FIELD_TYPE_U64 = 21,
  MAMA_FIELD_TYPE_F32 = 24,
  MAMA_FIELD_TYPE_F64 = 25,
  MAMA_FIELD_TYPE_TIME = 26,
  MAMA_FIELD_TYPE_PRICE = 27,
  MAMA_FIELD_TYPE_VECTOR_BOOL = 29,
  MAMA_FIELD_TYPE_VECTOR_CHAR = 30,
  MAMA_FIELD_TYPE_VECTOR_I8 = 34,
  MAMA_FIELD_TYPE_VECTOR_U8 = 35,
  MAMA_FIELD_TYPE_VECTOR_I16 = 36,
  MAMA_FIELD_TYPE_VECTOR_U16 = 37,
  MAMA_FIELD_TYPE_VECTOR_I32 = 38,
  MAMA_FIELD_TYPE_VECTOR_U32 = 39,
  MAMA_FIELD_TYPE_VECTOR_I64 = 40,
  MAMA_FIELD_TYPE_VECTOR_U64 = 41,
  MAMA_FIELD_TYPE_VECTOR_F32 = 44,
  MAMA_FIELD_TYPE_VECTOR_F64 = 45,
  MAMA_FIELD_TYPE_VECTOR_STRING = 46,
  MAMA_FIELD_TYPE_VECTOR_MSG = 47,
  MAMA_FIELD_TYPE_VECTOR_TIME = 48,
  MAMA_FIELD_TYPE_VECTOR_PRICE = 49,
  MAMA_FIELD_TYPE_QUANTITY = 50,
  MAMA_FIELD_TYPE_COLLECTION = 99,
  MAMA_FIELD_TYPE_UNKNOWN = 100
} mamaFieldType;

/** The name of a type, "UNKNOWN" for any other value. Static. */
MAMAExpDLL const char* mamaFieldTypeToString(mamaFieldType type);

/** The type with exactly this name, MAMA_FIELD_TYPE_UNKNOWN for any other text or NULL. */
MAMAExpDLL mamaFieldType stringToMamaFieldType(const char* str);

/**
 * A description of a field, for mamaFieldDescriptor_destroy; the name is copied.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaFieldDescriptor_create(mamaFieldDescriptor* descriptor, mama_fid_t fid,
                                                  mamaFieldType type, const char* name);

/**
 * Frees a descriptor that the application has made; NULL is allowed.
 * @return OK; INVALID_ARG for one that is destroyed, or belongs to a dictionary or the runtime
 */
MAMAExpDLL mama_status mamaFieldDescriptor_destroy(mamaFieldDescriptor descriptor);

/**
 * What it says, on any thread; the name belongs to the descriptor. For NULL: fid 65535, type -1,
 * name NULL, type name "UNKNOWN".
 */
MAMAExpDLL mama_fid_t mamaFieldDescriptor_getFid(const mamaFieldDescriptor descriptor);
MAMAExpDLL mamaFieldType mamaFieldDescriptor_getType(const mamaFieldDescriptor descriptor);
MAMAExpDLL const char* mamaFieldDescriptor_getName(const mamaFieldDescriptor descriptor);
MAMAExpDLL const char* mamaFieldDescriptor_getTypeName(const mamaFieldDescriptor descriptor);

/** Attaches a pointer of the application's, NULL at first; on any thread. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaFieldDescriptor_setClosure(mamaFieldDescriptor descriptor,
                                                      void* closure);
MAMAExpDLL mama_status mamaFieldDescriptor_getClosure(mamaFieldDescriptor descriptor,
                                                      void** closure);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_FIELDDESC_H_ */
