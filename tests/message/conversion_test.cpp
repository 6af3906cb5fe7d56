// Which stored types each getter takes: every row of the matrix, at message and at field level.
#include <limits>

#include "message_support.h"

using message_test::Msg;
using message_test::PriceValue;
using message_test::Time;

namespace {

constexpr mama_status kOk = MAMA_STATUS_OK;
constexpr mama_status kWrong = MAMA_STATUS_WRONG_FIELD_TYPE;

/// Reads field 1 by both levels, which must agree; the result starts as 77 and must stay so on
/// failure.
template <class T>
struct Reader {
  mama_status (*get)(const mamaMsg, const char*, mama_fid_t, T*);
  mama_status (*field_get)(const mamaMsgField, T*);

  void expect(mamaMsg msg, mama_status status, T expected = T(77)) const {
    T value = T(77);
    EXPECT_EQ(get(msg, nullptr, 1, &value), status);
    EXPECT_EQ(value, expected);
    mamaMsgField field = nullptr;
    ASSERT_EQ(mamaMsg_getField(msg, nullptr, 1, &field), MAMA_STATUS_OK);
    value = T(77);
    EXPECT_EQ(field_get(field, &value), status);
    EXPECT_EQ(value, expected);
  }
};
#define READER(Name, T) const Reader<T> k##Name{mamaMsg_get##Name, mamaMsgField_get##Name};
READER(Bool, mama_bool_t)
READER(Char, char)
READER(I8, mama_i8_t)
READER(U8, mama_u8_t)
READER(I16, mama_i16_t)
READER(U16, mama_u16_t)
READER(I32, mama_i32_t)
READER(U32, mama_u32_t)
READER(I64, mama_i64_t)
READER(U64, mama_u64_t)
READER(F32, mama_f32_t)
READER(F64, mama_f64_t)
#undef READER

/// What all getters give for a small value, which fits every type.
void expect_everywhere(mamaMsg msg, int value) {
  kBool.expect(msg, kOk, static_cast<mama_bool_t>(value));
  kChar.expect(msg, kOk, static_cast<char>(value));
  kI8.expect(msg, kOk, static_cast<mama_i8_t>(value));
  kU8.expect(msg, kOk, static_cast<mama_u8_t>(value));
  kI16.expect(msg, kOk, static_cast<mama_i16_t>(value));
  kU16.expect(msg, kOk, static_cast<mama_u16_t>(value));
  kI32.expect(msg, kOk, value);
  kU32.expect(msg, kOk, static_cast<mama_u32_t>(value));
  kI64.expect(msg, kOk, value);
  kU64.expect(msg, kOk, static_cast<mama_u64_t>(value));
  kF32.expect(msg, kOk, static_cast<float>(value));
  kF64.expect(msg, kOk, value);
}

void expect_nowhere(mamaMsg msg) {
  kBool.expect(msg, kWrong);
  kChar.expect(msg, kWrong);
  kI8.expect(msg, kWrong);
  kU8.expect(msg, kWrong);
  kI16.expect(msg, kWrong);
  kU16.expect(msg, kWrong);
  kI32.expect(msg, kWrong);
  kU32.expect(msg, kWrong);
  kI64.expect(msg, kWrong);
  kU64.expect(msg, kWrong);
  kF32.expect(msg, kWrong);
  kF64.expect(msg, kWrong);
}

TEST(Conversion, SmallValuesReadAsEveryScalar){
#define STORE(Name, T)                                         \
  {                                                            \
    SCOPED_TRACE(#Name);                                       \
    Msg msg;                                                   \
    ASSERT_EQ(mamaMsg_add##Name(msg, nullptr, 1, T(65)), kOk); \
    expect_everywhere(msg, 65);                                \
  }
    STORE(Bool, mama_bool_t) STORE(Char, char) STORE(I8, mama_i8_t) STORE(U8, mama_u8_t)
        STORE(I16, mama_i16_t) STORE(U16, mama_u16_t) STORE(I32, mama_i32_t) STORE(U32, mama_u32_t)
            STORE(I64, mama_i64_t) STORE(U64, mama_u64_t) STORE(F32, mama_f32_t)
                STORE(F64, mama_f64_t)
#undef STORE
}

TEST(Conversion, NotWiderThanAskedForIsAPlainCast) {
  Msg negative;
  ASSERT_EQ(mamaMsg_addI8(negative, nullptr, 1, -1), kOk);
  kU8.expect(negative, kOk, 255);
  kU16.expect(negative, kOk, 65535);
  kU64.expect(negative, kOk, std::numeric_limits<mama_u64_t>::max());
  kI32.expect(negative, kOk, -1);
  Msg large;
  ASSERT_EQ(mamaMsg_addU32(large, nullptr, 1, 0xFFFFFFFFu), kOk);
  kI32.expect(large, kOk, -1);
  kF32.expect(large, kOk, 4294967296.0f);
  kI64.expect(large, kOk, 0xFFFFFFFFll);
}

TEST(Conversion, WiderThanAskedForMustFit) {
  Msg big;
  ASSERT_EQ(mamaMsg_addI64(big, nullptr, 1, 300), kOk);
  kI8.expect(big, kWrong);
  kU8.expect(big, kWrong);
  kBool.expect(big, kWrong);
  kChar.expect(big, kWrong);
  kI16.expect(big, kOk, 300);
  kU32.expect(big, kOk, 300u);
  Msg negative;
  ASSERT_EQ(mamaMsg_addI64(negative, nullptr, 1, -5), kOk);
  kU32.expect(negative, kWrong);
  kI32.expect(negative, kOk, -5);
  kU64.expect(negative, kOk, static_cast<mama_u64_t>(-5));
  kF32.expect(negative, kOk, -5.0f);
}

TEST(Conversion, FloatsLoseTheirFractionAndMustFit) {
  Msg fraction;
  ASSERT_EQ(mamaMsg_addF64(fraction, nullptr, 1, -1.75), kOk);
  kI8.expect(fraction, kOk, -1);
  kI64.expect(fraction, kOk, -1);
  kU64.expect(fraction, kWrong);
  kF32.expect(fraction, kOk, -1.75f);
  Msg just_below_zero;
  ASSERT_EQ(mamaMsg_addF32(just_below_zero, nullptr, 1, -0.5f), kOk);
  kU8.expect(just_below_zero, kOk, 0);
  Msg edge;
  ASSERT_EQ(mamaMsg_addF64(edge, nullptr, 1, 127.9), kOk);
  kI8.expect(edge, kOk, 127);
  ASSERT_EQ(mamaMsg_updateF64(edge, nullptr, 1, 128.0), kOk);
  kI8.expect(edge, kWrong);
  kU8.expect(edge, kOk, 128);
  ASSERT_EQ(mamaMsg_updateF64(edge, nullptr, 1, -128.9), kOk);
  kI8.expect(edge, kOk, -128);
  ASSERT_EQ(mamaMsg_updateF64(edge, nullptr, 1, 9223372036854775808.0), kOk);
  kI64.expect(edge, kWrong);
  kU64.expect(edge, kOk, 9223372036854775808u);
  ASSERT_EQ(mamaMsg_updateF64(edge, nullptr, 1, -9223372036854775808.0), kOk);
  kI64.expect(edge, kOk, std::numeric_limits<mama_i64_t>::min());
  ASSERT_EQ(mamaMsg_updateF64(edge, nullptr, 1, std::numeric_limits<double>::quiet_NaN()), kOk);
  kI64.expect(edge, kWrong);
  ASSERT_EQ(mamaMsg_updateF64(edge, nullptr, 1, std::numeric_limits<double>::infinity()), kOk);
  kU64.expect(edge, kWrong);
  kF32.expect(edge, kOk, std::numeric_limits<float>::infinity());
}

TEST(Conversion, APriceReadsAsFloatOnly) {
  Msg msg;
  PriceValue price(12.5);
  ASSERT_EQ(mamaMsg_addPrice(msg, nullptr, 1, price), kOk);
  kF64.expect(msg, kOk, 12.5);
  kF32.expect(msg, kOk, 12.5f);
  kI64.expect(msg, kWrong);
  kBool.expect(msg, kWrong);
}

TEST(Conversion, EverythingElseIsNoScalar) {
  Time time(5, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
  const mama_i32_t numbers[] = {1};
  Msg inner, string, opaque, date, vector, sub;
  ASSERT_EQ(mamaMsg_addString(string, nullptr, 1, "5"), kOk);
  ASSERT_EQ(mamaMsg_addOpaque(opaque, nullptr, 1, "5", 1), kOk);
  ASSERT_EQ(mamaMsg_addDateTime(date, nullptr, 1, time), kOk);
  ASSERT_EQ(mamaMsg_addVectorI32(vector, nullptr, 1, numbers, 1), kOk);
  ASSERT_EQ(mamaMsg_addMsg(sub, nullptr, 1, inner), kOk);
  for (mamaMsg msg :
       {mamaMsg(string), mamaMsg(opaque), mamaMsg(date), mamaMsg(vector), mamaMsg(sub)}) {
    expect_nowhere(msg);
  }
}

TEST(Conversion, StringAndOpaqueNeedTheirType) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addI32(msg, nullptr, 1, 5), kOk);
  const char* text = "kept";
  const void* bytes = text;
  mama_size_t size = 5;
  EXPECT_EQ(mamaMsg_getString(msg, nullptr, 1, &text), kWrong);
  EXPECT_STREQ(text, "kept");
  EXPECT_EQ(mamaMsg_getOpaque(msg, nullptr, 1, &bytes, &size), kWrong);
  EXPECT_EQ(size, 5u);
  mamaMsgField field = nullptr;
  ASSERT_EQ(mamaMsg_getField(msg, nullptr, 1, &field), kOk);
  EXPECT_EQ(mamaMsgField_getString(field, &text), kWrong);
  EXPECT_EQ(mamaMsgField_getOpaque(field, &bytes, &size), kWrong);
}

TEST(Conversion, DateTimeFromTextSecondsMillisecondsMicroseconds) {
  const std::int64_t seconds = 1577836800;
  Msg msg;
  ASSERT_EQ(mamaMsg_addString(msg, nullptr, 1, "2020-01-01 00:00:00.25"), kOk);
  ASSERT_EQ(mamaMsg_addF64(msg, nullptr, 2, seconds + 0.25), kOk);
  ASSERT_EQ(mamaMsg_addI64(msg, nullptr, 3, seconds * 1000 + 250), kOk);
  ASSERT_EQ(mamaMsg_addU64(msg, nullptr, 4, seconds * 1000000 + 250000), kOk);
  for (mama_fid_t fid = 1; fid <= 4; ++fid) {
    SCOPED_TRACE(fid);
    Time time;
    EXPECT_EQ(mamaMsg_getDateTime(msg, nullptr, fid, time), kOk);
    EXPECT_EQ(time.seconds(), seconds);
    EXPECT_EQ(time.nanoseconds(), 250'000'000u);
    EXPECT_EQ(time.hints(), 3u);
    mamaMsgField field = nullptr;
    ASSERT_EQ(mamaMsg_getField(msg, nullptr, fid, &field), kOk);
    Time by_field;
    EXPECT_EQ(mamaMsgField_getDateTime(field, by_field), kOk);
    EXPECT_EQ(mamaDateTime_equal(time, by_field), 1);
    mama_u64_t milliseconds = 0;
    mama_f64_t as_seconds = 0;
    EXPECT_EQ(mamaMsg_getDateTimeMSec(msg, nullptr, fid, &milliseconds), kOk);
    EXPECT_EQ(milliseconds, static_cast<mama_u64_t>(seconds) * 1000 + 250);
    EXPECT_EQ(mamaMsg_getDateTimeSeconds(msg, nullptr, fid, &as_seconds), kOk);
    EXPECT_DOUBLE_EQ(as_seconds, seconds + 0.25);
  }
  ASSERT_EQ(mamaMsg_addI64(msg, nullptr, 5, -1500), kOk);
  Time before_epoch;
  EXPECT_EQ(mamaMsg_getDateTime(msg, nullptr, 5, before_epoch), kOk);
  EXPECT_EQ(before_epoch.seconds(), -2);
  EXPECT_EQ(before_epoch.nanoseconds(), 500'000'000u);
  ASSERT_EQ(mamaMsg_addU8(msg, nullptr, 6, 1), kOk);
  EXPECT_EQ(mamaMsg_getDateTime(msg, nullptr, 6, before_epoch), kWrong);
}

TEST(Conversion, DatesInMillisecondsAndSeconds) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addDateTime(msg, "t", 1,
                                Time(100'000, 250'000'000, MAMA_DATE_TIME_PREC_MILLISECONDS, 3)),
            MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "n", 2, 1), MAMA_STATUS_OK);
  mama_u64_t milliseconds = 7;
  mama_f64_t seconds = 7;
  EXPECT_EQ(mamaMsg_getDateTimeMSec(msg, "t", 1, &milliseconds), MAMA_STATUS_OK);
  EXPECT_EQ(milliseconds, 100'000'250u);
  EXPECT_EQ(mamaMsg_getDateTimeSeconds(msg, "t", 1, &seconds), MAMA_STATUS_OK);
  EXPECT_EQ(seconds, 100'000.25);
  // The field comes first, then the result.
  EXPECT_EQ(mamaMsg_getDateTimeMSec(msg, "n", 2, nullptr), MAMA_STATUS_WRONG_FIELD_TYPE);
  EXPECT_EQ(mamaMsg_getDateTimeSeconds(msg, "x", 3, nullptr), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mamaMsg_getDateTimeMSec(msg, "t", 1, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsg_getDateTimeSeconds(msg, "t", 1, nullptr), MAMA_STATUS_INVALID_ARG);
}

TEST(Conversion, PriceFromDoubleKeepsHintsAndBecomesValid) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addF64(msg, nullptr, 1, 2.5), kOk);
  ASSERT_EQ(mamaMsg_addI32(msg, nullptr, 2, 2), kOk);
  PriceValue price(9, MAMA_PRICE_PREC_100);
  EXPECT_EQ(mamaMsg_getPrice(msg, nullptr, 1, price), kOk);
  EXPECT_EQ(price.value(), 2.5);
  EXPECT_EQ(price.hints(), 0x20u | MAMA_PRICE_PREC_100);
  EXPECT_EQ(mamaMsg_getPrice(msg, nullptr, 2, price), kWrong);
  EXPECT_EQ(price.value(), 2.5);
}

// An invalid stamp from outside is a status, not a date-time that breaks its own rules.
TEST(Conversion, ARecordWithTooManyNanosecondsIsRefused) {
  OMNMMSG_ONLY();
  message_test::Bytes bytes =
      message_test::hex("4F0100 1A 0100 00 03 00000000000000 0000000000000000 00CA9A3B 03");
  bytes.resize(3 + 4 + 40);
  Msg msg(bytes);
  Time time;
  EXPECT_EQ(mamaMsg_getDateTime(msg, nullptr, 1, time), MAMA_STATUS_INVALID_ARG);
}

}  // namespace
