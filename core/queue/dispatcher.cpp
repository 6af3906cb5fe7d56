#include "quoll/dispatcher.h"

#include <utility>

namespace quoll {

/// What the thread and the owner share, since either may end first.
struct Dispatcher::State {
  explicit State(EventQueue& q) noexcept : queue(q) {}

  EventQueue& queue;
  EventQueue::DispatchToken token;
  std::unique_ptr<Thread> thread;  // written before anybody else has the dispatcher; then not null
};

std::unique_ptr<Dispatcher> Dispatcher::start(EventQueue& queue, std::string thread_name,
                                              Clock& clock) {
  auto state = std::make_shared<State>(queue);
  // Before there is a thread, as memory may be out.
  std::unique_ptr<Dispatcher> dispatcher(new Dispatcher(state));
  // The body must not touch the queue after dispatch_while(), which a callback may have ended.
  state->thread =
      clock.spawn(std::move(thread_name), [state] { state->queue.dispatch_while(state->token); });
  return state->thread != nullptr ? std::move(dispatcher) : nullptr;
}

Dispatcher::Dispatcher(std::shared_ptr<State> state) : state_(std::move(state)) {}

Dispatcher::~Dispatcher() {
  if (state_->thread == nullptr) return;  // start() has failed
  state_->queue.end_dispatch(state_->token);
  if (state_->thread->is_current()) {
    state_->thread->detach();
  } else {
    state_->thread->join();
  }
}

EventQueue& Dispatcher::queue() const noexcept { return state_->queue; }

std::unique_ptr<QueueGroup> QueueGroup::start(std::size_t queues,
                                              const EventQueue::Options& options,
                                              const std::string& thread_name_prefix, Clock& clock) {
  if (queues == 0) return nullptr;
  std::unique_ptr<QueueGroup> group(new QueueGroup);
  EventQueue::Options with_clock = options;
  if (with_clock.clock == nullptr) with_clock.clock = &clock;
  for (std::size_t i = 0; i < queues; ++i) {
    group->queues_.push_back(std::make_unique<EventQueue>(with_clock));
    auto dispatcher =
        Dispatcher::start(*group->queues_.back(), thread_name_prefix + std::to_string(i), clock);
    if (dispatcher == nullptr) return nullptr;  // the group ends those that run already
    group->dispatchers_.push_back(std::move(dispatcher));
  }
  return group;
}

QueueGroup::~QueueGroup() = default;

EventQueue& QueueGroup::next() noexcept {
  return *queues_[next_.fetch_add(1, std::memory_order_relaxed) % queues_.size()];
}

}  // namespace quoll
