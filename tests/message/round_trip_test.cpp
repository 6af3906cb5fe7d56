// Every type goes into a message, through its bytes, and out again unchanged.
#include <cmath>
#include <limits>
#include <random>

#include "message_support.h"

using message_test::Msg;
using message_test::PriceValue;
using message_test::Time;

namespace message_test {

void fill_with_everything(mamaMsg msg) {
#define ADD_SCALARS(Name, T, first, second)                                                \
  {                                                                                        \
    const T values[] = {first, second};                                                    \
    ASSERT_EQ(mamaMsg_add##Name(msg, #Name, 0, second), MAMA_STATUS_OK);                   \
    ASSERT_EQ(mamaMsg_addVector##Name(msg, "Vector" #Name, 0, values, 2), MAMA_STATUS_OK); \
  }
  ADD_SCALARS(Bool, mama_bool_t, 0, 1)
  ADD_SCALARS(Char, char, 'a', 'z')
  ADD_SCALARS(I8, mama_i8_t, -1, 2)
  ADD_SCALARS(U8, mama_u8_t, 1, 255)
  ADD_SCALARS(I16, mama_i16_t, -1, 2)
  ADD_SCALARS(U16, mama_u16_t, 1, 2)
  ADD_SCALARS(I32, mama_i32_t, -1, 2)
  ADD_SCALARS(U32, mama_u32_t, 1, 2)
  ADD_SCALARS(I64, mama_i64_t, -1, 2)
  ADD_SCALARS(U64, mama_u64_t, 1, 2)
  ADD_SCALARS(F32, mama_f32_t, 1.5f, -2.5f)
  ADD_SCALARS(F64, mama_f64_t, 1.5, -2.5)
#undef ADD_SCALARS
  const char* texts[] = {"one", "", "three"};
  const Time time(1600000000, 123456789, MAMA_DATE_TIME_PREC_NANOSECONDS, 3);
  const PriceValue price(99.25, 0x22);
  const mamaDateTime times[] = {time, time};
  const mamaPrice prices[] = {price, price};
  Msg inner;
  ASSERT_EQ(mamaMsg_addI32(inner, "deep", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addString(inner, "text", 2, "inside"), MAMA_STATUS_OK);
  const mamaMsg inners[] = {inner, inner};
  ASSERT_EQ(mamaMsg_addString(msg, "String", 1000, "some text"), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addOpaque(msg, "Opaque", 1001, "\0\1\2", 3), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addDateTime(msg, "Time", 1002, time), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addPrice(msg, "Price", 1003, price), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addMsg(msg, "Msg", 1004, inner), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorString(msg, "VectorString", 1005, texts, 3), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorDateTime(msg, "VectorTime", 1006, times, 2), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorPrice(msg, "VectorPrice", 1007, prices, 2), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorMsg(msg, "VectorMsg", 1008, inners, 2), MAMA_STATUS_OK);
}

}  // namespace message_test

namespace {

/// A scalar type's functions, so that one typed test serves them all.
#define SCALAR_TRAITS(Name, T)                                            \
  struct Name##Type {                                                     \
    using Value = T;                                                      \
    static constexpr auto kAdd = mamaMsg_add##Name;                       \
    static constexpr auto kUpdate = mamaMsg_update##Name;                 \
    static constexpr auto kGet = mamaMsg_get##Name;                       \
    static constexpr auto kAddVector = mamaMsg_addVector##Name;           \
    static constexpr auto kUpdateVector = mamaMsg_updateVector##Name;     \
    static constexpr auto kGetVector = mamaMsg_getVector##Name;           \
    static constexpr auto kFieldGet = mamaMsgField_get##Name;             \
    static constexpr auto kFieldUpdate = mamaMsgField_update##Name;       \
    static constexpr auto kFieldGetVector = mamaMsgField_getVector##Name; \
  };
SCALAR_TRAITS(Bool, mama_bool_t)
SCALAR_TRAITS(Char, char)
SCALAR_TRAITS(I8, mama_i8_t)
SCALAR_TRAITS(U8, mama_u8_t)
SCALAR_TRAITS(I16, mama_i16_t)
SCALAR_TRAITS(U16, mama_u16_t)
SCALAR_TRAITS(I32, mama_i32_t)
SCALAR_TRAITS(U32, mama_u32_t)
SCALAR_TRAITS(I64, mama_i64_t)
SCALAR_TRAITS(U64, mama_u64_t)
SCALAR_TRAITS(F32, mama_f32_t)
SCALAR_TRAITS(F64, mama_f64_t)
#undef SCALAR_TRAITS

template <class Type>
class RoundTrip : public testing::Test {};
using ScalarTypes = testing::Types<BoolType, CharType, I8Type, U8Type, I16Type, U16Type, I32Type,
                                   U32Type, I64Type, U64Type, F32Type, F64Type>;
TYPED_TEST_SUITE(RoundTrip, ScalarTypes);

template <class T>
std::vector<T> interesting_values() {
  using Limits = std::numeric_limits<T>;
  return {Limits::lowest(), Limits::max(), Limits::min(), T(0), T(1), T(42)};
}

TYPED_TEST(RoundTrip, Scalar) {
  using T = typename TypeParam::Value;
  for (const T value : interesting_values<T>()) {
    Msg msg;
    EXPECT_EQ(TypeParam::kAdd(msg, "name", 7, value), MAMA_STATUS_OK);
    Msg read(msg.bytes());
    T result{};
    EXPECT_EQ(TypeParam::kGet(read, "name", 7, &result), MAMA_STATUS_OK);
    EXPECT_EQ(result, value);
    mamaMsgField field = nullptr;
    ASSERT_EQ(mamaMsg_getField(read, "name", 7, &field), MAMA_STATUS_OK);
    result = T{};
    EXPECT_EQ(TypeParam::kFieldGet(field, &result), MAMA_STATUS_OK);
    EXPECT_EQ(result, value);
  }
}

TYPED_TEST(RoundTrip, UpdateOfMessageAndField) {
  using T = typename TypeParam::Value;
  Msg msg;
  EXPECT_EQ(TypeParam::kUpdate(msg, "name", 7, T(1)), MAMA_STATUS_OK);  // adds
  EXPECT_EQ(TypeParam::kUpdate(msg, "name", 7, T(2)), MAMA_STATUS_OK);
  T result{};
  EXPECT_EQ(TypeParam::kGet(msg, "name", 7, &result), MAMA_STATUS_OK);
  EXPECT_EQ(result, T(2));
  mamaMsgField field = nullptr;
  ASSERT_EQ(mamaMsg_getField(msg, "name", 7, &field), MAMA_STATUS_OK);
  EXPECT_EQ(TypeParam::kFieldUpdate(field, T(3)), MAMA_STATUS_OK);
  EXPECT_EQ(TypeParam::kGet(msg, "name", 7, &result), MAMA_STATUS_OK);
  EXPECT_EQ(result, T(3));
  mama_size_t fields = 0;
  EXPECT_EQ(mamaMsg_getNumFields(msg, &fields), MAMA_STATUS_OK);
  EXPECT_EQ(fields, 1u);
}

TYPED_TEST(RoundTrip, Vector) {
  using T = typename TypeParam::Value;
  const std::vector<T> values = interesting_values<T>();
  // Names of different lengths put the elements at every alignment.
  for (const char* name : {"a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh"}) {
    Msg msg;
    EXPECT_EQ(TypeParam::kAddVector(msg, name, 7, values.data(), values.size()), MAMA_STATUS_OK);
    Msg read(msg.bytes());
    const T* result = nullptr;
    mama_size_t count = 0;
    EXPECT_EQ(TypeParam::kGetVector(read, name, 7, &result, &count), MAMA_STATUS_OK);
    EXPECT_EQ(std::vector<T>(result, result + count), values);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(result) % alignof(T), 0u);
    mamaMsgField field = nullptr;
    ASSERT_EQ(mamaMsg_getField(read, name, 7, &field), MAMA_STATUS_OK);
    EXPECT_EQ(TypeParam::kFieldGetVector(field, &result, &count), MAMA_STATUS_OK);
    EXPECT_EQ(std::vector<T>(result, result + count), values);
    EXPECT_EQ(TypeParam::kUpdateVector(read, name, 7, values.data(), 1), MAMA_STATUS_OK);
    EXPECT_EQ(TypeParam::kGetVector(read, name, 7, &result, &count), MAMA_STATUS_OK);
    EXPECT_EQ(count, 1u);
  }
}

TYPED_TEST(RoundTrip, VectorOfAnotherTypeIsAWrongType) {
  using T = typename TypeParam::Value;
  Msg msg;
  EXPECT_EQ(TypeParam::kAdd(msg, nullptr, 7, T(1)), MAMA_STATUS_OK);
  const T* result = nullptr;
  mama_size_t count = 77;
  EXPECT_EQ(TypeParam::kGetVector(msg, nullptr, 7, &result, &count), MAMA_STATUS_WRONG_FIELD_TYPE);
  EXPECT_EQ(result, nullptr);
  EXPECT_EQ(count, 77u);
  const T values[] = {T(1)};
  EXPECT_EQ(TypeParam::kAddVector(msg, nullptr, 8, values, 1), MAMA_STATUS_OK);
  T scalar = T(9);
  EXPECT_EQ(TypeParam::kGet(msg, nullptr, 8, &scalar), MAMA_STATUS_WRONG_FIELD_TYPE);
  EXPECT_EQ(scalar, T(9));
}

TEST(RoundTrip, TimesOfAnyRange) {
  const struct {
    std::int64_t seconds;
    std::uint32_t nanoseconds;
    mamaDateTimePrecision precision;
    unsigned hints;
  } cases[] = {
      {0, 0, MAMA_DATE_TIME_PREC_UNKNOWN, 0},
      {1577836800, 123456789, MAMA_DATE_TIME_PREC_NANOSECONDS, 3},
      {-1, 999999999, MAMA_DATE_TIME_PREC_NANOSECONDS, 3},
      {-11644473600, 1, MAMA_DATE_TIME_PREC_MICROSECONDS, 3},
      {5'000'000'000, 5, MAMA_DATE_TIME_PREC_SECONDS, 3},
      {std::numeric_limits<std::int64_t>::max(), 0, MAMA_DATE_TIME_PREC_DAYS, 1},
      {std::numeric_limits<std::int64_t>::min(), 0, MAMA_DATE_TIME_PREC_MINUTES, 1},
      {3600, 0, MAMA_DATE_TIME_PREC_MILLISECONDS, MAMA_DATE_TIME_HAS_TIME | 4},
  };
  for (const auto& each : cases) {
    SCOPED_TRACE(each.seconds);
    Msg msg;
    Time time(each.seconds, each.nanoseconds, each.precision,
              static_cast<mamaDateTimeHints>(each.hints));
    const mamaDateTime times[] = {time, time, time};
    EXPECT_EQ(mamaMsg_addDateTime(msg, "one", 0, time), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_addVectorDateTime(msg, "more", 0, times, 3), MAMA_STATUS_OK);
    Msg read(msg.bytes());
    Time result;
    EXPECT_EQ(mamaMsg_getDateTime(read, "one", 0, result), MAMA_STATUS_OK);
    EXPECT_EQ(result.seconds(), each.seconds);
    EXPECT_EQ(result.nanoseconds(), each.nanoseconds);
    EXPECT_EQ(result.precision(), static_cast<unsigned>(each.precision));
    EXPECT_EQ(result.hints(), each.hints);
    const mamaDateTime* results = nullptr;
    mama_size_t count = 0;
    EXPECT_EQ(mamaMsg_getVectorDateTime(read, "more", 0, &results, &count), MAMA_STATUS_OK);
    ASSERT_EQ(count, 3u);
    EXPECT_EQ(mamaDateTime_equal(results[2], time), 1);
  }
}

// As the reference reads it: seconds that cannot be a time of day are a date.
TEST(RoundTrip, LargeSecondsBecomeADate) {
  OMNMMSG_ONLY();
  Msg msg;
  Time time(86401, 0, MAMA_DATE_TIME_PREC_SECONDS, 0);
  EXPECT_EQ(mamaMsg_addDateTime(msg, "t", 0, time), MAMA_STATUS_OK);
  Time result;
  EXPECT_EQ(mamaMsg_getDateTime(msg, "t", 0, result), MAMA_STATUS_OK);
  EXPECT_EQ(result.hints(), unsigned{MAMA_DATE_TIME_HAS_DATE});
}

TEST(RoundTrip, Prices) {
  for (const double value : {0.0, -1.25, 1e300, std::numeric_limits<double>::denorm_min()}) {
    Msg msg;
    PriceValue price(value, 0xFF);
    const mamaPrice prices[] = {price, price};
    EXPECT_EQ(mamaMsg_addPrice(msg, "one", 0, price), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_addVectorPrice(msg, "more", 0, prices, 2), MAMA_STATUS_OK);
    Msg read(msg.bytes());
    PriceValue result;
    EXPECT_EQ(mamaMsg_getPrice(read, "one", 0, result), MAMA_STATUS_OK);
    EXPECT_EQ(result.value(), value);
    EXPECT_EQ(result.hints(), 0xFFu);
    const mamaPrice* results = nullptr;
    mama_size_t count = 0;
    EXPECT_EQ(mamaMsg_getVectorPrice(read, "more", 0, &results, &count), MAMA_STATUS_OK);
    ASSERT_EQ(count, 2u);
    EXPECT_EQ(mamaPrice_equal(results[1], price), 1);
  }
}

TEST(RoundTrip, TextsAndOpaque) {
  Msg msg;
  const std::string long_text(100'000, 'x');
  const char* texts[] = {"", "a", long_text.c_str()};
  EXPECT_EQ(mamaMsg_addString(msg, "empty", 0, ""), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addString(msg, "long", 0, long_text.c_str()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addVectorString(msg, "texts", 0, texts, 3), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addOpaque(msg, "opaque", 0, "a\0b", 3), MAMA_STATUS_OK);
  Msg read(msg.bytes());
  const char* text = nullptr;
  EXPECT_EQ(mamaMsg_getString(read, "empty", 0, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "");
  EXPECT_EQ(mamaMsg_getString(read, "long", 0, &text), MAMA_STATUS_OK);
  EXPECT_EQ(text, long_text);
  const char** results = nullptr;
  mama_size_t count = 0;
  EXPECT_EQ(mamaMsg_getVectorString(read, "texts", 0, &results, &count), MAMA_STATUS_OK);
  EXPECT_EQ(std::vector<std::string>(results, results + count),
            std::vector<std::string>(texts, texts + 3));
  const void* bytes = nullptr;
  EXPECT_EQ(mamaMsg_getOpaque(read, "opaque", 0, &bytes, &count), MAMA_STATUS_OK);
  EXPECT_EQ(std::string(static_cast<const char*>(bytes), count), std::string("a\0b", 3));
}

TEST(RoundTrip, EverythingSurvivesCopyApplyAndBytes) {
  Msg msg;
  message_test::fill_with_everything(msg);
  mamaMsg copy = nullptr;
  EXPECT_EQ(mamaMsg_copy(msg, &copy), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toNormalizedString(copy), mamaMsg_toNormalizedString(msg));
  EXPECT_EQ(mamaMsg_destroy(copy), MAMA_STATUS_OK);
  Msg applied;
  EXPECT_EQ(mamaMsg_applyMsg(applied, msg), MAMA_STATUS_OK);
  EXPECT_EQ(applied.bytes(), msg.bytes());
  EXPECT_EQ(mamaMsg_applyMsg(applied, msg), MAMA_STATUS_OK);
  EXPECT_EQ(applied.bytes(), msg.bytes());
  EXPECT_EQ(mamaMsg_applyMsg(applied, applied), MAMA_STATUS_OK);
  EXPECT_EQ(applied.bytes(), msg.bytes());
}

}  // namespace
