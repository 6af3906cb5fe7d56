/// The rows of basic subscriptions in the destroy matrix (docs/destroy-matrix.md), on the loopback.
#include "support/destroy_matrix.h"

#include "pubsub/pubsub_support.h"
#include "quoll/clock.h"
#include "quoll/virtual_clock.h"

namespace quoll::test {
namespace {

/// A plain or wildcard subscription to a topic, and a publisher that sends to it.
class SubscriptionSubject final : public Subject {
 public:
  explicit SubscriptionSubject(bool wildcard) : wildcard_(wildcard) {}

  mama_status create(mamaBridge bridge, mamaQueue queue) override {
    transport_ = std::make_unique<TestTransport>(bridge);
    publisher_ = std::make_unique<TestPublisher>(*transport_, "t.a");
    EXPECT_EQ(mamaSubscription_allocate(&subscription_), MAMA_STATUS_OK);
    return wildcard_ ? create_wildcard(queue) : create_plain(queue);
  }
  mama_status destroy() override { return mamaSubscription_destroy(subscription_); }
  void provoke() override {
    if (publisher_ != nullptr) publisher_->send(1);
  }
  /// onCreate comes while create is in progress.
  void provoke_during_create() override { calls_on_create_ = true; }
  bool gone() override { return destroyed_.load(std::memory_order_acquire); }
  mama_status destroy_parent(mamaQueue queue) override {
    const mama_status refused = mamaQueue_destroy(queue);
    publisher_.reset();
    transport_.reset();
    return refused;
  }
  void before_close() override {
    publisher_.reset();
    transport_.reset();
    if (destroyed_ && subscription_ != nullptr) {
      EXPECT_EQ(mamaSubscription_deallocate(subscription_), MAMA_STATUS_OK);
    }
  }

 private:
  static SubscriptionSubject& of(void* closure) {
    return *static_cast<SubscriptionSubject*>(closure);
  }
  static void on_create(mamaSubscription, void* closure) {
    if (of(closure).calls_on_create_) of(closure).called();
  }
  static void on_destroy(mamaSubscription, void* closure) {
    EXPECT_FALSE(of(closure).destroyed_.exchange(true)) << "reported twice";
  }
  mama_status create_plain(mamaQueue queue) {
    mamaMsgCallbacks callbacks{};
    callbacks.onCreate = &on_create;
    callbacks.onMsg = [](mamaSubscription, mamaMsg, void* closure, void*) { of(closure).called(); };
    callbacks.onDestroy = &on_destroy;
    return mamaSubscription_createBasic(subscription_, *transport_, queue, &callbacks, "t.a", this);
  }
  mama_status create_wildcard(mamaQueue queue) {
    mamaWildCardMsgCallbacks callbacks{};
    callbacks.onCreate = &on_create;
    callbacks.onMsg = [](mamaSubscription, mamaMsg, const char*, void* closure, void*) {
      of(closure).called();
    };
    callbacks.onDestroy = &on_destroy;
    return mamaSubscription_createBasicWildCard(subscription_, *transport_, queue, &callbacks, "t",
                                                "*", this);
  }

  const bool wildcard_;
  bool calls_on_create_ = false;
  std::unique_ptr<TestTransport> transport_;
  std::unique_ptr<TestPublisher> publisher_;
  mamaSubscription subscription_ = nullptr;
  std::atomic<bool> destroyed_{false};
};

std::vector<MatrixCell> matrix() {
  using S = Situation;
  constexpr auto kOk = MAMA_STATUS_OK;
  constexpr auto kOpen = MAMA_STATUS_QUEUE_OPEN_OBJECTS;
  std::vector<MatrixCell> cells;
  for (const bool wildcard : {false, true}) {
    const char* const name = wildcard ? "wildcard subscription" : "basic subscription";
    const auto make = [wildcard] { return std::make_unique<SubscriptionSubject>(wildcard); };
    cells.insert(cells.end(), {
                                  {name, make, S::kOwnCallback, kOk},
                                  {name, make, S::kOtherCallback, kOk},
                                  {name, make, S::kOtherThread, kOk},
                                  {name, make, S::kAfterParent, kOk, true, kOpen},
                                  {name, make, S::kTwice, kOk},
                                  {name, make, S::kDuringCreate, kOk},
                                  {name, make, S::kDuringStop, kOk},
                                  {name, make, S::kDuringClose, kOk},
                                  {name, make, S::kAfterClose, kOk},
                              });
  }
  return cells;
}

TEST(SubscriptionDestroyMatrix, EveryCell) {
  for (const MatrixCell& cell : matrix()) run_matrix_cell(bridge_under_test("loopback"), cell);
}

TEST(SubscriptionDestroyMatrix, EveryCellInVirtualTime) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    for (const MatrixCell& cell : matrix()) {
      VirtualClock clock(seed);
      Clock::set_process(clock);
      run_matrix_cell(bridge_under_test("loopback"), cell);
      Clock::set_process(Clock::real());
    }
  }
}

TEST(SubscriptionDestroyMatrix, AfterCloseTheCountOfAnotherQueueIsLeftAlone) {
  constexpr int kMany = 200;
  Subscriber left;
  {
    OpenMama mama(bridge_under_test("loopback"));
    mamaQueue queue = nullptr;
    ASSERT_EQ(mamaQueue_create(&queue, mama.bridge()), MAMA_STATUS_OK);
    TestTransport transport(mama.bridge());
    ASSERT_EQ(left.create(transport, queue, "a"), MAMA_STATUS_OK);
  }
  OpenMama mama(bridge_under_test("loopback"));
  const auto make = [&](std::vector<std::unique_ptr<TestQueue>>& queues) {
    for (int i = 0; i < kMany; ++i) queues.push_back(std::make_unique<TestQueue>(mama.bridge()));
  };
  {
    std::vector<std::unique_ptr<TestQueue>> passing;
    make(passing);
  }
  // One of these may have the place of the queue that the first close left dead.
  std::vector<std::unique_ptr<TestQueue>> queues;
  make(queues);
  TestTransport transport(mama.bridge());
  std::vector<std::unique_ptr<Subscriber>> others;
  for (const auto& queue : queues) {
    others.push_back(std::make_unique<Subscriber>(transport, *queue, "b"));
  }
  EXPECT_EQ(mamaSubscription_destroy(left), MAMA_STATUS_OK);
  EXPECT_EQ(left.destroys, 1);
  for (const auto& queue : queues) {
    EXPECT_EQ(mamaQueue_canDestroy(*queue), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
  }
}

}  // namespace
}  // namespace quoll::test
