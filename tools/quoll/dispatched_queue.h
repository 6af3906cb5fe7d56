/// A queue with a thread that dispatches it.
#pragma once

#include <mama/mama.h>

#include <cstdint>

namespace quoll::tool {

/// Its end ends the thread and then waits for everything that is still open on the queue.
class DispatchedQueue {
 public:
  explicit DispatchedQueue(mamaBridge bridge);
  ~DispatchedQueue();
  DispatchedQueue(const DispatchedQueue&) = delete;
  DispatchedQueue& operator=(const DispatchedQueue&) = delete;

  mamaQueue handle() const { return queue_; }
  std::uint64_t depth() const;

 private:
  mamaQueue queue_ = nullptr;
  mamaDispatcher dispatcher_ = nullptr;
};

}  // namespace quoll::tool
