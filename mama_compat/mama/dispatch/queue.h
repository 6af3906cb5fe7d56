/// The object behind a mamaQueue handle.
#pragma once

#include <bridge.h>
#include <mama/integration/queue.h>
#include <mama/queue.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dispatch/activation.h"
#include "dispatch/dispatch_line.h"
#include "dispatch/dispatch_scope.h"
#include "dispatch/teardown.h"
#include "quoll/clock.h"
#include "quoll/gate.h"
#include "quoll/handle_pool.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"
#include "services/own_statistics.h"
#include "support/replaceable_callback.h"

namespace quoll::mama {

/// What the thread of a dispatcher, the dispatcher's handle and its queue share: each may end
/// first.
struct DispatcherState {
  std::atomic<std::uint32_t> started{0};   // the handle is complete: the thread may begin
  std::atomic<std::uint32_t> stopping{0};  // the thread is to leave its loop
  std::atomic<std::uint32_t> exited{0};    // the thread has left it; the word that enders wait on

  /// Of the calling thread, when it is a dispatcher's; else null.
  static thread_local const DispatcherState* of_this_thread;
  const void* queue = nullptr;  // only to be compared
};

/// What a call on a queue goes through before it is known to be inside: readable also when the
/// queue ends, and its storage is freed, between the check of the handle and the entry. The gates
/// are closed then. (HandlePool keeps the memory.)
struct QueueDoor {
  explicit QueueDoor(mamaBridge bridge) noexcept : bridge_(bridge) {}

  const mamaBridge bridge_;
  queueBridge bridge_queue_ = nullptr;
  // To the storage; 0 when it is free.
  mutable std::atomic<std::uint32_t> references_{1};
  // Counts the creation itself too, until it is over.
  std::atomic<std::int64_t> objects_{1};
  std::atomic<bool> dispatching_{false};
  // Everybody who is inside a dispatch function of the bridge.
  LightGate frames_;
  // Everybody who is inside another function of the bridge's queue.
  LightGate calls_;
};

}  // namespace quoll::mama

/// One event queue of an application, bound for life to one bridge: name, closure, monitor
/// callbacks, watermarks, object count and reusable message are kept here, events and their
/// dispatching are the bridge's. Made and ended by mamaQueue_create and mamaQueue_destroy;
/// dispatchers, timers, ios and inboxes hold references to the storage. Any thread may call
/// anything.
///
/// End: destroy() refuses while objects are counted. Else it lets nobody into dispatch any more,
/// keeps asking those inside to stop, waits until they have left, and tears down. Called from a
/// callback of this queue it does not wait: the last thread that leaves dispatch tears down.
struct mamaQueueImpl_ final : private quoll::mama::QueueDoor {
 public:
  using ReadableWhenFree = quoll::mama::QueueDoor;  // see HandlePool
  using Ref = quoll::Ref<mamaQueueImpl_>;
  enum class Source { kBridge, kNative };

  static mama_status create(mamaQueue* out, mamaBridge bridge, Source source, void* native);

  mamaQueueImpl_(const mamaQueueImpl_&) = delete;
  mamaQueueImpl_& operator=(const mamaQueueImpl_&) = delete;

  // Storage. The creation's own reference goes when the queue is torn down.
  void ref() const noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
  void unref() const noexcept;
  /// A reference, for who has found the handle alive: the queue may end on another thread. Null
  /// when the storage is on its way back to the pool.
  Ref keep() noexcept;

  mamaBridge bridge() const noexcept { return bridge_; }
  /// From the start of the end: the handle refuses everything but questions.
  bool closing() const noexcept {
    return (objects_.load(std::memory_order_relaxed) & kClosing) != 0;
  }
  /// The bridge was closed while the queue was alive: nothing of it may be called any more.
  bool abandoned() const noexcept { return abandoned_.load(std::memory_order_acquire); }

  // Attributes.
  mama_status set_name(const char* name);
  const char* name() const;
  std::string copy_of_name() const;
  std::string name_for_log() const noexcept;
  std::atomic<void*>& closure() noexcept { return closure_; }
  mama_status set_high_watermark(std::size_t high);
  mama_status set_low_watermark(std::size_t low);
  std::size_t high_watermark() const noexcept { return high_watermark_; }
  std::size_t low_watermark() const noexcept { return low_watermark_; }
  void set_monitor(const mamaQueueMonitorCallbacks& callbacks, void* closure);
  void high_watermark_exceeded(std::size_t count);
  void low_watermark_reached(std::size_t count);

  // Events and their dispatching.
  mama_status enqueue(mamaQueueEventCB callback, void* closure) {
    quoll::LightGate::Frame frame(calls_);
    if (!frame) [[unlikely]]
      return MAMA_STATUS_INVALID_ARG;
    return bridge_->bridgeMamaQueueEnqueueEvent(bridge_queue_, callback, closure);
  }
  mama_status dispatch();
  mama_status timed_dispatch(std::uint64_t timeout_ms);
  mama_status dispatch_event();
  mama_status stop_dispatch();
  bool is_dispatching() const noexcept { return dispatching_; }
  mama_status activate();
  /// Waits until no thread delivers any more, unless the caller is inside some callback.
  mama_status deactivate();
  mama_status event_count(std::size_t* count);
  /// Keeps statistics, if the properties ask for those of queues. Does nothing the second time.
  mama_status enable_statistics();
  /// Null when none are kept.
  quoll::Ref<quoll::mama::OwnStatistics> statistics() const;
  mama_status set_enqueue_callback(mamaQueueEnqueueCB callback, void* closure);
  mama_status remove_enqueue_callback();
  /// The bridge's handle for its timers and ios; a bridge that has no such function means its
  /// queue.
  mama_status native_handle(void** handle);
  /// For timers and ios: null when there is none.
  void* native_handle_or_null();

