/// Every function of mama/msg.h and mama/msgfield.h that reaches a payload's table, called once.
#pragma once

#include <mama/integration/msg.h>
#include <payloadbridge.h>

#include "message_support.h"

namespace message_test {

#define TABLE_SCALARS(X) \
  X(Bool, mama_bool_t)   \
  X(Char, char)          \
  X(I8, mama_i8_t)       \
  X(U8, mama_u8_t)       \
  X(I16, mama_i16_t)     \
  X(U16, mama_u16_t)     \
  X(I32, mama_i32_t)     \
  X(U32, mama_u32_t)     \
  X(I64, mama_i64_t)     \
  X(U64, mama_u64_t)     \
  X(F32, mama_f32_t)     \
  X(F64, mama_f64_t)

/// The functions that a payload must have; each shall give `expected`.
inline void call_required_functions(mamaMsg msg, mama_status expected) {
  const Time time(5, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
  const PriceValue price(1.5);
  Time time_out;
  PriceValue price_out;
  const char* text = nullptr;
  const void* bytes = nullptr;
  mama_size_t size = 0;
  mamaMsgField field = nullptr;
  char buffer[16];
#define CALL(Name, T)                                                \
  {                                                                  \
    T value = T(1);                                                  \
    EXPECT_EQ(mamaMsg_add##Name(msg, #Name, 0, value), expected);    \
    EXPECT_EQ(mamaMsg_update##Name(msg, #Name, 0, value), expected); \
    EXPECT_EQ(mamaMsg_get##Name(msg, #Name, 0, &value), expected);   \
  }
  TABLE_SCALARS(CALL)
#undef CALL
  EXPECT_EQ(mamaMsg_addString(msg, "String", 0, "s"), expected);
  EXPECT_EQ(mamaMsg_updateString(msg, "String", 0, "s"), expected);
  EXPECT_EQ(mamaMsg_getString(msg, "String", 0, &text), expected);
  EXPECT_EQ(mamaMsg_addOpaque(msg, "Opaque", 0, "o", 1), expected);
  EXPECT_EQ(mamaMsg_updateOpaque(msg, "Opaque", 0, "o", 1), expected);
  EXPECT_EQ(mamaMsg_getOpaque(msg, "Opaque", 0, &bytes, &size), expected);
  EXPECT_EQ(mamaMsg_addDateTime(msg, "Time", 0, time), expected);
  EXPECT_EQ(mamaMsg_updateDateTime(msg, "Time", 0, time), expected);
  EXPECT_EQ(mamaMsg_getDateTime(msg, "Time", 0, time_out), expected);
  EXPECT_EQ(mamaMsg_addPrice(msg, "Price", 0, price), expected);
  EXPECT_EQ(mamaMsg_updatePrice(msg, "Price", 0, price), expected);
  EXPECT_EQ(mamaMsg_getPrice(msg, "Price", 0, price_out), expected);
  EXPECT_EQ(mamaMsg_getField(msg, "String", 0, &field), expected);
  EXPECT_EQ(mamaMsg_getFieldAsString(msg, "String", 0, buffer, sizeof buffer), expected);
  EXPECT_EQ(mamaMsg_getNumFields(msg, &size), expected);
  EXPECT_EQ(mamaMsg_getByteBuffer(msg, &bytes, &size), expected);
  EXPECT_EQ(mamaMsgImpl_getPayloadBuffer(msg, &bytes, &size), expected);
  EXPECT_EQ(mamaMsg_applyMsg(msg, msg), expected);
  EXPECT_EQ(mamaMsg_iterateFields(
                msg, [](const mamaMsg, const mamaMsgField, void*) {}, nullptr, nullptr),
            expected);
  EXPECT_EQ(mamaMsg_toString(msg) != nullptr, expected == MAMA_STATUS_OK);
  mamaMsg copy = nullptr;
  EXPECT_EQ(mamaMsg_copy(msg, &copy), expected);
  if (copy != nullptr) {
    EXPECT_EQ(mamaMsg_destroy(copy), MAMA_STATUS_OK);
  }
}

/// The functions that a payload may leave out. `sub` is a message with a field, of any payload.
inline void call_optional_functions(mamaMsg msg, mamaMsg sub, mama_status expected) {
  const Time time(5, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
  const PriceValue price(1.5);
  const char* texts[] = {"a", "b"};
  const mamaDateTime times[] = {time};
  const mamaPrice prices[] = {price};
  const mamaMsg subs[] = {sub};
  const char** texts_out = nullptr;
  const mamaDateTime* times_out = nullptr;
  const mamaPrice* prices_out = nullptr;
  const mamaMsg* subs_out = nullptr;
  mamaMsg sub_out = nullptr;
  mama_size_t size = 0;
#define CALL(Name, T)                                                              \
  {                                                                                \
    const T values[] = {T(1), T(2)};                                               \
    const T* out = nullptr;                                                        \
    EXPECT_EQ(mamaMsg_addVector##Name(msg, "V" #Name, 0, values, 2), expected);    \
    EXPECT_EQ(mamaMsg_updateVector##Name(msg, "V" #Name, 0, values, 2), expected); \
    EXPECT_EQ(mamaMsg_getVector##Name(msg, "V" #Name, 0, &out, &size), expected);  \
  }
  TABLE_SCALARS(CALL)
#undef CALL
  EXPECT_EQ(mamaMsg_addVectorString(msg, "VString", 0, texts, 2), expected);
  EXPECT_EQ(mamaMsg_updateVectorString(msg, "VString", 0, texts, 2), expected);
  EXPECT_EQ(mamaMsg_getVectorString(msg, "VString", 0, &texts_out, &size), expected);
  EXPECT_EQ(mamaMsg_addVectorDateTime(msg, "VTime", 0, times, 1), expected);
  EXPECT_EQ(mamaMsg_updateVectorTime(msg, "VTime", 0, times, 1), expected);
  EXPECT_EQ(mamaMsg_getVectorDateTime(msg, "VTime", 0, &times_out, &size), expected);
  EXPECT_EQ(mamaMsg_addVectorPrice(msg, "VPrice", 0, prices, 1), expected);
  EXPECT_EQ(mamaMsg_updateVectorPrice(msg, "VPrice", 0, prices, 1), expected);
  EXPECT_EQ(mamaMsg_getVectorPrice(msg, "VPrice", 0, &prices_out, &size), expected);
  EXPECT_EQ(mamaMsg_addVectorMsg(msg, "VMsg", 0, subs, 1), expected);
  EXPECT_EQ(mamaMsg_updateVectorMsg(msg, "VMsg", 0, subs, 1), expected);
  EXPECT_EQ(mamaMsg_getVectorMsg(msg, "VMsg", 0, &subs_out, &size), expected);
  EXPECT_EQ(mamaMsg_addMsg(msg, "Msg", 0, sub), expected);
  EXPECT_EQ(mamaMsg_updateSubMsg(msg, "Msg", 0, sub), expected);
  EXPECT_EQ(mamaMsg_getMsg(msg, "Msg", 0, &sub_out), expected);
  const char* subject = nullptr;
  if (expected == MAMA_STATUS_OK) {
    EXPECT_EQ(mamaMsg_updateString(msg, "MdSubscSymbol", 71, "S"), MAMA_STATUS_OK);
  }
  EXPECT_EQ(mamaMsg_getSendSubject(msg, &subject), expected);
  void* native = nullptr;
  EXPECT_EQ(mamaMsg_getNativeMsg(msg, &native), expected);
  mamaPayloadType type = MAMA_PAYLOAD_NULL;
  EXPECT_EQ(mamaMsg_getPayloadType(msg, &type), expected);
}

/// The functions of a bound field that a payload must have. A field has one type, so reading as
/// another one may also be a wrong type.
inline void call_required_field_functions(mamaMsgField field, bool implemented) {
  const auto expect = [implemented](mama_status status) {
    EXPECT_EQ(status == MAMA_STATUS_NOT_IMPLEMENTED, !implemented)
        << mamaStatus_stringForStatus(status);
  };
  const Time time;
  const PriceValue price;
  const char* text = nullptr;
  const void* bytes = nullptr;
  mama_size_t size = 0;
  mama_fid_t fid = 0;
  mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
  mamaFieldDescriptor descriptor = nullptr;
  char buffer[16];
#define CALL(Name, T)                                \
  {                                                  \
    T value = T(1);                                  \
    expect(mamaMsgField_get##Name(field, &value));   \
    expect(mamaMsgField_update##Name(field, value)); \
  }
  TABLE_SCALARS(CALL)
#undef CALL
  expect(mamaMsgField_getName(field, &text));
  expect(mamaMsgField_getFid(field, &fid));
  expect(mamaMsgField_getType(field, &type));
  expect(mamaMsgField_getTypeName(field, &text));
  expect(mamaMsgField_getDescriptor(field, &descriptor));
  expect(mamaMsgField_getString(field, &text));
  expect(mamaMsgField_getOpaque(field, &bytes, &size));
  expect(mamaMsgField_getDateTime(field, time));
  expect(mamaMsgField_getPrice(field, price));
  expect(mamaMsgField_updateDateTime(field, time));
  expect(mamaMsgField_updatePrice(field, price));
  expect(mamaMsgField_getAsString(field, buffer, sizeof buffer));
}

/// The same for those that a payload may leave out.
inline void call_optional_field_functions(mamaMsgField field, bool implemented) {
  const auto expect = [implemented](mama_status status) {
    EXPECT_EQ(status == MAMA_STATUS_NOT_IMPLEMENTED, !implemented)
        << mamaStatus_stringForStatus(status);
  };
  mama_size_t size = 0;
#define CALL(Name, T)                                         \
  {                                                           \
    const T* out = nullptr;                                   \
    expect(mamaMsgField_getVector##Name(field, &out, &size)); \
  }
  TABLE_SCALARS(CALL)
#undef CALL
  const char** texts = nullptr;
  mamaMsg sub = nullptr;
  const mamaMsg* subs = nullptr;
  expect(mamaMsgField_getVectorString(field, &texts, &size));
  expect(mamaMsgField_getMsg(field, &sub));
  expect(mamaMsgField_getVectorMsg(field, &subs, &size));
}

/// The functions of iterators.
inline void walk(mamaMsg msg) {
  mamaMsgIterator iterator = nullptr;
  ASSERT_EQ(mamaMsgIterator_create(&iterator, nullptr), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgIterator_associate(iterator, msg), MAMA_STATUS_OK);
  EXPECT_NE(mamaMsgIterator_begin(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_hasNext(iterator), 1);
  EXPECT_NE(mamaMsgIterator_next(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_end(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_destroy(iterator), MAMA_STATUS_OK);
}

}  // namespace message_test
