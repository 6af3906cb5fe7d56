/// A thread that dispatches a queue, and groups of queues with such threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "quoll/api.h"
#include "quoll/event_queue.h"

namespace quoll {

/// One thread that runs EventQueue::dispatch_while() until destroyed; EventQueue::stop() only
/// interrupts it for a moment, EventQueue::close() makes the thread end early. Owned by whoever
/// made it; the queue must outlive it. The destructor ends the thread and waits for it: for the
/// callback in progress, at most (a dispatch that the callback is nested in, or began, ends too).
/// From its own thread (inside a callback) the destructor does not wait; the thread then ends by
/// itself after the callback, and no longer touches the queue once that has let it go
/// (EventQueue::close(on_left)).
class QUOLL_API Dispatcher {
 public:
  /// Null when the system refuses a thread. Throws std::bad_alloc.
  static std::unique_ptr<Dispatcher> start(EventQueue& queue, std::string thread_name,
                                           Clock& clock = Clock::process());
  ~Dispatcher();
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;

  EventQueue& queue() const noexcept;

 private:
  struct State;
  explicit Dispatcher(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

/// A fixed number of queues, each with a dispatcher, handed out in turn. Owned by whoever made it;
/// not destroyed from a callback of its own queues.
class QUOLL_API QueueGroup {
 public:
  /// Null when a thread is refused, or for no queues; throws std::bad_alloc. Nothing is left then.
  static std::unique_ptr<QueueGroup> start(std::size_t queues, const EventQueue::Options& options,
                                           const std::string& thread_name_prefix,
                                           Clock& clock = Clock::process());
  ~QueueGroup();

  std::size_t size() const noexcept { return queues_.size(); }
  EventQueue& at(std::size_t index) const { return *queues_.at(index); }
  /// Round robin; any thread.
  EventQueue& next() noexcept;

 private:
  QueueGroup() = default;
  std::vector<std::unique_ptr<EventQueue>> queues_;
  std::vector<std::unique_ptr<Dispatcher>> dispatchers_;
  std::atomic<std::size_t> next_{0};
};

}  // namespace quoll
