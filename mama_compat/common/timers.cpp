// The C functions of wombat/timers.h: a heap of one-shot timers with a thread of its own.
#include <wombat/timers.h>

#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <set>

#include "common/owner_turn.h"
#include "quoll/clock.h"

namespace {

using quoll::Clock;
using quoll::TimePoint;

struct Timer {
  using Queue = std::multimap<TimePoint, Timer*>;
  timerFireCb callback;
  void* closure;
  Queue::iterator place;
  bool is_armed = false;
};

TimePoint deadline_of(const timeval& timeout) noexcept {
  const auto from_now = std::chrono::seconds(timeout.tv_sec);
  // A timeout beyond what nanoseconds can count never comes.
  if (from_now > std::chrono::hours(24 * 365 * 100)) return quoll::kNever;
  return quoll::saturating_add(Clock::process().now(),
                               from_now + std::chrono::microseconds(timeout.tv_usec));
}

// Owned by its user. Callbacks run on its thread with the lock held, as the interface promises.
class Heap {
 public:
  // Ends the thread, which is not the caller's.
  ~Heap() {
    if (thread_ != nullptr) {
      is_ending_.store(true, std::memory_order_relaxed);
      wake();
      thread_->join();
    }
  }

  quoll::OwnerTurn& lock() noexcept { return lock_; }

  bool start() {
    const std::lock_guard guard(lock_);
    if (thread_ != nullptr) return false;
    thread_ = Clock::process().spawn("timer heap", [this] { run(); });
    if (thread_ == nullptr) return false;
    while (has_thread_id_.load(std::memory_order_acquire) == 0) {
      Clock::process().wait(has_thread_id_, 0);
    }
    return true;
  }
  bool is_caller_its_thread() const noexcept { return thread_ != nullptr && thread_->is_current(); }
  pthread_t thread_id() const noexcept {
    return has_thread_id_.load(std::memory_order_acquire) == 0 ? INVALID_THREAD : thread_id_;
  }

  void create(timerElement* out, timerFireCb callback, void* closure, TimePoint deadline) {
    const std::lock_guard guard(lock_);
    auto timer = std::make_unique<Timer>(Timer{callback, closure, {}, false});
    *out = timer.get();
    arm(*timer, deadline);
    try {
      timers_.insert(std::move(timer));
    } catch (...) {
      disarm(*static_cast<Timer*>(*out));
      throw;
    }
  }
  bool reset(timerElement element, TimePoint deadline) {
    const std::lock_guard guard(lock_);
    const auto it = timers_.find(static_cast<Timer*>(element));
    if (it == timers_.end()) return false;
    disarm(**it);
    arm(**it, deadline);
    return true;
  }
  bool destroy(timerElement element) {
    const std::lock_guard guard(lock_);
    const auto it = timers_.find(static_cast<Timer*>(element));
    if (it == timers_.end()) return false;
    disarm(**it);
    timers_.erase(it);
    return true;
  }

 private:
  struct ByAddress {
    using is_transparent = void;
    static const Timer* address(const Timer* timer) noexcept { return timer; }
    static const Timer* address(const std::unique_ptr<Timer>& timer) noexcept {
      return timer.get();
    }
    template <typename A, typename B>
    bool operator()(const A& a, const B& b) const noexcept {
      return std::less<>()(address(a), address(b));
    }
  };

  void arm(Timer& timer, TimePoint deadline) {
    timer.place = due_.emplace(deadline, &timer);
    timer.is_armed = true;
    if (timer.place == due_.begin()) wake();
  }
  void disarm(Timer& timer) noexcept {
    if (timer.is_armed) due_.erase(timer.place);
    timer.is_armed = false;
  }
  void wake() noexcept {
    changes_.fetch_add(1, std::memory_order_release);
    Clock::process().wake_one(changes_);
  }

  void run() {
    thread_id_ = pthread_self();
    has_thread_id_.store(1, std::memory_order_release);
    Clock::process().wake_all(has_thread_id_);
    while (!is_ending_.load(std::memory_order_relaxed)) {
      const std::uint32_t seen = changes_.load(std::memory_order_acquire);
      const TimePoint next = fire_due();
      Clock::process().wait(changes_, seen, next);
    }
  }

  // Calls back for what was due at the start; what callbacks arm waits for the next turn. Returns
  // the next deadline.
  TimePoint fire_due() {
    const std::lock_guard guard(lock_);
    const TimePoint now = Clock::process().now();
    while (!due_.empty() && due_.begin()->first <= now &&
           !is_ending_.load(std::memory_order_relaxed)) {
      Timer& timer = *due_.begin()->second;
      disarm(timer);
      timer.callback(&timer, timer.closure);
    }
    return due_.empty() ? quoll::kNever : due_.begin()->first;
  }

  quoll::OwnerTurn lock_;
  Timer::Queue due_;
  std::set<std::unique_ptr<Timer>, ByAddress> timers_;
  std::atomic<std::uint32_t> changes_{0};
  std::atomic<std::uint32_t> has_thread_id_{0};
  std::atomic<bool> is_ending_{false};
  pthread_t thread_id_{};
  std::unique_ptr<quoll::Thread> thread_;
};

Heap* heap_of(timerHeap heap) noexcept { return static_cast<Heap*>(heap); }

int result_of(bool is_done) noexcept { return is_done ? 0 : -1; }

}  // namespace

int createTimerHeap(timerHeap* heap) {
  if (heap == nullptr) return -1;
  *heap = new (std::nothrow) Heap;
  return result_of(*heap != nullptr);
}

int startDispatchTimerHeap(timerHeap heap) try {
  return result_of(heap != nullptr && heap_of(heap)->start());
} catch (const std::bad_alloc&) {
  return -1;
}

wthread_t timerHeapGetTid(timerHeap heap) {
  return heap == nullptr ? INVALID_THREAD : heap_of(heap)->thread_id();
}

int destroyHeap(timerHeap heap) {
  if (heap == nullptr || heap_of(heap)->is_caller_its_thread()) return -1;
  delete heap_of(heap);
  return 0;
}

int createTimer(timerElement* timer, timerHeap heap, timerFireCb cb, struct timeval* timeout,
                void* closure) try {
  if (timer == nullptr || heap == nullptr || cb == nullptr || timeout == nullptr) return -1;
  heap_of(heap)->create(timer, cb, closure, deadline_of(*timeout));
  return 0;
} catch (const std::bad_alloc&) {
  *timer = nullptr;
  return -1;
}

int destroyTimer(timerHeap heap, timerElement timer) {
  return result_of(heap != nullptr && heap_of(heap)->destroy(timer));
}

int resetTimer(timerHeap heap, timerElement timer, struct timeval* timeout) try {
  if (heap == nullptr || timeout == nullptr) return -1;
  return result_of(heap_of(heap)->reset(timer, deadline_of(*timeout)));
} catch (const std::bad_alloc&) {
  return -1;
}

int lockTimerHeap(timerHeap heap) {
  if (heap == nullptr) return -1;
  heap_of(heap)->lock().lock();
  return 0;
}

int unlockTimerHeap(timerHeap heap) {
  if (heap == nullptr || !heap_of(heap)->lock().is_mine()) return -1;
  heap_of(heap)->lock().unlock();
  return 0;
}