  // The reusable message of the caller's dispatch call; outside of one, of the queue.
  mamaMsg message();
  void detach_message(mamaMsg message) noexcept;
  /// Whether it is one of the reusable messages that the queue has not let go of.
  bool keeps(const mamaMsgImpl_* message) noexcept;

  // Objects that can still cause events.
  /// False when the queue is ending: nothing is counted then.
  bool add_object(void* owner, mamaQueueLockHandle* lock);
  void remove_object(mamaQueueLockHandle* lock);
  mama_status can_destroy() const noexcept;

  // The end.
  mama_status destroy();
  mama_status destroy_wait();
  mama_status destroy_timed_wait(quoll::Duration limit);

  // Dispatchers. False when there is one already, or when the queue is ending.
  bool attach(const std::shared_ptr<quoll::mama::DispatcherState>& dispatcher);
  void detach(const std::shared_ptr<quoll::mama::DispatcherState>& dispatcher);
  /// Makes the thread of a dispatcher that is stopping leave dispatch, and waits until it has left
  /// its loop. A dispatch of another thread goes on.
  void stop_dispatcher(const quoll::mama::DispatcherState& dispatcher);

  // For the end of a bridge (dispatch/teardown.h).
  static void end_dispatchers_of(mamaBridge bridge);
  static void abandon_queues_of(mamaBridge bridge, quoll::mama::BridgeEnd end);

 private:
  template <class T>
  friend class quoll::HandlePool;
  friend class quoll::mama::DispatchScope;

  explicit mamaQueueImpl_(mamaBridge bridge);
  ~mamaQueueImpl_() = default;

  static constexpr std::int64_t kClosing = std::int64_t{1} << 62;

  mama_status make_message(mamaMsg* out);
  template <class Slot, class... Args>
  mama_status call_bridge(Slot mamaBridgeImpl_::*slot, Args... args);
  void request_stop();
  /// Asks dispatch to stop, again and again, until `done` is not zero: one request may be lost when
  /// the thread was about to enter dispatch. With a dispatcher, only while that one has the turn.
  void stop_until(const std::atomic<std::uint32_t>& done,
                  const quoll::mama::DispatcherState* dispatcher);
  mamaMsg shared_message();
  mamaMsg message_of(quoll::mama::DispatchScope& scope);
  mamaMsg make_message_or_log();
  void take_back_message(quoll::mama::DispatchScope& scope) noexcept;
  void destroy_messages() noexcept;
  bool must_leave_dispatch() const noexcept;
  bool wait_until_active(quoll::TimePoint deadline, std::uint32_t stops);
  /// Makes the threads that wait for their turn, or for the activation, ask whether to go on.
  void look_again() noexcept;
  void hold_back();
  static void MAMACALLTYPE on_hold_event(mamaQueue queue, void* closure);
  void post_stop_event();
  static int MAMACALLTYPE poll_size(void* queue);
  static void MAMACALLTYPE on_stop_event(mamaQueue queue, void* closure);
  static void finish(void* queue);
  static void finish_when_left(void* queue);
  static void retire(void* queue);
  void release_dispatcher();
  void enlist();
  void delist() noexcept;
  static Ref next_of(mamaBridge bridge, const mamaQueueImpl_* after);

  std::atomic<bool> abandoned_{false};
  bool tracks_objects_ = false;

  quoll::mama::DispatchLine line_;
  quoll::mama::Activation activation_;
  quoll::mama::ReplaceableCallback<mamaQueueMonitorCallbacks> monitor_;

  std::atomic<void*> closure_{nullptr};
  std::atomic<std::size_t> high_watermark_{0};
  std::atomic<std::size_t> low_watermark_{1};
  std::atomic<mamaMsg> message_{nullptr};  // for callers outside of dispatch

  mutable quoll::Mutex mutex_;
  std::vector<mamaMsg> idle_messages_ QUOLL_GUARDED_BY(mutex_);
  quoll::mama::DispatchScope* lent_to_ QUOLL_GUARDED_BY(mutex_) = nullptr;  // who has a message
  std::string name_ QUOLL_GUARDED_BY(mutex_);
  quoll::Ref<quoll::mama::OwnStatistics> statistics_ QUOLL_GUARDED_BY(mutex_);
  std::shared_ptr<quoll::mama::DispatcherState> dispatcher_ QUOLL_GUARDED_BY(mutex_);

  // The list of all queues whose storage is alive; guarded by its own lock (queue.cpp).
  mamaQueueImpl_* next_ = nullptr;
  mamaQueueImpl_** link_ = nullptr;
};

namespace quoll::mama {

using Queue = mamaQueueImpl_;

/// check_handle for queues: one whose end has begun counts as destroyed.
mama_status check_queue(mamaQueue queue, const char* function,
                        mama_status if_null = MAMA_STATUS_NULL_ARG,
                        mama_status if_stale = MAMA_STATUS_INVALID_ARG);

#define QUOLL_CHECK_QUEUE(queue, ...) \
  QUOLL_TRY(::quoll::mama::check_queue(queue, __func__ __VA_OPT__(, ) __VA_ARGS__))

}  // namespace quoll::mama
