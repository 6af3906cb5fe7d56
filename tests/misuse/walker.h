/// A seeded random walk over the interface.
#pragma once

#include <gtest/gtest.h>
#include <mama/mama.h>

#include <array>
#include <cstdint>
#include <functional>
#include <iterator>
#include <random>
#include <vector>

#include "misuse/all_headers.h"
#include "support/lasting_message.h"

namespace quoll::test::misuse {

/// What one walker owns. A handle may be live, destroyed or NULL; who calls does not care.
template <class T>
class Shelf {
 public:
  T any(std::mt19937& random) { return slots_[random() % kSlots]; }
  T* slot(std::mt19937& random) { return &slots_[random() % kSlots]; }
  auto begin() { return slots_.begin(); }
  auto end() { return slots_.end(); }

 private:
  static constexpr std::size_t kSlots = 5;  // one of them stays NULL for long
  std::array<T, kSlots> slots_{};
};

inline void on_message(mamaSubscription subscription, mamaMsg message, void*, void*) {
  mama_i32_t number = 0;
  mamaMsg_getI32(message, "n", 1, &number);
  if (number % 7 == 0) mamaSubscription_destroy(subscription);
}
inline void on_timer(mamaTimer timer, void*) { mamaTimer_destroy(timer); }
inline void on_tick(mamaTimer, void*) {}
inline void on_event(mamaQueue, void*) {}
inline void on_io(mamaIo, mamaIoType, void*) {}
inline void on_reply(mamaMsg, void*) {}
inline void on_error(mama_status, void*) {}
inline void on_field(const mamaMsg, const mamaMsgField field, void*) {
  const char* name = nullptr;
  mamaMsgField_getName(field, &name);
}

/// One thread's walk. An object that it loses sight of before it is destroyed would be a leak of
/// the test, so a slot is destroyed before something new is put there.
class Walker {
 public:
  Walker(std::uint32_t seed, mamaBridge bridge, bool alone)
      : random_(seed), bridge_(bridge), alone_(alone), keeps_stale_(alone) {}

  /// Only calls that lead into the bridge, with objects that stay: they may outlive it.
  void walk_into_bridge(int steps) {
    const auto all = calls_into_bridge();
    for (int i = 0; i < steps; ++i) all[random_() % all.size()]();
  }
  void make_all() {
    for (mamaTransport& each : transports_) {
      mamaTransport_allocate(&each);
      mamaTransport_create(each, "walk", bridge_);
    }
    for (mamaQueue& each : queues_) mamaQueue_create(&each, bridge_);
    for (mamaPublisher& each : publishers_) {
      mamaPublisher_create(&each, transport(), topic(), nullptr, nullptr);
    }
    for (mamaMsg& each : messages_) each = make_lasting_message();
    for (mamaSubscription& each : subscriptions_) {
      mamaSubscription_allocate(&each);
      mamaWildCardMsgCallbacks callbacks{};
      if (random_() % 2 != 0) {
        create(each);
      } else {
        mamaSubscription_createBasicWildCard(each, transport(), queue(), &callbacks, "a", nullptr,
                                             nullptr);
      }
    }
  }

  void walk(int steps) {
    walk(steps, [](const std::function<void()>& call) { call(); });
  }
  /// Each call through `make(call)`.
  template <class Make>
  void walk(int steps, Make make) {
    const auto all = calls();
    for (int i = 0; i < steps; ++i) make(all[random_() % all.size()]);
  }

  /// Destroys what is left, children first.
  void finish() {
    for (mamaDispatcher& each : dispatchers_) mamaDispatcher_destroy(each);
    for (mamaSubscription& each : subscriptions_) end(each);
    for (mamaTimer& each : timers_) mamaTimer_destroy(each);
    for (mamaInbox& each : inboxes_) mamaInbox_destroy(each);
    for (mamaIo& each : ios_) mamaIo_destroy(each);
    for (mamaPublisher& each : publishers_) mamaPublisher_destroy(each);
    for (mamaQueueGroup& each : groups_) mamaQueueGroup_destroy(each);
    for (mamaMsgIterator& each : iterators_) mamaMsgIterator_destroy(each);
    for (mamaMsg& each : messages_) mamaMsg_destroy(each);
    for (mamaDateTime& each : times_) mamaDateTime_destroy(each);
    for (mamaPrice& each : prices_) mamaPrice_destroy(each);
    for (mamaQueue& each : queues_) {
      if (each != nullptr) {
        mamaQueue_destroyTimedWait(each, 1000);
      }
    }
    for (mamaTransport& each : transports_) mamaTransport_destroy(each);
  }

