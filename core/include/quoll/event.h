/// What queues carry.
#pragma once

namespace quoll {

/// Called on the thread that dispatches: `context` is the queue's (EventQueue::Options::context),
/// `closure` the event's.
using EventCallback = void (*)(void* context, void* closure);

/// How an enqueue ended.
enum class PostResult {
  kOk,
  kFull,    ///< the bound of the queue is reached, or memory is out; nothing was taken
  kClosed,  ///< the queue is closed; nothing was taken
};

/// Anything that events can be handed to: an EventQueue, or a foreign queue behind an adapter.
class EventSink {
 public:
  /// Appends an event. Any thread. Never blocks on the consumer.
  virtual PostResult post(EventCallback callback, void* closure) = 0;

 protected:
  ~EventSink() = default;
};

}  // namespace quoll
