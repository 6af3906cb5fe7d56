// Updates: in place, growing and shrinking in the middle, of another type; against a simple model.
#include <random>

#include "message_support.h"
#include "omnmmsg_functions.h"

using message_test::hex;
using message_test::Msg;
using message_test::Time;

namespace {

std::string text(mamaMsg msg) { return mamaMsg_toString(msg); }

TEST(Update, KeepsThePositionWhateverTheSize) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addI32(msg, "a", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addString(msg, "b", 2, "middle"), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "c", 3, 3), MAMA_STATUS_OK);
  for (const std::size_t size : {0u, 5u, 6u, 7u, 1000u, 100000u, 3u}) {
    const std::string value(size, 'x');
    EXPECT_EQ(mamaMsg_updateString(msg, "b", 2, value.c_str()), MAMA_STATUS_OK);
    EXPECT_EQ(text(msg), "{a[1]=1,b[2]=" + value.substr(0, 1023) + ",c[3]=3}");
    const char* read = nullptr;
    EXPECT_EQ(mamaMsg_getString(msg, "b", 2, &read), MAMA_STATUS_OK);
    EXPECT_EQ(read, value);
    mama_i32_t last = 0;
    EXPECT_EQ(mamaMsg_getI32(msg, "c", 3, &last), MAMA_STATUS_OK);
    EXPECT_EQ(last, 3);
    Msg reread(msg.bytes());
    EXPECT_EQ(text(reread), text(msg));
  }
}

