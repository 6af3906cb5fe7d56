// Every row of the tables of texts: each type of field as field text, in the normalized form and in
// JSON; every value of a qualifier; values larger than any buffer that a text begins with.
#include <mama/msgqualifier.h>

#include <functional>

#include "message_support.h"

using message_test::Msg;
using message_test::PriceValue;
using message_test::Time;

namespace {

constexpr mama_fid_t kFid = 1;

struct Row {
  const char* what;
  std::function<mama_status(mamaMsg)> add;
  const char* field;
  const char* normalized;
  const char* json;
};

std::string field_text(mamaMsg msg) {
  char text[400] = "?";
  EXPECT_EQ(mamaMsg_getFieldAsString(msg, "x", kFid, text, sizeof text), MAMA_STATUS_OK);
  return text;
}

std::string text_of_field_object(mamaMsg msg) {
  char text[400] = "?";
  mamaMsgField field = nullptr;
  EXPECT_EQ(mamaMsg_getField(msg, "x", kFid, &field), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgField_getAsString(field, text, sizeof text), MAMA_STATUS_OK);
  return text;
}

void check(const Row& row) {
  SCOPED_TRACE(row.what);
  Msg msg;
  ASSERT_EQ(row.add(msg), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), row.field);
  EXPECT_EQ(text_of_field_object(msg), row.field);
  EXPECT_EQ(mamaMsg_toString(msg), std::string("{x[1]=") + row.field + "}");
  EXPECT_EQ(mamaMsg_toNormalizedString(msg), std::string("{x[1]=") + row.normalized + "}");
  EXPECT_EQ(mamaMsg_toJsonString(msg), std::string("{\"x\":") + row.json + "}");
}

#define ADD(Name, value) [&](mamaMsg msg) { return mamaMsg_add##Name(msg, "x", kFid, value); }
#define ADD_VECTOR(Name, T, ...)                                               \
  [&](mamaMsg msg) {                                                           \
    const T values[] = {__VA_ARGS__};                                          \
    return mamaMsg_addVector##Name(msg, "x", kFid, values, std::size(values)); \
  }
#define ADD_NOTHING(Name, T)                                   \
  [](mamaMsg msg) {                                            \
    const T values[] = {T()};                                  \
    return mamaMsg_addVector##Name(msg, "x", kFid, values, 0); \
  }

TEST(TextTable, Scalars) {
  const Row rows[] = {
      {"bool", ADD(Bool, 1), "1", "true", "true"},
      {"bool", ADD(Bool, 0), "0", "false", "false"},
      {"char", ADD(Char, 'c'), "c", "c", "\"c\""},
      {"char", ADD(Char, '"'), "\"", "\"", "\"\\\"\""},
      {"i8", ADD(I8, -128), "-128", "-128", "-128"},
      {"u8", ADD(U8, 255), "255", "255", "255"},
      {"i16", ADD(I16, -32768), "-32768", "-32768", "-32768"},
      {"u16", ADD(U16, 65535), "65535", "65535", "65535"},
      {"i32", ADD(I32, -2147483647 - 1), "-2147483648", "-2147483648", "-2147483648"},
      {"u32", ADD(U32, 4294967295u), "4294967295", "4294967295", "4294967295"},
      {"i64", ADD(I64, INT64_MIN), "-9223372036854775808", "-9223372036854775808",
       "-9223372036854775808"},
      {"u64", ADD(U64, UINT64_MAX), "18446744073709551615", "18446744073709551615",
       "18446744073709551615"},
      {"f32", ADD(F32, -1.0625f), "-1.062500", "-1.0625", "-1.0625"},
      {"f64", ADD(F64, 1.03126), "1.031260", "1.0313", "1.0313"},
      {"f64", ADD(F64, -0.0), "-0.000000", "-0.0000", "-0.0000"},
      {"f64", ADD(F64, std::numeric_limits<double>::infinity()), "inf", "inf", "null"},
  };
  for (const Row& row : rows) check(row);
}

