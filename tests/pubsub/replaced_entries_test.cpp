/// The core calls a bridge through the table in its structure, always: an entry that is replaced
/// after the load is obeyed from then on.
#include <mama/integration/mama.h>
#include <mama/integration/msg.h>
#include <mama/io.h>
#include <mama/timer.h>
#include <payloadbridge.h>
#include <unistd.h>

#include <map>
#include <string>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

std::map<std::string, int> calls;  // by the name of the entry

/// Takes the place of one entry of a table; counts, and calls what was there.
template <auto Entry>
struct Spy;

template <class Table, class R, class... A, R (*Table::*Entry)(A...)>
struct Spy<Entry> {
  static inline R (*original)(A...) = nullptr;
  static inline const char* name = "";

  static void install(Table& table, const char* entry) {
    name = entry;
    original = table.*Entry;
    if (original != nullptr) table.*Entry = &counted;
  }
  static void remove(Table& table) { table.*Entry = original; }
  static R counted(A... arguments) {
    ++calls[name];
    return original(arguments...);
  }
};

void install_spies(mamaBridgeImpl_& table) {
#define QUOLL_BRIDGE_FUNCTION(need, entry, symbol) \
  Spy<&mamaBridgeImpl_::entry>::install(table, #symbol);
#include "runtime/bridge_table.inc"
#undef QUOLL_BRIDGE_FUNCTION
}

void install_spies(mamaPayloadBridgeImpl_& table) {
#define QUOLL_PAYLOAD_FUNCTION(need, entry, symbol) \
  Spy<&mamaPayloadBridgeImpl_::entry>::install(table, #symbol);
#include "runtime/payload_table.inc"
#undef QUOLL_PAYLOAD_FUNCTION
}

void expect_called(std::initializer_list<const char*> entries) {
  for (const char* entry : entries) EXPECT_GT(calls[entry], 0) << entry;
}

class ReplacedEntriesTest : public LoopbackTest {
 protected:
  // Whatever the suite runs on: other middlewares have other entries.
  const char* bridge_name() const override { return "loopback"; }
  void SetUp() override {
    MamaTest::SetUp();
    if (HasFatalFailure()) return;
    calls.clear();
    install_spies(*bridge());
    queue_holder_ = std::make_unique<TestQueue>(bridge());
    transport_holder_ = std::make_unique<TestTransport>(bridge());
  }
};

TEST_F(ReplacedEntriesTest, Queues) {
  const auto nothing = [](mamaQueue, void*) {};
  std::size_t count = 0;
  void* native = nullptr;
  EXPECT_EQ(mamaQueue_setEnqueueCallback(queue(), nothing, nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_enqueueEvent(queue(), nothing, nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_removeEnqueueCallback(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_getEventCount(queue(), &count), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatchEvent(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_timedDispatch(queue(), 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_setHighWatermark(queue(), 10), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_setLowWatermark(queue(), 5), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_getNativeHandle(queue(), &native), MAMA_STATUS_OK);
  EXPECT_EQ(enqueue(queue(), [this] { mamaQueue_stopDispatch(queue()); }), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatch(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroy(queue_holder_->release()), MAMA_STATUS_OK);
  queue_holder_ = std::make_unique<TestQueue>(bridge());
  expect_called({"BridgeMamaQueue_create", "BridgeMamaQueue_setEnqueueCallback",
                 "BridgeMamaQueue_enqueueEvent", "BridgeMamaQueue_removeEnqueueCallback",
                 "BridgeMamaQueue_getEventCount", "BridgeMamaQueue_dispatchEvent",
                 "BridgeMamaQueue_timedDispatch", "BridgeMamaQueue_setHighWatermark",
                 "BridgeMamaQueue_setLowWatermark", "BridgeMamaQueue_getNativeHandle",
                 "BridgeMamaQueue_dispatch", "BridgeMamaQueue_stopDispatch",
                 "BridgeMamaQueue_destroy"});
}

TEST_F(ReplacedEntriesTest, TimersAndIos) {
  mamaTimer timer = nullptr;
  double interval_s = 0;
  ASSERT_EQ(mamaTimer_create(
                &timer, queue(), [](mamaTimer, void*) {}, 1000, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_reset(timer), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_setInterval(timer, 2000), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_getInterval(timer, &interval_s), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_dispatchEvent(queue()), MAMA_STATUS_OK);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  mamaIo io = nullptr;
  std::uint32_t descriptor = 0;
  ASSERT_EQ(mamaIo_create(
                &io, queue(), static_cast<std::uint32_t>(ends[0]), [](mamaIo, mamaIoType, void*) {},
                MAMA_IO_READ, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaIo_getDescriptor(io, &descriptor), MAMA_STATUS_OK);
  EXPECT_EQ(mamaIo_destroy(io), MAMA_STATUS_OK);
  close(ends[0]);
  close(ends[1]);
  expect_called({"BridgeMamaTimer_create", "BridgeMamaTimer_reset", "BridgeMamaTimer_setInterval",
                 "BridgeMamaTimer_getInterval", "BridgeMamaTimer_destroy", "BridgeMamaIo_create",
                 "BridgeMamaIo_destroy"});
}

TEST_F(ReplacedEntriesTest, PublishSubscribeRequestReply) {
  // The loopback looks whether the messages are still base's before it fills them in.
  Spy<&mamaBridgeImpl_::bridgeMamaMsgCreate>::remove(*bridge());
  {
    TestPublisher publisher(transport(), "question");
    Subscriber subscriber(transport(), queue(), "question");
    Subscriber wildcard;
    EXPECT_EQ(wildcard.create_wildcard(transport(), queue(), nullptr, "quest*"), MAMA_STATUS_OK);
    subscriber.on_message = [&](mamaMsg message) {
      Message answer(2);
      mamaMsgReply handle = nullptr;
      void* native = nullptr;
      if (mamaMsg_isFromInbox(message) != 1) return;
      EXPECT_EQ(mamaMsg_getReplyHandle(message, &handle), MAMA_STATUS_OK);
      EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, message, answer), MAMA_STATUS_OK);
      EXPECT_EQ(mamaPublisher_sendReplyToInboxHandle(publisher, handle, answer), MAMA_STATUS_OK);
      EXPECT_EQ(mamaMsg_destroyReplyHandle(handle), MAMA_STATUS_OK);
      EXPECT_EQ(mamaMsg_getNativeHandle(message, &native), MAMA_STATUS_OK);
    };
    mamaInbox inbox = nullptr;
    static int replies;
    replies = 0;
    ASSERT_EQ(
        mamaInbox_create(
            &inbox, transport(), queue(), [](mamaMsg, void*) { ++replies; }, nullptr, nullptr),
        MAMA_STATUS_OK);
    Message request(1);
    EXPECT_EQ(publisher.send(1), MAMA_STATUS_OK);
    EXPECT_EQ(mamaPublisher_sendFromInbox(publisher, inbox, request), MAMA_STATUS_OK);
    run_events();
    EXPECT_EQ(replies, 2);
    EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
    run_events();
  }
  transport_holder_->destroy();
  queue_holder_.reset();  // and its reusable message
  expect_called({"BridgeMamaTransport_create", "BridgeMamaTransport_getNumLoadBalanceAttributes",
                 "BridgeMamaTransport_isValid", "BridgeMamaTransport_destroy",
                 "BridgeMamaSubscription_create", "BridgeMamaSubscription_createWildCard",
                 "BridgeMamaSubscription_mute", "BridgeMamaSubscription_destroy",
                 "BridgeMamaPublisher_createByIndex", "BridgeMamaPublisher_setUserCallbacks",
                 "BridgeMamaPublisher_send", "BridgeMamaPublisher_sendReplyToInbox",
                 "BridgeMamaPublisher_sendReplyToInboxHandle", "BridgeMamaPublisher_destroy",
                 "BridgeMamaInbox_destroy", "BridgeMamaMsg_destroy", "BridgeMamaMsg_isFromInbox",
                 "BridgeMamaMsg_duplicateReplyHandle", "BridgeMamaMsg_destroyReplyHandle"});
  EXPECT_GT(calls["BridgeMamaInbox_create"] + calls["BridgeMamaInbox_createByIndex"], 0);
  EXPECT_GT(calls["BridgeMamaPublisher_sendFromInbox"] +
                calls["BridgeMamaPublisher_sendFromInboxByIndex"],
            0);
}

TEST_F(ReplacedEntriesTest, TheBridgeItself) {
  EXPECT_NE(mama_getVersion(bridge()), nullptr);
  EXPECT_EQ(enqueue(default_queue(), [this] { mama_stop(bridge()); }), MAMA_STATUS_OK);
  EXPECT_EQ(mama_start(bridge()), MAMA_STATUS_OK);
  queue_holder_.reset();
  transport_holder_.reset();
  mama_.reset();
  expect_called(
      {"Bridge_getVersion", "Bridge_getName", "Bridge_start", "Bridge_stop", "Bridge_close"});
}

TEST_F(ReplacedEntriesTest, Payloads) {
  mamaPayloadBridge const payload = mamaInternal_getDefaultPayload();
  ASSERT_NE(payload, nullptr);
  const mamaPayloadBridgeImpl_ as_loaded = *payload;
  install_spies(*payload);
  {
    Message message(1);
    mamaMsg copy = nullptr;
    const void* bytes = nullptr;
    std::size_t size = 0;
    char text[100];
    mamaMsgField field = nullptr;
    EXPECT_EQ(mamaMsg_addString(message, "text", 101, "hello"), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_addF64(message, "price", 102, 1.5), MAMA_STATUS_OK);
    EXPECT_EQ(number_in(message), 1u);
    EXPECT_EQ(mamaMsg_getNumFields(message, &size), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_getField(message, "text", 101, &field), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgField_getAsString(field, text, sizeof text), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_getFieldAsString(message, "price", 102, text, sizeof text), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_iterateFields(
                  message, [](const mamaMsg, const mamaMsgField, void*) {}, nullptr, nullptr),
              MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_getByteBuffer(message, &bytes, &size), MAMA_STATUS_OK);
    EXPECT_NE(mamaMsg_toString(message), nullptr);
    EXPECT_EQ(mamaMsg_copy(message, &copy), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_applyMsg(copy, message), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_clear(copy), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsg_destroy(copy), MAMA_STATUS_OK);
  }
  *payload = as_loaded;
  expect_called({"Payload_create", "Payload_updateU64", "Payload_addString", "Payload_addF64",
                 "Payload_getU64", "Payload_getNumFields", "Payload_getField",
                 "FieldPayload_getAsString", "Payload_getFieldAsString", "Payload_iterateFields",
                 "Payload_serialize", "Payload_toString", "Payload_copy", "Payload_apply",
                 "Payload_clear", "Payload_destroy"});
}

}  // namespace
}  // namespace quoll::test
