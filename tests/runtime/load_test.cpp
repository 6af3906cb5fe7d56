// Loading that works: tables, look-ups, meta properties, accessors, versions.
#include <mama/integration/bridge.h>
#include <mama/queue.h>
#include <payloadbridge.h>

#include <atomic>
#include <set>
#include <thread>

#include "common/version_text.h"
#include "runtime/runtime_fixture.h"
#include "runtime/symbol_table.h"
#include "runtime/version_handshake.h"

namespace quoll::mama {
namespace {

using testing::HasSubstr;

std::size_t count_of(std::span<const SymbolSlot> slots, Need need) {
  std::size_t count = 0;
  for (const SymbolSlot& slot : slots) count += slot.need == need ? 1 : 0;
  return count;
}

// Every pointer of the structure behind its head is in the table, once.
void expect_complete(std::span<const SymbolSlot> slots, std::size_t first, std::size_t end) {
  std::set<std::size_t> offsets;
  std::set<std::string> names;
  for (const SymbolSlot& slot : slots) {
    EXPECT_TRUE(offsets.insert(slot.offset).second) << slot.suffix;
    EXPECT_TRUE(names.insert(slot.suffix).second) << slot.suffix;
  }
  for (std::size_t offset = first; offset < end; offset += sizeof(void*)) {
    EXPECT_TRUE(offsets.contains(offset)) << offset;
  }
  EXPECT_EQ(offsets.size(), (end - first) / sizeof(void*));
}

TEST(SymbolTables, AreComplete) {
  EXPECT_EQ(count_of(middleware_slots(), Need::kRequired), 32u);
  EXPECT_EQ(count_of(middleware_slots(), Need::kOptional), 53u);
  EXPECT_EQ(count_of(payload_slots(), Need::kRequired), 107u);
  EXPECT_EQ(count_of(payload_slots(), Need::kOptional), 76u);
  expect_complete(middleware_slots(), offsetof(mamaBridgeImpl_, bridgeOpen),
                  sizeof(mamaBridgeImpl_));
  expect_complete(payload_slots(), offsetof(mamaPayloadBridgeImpl_, msgPayloadCreate),
                  offsetof(mamaPayloadBridgeImpl_, payloadLib));
}

struct CompatibilityCase {
  const char* a;
  const char* b;
  bool is_compatible;
};

TEST(VersionHandshake, Compatibility) {
  const CompatibilityCase cases[] = {
      {"6.3.2", "6.3.0", true},  {"6.3.2", "6.2.2", false},  {"6.3.2", "7.3.2", false},
      {"2.3.9", "6.0.1", true},  {"2.4.0", "6.1.0", true},   {"2.4.0", "6.0.9", true},
      {"6.0.7", "6.1.0", true},  {"6.0.6", "6.1.0", false},  {"2.3.9", "6.1.0", false},
      {"2.2.30", "6.0.0", true}, {"6.3.2rc1", "6.3.9", true}};
  for (const auto& c : cases) {
    EXPECT_EQ(are_versions_compatible(compat::parse_version(c.a).version,
                                      compat::parse_version(c.b).version),
              c.is_compatible)
        << c.a << " and " << c.b;
  }
  EXPECT_EQ(check_compile_version("6.3.7"), Handshake::kFits);
  EXPECT_EQ(check_compile_version("6.3"), Handshake::kUnreadable);
  EXPECT_EQ(check_compile_version(nullptr), Handshake::kUnreadable);
  EXPECT_EQ(check_compile_version("6.1.0"), Handshake::kDiffers);
}

class LoadTest : public RuntimeTest {};

TEST_F(LoadTest, LoadingTwiceGivesTheSameBridge) {
  EXPECT_EQ(mamaInternal_findBridge(), nullptr);
  mamaBridge good = load("rtgood");
  mamaBridge again = nullptr;
  EXPECT_EQ(mama_loadBridgeWithPath(&again, "rtgood", "/nowhere"), MAMA_STATUS_OK);
  EXPECT_EQ(again, good);
  mamaBridge other = load("rtother");
  EXPECT_NE(other, good);
  EXPECT_EQ(mamaInternal_findBridge(), good) << "the first loaded";
  EXPECT_EQ(control("rtgood")->opens, 1);
}

TEST_F(LoadTest, LookUps) {
  mamaBridge bridge = reinterpret_cast<mamaBridge>(this);
  mamaPayloadBridge payload = reinterpret_cast<mamaPayloadBridge>(this);
  EXPECT_EQ(mama_getMiddlewareBridge(&bridge, "rtgood"), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(bridge, nullptr);
  EXPECT_EQ(mama_getPayloadBridge(&payload, "rtpaya"), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(payload, nullptr);
  EXPECT_EQ(mama_getMiddlewareBridge(nullptr, "x"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_getMiddlewareBridge(&bridge, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_getPayloadBridge(nullptr, "x"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_getPayloadBridge(&payload, nullptr), MAMA_STATUS_NULL_ARG);
  mamaBridge good = load("rtgood");
  EXPECT_EQ(mama_getMiddlewareBridge(&bridge, "rtgood"), MAMA_STATUS_OK);
  EXPECT_EQ(bridge, good);
  EXPECT_EQ(mama_getMiddlewareBridge(&bridge, "RTGOOD"), MAMA_STATUS_NOT_FOUND);
}

TEST_F(LoadTest, DefaultPayload) {
  EXPECT_EQ(mamaInternal_getDefaultPayload(), nullptr);
  EXPECT_EQ(mamaInternal_findPayload('b'), nullptr);
  EXPECT_EQ(mama_setDefaultPayload('b'), MAMA_STATUS_NULL_ARG);
  mamaPayloadBridge b = nullptr;
  mamaPayloadBridge a = nullptr;
  ASSERT_EQ(mama_loadPayloadBridge(&b, "rtpayb"), MAMA_STATUS_OK);
  ASSERT_EQ(mama_loadPayloadBridge(&a, "rtpaya"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_getDefaultPayload(), b) << "the first loaded";
  EXPECT_EQ(mamaInternal_findPayload('a'), a);
  EXPECT_EQ(mamaInternal_findPayload('\0'), nullptr);
  EXPECT_EQ(mama_setDefaultPayload('\0'), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_setDefaultPayload('a'), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_getDefaultPayload(), a);
  mamaPayloadBridge again = nullptr;
  EXPECT_EQ(mama_loadPayloadBridge(&again, "rtpaya"), MAMA_STATUS_OK);
  EXPECT_EQ(again, a);
}

TEST_F(LoadTest, PayloadIds) {
  mamaPayloadBridge payload = nullptr;
  ASSERT_EQ(mama_loadPayloadBridge(&payload, "rtpaynotype"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_findPayload('t'), payload) << "without getType, what init told";
  mama_setProperty("mama.payload.rtpaya.payloadId", "Xyz");
  ASSERT_EQ(mama_loadPayloadBridge(&payload, "rtpaya"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_findPayload('X'), payload);
  char id = '\0';
  EXPECT_EQ(mamaInternal_getPayloadId("rtpaya", payload, &id), MAMA_STATUS_OK);
  EXPECT_EQ(id, 'X');
  EXPECT_EQ(mamaInternal_getPayloadId("other", payload, &id), MAMA_STATUS_OK);
  EXPECT_EQ(id, 'a');
  EXPECT_EQ(mamaInternal_getPayloadId(nullptr, payload, &id), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaInternal_getPayloadId("x", nullptr, &id), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaInternal_getPayloadId("x", payload, nullptr), MAMA_STATUS_NULL_ARG);
}

TEST_F(LoadTest, MissingFunctionsComeFromBase) {
  mamaBridge bridge = nullptr;
  ASSERT_EQ(mama_loadBridgeWithPath(&bridge, "rtextends", QUOLL_TEST_BRIDGE_FOLDER),
            MAMA_STATUS_OK);
  EXPECT_STREQ(bridge->bridgeGetName(), "rtextends");
  EXPECT_STREQ(bridge->bridgeGetVersion(), "rtextends 100% test");
  EXPECT_EQ(reinterpret_cast<void*>(bridge->bridgeOpen), dlsym(RTLD_DEFAULT, "baseBridge_open"));
  EXPECT_EQ(reinterpret_cast<void*>(bridge->bridgeMamaQueueCreate),
            dlsym(RTLD_DEFAULT, "rtextendsBridgeMamaQueue_create"))
      << "what the bridge has itself is not replaced";
}

TEST_F(LoadTest, MetaProperties) {
  EXPECT_EQ(mamaInternal_setMetaProperty("a", "1"), MAMA_STATUS_NOMEM) << "no table yet";
  EXPECT_EQ(mamaInternal_init(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_init(), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaInternal_getMetaProperty("mama.runtime_version"), "6.3.2");
  EXPECT_EQ(mamaInternal_setMetaProperty("a", "1"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_setMetaProperty("a", "1"), MAMA_STATUS_INVALID_ARG);
  EXPECT_THAT(log_.with("Error:"), HasSubstr("'a'"));
  EXPECT_EQ(mamaInternal_setMetaProperty("b", nullptr), MAMA_STATUS_NOMEM);
  EXPECT_STREQ(mamaInternal_getMetaProperty("a"), "1");
  EXPECT_EQ(mamaInternal_getMetaProperty("b"), nullptr);
  EXPECT_EQ(mama_getProperty("a"), nullptr) << "not visible as a property";

  mamaBridge bridge = load("rtgood");
  EXPECT_EQ(mamaBridgeImpl_areEntitlementsDeferred(bridge), 1);
  EXPECT_EQ(mamaBridgeImpl_areEntitlementsDeferred(nullptr), 0);
  EXPECT_EQ(mamaBridgeImpl_setReadOnlyProperty(bridge, "x", "1"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaBridgeImpl_setReadOnlyProperty(bridge, "mama.rtgood.y", "2"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaBridgeImpl_setReadOnlyProperty(bridge, "x", "3"), MAMA_STATUS_INVALID_ARG);
  EXPECT_STREQ(mamaInternal_getMetaProperty("mama.rtgood.x"), "1");
  EXPECT_STREQ(mamaBridgeImpl_getMetaProperty(bridge, "y"), "2");
  EXPECT_STREQ(mamaBridgeImpl_getMetaProperty(bridge, "mama.rtgood.x"), "1");
}

TEST_F(LoadTest, Accessors) {
  mamaBridge bridge = load("rtgood");
  mamaQueue queue = nullptr;
  EXPECT_EQ(mama_getDefaultEventQueue(nullptr, &queue), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mama_getDefaultEventQueue(bridge, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_getDefaultEventQueue(bridge, &queue), MAMA_STATUS_OK);
  EXPECT_EQ(queue, bridge->mDefaultEventQueue);
  EXPECT_EQ(mamaImpl_setDefaultEventQueue(nullptr, queue), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaImpl_setDefaultEventQueue(bridge, nullptr), MAMA_STATUS_NULL_ARG);
  bridge->mDefaultEventQueue = nullptr;
  EXPECT_EQ(mama_getDefaultEventQueue(bridge, &queue), MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(mamaImpl_setDefaultEventQueue(bridge, queue), MAMA_STATUS_OK);

  void* closure = nullptr;
  void* kept = nullptr;
  EXPECT_EQ(mamaBridgeImpl_getClosure(bridge, &kept), MAMA_STATUS_OK);
  EXPECT_EQ(mamaBridgeImpl_setClosure(bridge, this), MAMA_STATUS_OK);
  EXPECT_EQ(mamaBridgeImpl_getClosure(bridge, &closure), MAMA_STATUS_OK);
  EXPECT_EQ(closure, this);
  mamaBridgeImpl_setClosure(bridge, kept);
  EXPECT_EQ(mamaBridgeImpl_setClosure(nullptr, this), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaBridgeImpl_getClosure(nullptr, &closure), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaBridgeImpl_getClosure(bridge, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaBridgeImpl_setCppCallback(bridge, this), MAMA_STATUS_OK);
  EXPECT_EQ(bridge->mCppCallback, this);
  EXPECT_EQ(mamaBridgeImpl_setCppCallback(nullptr, this), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_setBridgeInfoCallback(bridge, nullptr), MAMA_STATUS_NOT_IMPLEMENTED);
  EXPECT_EQ(mama_setBridgeInfoCallback(nullptr, nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
}

TEST_F(LoadTest, InternalQueue) {
  mamaBridge bridge = load("rtgood");
  mamaQueue queue = nullptr;
  mamaQueue again = nullptr;
  EXPECT_EQ(mamaBridgeImpl_stopInternalEventQueue(nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaBridgeImpl_stopInternalEventQueue(bridge), MAMA_STATUS_OK) << "none yet";
  EXPECT_EQ(mamaBridgeImpl_getInternalEventQueue(nullptr, &queue), MAMA_STATUS_NO_BRIDGE_IMPL);
  ASSERT_EQ(mamaBridgeImpl_getInternalEventQueue(bridge, &queue), MAMA_STATUS_OK);
  ASSERT_EQ(mamaBridgeImpl_getInternalEventQueue(bridge, &again), MAMA_STATUS_OK);
  EXPECT_EQ(queue, again);
  EXPECT_NE(queue, bridge->mDefaultEventQueue);
  // It is served although nobody has started the bridge.
  std::atomic<std::uint32_t> is_done{0};
  mamaQueue_enqueueEvent(
      queue,
      [](mamaQueue, void* closure) {
        auto* done = static_cast<std::atomic<std::uint32_t>*>(closure);
        done->store(1);
        done->notify_one();
      },
      &is_done);
  is_done.wait(0);
  EXPECT_EQ(mamaBridgeImpl_stopInternalEventQueue(bridge), MAMA_STATUS_OK);
  EXPECT_EQ(bridge->mInternalEventQueue, nullptr);
  EXPECT_EQ(mamaBridgeImpl_stopInternalEventQueue(bridge), MAMA_STATUS_OK);
}

TEST_F(LoadTest, VersionTexts) {
  EXPECT_STREQ(mama_version, "mama 6.3.2");
  EXPECT_EQ(mama_getVersion(nullptr), nullptr);
  EXPECT_FALSE(log_.with("Error:").empty());
  mamaBridge bridge = load("rtgood");
  EXPECT_STREQ(mama_getVersion(bridge), "mama 6.3.2 (rtgood 100% test) (non entitled)");
  EXPECT_STREQ(mama_wrapperGetVersion(bridge), "mama 6.3.2 (rtgood 100% test) (non entitled)");
  const char* const here = mama_getVersion(bridge);
  const mamaBridge other = load("rtother");
  std::thread([other] { EXPECT_THAT(mama_getVersion(other), HasSubstr("(rtother")); }).join();
  EXPECT_THAT(here, HasSubstr("(rtgood")) << "each thread has a text of its own";
}

TEST_F(LoadTest, DeadHandlesAnswerWithAStatus) {
  mamaBridge bridge = load("rtgood");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  ASSERT_EQ(mama_close(), MAMA_STATUS_OK);
  mamaQueue queue = nullptr;
  void* closure = nullptr;
  EXPECT_EQ(mama_start(bridge), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mama_stop(bridge), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mama_startBackground(bridge, [](mama_status) {}), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mama_getDefaultEventQueue(bridge, &queue), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaBridgeImpl_getClosure(bridge, &closure), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaBridgeImpl_getInternalEventQueue(bridge, &queue), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mama_getVersion(bridge), nullptr);
}

}  // namespace
}  // namespace quoll::mama
