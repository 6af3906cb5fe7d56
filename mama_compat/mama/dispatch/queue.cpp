#include "dispatch/queue.h"

#include <mama/integration/msg.h>
#include <mama/log.h>
#include <mama/mama.h>
#include <mama/msg.h>
#include <wombat/strutils.h>

#include <algorithm>
#include <limits>
#include <new>
#include <utility>
#include <vector>

#include "runtime/bridge_call.h"
#include "services/statistics.h"
#include "support/shim.h"

using quoll::Clock;
using quoll::Duration;
using quoll::kNever;
using quoll::LightGate;
using quoll::MutexLock;
using quoll::TimePoint;
using quoll::mama::Activation;
using quoll::mama::ask_slot;
using quoll::mama::BridgeEnd;
using quoll::mama::call_slot;
using quoll::mama::DispatcherState;
using quoll::mama::DispatchLine;
using quoll::mama::DispatchScope;
using quoll::mama::pool_of;
using quoll::mama::Queue;
using quoll::mama::Statistics;
using quoll::mama::undo_if_thrown;

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kDestroyWaitStep{10};
constexpr milliseconds kFirstStopPause{1};
constexpr milliseconds kLongestStopPause{20};

// Numbers name the queues, so two must never be equal: also consumed by internal queues.
std::atomic<std::uint64_t> next_queue_number{1};

// Every queue that something still refers to, for the end of its bridge.
quoll::Mutex queues_mutex;
Queue* queues QUOLL_GUARDED_BY(queues_mutex) = nullptr;

// What a queue with object tracking hands out as a lock: a leak checker then shows the owner.
struct ObjectLock {
  void* owner;
};

TimePoint deadline_after(std::uint64_t ms) {
  return quoll::saturating_add(Clock::process().now(), quoll::saturating_milliseconds(ms));
}

std::uint64_t ms_until(TimePoint deadline) {
  const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::process().now());
  return left.count() > 0 ? static_cast<std::uint64_t>(left.count()) : 0;
}

// The word on the stack of a thread that waits until a gate has drained.
struct Drained {
  std::atomic<std::uint32_t> word{0};

  static void signal(void* closure) {
    auto& word = static_cast<Drained*>(closure)->word;
    word.store(1, std::memory_order_release);
    Clock::process().wake_all(word);
  }
};

}  // namespace

thread_local const DispatcherState* DispatcherState::of_this_thread = nullptr;
thread_local constinit DispatchScope* DispatchScope::innermost_ = nullptr;

DispatchScope::~DispatchScope() {
  innermost_ = outer_;
  if (is_lent_to_) queue_.take_back_message(*this);
}

mamaQueueImpl_::mamaQueueImpl_(mamaBridge bridge)
    : QueueDoor(bridge),
      name_("NO_NAME_" +
            std::to_string(next_queue_number.fetch_add(1, std::memory_order_relaxed))) {}

void mamaQueueImpl_::unref() const noexcept {
  if (references_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  auto* queue = const_cast<mamaQueueImpl_*>(this);
  queue->delist();
  pool_of<Queue>().release(queue);
}

mamaQueueImpl_::Ref mamaQueueImpl_::keep() noexcept {
  std::uint32_t references = references_.load(std::memory_order_relaxed);
  while (references != 0) {
    if (references_.compare_exchange_weak(references, references + 1, std::memory_order_acq_rel)) {
      return Ref::adopt(this);
    }
  }
  return nullptr;
}

mama_status mamaQueueImpl_::create(mamaQueue* out, mamaBridge bridge, Source source, void* native) {
  const quoll::mama::BridgeCall call(bridge);
  if (!call) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaQueue_create: bridge %p was closed before",
             static_cast<void*>(bridge));
    return MAMA_STATUS_NO_BRIDGE_IMPL;
  }
  Queue* queue = nullptr;
  try {
    queue = pool_of<Queue>().create(bridge);
  } catch (const std::bad_alloc&) {
  }
  if (queue == nullptr) return MAMA_STATUS_NOMEM;
  const auto discard = [queue](mama_status status) {
    if (mamaMsg message = queue->message_.exchange(nullptr)) mamaMsg_destroy(message);
    pool_of<Queue>().destroy(queue);
    return status;
  };
  if (source == Source::kNative) {
    mamaMsg message = nullptr;
    if (const mama_status status = queue->make_message(&message); status != MAMA_STATUS_OK) {
      return discard(status);
    }
    queue->message_.store(message);
  }
  const mama_status status = undo_if_thrown(
      [&] {
        return source == Source::kNative
                   ? call_slot(bridge->bridgeMamaQueueCreateUsingNative, &queue->bridge_queue_,
                               queue, native)
                   : call_slot(bridge->bridgeMamaQueueCreate, &queue->bridge_queue_, queue);
      },
      [&] { discard(MAMA_STATUS_PLATFORM); });
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaQueue_create: the bridge could not make its queue: %s",
             mamaStatus_stringForStatus(status));
    return discard(status);
  }
  if (source == Source::kBridge) {
    queue->tracks_objects_ = strtobool(mama_getProperty("mama.queue.object_lock_tracking")) != 0;
  }
  queue->enlist();
  queue->objects_.fetch_sub(1, std::memory_order_acq_rel);
  if (source == Source::kBridge) {
    if (const mama_status refused = queue->enable_statistics(); refused != MAMA_STATUS_OK) {
      queue->destroy();
      return refused;
    }
  }
  *out = queue;
  return MAMA_STATUS_OK;
}