 private:
  mamaQueue queue() { return queues_.any(random_); }
  mamaTransport transport() { return transports_.any(random_); }
  mamaMsg message() { return messages_.any(random_); }
  const char* topic() {
    constexpr const char* kTopics[] = {"a", "b", "c", "", nullptr};
    return kTopics[random_() % std::size(kTopics)];
  }

  void end(mamaSubscription subscription) {
    mamaSubscription_destroy(subscription);
    mamaSubscription_deallocate(subscription);
  }

  // Messages and values belong to one thread. A destroyed handle may come to life again as an
  // object of another walker, so it is kept only when there is none.
  template <class T>
  void drop(Shelf<T>& shelf, mama_status (*destroy)(T)) {
    T* slot = shelf.slot(random_);
    destroy(*slot);
    if (!keeps_stale_) *slot = nullptr;
  }

  // Puts a new queue where the old one could be destroyed.
  void replace_queue() {
    mamaQueue* slot = queues_.slot(random_);
    if (*slot != nullptr && mamaQueue_destroy(*slot) == MAMA_STATUS_QUEUE_OPEN_OBJECTS) return;
    *slot = nullptr;
    mamaQueue_create(slot, random_() % 8 == 0 ? nullptr : bridge_);
  }
  void replace_transport() {
    mamaTransport* slot = transports_.slot(random_);
    mamaTransport_destroy(*slot);
    *slot = nullptr;
    mamaTransport_allocate(slot);
    if (random_() % 8 != 0) {
      mamaTransport_create(*slot, "walk", random_() % 8 == 0 ? nullptr : bridge_);
    }
  }
  void replace_subscription() {
    mamaSubscription* slot = subscriptions_.slot(random_);
    end(*slot);
    *slot = nullptr;
    mamaSubscription_allocate(slot);
    create(*slot);
  }
  void create(mamaSubscription subscription) {
    mamaMsgCallbacks callbacks{};
    if (random_() % 8 != 0) callbacks.onMsg = on_message;
    mamaSubscription_createBasic(subscription, transport(), queue(), &callbacks, topic(), nullptr);
  }

  std::vector<std::function<void()>> calls_into_bridge() {
    return {
        [this] { mamaPublisher_send(publishers_.any(random_), message()); },
        [this] { mamaPublisher_sendFromInbox(publishers_.any(random_), nullptr, message()); },
        [this] { mamaPublisher_sendReplyToInbox(publishers_.any(random_), message(), message()); },
        [this] { mamaSubscription_muteCurrentTopic(subscriptions_.any(random_)); },
        [this] { mamaSubscription_setItemClosure(subscriptions_.any(random_), this); },
        [this] { mamaSubscription_isTportDisconnected(subscriptions_.any(random_)); },
        [this] {
          void* error = nullptr;
          mamaSubscription_getPlatformError(subscriptions_.any(random_), &error);
        },
        [this] {
          void* native = nullptr;
          mamaTransport_getNativeTransport(transport(), 0, &native);
        },
        [this] { mamaTransport_getMiddleware(transport()); },
        [this] {
          if (random_() % 100 == 0) mamaPublisher_destroy(*publishers_.slot(random_));
        },
        [this] {
          if (random_() % 100 == 0) mamaSubscription_destroy(subscriptions_.any(random_));
        },
    };
  }

