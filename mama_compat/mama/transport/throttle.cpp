#include "transport/throttle.h"

#include <mama/log.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "transport/teardown.h"

namespace quoll::mama {
namespace {

// What sums of fractions miss of a whole action.
constexpr double kRounding = 1e-9;

/// Throttles that may have a timer. Each is kept alive by its transport, or by the timer.
struct Bound {
  Mutex mutex;
  std::unordered_map<Throttle*, mamaBridge> throttles QUOLL_GUARDED_BY(mutex);
};

Bound& bound() {
  static auto& instance = *new Bound;
  return instance;
}

wombatThrottleAction to_handle(std::uint64_t number) noexcept {
  return reinterpret_cast<wombatThrottleAction>(static_cast<std::uintptr_t>(number));
}

}  // namespace

double Throttle::rate() const {
  MutexLock lock(mutex_);
  return rate_;
}

void Throttle::set_rate(double rate) {
  MutexLock lock(mutex_);
  rate_ = rate > 0 ? rate : 0;
}

void Throttle::bind(mamaBridge bridge, mamaQueue queue, double interval_s) {
  {
    Bound& all = bound();
    MutexLock lock(all.mutex);
    all.throttles.emplace(this, bridge);
  }
  MutexLock lock(mutex_);
  queue_ = queue;
  interval_s_ = interval_s;
}

// ---- actions -----------------------------------------------------------------------------------

mama_status Throttle::dispatch(Ref<ThrottleAction> action, bool immediate,
                               wombatThrottleAction* handle) {
  std::uint64_t timer_number = 0;
  {
    MutexLock lock(mutex_);
    if (queue_ == nullptr || closed_) return MAMA_STATUS_NO_BRIDGE_IMPL;
    action->number_ = ++last_number_;
    if (rate_ <= 0) {
      running_.push_back(action);
    } else {
      waiting_.insert(immediate ? waiting_.begin() : waiting_.end(), action);
      if (handle != nullptr) *handle = to_handle(action->number_);
      if (has_timer_) return MAMA_STATUS_OK;
      has_timer_ = true;
      timer_number = ++timer_number_;
      credit_ = std::max(0.0, 1 - per_tick());  // the first goes at the first tick
    }
  }
  if (timer_number == 0) {
    run(*action);
    return MAMA_STATUS_OK;
  }
  const mama_status status = start_timer(timer_number);
  if (status != MAMA_STATUS_OK) {
    remove_if([&](const ThrottleAction& each) { return &each == action.get(); }, Wait::kAlways);
  }
  return status;
}

/// The action is among those that run.
void Throttle::run(ThrottleAction& action) {
  struct Leaving {
    Throttle& throttle;
    ThrottleAction& action;
    ~Leaving() {
      Ref<ThrottleAction> done;  // let go of without the lock
      MutexLock lock(throttle.mutex_);
      const auto at =
          std::find_if(throttle.running_.begin(), throttle.running_.end(),
                       [this](const Ref<ThrottleAction>& each) { return each.get() == &action; });
      std::swap(done, *at);
      throttle.running_.erase(at);
    }
  };
  const Ref<Throttle> keep = Ref<Throttle>::share(this);
  const Leaving leaving{*this, action};
  Gate::Frame inside(action.gate_);
  if (inside) action.run();
}

template <class Matches>
void Throttle::remove_if(Matches matches, Wait wait) {
  Actions removed;
  {
    MutexLock lock(mutex_);
    const auto kept =
        std::stable_partition(waiting_.begin(), waiting_.end(),
                              [&](const Ref<ThrottleAction>& action) { return !matches(*action); });
    std::move(kept, waiting_.end(), std::back_inserter(removed));
    waiting_.erase(kept, waiting_.end());
    std::copy_if(running_.begin(), running_.end(), std::back_inserter(removed),
                 [&](const Ref<ThrottleAction>& action) { return matches(*action); });
  }
  for (const Ref<ThrottleAction>& action : removed) action->gate_.close();
  if (wait == Wait::kUnlessInsideCallback && Gate::caller_is_inside_any()) return;
  for (const Ref<ThrottleAction>& action : removed) action->gate_.close_and_wait();
}

void Throttle::remove_owner(const void* owner, Wait wait) {
  remove_if([owner](const ThrottleAction& action) { return action.owner_ == owner; }, wait);
}

void Throttle::remove(const std::vector<wombatThrottleAction>& handles) {
  const std::unordered_set<wombatThrottleAction> meant(handles.begin(), handles.end());
  remove_if([&](const ThrottleAction& action) { return meant.contains(to_handle(action.number_)); },
            Wait::kAlways);
}

void Throttle::close() {
  mamaTimer timer;
  {
    MutexLock lock(mutex_);
    closed_ = true;
    timer = take_timer();
  }
  if (timer != nullptr) end_timer(timer);
  remove_if([](const ThrottleAction&) { return true; }, Wait::kUnlessInsideCallback);
  {
    MutexLock lock(mutex_);
    if (timer_ != nullptr) return;  // stop_all() comes
  }
  Bound& all = bound();
  MutexLock lock(all.mutex);
  all.throttles.erase(this);
}

void Throttle::stop_all(mamaBridge bridge) {
  std::vector<Ref<Throttle>> throttles;
  {
    Bound& all = bound();
    MutexLock lock(all.mutex);
    for (const auto& [throttle, of] : all.throttles) {
      if (of == bridge) throttles.push_back(Ref<Throttle>::share(throttle));
    }
  }
  for (const Ref<Throttle>& throttle : throttles) throttle->close();
}

void stop_throttles(mamaBridge bridge) { Throttle::stop_all(bridge); }

// ---- the timer ---------------------------------------------------------------------------------

mama_status Throttle::start_timer(std::uint64_t number) {
  mamaQueue queue;
  double interval_s;
  {
    MutexLock lock(mutex_);
    queue = queue_;
    interval_s = interval_s_;
  }
  ref();  // the timer's, until it has ended
  mamaTimer timer = nullptr;
  const mama_status status =
      mamaTimer_create2(&timer, queue, &on_tick, &on_timer_ended, interval_s, this);
  bool is_late = false;
  {
    MutexLock lock(mutex_);
    if (status != MAMA_STATUS_OK) {
      has_timer_ = false;
    } else if (timer_number_ == number && timer_ == nullptr) {
      is_late = closed_;  // and its end was not ordered yet
      if (!is_late) timer_ = timer;
    }
  }
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaTransport: a throttle cannot start its timer: %s",
             mamaStatus_stringForStatus(status));
    unref();
  }
  if (is_late) end_timer(timer);
  return status;
}