// ---- attributes --------------------------------------------------------------------------------

mama_status mamaQueueImpl_::set_name(const char* name) {
  try {
    std::string copy(name);
    MutexLock lock(mutex_);
    name_.swap(copy);
    const auto statistics = statistics_;
    lock.unlock();
    if (statistics) statistics->collector()->set_name(name);
    return MAMA_STATUS_OK;
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
}

const char* mamaQueueImpl_::name() const {
  MutexLock lock(mutex_);
  return name_.c_str();
}

std::string mamaQueueImpl_::copy_of_name() const {
  MutexLock lock(mutex_);
  return name_;
}

std::string mamaQueueImpl_::name_for_log() const noexcept {
  try {
    return copy_of_name();
  } catch (const std::bad_alloc&) {
    return "(no memory)";  // so short that it needs none
  }
}

mama_status mamaQueueImpl_::set_high_watermark(std::size_t high) {
  if (high < low_watermark_) return MAMA_STATUS_INVALID_ARG;
  high_watermark_ = high;
  return call_bridge(&mamaBridgeImpl_::bridgeMamaQueueSetHighWatermark, high);
}

mama_status mamaQueueImpl_::set_low_watermark(std::size_t low) {
  low = std::max<std::size_t>(low, 1);
  if (high_watermark_ < low) return MAMA_STATUS_INVALID_ARG;
  low_watermark_ = low;
  return call_bridge(&mamaBridgeImpl_::bridgeMamaQueueSetLowWatermark, low);
}

void mamaQueueImpl_::set_monitor(const mamaQueueMonitorCallbacks& callbacks, void* closure) {
  monitor_.replace(callbacks, closure);
}

void mamaQueueImpl_::high_watermark_exceeded(std::size_t count) {
  monitor_.call([&](const mamaQueueMonitorCallbacks& callbacks, void* closure) {
    const auto callback = callbacks.onQueueHighWatermarkExceeded;
    if (callback != nullptr) callback(this, count, closure);
  });
}

void mamaQueueImpl_::low_watermark_reached(std::size_t count) {
  monitor_.call([&](const mamaQueueMonitorCallbacks& callbacks, void* closure) {
    const auto callback = callbacks.onQueueLowWatermark;
    if (callback != nullptr) callback(this, count, closure);
  });
}

// ---- events and dispatching --------------------------------------------------------------------

// The table is looked at inside the gate: an abandoned queue may outlive its bridge.
template <class Slot, class... Args>
mama_status mamaQueueImpl_::call_bridge(Slot mamaBridgeImpl_::*slot, Args... args) {
  LightGate::Frame frame(calls_);
  if (!frame) return MAMA_STATUS_INVALID_ARG;
  return call_slot(bridge_->*slot, bridge_queue_, args...);
}

mama_status mamaQueueImpl_::dispatch() {
  const bool nested = frames_.entered_by_caller();
  LightGate::Frame frame(frames_);
  if (!frame) return MAMA_STATUS_INVALID_ARG;
  dispatching_.store(true, std::memory_order_relaxed);
  const Activation::Stay stay(activation_, DispatchScope::does_caller_stay(*this));
  DispatchScope scope(*this);
  scope.stay();
  for (std::uint32_t stops = activation_.stops();;) {
    if (!wait_until_active(kNever, stops)) return MAMA_STATUS_OK;
    const DispatchLine::Turn turn(line_, DispatcherState::of_this_thread, [this] {
      return must_leave_dispatch() || !activation_.is_active();
    });
    if (!turn && must_leave_dispatch()) return MAMA_STATUS_OK;
    stops = activation_.stops();
    if (!turn || !activation_.is_active()) continue;
    const mama_status status = call_slot(bridge_->bridgeMamaQueueDispatch, bridge_queue_);
    // A stop ends the innermost dispatch only: pass it on to the one around.
    if (nested && must_leave_dispatch()) request_stop();
    const bool is_held_back = !activation_.is_active() && activation_.stops() == stops;
    if (status != MAMA_STATUS_OK || !is_held_back) return status;
  }
}

bool mamaQueueImpl_::must_leave_dispatch() const noexcept {
  if (closing()) return true;
  const DispatcherState* const own = DispatcherState::of_this_thread;
  return own != nullptr && own->queue == this && own->stopping.load(std::memory_order_acquire) != 0;
}

mama_status mamaQueueImpl_::timed_dispatch(std::uint64_t timeout_ms) {
  LightGate::Frame frame(frames_);
  if (!frame) return MAMA_STATUS_INVALID_ARG;
  dispatching_.store(true, std::memory_order_relaxed);
  const DispatchScope scope(*this);
  if (!activation_.is_active()) [[unlikely]] {
    const TimePoint deadline = deadline_after(timeout_ms);
    if (!wait_until_active(deadline, activation_.stops())) return MAMA_STATUS_OK;
    timeout_ms = ms_until(deadline);
  }
  return call_slot(bridge_->bridgeMamaQueueTimedDispatch, bridge_queue_, timeout_ms);
}

mama_status mamaQueueImpl_::dispatch_event() {
  LightGate::Frame frame(frames_);
  if (!frame) return MAMA_STATUS_INVALID_ARG;
  const DispatchScope scope(*this);
  if (!activation_.is_active()) [[unlikely]] {
    if (!wait_until_active(kNever, activation_.stops())) return MAMA_STATUS_OK;
  }
  return call_slot(bridge_->bridgeMamaQueueDispatchEvent, bridge_queue_);
}

mama_status mamaQueueImpl_::stop_dispatch() {
  dispatching_.store(false, std::memory_order_relaxed);
  LightGate::Frame frame(calls_);
  if (!frame) return MAMA_STATUS_INVALID_ARG;
  activation_.stop();
  return call_slot(bridge_->bridgeMamaQueueStopDispatch, bridge_queue_);
}

mama_status mamaQueueImpl_::event_count(std::size_t* count) {
  return call_bridge(&mamaBridgeImpl_::bridgeMamaQueueGetEventCount, count);
}

// ---- statistics --------------------------------------------------------------------------------

int MAMACALLTYPE mamaQueueImpl_::poll_size(void* closure) {
  std::size_t count = 0;
  // Its end does not wait for us where it comes from a callback.
  if (const Ref alive = static_cast<Queue*>(closure)->keep()) alive->event_count(&count);
  return static_cast<int>(std::min<std::size_t>(count, std::numeric_limits<int>::max()));
}

mama_status mamaQueueImpl_::enable_statistics() try {
  if (statistics()) return MAMA_STATUS_OK;
  Statistics& statistics = Statistics::instance();
  if (!statistics.keeps_queues()) return MAMA_STATUS_OK;
  const char* const middleware = ask_slot<const char*>(nullptr, bridge_->bridgeGetName);
  const auto made = statistics.of_queue(copy_of_name(), middleware != nullptr ? middleware : "");
  if (!made) return MAMA_STATUS_NOMEM;
  made->poll(MAMA_STAT_TYPE_QUEUE_SIZE, &poll_size, this);
  MutexLock lock(mutex_);
  if (!statistics_ && !closing()) statistics_ = made;  // else they end with `made`
  return MAMA_STATUS_OK;
} catch (const std::bad_alloc&) {
  return MAMA_STATUS_NOMEM;
}

quoll::Ref<quoll::mama::OwnStatistics> mamaQueueImpl_::statistics() const {
  MutexLock lock(mutex_);
  return statistics_;
}

mama_status mamaQueueImpl_::set_enqueue_callback(mamaQueueEnqueueCB callback, void* closure) {
  return call_bridge(&mamaBridgeImpl_::bridgeMamaQueueSetEnqueueCallback, callback, closure);
}

mama_status mamaQueueImpl_::remove_enqueue_callback() {
  return call_bridge(&mamaBridgeImpl_::bridgeMamaQueueRemoveEnqueueCallback);
}

mama_status mamaQueueImpl_::native_handle(void** handle) {
  return call_bridge(&mamaBridgeImpl_::bridgeMamaQueueGetNativeHandle, handle);
}

void* mamaQueueImpl_::native_handle_or_null() {
  if (bridge_->bridgeMamaQueueGetNativeHandle == nullptr) return bridge_queue_;
  void* handle = nullptr;
  return native_handle(&handle) == MAMA_STATUS_OK ? handle : nullptr;
}

// ---- the reusable message ----------------------------------------------------------------------

mama_status mamaQueueImpl_::make_message(mamaMsg* out) {
  mamaMsg message = nullptr;
  QUOLL_TRY(mamaMsgImpl_createForPayload(&message, nullptr, nullptr, 0));
  mama_status status = mamaMsgImpl_setBridgeImpl(message, bridge_);
  if (status == MAMA_STATUS_OK) status = mamaMsgImpl_setQueue(message, this);
  if (status != MAMA_STATUS_OK) {
    mamaMsg_destroy(message);
    return status;
  }
  *out = message;
  return MAMA_STATUS_OK;
}

mamaMsg mamaQueueImpl_::make_message_or_log() {
  mamaMsg made = nullptr;
  if (const mama_status status = make_message(&made); status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaQueueImpl_getMsg: queue %s cannot make its message: %s",
             name_for_log().c_str(), mamaStatus_stringForStatus(status));
  }
  return made;
}

