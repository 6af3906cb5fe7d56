/// Descriptors and cross-thread calls on a thread of their own. The one seam over libevent.
#pragma once

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

/// A thread that runs a libevent loop. Owned by whoever made it. Any thread may call anything but the
/// destructor, which ends the thread, waits for the callback in progress and forgets what is watched.
/// Any number of descriptors, also above 1024; the same descriptor may be watched several times.
class QUOLL_API EventLoop {
 public:
  /// Null when the system refuses a thread or a poller; `error`, if given, then says why.
  static std::unique_ptr<EventLoop> start(std::string thread_name, Clock& clock = Clock::process(),
                                          std::string* error = nullptr);
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  /// Runs `task` on the loop's thread, in the order of the posts. False after the end began.
  bool post(std::function<void()> task);
  bool on_loop_thread() const noexcept;

  struct Impl;
  Impl& impl() noexcept { return *impl_; }

 private:
  explicit EventLoop(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// A descriptor whose readiness becomes events of a queue (any EventSink): level-triggered and
/// persistent, one event outstanding at a time; it is watched again after the event's callback has
/// returned. destroy() may be called from any thread and from the callback: no callback starts after
/// it returned, and none runs but on the calling thread. The descriptor is neither examined nor closed.
class QUOLL_API QueueIo {
 public:
  struct Options {
    EventSink* sink = nullptr;
    int descriptor = -1;
    Interest interest = Interest::kRead;
    EventCallback on_ready = nullptr;  ///< first argument: the sink's context
    void* closure = nullptr;
    /// Called once, on the loop's thread, when the kernel refuses to watch the descriptor.
    std::function<void(int descriptor, int error)> on_refused;
  };
  /// Null when memory is out.
  static std::unique_ptr<QueueIo> create(EventLoop& loop, Options options);
  ~QueueIo();  ///< destroys
  void destroy();
  int descriptor() const noexcept;

 private:
  struct State;
  explicit QueueIo(Ref<State> state);
  Ref<State> state_;
};

}  // namespace quoll