TEST(TextTable, TextsBytesDatesAndPrices) {
  const Time both(1577836800, 250'000'000, MAMA_DATE_TIME_PREC_MILLISECONDS, 3);
  const Time none(5, 0, MAMA_DATE_TIME_PREC_SECONDS, 0);
  const PriceValue decimal(100.5, MAMA_PRICE_PREC_100);
  const PriceValue ticks(100.5, MAMA_PRICE_PREC_TICK_32);
  const PriceValue fraction(-0.5, MAMA_PRICE_PREC_DIV_4);
  const PriceValue no_number(std::numeric_limits<double>::infinity());
  const auto add_opaque = [](const char* bytes, mama_size_t size) {
    return [=](mamaMsg msg) { return mamaMsg_addOpaque(msg, "x", kFid, bytes, size); };
  };
  const Row rows[] = {
      {"string", ADD(String, "a text"), "a text", "a text", "\"a text\""},
      {"string", ADD(String, ""), "", "", "\"\""},
      {"string", ADD(String, "\t/\\\x7F\xC3\xA4"), "\t/\\\x7F\xC3\xA4", "\t/\\\x7F\xC3\xA4",
       "\"\\u0009/\\\\\x7F\xC3\xA4\""},
      {"opaque", add_opaque("\x01\xFF\x0A", 3), "{3 bytes}", "0x01ff0a", "\"0x01ff0a\""},
      {"opaque", add_opaque("\x00\x80\x00", 3), "{3 bytes}", "0x0080", "\"0x0080\""},
      {"opaque", add_opaque("\x00", 1), "{1 bytes}", "0x", "\"0x\""},
      {"opaque", add_opaque("", 0), "{0 bytes}", "0x", "\"0x\""},
      {"time", ADD(DateTime, both), "2020-01-01 00:00:00.250", "2020-01-01 00:00:00.250",
       "\"2020-01-01 00:00:00.250\""},
      {"time", ADD(DateTime, none), "", "", "\"\""},
      {"price", ADD(Price, decimal), "100.50", "100.50", "100.50"},
      {"price", ADD(Price, ticks), "100'16", "100'16", "\"100'16\""},
      {"price", ADD(Price, fraction), "-2/4", "-2/4", "\"-2/4\""},
      {"price", ADD(Price, no_number), "inf", "inf", "null"},
  };
  for (const Row& row : rows) check(row);
}

TEST(TextTable, Vectors) {
  const Time time(1577836800, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
  const PriceValue price(1.5, MAMA_PRICE_PREC_100);
  const Row rows[] = {
      {"bool", ADD_VECTOR(Bool, mama_bool_t, 1, 0), "{1,0}", "{true,false}", "[true,false]"},
      {"char", ADD_VECTOR(Char, char, 'x', 'y'), "{x,y}", "{x,y}", "[\"x\",\"y\"]"},
      {"i8", ADD_VECTOR(I8, mama_i8_t, -1, 2), "{-1,2}", "{-1,2}", "[-1,2]"},
      {"u8", ADD_VECTOR(U8, mama_u8_t, 1, 255), "{1,255}", "{1,255}", "[1,255]"},
      {"i16", ADD_VECTOR(I16, mama_i16_t, -1, 2), "{-1,2}", "{-1,2}", "[-1,2]"},
      {"u16", ADD_VECTOR(U16, mama_u16_t, 65535), "{65535}", "{65535}", "[65535]"},
      {"i32", ADD_VECTOR(I32, mama_i32_t, -1, 2), "{-1,2}", "{-1,2}", "[-1,2]"},
      {"u32", ADD_VECTOR(U32, mama_u32_t, 1, 2), "{1,2}", "{1,2}", "[1,2]"},
      {"i64", ADD_VECTOR(I64, mama_i64_t, -1, 2), "{-1,2}", "{-1,2}", "[-1,2]"},
      {"u64", ADD_VECTOR(U64, mama_u64_t, 1, 2), "{1,2}", "{1,2}", "[1,2]"},
      {"f32", ADD_VECTOR(F32, mama_f32_t, 0.5f, -2), "{0.500000,-2.000000}", "{0.5000,-2.0000}",
       "[0.5000,-2.0000]"},
      {"f64", ADD_VECTOR(F64, mama_f64_t, 0.5, std::numeric_limits<double>::infinity()),
       "{0.500000,inf}", "{0.5000,inf}", "[0.5000,null]"},
      {"none", ADD_NOTHING(I32, mama_i32_t), "{}", "{}", "[]"},
      {"none", ADD_NOTHING(Bool, mama_bool_t), "{}", "{}", "[]"},
      {"string",
       [](mamaMsg msg) {
         const char* values[] = {"a", "", "\"c"};
         return mamaMsg_addVectorString(msg, "x", kFid, values, 3);
       },
       "{a,,\"c}", "{a,,\"c}", "[\"a\",\"\",\"\\\"c\"]"},
      {"time", ADD_VECTOR(DateTime, mamaDateTime, time), "{...}", "NOT_SUPPORTED",
       "\"NOT_SUPPORTED\""},
      {"price", ADD_VECTOR(Price, mamaPrice, price), "{...}", "NOT_SUPPORTED", "\"NOT_SUPPORTED\""},
  };
  for (const Row& row : rows) check(row);
}

TEST(TextTable, SubMessages) {
  const Msg empty, inner;
  ASSERT_EQ(mamaMsg_addI32(inner, nullptr, 7, 3), MAMA_STATUS_OK);
  const Row rows[] = {
      {"message", ADD(Msg, inner), "{...}", "{[7]=3}", "{\"7\":3}"},
      {"message", ADD(Msg, empty), "{...}", "{}", "{}"},
      {"messages", ADD_VECTOR(Msg, mamaMsg, inner, empty), "{...}", "{{[7]=3},{}}",
       "[{\"7\":3},{}]"},
      {"no messages", ADD_NOTHING(Msg, mamaMsg), "{...}", "{}", "[]"},
  };
  for (const Row& row : rows) check(row);
}

// Types that only other senders use.
TEST(TextTable, TypesThatAreOnlyRead) {
  OMNMMSG_ONLY();
  const struct {
    const char* bytes;
    const char* field;
    const char* normalized;
    const char* json;
  } rows[] = {{"4F0100 | 32 0100 7800 07000000", "Unknown", "", "null"},          // QUANTITY
              {"4F0100 | 63 0100 7800 02000000 0102", "Unknown", "", "null"},     // COLLECTION
              {"4F0100 | 01 0100 7800 02000000 4F01", "{...}", "NULL", "null"}};  // MSG, cut off
  for (const auto& row : rows) {
    SCOPED_TRACE(row.bytes);
    const Msg msg(message_test::hex(row.bytes));
    EXPECT_EQ(field_text(msg), row.field);
    EXPECT_EQ(text_of_field_object(msg), row.field);
    EXPECT_EQ(mamaMsg_toNormalizedString(msg), std::string("{x[1]=") + row.normalized + "}");
    EXPECT_EQ(mamaMsg_toJsonString(msg), std::string("{\"x\":") + row.json + "}");
  }
}

/// `text` so often, with `between` between.
std::string repeated(const std::string& text, std::size_t times, const std::string& between) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += (i == 0 ? "" : between) + text;
  return all;
}

