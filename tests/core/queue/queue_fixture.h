/// Events made of lambdas, for the tests of EventQueue.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "core/queue/watching_clock.h"
#include "quoll/event_queue.h"

namespace quoll::test {

/// A queue and the actions posted to it, which live as long as the fixture.
class QueueFixture : public ::testing::Test {
 protected:
  using Outcome = EventQueue::Outcome;

  QueueFixture() : queue_(options()) {}

  EventQueue::Options options() {
    EventQueue::Options options;
    options.context = this;
    options.clock = &clock_;
    return options;
  }

  PostResult post(std::function<void()> action) { return post_to(queue_, std::move(action)); }
  PostResult post_to(EventQueue& queue, std::function<void()> action) {
    std::function<void()>* kept;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      actions_.push_back(std::move(action));
      kept = &actions_.back();
    }
    return queue.post(
        [](void*, void* closure) { (*static_cast<std::function<void()>*>(closure))(); }, kept);
  }
  /// An event that adds `mark` to ran().
  PostResult post_mark(int mark) {
    return post([this, mark] { note(mark); });
  }
  void note(int mark) {
    const std::lock_guard<std::mutex> lock(mutex_);
    ran_.push_back(mark);
  }
  std::vector<int> ran() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return ran_;
  }
  Outcome poll() { return queue_.dispatch_until(TimePoint{}); }

  WatchingClock clock_;
  std::mutex mutex_;
  std::deque<std::function<void()>> actions_;
  std::vector<int> ran_;
  EventQueue queue_;
};

}  // namespace quoll::test
