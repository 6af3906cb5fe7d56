// The endpoint pool (spec: dispatch 10, and defect 26).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mama/integration/endpointpool.h>

#include <cstdio>
#include <cstdlib>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace quoll::test {
namespace {

using testing::UnorderedElementsAre;

class EndpointPoolTest : public testing::Test {
 protected:
  EndpointPoolTest() { EXPECT_EQ(endpointPool_create(&pool_, "a pool"), MAMA_STATUS_OK); }
  ~EndpointPoolTest() override {
    if (pool_ != nullptr) {
      EXPECT_EQ(endpointPool_destroy(pool_), MAMA_STATUS_OK);
    }
  }

  void enter(const char* topic, const char* identifier, void* endpoint) {
    EXPECT_EQ(endpointPool_registerWithIdentifier(pool_, topic, identifier, endpoint),
              MAMA_STATUS_OK);
  }
  std::vector<void*> registered(const char* topic) {
    endpoint_t* array = &pool_;
    std::size_t count = 77;
    EXPECT_EQ(endpointPool_getRegistered(pool_, topic, &array, &count), MAMA_STATUS_OK);
    if (count == 0) {
      EXPECT_EQ(array, nullptr);
    }
    return std::vector<void*>(array, array + count);
  }

  endpointPool_t pool_ = nullptr;
  int a_ = 0, b_ = 0, c_ = 0;
};

TEST_F(EndpointPoolTest, KeepsACopyOfItsName) {
  std::string name = "orders";
  endpointPool_t pool = nullptr;
  ASSERT_EQ(endpointPool_create(&pool, name.c_str()), MAMA_STATUS_OK);
  name = "something else";
  const char* found = nullptr;
  EXPECT_EQ(endpointPool_getName(pool, &found), MAMA_STATUS_OK);
  EXPECT_STREQ(found, "orders");
  EXPECT_EQ(endpointPool_destroy(pool), MAMA_STATUS_OK);
}

TEST_F(EndpointPoolTest, GivesAllEndpointsOfATopicAndNoOthers) {
  enter("t", "1", &a_);
  enter("t", "2", &b_);
  enter("u", "1", &c_);
  EXPECT_THAT(registered("t"), UnorderedElementsAre(&a_, &b_));
  EXPECT_THAT(registered("u"), UnorderedElementsAre(&c_));
  EXPECT_TRUE(registered("v").empty()) << "an unknown topic is no error";
  EXPECT_TRUE(registered("").empty());
}

TEST_F(EndpointPoolTest, CopiesTopicAndIdentifier) {
  std::string topic = "t";
  std::string identifier = "1";
  enter(topic.c_str(), identifier.c_str(), &a_);
  topic = "x";
  identifier = "y";
  endpoint_t found = nullptr;
  EXPECT_EQ(endpointPool_getEndpointByIdentifiers(pool_, "t", "1", &found), MAMA_STATUS_OK);
  EXPECT_EQ(found, &a_);
}

TEST_F(EndpointPoolTest, AnEntryStaysUnlessItHasNoEndpoint) {
  enter("t", "1", &a_);
  enter("t", "1", &b_);
  EXPECT_THAT(registered("t"), UnorderedElementsAre(&a_));
  enter("t", "2", nullptr);
  enter("t", "2", &c_);
  EXPECT_THAT(registered("t"), UnorderedElementsAre(&a_, &c_));
}

TEST_F(EndpointPoolTest, AnEntryWithoutEndpointShowsItsIdentifier) {
  enter("t", "only me", nullptr);
  const auto found = registered("t");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_STREQ(static_cast<const char*>(found[0]), "only me");
  endpoint_t endpoint = &a_;
  EXPECT_EQ(endpointPool_getEndpointByIdentifiers(pool_, "t", "only me", &endpoint),
            MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(endpoint, &a_) << "untouched";
}

TEST_F(EndpointPoolTest, MakesAnIdentifierFromTheAddress) {
  const char* identifier = nullptr;
  ASSERT_EQ(endpointPool_registerWithoutIdentifier(pool_, "t", &identifier, &a_), MAMA_STATUS_OK);
  char expected[32];
  std::snprintf(expected, sizeof expected, "%p", static_cast<void*>(&a_));
  EXPECT_STREQ(identifier, expected);
  EXPECT_EQ(endpointPool_unregister(pool_, "t", identifier), MAMA_STATUS_OK);
  EXPECT_TRUE(registered("t").empty());
  std::free(const_cast<char*>(identifier));
}

TEST_F(EndpointPoolTest, UnregisteringWhatIsNotThereIsNoError) {
  enter("t", "1", &a_);
  EXPECT_EQ(endpointPool_unregister(pool_, "t", "2"), MAMA_STATUS_OK);
  EXPECT_EQ(endpointPool_unregister(pool_, "u", "1"), MAMA_STATUS_OK);
  EXPECT_THAT(registered("t"), UnorderedElementsAre(&a_));
  EXPECT_EQ(endpointPool_unregister(pool_, "t", "1"), MAMA_STATUS_OK);
  EXPECT_EQ(endpointPool_unregister(pool_, "t", "1"), MAMA_STATUS_OK);
  enter("t", "1", &b_);
  EXPECT_THAT(registered("t"), UnorderedElementsAre(&b_));
}

TEST_F(EndpointPoolTest, FindsByContentAndByIdentifiers) {
  enter("t", "1", &a_);
  EXPECT_EQ(endpointPool_isRegistedByContent(pool_, "t", &a_), 1);
  EXPECT_EQ(endpointPool_isRegistedByContent(pool_, "t", &b_), 0);
  EXPECT_EQ(endpointPool_isRegistedByContent(pool_, "u", &a_), 0);
  endpoint_t found = &c_;
  EXPECT_EQ(endpointPool_getEndpointByIdentifiers(pool_, "t", "2", &found), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(endpointPool_getEndpointByIdentifiers(pool_, "u", "1", &found), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(found, &c_);
}

TEST_F(EndpointPoolTest, ForbiddenNullsChangeNothing) {
  endpoint_t endpoint = &c_;
  endpoint_t* array = nullptr;
  const char* text = "x";
  std::size_t count = 0;
  const mama_status null = MAMA_STATUS_NULL_ARG;
  EXPECT_EQ(endpointPool_create(nullptr, "x"), null);
  EXPECT_EQ(endpointPool_create(&endpoint, nullptr), null);
  EXPECT_EQ(endpointPool_destroy(nullptr), null);
  EXPECT_EQ(endpointPool_destroyWithCallback(nullptr, nullptr), null);
  EXPECT_EQ(endpointPool_registerWithIdentifier(nullptr, "t", "1", &a_), null);
  EXPECT_EQ(endpointPool_registerWithIdentifier(pool_, nullptr, "1", &a_), null);
  EXPECT_EQ(endpointPool_registerWithIdentifier(pool_, "t", nullptr, &a_), null);
  EXPECT_EQ(endpointPool_registerWithoutIdentifier(nullptr, "t", &text, &a_), null);
  EXPECT_EQ(endpointPool_registerWithoutIdentifier(pool_, nullptr, &text, &a_), null);
  EXPECT_EQ(endpointPool_registerWithoutIdentifier(pool_, "t", nullptr, &a_), null);
  EXPECT_EQ(endpointPool_registerWithoutIdentifier(pool_, "t", &text, nullptr), null);
  EXPECT_EQ(endpointPool_unregister(nullptr, "t", "1"), null);
  EXPECT_EQ(endpointPool_unregister(pool_, nullptr, "1"), null);
  EXPECT_EQ(endpointPool_unregister(pool_, "t", nullptr), null);
  EXPECT_EQ(endpointPool_getRegistered(nullptr, "t", &array, &count), null);
  EXPECT_EQ(endpointPool_getRegistered(pool_, nullptr, &array, &count), null);
  EXPECT_EQ(endpointPool_getRegistered(pool_, "t", nullptr, &count), null);
  EXPECT_EQ(endpointPool_getRegistered(pool_, "t", &array, nullptr), null);
  EXPECT_EQ(endpointPool_getName(nullptr, &text), null);
  EXPECT_EQ(endpointPool_getName(pool_, nullptr), null);
  EXPECT_EQ(endpointPool_isRegistedByContent(nullptr, "t", &a_), 0);
  EXPECT_EQ(endpointPool_isRegistedByContent(pool_, nullptr, &a_), 0);
  EXPECT_EQ(endpointPool_isRegistedByContent(pool_, "t", nullptr), 0);
  EXPECT_EQ(endpointPool_getEndpointByIdentifiers(nullptr, "t", "1", &endpoint), null);
  EXPECT_EQ(endpointPool_getEndpointByIdentifiers(pool_, nullptr, "1", &endpoint), null);
  EXPECT_EQ(endpointPool_getEndpointByIdentifiers(pool_, "t", nullptr, &endpoint), null);
  EXPECT_EQ(endpointPool_getEndpointByIdentifiers(pool_, "t", "1", nullptr), null);
  EXPECT_EQ(endpoint, &c_);
  EXPECT_STREQ(text, "x");
  EXPECT_TRUE(registered("t").empty());
}

// ---- the end -----------------------------------------------------------------------------------

std::multiset<void*> ended;

TEST_F(EndpointPoolTest, TheEndCallsBackForEachEndpoint) {
  ended.clear();
  enter("t", "1", &a_);
  enter("t", "2", nullptr);
  enter("u", "1", &b_);
  enter("u", "2", &b_);
  EXPECT_EQ(endpointPool_destroyWithCallback(pool_, [](endpoint_t e) { ended.insert(e); }),
            MAMA_STATUS_OK);
  EXPECT_THAT(ended, UnorderedElementsAre(&a_, &b_, &b_));
  pool_ = nullptr;
}

TEST_F(EndpointPoolTest, TheEndNeedsNoCallback) {
  enter("t", "1", &a_);
  EXPECT_EQ(endpointPool_destroyWithCallback(pool_, nullptr), MAMA_STATUS_OK);
  pool_ = nullptr;
}

TEST_F(EndpointPoolTest, ACallbackOfTheEndMayThrow) {
  enter("t", "1", &a_);
  EXPECT_THROW(
      endpointPool_destroyWithCallback(pool_, [](endpoint_t) { throw std::runtime_error("mine"); }),
      std::runtime_error);
  EXPECT_EQ(endpointPool_destroy(pool_), MAMA_STATUS_INVALID_ARG) << "it has ended";
  pool_ = nullptr;
}

TEST_F(EndpointPoolTest, ADestroyedPoolAnswersWithAStatus) {
  endpointPool_t const gone = std::exchange(pool_, nullptr);
  ASSERT_EQ(endpointPool_destroy(gone), MAMA_STATUS_OK);
  endpoint_t* array = nullptr;
  std::size_t count = 0;
  EXPECT_EQ(endpointPool_destroy(gone), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(endpointPool_registerWithIdentifier(gone, "t", "1", &a_), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(endpointPool_getRegistered(gone, "t", &array, &count), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(endpointPool_isRegistedByContent(gone, "t", &a_), 0);
}

// ---- threads -----------------------------------------------------------------------------------

TEST_F(EndpointPoolTest, TheArrayIsTheCallingThreadsOwn) {
  enter("t", "1", &a_);
  enter("u", "1", &b_);
  enter("u", "2", &c_);
  endpoint_t* mine = nullptr;
  std::size_t count = 0;
  ASSERT_EQ(endpointPool_getRegistered(pool_, "t", &mine, &count), MAMA_STATUS_OK);
  std::thread([this] { EXPECT_THAT(registered("u"), UnorderedElementsAre(&b_, &c_)); }).join();
  EXPECT_EQ(mine[0], &a_) << "as it was before the other thread asked";
}

TEST_F(EndpointPoolTest, ThreadsMayAskWhileOthersEnter) {
  constexpr int kRounds = 2000;
  enter("t", "fixed", &a_);
  std::thread writer([this] {
    for (int i = 0; i < kRounds; ++i) {
      const std::string identifier = std::to_string(i % 10);
      enter("t", identifier.c_str(), &b_);
      EXPECT_EQ(endpointPool_unregister(pool_, "t", identifier.c_str()), MAMA_STATUS_OK);
    }
  });
  for (int i = 0; i < kRounds; ++i) {
    const auto found = registered("t");
    EXPECT_THAT(found, testing::Contains(&a_));
    EXPECT_LE(found.size(), 2u);
  }
  writer.join();
}

}  // namespace
}  // namespace quoll::test
