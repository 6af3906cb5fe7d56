/// What the bridge is asked at the end of a connection: in which order, by which thread, and that
/// nothing comes afterwards.
#include <algorithm>
#include <mutex>

#include "managed/managed_support.h"
#include "support/intercepted.h"

namespace quoll::test {
namespace {

/// The ends of objects in the order in which a session asks for them.
enum class What { kInboxEnds, kSubscriptionEnds, kTimerEnds, kQueueEnds, kDispatchReturns, kOther };

/// One call of the bridge.
struct Call {
  What what;
  const void* object;
  std::thread::id thread;
};

/// All calls that may come for managed objects, in their order. What a bridge calls of itself,
/// inside one of them, is kOther.
class BridgeCalls {
  void note(What what, const void* object) {
    const std::lock_guard lock(mutex_);
    calls_.push_back({what, object, std::this_thread::get_id()});
  }
  auto noted(What what) {
    return [this, what](auto next, auto object, auto... rest) {
      const bool is_outermost = !std::exchange(is_inside_, true);
      note(is_outermost ? what : What::kOther, object);
      const mama_status status = next(object, rest...);
      if (is_outermost) is_inside_ = false;
      return status;
    };
  }

 public:
  explicit BridgeCalls(mamaBridge bridge)
      : timer_create_(bridge, noted(What::kOther)),
        timer_destroy_(bridge, noted(What::kTimerEnds)),
        timer_reset_(bridge, noted(What::kOther)),
        inbox_create_(bridge, noted(What::kOther)),
        inbox_destroy_(bridge, noted(What::kInboxEnds)),
        subscription_create_(bridge, noted(What::kOther)),
        subscription_mute_(bridge, noted(What::kOther)),
        subscription_destroy_(bridge, noted(What::kSubscriptionEnds)),
        queue_create_(bridge, noted(What::kOther)),
        queue_destroy_(bridge, noted(What::kQueueEnds)),
        queue_enqueue_(bridge, noted(What::kOther)),
        queue_dispatch_(bridge, [this](auto next, queueBridge queue) {
          const mama_status status = next(queue);
          note(What::kDispatchReturns, queue);
          return status;
        }) {}

  std::vector<Call> all() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  std::vector<Call> of(What what) const {
    std::vector<Call> result = all();
    std::erase_if(result, [=](const Call& call) { return call.what != what; });
    return result;
  }
  /// The place of the only call of a kind for an object; the end when there is none.
  std::size_t place(What what, const void* object) const {
    const std::vector<Call> calls = all();
    const auto is_it = [=](const Call& call) { return call.what == what && call.object == object; };
    EXPECT_EQ(std::count_if(calls.begin(), calls.end(), is_it), 1);
    return static_cast<std::size_t>(std::find_if(calls.begin(), calls.end(), is_it) -
                                    calls.begin());
  }

