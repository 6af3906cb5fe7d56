/// The scalar types of fields, for functions that exist once for each.
#pragma once

#include <mama/fielddesc.h>
#include <mama/types.h>

/// X(name in function names, C type, field type, field type of the vector). The first list is that
/// of the types whose message-level update looks at the payload last, after modifiability.
#define QUOLL_SMALL_SCALAR_TYPES(X)                                       \
  X(Bool, mama_bool_t, MAMA_FIELD_TYPE_BOOL, MAMA_FIELD_TYPE_VECTOR_BOOL) \
  X(Char, char, MAMA_FIELD_TYPE_CHAR, MAMA_FIELD_TYPE_VECTOR_CHAR)        \
  X(I8, mama_i8_t, MAMA_FIELD_TYPE_I8, MAMA_FIELD_TYPE_VECTOR_I8)         \
  X(U8, mama_u8_t, MAMA_FIELD_TYPE_U8, MAMA_FIELD_TYPE_VECTOR_U8)         \
  X(I16, mama_i16_t, MAMA_FIELD_TYPE_I16, MAMA_FIELD_TYPE_VECTOR_I16)     \
  X(U16, mama_u16_t, MAMA_FIELD_TYPE_U16, MAMA_FIELD_TYPE_VECTOR_U16)     \
  X(I32, mama_i32_t, MAMA_FIELD_TYPE_I32, MAMA_FIELD_TYPE_VECTOR_I32)     \
  X(U32, mama_u32_t, MAMA_FIELD_TYPE_U32, MAMA_FIELD_TYPE_VECTOR_U32)
#define QUOLL_LARGE_SCALAR_TYPES(X)                                   \
  X(I64, mama_i64_t, MAMA_FIELD_TYPE_I64, MAMA_FIELD_TYPE_VECTOR_I64) \
  X(U64, mama_u64_t, MAMA_FIELD_TYPE_U64, MAMA_FIELD_TYPE_VECTOR_U64) \
  X(F32, mama_f32_t, MAMA_FIELD_TYPE_F32, MAMA_FIELD_TYPE_VECTOR_F32) \
  X(F64, mama_f64_t, MAMA_FIELD_TYPE_F64, MAMA_FIELD_TYPE_VECTOR_F64)
#define QUOLL_SCALAR_TYPES(X) QUOLL_SMALL_SCALAR_TYPES(X) QUOLL_LARGE_SCALAR_TYPES(X)
