// Entitlement bridges of a build that lists two (spec: runtime 9).
#include <mama/integration/entitlement.h>
#include <mama/transport.h>

#include <cstring>

#include "runtime/runtime_fixture.h"

extern "C" char quoll_test_second_entitlement[16];  // entitled_list.cpp

namespace quoll::mama {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;

class EntitlementTest : public RuntimeTest {
 protected:
  EntitlementTest() {
    unsetenv("QUOLL_TEST_ENTITLEMENT_FAILS");
    bridge_ = load("loopback");
  }
  ~EntitlementTest() override {
    unsetenv("QUOLL_TEST_ENTITLEMENT_FAILS");
    std::strcpy(quoll_test_second_entitlement, "rtother");
  }

  // A count that the bridge keeps; it stays mapped.
  static int& count(const std::string& bridge, const std::string& what) {
    void* library = dlopen(("libmamaent" + bridge + ".so").c_str(), RTLD_LAZY);
    EXPECT_NE(library, nullptr);
    return *static_cast<int*>(dlsym(library, (bridge + "_" + what).c_str()));
  }
  mama_status create_transport(const char* name) {
    mamaTransport transport = nullptr;
    EXPECT_EQ(mamaTransport_allocate(&transport), MAMA_STATUS_OK);
    const mama_status status = mamaTransport_create(transport, name, bridge_);
    found_ = nullptr;
    mamaTransportImpl_getEntitlementBridge(transport, &found_);
    mamaTransport_destroy(transport);
    return status;
  }

