/// Descriptors and cross-thread calls on a thread of their own. The one seam over libevent.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "quoll/api.h"
#include "quoll/clock.h"
#include "quoll/event.h"
#include "quoll/ref.h"

namespace quoll {

/// What to wait for on a descriptor.
enum class Interest : unsigned { kRead = 1, kWrite = 2, kReadOrWrite = 3 };

/// A thread that runs a libevent loop. Owned by whoever made it. Any thread may call anything but
/// the destructor, which runs the tasks that were posted, ends the thread, waits for it and forgets
/// what is watched; it must not run on the loop's own thread. Any number of descriptors, also above
/// 1024; the same descriptor may be watched several times. docs/time.md tells how it works under a
/// VirtualClock.
class QUOLL_API EventLoop {
 public:
  /// Null when a thread or a poller is refused; `error`, if given, says why. Throws std::bad_alloc.
  static std::unique_ptr<EventLoop> start(std::string thread_name, Clock& clock = Clock::process(),
                                          std::string* error = nullptr);
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  /// Runs `task` on the loop's thread, in the order of the posts. False, and `task` is dropped,
  /// after the end began. What a task throws ends the process.
  bool post(std::function<void()> task);
  bool on_loop_thread() const noexcept;
  /// Descriptors that wait for readiness at this moment (not those with an event outstanding).
  std::size_t watched() const noexcept;

  class Core;

 private:
  friend class QueueIo;
  explicit EventLoop(Ref<Core> core);
  // Shared with the QueueIos, some of which may outlive the loop.
  Ref<Core> core_;
};

/// A descriptor whose readiness becomes events of a queue (any EventSink): level-triggered and
/// persistent, one event outstanding at a time; it is watched again after the event's callback has
/// returned. destroy() may be called from any thread and from the callback: no callback starts
/// after it returned, and none runs but on the calling thread. It waits for a callback that runs on
/// another thread, and for nothing else: not for the queue, and for the loop's thread only while
/// that posts an event of this very descriptor. The descriptor is neither examined nor closed;
/// close it after destroy(). The sink must live until then; the loop may have ended before.
class QUOLL_API QueueIo {
 public:
  struct Options {
    EventSink* sink = nullptr;
    int descriptor = -1;
    Interest interest = Interest::kRead;
    EventCallback on_ready = nullptr;  ///< first argument: the sink's context; null: events vanish
    void* closure = nullptr;
    /// Called once, on the loop's thread, when the kernel refuses to watch the descriptor.
    std::function<void(int descriptor, int error)> on_refused = nullptr;
  };
  /// Null when memory is out. The descriptor begins to be watched soon after.
  static std::unique_ptr<QueueIo> create(EventLoop& loop, Options options);
  ~QueueIo();  ///< destroys
  QueueIo(const QueueIo&) = delete;
  QueueIo& operator=(const QueueIo&) = delete;
  /// Idempotent.
  void destroy();
  int descriptor() const noexcept;

  /// For a sink that drops its pending events instead of calling them (EventQueue::purge): if the
  /// event is one of some QueueIo, watches its descriptor again, and returns true.
  static bool discard(EventCallback callback, void* closure) noexcept;

 private:
  friend class EventLoop;
  class State;
  explicit QueueIo(Ref<State> state);
  Ref<State> state_;
};

}  // namespace quoll
