// Strangers' bridges under the runtime: threads that outlive a close, exceptions.
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <mama/integration/transport.h>
#include <mama/log.h>
#include <mama/publisher.h>
#include <mama/subscription.h>
#include <quoll/load_report.h>

#include <stdexcept>
#include <string>

#include "support/mama_fixture.h"
#include "support/test_transport.h"

namespace quoll::test {
namespace {

using ::testing::HasSubstr;

// ---- a thread that outlives its bridge ---------------------------------------------------------

constexpr char kLingering[] = "libmamalingeringimpl.so";

bool is_mapped(const char* library) {
  void* const mapped = dlopen(library, RTLD_LAZY | RTLD_NOLOAD);
  if (mapped != nullptr) dlclose(mapped);
  return mapped != nullptr;
}

/// A function of the bridge; asking for it does not keep the library.
template <class Result>
Result (*lingering(const char* function))() {
  void* const library = dlopen(kLingering, RTLD_LAZY | RTLD_NOLOAD);
  if (library == nullptr) return nullptr;
  void* const found = dlsym(library, (std::string("lingering_") + function).c_str());
  dlclose(library);
  return reinterpret_cast<Result (*)()>(found);
}

TEST(LingeringThread, RunsOnWhenItsBridgeIsClosedUntilAPropertyUnloadsTheLibrary) {
  int (*answers)() = nullptr;
  for (int life = 1; life <= 3; ++life) {
    {
      OpenMama mama("lingering");
      ASSERT_EQ(mama.status(), MAMA_STATUS_OK);
      int (*const here)() = lingering<int>("answers");
      ASSERT_NE(here, nullptr);
      EXPECT_TRUE(answers == nullptr || here == answers) << "the next load reuses the mapping";
      answers = here;
      EXPECT_EQ(answers(), 1);
      EXPECT_EQ(lingering<int>("opens")(), life);
    }
    EXPECT_EQ(answers(), 1) << "after close " << life;
  }
  {
    OpenMama mama("lingering");
    lingering<void>("end")();
    ASSERT_EQ(mama_setProperty("mama.bridge.unload.lingering", "true"), MAMA_STATUS_OK);
  }
  EXPECT_FALSE(is_mapped(kLingering));
  OpenMama mama("lingering");
  ASSERT_EQ(mama.status(), MAMA_STATUS_OK);
  EXPECT_EQ(lingering<int>("opens")(), 1) << "a new library";
  EXPECT_EQ(lingering<int>("answers")(), 1);
  lingering<void>("end")();
}

// ---- exceptions --------------------------------------------------------------------------------

class ThrowingBridge : public ::testing::Test {
 protected:
  ~ThrowingBridge() override {
    unsetenv("HOTHEAD_THROWS_IN");
    mama_setLogCallback2(nullptr);
  }
  static std::string& errors() {
    static std::string text;
    return text;
  }
  static void listen() {
    errors().clear();
    mama_setLogCallback2([](MamaLogLevel level, const char* text) {
      if (level == MAMA_LOG_LEVEL_ERROR) errors() += std::string(text) + "\n";
    });
  }
};

TEST_F(ThrowingBridge, ALoadThatThrowsLeavesNoBridge) {
  listen();
  for (const char* function : {"init", "open"}) {
    SCOPED_TRACE(function);
    setenv("HOTHEAD_THROWS_IN", function, 1);
    errors().clear();
    mamaBridge bridge = nullptr;
    for (int attempt = 0; attempt < 2; ++attempt) {
      EXPECT_THROW(mama_loadBridge(&bridge, "hothead"), std::runtime_error);
    }
    EXPECT_EQ(bridge, nullptr);
    EXPECT_THAT(errors(), HasSubstr("'libmamahotheadimpl.so' threw an exception"));
    EXPECT_EQ(mama_getMiddlewareBridge(&bridge, "hothead"), MAMA_STATUS_NOT_FOUND);
    const quollLoadReport* const report = quollLoadReport_get(QUOLL_BRIDGE_MIDDLEWARE, "hothead");
    ASSERT_NE(report, nullptr);
    EXPECT_EQ(report->status, MAMA_STATUS_PLATFORM);
    quollLoadReport_free(report);
  }
  unsetenv("HOTHEAD_THROWS_IN");
  const OpenMama mama("hothead");  // nothing of the failures is in the way
  EXPECT_EQ(mama.status(), MAMA_STATUS_OK);
}

TEST_F(ThrowingBridge, ATransportWhoseCreateThrowsCanBeDestroyed) {
  setenv("HOTHEAD_THROWS_IN", "transport", 1);
  OpenMama mama("hothead");
  ASSERT_EQ(mama.status(), MAMA_STATUS_OK);
  mamaTransport transport = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&transport), MAMA_STATUS_OK);
  EXPECT_THROW(mamaTransport_create(transport, "a", mama.bridge()), std::runtime_error);
  transportBridge own = reinterpret_cast<transportBridge>(&mama);
  EXPECT_EQ(mamaTransport_getBridgeTransport(transport, &own), MAMA_STATUS_OK);
  EXPECT_EQ(own, nullptr);
  // As any other transport whose bridge has refused it, and not one that is still being created.
  EXPECT_EQ(mamaTransport_create(transport, "a", mama.bridge()), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransport_destroy(transport), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_destroy(transport), MAMA_STATUS_INVALID_ARG);
  unsetenv("HOTHEAD_THROWS_IN");
  const TestTransport another(mama.bridge());
}

TEST_F(ThrowingBridge, WhatThrowsIsAsIfItHadNotBeenMade) {
  const OpenMama mama("hothead");
  ASSERT_EQ(mama.status(), MAMA_STATUS_OK);
  TestQueue queue(mama.bridge());
  TestTransport transport(mama.bridge());
  mamaPublisher publisher = nullptr;
  EXPECT_THROW(mamaPublisher_create(&publisher, transport, "a", nullptr, nullptr),
               std::runtime_error);
  EXPECT_EQ(publisher, nullptr);
  mamaSubscription subscription = nullptr;
  ASSERT_EQ(mamaSubscription_allocate(&subscription), MAMA_STATUS_OK);
  const mamaMsgCallbacks callbacks{};
  EXPECT_THROW(
      mamaSubscription_createBasic(subscription, transport, queue, &callbacks, "a", nullptr), int);
  EXPECT_EQ(mamaQueue_canDestroy(queue), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_deallocate(subscription), MAMA_STATUS_OK);
}

}  // namespace
}  // namespace quoll::test