mamaMsg mamaQueueImpl_::message() {
  DispatchScope* const scope = DispatchScope::of_caller(*this);
  return scope != nullptr ? message_of(*scope) : shared_message();
}

mamaMsg mamaQueueImpl_::message_of(DispatchScope& scope) {
  mamaMsg message = scope.message_.load(std::memory_order_acquire);
  if (message != nullptr) return message;
  {
    MutexLock lock(mutex_);
    if (!idle_messages_.empty()) {
      message = idle_messages_.back();
      idle_messages_.pop_back();
    }
  }
  if (message == nullptr) message = make_message_or_log();
  if (message == nullptr) return nullptr;
  MutexLock lock(mutex_);
  scope.message_.store(message, std::memory_order_release);
  if (!scope.is_lent_to_) {
    scope.is_lent_to_ = true;
    scope.next_lent_to_ = lent_to_;
    lent_to_ = &scope;
  }
  return message;
}

void mamaQueueImpl_::take_back_message(DispatchScope& scope) noexcept {
  MutexLock lock(mutex_);
  DispatchScope** link = &lent_to_;
  while (*link != &scope) link = &(*link)->next_lent_to_;
  *link = scope.next_lent_to_;
  mamaMsg const message = scope.message_.load(std::memory_order_relaxed);
  if (message == nullptr) return;
  try {
    idle_messages_.push_back(message);
    return;
  } catch (const std::bad_alloc&) {
  }
  lock.unlock();
  mamaMsg_destroy(message);
}

