/// Values of fields: conversion between stored and asked-for types, records of dates and prices.
#pragma once

#include <mama/fielddesc.h>
#include <mama/status.h>
#include <mama/types.h>

#include <cstdint>
#include <limits>
#include <type_traits>

#include "field_index.h"
#include "wire.h"

namespace quoll::omnm {

/// Lists the scalar types: name in function names, C type, wire type, wire type of the vector.
#define OMNM_SCALAR_TYPES(X)                                              \
  X(Bool, mama_bool_t, MAMA_FIELD_TYPE_BOOL, MAMA_FIELD_TYPE_VECTOR_BOOL) \
  X(Char, char, MAMA_FIELD_TYPE_CHAR, MAMA_FIELD_TYPE_VECTOR_CHAR)        \
  X(I8, mama_i8_t, MAMA_FIELD_TYPE_I8, MAMA_FIELD_TYPE_VECTOR_I8)         \
  X(U8, mama_u8_t, MAMA_FIELD_TYPE_U8, MAMA_FIELD_TYPE_VECTOR_U8)         \
  X(I16, mama_i16_t, MAMA_FIELD_TYPE_I16, MAMA_FIELD_TYPE_VECTOR_I16)     \
  X(U16, mama_u16_t, MAMA_FIELD_TYPE_U16, MAMA_FIELD_TYPE_VECTOR_U16)     \
  X(I32, mama_i32_t, MAMA_FIELD_TYPE_I32, MAMA_FIELD_TYPE_VECTOR_I32)     \
  X(U32, mama_u32_t, MAMA_FIELD_TYPE_U32, MAMA_FIELD_TYPE_VECTOR_U32)     \
  X(I64, mama_i64_t, MAMA_FIELD_TYPE_I64, MAMA_FIELD_TYPE_VECTOR_I64)     \
  X(U64, mama_u64_t, MAMA_FIELD_TYPE_U64, MAMA_FIELD_TYPE_VECTOR_U64)     \
  X(F32, mama_f32_t, MAMA_FIELD_TYPE_F32, MAMA_FIELD_TYPE_VECTOR_F32)     \
  X(F64, mama_f64_t, MAMA_FIELD_TYPE_F64, MAMA_FIELD_TYPE_VECTOR_F64)

/// A floating value whose fraction is dropped: does it fit the integer type? (Not for NaN.)
template <class Target>
bool fits(double value) noexcept {
  // Both bounds are powers of two (or 0) and so exact as double; -1 < v < 0 truncates to 0.
  constexpr double kLow = static_cast<double>(std::numeric_limits<Target>::min());
  const double high =
      2.0 * static_cast<double>(std::uint64_t{1} << (std::numeric_limits<Target>::digits - 1));
  return value > kLow - 1.0 ? value < high : value == kLow;
}

/// Stored to asked-for scalar type. OK where the stored width is not greater (a plain cast then),
/// or the target is floating, or the value fits; else WRONG_FIELD_TYPE with the result untouched.
template <class Target, class Stored>
mama_status convert(Stored stored, Target* result) noexcept {
  if constexpr (std::is_integral_v<Target> && std::is_floating_point_v<Stored>) {
    if (!fits<Target>(static_cast<double>(stored))) return MAMA_STATUS_WRONG_FIELD_TYPE;
  } else if constexpr (std::is_integral_v<Target> && sizeof(Stored) > sizeof(Target)) {
    if (!std::in_range<Target>(stored)) return MAMA_STATUS_WRONG_FIELD_TYPE;
  }
  *result = static_cast<Target>(stored);
  return MAMA_STATUS_OK;
}

/// The field's value as a scalar of type T.
template <class T>
mama_status read_scalar(WireType type, const std::uint8_t* data, T* result) noexcept {
  // char is not a type that std::in_range takes; it has the range of int8_t or uint8_t.
  using Target =
      std::conditional_t<std::is_same_v<T, char>,
                         std::conditional_t<std::is_signed_v<char>, std::int8_t, std::uint8_t>, T>;
  auto take = [result](auto stored) {
    Target value;
    const mama_status status = convert<Target>(stored, &value);
    if (status == MAMA_STATUS_OK) *result = static_cast<T>(value);
    return status;
  };
  switch (type) {
    case MAMA_FIELD_TYPE_BOOL:
    case MAMA_FIELD_TYPE_I8:
      return take(load<std::int8_t>(data));
    case MAMA_FIELD_TYPE_CHAR:
      return take(
          static_cast<std::conditional_t<std::is_signed_v<char>, std::int8_t, std::uint8_t>>(
              load<char>(data)));
    case MAMA_FIELD_TYPE_U8:
      return take(load<std::uint8_t>(data));
    case MAMA_FIELD_TYPE_I16:
      return take(load<std::int16_t>(data));
    case MAMA_FIELD_TYPE_U16:
      return take(load<std::uint16_t>(data));
    case MAMA_FIELD_TYPE_I32:
      return take(load<std::int32_t>(data));
    case MAMA_FIELD_TYPE_U32:
      return take(load<std::uint32_t>(data));
    case MAMA_FIELD_TYPE_I64:
      return take(load<std::int64_t>(data));
    case MAMA_FIELD_TYPE_U64:
      return take(load<std::uint64_t>(data));
    case MAMA_FIELD_TYPE_F32:
      return take(load<float>(data));
    case MAMA_FIELD_TYPE_F64:
      return take(load<double>(data));
    case MAMA_FIELD_TYPE_PRICE:
      if constexpr (std::is_floating_point_v<T>) return take(load<double>(data + 8));
      return MAMA_STATUS_WRONG_FIELD_TYPE;
    default:
      return MAMA_STATUS_WRONG_FIELD_TYPE;
  }
}

/// Fills a record from a date-time or price object, whose status is returned when it is no good
/// one.
mama_status write_time(mamaDateTime time, std::uint8_t* record) noexcept;
mama_status write_price(mamaPrice price, std::uint8_t* record) noexcept;
/// Fills the object from a record.
mama_status read_time(const std::uint8_t* record, mamaDateTime result) noexcept;
mama_status read_price(const std::uint8_t* record, mamaPrice result) noexcept;

/// The field as date-time (TIME, STRING, F64 seconds, I64 milliseconds, U64 microseconds) or price
/// (PRICE, F64); any other type is a WRONG_FIELD_TYPE.
mama_status get_time(WireType type, const std::uint8_t* data, mamaDateTime result) noexcept;
mama_status get_price(WireType type, const std::uint8_t* data, mamaPrice result) noexcept;

}  // namespace quoll::omnm
