/// Starting and stopping of one middleware bridge.
#pragma once

#include <bridge.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "quoll/clock.h"
#include "quoll/mutex.h"

namespace quoll::mama {

/// Counts the starts of a bridge and runs its Bridge_start. Belongs to the bridge. Any thread may
/// call anything; no lock is held while a function of the bridge or a callback runs.
///
/// A *run* is one call of Bridge_start, from the moment it is decided upon until it has returned.
/// At most one run is live: the others have been asked to stop and are on their way out. A new run
/// waits until those of other threads are gone, so that their stop cannot hit it.
///
/// No stop is lost, whatever the bridge's Bridge_stop does before its Bridge_start dispatches:
/// ahead of Bridge_start an event, the checkpoint, goes to the default queue. It runs inside the
/// dispatch loop, where Bridge_stop is always heard, and calls it when the stop came too early.
/// Should the queue refuse the event, or another dispatcher take it, a helper thread repeats
/// Bridge_stop until the run is over.
class RunControl {
 public:
  RunControl(mamaBridgeImpl_& table, std::string name);
  ~RunControl();
  RunControl(const RunControl&) = delete;
  RunControl& operator=(const RunControl&) = delete;

  /// mama_start(): blocks while the bridge runs when this is the first start.
  mama_status start();
  /// mama_stop(): asks the live run to stop when this is the last one; does not wait.
  mama_status stop();

  /// Counts a start now and does the run on a thread of its own, which at its end calls `on_end`
  /// with the result. SYSTEM_ERROR while the thread of an earlier background start is there.
  using EndCallback = std::function<void(mama_status)>;
  mama_status start_in_background(EndCallback on_end);
  /// Waits for the end of the thread of start_in_background(), if there is one.
  void wait_for_background_end();

  /// True when the calling thread is inside a run.
  bool is_run_by_caller() const;
  /// True while there is a run or the thread of a background start.
  bool is_busy() const;

  /// Stops everything and waits until all runs are over and all threads are joined; the calling
  /// thread, if it is the background thread, is let go instead. False when a run does not end in
  /// time: the bridge must not be touched any more.
  [[nodiscard]] bool shut_down();
  /// Forbids further starts; false, without effect, when the bridge is busy.
  bool close_if_idle();

  /// The checkpoint event of `queue` is running on this thread.
  void on_checkpoint(mamaQueue queue);

 private:
  struct Run {
    std::uint64_t id = 0;
    std::thread::id thread;
    bool is_entered = false;      // Bridge_start is being called
    bool is_dispatching = false;  // the checkpoint was seen on the run's own thread
    bool stop_requested = false;
    bool is_absorbed = false;  // counted as a nested start of a run that could not be stopped
    bool is_let_go = false;    // background: detached by a close from its own callback
  };
  enum class Background { kNone, kStarting, kRunning, kEnded };
  enum class StartKind { kNoQueue, kNoMemory, kCountedOnly, kRun };

  StartKind begin_start(Run& run) QUOLL_REQUIRES(mutex_);
  mama_status execute(Run& run, MutexLock& lock) QUOLL_NO_TSA;
  void wait_for_others(const Run& run, MutexLock& lock) QUOLL_NO_TSA;
  void end_run(Run& run, MutexLock& lock) QUOLL_NO_TSA;
  void place_checkpoint(MutexLock& lock) QUOLL_NO_TSA;
  mama_status call_bridge_stop(MutexLock& lock) QUOLL_NO_TSA;
  mama_status stop_live_run(MutexLock& lock) QUOLL_NO_TSA;
  void undo_stop(std::uint64_t run_id) QUOLL_REQUIRES(mutex_);
  void see_stop_through(MutexLock& lock) QUOLL_NO_TSA;
  void repeat_stop();
  void background_body(Run& run, StartKind kind, const EndCallback& on_end);
  std::unique_ptr<Thread> take_ended_background() QUOLL_REQUIRES(mutex_);
  void join_helpers(MutexLock& lock) QUOLL_NO_TSA;

  Run* live_run() const QUOLL_REQUIRES(mutex_);
  Run* find_run(std::uint64_t id) const QUOLL_REQUIRES(mutex_);
  bool must_stop() const QUOLL_REQUIRES(mutex_);
  bool is_stop_unheard() const QUOLL_REQUIRES(mutex_);
  void changed() QUOLL_REQUIRES(mutex_);
  /// Waits, without the lock, until something changes or the deadline; false at the deadline.
  bool wait_for_change(MutexLock& lock, TimePoint deadline = kNever) QUOLL_NO_TSA;

  mamaBridgeImpl_& table_;
  const std::string name_;

  mutable Mutex mutex_;
  std::atomic<std::uint32_t> changes_{0};
  std::uint32_t start_count_ QUOLL_GUARDED_BY(mutex_) = 0;
  std::uint32_t stop_calls_ QUOLL_GUARDED_BY(mutex_) = 0;  // Bridge_stop calls under way
  std::uint64_t next_run_id_ QUOLL_GUARDED_BY(mutex_) = 1;
  std::vector<Run*> runs_ QUOLL_GUARDED_BY(mutex_);                // oldest first
  mamaQueue checkpoint_queue_ QUOLL_GUARDED_BY(mutex_) = nullptr;  // where one is waiting to run
  bool is_closed_ QUOLL_GUARDED_BY(mutex_) = false;

  Background background_ QUOLL_GUARDED_BY(mutex_) = Background::kNone;
  std::unique_ptr<Thread> background_thread_ QUOLL_GUARDED_BY(mutex_);
  std::shared_ptr<Run> background_run_ QUOLL_GUARDED_BY(mutex_);
  bool is_repeating_stop_ QUOLL_GUARDED_BY(mutex_) = false;
  std::unique_ptr<Thread> repeat_thread_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::mama