  std::vector<std::function<void()>> calls() {
    std::vector<std::function<void()>> all = {
        [this] { replace_queue(); },
        [this] { replace_transport(); },
        [this] { replace_subscription(); },
        [this] { create(subscriptions_.any(random_)); },
        [this] { mamaSubscription_destroy(subscriptions_.any(random_)); },
        [this] { mamaSubscription_activate(subscriptions_.any(random_)); },
        [this] { mamaSubscription_deactivate(subscriptions_.any(random_)); },
        [this] { mamaSubscription_muteCurrentTopic(subscriptions_.any(random_)); },
        [this] {
          const char* symbol = nullptr;
          mamaSubscription_getSymbol(subscriptions_.any(random_), &symbol);
        },
        [this] {
          mamaSubscriptionState state{};
          mamaSubscription_getState(subscriptions_.any(random_), &state);
        },
        [this] { drop(transports_, mamaTransport_destroy); },
        [this] { mamaTransport_setName(transport(), topic()); },
        [this] {
          mamaQuality quality{};
          mamaTransport_getQuality(transport(), &quality);
        },
        [this] {
          mamaPublisher* slot = publishers_.slot(random_);
          mamaPublisher_destroy(*slot);
          *slot = nullptr;
          mamaPublisher_create(slot, transport(), topic(), nullptr, nullptr);
        },
        [this] { drop(publishers_, mamaPublisher_destroy); },
        [this] { mamaPublisher_send(publishers_.any(random_), message()); },
        [this] {
          mamaPublisher_sendFromInbox(publishers_.any(random_), inboxes_.any(random_), message());
        },
        [this] { mamaPublisher_sendReplyToInbox(publishers_.any(random_), message(), message()); },
        [this] {
          const char* symbol = nullptr;
          mamaPublisher_getSymbol(publishers_.any(random_), &symbol);
        },
        [this] {
          mamaInbox* slot = inboxes_.slot(random_);
          mamaInbox_destroy(*slot);
          *slot = nullptr;
          mamaInbox_create(slot, transport(), queue(), on_reply, on_error, nullptr);
        },
        [this] { drop(inboxes_, mamaInbox_destroy); },
        [this] {
          mamaTimer* slot = timers_.slot(random_);
          mamaTimer_destroy(*slot);
          *slot = nullptr;
          mamaTimer_create(slot, queue(), keeps_stale_ ? on_timer : on_tick,
                           0.0001 * (random_() % 100), nullptr);
        },
        [this] { drop(timers_, mamaTimer_destroy); },
        [this] { mamaTimer_reset(timers_.any(random_)); },
        [this] { mamaTimer_setInterval(timers_.any(random_), 0.001); },
        [this] {
          mamaIo* slot = ios_.slot(random_);
          mamaIo_destroy(*slot);
          *slot = nullptr;
          mamaIo_create(slot, queue(), 0xffffffff, on_io, MAMA_IO_READ, nullptr);
        },
        [this] { drop(ios_, mamaIo_destroy); },
        [this] {
          mamaDispatcher* slot = dispatchers_.slot(random_);
          mamaDispatcher_destroy(*slot);
          *slot = nullptr;
          mamaDispatcher_create(slot, queue());
        },
        [this] { drop(dispatchers_, mamaDispatcher_destroy); },
        [this] { mamaQueue_enqueueEvent(queue(), on_event, nullptr); },
        [this] { mamaQueue_enqueueEvent(queue(), nullptr, nullptr); },
        [this] { mamaQueue_timedDispatch(queue(), 0); },
        [this] { mamaQueue_stopDispatch(queue()); },
        [this] { mamaQueue_canDestroy(queue()); },
        [this] { mamaQueue_destroyTimedWait(queue(), -1); },
        [this] { mamaQueue_setQueueName(queue(), topic()); },
        [this] { mamaQueue_setHighWatermark(queue(), random_() % 10); },
        [this] { mamaQueue_setLowWatermark(queue(), random_() % 10); },
        [this] {
          size_t count = 0;
          mamaQueue_getEventCount(queue(), &count);
        },
        [this] { mamaQueue_setEnqueueCallback(queue(), on_event, nullptr); },
        [this] { mamaQueue_removeEnqueueCallback(queue()); },
        [this] {
          mamaQueueGroup* slot = groups_.slot(random_);
          mamaQueueGroup_destroy(*slot);
          *slot = nullptr;
          if (random_() % 8 == 0) mamaQueueGroup_create(slot, 2, bridge_);
        },
        [this] {
          mamaQueue next = nullptr;
          mamaQueueGroup_getNextQueue(groups_.any(random_), &next);
          mamaQueue_enqueueEvent(next, on_event, nullptr);
        },
        [this] { mamaQueueGroup_stopDispatch(groups_.any(random_)); },
        [this] {
          mamaMsg* slot = messages_.slot(random_);
          mamaMsg_destroy(*slot);
          *slot = nullptr;
          mamaMsg_create(slot);
        },
        [this] { drop(messages_, mamaMsg_destroy); },
        [this] { mamaMsg_clear(message()); },
        [this] { mamaMsg_addI32(message(), "n", 1, static_cast<mama_i32_t>(random_() % 100)); },
        [this] { mamaMsg_updateString(message(), topic(), 2, topic()); },
        [this] { mamaMsg_addMsg(message(), "m", 3, message()); },
        [this] { mamaMsg_addDateTime(message(), "t", 4, times_.any(random_)); },
        [this] { mamaMsg_updatePrice(message(), "p", 5, prices_.any(random_)); },
        [this] { mamaMsg_iterateFields(message(), on_field, nullptr, nullptr); },
        [this] {
          mamaMsg copy = nullptr;
          mamaMsg_copy(message(), &copy);
          mamaMsg_destroy(copy);
        },
        [this] {
          const void* buffer = nullptr;
          mama_size_t size = 0;
          mamaMsg copy = nullptr;
          if (mamaMsg_getByteBuffer(message(), &buffer, &size) == MAMA_STATUS_OK && size > 2) {
            mamaMsg_createFromByteBuffer(&copy, buffer, size - random_() % 3);
          }
          mamaMsg_destroy(copy);
        },
        [this] {
          mamaDateTime* slot = times_.slot(random_);
          mamaDateTime_destroy(*slot);
          *slot = nullptr;
          mamaDateTime_create(slot);
        },
        [this] { mamaDateTime_setToNow(times_.any(random_)); },
        [this] { drop(times_, mamaDateTime_destroy); },
        [this] {
          mamaPrice* slot = prices_.slot(random_);
          mamaPrice_destroy(*slot);
          *slot = nullptr;
          mamaPrice_create(slot);
        },
        [this] { mamaPrice_setFromString(prices_.any(random_), topic()); },
    };
    if (alone_) {
      const std::vector<std::function<void()>> more = {
          [this] {
            mamaMsgIterator* slot = iterators_.slot(random_);
            mamaMsgIterator_destroy(*slot);
            *slot = nullptr;
            mamaMsgIterator_create(slot, nullptr);
            mamaMsgIterator_associate(*slot, message());
          },
          [this] { mamaMsgIterator_next(iterators_.any(random_)); },
          [this] { mamaMsgIterator_begin(iterators_.any(random_)); },
          [this] { mamaMsgIterator_destroy(iterators_.any(random_)); },
      };
      all.insert(all.end(), more.begin(), more.end());
      all.push_back([this] {
        mama_start(nullptr);
        mama_stop(bridge_);
      });
      all.push_back([] { mama_setProperty("walk", nullptr); });
    }
    return all;
  }

