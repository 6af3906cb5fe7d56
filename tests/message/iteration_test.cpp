// The two ways to walk over the fields.
#include <mama/dictionary.h>
#include <mama/integration/msg.h>
#include <mama/integration/msgfield.h>

#include "message_support.h"
#include "omnmmsg_functions.h"

using message_test::Msg;

namespace {

/// An iterator, destroyed at the end of the scope.
class Iterator {
 public:
  Iterator() { EXPECT_EQ(mamaMsgIterator_create(&iterator_, nullptr), MAMA_STATUS_OK); }
  explicit Iterator(mamaMsg msg) : Iterator() {
    EXPECT_EQ(mamaMsgIterator_associate(iterator_, msg), MAMA_STATUS_OK);
  }
  Iterator(const Iterator&) = delete;
  Iterator& operator=(const Iterator&) = delete;
  ~Iterator() { EXPECT_EQ(mamaMsgIterator_destroy(iterator_), MAMA_STATUS_OK); }
  operator mamaMsgIterator() const { return iterator_; }

 private:
  mamaMsgIterator iterator_ = nullptr;
};

mama_fid_t fid_of(mamaMsgField field) {
  mama_fid_t fid = 0;
  EXPECT_EQ(mamaMsgField_getFid(field, &fid), MAMA_STATUS_OK);
  return fid;
}

void add_fields(mamaMsg msg, int count) {
  for (int i = 1; i <= count; ++i) {
    ASSERT_EQ(mamaMsg_addI32(msg, "f", static_cast<mama_fid_t>(i), i), MAMA_STATUS_OK);
  }
}

std::vector<mama_fid_t> walk(mamaMsgIterator iterator) {
  std::vector<mama_fid_t> fids;
  while (mamaMsgField field = mamaMsgIterator_next(iterator)) fids.push_back(fid_of(field));
  return fids;
}

TEST(Iteration, IteratorVisitsEveryFieldInOrder) {
  Msg msg;
  add_fields(msg, 3);
  Iterator iterator(msg);
  EXPECT_THAT(walk(iterator), testing::ElementsAre(1, 2, 3));
  EXPECT_EQ(mamaMsgIterator_next(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_hasNext(iterator), 0);
  EXPECT_EQ(mamaMsgIterator_end(iterator), nullptr);
}

TEST(Iteration, BeginShowsTheFirstFieldWithoutConsumingIt) {
  Msg msg;
  add_fields(msg, 2);
  Iterator iterator(msg);
  ASSERT_NE(mamaMsgIterator_next(iterator), nullptr);
  ASSERT_NE(mamaMsgIterator_next(iterator), nullptr);
  EXPECT_EQ(fid_of(mamaMsgIterator_begin(iterator)), 1);
  EXPECT_THAT(walk(iterator), testing::ElementsAre(1, 2));
}

TEST(Iteration, HasNextIsExactlyOneOrZero) {
  Msg msg;
  add_fields(msg, 2);
  Iterator iterator(msg);
  EXPECT_EQ(mamaMsgIterator_hasNext(iterator), 1);
  EXPECT_NE(mamaMsgIterator_next(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_hasNext(iterator), 1);
  EXPECT_NE(mamaMsgIterator_next(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_hasNext(iterator), 0);
}

TEST(Iteration, IteratorsOfOneMessageAreIndependent) {
  Msg msg;
  add_fields(msg, 3);
  Iterator first(msg), second(msg);
  EXPECT_EQ(fid_of(mamaMsgIterator_next(first)), 1);
  EXPECT_EQ(fid_of(mamaMsgIterator_next(first)), 2);
  EXPECT_EQ(fid_of(mamaMsgIterator_next(second)), 1);
  EXPECT_EQ(fid_of(mamaMsgIterator_next(first)), 3);
}

TEST(Iteration, EmptyAndUnassociated) {
  Iterator loose;
  EXPECT_EQ(mamaMsgIterator_next(loose), nullptr);
  EXPECT_EQ(mamaMsgIterator_begin(loose), nullptr);
  EXPECT_EQ(mamaMsgIterator_hasNext(loose), 0);
  Msg msg;
  Iterator iterator(msg);
  EXPECT_EQ(mamaMsgIterator_begin(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_next(iterator), nullptr);
  add_fields(msg, 2);  // made on an empty message, it shows later fields once
  ASSERT_EQ(mamaMsgIterator_associate(iterator, msg), MAMA_STATUS_OK);
  EXPECT_THAT(walk(iterator), testing::ElementsAre(1, 2));
}

TEST(Iteration, AssociateStartsAnewAlsoWithAnotherMessage) {
  Msg one, two;
  add_fields(one, 1);
  add_fields(two, 2);
  Iterator iterator(one);
  EXPECT_THAT(walk(iterator), testing::ElementsAre(1));
  ASSERT_EQ(mamaMsgIterator_associate(iterator, two), MAMA_STATUS_OK);
  EXPECT_THAT(walk(iterator), testing::ElementsAre(1, 2));
  ASSERT_EQ(mamaMsgIterator_associate(iterator, two), MAMA_STATUS_OK);
  EXPECT_THAT(walk(iterator), testing::ElementsAre(1, 2));
}

TEST(Iteration, AMessageWithoutPayloadLeavesTheIteratorWithoutMessage) {
  Msg msg;
  add_fields(msg, 2);
  Iterator iterator(msg);
  mamaMsg bare = nullptr;
  ASSERT_EQ(mamaMsgImpl_createForPayload(&bare, nullptr, nullptr, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgIterator_associate(iterator, bare), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgIterator_hasNext(iterator), 0);
  EXPECT_EQ(mamaMsgIterator_begin(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_next(iterator), nullptr);
  EXPECT_EQ(mamaMsg_destroy(bare), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgIterator_associate(iterator, msg), MAMA_STATUS_OK);
  EXPECT_THAT(walk(iterator), testing::ElementsAre(1, 2));
}

TEST(Iteration, UpdatesOfTheSameWidthLeaveIteratorsValid) {
  Msg msg;
  add_fields(msg, 3);
  Iterator iterator(msg);
  mamaMsgField field = mamaMsgIterator_next(iterator);
  EXPECT_EQ(mamaMsgField_updateI32(field, 77), MAMA_STATUS_OK);
  mama_i32_t value = 0;
  EXPECT_EQ(mamaMsgField_getI32(field, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 77);
  EXPECT_THAT(walk(iterator), testing::ElementsAre(2, 3));
}

TEST(Iteration, FieldsOfMessagesAndIteratorsCannotBeDestroyed) {
  Msg msg;
  add_fields(msg, 2);
  Iterator iterator(msg);
  mamaMsgField of_message = nullptr;
  ASSERT_EQ(mamaMsg_getField(msg, nullptr, 2, &of_message), MAMA_STATUS_OK);
  for (const mamaMsgField field : {mamaMsgIterator_next(iterator), of_message}) {
    EXPECT_EQ(mamaMsgField_destroy(field), MAMA_STATUS_INVALID_ARG);
    mama_i32_t value = 0;
    EXPECT_EQ(mamaMsgField_getI32(field, &value), MAMA_STATUS_OK) << "unharmed";
  }
}

TEST(Iteration, TheEndOfTheContentIsNoticed) {
  Msg msg, other;
  add_fields(msg, 2);
  add_fields(other, 3);
  Iterator iterator(msg);
  const mamaMsgField field = mamaMsgIterator_next(iterator);
  mamaMsgField of_message = nullptr;
  ASSERT_EQ(mamaMsg_getField(msg, nullptr, 2, &of_message), MAMA_STATUS_OK);
  mamaMsg target = msg;
  ASSERT_EQ(mamaMsg_copy(other, &target), MAMA_STATUS_OK);  // which gives it another payload
  mama_i32_t value = 7;
  for (const mamaMsgField each : {field, of_message}) {
    EXPECT_EQ(mamaMsgField_getI32(each, &value), MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(mamaMsgField_updateI32(each, 1), MAMA_STATUS_NULL_ARG);
  }
  EXPECT_EQ(value, 7);
  ASSERT_EQ(mamaMsgIterator_associate(iterator, msg), MAMA_STATUS_OK);
  EXPECT_THAT(walk(iterator), testing::ElementsAre(1, 2, 3));
}

// They belong to the message.
TEST(Iteration, VectorsOutliveTheIteratorThatFoundThem) {
  Msg msg;
  for (const char* name : {"v", "ve", "vec", "vect"}) {  // of every alignment
    const mama_i64_t numbers[] = {1, -2, 3};
    ASSERT_EQ(mamaMsg_addVectorI64(msg, name, 0, numbers, 3), MAMA_STATUS_OK);
  }
  const char* texts[] = {"a", "bc"};
  ASSERT_EQ(mamaMsg_addVectorString(msg, "texts", 0, texts, 2), MAMA_STATUS_OK);
  for (int skipped = 0; skipped < 4; ++skipped) {
    const mama_i64_t* numbers = nullptr;
    const char** read = nullptr;
    mama_size_t count = 0;
    {
      Iterator iterator(msg);
      mamaMsgField field = mamaMsgIterator_next(iterator);
      for (int i = 0; i < skipped; ++i) field = mamaMsgIterator_next(iterator);
      ASSERT_EQ(mamaMsgField_getVectorI64(field, &numbers, &count), MAMA_STATUS_OK);
      for (int i = skipped; i < 4; ++i) field = mamaMsgIterator_next(iterator);
      ASSERT_EQ(mamaMsgField_getVectorString(field, &read, &count), MAMA_STATUS_OK);
    }
    EXPECT_EQ(numbers[1], -2);
    EXPECT_STREQ(read[1], "bc");
  }
}

TEST(Iteration, TheEndOfTheMessageIsNoticed) {
  mamaMsg msg = nullptr;
  ASSERT_EQ(mamaMsg_createForPayloadBridge(&msg, message_test::omnmmsg()), MAMA_STATUS_OK);
  add_fields(msg, 2);
  Iterator iterator(msg);
  EXPECT_NE(mamaMsgIterator_next(iterator), nullptr);
  ASSERT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgIterator_next(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_hasNext(iterator), 0);
}

TEST(Iteration, NullIterators) {
  Msg msg;
  EXPECT_EQ(mamaMsgIterator_next(nullptr), nullptr);
  EXPECT_EQ(mamaMsgIterator_begin(nullptr), nullptr);
  EXPECT_EQ(mamaMsgIterator_end(nullptr), nullptr);
  EXPECT_EQ(mamaMsgIterator_hasNext(nullptr), 0);
  EXPECT_EQ(mamaMsgIterator_create(nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsgIterator_associate(nullptr, msg), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsgIterator_setDict(nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsgIterator_destroy(nullptr), MAMA_STATUS_NULL_ARG);
  Iterator iterator;
  EXPECT_EQ(mamaMsgIterator_associate(iterator, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsgIterator_setDict(iterator, nullptr), MAMA_STATUS_OK);
}

struct Visit {
  std::vector<mama_fid_t> fids;
  std::vector<mamaMsgField> fields;
  mamaMsg expected = nullptr;
};

void MAMACALLTYPE record_visit(const mamaMsg msg, const mamaMsgField field, void* closure) {
  auto& visit = *static_cast<Visit*>(closure);
  EXPECT_EQ(msg, visit.expected);
  visit.fids.push_back(fid_of(field));
  visit.fields.push_back(field);
}

TEST(Iteration, IterateFieldsCallsOncePerFieldWithOneObject) {
  Msg msg;
  add_fields(msg, 3);
  Visit visit;
  visit.expected = msg;
  EXPECT_EQ(mamaMsg_iterateFields(msg, record_visit, nullptr, &visit), MAMA_STATUS_OK);
  EXPECT_THAT(visit.fids, testing::ElementsAre(1, 2, 3));
  EXPECT_THAT(visit.fields, testing::Each(visit.fields.front()));
  EXPECT_EQ(mamaMsg_iterateFields(msg, nullptr, nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_iterateFields(nullptr, record_visit, nullptr, nullptr), MAMA_STATUS_NULL_ARG);
}

void MAMACALLTYPE change_field(const mamaMsg, const mamaMsgField field, void*) {
  mama_i32_t value = 0;
  EXPECT_EQ(mamaMsgField_getI32(field, &value), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgField_updateI32(field, value + 100), MAMA_STATUS_OK);
}

// There is one field object; who asks for another field in the callback has that, without the
// dictionary, and the walk goes on.
TEST(Iteration, AFieldFetchedInTheCallbackTakesTheObject) {
  Msg msg;
  add_fields(msg, 3);
  mamaDictionary dictionary = nullptr;
  ASSERT_EQ(mamaDictionary_create(&dictionary), MAMA_STATUS_OK);
  for (mama_fid_t fid = 1; fid <= 3; ++fid) {
    ASSERT_EQ(mamaDictionary_createFieldDescriptor(dictionary, fid, "described",
                                                   MAMA_FIELD_TYPE_I32, nullptr),
              MAMA_STATUS_OK);
  }
  struct Seen {
    std::vector<mama_fid_t> fids;
    std::vector<std::string> names;
  } seen;
  EXPECT_EQ(mamaMsg_iterateFields(
                msg,
                [](const mamaMsg of, const mamaMsgField field, void* closure) {
                  auto& all = *static_cast<Seen*>(closure);
                  const char* name = nullptr;
                  EXPECT_EQ(mamaMsgField_getName(field, &name), MAMA_STATUS_OK);
                  all.fids.push_back(fid_of(field));
                  all.names.emplace_back(name);
                  if (all.fids.size() != 2) return;
                  mamaMsgField fetched = nullptr;
                  EXPECT_EQ(mamaMsg_getField(of, nullptr, 1, &fetched), MAMA_STATUS_OK);
                  EXPECT_EQ(fetched, field);
                  EXPECT_EQ(fid_of(field), 1);
                },
                dictionary, &seen),
            MAMA_STATUS_OK);
  EXPECT_THAT(seen.fids, testing::ElementsAre(1, 2, 3));
  EXPECT_THAT(seen.names, testing::ElementsAre("described", "described", "f"));
  EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
}

TEST(Iteration, TheFieldMayBeUpdatedInTheCallback) {
  Msg msg;
  add_fields(msg, 3);
  EXPECT_EQ(mamaMsg_iterateFields(msg, change_field, nullptr, nullptr), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toString(msg), "{f[1]=101,f[2]=102,f[3]=103}");
}

void MAMACALLTYPE clear_message(const mamaMsg msg, const mamaMsgField, void* closure) {
  ++*static_cast<int*>(closure);
  EXPECT_EQ(mamaMsg_clear(msg), MAMA_STATUS_OK);
}

void MAMACALLTYPE grow_first(const mamaMsg msg, const mamaMsgField, void* closure) {
  ++*static_cast<int*>(closure);
  EXPECT_EQ(mamaMsg_updateString(msg, "f", 1, std::string(1000, 'x').c_str()), MAMA_STATUS_OK);
}

TEST(Iteration, ChangesOfTheMessageInTheCallbackStayInBounds) {
  Msg msg;
  add_fields(msg, 3);
  int calls = 0;
  EXPECT_EQ(mamaMsg_iterateFields(msg, grow_first, nullptr, &calls), MAMA_STATUS_OK);
  EXPECT_EQ(calls, 3);
  calls = 0;
  EXPECT_EQ(mamaMsg_iterateFields(msg, clear_message, nullptr, &calls), MAMA_STATUS_OK);
  EXPECT_EQ(calls, 1);
}

void MAMACALLTYPE throw_at_second(const mamaMsg, const mamaMsgField field, void*) {
  if (fid_of(field) == 2) throw std::runtime_error("from the callback");
}

TEST(Iteration, WhatTheCallbackThrowsPassesThrough) {
  Msg msg;
  add_fields(msg, 3);
  EXPECT_THROW(mamaMsg_iterateFields(msg, throw_at_second, nullptr, nullptr), std::runtime_error);
  Visit visit;
  visit.expected = msg;
  EXPECT_EQ(mamaMsg_iterateFields(msg, record_visit, nullptr, &visit), MAMA_STATUS_OK);
  EXPECT_EQ(visit.fids.size(), 3u);
}

// The payload neither keeps nor frees the field that it is given; the one it returns is the
// iterator's.
TEST(Iteration, PayloadIteratorOwnsTheFieldsThatItReturns) {
  msgPayload payload = nullptr;
  msgPayloadIter iterator = nullptr;
  msgFieldPayload own = nullptr;
  ASSERT_EQ(omnmmsgPayload_create(&payload), MAMA_STATUS_OK);
  ASSERT_EQ(omnmmsgPayload_addI32(payload, "a", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(omnmmsgFieldPayload_create(&own), MAMA_STATUS_OK);
  ASSERT_EQ(omnmmsgPayloadIter_create(&iterator, payload), MAMA_STATUS_OK);
  msgFieldPayload shown = omnmmsgPayloadIter_next(iterator, own, payload);
  EXPECT_NE(shown, own);
  mama_i32_t value = 0;
  EXPECT_EQ(omnmmsgFieldPayload_getI32(shown, &value), MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgFieldPayload_getI32(own, &value), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(omnmmsgPayloadIter_next(iterator, nullptr, payload), nullptr);
  EXPECT_EQ(omnmmsgPayloadIter_end(nullptr, nullptr), nullptr);
  EXPECT_EQ(omnmmsgFieldPayload_destroy(own), MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgPayloadIter_destroy(iterator), MAMA_STATUS_OK);
  EXPECT_EQ(omnmmsgPayload_destroy(payload), MAMA_STATUS_OK);
}

TEST(Iteration, TheFieldOfAMessageIsOne) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addI32(msg, "a", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, "b", 2, 2), MAMA_STATUS_OK);
  mamaMsgField first = nullptr, second = nullptr, third = nullptr;
  mama_fid_t fid = 0;
  ASSERT_EQ(mamaMsg_getField(msg, "a", 1, &first), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_getField(msg, "b", 2, &second), MAMA_STATUS_OK);
  EXPECT_EQ(second, first);
  EXPECT_EQ(mamaMsgField_getFid(first, &fid), MAMA_STATUS_OK);
  EXPECT_EQ(fid, 2);
  EXPECT_EQ(mamaMsg_getField(msg, "c", 3, &third), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(third, nullptr);
  EXPECT_EQ(mamaMsgField_getFid(first, &fid), MAMA_STATUS_NULL_ARG) << "shows nothing any more";
}

TEST(Iteration, ADescriptorThatABridgeGivesIsKeptUntilTheFieldMovesOn) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addI32(msg, nullptr, 1, 1), MAMA_STATUS_OK);
  mamaFieldDescriptor descriptor = nullptr, found = nullptr;
  ASSERT_EQ(mamaFieldDescriptor_create(&descriptor, 1, MAMA_FIELD_TYPE_I32, "given"),
            MAMA_STATUS_OK);
  mamaMsgField field = nullptr;
  ASSERT_EQ(mamaMsg_getField(msg, nullptr, 1, &field), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgFieldImpl_setFieldDesc(field, descriptor), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgField_getDescriptor(field, &found), MAMA_STATUS_OK);
  EXPECT_EQ(found, descriptor);
  const char* name = nullptr;
  EXPECT_EQ(mamaMsgField_getName(field, &name), MAMA_STATUS_OK);
  EXPECT_STREQ(name, "given");
  ASSERT_EQ(mamaMsg_getField(msg, nullptr, 1, &field), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgField_getDescriptor(field, &found), MAMA_STATUS_NULL_ARG) << "no dictionary";
  EXPECT_EQ(mamaMsgField_getName(field, &name), MAMA_STATUS_OK);
  EXPECT_EQ(name, nullptr);
  EXPECT_EQ(mamaMsgFieldImpl_setFieldDesc(nullptr, descriptor), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsgFieldImpl_setPayload(nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaFieldDescriptor_destroy(descriptor), MAMA_STATUS_OK);
}

}  // namespace
