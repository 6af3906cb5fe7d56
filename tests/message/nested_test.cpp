// Messages in messages: depth, vectors, life times.
#include <functional>

#include "message_support.h"

using message_test::hex;
using message_test::Msg;

namespace {

mama_i32_t number_in(mamaMsg msg) {
  mama_i32_t value = -1;
  EXPECT_EQ(mamaMsg_getI32(msg, "n", 1, &value), MAMA_STATUS_OK);
  return value;
}

/// A message with the number and, below it, the sub-message.
void fill(mamaMsg msg, int number, mamaMsg sub = nullptr) {
  ASSERT_EQ(mamaMsg_addI32(msg, "n", 1, number), MAMA_STATUS_OK);
  if (sub == nullptr) return;
  ASSERT_EQ(mamaMsg_addMsg(msg, "sub", 2, sub), MAMA_STATUS_OK);
}

TEST(Nested, ThreeDeep) {
  Msg third, second, first;
  fill(third, 3);
  fill(second, 2, third);
  fill(first, 1, second);
  Msg read(first.bytes());
  mamaMsg at = read;
  for (int depth = 1; depth <= 3; ++depth) {
    EXPECT_EQ(number_in(at), depth);
    if (depth == 3) break;
    ASSERT_EQ(mamaMsg_getMsg(at, "sub", 2, &at), MAMA_STATUS_OK);
  }
  EXPECT_STREQ(mamaMsg_toNormalizedString(read), "{n[1]=1,sub[2]={n[1]=2,sub[2]={n[1]=3}}}");
}

TEST(Nested, ChildrenAreIndependent) {
  Msg one, two, msg;
  fill(one, 1);
  fill(two, 2);
  ASSERT_EQ(mamaMsg_addMsg(msg, "one", 10, one), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addMsg(msg, "two", 20, two), MAMA_STATUS_OK);
  mamaMsg first = nullptr, second = nullptr, again = nullptr;
  ASSERT_EQ(mamaMsg_getMsg(msg, "one", 10, &first), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_getMsg(msg, "two", 20, &second), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_getMsg(msg, "one", 10, &again), MAMA_STATUS_OK);
  EXPECT_EQ(number_in(first), 1);
  EXPECT_EQ(number_in(second), 2);
  EXPECT_EQ(mamaMsg_updateI32(again, "n", 1, 9), MAMA_STATUS_OK);
  EXPECT_EQ(number_in(first), 1);
  EXPECT_EQ(mamaMsg_updateI32(one, "n", 1, 8), MAMA_STATUS_OK);  // was copied when it was added
  EXPECT_EQ(number_in(first), 1);
}

TEST(Nested, FailureIsNotFoundAtMessageLevelAndWrongTypeAtFieldLevel) {
  Msg msg;
  fill(msg, 1);
  mamaMsg sub = msg;
  EXPECT_EQ(mamaMsg_getMsg(msg, "n", 1, &sub), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(sub, nullptr);
  sub = msg;
  EXPECT_EQ(mamaMsg_getMsg(msg, "absent", 0, &sub), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(sub, nullptr);
  mamaMsgField field = nullptr;
  ASSERT_EQ(mamaMsg_getField(msg, "n", 1, &field), MAMA_STATUS_OK);
  sub = msg;
  EXPECT_EQ(mamaMsgField_getMsg(field, &sub), MAMA_STATUS_WRONG_FIELD_TYPE);
  EXPECT_EQ(sub, nullptr);
}

TEST(Nested, ChildrenEndWithTheParentsContent) {
  Msg inner, msg;
  fill(inner, 1);
  fill(msg, 0, inner);
  mamaMsg sub = nullptr;
  ASSERT_EQ(mamaMsg_getMsg(msg, "sub", 2, &sub), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_clear(msg), MAMA_STATUS_OK);
  mama_i32_t value = 7;
  EXPECT_EQ(mamaMsg_getI32(sub, "n", 1, &value), MAMA_STATUS_INVALID_ARG);  // noticed
  fill(msg, 0, inner);
  ASSERT_EQ(mamaMsg_getMsg(msg, "sub", 2, &sub), MAMA_STATUS_OK);
  EXPECT_EQ(number_in(sub), 1);
}

TEST(Nested, ChildrenOfAFieldEndWithTheContent) {
  const mamaPayloadBridge other_payload = message_test::load_payload(
      std::string_view(message_test::payload_name()) == "omnmmsg" ? "plainmsg" : "omnmmsg");
  Msg inner, same, other(other_payload);
  fill(inner, 1);
  message_test::Bytes same_bytes = same.bytes(), other_bytes = other.bytes();
  const struct {
    const char* name;
    std::function<mama_status(mamaMsg)> end;
  } ends[] = {
      {"clear", [](mamaMsg msg) { return mamaMsg_clear(msg); }},
      {"copy", [&](mamaMsg msg) { return mamaMsg_copy(same, &msg); }},
      {"bytes",
       [&](mamaMsg msg) {
         return mamaMsg_setNewBuffer(msg, same_bytes.data(), same_bytes.size());
       }},
      {"bytes of another payload",
       [&](mamaMsg msg) {
         return mamaMsg_setNewBuffer(msg, other_bytes.data(), other_bytes.size());
       }},
  };
  for (const auto& each : ends) {
    SCOPED_TRACE(each.name);
    Msg msg;
    fill(msg, 0, inner);
    const mamaMsg elements[] = {inner};
    ASSERT_EQ(mamaMsg_addVectorMsg(msg, "subs", 3, elements, 1), MAMA_STATUS_OK);
    mamaMsgField field = nullptr;
    mamaMsg sub = nullptr;
    const mamaMsg* subs = nullptr;
    mama_size_t count = 0;
    ASSERT_EQ(mamaMsg_getField(msg, "sub", 2, &field), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsgField_getMsg(field, &sub), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_getField(msg, "subs", 3, &field), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsgField_getVectorMsg(field, &subs, &count), MAMA_STATUS_OK);
    const mamaMsg element = subs[0];
    EXPECT_EQ(number_in(sub), 1);
    EXPECT_EQ(number_in(element), 1);
    ASSERT_EQ(each.end(msg), MAMA_STATUS_OK);
    mama_i32_t value = 7;
    EXPECT_EQ(mamaMsg_getI32(sub, "n", 1, &value), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaMsg_getI32(element, "n", 1, &value), MAMA_STATUS_INVALID_ARG);
  }
}

TEST(Nested, AChildMayTakeThePlaceOfItsParentsContent) {
  Msg inner, msg;
  fill(inner, 1);
  fill(msg, 0, inner);
  mamaMsg sub = nullptr, parent = msg;
  ASSERT_EQ(mamaMsg_getMsg(msg, "sub", 2, &sub), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_copy(sub, &parent), MAMA_STATUS_OK);
  EXPECT_EQ(msg.bytes(), inner.bytes());
  EXPECT_EQ(mamaMsg_clear(sub), MAMA_STATUS_INVALID_ARG) << "ended with the former content";
  fill(msg, 0, inner);
  ASSERT_EQ(mamaMsg_getMsg(msg, "sub", 2, &sub), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_applyMsg(msg, sub), MAMA_STATUS_OK);
  EXPECT_EQ(number_in(msg), 1);
  const void* bytes = nullptr;
  mama_size_t size = 0;
  ASSERT_EQ(mamaMsg_getByteBuffer(sub, &bytes, &size), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_setNewBuffer(msg, const_cast<void*>(bytes), size), MAMA_STATUS_OK);
  EXPECT_EQ(msg.bytes(), inner.bytes());
}

TEST(Nested, AChildCannotBeDestroyed) {
  Msg inner, msg;
  fill(inner, 1);
  fill(msg, 0, inner);
  mamaMsg sub = nullptr;
  ASSERT_EQ(mamaMsg_getMsg(msg, "sub", 2, &sub), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(sub), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(number_in(sub), 1);
}

TEST(Nested, VectorElementsOfDifferentSizes) {
  Msg small, large, msg;
  fill(small, 1);
  fill(large, 2);
  ASSERT_EQ(mamaMsg_addString(large, "text", 3, "which makes it larger"), MAMA_STATUS_OK);
  const mamaMsg all[] = {small, large, small};
  ASSERT_EQ(mamaMsg_addVectorMsg(msg, "v", 5, all, 3), MAMA_STATUS_OK);
  Msg read(msg.bytes());
  const mamaMsg* elements = nullptr;
  mama_size_t count = 0;
  ASSERT_EQ(mamaMsg_getVectorMsg(read, "v", 5, &elements, &count), MAMA_STATUS_OK);
  ASSERT_EQ(count, 3u);
  EXPECT_EQ(number_in(elements[0]), 1);
  EXPECT_EQ(number_in(elements[1]), 2);
  EXPECT_EQ(number_in(elements[2]), 1);
  ASSERT_EQ(mamaMsg_updateVectorMsg(read, "v", 5, all + 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_getVectorMsg(read, "v", 5, &elements, &count), MAMA_STATUS_OK);
  ASSERT_EQ(count, 1u);
  EXPECT_EQ(number_in(elements[0]), 2);
  ASSERT_EQ(mamaMsg_updateVectorMsg(read, "v", 5, all, 0), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_getVectorMsg(read, "v", 5, &elements, &count), MAMA_STATUS_OK);
  EXPECT_EQ(count, 0u);
  const mamaMsg with_null[] = {small, nullptr};
  EXPECT_EQ(mamaMsg_updateVectorMsg(read, "v", 5, with_null, 2), MAMA_STATUS_NULL_ARG);
}

TEST(Nested, VectorOfAFieldOutlivesTheIteratorsPosition) {
  Msg one, two, msg;
  fill(one, 1);
  fill(two, 2);
  const mamaMsg both[] = {one, two};
  ASSERT_EQ(mamaMsg_addVectorMsg(msg, "v", 5, both, 2), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "after", 6, 6), MAMA_STATUS_OK);
  mamaMsgIterator iterator = nullptr;
  ASSERT_EQ(mamaMsgIterator_create(&iterator, nullptr), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgIterator_associate(iterator, msg), MAMA_STATUS_OK);
  const mamaMsg* elements = nullptr;
  mama_size_t count = 0;
  ASSERT_EQ(mamaMsgField_getVectorMsg(mamaMsgIterator_next(iterator), &elements, &count),
            MAMA_STATUS_OK);
  EXPECT_NE(mamaMsgIterator_next(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_next(iterator), nullptr);
  ASSERT_EQ(count, 2u);
  EXPECT_EQ(number_in(elements[0]), 1);
  EXPECT_EQ(number_in(elements[1]), 2);
  EXPECT_EQ(mamaMsgIterator_destroy(iterator), MAMA_STATUS_OK);
}

TEST(Nested, MalformedElementsAreAStatus) {
  OMNMMSG_ONLY();
  const mamaMsg* elements = nullptr;
  mama_size_t count = 9;
  Msg cut(hex("4F0100 2F 0100 00 05000000 08000000 4F"));
  EXPECT_EQ(mamaMsg_getVectorMsg(cut, nullptr, 1, &elements, &count), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(count, 0u);
  Msg version(hex("4F0100 2F 0100 00 07000000 03000000 4F0900"));
  EXPECT_EQ(mamaMsg_getVectorMsg(version, nullptr, 1, &elements, &count),
            MAMA_STATUS_WRONG_FIELD_TYPE);
  Msg sub(hex("4F0100 01 0100 00 02000000 4F01"));
  mamaMsg message = nullptr;
  EXPECT_EQ(mamaMsg_getMsg(sub, nullptr, 1, &message), MAMA_STATUS_NOT_FOUND);
}

// A few bytes a level: the texts must not recurse as deep as the message does.
TEST(Nested, VeryDeepMessagesHaveATextThatEnds) {
  OMNMMSG_ONLY();
  message_test::Bytes bytes = hex("4F0100");
  for (int depth = 0; depth < 2000; ++depth) {
    message_test::Bytes outer = hex("4F0100 01 0100 00");
    const auto size = static_cast<std::uint32_t>(bytes.size());
    for (int shift = 0; shift < 32; shift += 8) {
      outer.push_back(static_cast<std::uint8_t>(size >> shift));
    }
    outer.insert(outer.end(), bytes.begin(), bytes.end());
    bytes = std::move(outer);
  }
  Msg msg(bytes);
  const std::string text = mamaMsg_toNormalizedString(msg);
  EXPECT_NE(text.find("NULL"), std::string::npos);
  EXPECT_NE(mamaMsg_toJsonString(msg), nullptr);
}

}  // namespace
