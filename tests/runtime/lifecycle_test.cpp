// Opening and closing: the table of the life cycle, row by row, and what each open and close does.
#include <mama/integration/bridge.h>
#include <mama/queue.h>

#include <atomic>
#include <thread>

#include "runtime/runtime_fixture.h"

namespace quoll::mama {
namespace {

using testing::HasSubstr;

class LifecycleTest : public RuntimeTest {
 protected:
  unsigned int count_ = 99;
};

TEST_F(LifecycleTest, OpenWithoutBridgeFails) {
  EXPECT_EQ(mama_openCount(&count_), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(count_, 0u);
  EXPECT_THAT(log_.with("Severe:"), HasSubstr("middleware"));
  load("rtgood");
  EXPECT_EQ(mama_openCount(&count_), MAMA_STATUS_OK) << "a later load and open work";
  EXPECT_EQ(count_, 1u);
}

TEST_F(LifecycleTest, FailedOpenUndoesItsLoadsOnly) {
  mamaPayloadBridge kept = nullptr;
  ASSERT_EQ(mama_loadPayloadBridge(&kept, "rtpayb"), MAMA_STATUS_OK);
  mama_setProperty("mama.payload.autoload.rtpaynotype", "yes");
  EXPECT_EQ(mama_open(), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaInternal_findPayload('t'), nullptr);
  EXPECT_EQ(mamaInternal_findPayload('b'), kept);
  EXPECT_EQ(mamaInternal_getDefaultPayload(), kept);
}

TEST_F(LifecycleTest, CountsOpens) {
  mamaBridge bridge = load("rtgood");
  EXPECT_EQ(mama_openCount(&count_), MAMA_STATUS_OK);
  EXPECT_EQ(count_, 1u);
  EXPECT_EQ(mama_openWithPropertiesCount("/nowhere", "ignored", &count_), MAMA_STATUS_OK);
  EXPECT_EQ(count_, 2u);
  EXPECT_EQ(log_.with("ignored"), "");
  EXPECT_EQ(mama_closeCount(&count_), MAMA_STATUS_OK);
  EXPECT_EQ(count_, 1u);
  mamaBridge same = nullptr;
  EXPECT_EQ(mama_getMiddlewareBridge(&same, "rtgood"), MAMA_STATUS_OK);
  EXPECT_EQ(same, bridge);
  EXPECT_EQ(mama_closeCount(&count_), MAMA_STATUS_OK);
  EXPECT_EQ(count_, 0u);
  EXPECT_EQ(mama_getMiddlewareBridge(&same, "rtgood"), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(control("rtgood")->closes, 1);
}

TEST_F(LifecycleTest, CloseAtZeroKeepsLoadedBridges) {
  load("rtgood");
  EXPECT_EQ(mama_closeCount(&count_), MAMA_STATUS_OK);
  EXPECT_EQ(count_, 0u);
  mamaBridge bridge = nullptr;
  EXPECT_EQ(mama_getMiddlewareBridge(&bridge, "rtgood"), MAMA_STATUS_OK);
}

TEST_F(LifecycleTest, OpenLoadsTheDefaultPayloadsOfBridges) {
  load("rtgood");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mamaPayloadBridge payload = nullptr;
  EXPECT_EQ(mama_getPayloadBridge(&payload, "rtpaya"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_getDefaultPayload(), payload);
}

TEST_F(LifecycleTest, DefaultPayloadByProperty) {
  load("rtgood");
  mama_setProperty("mama.payload.default", "rtpayb");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_getDefaultPayload(), mamaInternal_findPayload('b'));
  EXPECT_NE(mamaInternal_findPayload('a'), nullptr) << "the bridge's own is loaded as well";
}

TEST_F(LifecycleTest, DefaultPayloadPropertyIsIgnoredWhenOneIsLoaded) {
  load("rtgood");
  mamaPayloadBridge payload = nullptr;
  mama_loadPayloadBridge(&payload, "rtpaynotype");
  mama_setProperty("mama.payload.default", "rtpayb");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_getDefaultPayload(), payload);
  EXPECT_EQ(mamaInternal_findPayload('b'), nullptr);
}

TEST_F(LifecycleTest, UnloadableDefaultPayloadIsLoggedAndOpenGoesOn) {
  load("rtgood");
  mama_setProperty("mama.payload.default", "rtnowhere");
  EXPECT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_THAT(log_.with("Error:"), HasSubstr("rtnowhere"));
}

TEST_F(LifecycleTest, Autoload) {
  load("rtgood");
  mama_setProperty("mama.payload.autoload.rtpayb", "true");
  mama_setProperty("mama.payload.autoload.rtpaynotype", "false");
  mama_setProperty("mama.payload.autoload.rtnowhere", "true");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_NE(mamaInternal_findPayload('b'), nullptr);
  EXPECT_EQ(mamaInternal_findPayload('t'), nullptr);
  EXPECT_EQ(log_.with("Error:").find("rtnowhere"), std::string::npos) << "at Fine only";
}

TEST_F(LifecycleTest, VersionsAreLoggedAsText) {
  load("rtgood");
  mama_setLogLevel(MAMA_LOG_LEVEL_FINE);
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mama_setLogLevel(MAMA_LOG_LEVEL_NORMAL);
  EXPECT_THAT(log_.with("Fine:"), HasSubstr("rtgood 100% test"));
}

TEST_F(LifecycleTest, CloseReleasesEverything) {
  mamaBridge bridge = load("rtgood");
  load("rtother");
  mama_setProperty("a", "1");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mamaQueue internal = nullptr;
  mamaBridgeImpl_getInternalEventQueue(bridge, &internal);
  // Payloads and properties are still there when the bridges close; the internal queue is not.
  control("rtgood")->on_close = [](mamaBridge closing) {
    EXPECT_NE(mamaInternal_getDefaultPayload(), nullptr);
    EXPECT_STREQ(mama_getProperty("a"), "1");
    EXPECT_EQ(closing->mInternalEventQueue, nullptr);
    mamaBridge found = nullptr;
    EXPECT_EQ(mama_getMiddlewareBridge(&found, "rtother"), MAMA_STATUS_OK) << "load order";
  };
  ASSERT_EQ(mama_close(), MAMA_STATUS_OK);
  EXPECT_EQ(control("rtgood")->closes, 1);
  EXPECT_EQ(control("rtother")->closes, 1);
  EXPECT_EQ(mamaInternal_findBridge(), nullptr);
  EXPECT_EQ(mamaInternal_getDefaultPayload(), nullptr);
  EXPECT_EQ(mamaInternal_findPayload('a'), nullptr);
  EXPECT_EQ(mamaInternal_getMetaProperty("mama.runtime_version"), nullptr);
  EXPECT_EQ(mamaInternal_getProperties(), nullptr);
  *control("rtgood") = {};
}

TEST_F(LifecycleTest, FailingBridgeCloseIsLogged) {
  load("rtgood");
  load("rtother");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  control("rtgood")->close_result = MAMA_STATUS_TIMEOUT;
  control("rtgood")->closes = control("rtother")->closes = 0;
  EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
  EXPECT_THAT(log_.with("Error:"), HasSubstr("'rtgood'"));
  EXPECT_EQ(control("rtother")->closes, 1) << "the others are closed all the same";
  *control("rtgood") = {};
}

TEST_F(LifecycleTest, LibrariesStayMappedUnlessAPropertySaysOtherwise) {
  load("rtgood");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mama_close();
  EXPECT_TRUE(is_mapped("libmamartgoodimpl.so"));
  EXPECT_TRUE(is_mapped("libmamartpayaimpl.so"));
  load("rtgood");
  mama_setProperty("mama.bridge.unload.rtgood", "true");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mama_close();
  EXPECT_FALSE(is_mapped("libmamartgoodimpl.so"));
  load("rtgood");
}

TEST_F(LifecycleTest, TheLastErrorIsThereBeforeAndAfterAndThroughFurtherOpens) {
  mama_setLastError(MAMA_ERROR_RECAP_TIMEOUT);
  EXPECT_EQ(mama_getLastErrorCode(), MAMA_ERROR_RECAP_TIMEOUT);
  load("rtgood");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mama_setLastError(MAMA_ERROR_NOT_ENTITLED);
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(mama_getLastErrorCode(), MAMA_ERROR_NOT_ENTITLED) << "the second open keeps it";
  mama_close();
  mama_close();
  mama_setLastError(MAMA_ERROR_DEFAULT);
  EXPECT_STREQ(mama_getLastErrorText(), "DEFAULT");
}

TEST_F(LifecycleTest, BridgeFunctionsMayCallBack) {
  load("rtgood");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mama_close();
  control("rtgood")->on_open = [](mamaBridge) {
    mamaBridge other = nullptr;
    EXPECT_EQ(mama_loadBridge(&other, "rtother"), MAMA_STATUS_OK);
    EXPECT_EQ(mama_openWithProperties(nullptr, nullptr), MAMA_STATUS_OK);
    EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
  };
  mamaBridge bridge = nullptr;
  EXPECT_EQ(mama_loadBridge(&bridge, "rtgood"), MAMA_STATUS_OK);
  control("rtgood")->on_open = nullptr;
}

TEST_F(LifecycleTest, CloseStopsARunningBridge) {
  mamaBridge bridge = load("rtgood");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  static std::atomic<int> ended;
  ended = 0;
  ASSERT_EQ(mama_startBackground(bridge,
                                 [](mama_status status) {
                                   EXPECT_EQ(status, MAMA_STATUS_OK);
                                   // The callback may call what takes the life-cycle turn.
                                   mamaBridge other = nullptr;
                                   EXPECT_EQ(mama_loadBridge(&other, "rtother"), MAMA_STATUS_OK);
                                   ++ended;
                                 }),
            MAMA_STATUS_OK);
  EXPECT_EQ(mama_closeCount(&count_), MAMA_STATUS_OK);
  EXPECT_EQ(count_, 0u);
  EXPECT_EQ(ended, 1) << "close waits for the callback";
}

TEST_F(LifecycleTest, CloseInTheStopCallbackWorks) {
  mamaBridge bridge = load("rtgood");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  static std::atomic<std::uint32_t> closed;
  closed = 0;
  ASSERT_EQ(mama_startBackground(bridge,
                                 [](mama_status) {
                                   EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
                                   closed = 1;
                                   closed.notify_one();
                                 }),
            MAMA_STATUS_OK);
  ASSERT_EQ(mama_stop(bridge), MAMA_STATUS_OK);
  closed.wait(0);
  EXPECT_EQ(mamaInternal_findBridge(), nullptr);
}

TEST_F(LifecycleTest, CloseInADispatchedCallbackIsRefused) {
  mamaBridge bridge = load("rtgood");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mamaQueue queue = nullptr;
  mama_getDefaultEventQueue(bridge, &queue);
  mamaQueue_enqueueEvent(
      queue,
      [](mamaQueue, void* closure) {
        unsigned int left = 99;
        EXPECT_EQ(mama_closeCount(&left), MAMA_STATUS_OK);
        EXPECT_EQ(left, 1u);
        mama_stop(static_cast<mamaBridge>(closure));
      },
      bridge);
  EXPECT_EQ(mama_start(bridge), MAMA_STATUS_OK);
  EXPECT_THAT(log_.with("Error:"), HasSubstr("mama_close"));
  EXPECT_EQ(mamaInternal_findBridge(), bridge);
}

TEST_F(LifecycleTest, ThreadsMayOpenAndCloseAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> failures{0};
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&failures] {
      for (int i = 0; i < 50; ++i) {
        mamaBridge bridge = nullptr;
        if (mama_loadBridge(&bridge, "rtgood") != MAMA_STATUS_OK) ++failures;
        // Another thread's close may have taken the bridge away in between.
        if (mama_open() == MAMA_STATUS_OK) mama_close();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
}

TEST_F(LifecycleTest, StatisticsAndEntitlementsAreOff) {
  EXPECT_EQ(mama_addStatsCollector(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_removeStatsCollector(nullptr), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mama_getGenerateTransportStats(), 0);
  EXPECT_EQ(mamaInternal_getStatsGenerator(), nullptr);
  EXPECT_EQ(mamaInternal_getEntitlementBridgeCount(), 0);
  mamaEntitlementBridge bridge = nullptr;
  EXPECT_EQ(mamaInternal_getEntitlementBridgeByName(&bridge, "noop"), MAMA_STATUS_NOT_FOUND);
  EXPECT_THAT(log_.with("Severe:"), HasSubstr("'noop'"));
  EXPECT_EQ(mama_registerEntitlementCallbacks(nullptr), MAMA_STATUS_NULL_ARG);
  static int calls;
  calls = 0;
  const mamaEntitlementCallbacks callbacks = {
      [](const sessionDisconnectReason, const char*, const char*, const char*) { ++calls; },
      [] { ++calls; }, nullptr};
  EXPECT_EQ(mama_registerEntitlementCallbacks(&callbacks), MAMA_STATUS_OK);
  mamaImpl_entitlementDisconnectCallback(SESSION_DISCONNECT_REASON_ADMIN, "u", "h", "a");
  mamaImpl_entitlementUpdatedCallback();
  mamaImpl_entitlementCheckingSwitchCallback(1);
  EXPECT_EQ(calls, 2);
}

// A process may end in any state: no destructor of the libraries does anything.
using LifecycleDeathTest = LifecycleTest;

TEST_F(LifecycleDeathTest, ExitWhileRunning) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        mamaBridge bridge = nullptr;
        mama_loadBridge(&bridge, "rtgood");
        mama_open();
        mamaQueue internal = nullptr;
        mamaBridgeImpl_getInternalEventQueue(bridge, &internal);
        mama_startBackground(bridge, [](mama_status) {});
        std::exit(7);
      },
      testing::ExitedWithCode(7), "");
}

}  // namespace
}  // namespace quoll::mama
