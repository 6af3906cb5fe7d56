/// Setters and getters of subscriptions.
#include "pubsub/pubsub_support.h"

// No header declares these; the C++ layer built for the reference imports them.
extern "C" {
using dqStrategy = struct dqStrategyImpl_*;
dqStrategy mamaSubscription_getDqStrategy(mamaSubscription subscription);
mama_status dqStrategy_setRecoverGaps(dqStrategy strategy, int value);
mama_status dqStrategy_getRecoverGaps(dqStrategy strategy, int* result);
}

namespace quoll::test {
namespace {

using SubscriptionAttributesTest = PubSubTest;

TEST_F(SubscriptionAttributesTest, Defaults) {
  Subscriber s;
  mamaSubscriptionType type = MAMA_SUBSC_TYPE_BASIC;
  mamaServiceLevel level = MAMA_SERVICE_LEVEL_UNKNOWN;
  long option = -1;
  int number = -1;
  double seconds = -1;
  uint8_t app_data = 9;
  EXPECT_EQ(mamaSubscription_getSubscriptionType(s, &type), MAMA_STATUS_OK);
  EXPECT_EQ(type, MAMA_SUBSC_TYPE_NORMAL);
  EXPECT_EQ(mamaSubscription_getServiceLevel(s, &level), MAMA_STATUS_OK);
  EXPECT_EQ(level, MAMA_SERVICE_LEVEL_REAL_TIME);
  EXPECT_EQ(mamaSubscription_getServiceLevelOpt(s, &option), MAMA_STATUS_OK);
  EXPECT_EQ(option, 0);
  EXPECT_EQ(mamaSubscription_getRequiresInitial(s, &number), MAMA_STATUS_OK);
  EXPECT_EQ(number, 1);
  EXPECT_EQ(mamaSubscription_getRetries(s, &number), MAMA_STATUS_OK);
  EXPECT_EQ(number, 2);
  EXPECT_EQ(mamaSubscription_getTimeout(s, &seconds), MAMA_STATUS_OK);
  EXPECT_EQ(seconds, 10.0);
  EXPECT_EQ(mamaSubscription_getAppDataType(s, &app_data), MAMA_STATUS_OK);
  EXPECT_EQ(app_data, 0);
  EXPECT_EQ(mamaSubscription_getPreIntitialCacheSize(s, &number), MAMA_STATUS_OK);
  EXPECT_EQ(number, 10);
  EXPECT_EQ(mamaSubscription_getRecoverGaps(s, &number), MAMA_STATUS_OK);
  EXPECT_EQ(number, 1);
  EXPECT_EQ(mamaSubscription_getDebugLevel(s), MAMA_LOG_LEVEL_WARN);
  EXPECT_EQ(mamaSubscription_isActive(s), 0);
  void* error = nullptr;
  EXPECT_EQ(mamaSubscription_getPlatformError(s, &error), MAMA_STATUS_NO_BRIDGE_IMPL);
}

TEST_F(SubscriptionAttributesTest, TheRecapTimeoutLatchesTheTimeout) {
  Subscriber s;
  double seconds = 0;
  EXPECT_EQ(mamaSubscription_setTimeout(s, 3.0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_getRecapTimeout(s, &seconds), MAMA_STATUS_OK);
  EXPECT_EQ(seconds, 3.0);
  EXPECT_EQ(mamaSubscription_setTimeout(s, 5.0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_getRecapTimeout(s, &seconds), MAMA_STATUS_OK);
  EXPECT_EQ(seconds, 3.0);
}

TEST_F(SubscriptionAttributesTest, BasicOnesHaveNoRequests) {
  Subscriber s(transport(), queue(), "a");
  double seconds = -7;
  int retries = -7;
  EXPECT_EQ(mamaSubscription_setTimeout(s, 1), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSubscription_getTimeout(s, &seconds), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSubscription_getRecapTimeout(s, &seconds), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSubscription_getRetries(s, &retries), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(seconds, -7);
  EXPECT_EQ(retries, -7);
  int requires_initial = -1;
  EXPECT_EQ(mamaSubscription_getRequiresInitial(s, &requires_initial), MAMA_STATUS_OK);
  EXPECT_EQ(requires_initial, 0);
}

TEST_F(SubscriptionAttributesTest, GapsAreRecoveredAsTheStrategySays) {
  mamaSubscription subscription = nullptr;
  ASSERT_EQ(mamaSubscription_allocate(&subscription), MAMA_STATUS_OK);
  const dqStrategy strategy = mamaSubscription_getDqStrategy(subscription);
  ASSERT_NE(strategy, nullptr);
  int value = -1;
  EXPECT_EQ(dqStrategy_getRecoverGaps(strategy, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 1);
  EXPECT_EQ(dqStrategy_setRecoverGaps(strategy, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_getRecoverGaps(subscription, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 0);
  EXPECT_EQ(dqStrategy_getRecoverGaps(strategy, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSubscription_deallocate(subscription), MAMA_STATUS_OK);
  EXPECT_EQ(dqStrategy_getRecoverGaps(nullptr, &value), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(dqStrategy_setRecoverGaps(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSubscription_getDqStrategy(nullptr), nullptr);
}

TEST_F(SubscriptionAttributesTest, TheQualifierFilterIsGivenBackAsBits) {
  Subscriber s;
  EXPECT_EQ(mamaSubscription_setMsgQualifierFilter(s, 1, 1, 1, 0, 7), MAMA_STATUS_OK);
  int bits[5] = {-1, -1, -1, -1, -1};
  EXPECT_EQ(
      mamaSubscription_getMsgQualifierFilter(s, &bits[0], &bits[1], &bits[2], &bits[3], &bits[4]),
      MAMA_STATUS_OK);
  EXPECT_THAT(bits, ::testing::ElementsAre(0x2, 0x1, 0x8, 0, 0x10));
}

TEST_F(SubscriptionAttributesTest, ItemClosureOfAPlainSubscription) {
  Subscriber s(transport(), queue(), "a");
  int item = 0;
  void* closure = &item;
  EXPECT_EQ(mamaSubscription_setItemClosure(s, &item), MAMA_STATUS_INVALID_ARG);  // no message yet
  EXPECT_EQ(mamaSubscription_getItemClosure(s, &closure), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(closure, nullptr);
  TestPublisher publisher(transport(), "a");
  publisher.send(1);
  run_events();
  EXPECT_EQ(mamaSubscription_setItemClosure(s, &item), MAMA_STATUS_OK);
  publisher.send(2);
  run_events();
  EXPECT_EQ(s.item_closure, &item);
  EXPECT_EQ(mamaSubscription_getItemClosure(s, &closure), MAMA_STATUS_OK);
  EXPECT_EQ(closure, &item);
}

TEST_F(SubscriptionAttributesTest, WhatCreateStored) {
  Subscriber s(transport(), queue(), "a");
  mamaTransport tport = nullptr;
  mamaQueue of = nullptr;
  void* closure = nullptr;
  const char* symbol = nullptr;
  EXPECT_EQ(mamaSubscription_getTransport(s, &tport), MAMA_STATUS_OK);
  EXPECT_EQ(tport, static_cast<mamaTransport>(transport()));
  EXPECT_EQ(mamaSubscription_getQueue(s, &of), MAMA_STATUS_OK);
  EXPECT_EQ(of, queue());
  EXPECT_EQ(mamaSubscription_getClosure(s, &closure), MAMA_STATUS_OK);
  EXPECT_EQ(closure, &s);
  EXPECT_EQ(mamaSubscription_getBridgeImpl(s), bridge());
  EXPECT_EQ(mamaSubscription_isValid(s), 1);
  EXPECT_EQ(mamaSubscription_setSymbol(s, nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_getSymbol(s, &symbol), MAMA_STATUS_OK);
  EXPECT_STREQ(symbol, "");
  EXPECT_EQ(mamaSubscription_getTransport(nullptr, &tport), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSubscription_getQueue(nullptr, &of), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSubscription_getClosure(nullptr, &closure), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSubscription_getSymbol(s, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSubscription_getState(nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSubscription_getUserCallbacks(nullptr), nullptr);
}

TEST_F(SubscriptionAttributesTest, EditingTheCallbackTableTakesEffectAtOnce) {
  Subscriber s(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  mamaSubscription_getUserCallbacks(s)->onMsg = nullptr;
  publisher.send(1);
  EXPECT_EQ(run_events(), 1);
  EXPECT_TRUE(s.numbers.empty());
}

}  // namespace
}  // namespace quoll::test
