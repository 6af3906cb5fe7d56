// Market-data subscriptions whose threads meet: activations on the throttle's thread, messages on
// the queue's, and an application that ends them whenever it likes.
#include <atomic>
#include <random>

#include "subscribe/market_data_support.h"
#include "support/signal.h"

namespace quoll::test {
namespace {

using std::chrono::microseconds;

/// What the callbacks of one life may not do: come after onDestroy, or beside it.
struct Life {
  std::atomic<int> inside{0};
  std::atomic<bool> is_over{false};
  Signal destroyed;
  std::atomic<bool> is_broken{false};

  struct Stay {
    explicit Stay(void* closure) : life(*static_cast<Life*>(closure)) {
      ++life.inside;
      if (life.is_over) life.is_broken = true;
    }
    ~Stay() { --life.inside; }
    Life& life;
  };
  static mamaMsgCallbacks callbacks() {
    mamaMsgCallbacks table{};
    table.onCreate = [](mamaSubscription, void* closure) { const Stay stay(closure); };
    table.onError = [](mamaSubscription, mama_status, void*, const char*, void* closure) {
      const Stay stay(closure);
    };
    table.onMsg = [](mamaSubscription, mamaMsg, void* closure, void*) { const Stay stay(closure); };
    table.onQuality = [](mamaSubscription, mamaQuality, const char*, short, const void*,
                         void* closure) { const Stay stay(closure); };
    table.onDestroy = [](mamaSubscription, void* closure) {
      Life& life = *static_cast<Life*>(closure);
      if (life.inside != 0) life.is_broken = true;
      life.is_over = true;
      life.destroyed.raise();
    };
    return table;
  }
};

TEST(MarketDataStress, EndsMeetActivationsAndMessages) {
  OpenMama mama("loopback");
  ASSERT_EQ(mama.status(), MAMA_STATUS_OK);
  {
    mama_setProperty("mama.transport.stress.throttle.interval", "0.001");
    mama_setProperty("mama.transport.stress.default_throttle_rate", "100000");
    TestTransport transport(mama.bridge(), "stress");
    TestQueue queue(mama.bridge()), served(mama.bridge());
    auto source = std::make_unique<TestSource>(transport, served);
    MdMessage initial(MAMA_MSG_TYPE_INITIAL);
    source->answers({initial});
    auto dispatches = std::make_unique<TestDispatcher>(queue);
    auto serves = std::make_unique<TestDispatcher>(served);
    auto defaults = std::make_unique<TestDispatcher>(mama.default_queue());

    std::atomic<bool> is_done{false};
    TestThread publishes([&] {
      MdMessage update(MAMA_MSG_TYPE_UPDATE);
      mamaPublisher publisher = nullptr;
      ASSERT_EQ(mamaPublisher_create(&publisher, transport, "SYM", "FEED", nullptr),
                MAMA_STATUS_OK);
      while (!is_done) {
        mamaPublisher_send(publisher, update);
        Clock::process().sleep_for(microseconds(200));
      }
      mamaPublisher_destroy(publisher);
    });
    const auto live = [&](unsigned seed) {
      std::minstd_rand random(seed);
      const mamaMsgCallbacks table = Life::callbacks();
      for (int i = 0; i < 60; ++i) {
        Life life;
        mamaSubscription subscription = nullptr;
        ASSERT_EQ(mamaSubscription_allocate(&subscription), MAMA_STATUS_OK);
        if (i % 3 == 0) {
          mamaSubscription_setServiceLevel(subscription, MAMA_SERVICE_LEVEL_SNAPSHOT, 0);
        }
        ASSERT_EQ(
            mamaSubscription_setup2(subscription, transport, queue, &table, "FEED", "SYM", &life),
            MAMA_STATUS_OK);
        for (unsigned step = random() % 4; step > 0; --step) {
          EXPECT_EQ(mamaSubscription_activate(subscription), MAMA_STATUS_OK);
          Clock::process().sleep_for(microseconds(random() % 4000));
          EXPECT_EQ(mamaSubscription_deactivate(subscription), MAMA_STATUS_OK);
        }
        if (random() % 2 == 0) {
          EXPECT_EQ(mamaSubscription_activate(subscription), MAMA_STATUS_OK);
          Clock::process().sleep_for(microseconds(random() % 4000));
        }
        EXPECT_EQ(mamaSubscription_destroy(subscription), MAMA_STATUS_OK);
        ASSERT_TRUE(life.destroyed.wait());
        EXPECT_EQ(mamaSubscription_deallocate(subscription), MAMA_STATUS_OK);
        EXPECT_FALSE(life.is_broken);
        EXPECT_EQ(life.destroyed.count(), 1u);
      }
    };
    {
      TestThread first([&] { live(1); }), second([&] { live(2); }), third([&] { live(3); });
    }
    is_done = true;
    publishes.join();
    defaults.reset();
    dispatches.reset();
    serves.reset();
    source.reset();
    while (mamaQueue_canDestroy(queue) != MAMA_STATUS_OK) mamaQueue_timedDispatch(queue, 1);
    while (mamaQueue_canDestroy(served) != MAMA_STATUS_OK) mamaQueue_timedDispatch(served, 1);
  }
}

}  // namespace
}  // namespace quoll::test