  mamaBridge bridge_ = nullptr;
  mamaEntitlementBridge found_ = nullptr;
};

TEST_F(EntitlementTest, OpenLoadsTheListAndCloseEndsIt) {
  EXPECT_EQ(mamaInternal_getEntitlementBridgeCount(), 0);
  const int inits = count("rtent", "inits");
  const int destroys = count("rtent", "destroys");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_getEntitlementBridgeCount(), 2);
  mamaEntitlementBridge first = nullptr;
  mamaEntitlementBridge second = nullptr;
  EXPECT_EQ(mamaInternal_getEntitlementBridgeByName(&first, "rtent"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_getEntitlementBridgeByName(&second, "rtother"), MAMA_STATUS_OK);
  EXPECT_NE(first, second);
  EXPECT_EQ(first->mImpl, &count("rtent", "inits"));
  EXPECT_EQ(first->mFunctions.isAllowed(first, nullptr), 1);
  EXPECT_EQ(mamaInternal_getEntitlementBridgeByName(&first, "noop"), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(count("rtent", "inits"), inits + 1) << "by the first open only";
  mama_close();
  EXPECT_EQ(count("rtent", "destroys"), destroys);
  mama_close();
  EXPECT_EQ(count("rtent", "destroys"), destroys + 1);
  EXPECT_EQ(mamaInternal_getEntitlementBridgeCount(), 0);
}

TEST_F(EntitlementTest, AFailureFailsTheOpenAndCanBeTriedAgain) {
  setenv("QUOLL_TEST_ENTITLEMENT_FAILS", "1", 1);
  unsigned int opens = 7;
  EXPECT_EQ(mama_openCount(&opens), MAMA_STATUS_PLATFORM) << "what init said";
  EXPECT_EQ(opens, 0u);
  EXPECT_THAT(log_.with("Severe:"), HasSubstr("'rtent'"));
  EXPECT_EQ(mamaInternal_getEntitlementBridgeCount(), 0);
  unsetenv("QUOLL_TEST_ENTITLEMENT_FAILS");
  EXPECT_EQ(mama_open(), MAMA_STATUS_OK);
}

struct Unloadable {
  const char* name;
  mama_status status;
  const char* complaint;
};

TEST_F(EntitlementTest, WhatCannotBeLoadedFailsTheOpenAndLeavesNothing) {
  constexpr Unloadable kRows[] = {
      {"rtnowhere", MAMA_STATUS_NO_BRIDGE_IMPL, "libmamaentrtnowhere.so"},
      {"rtnoinit", MAMA_STATUS_NOT_IMPLEMENTED, "'rtnoinitEntitlementBridge_init'"},
      {"rtfew", MAMA_STATUS_PLATFORM, "'rtfewEntitlementBridge_isAllowed'"}};
  for (const Unloadable& row : kRows) {
    SCOPED_TRACE(row.name);
    std::strcpy(quoll_test_second_entitlement, row.name);
    log_.forget();
    const int destroys = count("rtent", "destroys");
    unsigned int opens = 7;
    EXPECT_EQ(mama_openCount(&opens), row.status);
    EXPECT_EQ(opens, 0u);
    EXPECT_THAT(log_.with("Severe:"),
                AllOf(HasSubstr("'" + std::string(row.name) + "'"), HasSubstr(row.complaint)));
    EXPECT_EQ(mamaInternal_getEntitlementBridgeCount(), 0);
    EXPECT_EQ(count("rtent", "destroys"), destroys + 1) << "the one that was loaded before";
    void* const left =
        dlopen(("libmamaent" + std::string(row.name) + ".so").c_str(), RTLD_LAZY | RTLD_NOLOAD);
    EXPECT_EQ(left, nullptr);
  }
  std::strcpy(quoll_test_second_entitlement, "rtother");
  EXPECT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_getEntitlementBridgeCount(), 2);
}

// Its init has run, so that its end is asked for when it can be.
TEST_F(EntitlementTest, ABridgeThatLacksAFunctionIsEnded) {
  std::strcpy(quoll_test_second_entitlement, "rtfew");
  const int inits = count("rtfew", "inits");  // also keeps it mapped
  const int destroys = count("rtfew", "destroys");
  EXPECT_EQ(mama_open(), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(count("rtfew", "inits"), inits + 1);
  EXPECT_EQ(count("rtfew", "destroys"), destroys + 1);
}

TEST_F(EntitlementTest, TheirLibrariesStayMappedUnlessAPropertySaysOtherwise) {
  constexpr const char* kLibrary = "libmamaentrtother.so";
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mama_close();
  EXPECT_TRUE(is_mapped(kLibrary));
  bridge_ = load("loopback");
  ASSERT_EQ(mama_setProperty("mama.bridge.unload.rtother", "true"), MAMA_STATUS_OK);
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mama_close();
  EXPECT_FALSE(is_mapped(kLibrary));
}

TEST_F(EntitlementTest, VersionsSayEntitled) {
  EXPECT_THAT(mama_getVersion(bridge_), EndsWith("(entitled)"));
}

TEST_F(EntitlementTest, TransportsUseTheFirstOfTheListOrTheirOwn) {
  ASSERT_EQ(mama_setProperty("mama.transport.own.entitlementBridge", "rtother"), MAMA_STATUS_OK);
  ASSERT_EQ(mama_setProperty("mama.transport.none.entitlementBridge", "noop"), MAMA_STATUS_OK);
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mamaEntitlementBridge expected = nullptr;
  EXPECT_EQ(create_transport("any"), MAMA_STATUS_OK);
  mamaInternal_getEntitlementBridgeByName(&expected, "rtent");
  EXPECT_EQ(found_, expected);
  EXPECT_EQ(create_transport("own"), MAMA_STATUS_OK);
  mamaInternal_getEntitlementBridgeByName(&expected, "rtother");
  EXPECT_EQ(found_, expected);
  EXPECT_EQ(create_transport("none"), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_THAT(log_.with("Error:"), HasSubstr("none"));
}

TEST_F(EntitlementTest, SubscriptionObjects) {
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mamaEntitlementSubscription subscription = nullptr;
  EXPECT_EQ(mamaEntitlementBridge_createSubscription(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaEntitlementBridge_destroySubscription(nullptr), MAMA_STATUS_OK);
  ASSERT_EQ(mamaEntitlementBridge_createSubscription(&subscription), MAMA_STATUS_OK);
  EXPECT_EQ(subscription->mImpl, nullptr) << "empty (defect 24)";
  EXPECT_EQ(subscription->mBridge, nullptr);
  int ends = 0;
  mamaInternal_getEntitlementBridgeByName(&subscription->mBridge, "rtent");
  subscription->mImpl = &ends;
  EXPECT_EQ(mamaEntitlementBridge_destroySubscription(subscription), MAMA_STATUS_OK);
  EXPECT_EQ(ends, 1);
  EXPECT_EQ(mamaEntitlementBridge_destroySubscription(subscription), MAMA_STATUS_INVALID_ARG);
  mamaEntitlementBridge bridge = nullptr;
  EXPECT_EQ(mamaEntitlementBridge_create(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaEntitlementBridge_destroy(nullptr), MAMA_STATUS_OK);
  ASSERT_EQ(mamaEntitlementBridge_create(&bridge), MAMA_STATUS_OK);
  EXPECT_EQ(mamaEntitlementBridge_destroy(bridge), MAMA_STATUS_OK);
  EXPECT_EQ(mamaEntitlementBridge_destroy(bridge), MAMA_STATUS_INVALID_ARG);
}

}  // namespace
}  // namespace quoll::mama