  std::mt19937 random_;
  mamaBridge bridge_;
  bool alone_;
  bool keeps_stale_;
  Shelf<mamaQueue> queues_;
  Shelf<mamaTransport> transports_;
  Shelf<mamaSubscription> subscriptions_;
  Shelf<mamaPublisher> publishers_;
  Shelf<mamaInbox> inboxes_;
  Shelf<mamaTimer> timers_;
  Shelf<mamaIo> ios_;
  Shelf<mamaDispatcher> dispatchers_;
  Shelf<mamaQueueGroup> groups_;
  Shelf<mamaMsg> messages_;
  Shelf<mamaMsgIterator> iterators_;
  Shelf<mamaDateTime> times_;
  Shelf<mamaPrice> prices_;
};

/// Base of walks on the loopback, with nothing in the log. The parameter is the seed.
class WalkTest : public ::testing::TestWithParam<std::uint32_t> {
 protected:
#if defined(__SANITIZE_THREAD__)
  static constexpr int kSteps = 20'000;
#else
  static constexpr int kSteps = 100'000;
#endif

  void SetUp() override {
    mama_setLogCallback2([](MamaLogLevel, const char*) {});
    open();
  }
  void TearDown() override {
    close();
    mama_setLogCallback2(nullptr);
  }
  void open() {
    ASSERT_EQ(mama_loadBridge(&bridge_, "loopback"), MAMA_STATUS_OK);
    ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  }
  static void close() { EXPECT_EQ(mama_close(), MAMA_STATUS_OK); }

  mamaBridge bridge_ = nullptr;
};

}  // namespace quoll::test::misuse