/// The timer, for the one who ends it.
mamaTimer Throttle::take_timer() {
  if (timer_ == nullptr) return nullptr;
  has_timer_ = false;
  ++timer_number_;
  return std::exchange(timer_, nullptr);
}

void Throttle::end_timer(mamaTimer timer) {
  if (mamaTimer_destroy(timer) == MAMA_STATUS_OK) return;
  // Another thread is closing the bridge, and will end it.
  MutexLock lock(mutex_);
  has_timer_ = true;
  timer_ = timer;
}

void MAMACALLTYPE Throttle::on_timer_ended(mamaTimer, void* closure) {
  static_cast<Throttle*>(closure)->unref();
}

void MAMACALLTYPE Throttle::on_tick(mamaTimer timer, void* closure) {
  static_cast<Throttle*>(closure)->tick(timer);
}

void Throttle::tick(mamaTimer timer) {
  bool is_idle;
  {
    MutexLock lock(mutex_);
    if (closed_) return;
    if (timer_ == nullptr) timer_ = timer;  // its maker has not come back yet
    credit_ = std::fmod(std::max(0.0, credit_), 1.0) + per_tick();
    is_idle = waiting_.empty() && (rate_ <= 0 || credit_ + kRounding >= 1);
    if (is_idle) take_timer();
  }
  if (is_idle) {
    end_timer(timer);
    return;
  }
  while (const Ref<ThrottleAction> action = take_next()) run(*action);
}

Ref<ThrottleAction> Throttle::take_next() {
  MutexLock lock(mutex_);
  if (closed_ || waiting_.empty()) return nullptr;
  if (rate_ > 0) {
    if (credit_ + kRounding < 1) return nullptr;
    credit_ -= 1;
  }
  running_.push_back(waiting_.front());
  waiting_.pop_front();
  return running_.back();
}

}  // namespace quoll::mama
