// The text forms and the tables of names.
#include <mama/dictionary.h>
#include <mama/fielddesc.h>
#include <mama/integration/msg.h>
#include <mama/integration/msgutils.h>
#include <mama/msgqualifier.h>
#include <mama/msgstatus.h>
#include <mama/msgtype.h>

#include "message_support.h"

using message_test::Msg;
using message_test::PriceValue;
using message_test::Time;

namespace {

/// The text of the only field, which message and field must agree about.
std::string field_text(mamaMsg msg, mama_size_t size = 2000) {
  std::string text(size, '?');
  EXPECT_EQ(mamaMsg_getFieldAsString(msg, nullptr, 1, text.data(), size), MAMA_STATUS_OK);
  text.resize(text.find('\0'));
  mamaMsgField field = nullptr;
  EXPECT_EQ(mamaMsg_getField(msg, nullptr, 1, &field), MAMA_STATUS_OK);
  std::string by_field(size, '?');
  EXPECT_EQ(mamaMsgField_getAsString(field, by_field.data(), size), MAMA_STATUS_OK);
  by_field.resize(by_field.find('\0'));
  EXPECT_EQ(text, by_field);
  return text;
}

TEST(FieldText, OfEveryType) {
  const Time time(1577836800, 250'000'000, MAMA_DATE_TIME_PREC_MILLISECONDS, 3);
  const PriceValue price(100.5, MAMA_PRICE_PREC_100);
  const mama_i32_t numbers[] = {-1, 2};
  const mama_bool_t flags[] = {1, 0};
  const mama_f64_t floats[] = {0.5};
  const char* texts[] = {"a", "", "c"};
  Msg inner;
  const mamaMsg inners[] = {inner};
  const mamaDateTime times[] = {time};
  const mamaPrice prices[] = {price};
  Msg msg;
  EXPECT_EQ(mamaMsg_updateBool(msg, nullptr, 1, 1), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "1");
  EXPECT_EQ(mamaMsg_updateChar(msg, nullptr, 1, 'x'), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "x");
  EXPECT_EQ(mamaMsg_updateI8(msg, nullptr, 1, -5), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "-5");
  EXPECT_EQ(mamaMsg_updateU64(msg, nullptr, 1, ~0ull), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "18446744073709551615");
  EXPECT_EQ(mamaMsg_updateF32(msg, nullptr, 1, 1.25f), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "1.250000");
  EXPECT_EQ(mamaMsg_updateF64(msg, nullptr, 1, -1e15), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "-1000000000000000.000000");
  EXPECT_EQ(mamaMsg_updateString(msg, nullptr, 1, "text"), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "text");
  EXPECT_EQ(mamaMsg_updateDateTime(msg, nullptr, 1, time), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "2020-01-01 00:00:00.250");
  EXPECT_EQ(mamaMsg_updatePrice(msg, nullptr, 1, price), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "100.50");
  EXPECT_EQ(mamaMsg_updateOpaque(msg, nullptr, 1, "abc", 3), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "{3 bytes}");
  EXPECT_EQ(mamaMsg_updateVectorI32(msg, nullptr, 1, numbers, 2), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "{-1,2}");
  EXPECT_EQ(mamaMsg_updateVectorBool(msg, nullptr, 1, flags, 2), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "{1,0}");
  EXPECT_EQ(mamaMsg_updateVectorF64(msg, nullptr, 1, floats, 1), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "{0.500000}");
  EXPECT_EQ(mamaMsg_updateVectorString(msg, nullptr, 1, texts, 3), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "{a,,c}");
  EXPECT_EQ(mamaMsg_updateVectorString(msg, nullptr, 1, texts, 0), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "{}");
  EXPECT_EQ(mamaMsg_updateSubMsg(msg, nullptr, 1, inner), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "{...}");
  EXPECT_EQ(mamaMsg_updateVectorMsg(msg, nullptr, 1, inners, 1), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "{...}");
  EXPECT_EQ(mamaMsg_updateVectorTime(msg, nullptr, 1, times, 1), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "{...}");
  EXPECT_EQ(mamaMsg_updateVectorPrice(msg, nullptr, 1, prices, 1), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg), "{...}");
}

