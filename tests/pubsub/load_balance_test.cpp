/// Balanced transports: how many bridge transports there are, and which of them is next.
#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;

class LoadBalanceTest : public LoopbackTest {
 protected:
  void SetUp() override {
    LoopbackTest::SetUp();
    mama_setProperty("mama.loopback.lb_count", "3");
    initial = 1;
    next_is = -1;
  }
  void balance(const char* scheme, const char* library = "") {
    mama_setProperty("mama.loopback.lb_scheme", scheme);
    mama_setProperty("mama.loopback.lb_shared_object", library);
  }
  static mamaTransport allocate() {
    mamaTransport made = nullptr;
    EXPECT_EQ(mamaTransport_allocate(&made), MAMA_STATUS_OK);
    EXPECT_EQ(mamaTransport_setLbInitialCallback(made, [](int, int* index) { *index = initial; }),
              MAMA_STATUS_OK);
    return made;
  }
  static int slots(mamaTransport transport) {
    transportBridge slot = nullptr;
    int count = 0;
    while (mamaTransport_getBridgeTransportByIndex(transport, count, &slot) == MAMA_STATUS_OK) {
      EXPECT_NE(slot, nullptr);
      ++count;
    }
    return count;
  }
  /// The members that four subscriptions in a row would use.
  static std::vector<int> four(mamaTransport transport) {
    std::vector<int> members;
    for (int i = 0; i < 4; ++i) {
      int index = -1;
      mamaTransportImpl_getTransportIndex(transport, &index);
      members.push_back(index);
      mamaTransportImpl_nextTransportIndex(transport, "src", "sym");
    }
    return members;
  }
  static void MAMACALLTYPE choose(int current, int members, const char* source, const char* symbol,
                                  int* next) {
    EXPECT_EQ(members, 3);
    EXPECT_STREQ(source, "src");
    EXPECT_STREQ(symbol, "sym");
    *next = next_is >= 0 ? next_is : (current + 2) % members;
  }

  static inline int initial = 1;
  static inline int next_is = -1;
};

TEST_F(LoadBalanceTest, Static) {
  balance("static");
  mamaTransport const made = allocate();
  EXPECT_EQ(mamaTransport_setLbCallback(made, &choose), MAMA_STATUS_OK);  // discarded
  ASSERT_EQ(mamaTransport_create(made, "t", bridge()), MAMA_STATUS_OK);
  EXPECT_EQ(slots(made), 1);
  EXPECT_THAT(four(made), ElementsAre(0, 0, 0, 0));
  EXPECT_EQ(mamaTransport_destroy(made), MAMA_STATUS_OK);
}

TEST_F(LoadBalanceTest, RoundRobin) {
  balance("round_robin");
  mamaTransport const made = allocate();
  ASSERT_EQ(mamaTransport_create(made, "t", bridge()), MAMA_STATUS_OK);
  EXPECT_EQ(slots(made), 3);
  EXPECT_THAT(four(made), ElementsAre(1, 2, 0, 1));  // the first one uses the initial index
  EXPECT_EQ(mamaTransport_destroy(made), MAMA_STATUS_OK);
}

TEST_F(LoadBalanceTest, TheApplicationsCallback) {
  balance("api");
  mamaTransport const made = allocate();
  EXPECT_EQ(mamaTransport_setLbCallback(made, &choose), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransport_create(made, "t", bridge()), MAMA_STATUS_OK);
  EXPECT_EQ(slots(made), 3);
  EXPECT_THAT(four(made), ElementsAre(1, 0, 2, 1));
  next_is = 3;  // there is no such member: the index stays
  EXPECT_THAT(four(made), ElementsAre(0, 0, 0, 0));
  EXPECT_EQ(mamaTransport_destroy(made), MAMA_STATUS_OK);
}

TEST_F(LoadBalanceTest, WithoutACallbackTheApiSchemeIsStatic) {
  balance("api");
  mamaTransport const made = allocate();
  ASSERT_EQ(mamaTransport_create(made, "t", bridge()), MAMA_STATUS_OK);
  EXPECT_EQ(slots(made), 1);
  EXPECT_EQ(mamaTransport_destroy(made), MAMA_STATUS_OK);
}

TEST_F(LoadBalanceTest, ALibrary) {
  balance("library", "quolltestbalance");
  mamaTransport const made = allocate();
  ASSERT_EQ(mamaTransport_create(made, "t", bridge()), MAMA_STATUS_OK);
  EXPECT_EQ(slots(made), 3);
  EXPECT_THAT(four(made), ElementsAre(2, 1, 0, 2));
  EXPECT_EQ(mamaTransport_destroy(made), MAMA_STATUS_OK);
}

TEST_F(LoadBalanceTest, ALibraryThatCannotBeLoadedLeavesTheCallbacksInForce) {
  for (const char* library : {"quolltestnosuch", ""}) {
    balance("library", library);
    mamaTransport const made = allocate();
    EXPECT_EQ(mamaTransport_setLbCallback(made, &choose), MAMA_STATUS_OK);
    ASSERT_EQ(mamaTransport_create(made, "t", bridge()), MAMA_STATUS_OK);
    EXPECT_THAT(four(made), ElementsAre(1, 0, 2, 1));
    EXPECT_EQ(mamaTransport_destroy(made), MAMA_STATUS_OK);
  }
}

TEST_F(LoadBalanceTest, AnInitialMemberThatDoesNotExist) {
  for (const int wrong : {3, -1}) {
    initial = wrong;
    balance("round_robin");
    mamaTransport const made = allocate();
    EXPECT_EQ(mamaTransport_create(made, "t", bridge()), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaTransport_destroy(made), MAMA_STATUS_OK);
  }
}

TEST_F(LoadBalanceTest, CallbacksOfATransportThatIsNotBalanced) {
  mama_setProperty("mama.loopback.lb_count", "0");
  mamaTransport const made = allocate();
  EXPECT_EQ(mamaTransport_setLbCallback(made, &choose), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransport_create(made, "t", bridge()), MAMA_STATUS_OK);
  EXPECT_EQ(slots(made), 1);
  EXPECT_THAT(four(made), ElementsAre(0, 0, 0, 0));
  EXPECT_EQ(mamaTransport_destroy(made), MAMA_STATUS_OK);
}

}  // namespace
}  // namespace quoll::test
