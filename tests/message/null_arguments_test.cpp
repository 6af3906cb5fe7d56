// NULL in every argument of every function of the payload table that may not be NULL.
#include <mama/integration/msg.h>

#include <utility>

#include "message_support.h"
#include "omnmmsg_functions.h"

using message_test::Msg;
using message_test::PriceValue;
using message_test::Time;

namespace {

#define SCALAR_TYPES(X) \
  X(Bool, mama_bool_t)  \
  X(Char, char)         \
  X(I8, mama_i8_t)      \
  X(U8, mama_u8_t)      \
  X(I16, mama_i16_t)    \
  X(U16, mama_u16_t)    \
  X(I32, mama_i32_t)    \
  X(U32, mama_u32_t)    \
  X(I64, mama_i64_t)    \
  X(U64, mama_u64_t)    \
  X(F32, mama_f32_t)    \
  X(F64, mama_f64_t)

constexpr mama_status kNullArg = MAMA_STATUS_NULL_ARG;

void MAMACALLTYPE ignore_field(const mamaMsg, const mamaMsgField, void*) {}

/// Something to point at for every argument.
class NullArguments : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(omnmmsgPayload_create(&payload_), MAMA_STATUS_OK);
    ASSERT_EQ(omnmmsgPayload_addI32(payload_, "n", 1, 1), MAMA_STATUS_OK);
    ASSERT_EQ(omnmmsgPayload_getField(payload_, "n", 1, &field_), MAMA_STATUS_OK);
    ASSERT_EQ(omnmmsgPayloadIter_create(&iterator_, payload_), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsgField_create(&mama_field_), MAMA_STATUS_OK);
  }
  void TearDown() override {
    EXPECT_EQ(omnmmsgPayloadIter_destroy(iterator_), MAMA_STATUS_OK);
    EXPECT_EQ(omnmmsgPayload_destroy(payload_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgField_destroy(mama_field_), MAMA_STATUS_OK);
  }

  msgPayload payload_ = nullptr;
  msgFieldPayload field_ = nullptr;
  msgPayloadIter iterator_ = nullptr;
  mamaMsgField mama_field_ = nullptr;
  Msg msg_;
  Time time_;
  PriceValue price_;
  const void* bytes_ = nullptr;
  const char* text_ = nullptr;
  mama_size_t size_ = 0;
};