mamaMsg mamaQueueImpl_::shared_message() {
  mamaMsg message = message_.load(std::memory_order_acquire);
  if (message != nullptr) return message;
  mamaMsg made = make_message_or_log();
  if (made == nullptr) return nullptr;
  if (message_.compare_exchange_strong(message, made, std::memory_order_acq_rel)) return made;
  mamaMsg_destroy(made);  // another thread was first
  return message;
}

void mamaQueueImpl_::detach_message(mamaMsg message) noexcept {
  mamaMsg shared = message;
  if (message_.compare_exchange_strong(shared, nullptr, std::memory_order_acq_rel)) return;
  MutexLock lock(mutex_);
  for (DispatchScope* scope = lent_to_; scope != nullptr; scope = scope->next_lent_to_) {
    if (scope->message_.load(std::memory_order_relaxed) == message) {
      scope->message_.store(nullptr, std::memory_order_release);
    }
  }
}

bool mamaQueueImpl_::keeps(const mamaMsgImpl_* message) noexcept {
  if (message_.load(std::memory_order_acquire) == message) return true;
  MutexLock lock(mutex_);
  for (DispatchScope* scope = lent_to_; scope != nullptr; scope = scope->next_lent_to_) {
    if (scope->message_.load(std::memory_order_relaxed) == message) return true;
  }
  return std::find(idle_messages_.begin(), idle_messages_.end(), message) != idle_messages_.end();
}

