// Payloads that are not ours: the core works with what their tables have, and with nothing else.
// "plainmsg" has every function, "sparsemsg" only the required ones (tests/support/payloads).
#include <mama/integration/mama.h>
#include <mama/integration/msg.h>

#include <cstring>
#include <set>

#include "message_support.h"
#include "omnmmsg_functions.h"
#include "table_calls.h"

using message_test::Bytes;
using message_test::load_payload;
using message_test::Msg;
using message_test::PriceValue;
using message_test::Time;

namespace {

mamaPayloadBridge plainmsg() { return load_payload("plainmsg"); }
mamaPayloadBridge omnmmsg() { return load_payload("omnmmsg"); }
mamaPayloadBridge sparsemsg() { return load_payload("sparsemsg"); }

char id_of(mamaMsg msg) {
  char id = '\0';
  EXPECT_EQ(mamaMsgImpl_getPayloadId(msg, &id), MAMA_STATUS_OK);
  return id;
}

mama_i32_t number_in(mamaMsg msg, mama_fid_t fid = 1) {
  mama_i32_t value = -1;
  EXPECT_EQ(mamaMsg_getI32(msg, nullptr, fid, &value), MAMA_STATUS_OK);
  return value;
}

/// The table as it was is back at the end of the scope.
class ChangedTable {
 public:
  explicit ChangedTable(mamaPayloadBridge bridge) : bridge_(bridge), before_(*bridge) {}
  ChangedTable(const ChangedTable&) = delete;
  ChangedTable& operator=(const ChangedTable&) = delete;
  ~ChangedTable() { *bridge_ = before_; }
  mamaPayloadBridge operator->() const { return bridge_; }