TEST(FieldText, IsCutToTheBuffer) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addString(msg, nullptr, 1, "abcdef"), MAMA_STATUS_OK);
  EXPECT_EQ(field_text(msg, 7), "abcdef");
  EXPECT_EQ(field_text(msg, 4), "abc");
  EXPECT_EQ(field_text(msg, 1), "");
  char buffer[4];
  mamaMsgField field = nullptr;
  ASSERT_EQ(mamaMsg_getField(msg, nullptr, 1, &field), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_getFieldAsString(msg, nullptr, 1, buffer, 0), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsg_getFieldAsString(msg, nullptr, 1, nullptr, 0), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsgField_getAsString(field, buffer, 0), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsgField_getAsString(field, nullptr, 0), MAMA_STATUS_NULL_ARG);
}

TEST(MessageText, Payload) {
  Msg msg;
  EXPECT_STREQ(mamaMsg_toString(msg), "{}");
  ASSERT_EQ(mamaMsg_addI32(msg, "a", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "b", 0, 2), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, nullptr, 3, 3), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toString(msg), "{a[1]=1,b=2,[3]=3}");
  mamaMsg_freeString(msg, mamaMsg_toString(msg));
  Msg large;
  ASSERT_EQ(mamaMsg_addString(large, "s", 0, std::string(5000, 'x').c_str()), MAMA_STATUS_OK);
  EXPECT_EQ(std::string(mamaMsg_toString(large)), "{s=" + std::string(1023, 'x') + "}");
}