void mamaQueueImpl_::destroy_messages() noexcept {
  std::vector<mamaMsg> all;
  MutexLock lock(mutex_);
  all.swap(idle_messages_);
  // Only when the bridge is closed from inside a callback.
  for (DispatchScope* scope = lent_to_; scope != nullptr; scope = scope->next_lent_to_) {
    if (mamaMsg message = scope->message_.exchange(nullptr)) all.push_back(message);
  }
  lock.unlock();
  for (mamaMsg message : all) mamaMsg_destroy(message);
  if (mamaMsg message = message_.exchange(nullptr)) mamaMsg_destroy(message);
}

// ---- object counting ---------------------------------------------------------------------------

bool mamaQueueImpl_::add_object(void* owner, mamaQueueLockHandle* lock) {
  *lock = nullptr;
  std::int64_t count = objects_.load(std::memory_order_relaxed);
  do {
    if ((count & kClosing) != 0) return false;
  } while (!objects_.compare_exchange_weak(count, count + 1, std::memory_order_acq_rel));
  if (tracks_objects_) {
    *lock = new (std::nothrow) ObjectLock{owner};
    mama_log(MAMA_LOG_LEVEL_NORMAL,
             "mamaQueue_incrementObjectCount: queue %p, owner %p, objects now %lld",
             static_cast<void*>(this), owner, static_cast<long long>(count + 1));
  }
  return true;
}

void mamaQueueImpl_::remove_object(mamaQueueLockHandle* lock) {
  void* owner = nullptr;
  if (tracks_objects_) {
    if (lock == nullptr || *lock == nullptr) {
      mama_log(MAMA_LOG_LEVEL_ERROR,
               "mamaQueue_decrementObjectCount: queue %p: the lock was given back already; the "
               "count stays",
               static_cast<void*>(this));
      return;
    }
    auto* block = static_cast<ObjectLock*>(*lock);
    owner = block->owner;
    delete block;
    *lock = nullptr;
  }
  std::int64_t count = objects_.load(std::memory_order_relaxed);
  do {
    if ((count & ~kClosing) == 0) {
      mama_log(MAMA_LOG_LEVEL_ERROR,
               "mamaQueue_decrementObjectCount: queue %p has no objects left; the count stays 0",
               static_cast<void*>(this));
      return;
    }
  } while (!objects_.compare_exchange_weak(count, count - 1, std::memory_order_acq_rel));
  if (tracks_objects_) {
    mama_log(MAMA_LOG_LEVEL_NORMAL,
             "mamaQueue_decrementObjectCount: queue %p, owner %p, objects now %lld",
             static_cast<void*>(this), owner, static_cast<long long>(count - 1));
  }
}

mama_status mamaQueueImpl_::can_destroy() const noexcept {
  return objects_.load(std::memory_order_acquire) == 0 ? MAMA_STATUS_OK
                                                       : MAMA_STATUS_QUEUE_OPEN_OBJECTS;
}

// ---- stopping ----------------------------------------------------------------------------------

void mamaQueueImpl_::request_stop() { call_bridge(&mamaBridgeImpl_::bridgeMamaQueueStopDispatch); }

void mamaQueueImpl_::stop_dispatcher(const DispatcherState& dispatcher) {
  if (line_.is_free() || line_.is_held_by(dispatcher)) {
    dispatching_.store(false, std::memory_order_relaxed);
  }
  stop_until(dispatcher.exited, &dispatcher);
}

