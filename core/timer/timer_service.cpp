#include "quoll/timer_service.h"

#include <sys/prctl.h>

#include <utility>

#include "timer/timer_core.h"

namespace quoll {

bool TimerCore::start(std::string thread_name) {
  thread_ = clock_.spawn(std::move(thread_name), [this] { run(); });
  return thread_ != nullptr;
}

void TimerCore::stop() {
  if (thread_ == nullptr) return;  // start() has failed
  {
    MutexLock lock(mutex_);
    stopped_ = true;
    signal_.fetch_add(1, std::memory_order_relaxed);
  }
  clock_.wake_one(signal_);
  thread_->join();
  for (;;) {
    Timer* timer;
    {
      MutexLock lock(mutex_);
      timer = wheel_.pop_any();
      if (timer == nullptr) return;
      add_to_armed(static_cast<std::size_t>(-1));
    }
    timer->unref();  // may run a foreign destructor
  }
}

void TimerCore::arm(Timer& timer, TimePoint deadline) {
  const std::int64_t deadline_ns = nanoseconds(deadline);
  {
    const BriefLock lock(mutex_);
    if (stopped_) return;
    if (TimerWheel::is_armed(timer)) {
      wheel_.remove(timer);
    } else {
      timer.ref();
      add_to_armed(1);
    }
    wheel_.insert(timer, deadline_ns);
    if (deadline_ns >= wakes_at_ns_) return;
    wakes_at_ns_ = deadline_ns;
    signal_.fetch_add(1, std::memory_order_relaxed);
  }
  clock_.wake_one(signal_);
}

bool TimerCore::cancel(Timer& timer) {
  {
    const BriefLock lock(mutex_);
    if (!TimerWheel::is_armed(timer)) return false;
    wheel_.remove(timer);
    add_to_armed(static_cast<std::size_t>(-1));
  }
  timer.unref();
  return true;
}

/// A timer that is due; or null, when the lock had better be free for a moment or there is nothing
/// to do before wakes_at_ns_.
Timer* TimerCore::next_due() {
  Timer* timer = wheel_.pop_due();
  if (timer == nullptr && wheel_.collect(nanoseconds(clock_.now()))) {
    timer = wheel_.pop_due();
    if (timer == nullptr && !wheel_.prepare()) wakes_at_ns_ = wheel_.next_wake_ns();
  }
  if (timer != nullptr) add_to_armed(static_cast<std::size_t>(-1));
  return timer;
}

void TimerCore::run() {
  // Otherwise the kernel may wake the thread 50 µs late, to save power.
  if (!clock_.is_virtual()) prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
  for (;;) {
    MutexLock lock(mutex_);
    if (stopped_) return;
    wakes_at_ns_ = kAwake;
    Timer* const due = next_due();
    const std::int64_t wakes_at_ns = wakes_at_ns_;
    const std::uint32_t seen = signal_.load(std::memory_order_relaxed);
    lock.unlock();
    if (due != nullptr) {
      const Ref<Timer> timer = Ref<Timer>::adopt(due);
      timer->expired();
    } else if (wakes_at_ns != kAwake) {
      static_cast<void>(clock_.wait(signal_, seen, TimePoint(Duration(wakes_at_ns))));
    }
  }
}

std::unique_ptr<TimerService> TimerService::start(std::string thread_name, Clock& clock) {
  Ref<TimerCore> core = make_ref<TimerCore>(clock);
  // Before there is a thread, as memory may be out.
  std::unique_ptr<TimerService> service(new TimerService(core));
  return core->start(std::move(thread_name)) ? std::move(service) : nullptr;
}

TimerService::TimerService(Ref<TimerCore> core) : core_(std::move(core)) {}
TimerService::~TimerService() { core_->stop(); }
void TimerService::arm(Timer& timer, TimePoint deadline) { core_->arm(timer, deadline); }
bool TimerService::cancel(Timer& timer) { return core_->cancel(timer); }
std::size_t TimerService::armed() const noexcept { return core_->armed(); }
Clock& TimerService::clock() const noexcept { return core_->clock(); }

}  // namespace quoll