TEST(MessageText, NormalizedAndJson) {
  Msg inner, msg;
  EXPECT_STREQ(mamaMsg_toNormalizedString(msg), "{}");
  EXPECT_STREQ(mamaMsg_toJsonString(msg), "{}");
  const Time time(1577836800, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
  const PriceValue price(1.5, MAMA_PRICE_PREC_100);
  const mama_bool_t flags[] = {1, 0};
  const char letters[] = {'x', 'y'};
  const mama_f32_t floats[] = {0.5f};
  const char* texts[] = {"a", "b"};
  const mamaDateTime times[] = {time};
  ASSERT_EQ(mamaMsg_addU8(inner, "i", 2, 3), MAMA_STATUS_OK);
  const mamaMsg inners[] = {inner, inner};
  ASSERT_EQ(mamaMsg_addBool(msg, "bool", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addChar(msg, "char", 0, 'c'), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addF64(msg, "f", 0, 1.23456), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addString(msg, "s", 0, "t"), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addDateTime(msg, "time", 0, time), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addPrice(msg, "price", 0, price), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addOpaque(msg, "o", 0, "\x01\xFF\x00", 3), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addOpaque(msg, "one", 0, "\x0A", 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorBool(msg, "vb", 0, flags, 2), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorChar(msg, "vc", 0, letters, 2), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorF32(msg, "vf", 0, floats, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorF32(msg, "ve", 0, floats, 0), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorString(msg, "vs", 0, texts, 2), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorDateTime(msg, "vt", 0, times, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addMsg(msg, "m", 0, inner), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorMsg(msg, "vm", 0, inners, 2), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toNormalizedString(msg),
               "{bool[1]=true,char[0]=c,f[0]=1.2346,s[0]=t,time[0]=2020-01-01 00:00:00,"
               "price[0]=1.50,o[0]=0x01ff,one[0]=0x0a,vb[0]={true,false},vc[0]={x,y},"
               "vf[0]={0.5000},ve[0]={},vs[0]={a,b},vt[0]=NOT_SUPPORTED,m[0]={i[2]=3},"
               "vm[0]={{i[2]=3},{i[2]=3}}}");
  EXPECT_STREQ(mamaMsg_toJsonString(msg),
               "{\"bool\":true,\"char\":\"c\",\"f\":1.2346,\"s\":\"t\","
               "\"time\":\"2020-01-01 00:00:00\",\"price\":1.50,\"o\":\"0x01ff\","
               "\"one\":\"0x0a\",\"vb\":[true,false],\"vc\":[\"x\",\"y\"],\"vf\":[0.5000],"
               "\"ve\":[],\"vs\":[\"a\",\"b\"],\"vt\":\"NOT_SUPPORTED\",\"m\":{\"i\":3},"
               "\"vm\":[{\"i\":3},{\"i\":3}]}");
}

TEST(MessageText, JsonEscapesAndNamesNamelessFields) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addString(msg, "q\"", 1, "a\"b\\c\n\x01"), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, nullptr, 77, 5), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addF64(msg, "nan", 2, std::numeric_limits<double>::quiet_NaN()),
            MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toJsonString(msg),
               "{\"q\\\"\":\"a\\\"b\\\\c\\u000a\\u0001\",\"77\":5,\"nan\":null}");
}

// A text may be of any encoding; JSON is UTF-8. Bytes that are none stand for their Latin-1
// characters.
TEST(MessageText, JsonIsUtf8WhateverTheTexts) {
  const struct {
    const char* text;
    const char* json;
  } rows[] = {
      {"\x7F \u00e9 \u20ac \U0001F600 \u07ff \ud7ff \ue000 \U0010FFFF",
       "\x7F \u00e9 \u20ac \U0001F600 \u07ff \ud7ff \ue000 \U0010FFFF"},
      {"caf\xE9", "caf\\u00e9"},
      {"\xE9t\xE9", "\\u00e9t\\u00e9"},
      {"\x80\xBF", "\\u0080\\u00bf"},  // nothing before them
      {"\xE2\x82", "\\u00e2\\u0082"},  // cut off
      {"\xE2\x82x", "\\u00e2\\u0082x"},
      {"\xC0\xAF", "\\u00c0\\u00af"},  // longer than need be
      {"\xE0\x9F\xBF", "\\u00e0\\u009f\\u00bf"},
      {"\xF0\x8F\xBF\xBF", "\\u00f0\\u008f\\u00bf\\u00bf"},
      {"\xED\xA0\x80", "\\u00ed\\u00a0\\u0080"},             // a surrogate
      {"\xF4\x90\x80\x80", "\\u00f4\\u0090\\u0080\\u0080"},  // behind the last character
      {"\xF5\x80\x80\x80", "\\u00f5\\u0080\\u0080\\u0080"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.json);
    Msg msg;
    ASSERT_EQ(mamaMsg_addString(msg, row.text, 1, row.text), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_toJsonString(msg),
              std::string("{\"") + row.json + "\":\"" + row.json + "\"}");
  }
  Msg msg;
  ASSERT_EQ(mamaMsg_addChar(msg, "c", 1, '\xE9'), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toJsonString(msg), "{\"c\":\"\\u00e9\"}");
}

TEST(MessageText, LongValuesAreNotCut) {
  Msg msg;
  const std::string text(10'000, 'z');
  ASSERT_EQ(mamaMsg_addString(msg, "s", 1, text.c_str()), MAMA_STATUS_OK);
  EXPECT_EQ(std::string(mamaMsg_toNormalizedString(msg)), "{s[1]=" + text + "}");
  EXPECT_EQ(std::string(mamaMsg_toJsonString(msg)), "{\"s\":\"" + text + "\"}");
}

TEST(Dictionary, SuppliesNamesAndDescriptors) {
  mamaDictionary dictionary = nullptr;
  mamaFieldDescriptor descriptor = nullptr, found = nullptr;
  ASSERT_EQ(mamaDictionary_create(&dictionary), MAMA_STATUS_OK);
  ASSERT_EQ(
      mamaDictionary_createFieldDescriptor(dictionary, 5, "five", MAMA_FIELD_TYPE_I32, &descriptor),
      MAMA_STATUS_OK);
  Msg msg;
  ASSERT_EQ(mamaMsg_addI32(msg, nullptr, 5, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "five", 0, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "hole", 3, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "beyond", 900, 1), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toJsonStringWithDictionary(msg, dictionary),
               "{\"five\":1,\"five\":1,\"hole\":1,\"beyond\":1}");
  mamaMsgIterator iterator = nullptr;
  ASSERT_EQ(mamaMsgIterator_create(&iterator, dictionary), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgIterator_associate(iterator, msg), MAMA_STATUS_OK);
  mamaMsgField field = mamaMsgIterator_next(iterator);
  EXPECT_EQ(mamaMsgField_getDescriptor(field, &found), MAMA_STATUS_OK);
  EXPECT_EQ(found, descriptor);
  EXPECT_EQ(mamaMsgField_getDescriptor(mamaMsgIterator_next(iterator), &found), MAMA_STATUS_OK);
  EXPECT_EQ(found, descriptor);
  EXPECT_EQ(mamaMsgField_getDescriptor(mamaMsgIterator_next(iterator), &found), MAMA_STATUS_OK);
  EXPECT_EQ(found, nullptr);
  EXPECT_EQ(mamaMsgField_getDescriptor(mamaMsgIterator_next(iterator), &found),
            MAMA_STATUS_INVALID_ARG);
  ASSERT_EQ(mamaMsgIterator_setDict(iterator, nullptr), MAMA_STATUS_OK);
  const char* name = "preset";
  field = mamaMsgIterator_begin(iterator);
  EXPECT_EQ(mamaMsgField_getName(field, &name), MAMA_STATUS_OK);
  EXPECT_EQ(name, nullptr);  // nameless, and nobody else knows one
  EXPECT_EQ(mamaMsgField_getDescriptor(field, &found), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsgIterator_destroy(iterator), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
}

TEST(Names, FieldTypes) {
  const std::pair<mamaFieldType, const char*> names[] = {
      {MAMA_FIELD_TYPE_MSG, "MSG"},
      {MAMA_FIELD_TYPE_OPAQUE, "OPAQUE"},
      {MAMA_FIELD_TYPE_BOOL, "BOOLEAN"},
      {MAMA_FIELD_TYPE_CHAR, "CHAR"},
      {MAMA_FIELD_TYPE_U64, "U64"},
      {MAMA_FIELD_TYPE_TIME, "TIME"},
      {MAMA_FIELD_TYPE_VECTOR_BOOL, "VECTOR_BOOL"},
      {MAMA_FIELD_TYPE_VECTOR_PRICE, "VECTOR_PRICE"},
      {MAMA_FIELD_TYPE_QUANTITY, "QUANTITY"},
      {MAMA_FIELD_TYPE_COLLECTION, "COLLECTION"}};
  for (const auto& [type, name] : names) {
    EXPECT_STREQ(mamaFieldTypeToString(type), name);
    EXPECT_EQ(stringToMamaFieldType(name), type);
  }
  EXPECT_STREQ(mamaFieldTypeToString(MAMA_FIELD_TYPE_UNKNOWN), "UNKNOWN");
  EXPECT_EQ(stringToMamaFieldType("bool"), MAMA_FIELD_TYPE_UNKNOWN);
  EXPECT_EQ(stringToMamaFieldType(nullptr), MAMA_FIELD_TYPE_UNKNOWN);
}

TEST(Names, StatusTypePayload) {
  EXPECT_STREQ(mamaMsgStatus_stringForStatus(MAMA_MSG_STATUS_OK), "OK");
  EXPECT_STREQ(mamaMsgStatus_stringForStatus(MAMA_MSG_STATUS_PLATFORM_STATUS),
               "PLATFORM_SPECIFIC_STATUS");
  EXPECT_STREQ(mamaMsgStatus_stringForStatus(MAMA_MSG_STATUS_UNKNOWN), "UNKNOWN");
  EXPECT_STREQ(mamaMsgStatus_stringForStatus(static_cast<mamaMsgStatus>(50)), "error");
  EXPECT_STREQ(mamaMsgType_stringForType(MAMA_MSG_TYPE_SEC_STATUS), "SECURITY_STATUS");
  EXPECT_STREQ(mamaMsgType_stringForType(MAMA_MSG_TYPE_NULL), "NULL");
  EXPECT_STREQ(mamaMsgType_stringForType(MAMA_MSG_TYPE_END_OF_INITIALS), "END_OF_INITIALS");
  EXPECT_STREQ(mamaMsgType_stringForType(static_cast<mamaMsgType>(11)), "error");
  EXPECT_STREQ(mamaPayload_convertToString(MAMA_PAYLOAD_QPID), "QPID");
  EXPECT_STREQ(mamaPayload_convertToString(MAMA_PAYLOAD_SOLACE), "solacemsg");
  EXPECT_STREQ(mamaPayload_convertToString(static_cast<mamaPayloadType>('O')), "unknown");
}

TEST(Names, OfAMessage) {
  Msg msg;
  EXPECT_EQ(mamaMsgType_typeForMsg(msg), MAMA_MSG_TYPE_UNKNOWN);
  EXPECT_EQ(mamaMsgStatus_statusForMsg(msg), MAMA_MSG_STATUS_OK);
  EXPECT_EQ(mamaMsgStatus_statusForMsg(nullptr), MAMA_MSG_STATUS_UNKNOWN);
  EXPECT_EQ(mamaMsgImpl_getStatusFromMsg(msg), MAMA_MSG_STATUS_UNKNOWN);
  EXPECT_STREQ(mamaMsgStatus_stringForMsg(msg), "UNKNOWN");
  ASSERT_EQ(mamaMsg_addU8(msg, "MdMsgType", 1, MAMA_MSG_TYPE_QUOTE), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addU8(msg, "MdMsgStatus", 2, MAMA_MSG_STATUS_STALE), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsgType_stringForMsg(msg), "QUOTE");
  EXPECT_EQ(mamaMsgImpl_getStatusFromMsg(msg), MAMA_MSG_STATUS_STALE);
  EXPECT_EQ(mamaMsgStatus_statusForMsg(msg), MAMA_MSG_STATUS_STALE);
  short number = 9;
  EXPECT_EQ(msgUtils_msgNum(msg, &number), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(number, 0);
  ASSERT_EQ(mamaMsg_addI32(msg, "MdSubscType", 5, 4), MAMA_STATUS_OK);
  EXPECT_EQ(msgUtils_msgSubscMsgType(msg, &number), MAMA_STATUS_OK);
  EXPECT_EQ(number, 4);
}

TEST(Names, WellKnownFields) {
  Msg msg;
  mama_seqnum_t sequence = 9;
  mama_i32_t code = 9;
  int bit = 9;
  EXPECT_EQ(mamaMsg_getSeqNum(msg, &sequence), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(sequence, 0u);
  EXPECT_EQ(mamaMsg_getEntitleCode(msg, &code), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(code, 0);
  EXPECT_EQ(mamaMsg_getIsPossiblyDuplicate(msg, &bit), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(bit, 0);
  ASSERT_EQ(mamaMsg_addU32(msg, "MdSeqNum", 10, 0xFFFFFFFFu), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "wEntitleCode", 496, 7), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addU8(msg, "wMsgQual", 21, 2 | 16), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_getSeqNum(msg, &sequence), MAMA_STATUS_OK);
  EXPECT_EQ(sequence, 0xFFFFFFFFu);
  EXPECT_EQ(mamaMsg_getEntitleCode(msg, &code), MAMA_STATUS_OK);
  EXPECT_EQ(code, 7);
  EXPECT_EQ(mamaMsg_getIsDefinitelyDuplicate(msg, &bit), MAMA_STATUS_OK);
  EXPECT_EQ(bit, 2);  // the bit itself
  EXPECT_EQ(mamaMsg_getIsOutOfSequence(msg, &bit), MAMA_STATUS_OK);
  EXPECT_EQ(bit, 16);
  EXPECT_EQ(mamaMsg_getIsPossiblyDelayed(msg, &bit), MAMA_STATUS_OK);
  EXPECT_EQ(bit, 0);
  const char* subject = nullptr;
  EXPECT_EQ(mamaMsg_getSendSubject(msg, &subject), MAMA_STATUS_NOT_FOUND);
  ASSERT_EQ(msgUtils_setSubscSubject(msg, "A.B"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_getSendSubject(msg, &subject), MAMA_STATUS_OK);
  EXPECT_STREQ(subject, "A.B");
}

TEST(Names, EachQualifierHasItsGetter) {
  const struct {
    mama_status (*get)(mamaMsg, int*);
    int bit;
  } getters[] = {{mamaMsg_getIsDefinitelyDuplicate, 2},
                 {mamaMsg_getIsPossiblyDuplicate, 1},
                 {mamaMsg_getIsDefinitelyDelayed, 8},
                 {mamaMsg_getIsPossiblyDelayed, 4},
                 {mamaMsg_getIsOutOfSequence, 16}};
  Msg msg;
  for (const auto& [get, bit] : getters) {
    SCOPED_TRACE(bit);
    int result = 9;
    ASSERT_EQ(mamaMsg_updateU16(msg, "wMsgQual", 21, static_cast<mama_u16_t>(bit)), MAMA_STATUS_OK);
    EXPECT_EQ(get(msg, &result), MAMA_STATUS_OK);
    EXPECT_EQ(result, bit);
    ASSERT_EQ(mamaMsg_updateU16(msg, "wMsgQual", 21, static_cast<mama_u16_t>(~bit)),
              MAMA_STATUS_OK);
    EXPECT_EQ(get(msg, &result), MAMA_STATUS_OK);
    EXPECT_EQ(result, 0);
    result = 9;
    ASSERT_EQ(mamaMsg_updateString(msg, "wMsgQual", 21, "x"), MAMA_STATUS_OK);
    EXPECT_EQ(get(msg, &result), MAMA_STATUS_WRONG_FIELD_TYPE);
    EXPECT_EQ(result, 0);
    EXPECT_EQ(get(msg, nullptr), MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(get(nullptr, &result), MAMA_STATUS_NULL_ARG);
  }
}

TEST(Qualifier, EachBitHasItsSetterAndGetter) {
  const struct {
    mama_status (*set)(mamaMsgQual, int);
    mama_status (*get)(mamaMsgQual, int*);
    int bit;
  } bits[] = {
      {mamaMsgQual_setIsDefinitelyDuplicate, mamaMsgQual_getIsDefinitelyDuplicate, 2},
      {mamaMsgQual_setIsPossiblyDuplicate, mamaMsgQual_getIsPossiblyDuplicate, 1},
      {mamaMsgQual_setIsDefinitelyDelayed, mamaMsgQual_getIsDefinitelyDelayed, 8},
      {mamaMsgQual_setIsPossiblyDelayed, mamaMsgQual_getIsPossiblyDelayed, 4},
      {mamaMsgQual_setIsOutOfSequence, mamaMsgQual_getIsOutOfSequence, 16},
  };
  mamaMsgQual qual = nullptr;
  ASSERT_EQ(mamaMsgQual_create(&qual), MAMA_STATUS_OK);
  for (const auto& [set, get, bit] : bits) {
    SCOPED_TRACE(bit);
    int result = 9;
    mama_u16_t value = 9;
    ASSERT_EQ(mamaMsgQual_clear(qual), MAMA_STATUS_OK);
    EXPECT_EQ(set(qual, 77), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgQual_getValue(qual, &value), MAMA_STATUS_OK);
    EXPECT_EQ(value, bit);
    EXPECT_EQ(get(qual, &result), MAMA_STATUS_OK);
    EXPECT_EQ(result, bit);
    ASSERT_EQ(mamaMsgQual_setValue(qual, 0xFFFF), MAMA_STATUS_OK);
    EXPECT_EQ(set(qual, 0), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgQual_getValue(qual, &value), MAMA_STATUS_OK);
    EXPECT_EQ(value, 0xFFFF & ~bit);
    EXPECT_EQ(get(qual, &result), MAMA_STATUS_OK);
    EXPECT_EQ(result, 0);
    EXPECT_EQ(set(nullptr, 1), MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(get(nullptr, &result), MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(get(qual, nullptr), MAMA_STATUS_NULL_ARG);
  }
  EXPECT_EQ(mamaMsgQual_destroy(qual), MAMA_STATUS_OK);
}

TEST(Qualifier, BitsAndTexts) {
  mamaMsgQual qual = nullptr, other = nullptr;
  ASSERT_EQ(mamaMsgQual_create(&qual), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgQual_create(&other), MAMA_STATUS_OK);
  char text[MAMA_MSG_QUAL_MAX_STR_LEN];
  EXPECT_EQ(mamaMsgQual_getAsString(qual, nullptr, text, sizeof text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "");
  EXPECT_EQ(mamaMsgQual_setIsPossiblyDelayed(qual, 7), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgQual_setIsDefinitelyDuplicate(qual, 1), MAMA_STATUS_OK);
  int bit = 0;
  EXPECT_EQ(mamaMsgQual_getIsPossiblyDelayed(qual, &bit), MAMA_STATUS_OK);
  EXPECT_EQ(bit, MAMA_MSG_QUAL_POSSIBLY_DELAYED);
  EXPECT_EQ(mamaMsgQual_getAsString(qual, nullptr, text, sizeof text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "Definately Duplicate : Possibly delayed");
  EXPECT_EQ(mamaMsgQual_getAsString(qual, "/", text, 8), MAMA_STATUS_NOMEM);
  EXPECT_STREQ(text, "Definat");
  EXPECT_EQ(mamaMsgQual_equal(qual, other), 0);
  EXPECT_EQ(mamaMsgQual_copy(other, qual), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgQual_equal(qual, other), 1);
  EXPECT_EQ(mamaMsgQual_equal(nullptr, other), 0);
  EXPECT_EQ(mamaMsgQual_setIsPossiblyDelayed(qual, 0), MAMA_STATUS_OK);
  mama_u16_t value = 0;
  EXPECT_EQ(mamaMsgQual_getValue(qual, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, MAMA_MSG_QUAL_DEFINITELY_DUPLICATE);
  EXPECT_EQ(mamaMsgQual_clear(qual), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgQual_valueToString(0x1F, "|", text, sizeof text), MAMA_STATUS_OK);
  EXPECT_STREQ(text,
               "Definately Duplicate|Possibly duplicate|Definately delayed|Possibly delayed|"
               "Out of sequence");
  EXPECT_EQ(mamaMsgQual_valueToString(1, "|", nullptr, 5), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsgQual_clear(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsgQual_destroy(qual), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgQual_destroy(other), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgQual_destroy(other), MAMA_STATUS_INVALID_ARG);
}

// A number that is cut is another number.
TEST(MessageText, JsonHasWholePrices) {
  Msg msg;
  const message_test::PriceValue price(1e40, 0x20 | MAMA_PRICE_PREC_INT);
  (void)mamaPrice_setPrecision(price, MAMA_PRICE_PREC_100);
  ASSERT_EQ(mamaMsg_addPrice(msg, "p", 1, price), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toJsonString(msg), "{\"p\":10000000000000000303786028427003666890752.00}");
  EXPECT_STREQ(mamaMsg_toNormalizedString(msg), "{p[1]=1000000000000000030378602842700}");
}

}  // namespace