 private:
  mamaPayloadBridge bridge_;
  mamaPayloadBridgeImpl_ before_;
};

// ---- the whole table ---------------------------------------------------------------------------

/// Stands in a slot, counts, and calls what stood there before.
template <class Function, class Slot>
struct Counting;
template <class Result, class... Args, class Slot>
struct Counting<Result (*)(Args...), Slot> {
  static inline Result (*original)(Args...) = nullptr;
  static inline int calls = 0;
  static Result call(Args... args) {
    ++calls;
    return original(args...);
  }
};

#define COUNTING(symbol, type, member) \
  struct member##Slot {};              \
  using member##Count = Counting<type, member##Slot>;
OMNMMSG_FUNCTIONS(COUNTING)
#undef COUNTING

/// What the core never calls, by the contract.
const std::set<std::string> kNeverCalled = {
    "msgPayloadCreateForTemplate", "msgFieldPayloadCreate", "msgFieldPayloadDestroy",
    "msgFieldPayloadUpdateString", "msgPayloadIterEnd",
};

TEST(ForeignPayload, EveryFunctionIsCalledThroughTheTable) {
  ChangedTable table(plainmsg());
#define INSTALL(symbol, type, member)      \
  ASSERT_NE(table->member, nullptr);       \
  member##Count::original = table->member; \
  member##Count::calls = 0;                \
  table->member = &member##Count::call;
  OMNMMSG_FUNCTIONS(INSTALL)
#undef INSTALL
  {
    Msg msg(plainmsg()), sub(plainmsg());
    ASSERT_EQ(mamaMsg_addI32(sub, "n", 1, 1), MAMA_STATUS_OK);
    message_test::call_required_functions(msg, MAMA_STATUS_OK);
    message_test::call_optional_functions(msg, sub, MAMA_STATUS_OK);
    mamaMsgField field = nullptr;
    ASSERT_EQ(mamaMsg_getField(msg, "String", 0, &field), MAMA_STATUS_OK);
    message_test::call_required_field_functions(field, true);
    message_test::call_optional_field_functions(field, true);
    message_test::walk(msg);
    mama_size_t size = 0;
    EXPECT_EQ(mamaMsg_getByteSize(msg, &size), MAMA_STATUS_OK);
    Msg other(omnmmsg());
    EXPECT_EQ(mamaMsg_applyMsg(other, msg), MAMA_STATUS_OK);
    Bytes bytes = msg.bytes();
    EXPECT_EQ(mamaMsg_setNewBuffer(msg, bytes.data(), bytes.size()), MAMA_STATUS_OK);
    table->msgPayloadDeserialize = nullptr;  // the other way to take bytes
    EXPECT_EQ(mamaMsg_setNewBuffer(msg, bytes.data(), bytes.size()), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_clear(msg), MAMA_STATUS_OK);
    mamaMsg incoming = nullptr;
    ASSERT_EQ(mamaMsgImpl_createForPayload(&incoming, nullptr, nullptr, 0), MAMA_STATUS_OK);
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(mamaMsgImpl_setMsgBuffer(incoming, bytes.data(),
                                         static_cast<std::uint32_t>(bytes.size()), '\0'),
                MAMA_STATUS_OK);
    }
    EXPECT_EQ(mamaMsg_destroy(incoming), MAMA_STATUS_OK);
  }
#define CHECK_CALLED(symbol, type, member) \
  EXPECT_EQ(member##Count::calls == 0, kNeverCalled.count(#member) == 1) << #member;
  OMNMMSG_FUNCTIONS(CHECK_CALLED)
#undef CHECK_CALLED
}

// Also the required ones: a table may be changed after the load, or made by hand.
TEST(ForeignPayload, AnEmptyTableImplementsNothing) {
  const mamaPayloadBridgeImpl_ complete = *plainmsg();
  mamaPayloadBridgeImpl_ table = complete;
  mamaMsg msg = nullptr;
  ASSERT_EQ(mamaMsg_createForPayloadBridge(&msg, &table), MAMA_STATUS_OK);
  Msg sub(omnmmsg());
  mamaMsgIterator iterator = nullptr;
  ASSERT_EQ(mamaMsg_addI32(msg, "n", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgIterator_create(&iterator, nullptr), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgIterator_associate(iterator, msg), MAMA_STATUS_OK);
  mamaMsgField field = mamaMsgIterator_next(iterator);
  ASSERT_NE(field, nullptr);
  table = {};
  message_test::call_required_functions(msg, MAMA_STATUS_NOT_IMPLEMENTED);
  message_test::call_optional_functions(msg, sub, MAMA_STATUS_NOT_IMPLEMENTED);
  message_test::call_required_field_functions(field, false);
  message_test::call_optional_field_functions(field, false);
  EXPECT_EQ(mamaMsg_clear(msg), MAMA_STATUS_OK);
  mama_size_t size = 9;
  EXPECT_EQ(mamaMsg_getByteSize(msg, &size), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaMsgIterator_associate(iterator, msg), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mamaMsgIterator_next(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_begin(iterator), nullptr);
  EXPECT_EQ(mamaMsgIterator_hasNext(iterator), 0);
  mamaMsg none = msg;
  EXPECT_EQ(mamaMsg_createForPayloadBridge(&none, &table), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(none, nullptr);
  table = complete;
  EXPECT_EQ(number_in(msg), 1);  // unharmed
  EXPECT_EQ(mamaMsgIterator_destroy(iterator), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
}

// ---- without the optional functions ------------------------------------------------------------

// It cannot be asked for its id: what its init told counts (a property would come first).
TEST(SparsePayload, IsKnownByTheIdOfItsInit) {
  EXPECT_EQ(mamaInternal_findPayload('s'), sparsemsg());
  mamaMsg msg = nullptr;
  ASSERT_EQ(mamaMsg_createForPayload(&msg, 's'), MAMA_STATUS_OK);
  EXPECT_EQ(id_of(msg), 's');
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
}

TEST(SparsePayload, WhatItLacksIsNotImplementedAndTheRestWorks) {
  Msg msg(sparsemsg()), sub(omnmmsg());
  message_test::call_optional_functions(msg, sub, MAMA_STATUS_NOT_IMPLEMENTED);
  message_test::call_required_functions(msg, MAMA_STATUS_OK);
  mamaMsgField field = nullptr;
  ASSERT_EQ(mamaMsg_getField(msg, "String", 0, &field), MAMA_STATUS_OK);
  message_test::call_required_field_functions(field, true);
  message_test::call_optional_field_functions(field, false);
  message_test::walk(msg);
}

TEST(SparsePayload, Fallbacks) {
  Msg msg(sparsemsg());
  ASSERT_EQ(mamaMsg_addI32(msg, "n", 1, 7), MAMA_STATUS_OK);
  Bytes bytes = msg.bytes();
  mama_size_t size = 0;
  EXPECT_EQ(mamaMsg_getByteSize(msg, &size), MAMA_STATUS_OK);
  EXPECT_EQ(size, bytes.size());
  Msg read(sparsemsg());
  EXPECT_EQ(mamaMsg_setNewBuffer(read, bytes.data(), bytes.size()), MAMA_STATUS_OK);
  EXPECT_EQ(number_in(read), 7);
  EXPECT_STREQ(mamaMsg_toNormalizedString(read), "{n[1]=7}");
  EXPECT_STREQ(mamaMsg_toJsonString(read), "{\"n\":7}");
}

// ---- what the table answers --------------------------------------------------------------------

TEST(ForeignPayload, StatusesPassThroughButForGetMsg) {
  ChangedTable table(plainmsg());
  Msg msg(plainmsg());
  table->msgPayloadAddI32 = [](msgPayload, const char*, mama_fid_t, mama_i32_t) {
    return MAMA_STATUS_PLATFORM;
  };
  EXPECT_EQ(mamaMsg_addI32(msg, "n", 1, 1), MAMA_STATUS_PLATFORM);
  mamaMsg sub = msg;
  static mama_status get_msg_status;
  table->msgPayloadGetMsg = [](const msgPayload, const char*, mama_fid_t, msgPayload*) {
    return get_msg_status;
  };
  for (const mama_status status : {MAMA_STATUS_WRONG_FIELD_TYPE, MAMA_STATUS_NOT_IMPLEMENTED,
                                   MAMA_STATUS_PLATFORM, MAMA_STATUS_OK /* but no payload */}) {
    get_msg_status = status;
    sub = msg;
    EXPECT_EQ(mamaMsg_getMsg(msg, "n", 1, &sub), MAMA_STATUS_NOT_FOUND);
    EXPECT_EQ(sub, nullptr);
  }
}

TEST(ForeignPayload, ClearAndDestroySucceedWhateverThePayloadSays) {
  ChangedTable table(plainmsg());
  static msgPayload_destroy destroy;
  destroy = table->msgPayloadDestroy;
  table->msgPayloadClear = [](msgPayload) { return MAMA_STATUS_PLATFORM; };
  table->msgPayloadDestroy = [](msgPayload payload) {
    EXPECT_EQ(destroy(payload), MAMA_STATUS_OK);
    return MAMA_STATUS_PLATFORM;
  };
  mamaMsg msg = nullptr;
  ASSERT_EQ(mamaMsg_createForPayloadBridge(&msg, plainmsg()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_clear(msg), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
}

TEST(ForeignPayload, AFailureToCreateLeavesNoMessage) {
  ChangedTable table(plainmsg());
  table->msgPayloadCreate = [](msgPayload*) { return MAMA_STATUS_NOMEM; };
  mamaMsg msg = reinterpret_cast<mamaMsg>(1);
  EXPECT_EQ(mamaMsg_createForPayload(&msg, 'p'), MAMA_STATUS_NOMEM);
  EXPECT_EQ(msg, nullptr);
}

TEST(ForeignPayload, LearnsItsParent) {
  ChangedTable table(plainmsg());
  static std::vector<mamaMsg> parents;
  parents.clear();
  table->msgPayloadSetParent = [](msgPayload, const mamaMsg parent) {
    parents.push_back(parent);
    return MAMA_STATUS_OK;
  };
  Msg msg(plainmsg()), sub(plainmsg());
  ASSERT_EQ(mamaMsg_addMsg(msg, "sub", 2, sub), MAMA_STATUS_OK);
  mamaMsg child = nullptr, copy = nullptr;
  ASSERT_EQ(mamaMsg_getMsg(msg, "sub", 2, &child), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_copy(msg, &copy), MAMA_STATUS_OK);
  EXPECT_THAT(parents, testing::ElementsAre(mamaMsg(msg), mamaMsg(sub), child, copy));
  EXPECT_EQ(mamaMsg_destroy(copy), MAMA_STATUS_OK);
}

// The native form may be a handle; the wire form begins with the id.
TEST(ForeignPayload, NativeAndWireForm) {
  Msg msg(plainmsg());
  ASSERT_EQ(mamaMsg_addI32(msg, "n", 1, 5), MAMA_STATUS_OK);
  const void *native = nullptr, *wire = nullptr;
  mama_size_t native_size = 0, wire_size = 0;
  EXPECT_EQ(mamaMsgImpl_getPayloadBuffer(msg, &native, &native_size), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_getByteBuffer(msg, &wire, &wire_size), MAMA_STATUS_OK);
  msgPayload payload = nullptr;
  EXPECT_EQ(mamaMsgImpl_getPayload(msg, &payload), MAMA_STATUS_OK);
  EXPECT_EQ(native, payload);
  EXPECT_EQ(*static_cast<const char*>(wire), 'p');
  for (const auto& [data, size, id] :
       {std::tuple(native, native_size, 'p'), std::tuple(wire, wire_size, '\0')}) {
    mamaMsg incoming = nullptr;
    ASSERT_EQ(mamaMsgImpl_createForPayload(&incoming, nullptr, nullptr, 0), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgImpl_setMsgBuffer(incoming, data, static_cast<std::uint32_t>(size), id),
              MAMA_STATUS_OK);
    EXPECT_EQ(number_in(incoming), 5);
    EXPECT_EQ(mamaMsg_destroy(incoming), MAMA_STATUS_OK);
  }
}

// ---- two payloads in one program ---------------------------------------------------------------

TEST(TwoPayloads, AMessageChangesItsKindByCopyAndByBytes) {
  Msg ours(omnmmsg()), plain(plainmsg());
  ASSERT_EQ(mamaMsg_addI32(ours, "n", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(plain, "n", 1, 2), MAMA_STATUS_OK);
  mamaMsg copy = nullptr;
  ASSERT_EQ(mamaMsg_copy(ours, &copy), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_copy(plain, &copy), MAMA_STATUS_OK);
  EXPECT_EQ(id_of(copy), 'p');
  EXPECT_EQ(number_in(copy), 2);
  Bytes bytes = ours.bytes();
  EXPECT_EQ(mamaMsg_setNewBuffer(copy, bytes.data(), bytes.size()), MAMA_STATUS_OK);
  EXPECT_EQ(id_of(copy), 'O');
  EXPECT_EQ(number_in(copy), 1);
  EXPECT_EQ(mamaMsg_addI32(copy, "m", 3, 3), MAMA_STATUS_OK);
  char unknown[] = "~~~";
  EXPECT_EQ(mamaMsg_setNewBuffer(copy, unknown, 3), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(number_in(copy, 3), 3);  // unchanged
  EXPECT_EQ(mamaMsg_destroy(copy), MAMA_STATUS_OK);
}

TEST(TwoPayloads, AnIncomingMessageKeepsAPayloadForEachId) {
  Msg ours(omnmmsg()), plain(plainmsg());
  ASSERT_EQ(mamaMsg_addI32(ours, "n", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(plain, "n", 1, 2), MAMA_STATUS_OK);
  const Bytes bytes[] = {ours.bytes(), plain.bytes()};
  mamaMsg incoming = nullptr;
  ASSERT_EQ(mamaMsgImpl_createForPayload(&incoming, nullptr, nullptr, 0), MAMA_STATUS_OK);
  std::set<msgPayload> payloads;
  for (int i = 0; i < 6; ++i) {
    const Bytes& data = bytes[i % 2];
    ASSERT_EQ(mamaMsgImpl_setMsgBuffer(incoming, data.data(),
                                       static_cast<std::uint32_t>(data.size()), '\0'),
              MAMA_STATUS_OK);
    EXPECT_EQ(number_in(incoming), 1 + i % 2);
    EXPECT_EQ(id_of(incoming), i % 2 == 0 ? 'O' : 'p');
    msgPayload payload = nullptr;
    EXPECT_EQ(mamaMsgImpl_getPayload(incoming, &payload), MAMA_STATUS_OK);
    payloads.insert(payload);
  }
  EXPECT_EQ(payloads.size(), 2u);
  EXPECT_EQ(mamaMsg_destroy(incoming), MAMA_STATUS_OK);
}

TEST(TwoPayloads, AnIncomingMessageTakesBytesIntoThePayloadsThatItKeeps) {
  Msg ours(omnmmsg()), plain(plainmsg());
  ASSERT_EQ(mamaMsg_addI32(ours, "n", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(plain, "n", 1, 2), MAMA_STATUS_OK);
  Bytes bytes[] = {ours.bytes(), plain.bytes()};
  mamaMsg incoming = nullptr;
  ASSERT_EQ(mamaMsgImpl_createForPayload(&incoming, nullptr, nullptr, 0), MAMA_STATUS_OK);
  std::set<msgPayload> payloads;
  for (int i = 0; i < 6; ++i) {
    Bytes& data = bytes[i % 2];
    ASSERT_EQ(mamaMsg_setNewBuffer(incoming, data.data(), data.size()), MAMA_STATUS_OK);
    EXPECT_EQ(number_in(incoming), 1 + i % 2);
    msgPayload payload = nullptr;
    short owner = 9;
    EXPECT_EQ(mamaMsgImpl_getPayload(incoming, &payload), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgImpl_getMessageOwner(incoming, &owner), MAMA_STATUS_OK);
    EXPECT_EQ(owner, 0);
    payloads.insert(payload);
  }
  EXPECT_EQ(payloads.size(), 2u);
  ASSERT_EQ(mamaMsgImpl_setMessageOwner(incoming, 1), MAMA_STATUS_OK);  // as a bridge's detach may
  ASSERT_EQ(mamaMsg_setNewBuffer(incoming, bytes[0].data(), bytes[0].size()), MAMA_STATUS_OK);
  short owner = 0;
  EXPECT_EQ(mamaMsgImpl_getMessageOwner(incoming, &owner), MAMA_STATUS_OK);
  EXPECT_EQ(owner, 1);
  EXPECT_EQ(number_in(incoming), 1);
  EXPECT_EQ(mamaMsg_destroy(incoming), MAMA_STATUS_OK);
}

TEST(TwoPayloads, AnIteratorGoesFromOneToTheOther) {
  mamaMsgIterator iterator = nullptr;
  ASSERT_EQ(mamaMsgIterator_create(&iterator, nullptr), MAMA_STATUS_OK);
  for (mamaPayloadBridge bridge : {omnmmsg(), plainmsg(), omnmmsg()}) {
    Msg msg(bridge), sub(bridge);
    ASSERT_EQ(mamaMsg_addI32(sub, "n", 1, 4), MAMA_STATUS_OK);
    const mamaMsg subs[] = {sub, sub};
    ASSERT_EQ(mamaMsg_addMsg(msg, "m", 1, sub), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_addVectorMsg(msg, "v", 2, subs, 2), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsgIterator_associate(iterator, msg), MAMA_STATUS_OK);
    mamaMsg one = nullptr;
    ASSERT_EQ(mamaMsgField_getMsg(mamaMsgIterator_next(iterator), &one), MAMA_STATUS_OK);
    EXPECT_EQ(number_in(one), 4);
    const mamaMsg* all = nullptr;
    mama_size_t count = 0;
    ASSERT_EQ(mamaMsgField_getVectorMsg(mamaMsgIterator_next(iterator), &all, &count),
              MAMA_STATUS_OK);
    ASSERT_EQ(count, 2u);
    EXPECT_EQ(number_in(all[1]), 4);
    EXPECT_EQ(mamaMsgIterator_next(iterator), nullptr);
  }
  EXPECT_EQ(mamaMsgIterator_destroy(iterator), MAMA_STATUS_OK);
}

/// One field of every type, sub-messages of `inner` included.
void fill(mamaMsg msg, mamaPayloadBridge inner_bridge) {
  Msg inner(inner_bridge);
  ASSERT_EQ(mamaMsg_addI32(inner, "deep", 1, 1), MAMA_STATUS_OK);
  message_test::call_required_functions(msg, MAMA_STATUS_OK);
  message_test::call_optional_functions(msg, inner, MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(msg, nullptr, 900, 9), MAMA_STATUS_OK);  // nameless
  const mama_f64_t nothing[] = {0};
  ASSERT_EQ(mamaMsg_addVectorF64(msg, "empty", 901, nothing, 0), MAMA_STATUS_OK);
  const char* no_text[] = {""};
  ASSERT_EQ(mamaMsg_addVectorString(msg, "no texts", 902, no_text, 0), MAMA_STATUS_OK);
}

TEST(TwoPayloads, ApplyTakesEveryFieldOver) {
  for (const auto& [to, from] :
       {std::pair(omnmmsg(), plainmsg()), std::pair(plainmsg(), omnmmsg())}) {
    Msg source(from), target(to);
    fill(source, from);
    ASSERT_EQ(mamaMsg_addString(target, "kept", 1000, "text"), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_addString(target, "old", 900, "another type"), MAMA_STATUS_OK);
    for (int i = 0; i < 2; ++i) EXPECT_EQ(mamaMsg_applyMsg(target, source), MAMA_STATUS_OK);
    mamaMsg expected = nullptr;  // the same with one payload
    ASSERT_EQ(mamaMsg_createForPayloadBridge(&expected, from), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_addString(expected, "kept", 1000, "text"), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_addString(expected, "old", 900, "another type"), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_applyMsg(expected, source), MAMA_STATUS_OK);
    EXPECT_STREQ(mamaMsg_toNormalizedString(target), mamaMsg_toNormalizedString(expected));
    EXPECT_STREQ(mamaMsg_toString(target), mamaMsg_toString(expected));
    EXPECT_EQ(mamaMsg_destroy(expected), MAMA_STATUS_OK);
    const mamaDateTime* times = nullptr;
    const mamaPrice* prices = nullptr;
    mama_size_t count = 0;
    ASSERT_EQ(mamaMsg_getVectorDateTime(target, "VTime", 0, &times, &count), MAMA_STATUS_OK);
    ASSERT_EQ(count, 1u);
    EXPECT_EQ(mamaDateTime_equal(times[0], Time(5, 0, MAMA_DATE_TIME_PREC_SECONDS, 3)), 1);
    ASSERT_EQ(mamaMsg_getVectorPrice(target, "VPrice", 0, &prices, &count), MAMA_STATUS_OK);
    ASSERT_EQ(count, 1u);
    EXPECT_EQ(mamaPrice_equal(prices[0], PriceValue(1.5)), 1);
  }
}

TEST(TwoPayloads, ApplyLeavesOutWhatTheTargetCannotHold) {
  Msg source(plainmsg()), target(sparsemsg());
  const mama_i32_t numbers[] = {1, 2};
  ASSERT_EQ(mamaMsg_addI32(source, "a", 1, 1), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorI32(source, "v", 2, numbers, 2), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(source, "b", 3, 3), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_applyMsg(target, source), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toString(target), "{a[1]=1,b[3]=3}");
}

TEST(TwoPayloads, SubMessagesBecomeOnesOfTheParentsPayload) {
  for (const auto& [outer, inner] :
       {std::pair(omnmmsg(), plainmsg()), std::pair(plainmsg(), omnmmsg())}) {
    Msg third(outer), second(inner), first(outer);
    ASSERT_EQ(mamaMsg_addI32(third, "n", 1, 3), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_addMsg(second, "sub", 2, third), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_addMsg(first, "sub", 2, second), MAMA_STATUS_OK);
    const mamaMsg both[] = {second, third};
    ASSERT_EQ(mamaMsg_addVectorMsg(first, "v", 3, both, 2), MAMA_STATUS_OK);
    EXPECT_STREQ(mamaMsg_toNormalizedString(first),
                 "{sub[2]={sub[2]={n[1]=3}},v[3]={{sub[2]={n[1]=3}},{n[1]=3}}}");
    mamaMsg sub = nullptr;
    ASSERT_EQ(mamaMsg_getMsg(first, "sub", 2, &sub), MAMA_STATUS_OK);
    EXPECT_EQ(id_of(sub), id_of(first));
    ASSERT_EQ(mamaMsg_updateI32(third, "n", 1, 4), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_updateSubMsg(second, "sub", 2, third), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_updateSubMsg(first, "sub", 2, second), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_updateVectorMsg(first, "v", 3, both, 1), MAMA_STATUS_OK);
    EXPECT_STREQ(mamaMsg_toJsonString(first),
                 "{\"sub\":{\"sub\":{\"n\":4}},\"v\":[{\"sub\":{\"n\":4}}]}");
  }
}

TEST(TwoPayloads, VectorsOfDatesAndPricesComeAlong) {
  const Time one(1, 5, MAMA_DATE_TIME_PREC_NANOSECONDS, 3),
      two(2, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
  const PriceValue dear(9.5, MAMA_PRICE_PREC_100), cheap(0.25, MAMA_PRICE_PREC_DIV_4);
  const mamaDateTime times[] = {one, two};
  const mamaPrice prices[] = {dear, cheap};
  Msg inner(plainmsg()), middle(plainmsg()), outer(omnmmsg()), expected(omnmmsg());
  for (mamaMsg msg : {static_cast<mamaMsg>(inner), static_cast<mamaMsg>(expected)}) {
    // Two of the same name: each keeps its own.
    ASSERT_EQ(mamaMsg_addVectorDateTime(msg, "t", 1, times, 2), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_addI32(msg, "n", 2, 7), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_addVectorPrice(msg, "p", 3, prices, 2), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_addVectorDateTime(msg, "t", 1, times + 1, 1), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_addVectorPrice(msg, "empty", 4, prices, 0), MAMA_STATUS_OK);
  }
  ASSERT_EQ(mamaMsg_addMsg(middle, "inner", 5, inner), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addMsg(outer, "middle", 6, middle), MAMA_STATUS_OK);
  mamaMsg sub = nullptr, copy = nullptr;
  ASSERT_EQ(mamaMsg_getMsg(outer, "middle", 6, &sub), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_getMsg(sub, "inner", 5, &copy), MAMA_STATUS_OK);
  const void *bytes = nullptr, *expected_bytes = nullptr;
  mama_size_t size = 0, expected_size = 0;
  ASSERT_EQ(mamaMsg_getByteBuffer(copy, &bytes, &size), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_getByteBuffer(expected, &expected_bytes, &expected_size), MAMA_STATUS_OK);
  ASSERT_EQ(size, expected_size);
  EXPECT_EQ(std::memcmp(bytes, expected_bytes, size), 0);
}

TEST(TwoPayloads, AVectorThatThePayloadCannotGiveIsNotImplemented) {
  const Time time(1, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
  const mamaDateTime times[] = {time};
  mamaPayloadBridgeImpl_ table = *plainmsg();  // never loaded: nobody knows its functions
  mamaMsg inner = nullptr;
  ASSERT_EQ(mamaMsg_createForPayloadBridge(&inner, &table), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addI32(inner, "n", 1, 1), MAMA_STATUS_OK);
  Msg outer(omnmmsg());
  EXPECT_EQ(mamaMsg_addMsg(outer, "inner", 1, inner), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorDateTime(inner, "t", 2, times, 1), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addMsg(outer, "again", 2, inner), MAMA_STATUS_NOT_IMPLEMENTED);
  mama_size_t count = 0;
  EXPECT_EQ(mamaMsg_getNumFields(outer, &count), MAMA_STATUS_OK);
  EXPECT_EQ(count, 1u) << "a refusal adds nothing";
  EXPECT_EQ(mamaMsg_destroy(inner), MAMA_STATUS_OK);
}

// A NULL array is an empty one; with a count it is a mistake of the payload, and is not followed.
TEST(ForeignPayload, AnArrayThatIsMissing) {
  ChangedTable table(plainmsg());
  table->msgFieldPayloadGetVectorI32 = [](const msgFieldPayload, const mama_i32_t** result,
                                          mama_size_t* size) {
    *result = nullptr;
    *size = 3;
    return MAMA_STATUS_OK;
  };
  table->msgFieldPayloadGetVectorString = [](const msgFieldPayload, const char*** result,
                                             mama_size_t* size) {
    *result = nullptr;
    *size = 3;
    return MAMA_STATUS_OK;
  };
  table->msgFieldPayloadGetOpaque = [](const msgFieldPayload, const void** result,
                                       mama_size_t* size) {
    *result = nullptr;
    *size = 3;
    return MAMA_STATUS_OK;
  };
  const mama_i32_t numbers[] = {1, 2, 3};
  const char* texts[] = {"a", "b", "c"};
  for (int kind = 0; kind < 3; ++kind) {
    SCOPED_TRACE(kind);
    Msg foreign(plainmsg()), msg(omnmmsg());
    ASSERT_EQ(kind == 0   ? mamaMsg_addVectorI32(foreign, "v", 1, numbers, 3)
              : kind == 1 ? mamaMsg_addVectorString(foreign, "v", 1, texts, 3)
                          : mamaMsg_addOpaque(foreign, "v", 1, "abc", 3),
              MAMA_STATUS_OK);
    EXPECT_STREQ(mamaMsg_toJsonString(foreign), kind == 2 ? "{\"v\":\"0x\"}" : "{\"v\":[]}");
    EXPECT_EQ(mamaMsg_addMsg(msg, "m", 2, foreign), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaMsg_applyMsg(msg, foreign), MAMA_STATUS_OK);
    mama_size_t fields = 9;
    EXPECT_EQ(mamaMsg_getNumFields(msg, &fields), MAMA_STATUS_OK);
    EXPECT_EQ(fields, 0u);
  }
}

TEST(ForeignPayload, AVectorWithABadElementIsNotTakenOver) {
  static mamaDateTime times[2];
  const Time time(5, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
  times[0] = time;
  times[1] = nullptr;
  ChangedTable table(plainmsg());
  table->msgFieldPayloadGetVectorDateTime = [](const msgFieldPayload, const mamaDateTime* result,
                                               mama_size_t* size) {
    const mamaDateTime* array = times;
    std::memcpy(const_cast<mamaDateTime*>(result), &array, sizeof array);
    *size = 2;
    return MAMA_STATUS_OK;
  };
  Msg foreign(plainmsg()), msg(omnmmsg());
  const mamaDateTime good[] = {time};
  ASSERT_EQ(mamaMsg_addVectorDateTime(foreign, "v", 1, good, 1), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addMsg(msg, "m", 2, foreign), MAMA_STATUS_NOT_IMPLEMENTED);
  mama_size_t fields = 9;
  EXPECT_EQ(mamaMsg_getNumFields(msg, &fields), MAMA_STATUS_OK);
  EXPECT_EQ(fields, 0u);
}

TEST(ForeignPayload, SubMessagesWithoutPayload) {
  ChangedTable table(plainmsg());
  table->msgPayloadGetVectorMsg = [](const msgPayload, const char*, mama_fid_t,
                                     const msgPayload** result, mama_size_t* size) {
    static const msgPayload none[2] = {nullptr, nullptr};
    *result = none;
    *size = 2;
    return MAMA_STATUS_OK;
  };
  Msg msg(plainmsg());
  const mamaMsg* subs = nullptr;
  mama_size_t count = 9;
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(mamaMsg_getVectorMsg(msg, "v", 1, &subs, &count), MAMA_STATUS_NOT_FOUND);
    EXPECT_EQ(subs, nullptr);
    EXPECT_EQ(count, 0u);
  }
}

}  // namespace