TEST(Update, ReplacesTypeAndValue) {
  Msg inner, msg;
  ASSERT_EQ(mamaMsg_addU8(inner, "i", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "x", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addU8(msg, "end", 2, 9), MAMA_STATUS_OK);
  const mama_i16_t numbers[] = {1, 2, 3};
  const Time time(1, 0, MAMA_DATE_TIME_PREC_SECONDS, MAMA_DATE_TIME_HAS_TIME);
  EXPECT_EQ(mamaMsg_updateF32(msg, "x", 1, 1.5f), MAMA_STATUS_OK);  // the same width
  EXPECT_EQ(text(msg), "{x[1]=1.500000,end[2]=9}");
  EXPECT_EQ(mamaMsg_updateI64(msg, "x", 1, -1), MAMA_STATUS_OK);
  EXPECT_EQ(text(msg), "{x[1]=-1,end[2]=9}");
  EXPECT_EQ(mamaMsg_updateString(msg, "x", 1, "s"), MAMA_STATUS_OK);
  EXPECT_EQ(text(msg), "{x[1]=s,end[2]=9}");
  EXPECT_EQ(mamaMsg_updateVectorI16(msg, "x", 1, numbers, 3), MAMA_STATUS_OK);
  EXPECT_EQ(text(msg), "{x[1]={1,2,3},end[2]=9}");
  EXPECT_EQ(mamaMsg_updateDateTime(msg, "x", 1, time), MAMA_STATUS_OK);
  EXPECT_EQ(text(msg), "{x[1]=00:00:01,end[2]=9}");
  EXPECT_EQ(mamaMsg_updateSubMsg(msg, "x", 1, inner), MAMA_STATUS_OK);
  EXPECT_EQ(text(msg), "{x[1]={...},end[2]=9}");
  EXPECT_EQ(mamaMsg_updateOpaque(msg, "x", 1, "abc", 3), MAMA_STATUS_OK);
  EXPECT_EQ(text(msg), "{x[1]={3 bytes},end[2]=9}");
  EXPECT_EQ(mamaMsg_updateU8(msg, "x", 1, 3), MAMA_STATUS_OK);
  EXPECT_EQ(text(msg), "{x[1]=3,end[2]=9}");
  OMNMMSG_ONLY();
  EXPECT_EQ(msg.bytes(), hex("4F0100 0F 0100 7800 03 0F 0200 656E6400 09"));
}

TEST(Update, AddsDatesPricesAndVectorsAgain) {
  Msg msg;
  const Time time(1, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
  EXPECT_EQ(mamaMsg_addDateTime(msg, "t", 1, time), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addDateTime(msg, "t", 1, time), MAMA_STATUS_OK);
  mama_size_t fields = 0;
  EXPECT_EQ(mamaMsg_getNumFields(msg, &fields), MAMA_STATUS_OK);
  EXPECT_EQ(fields, 2u);  // add appends without looking
}

TEST(Update, OfAFieldNeedsItsExactType) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addI32(msg, "x", 1, 1), MAMA_STATUS_OK);
  mamaMsgField field = nullptr;
  ASSERT_EQ(mamaMsg_getField(msg, "x", 1, &field), MAMA_STATUS_OK);
  const Time time(1, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
  EXPECT_EQ(mamaMsgField_updateU32(field, 2), MAMA_STATUS_WRONG_FIELD_TYPE);
  EXPECT_EQ(mamaMsgField_updateI16(field, 2), MAMA_STATUS_WRONG_FIELD_TYPE);
  EXPECT_EQ(mamaMsgField_updateDateTime(field, time), MAMA_STATUS_WRONG_FIELD_TYPE);
  EXPECT_EQ(text(msg), "{x[1]=1}");
  EXPECT_EQ(mamaMsgField_updateI32(field, 2), MAMA_STATUS_OK);
  EXPECT_EQ(text(msg), "{x[1]=2}");
}

TEST(Update, OfAFieldsTextKeepsTheFieldValid) {
  msgPayload payload = nullptr;
  msgFieldPayload field = nullptr;
  const char* value = nullptr;
  ASSERT_EQ(omnmmsgPayload_create(&payload), MAMA_STATUS_OK);
  ASSERT_EQ(omnmmsgPayload_addString(payload, "s", 1, "short"), MAMA_STATUS_OK);
  ASSERT_EQ(omnmmsgPayload_addI32(payload, "i", 2, 2), MAMA_STATUS_OK);
  ASSERT_EQ(omnmmsgPayload_getField(payload, "s", 1, &field), MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgFieldPayload_updateString(field, payload, "much longer than before"),
            MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgFieldPayload_getString(field, &value), MAMA_STATUS_OK);
  EXPECT_STREQ(value, "much longer than before");
  EXPECT_STREQ(omnmmsgPayload_toString(payload), "{s[1]=much longer than before,i[2]=2}");
  EXPECT_EQ(omnmmsgPayload_destroy(payload), MAMA_STATUS_OK);
}

// What a getter gave lies in the buffer that the next change moves.
TEST(Update, TakesValuesAndNamesFromTheMessageItself) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addI32(msg, "number", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addString(msg, "text", 2, std::string(400, 't').c_str()), MAMA_STATUS_OK);
  const char* value = nullptr;
  ASSERT_EQ(mamaMsg_getString(msg, "text", 2, &value), MAMA_STATUS_OK);
  for (mama_fid_t fid = 10; fid < 30; ++fid) {  // grows the buffer several times
    ASSERT_EQ(mamaMsg_getString(msg, "text", 2, &value), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_addString(msg, value, fid, value), MAMA_STATUS_OK);
  }
  ASSERT_EQ(mamaMsg_getString(msg, "text", 2, &value), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_updateString(msg, "number", 1, value), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_getString(msg, "number", 1, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, std::string(400, 't'));
  EXPECT_EQ(mamaMsg_addMsg(msg, "self", 40, msg), MAMA_STATUS_OK);
  mamaMsg sub = nullptr;
  EXPECT_EQ(mamaMsg_getMsg(msg, "self", 40, &sub), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_getString(sub, nullptr, 29, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, std::string(400, 't'));
}

TEST(Update, ApplyingANamelessFieldHasNothingToDoWithTheOneBefore) {
  Msg msg, other;
  ASSERT_EQ(mamaMsg_addI32(other, "a", 0, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(other, nullptr, 5, 2), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(other, "b", 6, 3), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addString(msg, "a", 0, "former"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_applyMsg(msg, other), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toNormalizedString(msg), "{a[0]=1,[5]=2,b[6]=3}");
  // Of two of a name the first is updated, which moves the second, also when a message is applied
  // to itself.
  ASSERT_EQ(mamaMsg_addString(msg, "a", 0, "a longer one"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_applyMsg(msg, msg), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toNormalizedString(msg),
               "{a[0]=a longer one,[5]=2,b[6]=3,a[0]=a longer one}");
}

TEST(Update, TheOwnBufferMayBeGivenBack) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addI32(msg, "a", 1, 1), MAMA_STATUS_OK);
  const message_test::Bytes before = msg.bytes();
  const void* buffer = nullptr;
  mama_size_t size = 0;
  ASSERT_EQ(mamaMsg_getByteBuffer(msg, &buffer, &size), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_setNewBuffer(msg, const_cast<void*>(buffer), size), MAMA_STATUS_OK);
  EXPECT_EQ(msg.bytes(), before);
  msgPayload payload = nullptr;
  ASSERT_EQ(omnmmsgPayload_create(&payload), MAMA_STATUS_OK);
  ASSERT_EQ(omnmmsgPayload_addI32(payload, "a", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(omnmmsgPayload_getByteBuffer(payload, &buffer, &size), MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgPayload_setByteBuffer(payload, nullptr, buffer, size), MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgPayload_setByteBuffer(payload, nullptr, buffer, 3), MAMA_STATUS_OK);
  EXPECT_STREQ(omnmmsgPayload_toString(payload), "{}");
  EXPECT_EQ(omnmmsgPayload_destroy(payload), MAMA_STATUS_OK);
}

/// A message as a list of fields.
class Model {
 public:
  void put(mama_fid_t fid, const std::string& value, bool update) {
    for (auto& [known_fid, known] : fields_) {
      if (update && known_fid == fid) {
        known = value;
        return;
      }
    }
    fields_.emplace_back(fid, value);
  }
  void clear() { fields_.clear(); }
  std::string text() const {
    std::string text = "{";
    for (const auto& [fid, value] : fields_) {
      if (text.size() > 1) text += ",";
      text += "n" + std::to_string(fid) + "[" + std::to_string(fid) + "]=" + value;
    }
    return text + "}";
  }

 private:
  std::vector<std::pair<mama_fid_t, std::string>> fields_;
};

TEST(Update, RandomCallsAgreeWithAModel) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    Msg msg;
    Model model;
    for (int step = 0; step < 200; ++step) {
      const auto fid = static_cast<mama_fid_t>(1 + random() % 25);
      const std::string name = "n" + std::to_string(fid);
      const bool update = random() % 3 != 0;
      switch (random() % 6) {
        case 0: {
          const auto value = static_cast<mama_i64_t>(random());
          ASSERT_EQ((update ? mamaMsg_updateI64 : mamaMsg_addI64)(msg, name.c_str(), fid, value),
                    MAMA_STATUS_OK);
          model.put(fid, std::to_string(value), update);
          break;
        }
        case 1: {
          const auto value = static_cast<mama_u8_t>(random());
          ASSERT_EQ((update ? mamaMsg_updateU8 : mamaMsg_addU8)(msg, name.c_str(), fid, value),
                    MAMA_STATUS_OK);
          model.put(fid, std::to_string(value), update);
          break;
        }
        case 2:
        case 3: {
          const std::string value(random() % 60, static_cast<char>('a' + random() % 26));
          ASSERT_EQ((update ? mamaMsg_updateString : mamaMsg_addString)(msg, name.c_str(), fid,
                                                                        value.c_str()),
                    MAMA_STATUS_OK);
          model.put(fid, value, update);
          break;
        }
        case 4: {
          const mama_u16_t values[] = {1, 2, 3, 4};
          const std::size_t count = random() % 5;
          ASSERT_EQ((update ? mamaMsg_updateVectorU16 : mamaMsg_addVectorU16)(msg, name.c_str(),
                                                                              fid, values, count),
                    MAMA_STATUS_OK);
          const std::string all = "1,2,3,4";
          model.put(fid, "{" + (count == 0 ? "" : all.substr(0, count * 2 - 1)) + "}", update);
          break;
        }
        default:
          if (random() % 30 == 0) {
            ASSERT_EQ(mamaMsg_clear(msg), MAMA_STATUS_OK);
            model.clear();
          } else if (random() % 5 == 0) {  // what follows works on a message that came as bytes
            message_test::Bytes bytes = msg.bytes();
            ASSERT_EQ(mamaMsg_setNewBuffer(msg, bytes.data(), bytes.size()), MAMA_STATUS_OK);
          }
      }
      ASSERT_EQ(text(msg), model.text());
    }
  }
}

}  // namespace