TEST_F(NullArguments, LifeAndBytes) {
  msgPayload out = nullptr;
  char id = 0;
  const char wire[] = {'O', 1, 0};
  EXPECT_EQ(omnmmsgPayload_init(nullptr, &id), kNullArg);
  EXPECT_EQ(omnmmsgPayload_create(nullptr), kNullArg);
  EXPECT_EQ(omnmmsgPayload_createForTemplate(nullptr, nullptr, 0), kNullArg);
  EXPECT_EQ(omnmmsgPayload_copy(nullptr, &out), kNullArg);
  EXPECT_EQ(omnmmsgPayload_copy(payload_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgPayload_clear(nullptr), kNullArg);
  EXPECT_EQ(omnmmsgPayload_destroy(nullptr), kNullArg);
  EXPECT_EQ(omnmmsgPayload_setParent(nullptr, msg_), kNullArg);
  EXPECT_EQ(omnmmsgPayload_setParent(payload_, nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgPayload_getByteSize(nullptr, &size_), kNullArg);
  EXPECT_EQ(omnmmsgPayload_getByteSize(payload_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgPayload_getNumFields(nullptr, &size_), kNullArg);
  EXPECT_EQ(omnmmsgPayload_getNumFields(payload_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgPayload_getSendSubject(nullptr, &text_), kNullArg);
  EXPECT_EQ(omnmmsgPayload_getSendSubject(payload_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgPayload_toString(nullptr), nullptr);
  for (auto* get : {omnmmsgPayload_serialize, omnmmsgPayload_getByteBuffer}) {
    EXPECT_EQ(get(nullptr, &bytes_, &size_), kNullArg);
    EXPECT_EQ(get(payload_, nullptr, &size_), kNullArg);
    EXPECT_EQ(get(payload_, &bytes_, nullptr), kNullArg);
  }
  EXPECT_EQ(omnmmsgPayload_unSerialize(nullptr, wire, 3), kNullArg);
  EXPECT_EQ(omnmmsgPayload_unSerialize(payload_, nullptr, 3), kNullArg);
  EXPECT_EQ(omnmmsgPayload_unSerialize(payload_, wire, 0), kNullArg);
  EXPECT_EQ(omnmmsgPayload_deserialize(nullptr, nullptr, wire, 3), kNullArg);
  EXPECT_EQ(omnmmsgPayload_deserialize(nullptr, payload_, nullptr, 3), kNullArg);
  EXPECT_EQ(omnmmsgPayload_deserialize(nullptr, payload_, wire, 3), MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgPayload_setByteBuffer(nullptr, nullptr, wire, 3), kNullArg);
  EXPECT_EQ(omnmmsgPayload_setByteBuffer(payload_, nullptr, nullptr, 0), kNullArg);
  EXPECT_EQ(omnmmsgPayload_setByteBuffer(payload_, nullptr, wire, 0), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(omnmmsgPayload_setByteBuffer(payload_, nullptr, wire, 3), MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgPayload_createFromByteBuffer(nullptr, nullptr, wire, 3), kNullArg);
  EXPECT_EQ(omnmmsgPayload_createFromByteBuffer(&out, nullptr, nullptr, 0), kNullArg);
  EXPECT_EQ(omnmmsgPayload_createFromByteBuffer(&out, nullptr, wire, 0), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(omnmmsgPayload_apply(nullptr, payload_), kNullArg);
  EXPECT_EQ(omnmmsgPayload_apply(payload_, nullptr), kNullArg);
  void* native = nullptr;
  EXPECT_EQ(omnmmsgPayload_getNativeMsg(nullptr, &native), kNullArg);
  EXPECT_EQ(omnmmsgPayload_getNativeMsg(payload_, nullptr), kNullArg);
  EXPECT_EQ(out, nullptr);
}

TEST_F(NullArguments, IterateFieldsAndIterators) {
  EXPECT_EQ(omnmmsgPayload_iterateFields(nullptr, msg_, mama_field_, ignore_field, this), kNullArg);
  EXPECT_EQ(omnmmsgPayload_iterateFields(payload_, nullptr, mama_field_, ignore_field, this),
            kNullArg);
  EXPECT_EQ(omnmmsgPayload_iterateFields(payload_, msg_, nullptr, ignore_field, this), kNullArg);
  EXPECT_EQ(omnmmsgPayload_iterateFields(payload_, msg_, mama_field_, nullptr, this), kNullArg);
  EXPECT_EQ(omnmmsgPayload_iterateFields(payload_, msg_, mama_field_, ignore_field, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgPayloadIter_create(nullptr, payload_), kNullArg);
  EXPECT_EQ(omnmmsgPayloadIter_create(&iterator_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgPayloadIter_associate(nullptr, payload_), kNullArg);
  EXPECT_EQ(omnmmsgPayloadIter_associate(iterator_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgPayloadIter_destroy(nullptr), kNullArg);
  EXPECT_EQ(omnmmsgPayloadIter_next(nullptr, nullptr, payload_), nullptr);
  EXPECT_EQ(omnmmsgPayloadIter_next(iterator_, nullptr, nullptr), nullptr);
  EXPECT_EQ(omnmmsgPayloadIter_begin(nullptr, nullptr, payload_), nullptr);
  EXPECT_EQ(omnmmsgPayloadIter_begin(iterator_, nullptr, nullptr), nullptr);
  EXPECT_EQ(omnmmsgPayloadIter_hasNext(nullptr, payload_), 0);
  EXPECT_EQ(omnmmsgPayloadIter_hasNext(iterator_, nullptr), 0);
}

TEST_F(NullArguments, Scalars) {
#define CHECK_SCALAR(Name, T)                                                                \
  {                                                                                          \
    T value{};                                                                               \
    const T* values = &value;                                                                \
    EXPECT_EQ(omnmmsgPayload_add##Name(nullptr, "n", 1, value), kNullArg);                   \
    EXPECT_EQ(omnmmsgPayload_add##Name(payload_, nullptr, 0, value), kNullArg);              \
    EXPECT_EQ(omnmmsgPayload_update##Name(nullptr, "n", 1, value), kNullArg);                \
    EXPECT_EQ(omnmmsgPayload_update##Name(payload_, nullptr, 0, value), kNullArg);           \
    EXPECT_EQ(omnmmsgPayload_get##Name(nullptr, "n", 1, &value), kNullArg);                  \
    EXPECT_EQ(omnmmsgPayload_get##Name(payload_, nullptr, 0, &value), kNullArg);             \
    EXPECT_EQ(omnmmsgPayload_get##Name(payload_, "n", 1, nullptr), kNullArg);                \
    EXPECT_EQ(omnmmsgPayload_addVector##Name(nullptr, "n", 1, values, 1), kNullArg);         \
    EXPECT_EQ(omnmmsgPayload_addVector##Name(payload_, "n", 1, nullptr, 0), kNullArg);       \
    EXPECT_EQ(omnmmsgPayload_addVector##Name(payload_, nullptr, 0, values, 1), kNullArg);    \
    EXPECT_EQ(omnmmsgPayload_updateVector##Name(nullptr, "n", 1, values, 1), kNullArg);      \
    EXPECT_EQ(omnmmsgPayload_updateVector##Name(payload_, "n", 1, nullptr, 0), kNullArg);    \
    EXPECT_EQ(omnmmsgPayload_updateVector##Name(payload_, nullptr, 0, values, 1), kNullArg); \
    EXPECT_EQ(omnmmsgPayload_getVector##Name(nullptr, "n", 1, &values, &size_), kNullArg);   \
    EXPECT_EQ(omnmmsgPayload_getVector##Name(payload_, "n", 1, nullptr, &size_), kNullArg);  \
    EXPECT_EQ(omnmmsgPayload_getVector##Name(payload_, "n", 1, &values, nullptr), kNullArg); \
    EXPECT_EQ(omnmmsgFieldPayload_update##Name(nullptr, payload_, value), kNullArg);         \
    EXPECT_EQ(omnmmsgFieldPayload_update##Name(field_, nullptr, value), kNullArg);           \
    EXPECT_EQ(omnmmsgFieldPayload_get##Name(nullptr, &value), kNullArg);                     \
    EXPECT_EQ(omnmmsgFieldPayload_get##Name(field_, nullptr), kNullArg);                     \
    EXPECT_EQ(omnmmsgFieldPayload_getVector##Name(nullptr, &values, &size_), kNullArg);      \
    EXPECT_EQ(omnmmsgFieldPayload_getVector##Name(field_, nullptr, &size_), kNullArg);       \
    EXPECT_EQ(omnmmsgFieldPayload_getVector##Name(field_, &values, nullptr), kNullArg);      \
  }
  SCALAR_TYPES(CHECK_SCALAR)
#undef CHECK_SCALAR
}

/// A function that puts a value, with each argument NULL in turn.
template <class Function, class Value, class... Count>
void check_put(Function put, msgPayload payload, Value value, Count... count) {
  EXPECT_EQ(put(nullptr, "n", 1, value, count...), kNullArg);
  EXPECT_EQ(put(payload, nullptr, 0, value, count...), kNullArg);
  EXPECT_EQ(put(payload, "n", 1, nullptr, count...), kNullArg);
}

TEST_F(NullArguments, OtherValuesIn) {
  const char* texts[] = {"a"};
  const char* null_texts[] = {"a", nullptr};
  const mamaDateTime times[] = {time_, nullptr};
  const mamaPrice prices[] = {price_, nullptr};
  const mamaMsg msgs[] = {msg_, nullptr};
  const mama_size_t one = 1, two = 2;
  for (auto* put : {omnmmsgPayload_addString, omnmmsgPayload_updateString}) {
    check_put(put, payload_, "text");
  }
  for (auto* put : {omnmmsgPayload_addOpaque, omnmmsgPayload_updateOpaque}) {
    check_put(put, payload_, "text", one);
    EXPECT_EQ(put(payload_, "n", 1, nullptr, 0), kNullArg);
  }
  for (auto* put : {omnmmsgPayload_addDateTime, omnmmsgPayload_updateDateTime}) {
    check_put(put, payload_, static_cast<mamaDateTime>(time_));
  }
  for (auto* put : {omnmmsgPayload_addPrice, omnmmsgPayload_updatePrice}) {
    check_put(put, payload_, static_cast<mamaPrice>(price_));
  }
  for (auto* put : {omnmmsgPayload_addMsg, omnmmsgPayload_updateSubMsg}) {
    check_put(put, payload_, static_cast<mamaMsg>(msg_));
  }
  for (auto* put : {omnmmsgPayload_addVectorString, omnmmsgPayload_updateVectorString}) {
    check_put(put, payload_, texts, one);
    EXPECT_EQ(put(payload_, "n", 1, null_texts, two), kNullArg);
  }
  for (auto* put : {omnmmsgPayload_addVectorDateTime, omnmmsgPayload_updateVectorTime}) {
    check_put(put, payload_, times, one);
    EXPECT_EQ(put(payload_, "n", 1, times, two), kNullArg);
  }
  for (auto* put : {omnmmsgPayload_addVectorPrice, omnmmsgPayload_updateVectorPrice}) {
    check_put(put, payload_, prices, one);
    EXPECT_EQ(put(payload_, "n", 1, prices, two), kNullArg);
  }
  for (auto* put : {omnmmsgPayload_addVectorMsg, omnmmsgPayload_updateVectorMsg}) {
    check_put(put, payload_, msgs, one);
    EXPECT_EQ(put(payload_, "n", 1, msgs, two), kNullArg);
  }
  EXPECT_STREQ(omnmmsgPayload_toString(payload_), "{n[1]=1}");  // nothing of it went in
}

/// A getter of a message, with each argument NULL in turn.
template <class Function, class Result, class... Size>
void check_get(Function get, msgPayload payload, Result result, Size... size) {
  EXPECT_EQ(get(nullptr, "n", 1, result, size...), kNullArg);
  EXPECT_EQ(get(payload, nullptr, 0, result, size...), kNullArg);
  EXPECT_EQ(get(payload, "n", 1, nullptr, size...), kNullArg);
}

TEST_F(NullArguments, OtherValuesOut) {
  const char** texts = nullptr;
  const mamaDateTime* times = nullptr;
  const mamaPrice* prices = nullptr;
  const msgPayload* payloads = nullptr;
  msgPayload sub = nullptr;
  msgFieldPayload field = nullptr;
  char buffer[8];
  check_get(omnmmsgPayload_getString, payload_, &text_);
  check_get(omnmmsgPayload_getField, payload_, &field);
  check_get(omnmmsgPayload_getDateTime, payload_, static_cast<mamaDateTime>(time_));
  check_get(omnmmsgPayload_getPrice, payload_, static_cast<mamaPrice>(price_));
  check_get(omnmmsgPayload_getMsg, payload_, &sub);
  check_get(omnmmsgPayload_getOpaque, payload_, &bytes_, &size_);
  check_get(omnmmsgPayload_getVectorString, payload_, &texts, &size_);
  check_get(omnmmsgPayload_getVectorDateTime, payload_, &times, &size_);
  check_get(omnmmsgPayload_getVectorPrice, payload_, &prices, &size_);
  check_get(omnmmsgPayload_getVectorMsg, payload_, &payloads, &size_);
  check_get(omnmmsgPayload_getFieldAsString, payload_, buffer, sizeof buffer);
  EXPECT_EQ(omnmmsgPayload_getFieldAsString(payload_, "n", 1, nullptr, 0), kNullArg);
  EXPECT_EQ(omnmmsgPayload_getFieldAsString(payload_, "n", 1, buffer, 0), MAMA_STATUS_INVALID_ARG);
  mama_size_t* no_size = nullptr;
  EXPECT_EQ(omnmmsgPayload_getOpaque(payload_, "n", 1, &bytes_, no_size), kNullArg);
  EXPECT_EQ(omnmmsgPayload_getVectorString(payload_, "n", 1, &texts, no_size), kNullArg);
  EXPECT_EQ(omnmmsgPayload_getVectorDateTime(payload_, "n", 1, &times, no_size), kNullArg);
  EXPECT_EQ(omnmmsgPayload_getVectorPrice(payload_, "n", 1, &prices, no_size), kNullArg);
  EXPECT_EQ(omnmmsgPayload_getVectorMsg(payload_, "n", 1, &payloads, no_size), kNullArg);
}

TEST_F(NullArguments, Fields) {
  mama_fid_t fid = 0;
  mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
  mamaFieldDescriptor descriptor = nullptr;
  msgPayload sub = nullptr;
  const char** texts = nullptr;
  const mamaDateTime* times = nullptr;
  const mamaPrice* prices = nullptr;
  const msgPayload* payloads = nullptr;
  char buffer[8];
  EXPECT_EQ(omnmmsgFieldPayload_create(nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_destroy(nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getName(nullptr, nullptr, nullptr, &text_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getName(field_, nullptr, nullptr, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getFid(nullptr, nullptr, nullptr, &fid), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getFid(field_, nullptr, nullptr, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getType(nullptr, &type), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getType(field_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getDescriptor(field_, nullptr, &descriptor), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_updateString(nullptr, payload_, "x"), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_updateString(field_, nullptr, "x"), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_updateString(field_, payload_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_updateDateTime(nullptr, payload_, time_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_updateDateTime(field_, nullptr, time_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_updateDateTime(field_, payload_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_updatePrice(nullptr, payload_, price_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_updatePrice(field_, nullptr, price_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_updatePrice(field_, payload_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_updateSubMsg(nullptr, payload_, payload_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_updateSubMsg(field_, payload_, payload_),
            MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(omnmmsgFieldPayload_getString(nullptr, &text_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getString(field_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getOpaque(nullptr, &bytes_, &size_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getOpaque(field_, nullptr, &size_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getOpaque(field_, &bytes_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getDateTime(nullptr, time_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getDateTime(field_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getPrice(nullptr, price_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getPrice(field_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getMsg(nullptr, &sub), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getMsg(field_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getVectorString(nullptr, &texts, &size_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getVectorString(field_, nullptr, &size_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getVectorString(field_, &texts, nullptr), kNullArg);
  EXPECT_EQ(
      omnmmsgFieldPayload_getVectorDateTime(
          nullptr, static_cast<const mamaDateTime*>(static_cast<const void*>(&times)), &size_),
      kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getVectorDateTime(field_, nullptr, &size_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getVectorPrice(
                nullptr, static_cast<const mamaPrice*>(static_cast<const void*>(&prices)), &size_),
            kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getVectorPrice(field_, nullptr, &size_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getVectorMsg(nullptr, &payloads, &size_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getVectorMsg(field_, nullptr, &size_), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getAsString(nullptr, payload_, buffer, 8), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getAsString(field_, nullptr, buffer, 8), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getAsString(field_, payload_, nullptr, 0), kNullArg);
  EXPECT_EQ(omnmmsgFieldPayload_getAsString(field_, payload_, buffer, 0), MAMA_STATUS_INVALID_ARG);
}

TEST_F(NullArguments, AnUnboundFieldIsInvalid) {
  msgFieldPayload loose = nullptr;
  ASSERT_EQ(omnmmsgFieldPayload_create(&loose), MAMA_STATUS_OK);
#define CHECK_LOOSE(Name, T)                                                                      \
  {                                                                                               \
    T value{};                                                                                    \
    EXPECT_EQ(omnmmsgFieldPayload_get##Name(loose, &value), MAMA_STATUS_INVALID_ARG);             \
    EXPECT_EQ(omnmmsgFieldPayload_update##Name(loose, payload_, value), MAMA_STATUS_INVALID_ARG); \
  }
  SCALAR_TYPES(CHECK_LOOSE)
#undef CHECK_LOOSE
  EXPECT_EQ(omnmmsgFieldPayload_getString(loose, &text_), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(omnmmsgFieldPayload_updateString(loose, payload_, "x"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(omnmmsgFieldPayload_getDateTime(loose, time_), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(omnmmsgFieldPayload_destroy(loose), MAMA_STATUS_OK);
}

TEST_F(NullArguments, ExtensionFunctions) {
  void* closure = nullptr;
  const msgPayload payloads[] = {payload_, nullptr};
  EXPECT_EQ(omnmmsgPayloadImpl_setExtenderClosure(nullptr, this), kNullArg);
  EXPECT_EQ(omnmmsgPayloadImpl_setExtenderClosure(payload_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgPayloadImpl_getExtenderClosure(nullptr, &closure), kNullArg);
  EXPECT_EQ(omnmmsgPayloadImpl_getExtenderClosure(payload_, nullptr), kNullArg);
  EXPECT_EQ(omnmmsgPayloadImpl_setExtenderClosure(payload_, this), MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgPayloadImpl_getExtenderClosure(payload_, &closure), MAMA_STATUS_OK);
  EXPECT_EQ(closure, this);
  auto* update = omnmmsgPayloadImpl_updateVectorMsgPayload;
  check_put(update, payload_, payloads, mama_size_t{1});
  EXPECT_EQ(update(payload_, "n", 1, payloads, 2), kNullArg);
  EXPECT_EQ(update(payload_, "v", 2, payloads, 1), MAMA_STATUS_OK);
  EXPECT_STREQ(omnmmsgPayload_toString(payload_), "{n[1]=1,v[2]={...}}");
}

// Through the core: a NULL message, a destroyed one, one without payload.
TEST(NullMessages, GiveAStatus) {
  mamaMsg destroyed = nullptr, bare = nullptr;
  ASSERT_EQ(mamaMsg_createForPayloadBridge(&destroyed, message_test::omnmmsg()), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_destroy(destroyed), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgImpl_createForPayload(&bare, nullptr, nullptr, 0), MAMA_STATUS_OK);
  const struct {
    mamaMsg msg;
    mama_status status;
  } cases[] = {{nullptr, kNullArg}, {destroyed, MAMA_STATUS_INVALID_ARG}, {bare, kNullArg}};
  Msg good;
  Time time;
  PriceValue price;
  mama_size_t size = 0;
  const void* bytes = nullptr;
  const char* text = nullptr;
  mamaMsg sub = nullptr;
  mamaMsgField field = nullptr;
  for (const auto& [msg, status] : cases) {
#define CHECK_CORE(Name, T)                                                       \
  {                                                                               \
    T value{};                                                                    \
    const T* values = &value;                                                     \
    EXPECT_EQ(mamaMsg_add##Name(msg, "n", 1, value), status);                     \
    EXPECT_EQ(mamaMsg_update##Name(msg, "n", 1, value), status);                  \
    EXPECT_EQ(mamaMsg_get##Name(msg, "n", 1, &value), status);                    \
    EXPECT_EQ(mamaMsg_addVector##Name(msg, "n", 1, values, 1), status);           \
    EXPECT_EQ(mamaMsg_updateVector##Name(msg, "n", 1, values, 1), status);        \
    EXPECT_EQ(mamaMsg_getVector##Name(msg, "n", 1, &values, &size), status);      \
    EXPECT_EQ(mamaMsg_get##Name(good, "n", 1, nullptr), kNullArg);                \
    EXPECT_EQ(mamaMsg_addVector##Name(good, "n", 1, nullptr, 0), kNullArg);       \
    EXPECT_EQ(mamaMsg_getVector##Name(good, "n", 1, nullptr, &size), kNullArg);   \
    EXPECT_EQ(mamaMsg_getVector##Name(good, "n", 1, &values, nullptr), kNullArg); \
    EXPECT_EQ(mamaMsgField_get##Name(nullptr, &value), kNullArg);                 \
    EXPECT_EQ(mamaMsgField_update##Name(nullptr, value), kNullArg);               \
  }
    SCALAR_TYPES(CHECK_CORE)
#undef CHECK_CORE
    EXPECT_EQ(mamaMsg_addString(msg, "n", 1, "x"), status);
    EXPECT_EQ(mamaMsg_addDateTime(msg, "n", 1, time), status);
    EXPECT_EQ(mamaMsg_addPrice(msg, "n", 1, price), status);
    EXPECT_EQ(mamaMsg_addMsg(msg, "n", 1, good), status);
    EXPECT_EQ(mamaMsg_addMsg(good, "n", 1, msg), status);
    EXPECT_EQ(mamaMsg_applyMsg(msg, good), status);
    EXPECT_EQ(mamaMsg_applyMsg(good, msg), status);
    EXPECT_EQ(mamaMsg_getMsg(msg, "n", 1, &sub), status);
    EXPECT_EQ(mamaMsg_getField(msg, "n", 1, &field), status);
    EXPECT_EQ(mamaMsg_getString(msg, "n", 1, &text), status);
    EXPECT_EQ(mamaMsg_getByteBuffer(msg, &bytes, &size), status);
    EXPECT_EQ(mamaMsg_getDateTimeMSec(msg, "n", 1, nullptr), status);
    EXPECT_EQ(mamaMsg_getDateTimeSeconds(msg, "n", 1, nullptr), status);
    EXPECT_EQ(mamaMsg_toString(msg), nullptr);
    EXPECT_EQ(mamaMsg_toNormalizedString(msg), nullptr);
    EXPECT_EQ(mamaMsg_toJsonString(msg), nullptr);
    EXPECT_EQ(mamaMsg_isFromInbox(msg), 0);
  }
  EXPECT_EQ(mamaMsg_getByteSize(bare, &size), MAMA_STATUS_OK);
  EXPECT_EQ(size, 0u);
  EXPECT_EQ(mamaMsg_getNumFields(bare, &size), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsg_getNumFields(nullptr, &size), kNullArg);
  EXPECT_EQ(mamaMsg_destroy(nullptr), kNullArg);
  EXPECT_EQ(mamaMsg_destroy(destroyed), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsg_clear(nullptr), kNullArg);
  EXPECT_EQ(mamaMsg_destroy(bare), MAMA_STATUS_OK);
}

// The status for a NULL field differs from function to function.
TEST(NullMessages, NullAndUnboundFields) {
  mamaMsgField loose = nullptr;
  ASSERT_EQ(mamaMsgField_create(&loose), MAMA_STATUS_OK);
  Time time;
  PriceValue price;
  mamaFieldDescriptor descriptor = nullptr;
  mama_fid_t fid = 0;
  const char* text = nullptr;
  const void* bytes = nullptr;
  mama_size_t size = 0;
  mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
  mamaMsg sub = nullptr;
  const mamaMsg* subs = nullptr;
  char buffer[8];
  for (const auto& [field, invalid] :
       {std::pair<mamaMsgField, mama_status>{nullptr, MAMA_STATUS_INVALID_ARG},
        std::pair<mamaMsgField, mama_status>{loose, kNullArg}}) {
    EXPECT_EQ(mamaMsgField_getDescriptor(field, &descriptor), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaMsgField_getFid(field, &fid), invalid);
    EXPECT_EQ(mamaMsgField_getName(field, &text), invalid);
    EXPECT_EQ(mamaMsgField_getType(field, &type), invalid);
    EXPECT_EQ(mamaMsgField_getTypeName(field, &text), invalid);
    EXPECT_EQ(mamaMsgField_getOpaque(field, &bytes, &size), invalid);
    EXPECT_EQ(mamaMsgField_getDateTime(field, time), invalid);
    EXPECT_EQ(mamaMsgField_getPrice(field, price), invalid);
    EXPECT_EQ(mamaMsgField_getMsg(field, &sub), invalid);
    EXPECT_EQ(mamaMsgField_getAsString(field, buffer, 8), invalid);
    EXPECT_EQ(mamaMsgField_getString(field, &text), kNullArg);
    EXPECT_EQ(mamaMsgField_getVectorMsg(field, &subs, &size), kNullArg);
    EXPECT_EQ(mamaMsgField_updateDateTime(field, time), kNullArg);
  }
  EXPECT_EQ(mamaMsgField_destroy(loose), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgField_destroy(nullptr), kNullArg);
  EXPECT_EQ(mamaMsgField_create(nullptr), kNullArg);
}

}  // namespace
