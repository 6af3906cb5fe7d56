/// An EventSink that a test runs by hand.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <utility>

#include "quoll/event.h"
#include "quoll/mutex.h"

namespace quoll::testing {

/// Keeps events until run_one() or run_all(). Any thread.
class ManualSink final : public EventSink {
 public:
  explicit ManualSink(void* context = nullptr) : context_(context) {}

  PostResult post(EventCallback callback, void* closure) noexcept override {
    if (before_post) before_post();
    MutexLock lock(mutex_);
    if (answer_ != PostResult::kOk) {
      ++refused_;
      return answer_;
    }
    events_.emplace_back(callback, closure);
    return PostResult::kOk;
  }

  bool run_one() {
    std::pair<EventCallback, void*> event;
    {
      MutexLock lock(mutex_);
      if (events_.empty()) return false;
      event = events_.front();
      events_.pop_front();
    }
    event.first(context_, event.second);
    return true;
  }
  std::size_t run_all() {
    std::size_t count = 0;
    while (run_one()) ++count;
    return count;
  }
  /// Takes the oldest event away without calling it.
  std::pair<EventCallback, void*> take() {
    MutexLock lock(mutex_);
    auto event = events_.front();
    events_.pop_front();
    return event;
  }
  std::size_t size() const {
    MutexLock lock(mutex_);
    return events_.size();
  }
  /// What post() says from now on.
  void answer(PostResult result) {
    MutexLock lock(mutex_);
    answer_ = result;
  }
  std::size_t refused() const {
    MutexLock lock(mutex_);
    return refused_;
  }

  std::function<void()> before_post;  // set before anybody posts

 private:
  void* const context_;
  mutable Mutex mutex_;
  std::deque<std::pair<EventCallback, void*>> events_;
  PostResult answer_ = PostResult::kOk;
  std::size_t refused_ = 0;
};

}  // namespace quoll::testing