void mamaQueueImpl_::stop_until(const std::atomic<std::uint32_t>& done,
                                const DispatcherState* dispatcher) {
  Clock& clock = Clock::process();
  Duration pause = kFirstStopPause;
  while (done.load(std::memory_order_acquire) == 0) {
    look_again();
    if (dispatcher == nullptr || line_.is_held_by(*dispatcher)) request_stop();
    clock.wait(done, 0, clock.now() + pause);
    // A thread in a dispatch that no stop reaches (dispatchEvent of a foreign bridge) needs an
    // event.
    if (pause >= kLongestStopPause && closing() && done.load(std::memory_order_acquire) == 0) {
      post_stop_event();
    }
    pause = std::min<Duration>(pause * 2, kLongestStopPause);
  }
}

void mamaQueueImpl_::post_stop_event() {
  call_bridge(&mamaBridgeImpl_::bridgeMamaQueueEnqueueEvent, &on_stop_event,
              static_cast<void*>(this));
}

// Runs on a thread that dispatches a queue whose end has begun: its own dispatch is in progress, so
// this stop cannot be lost. Whoever else is still inside gets the next one.
void MAMACALLTYPE mamaQueueImpl_::on_stop_event(mamaQueue, void* closure) {
  auto& queue = *static_cast<Queue*>(closure);
  queue.request_stop();
  if (queue.frames_.frames() > 1) queue.post_stop_event();
}

bool mamaQueueImpl_::attach(const std::shared_ptr<DispatcherState>& dispatcher) {
  MutexLock lock(mutex_);
  if (dispatcher_ != nullptr || closing()) return false;
  dispatcher_ = dispatcher;
  return true;
}

void mamaQueueImpl_::detach(const std::shared_ptr<DispatcherState>& dispatcher) {
  MutexLock lock(mutex_);
  if (dispatcher_ == dispatcher) dispatcher_.reset();
}

void mamaQueueImpl_::release_dispatcher() {
  MutexLock lock(mutex_);
  if (dispatcher_ == nullptr) return;
  dispatcher_->stopping.store(1, std::memory_order_release);
  dispatcher_.reset();
}

// ---- the end -----------------------------------------------------------------------------------

mama_status mamaQueueImpl_::destroy() {
  std::int64_t count = 0;
  if (!objects_.compare_exchange_strong(count, kClosing, std::memory_order_acq_rel)) {
    return (count & kClosing) != 0 ? MAMA_STATUS_INVALID_ARG : MAMA_STATUS_QUEUE_OPEN_OBJECTS;
  }
  dispatching_.store(false, std::memory_order_relaxed);
  release_dispatcher();
  if (frames_.entered_by_caller()) {
    // Our own frame keeps the queue alive until the callback has unwound.
    frames_.close(&finish, this);
    look_again();
    request_stop();
    post_stop_event();
    return MAMA_STATUS_OK;
  }
  Drained drained;
  frames_.close(&Drained::signal, &drained);
  stop_until(drained.word, nullptr);
  finish(this);
  return MAMA_STATUS_OK;
}

void mamaQueueImpl_::finish(void* closure) {
  auto* queue = static_cast<Queue*>(closure);
  queue->calls_.close_and_wait();
  if (!queue->abandoned()) {
    const mama_status status =
        call_slot(queue->bridge_->bridgeMamaQueueDestroy, queue->bridge_queue_);
    if (status != MAMA_STATUS_OK) {
      mama_log(MAMA_LOG_LEVEL_ERROR, "mamaQueue_destroy: the bridge could not end queue %s: %s",
               queue->name_for_log().c_str(), mamaStatus_stringForStatus(status));
    }
    queue->destroy_messages();
  }
  retire(queue);
}

void mamaQueueImpl_::retire(void* closure) {
  auto* queue = static_cast<Queue*>(closure);
  if (const auto statistics = queue->statistics()) statistics->end();
  pool_of<Queue>().retire(queue, reinterpret_cast<const void*>(&mamaQueue_destroy));
  queue->unref();
}

// Of a queue whose bridge was given up: nothing waits for the calls inside, which may never return.
void mamaQueueImpl_::finish_when_left(void* closure) {
  auto* queue = static_cast<Queue*>(closure);
  queue->calls_.close(&retire, queue);
}

mama_status mamaQueueImpl_::destroy_wait() {
  const Ref alive = Ref::share(this);  // a callback that we dispatch may destroy the queue
  activate();                          // what we wait for comes by its events
  mama_status destroyed = destroy();
  while (destroyed == MAMA_STATUS_QUEUE_OPEN_OBJECTS) {
    const mama_status status = timed_dispatch(kDestroyWaitStep.count());
    if (closing()) return MAMA_STATUS_OK;  // what we wanted, by somebody else
    if (status != MAMA_STATUS_OK && status != MAMA_STATUS_TIMEOUT) return status;
    destroyed = destroy();
  }
  return destroyed;
}