TEST(TextTable, LargeValuesAreWhole) {
  constexpr std::size_t kCount = 3000;
  const std::vector<mama_bool_t> flags(kCount, 1);
  const std::vector<mama_f64_t> numbers(kCount, 0.25);
  const std::vector<const char*> texts(kCount, "text");
  const std::string bytes(kCount, '\xAB');
  Msg inner;
  ASSERT_EQ(mamaMsg_addI32(inner, "i", 2, 3), MAMA_STATUS_OK);
  const mamaMsg one = inner;
  const std::vector<mamaMsg> inners(kCount, one);
  Msg msg;
  ASSERT_EQ(mamaMsg_addVectorBool(msg, "b", 1, flags.data(), kCount), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorF64(msg, "f", 2, numbers.data(), kCount), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorString(msg, "s", 3, const_cast<const char**>(texts.data()), kCount),
            MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addOpaque(msg, "o", 4, bytes.data(), kCount), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorMsg(msg, "m", 5, inners.data(), kCount), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_toNormalizedString(msg),
            "{b[1]={" + repeated("true", kCount, ",") + "},f[2]={" +
                repeated("0.2500", kCount, ",") + "},s[3]={" + repeated("text", kCount, ",") +
                "},o[4]=0x" + repeated("ab", kCount, "") + ",m[5]={" +
                repeated("{i[2]=3}", kCount, ",") + "}}");
  EXPECT_EQ(mamaMsg_toJsonString(msg), "{\"b\":[" + repeated("true", kCount, ",") + "],\"f\":[" +
                                           repeated("0.2500", kCount, ",") + "],\"s\":[" +
                                           repeated("\"text\"", kCount, ",") + "],\"o\":\"0x" +
                                           repeated("ab", kCount, "") + "\",\"m\":[" +
                                           repeated("{\"i\":3}", kCount, ",") + "]}");
}

TEST(Qualifier, EveryValueInEveryRoom) {
  const std::pair<unsigned, const char*> parts[] = {{2, "Definately Duplicate"},
                                                    {1, "Possibly duplicate"},
                                                    {8, "Definately delayed"},
                                                    {4, "Possibly delayed"},
                                                    {16, "Out of sequence"}};
  for (unsigned value = 0; value < 32; ++value) {
    std::string expected;
    for (const auto& [bit, text] : parts) {
      if ((value & bit) != 0) expected += (expected.empty() ? "" : " : ") + std::string(text);
    }
    for (std::size_t size = 0; size <= expected.size() + 2; ++size) {
      std::string room(size + 1, '?');
      const bool fits = size > expected.size();
      ASSERT_EQ(
          mamaMsgQual_valueToString(static_cast<mama_u16_t>(value), nullptr, room.data(), size),
          fits ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM)
          << expected << size;
      EXPECT_EQ(room.back(), '?') << "not behind the end";
      if (size == 0) continue;
      EXPECT_EQ(std::string(room.c_str()), expected.substr(0, size - 1));
    }
  }
  char text[8] = "";
  EXPECT_EQ(mamaMsgQual_valueToString(3, std::string(1000, '/').c_str(), text, sizeof text),
            MAMA_STATUS_NOMEM);
  EXPECT_STREQ(text, "Definat");
}

}  // namespace
