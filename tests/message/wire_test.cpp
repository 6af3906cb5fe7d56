// The wire format, to the byte.
#include "message_support.h"
#include "omnmmsg_functions.h"

using message_test::Bytes;
using message_test::hex;
using message_test::Msg;
using message_test::PriceValue;
using message_test::Time;

namespace {

const Bytes kExample =
    hex("4F 01 00 | 12 0A00 41 00 05000000 | 08 0000 53 00 68 69 00 |"
        "25 0300 00 04000000 0100 0200");
const Bytes kTimeField =
    hex("1A 0000 54 00 | 03 00000000000000 00E10B5E00000000 0065CD1D 03"
        "0000000000000000000000000000 0000000000");

TEST(Wire, EmptyMessageIsTheHeader) {
  Msg msg;
  EXPECT_EQ(msg.bytes(), hex("4F 01 00"));
  mama_size_t size = 0;
  EXPECT_EQ(mamaMsg_getByteSize(msg, &size), MAMA_STATUS_OK);
  EXPECT_EQ(size, 3u);
}

TEST(Wire, WritesTheWorkedExample) {
  Msg msg;
  const mama_u16_t numbers[] = {1, 2};
  EXPECT_EQ(mamaMsg_addI32(msg, "A", 10, 5), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addString(msg, "S", 0, "hi"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addVectorU16(msg, nullptr, 3, numbers, 2), MAMA_STATUS_OK);
  EXPECT_EQ(msg.bytes(), kExample);
}

TEST(Wire, ReadsTheWorkedExample) {
  Msg msg(kExample);
  mama_size_t fields = 0;
  mama_i32_t number = 0;
  const char* text = nullptr;
  const mama_u16_t* numbers = nullptr;
  mama_size_t count = 0;
  EXPECT_EQ(mamaMsg_getNumFields(msg, &fields), MAMA_STATUS_OK);
  EXPECT_EQ(fields, 3u);
  EXPECT_EQ(mamaMsg_getI32(msg, "A", 10, &number), MAMA_STATUS_OK);
  EXPECT_EQ(number, 5);
  EXPECT_EQ(mamaMsg_getString(msg, "S", 0, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "hi");
  EXPECT_EQ(mamaMsg_getVectorU16(msg, nullptr, 3, &numbers, &count), MAMA_STATUS_OK);
  EXPECT_THAT(std::vector(numbers, numbers + count), testing::ElementsAre(1, 2));
}

TEST(Wire, TimeRecord) {
  Msg msg;
  Time time(1577836800, 500'000'000, MAMA_DATE_TIME_PREC_MILLISECONDS, 3);
  EXPECT_EQ(time.text(), "2020-01-01 00:00:00.500");
  EXPECT_EQ(mamaMsg_addDateTime(msg, "T", 0, time), MAMA_STATUS_OK);
  Bytes expected = hex("4F 01 00");
  expected.insert(expected.end(), kTimeField.begin(), kTimeField.end());
  EXPECT_EQ(msg.bytes(), expected);

  Msg read(expected);
  Time result;
  EXPECT_EQ(mamaMsg_getDateTime(read, "T", 0, result), MAMA_STATUS_OK);
  EXPECT_EQ(result.seconds(), 1577836800);
  EXPECT_EQ(result.nanoseconds(), 500'000'000u);
  EXPECT_EQ(result.hints(), 3u);
  EXPECT_EQ(result.precision(), 3u);
}

TEST(Wire, PriceRecord) {
  Msg msg;
  PriceValue price(1.5, 0x22);
  EXPECT_EQ(mamaMsg_addPrice(msg, nullptr, 258, price), MAMA_STATUS_OK);
  EXPECT_EQ(msg.bytes(), hex("4F 01 00 1B 0201 00 22 00000000000000 000000000000F83F"
                             "000000 0000000000"));
}

TEST(Wire, ScalarsVectorsAndTexts) {
  Msg msg;
  const char* texts[] = {"a", "", "bc"};
  const mama_u8_t opaque[] = {9, 8};
  EXPECT_EQ(mamaMsg_addBool(msg, nullptr, 1, 1), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addF32(msg, nullptr, 2, 1.0f), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addOpaque(msg, nullptr, 3, opaque, 2), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addVectorString(msg, nullptr, 4, texts, 3), MAMA_STATUS_OK);
  EXPECT_EQ(msg.bytes(), hex("4F0100 | 09 0100 00 01 | 18 0200 00 0000803F |"
                             "07 0300 00 02000000 0908 | 2E 0400 00 06000000 6100 00 626300"));
}

// Type code, fid, no name, for vectors the length in bytes, and the values.
TEST(Wire, EveryTypeAsItIsWritten) {
  const auto expect = [](const char* what, auto add, const char* bytes) {
    SCOPED_TRACE(what);
    Msg msg;
    ASSERT_EQ(add(msg), MAMA_STATUS_OK);
    EXPECT_EQ(msg.bytes(), hex(std::string("4F0100 ") + bytes));
  };
#define EXPECT_WRITTEN(Name, T, first, second, code, vector_code, size, first_hex, second_hex) \
  expect(                                                                                      \
      #Name, [](mamaMsg msg) { return mamaMsg_add##Name(msg, nullptr, 513, T(first)); },       \
      code "0102 00" first_hex);                                                               \
  expect(                                                                                      \
      "Vector" #Name,                                                                          \
      [](mamaMsg msg) {                                                                        \
        const T values[] = {T(first), T(second)};                                              \
        return mamaMsg_addVector##Name(msg, nullptr, 513, values, 2);                          \
      },                                                                                       \
      vector_code "0102 00" size "000000" first_hex second_hex);
  EXPECT_WRITTEN(Bool, mama_bool_t, 1, 0, "09", "1D", "02", "01", "00")
  EXPECT_WRITTEN(Char, char, 'a', 'z', "0A", "1E", "02", "61", "7A")
  EXPECT_WRITTEN(I8, mama_i8_t, -2, 1, "0E", "22", "02", "FE", "01")
  EXPECT_WRITTEN(U8, mama_u8_t, 254, 1, "0F", "23", "02", "FE", "01")
  EXPECT_WRITTEN(I16, mama_i16_t, -2, 258, "10", "24", "04", "FEFF", "0201")
  EXPECT_WRITTEN(U16, mama_u16_t, 65534, 258, "11", "25", "04", "FEFF", "0201")
  EXPECT_WRITTEN(I32, mama_i32_t, -2, 16909060, "12", "26", "08", "FEFFFFFF", "04030201")
  EXPECT_WRITTEN(U32, mama_u32_t, 4294967294u, 16909060, "13", "27", "08", "FEFFFFFF", "04030201")
  EXPECT_WRITTEN(I64, mama_i64_t, -2, 1, "14", "28", "10", "FEFFFFFFFFFFFFFF", "0100000000000000")
  EXPECT_WRITTEN(U64, mama_u64_t, UINT64_MAX - 1, 1, "15", "29", "10", "FEFFFFFFFFFFFFFF",
                 "0100000000000000")
  EXPECT_WRITTEN(F32, mama_f32_t, 1, -2, "18", "2C", "08", "0000803F", "000000C0")
  EXPECT_WRITTEN(F64, mama_f64_t, 1, -2, "19", "2D", "10", "000000000000F03F", "00000000000000C0")
#undef EXPECT_WRITTEN
  const Time time(-1, 999'999'999, MAMA_DATE_TIME_PREC_NANOSECONDS, 3);
  const mamaDateTime times[] = {time};
  const char time_record[] =
      "0300000000000000 FFFFFFFFFFFFFFFF FFC99A3B 09"
      "0000000000000000000000000000 0000000000";
  expect(
      "DateTime", [&](mamaMsg msg) { return mamaMsg_addDateTime(msg, nullptr, 513, time); },
      (std::string("1A 0102 00") + time_record).c_str());
  expect(
      "VectorDateTime",
      [&](mamaMsg msg) { return mamaMsg_addVectorDateTime(msg, nullptr, 513, times, 1); },
      (std::string("30 0102 00 28000000") + time_record).c_str());
  const PriceValue price(-2, 0x22);
  const mamaPrice prices[] = {price};
  const char price_record[] = "2200000000000000 00000000000000C0 000000 0000000000";
  expect(
      "Price", [&](mamaMsg msg) { return mamaMsg_addPrice(msg, nullptr, 513, price); },
      (std::string("1B 0102 00") + price_record).c_str());
  expect(
      "VectorPrice",
      [&](mamaMsg msg) { return mamaMsg_addVectorPrice(msg, nullptr, 513, prices, 1); },
      (std::string("31 0102 00 18000000") + price_record).c_str());
}

TEST(Wire, SubMessages) {
  Msg inner, msg;
  EXPECT_EQ(mamaMsg_addU8(inner, nullptr, 7, 255), MAMA_STATUS_OK);
  const mamaMsg both[] = {inner, inner};
  EXPECT_EQ(mamaMsg_addMsg(msg, "m", 0, inner), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addVectorMsg(msg, "v", 0, both, 2), MAMA_STATUS_OK);
  EXPECT_EQ(msg.bytes(), hex("4F0100 | 01 0000 6D00 08000000 4F0100 0F 0700 00 FF |"
                             "2F 0000 7600 18000000 08000000 4F0100 0F 0700 00 FF"
                             "08000000 4F0100 0F 0700 00 FF"));
}

TEST(Wire, EmptyVectorsAndOpaqueHaveLengthZero) {
  Msg msg;
  const mama_i32_t numbers[] = {1};
  const char* texts[] = {"a"};
  EXPECT_EQ(mamaMsg_addVectorI32(msg, nullptr, 1, numbers, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addOpaque(msg, nullptr, 2, numbers, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addVectorString(msg, nullptr, 3, texts, 0), MAMA_STATUS_OK);
  EXPECT_EQ(msg.bytes(), hex("4F0100 26 0100 00 00000000 07 0200 00 00000000"
                             "2E 0300 00 00000000"));
  const mama_i32_t* read = nullptr;
  mama_size_t count = 9;
  EXPECT_EQ(mamaMsg_getVectorI32(msg, nullptr, 1, &read, &count), MAMA_STATUS_OK);
  EXPECT_EQ(count, 0u);
}

TEST(Wire, TrailingJunkInATextVectorShowsAsTexts) {
  Msg msg(hex("4F0100 2E 0100 00 05000000 6100 0000 62"));
  const char** texts = nullptr;
  mama_size_t count = 0;
  EXPECT_EQ(mamaMsg_getVectorString(msg, nullptr, 1, &texts, &count), MAMA_STATUS_OK);
  EXPECT_THAT(std::vector<std::string>(texts, texts + count), testing::ElementsAre("a", "", ""));
}

TEST(Wire, VersionZeroAndFurtherHeaderBytesAreRead) {
  Msg old(hex("4F 00 00 0F 0100 00 07"));
  Msg extended(hex("4F 01 02 AABB 0F 0100 00 07"));
  for (mamaMsg msg : {static_cast<mamaMsg>(old), static_cast<mamaMsg>(extended)}) {
    mama_u8_t value = 0;
    EXPECT_EQ(mamaMsg_getU8(msg, nullptr, 1, &value), MAMA_STATUS_OK);
    EXPECT_EQ(value, 7);
  }
  EXPECT_EQ(mamaMsg_addU8(extended, nullptr, 2, 1), MAMA_STATUS_OK);
  EXPECT_EQ(extended.bytes(), hex("4F 01 02 AABB 0F 0100 00 07 0F 0200 00 01"));
}

TEST(Wire, HeadersThatCannotBeReadAreRefused) {
  const struct {
    const char* bytes;
    mama_status status;
  } cases[] = {{"4F", MAMA_STATUS_INVALID_ARG},          {"4F01", MAMA_STATUS_INVALID_ARG},
               {"4F0200", MAMA_STATUS_WRONG_FIELD_TYPE}, {"4FFF00", MAMA_STATUS_WRONG_FIELD_TYPE},
               {"4F0101", MAMA_STATUS_INVALID_ARG},      {"4F01FF00", MAMA_STATUS_INVALID_ARG}};
  for (const auto& each : cases) {
    SCOPED_TRACE(each.bytes);
    Bytes bytes = hex(each.bytes);
    msgPayload made = nullptr;
    EXPECT_EQ(omnmmsgPayload_createFromByteBuffer(&made, nullptr, bytes.data(), bytes.size()),
              each.status);
    EXPECT_EQ(made, nullptr);
    Msg msg;
    EXPECT_EQ(mamaMsg_addU8(msg, nullptr, 1, 1), MAMA_STATUS_OK);
    const Bytes before = msg.bytes();
    EXPECT_EQ(mamaMsg_setNewBuffer(msg, bytes.data(), bytes.size()), each.status);
    EXPECT_EQ(msg.bytes(), before);
  }
}

// What a peer that knows more types sends after a field of an unknown type cannot be parsed; it is
// passed on as it came, until the message is changed.
TEST(Wire, FieldsEndAtAnUnknownType) {
  const Bytes bytes = hex("4F0100 0F 0100 00 07 | 63 0900 00 01000000 AA | C8 0200 00 0102");
  Msg msg(bytes);
  mama_size_t fields = 0;
  EXPECT_EQ(mamaMsg_getNumFields(msg, &fields), MAMA_STATUS_OK);
  EXPECT_EQ(fields, 2u);  // a collection is skipped over
  EXPECT_EQ(msg.bytes(), bytes);
  EXPECT_EQ(mamaMsg_addU8(msg, nullptr, 3, 1), MAMA_STATUS_OK);
  EXPECT_EQ(msg.bytes(), hex("4F0100 0F 0100 00 07 | 63 0900 00 01000000 AA | 0F 0300 00 01"));
}

TEST(Wire, AFieldThatIsAddedToACutMessageIsFound) {
  Msg msg(hex("4F0100 12 0100 00 0500"));  // two of four bytes
  mama_i32_t value = 0;
  EXPECT_EQ(mamaMsg_getI32(msg, nullptr, 1, &value), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mamaMsg_updateI32(msg, nullptr, 1, 6), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_getI32(msg, nullptr, 1, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 6);
  EXPECT_EQ(msg.bytes(), hex("4F0100 12 0100 00 06000000"));
}

}  // namespace