mama_status mamaQueueImpl_::destroy_timed_wait(Duration limit) {
  Clock& clock = Clock::process();
  const TimePoint end = quoll::saturating_add(clock.now(), limit);
  const Ref alive = Ref::share(this);  // a callback that we dispatch may destroy the queue
  activate();                          // what we wait for comes by its events
  mama_status destroyed = destroy();
  while (destroyed == MAMA_STATUS_QUEUE_OPEN_OBJECTS) {
    const Duration left = end - clock.now();
    if (left <= Duration::zero()) break;
    const auto step = std::min(std::chrono::ceil<milliseconds>(left), kDestroyWaitStep);
    const mama_status status = timed_dispatch(static_cast<std::uint64_t>(step.count()));
    if (closing()) return MAMA_STATUS_OK;  // what we wanted, by somebody else
    if (status != MAMA_STATUS_OK && status != MAMA_STATUS_TIMEOUT) return status;
    destroyed = destroy();
  }
  if (destroyed != MAMA_STATUS_QUEUE_OPEN_OBJECTS) return destroyed;
  mama_log(MAMA_LOG_LEVEL_WARN,
           "mamaQueue_destroyTimedWait: queue %s still has %lld open objects; it stays alive",
           name_for_log().c_str(), static_cast<long long>(objects_.load() & ~kClosing));
  return MAMA_STATUS_OK;
}

// ---- the end of a bridge -----------------------------------------------------------------------

void mamaQueueImpl_::enlist() {
  MutexLock lock(queues_mutex);
  next_ = queues;
  link_ = &queues;
  if (next_ != nullptr) next_->link_ = &next_;
  queues = this;
}

void mamaQueueImpl_::delist() noexcept {
  MutexLock lock(queues_mutex);
  if (link_ == nullptr) return;
  *link_ = next_;
  if (next_ != nullptr) next_->link_ = link_;
  link_ = nullptr;
}

/// The next queue of the bridge behind one that the caller keeps, which therefore is on the list;
/// the first without one.
Queue::Ref mamaQueueImpl_::next_of(mamaBridge bridge, const Queue* after) {
  MutexLock lock(queues_mutex);
  for (Queue* queue = after != nullptr ? after->next_ : queues; queue != nullptr;
       queue = queue->next_) {
    if (queue->bridge_ != bridge) continue;
    if (Ref alive = queue->keep()) return alive;
  }
  return nullptr;
}

void mamaQueueImpl_::end_dispatchers_of(mamaBridge bridge) {
  Ref queue;
  while ((queue = next_of(bridge, queue.get()))) {
    std::shared_ptr<DispatcherState> dispatcher;
    {
      MutexLock lock(queue->mutex_);
      dispatcher.swap(queue->dispatcher_);
    }
    if (dispatcher == nullptr) continue;
    mama_log(MAMA_LOG_LEVEL_WARN,
             "mama_close: the dispatcher of queue %s was not destroyed; it is ended now",
             queue->name_for_log().c_str());
    dispatcher->stopping.store(1, std::memory_order_release);
    if (queue->frames_.entered_by_caller() && queue->line_.is_held_by(*dispatcher)) {
      queue->request_stop();  // it ends when this callback returns
    } else {
      queue->stop_dispatcher(*dispatcher);
    }
  }
}

void mamaQueueImpl_::abandon_queues_of(mamaBridge bridge, BridgeEnd end) {
  Ref queue;
  while ((queue = next_of(bridge, queue.get()))) {
    queue->abandoned_.store(true, std::memory_order_release);
    const std::int64_t count = queue->objects_.fetch_or(kClosing, std::memory_order_acq_rel);
    if ((count & kClosing) != 0) continue;  // destroyed; only something that it held is left
    mama_log(MAMA_LOG_LEVEL_WARN,
             "mama_close: queue %s was not destroyed (%lld open objects); its handle is dead now",
             queue->name_for_log().c_str(), static_cast<long long>(count));
    queue->destroy_messages();
    queue->frames_.close(end == BridgeEnd::kClosed ? &finish : &finish_when_left, queue.get());
    queue->look_again();
  }
}
