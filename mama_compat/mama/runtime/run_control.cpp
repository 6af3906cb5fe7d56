#include "runtime/run_control.h"

#include <mama/log.h>
#include <mama/queue.h>

#include <algorithm>
#include <new>
#include <utility>

#include "runtime/bridge_registry.h"
#include "runtime/thread_affinity.h"

namespace quoll::mama {
namespace {

constexpr std::chrono::milliseconds kRepeatInterval{10};
constexpr std::chrono::seconds kShutDownLimit{30};

// The closure is the bridge's handle, not an object: the event may outlive both.
void MAMACALLTYPE run_checkpoint(mamaQueue queue, void* closure) {
  BridgeRegistry::instance().with_bridge(static_cast<mamaBridge>(closure),
                                         [queue](MiddlewareBridge& bridge) {
                                           bridge.run.on_checkpoint(queue);
                                           return MAMA_STATUS_OK;
                                         });
}

}  // namespace

RunControl::RunControl(mamaBridgeImpl_& table, std::string name)
    : table_(table), name_(std::move(name)) {}

// Only helpers that have ended, or are about to, may be left; see shut_down().
RunControl::~RunControl() QUOLL_NO_TSA {
  MutexLock lock(mutex_);
  join_helpers(lock);
}

// ---- Small questions about the state

RunControl::Run* RunControl::live_run() const {
  const auto it = std::find_if(runs_.rbegin(), runs_.rend(), [](const Run* run) {
    return !run->stop_requested && !run->is_absorbed;
  });
  return it == runs_.rend() ? nullptr : *it;
}

RunControl::Run* RunControl::find_run(std::uint64_t id) const {
  const auto it =
      std::find_if(runs_.begin(), runs_.end(), [id](const Run* run) { return run->id == id; });
  return it == runs_.end() ? nullptr : *it;
}

// A run inside Bridge_start is to end, and no live one is inside that Bridge_stop would hit
// instead.
bool RunControl::must_stop() const {
  const Run* live = live_run();
  if (live != nullptr && live->is_entered) return false;
  return std::any_of(runs_.begin(), runs_.end(),
                     [](const Run* run) { return run->is_entered && run->stop_requested; });
}

bool RunControl::is_stop_unheard() const {
  return must_stop() && std::any_of(runs_.begin(), runs_.end(), [](const Run* run) {
           return run->is_entered && run->stop_requested && !run->is_dispatching;
         });
}

void RunControl::changed() {
  changes_.fetch_add(1, std::memory_order_release);
  Clock::process().wake_all(changes_);
}

bool RunControl::wait_for_change(MutexLock& lock, TimePoint deadline) {
  const std::uint32_t seen = changes_.load(std::memory_order_acquire);
  lock.unlock();
  const bool in_time = Clock::process().wait(changes_, seen, deadline);
  lock.lock();
  return in_time;
}

bool RunControl::is_run_by_caller() const {
  const auto self = std::this_thread::get_id();
  MutexLock lock(mutex_);
  return std::any_of(runs_.begin(), runs_.end(),
                     [self](const Run* run) { return run->is_entered && run->thread == self; });
}

bool RunControl::is_busy() const {
  MutexLock lock(mutex_);
  return !runs_.empty() || stop_calls_ > 0 || background_ != Background::kNone ||
         is_repeating_stop_;
}

// ---- Starting

RunControl::StartKind RunControl::begin_start(Run& run) {
  if (table_.mDefaultEventQueue == nullptr) return StartKind::kNoQueue;
  if (start_count_ > 0) {
    ++start_count_;
    return StartKind::kCountedOnly;
  }
  try {
    runs_.push_back(&run);
  } catch (const std::bad_alloc&) {
    return StartKind::kNoMemory;
  }
  run.id = next_run_id_++;
  start_count_ = 1;
  return StartKind::kRun;
}

mama_status RunControl::start() {
  Run run;
  run.thread = std::this_thread::get_id();
  MutexLock lock(mutex_);
  if (is_closed_) return MAMA_STATUS_NO_BRIDGE_IMPL;
  switch (begin_start(run)) {
    case StartKind::kNoQueue:
      return MAMA_STATUS_INVALID_QUEUE;
    case StartKind::kNoMemory:
      return MAMA_STATUS_NOMEM;
    case StartKind::kCountedOnly:
      return MAMA_STATUS_OK;
    case StartKind::kRun:
      break;
  }
  return execute(run, lock);
}

// Waits for the runs of other threads that came before, and for Bridge_stop calls that were meant
// for them. A run of this thread is an outer frame and cannot end before this one does.
void RunControl::wait_for_others(const Run& run, MutexLock& lock) {
  const auto is_in_the_way = [&run](const Run* other) {
    return other->id < run.id && other->thread != run.thread;
  };
  while (!run.stop_requested && !run.is_absorbed &&
         (stop_calls_ > 0 || std::any_of(runs_.begin(), runs_.end(), is_in_the_way))) {
    wait_for_change(lock);
  }
}

mama_status RunControl::execute(Run& run, MutexLock& lock) {
  wait_for_others(run, lock);
  if (!run.stop_requested && !run.is_absorbed) place_checkpoint(lock);
  mama_status status = MAMA_STATUS_OK;
  if (!run.stop_requested && !run.is_absorbed) {
    run.is_entered = true;
    const mamaQueue queue = table_.mDefaultEventQueue;
    lock.unlock();
    status = table_.bridgeStart(queue);
    lock.lock();
  }
  end_run(run, lock);
  return status;
}

// A run that ends by itself takes the whole count with it. One that was nested in another run of
// this thread may have swallowed the stop that was meant for the outer one: it is asked again, from
// inside its dispatch loop.
void RunControl::end_run(Run& run, MutexLock& lock) {
  if (!run.stop_requested && !run.is_absorbed) start_count_ = 0;
  runs_.erase(std::find(runs_.begin(), runs_.end(), &run));
  changed();
  const auto is_outer = [&run](const Run* other) {
    return other->is_entered && other->thread == run.thread;
  };
  if (std::any_of(runs_.begin(), runs_.end(), is_outer) && must_stop()) call_bridge_stop(lock);
}

// One checkpoint in the queue is enough, also one that an earlier run left there.
void RunControl::place_checkpoint(MutexLock& lock) {
  const mamaQueue queue = table_.mDefaultEventQueue;
  if (checkpoint_queue_ == queue) return;
  checkpoint_queue_ = queue;
  lock.unlock();
  const mama_status status = mamaQueue_enqueueEvent(queue, run_checkpoint, &table_);
  lock.lock();
  if (status != MAMA_STATUS_OK && checkpoint_queue_ == queue) checkpoint_queue_ = nullptr;
}

void RunControl::on_checkpoint(mamaQueue queue) {
  const auto self = std::this_thread::get_id();
  MutexLock lock(mutex_);
  if (queue != checkpoint_queue_) return;
  checkpoint_queue_ = nullptr;
  for (Run* run : runs_) {
    if (run->is_entered && run->thread == self) run->is_dispatching = true;
  }
  if (!must_stop()) return;
  call_bridge_stop(lock);
  see_stop_through(lock);
}

// ---- Stopping

mama_status RunControl::call_bridge_stop(MutexLock& lock) {
  const mamaQueue queue = table_.mDefaultEventQueue;
  ++stop_calls_;
  lock.unlock();
  const mama_status status = table_.bridgeStop(queue);
  lock.lock();
  --stop_calls_;
  changed();
  return status;
}

mama_status RunControl::stop() {
  std::unique_ptr<Thread> ended;
  mama_status status = MAMA_STATUS_OK;
  {
    MutexLock lock(mutex_);
    if (table_.mDefaultEventQueue == nullptr) return MAMA_STATUS_INVALID_QUEUE;
    ended = take_ended_background();
    if (start_count_ == 1) {
      status = stop_live_run(lock);
    } else if (start_count_ > 1) {
      --start_count_;
    }
  }
  if (ended) ended->join();
  return status;
}

mama_status RunControl::stop_live_run(MutexLock& lock) {
  Run* run = live_run();
  const std::uint64_t id = run->id;
  const bool is_entered = run->is_entered;
  start_count_ = 0;
  run->stop_requested = true;
  changed();
  if (!is_entered) return MAMA_STATUS_OK;
  const mama_status status = call_bridge_stop(lock);
  if (status == MAMA_STATUS_OK) {
    see_stop_through(lock);
  } else {
    undo_stop(id);
  }
  return status;
}

// The bridge refused to stop: the run goes on, and a start that waits for its end becomes a nested
// one.
void RunControl::undo_stop(std::uint64_t run_id) {
  Run* run = find_run(run_id);
  if (run == nullptr) return;
  Run* newer = live_run();
  if (newer != nullptr && !newer->is_entered) newer->is_absorbed = true;
  run->stop_requested = false;
  ++start_count_;
  changed();
}

// After a Bridge_stop that may have come before the run was dispatching: the checkpoint repeats it,
// and where there is none a thread does.
void RunControl::see_stop_through(MutexLock& lock) {
  if (!is_stop_unheard() || checkpoint_queue_ != nullptr || is_repeating_stop_) return;
  is_repeating_stop_ = true;
  std::unique_ptr<Thread> earlier = std::move(repeat_thread_);
  lock.unlock();
  if (earlier) earlier->join();
  std::unique_ptr<Thread> thread;
  try {
    thread = Clock::process().spawn("mama_" + name_ + "_stop", [this] { repeat_stop(); });
  } catch (const std::bad_alloc&) {  // as if it were refused: the stop itself was not
  }
  lock.lock();
  if (thread) {
    repeat_thread_ = std::move(thread);
    return;
  }
  is_repeating_stop_ = false;
  changed();
  lock.unlock();
  mama_log(MAMA_LOG_LEVEL_ERROR, "bridge '%s': no thread to repeat a stop that came too early",
           name_.c_str());
  lock.lock();
}

void RunControl::repeat_stop() QUOLL_NO_TSA {
  MutexLock lock(mutex_);
  while (must_stop()) {
    const TimePoint next = saturating_add(Clock::process().now(), kRepeatInterval);
    while (must_stop() && wait_for_change(lock, next)) {
    }
    if (must_stop()) call_bridge_stop(lock);
  }
  is_repeating_stop_ = false;
  changed();
}

// ---- Background

mama_status RunControl::start_in_background(EndCallback on_end) {
  auto run = std::make_shared<Run>();
  std::unique_ptr<Thread> ended;
  StartKind kind = StartKind::kNoQueue;
  {
    MutexLock lock(mutex_);
    if (is_closed_) return MAMA_STATUS_NO_BRIDGE_IMPL;
    ended = take_ended_background();
    if (background_ != Background::kNone) return MAMA_STATUS_SYSTEM_ERROR;
    kind = begin_start(*run);
    if (kind != StartKind::kNoMemory) background_ = Background::kStarting;
  }
  if (ended) ended->join();
  if (kind == StartKind::kNoMemory) return MAMA_STATUS_NOMEM;
  std::unique_ptr<Thread> thread;
  mama_status status = MAMA_STATUS_SYSTEM_ERROR;  // the system refuses it
  try {
    thread = Clock::process().spawn(
        "mama_" + name_ + "_default",
        [this, run, kind, on_end = std::move(on_end)] { background_body(*run, kind, on_end); });
  } catch (const std::bad_alloc&) {
    status = MAMA_STATUS_NOMEM;
  }

  MutexLock lock(mutex_);
  if (thread) {
    if (background_ == Background::kStarting) background_ = Background::kRunning;
    background_thread_ = std::move(thread);
    background_run_ = run;
    changed();
    return MAMA_STATUS_OK;
  }
  background_ = Background::kNone;
  if (kind == StartKind::kRun) {
    std::erase(runs_, run.get());
    if (!run->stop_requested) start_count_ = 0;
  } else if (kind == StartKind::kCountedOnly && start_count_ > 1) {
    --start_count_;
  }
  changed();
  return status;
}

void RunControl::background_body(Run& run, StartKind kind, const EndCallback& on_end) QUOLL_NO_TSA {
  const ThreadPresence presence("mama_" + name_ + "_default");
  mama_status status = kind == StartKind::kNoQueue ? MAMA_STATUS_INVALID_QUEUE : MAMA_STATUS_OK;
  if (kind == StartKind::kRun) {
    MutexLock lock(mutex_);
    run.thread = std::this_thread::get_id();
    status = execute(run, lock);
  }
  on_end(status);
  if (run.is_let_go) return;  // the callback closed the bridge: this object is no more
  MutexLock lock(mutex_);
  background_ = Background::kEnded;
  changed();
}

// Between kEnded and here the creator may not have stored the handle yet: then there is nothing to
// take.
std::unique_ptr<Thread> RunControl::take_ended_background() {
  if (background_ != Background::kEnded || !background_thread_) return nullptr;
  background_ = Background::kNone;
  return std::move(background_thread_);
}

void RunControl::wait_for_background_end() QUOLL_NO_TSA {
  MutexLock lock(mutex_);
  while (background_ == Background::kStarting || background_ == Background::kRunning) {
    wait_for_change(lock);
  }
}

// ---- Closing

bool RunControl::close_if_idle() {
  MutexLock lock(mutex_);
  if (!runs_.empty() || stop_calls_ > 0 || background_ != Background::kNone || is_repeating_stop_) {
    return false;
  }
  is_closed_ = true;
  return true;
}

bool RunControl::shut_down() QUOLL_NO_TSA {
  MutexLock lock(mutex_);
  bool is_refused = false;
  if (Run* run = live_run(); run != nullptr) {
    start_count_ = 0;
    run->stop_requested = true;
    changed();
    if (run->is_entered) is_refused = call_bridge_stop(lock) != MAMA_STATUS_OK;
    see_stop_through(lock);
  }
  const TimePoint limit = saturating_add(Clock::process().now(), kShutDownLimit);
  while (!runs_.empty() || stop_calls_ > 0) {
    if (wait_for_change(lock, limit)) continue;
    if (runs_.empty() && stop_calls_ == 0) break;
    lock.unlock();
    mama_log(
        MAMA_LOG_LEVEL_ERROR,
        "bridge '%s': its start function has not returned %d s after the stop%s; the bridge is "
        "left as it is",
        name_.c_str(), static_cast<int>(kShutDownLimit.count()),
        is_refused ? ", which it refused" : "");
    lock.lock();
    return false;
  }
  join_helpers(lock);
  return true;
}

void RunControl::join_helpers(MutexLock& lock) {
  while (background_ == Background::kStarting ||
         (background_ == Background::kEnded && !background_thread_)) {
    wait_for_change(lock);
  }
  std::unique_ptr<Thread> background = std::move(background_thread_);
  std::unique_ptr<Thread> repeater = std::move(repeat_thread_);
  if (background && background->is_current()) background_run_->is_let_go = true;
  lock.unlock();
  if (background && background->is_current()) {
    background->detach();
  } else if (background) {
    background->join();
  }
  if (repeater) repeater->join();
  lock.lock();
  if (background) background_ = Background::kNone;
}

}  // namespace quoll::mama
