#include "transport/refresh_engine.h"

#include <chrono>
#include <utility>
#include <vector>

#include "quoll/clock.h"

namespace quoll::mama {

class RefreshEngine::Tick final : public ThrottleAction {
 public:
  explicit Tick(RefreshEngine& engine)
      : ThrottleAction(&engine), engine_(Ref<RefreshEngine>::share(&engine)) {}
  void run() override { engine_->tick(); }

 private:
  const Ref<RefreshEngine> engine_;
};

void RefreshEngine::bind(mamaBridge bridge, mamaQueue queue) {
  ticks_->bind(bridge, queue, std::chrono::duration<double>(RefreshSchedule::kTick).count());
}

void RefreshEngine::add(Key key, Refresh refresh) {
  {
    MutexLock lock(mutex_);
    if (is_closed_) return;
    schedule_.add(key, Clock::process().now());
    refreshes_.emplace(key, std::move(refresh));
    if (std::exchange(is_ticking_, true)) return;
  }
  start();
}

/// The throttle has logged why it could not.
void RefreshEngine::start() {
  if (ticks_->dispatch(make_ref<Tick>(*this), false) == MAMA_STATUS_OK) return;
  MutexLock lock(mutex_);
  is_ticking_ = false;
}

void RefreshEngine::remove(Key key) {
  Refresh removed;  // let go of without the lock
  MutexLock lock(mutex_);
  schedule_.remove(key);
  const auto found = refreshes_.find(key);
  if (found == refreshes_.end()) return;
  removed = std::move(found->second);
  refreshes_.erase(found);
}

void RefreshEngine::postpone(Key key) {
  MutexLock lock(mutex_);
  schedule_.postpone(key, Clock::process().now());
}

void RefreshEngine::tick() {
  std::vector<Refresh> due;
  {
    MutexLock lock(mutex_);
    const double random = std::uniform_real_distribution<>()(random_);
    for (const Key key : schedule_.take_due(Clock::process().now(), random)) {
      due.push_back(refreshes_.at(key));
    }
  }
  for (const Refresh& refresh : due) refresh();
  {
    MutexLock lock(mutex_);
    is_ticking_ = !schedule_.empty();
    if (!is_ticking_) return;
  }
  start();
}

void RefreshEngine::close() {
  std::map<Key, Refresh> removed;
  {
    MutexLock lock(mutex_);
    is_closed_ = true;
    schedule_ = {};
    std::swap(removed, refreshes_);
  }
  ticks_->close();
}

}  // namespace quoll::mama