 private:
  static inline thread_local bool is_inside_ = false;
  mutable std::mutex mutex_;
  std::vector<Call> calls_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaTimerCreate> timer_create_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaTimerDestroy> timer_destroy_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaTimerReset> timer_reset_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaInboxCreate> inbox_create_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaInboxDestroy> inbox_destroy_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaSubscriptionCreate> subscription_create_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaSubscriptionMute> subscription_mute_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaSubscriptionDestroy> subscription_destroy_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaQueueCreate> queue_create_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaQueueDestroy> queue_destroy_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaQueueEnqueueEvent> queue_enqueue_;
  Intercepted<&mamaBridgeImpl_::bridgeMamaQueueDispatch> queue_dispatch_;
};

/// Without a connection before the calls are noted.
class ManagedOrderTest : public VirtualMamaTest {
 protected:
  const char* bridge_name() const override { return bridge_under_test("loopback"); }
};

/// A session with objects of all kinds, made in turns.
struct Populated {
  Populated(mamaEnvSession on, mamaTransport transport) : session(on) {
    for (int i = 0; i < kOfEachKind; ++i) {
      EXPECT_EQ(tickers[i].start(session, i == 0 ? 0.01 : 1000), MAMA_STATUS_OK);
      const mamaMsgCallbacks callbacks{};
      mamaSubscription subscription = nullptr;
      EXPECT_EQ(mamaEnv_createBasicSubscription(&callbacks, nullptr, session, "topic", transport,
                                                &subscription),
                MAMA_STATUS_OK);
      mamaInbox inbox = nullptr;
      EXPECT_EQ(mamaEnv_createInbox(
                    nullptr, nullptr, [](mamaMsg, void*) {}, session, transport, &inbox),
                MAMA_STATUS_OK);
    }
    EXPECT_TRUE(tickers[0].ticks.wait());
  }
  static constexpr int kOfEachKind = 3;
  mamaEnvSession session;
  ManagedTicker tickers[kOfEachKind];
};

TEST_F(ManagedOrderTest, ObjectsEndOnTheirSessionsThreadThenTheQueueThenTheConnection) {
  TestTransport transport(bridge());
  {
    BridgeCalls calls(bridge());
    TestConnection own(bridge());
    Populated one(own.create_session(), transport), two(own.create_session(), transport);
    own.destroy();
    const std::size_t number = calls.all().size();
    let_others_wait();
    EXPECT_EQ(calls.all().size(), number) << "afterwards the transport is free";

    const std::vector<Call> queues = calls.of(What::kQueueEnds);
    ASSERT_EQ(queues.size(), 3u) << "two sessions and the connection";
    const std::thread::id object_thread = queues[0].thread;
    EXPECT_EQ(queues[1].thread, object_thread);
    EXPECT_EQ(queues[2].thread, std::this_thread::get_id());
    for (const Populated* each : {&one, &two}) EXPECT_NE(object_thread, each->tickers[0].thread);

    // Of each session.
    for (const Populated* each : {&one, &two}) {
      std::vector<What> order;
      for (const Call& call : calls.all()) {
        const bool is_end = call.what == What::kInboxEnds || call.what == What::kTimerEnds ||
                            call.what == What::kSubscriptionEnds;
        if (is_end && call.thread == each->tickers[0].thread) order.push_back(call.what);
      }
      EXPECT_TRUE(std::is_sorted(order.begin(), order.end())) << "one kind after the other";
    }
    EXPECT_EQ(calls.of(What::kInboxEnds).size(), 2u * Populated::kOfEachKind);
    std::vector<Call> timers = calls.of(What::kTimerEnds);
    ASSERT_EQ(timers.size(), 2u * Populated::kOfEachKind + 1);

    // The dispatchers of the sessions come back before their queues end, after everything on them.
    for (const Call& queue : queues) {
      EXPECT_LT(calls.place(What::kDispatchReturns, queue.object),
                calls.place(What::kQueueEnds, queue.object));
    }
    const auto last_end_of = [&](std::thread::id thread) {
      std::size_t last = 0;
      const std::vector<Call> all = calls.all();
      for (std::size_t i = 0; i < all.size(); ++i) {
        const bool is_end = all[i].what != What::kDispatchReturns && all[i].what != What::kOther;
        if (is_end && all[i].thread == thread) last = i;
      }
      return last;
    };
    for (const Call& queue : {queues[0], queues[1]}) {
      const std::size_t returned = calls.place(What::kDispatchReturns, queue.object);
      EXPECT_LT(last_end_of(calls.all()[returned].thread), returned);
    }

    // The session timer ends on the object thread when the sessions have, then the thread, its
    // queue.
    const Call session_timer = timers.back();
    EXPECT_EQ(session_timer.thread, object_thread);
    const std::size_t timer_place = calls.place(What::kTimerEnds, session_timer.object);
    EXPECT_LT(calls.place(What::kQueueEnds, queues[1].object), timer_place);
    EXPECT_LT(timer_place, calls.place(What::kDispatchReturns, queues[2].object));
  }
  mamaTransport const handle = transport.release();
  EXPECT_EQ(mamaTransport_destroy(handle), MAMA_STATUS_OK);
}

using ManagedRefusalTest = ManagedTest;

TEST_F(ManagedRefusalTest, AnInboxThatTheBridgeDoesNotEndIsTriedAgain) {
  TestTransport transport(bridge());
  int refusals = 0;
  Intercepted<&mamaBridgeImpl_::bridgeMamaInboxDestroy> refusing(
      bridge(), [&](auto next, inboxBridge inbox) {
        return ++refusals <= 2 ? MAMA_STATUS_PLATFORM : next(inbox);
      });
  mamaInbox inbox = nullptr;
  ASSERT_EQ(mamaEnv_createInbox(
                nullptr, nullptr, [](mamaMsg, void*) {}, session(), transport, &inbox),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaEnv_destroyInbox(session(), inbox), MAMA_STATUS_OK);
  const TimePoint start = clock().now();
  connection().destroy();
  EXPECT_EQ(refusals, 3);
  EXPECT_LE(clock().now() - start, 2001ms) << "at each tick of the session timer";
}

}  // namespace
}  // namespace quoll::test
