/// What is behind an EventLoop. Private to core/loop; besides the .cpp files here nothing includes
/// libevent.
#pragma once

#include <event2/event.h>
#include <event2/event_struct.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "quoll/event_loop.h"
#include "quoll/gate.h"
#include "quoll/mutex.h"

namespace quoll {

/// Frees what libevent made.
struct LoopDeleter {
  void operator()(event_base* base) const noexcept { event_base_free(base); }
  void operator()(event* what) const noexcept { event_free(what); }
};

/// The libevent base, its thread, and the tasks posted to it. Shared by the EventLoop and by the
/// QueueIos made on it: after stop() it accepts nothing any more, but may still be asked.
///
/// The base is made with libevent's own locking, because a descriptor must have left the poller
/// when QueueIo::destroy() returns: its owner closes it next, and an entry of a closed descriptor
/// could never be taken out again. `mutex_` comes before that lock.
class EventLoop::Core : public RefCounted<EventLoop::Core> {
 public:
  explicit Core(Clock& clock) noexcept : clock_(clock) {}
  ~Core();

  bool start(std::string thread_name, std::string* error);
  /// Runs what was posted, ends the thread, waits for it, and forgets what is watched. Once.
  void stop();

  bool post(std::function<void()> task);
  bool on_loop_thread() const noexcept;
  std::size_t watched() const noexcept { return watched_.load(std::memory_order_relaxed); }
  Clock& clock() const noexcept { return clock_; }

  /// Watches a descriptor for the first time: whether the kernel takes it is found out here.
  void watch_first(QueueIo::State& io);
  /// Watches until it is ready, once. Without effect when its gate is closed, and after stop().
  void watch(QueueIo::State& io);
  /// Watches no more; its gate is closed.
  void forget(QueueIo::State& io);

 private:
  void run_virtual();
  bool run_tasks();
  bool ended();
  /// Whether a poller accepts the descriptor; otherwise why not (errno). libevent would complain on
  /// stderr.
  int probe(int descriptor) QUOLL_REQUIRES(mutex_);
  int add(QueueIo::State& io, const timeval* timeout) QUOLL_REQUIRES(mutex_);
  /// The reverse of add(). The caller gets the reference that the base held: true when there was
  /// one.
  bool disarm(QueueIo::State& io) QUOLL_REQUIRES(mutex_);
  void refuse(QueueIo::State& io, int error);
  static void on_ready(evutil_socket_t descriptor, short what, void* io);

  Clock& clock_;
  std::unique_ptr<event_base, LoopDeleter> base_;
  std::unique_ptr<event, LoopDeleter> wake_;  // active while tasks wait
  std::unique_ptr<Thread> thread_;
  int probe_ = -1;

  Mutex mutex_;
  std::vector<std::function<void()>> tasks_ QUOLL_GUARDED_BY(mutex_);
  bool ending_ QUOLL_GUARDED_BY(mutex_) = false;   // no more tasks
  bool stopped_ QUOLL_GUARDED_BY(mutex_) = false;  // the base is gone
  QueueIo::State* armed_ QUOLL_GUARDED_BY(mutex_) = nullptr;

  std::atomic<std::size_t> watched_{0};   // written under the lock
  std::atomic<std::uint32_t> signal_{0};  // virtual clock: changes when a task comes
  bool busy_ = false;                     // virtual clock, loop's thread: a descriptor was ready
};

/// One watched descriptor. The QueueIo, the base while it watches, and a posted event hold
/// references.
class QueueIo::State : public RefCounted<QueueIo::State> {
 public:
  State(Ref<EventLoop::Core> core, Options options);

  void destroy();
  void watch_again() { core_->watch(*this); }
  int descriptor() const noexcept { return options_.descriptor; }
  /// The event that is posted; `io` carries a reference.
  static void run_event(void* context, void* io);

 private:
  friend class EventLoop::Core;

  const Ref<EventLoop::Core> core_;
  const Options options_;
  Gate gate_;
  // Guarded by the core's lock.
  event event_{};
  bool armed_ = false;     // the base watches, or will call on_ready(), and holds a reference
  bool refused_ = false;   // and reported
  State* next_ = nullptr;  // in the core's list of armed ones
  State** link_ = nullptr;
};

}  // namespace quoll
