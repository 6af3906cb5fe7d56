#include "dispatched_queue.h"

#include "session.h"

namespace quoll::tool {

DispatchedQueue::DispatchedQueue(mamaBridge bridge) {
  require(mamaQueue_create(&queue_, bridge), "mamaQueue_create");
  const mama_status status = mamaDispatcher_create(&dispatcher_, queue_);
  if (status != MAMA_STATUS_OK) {
    mamaQueue_destroy(queue_);
    require(status, "mamaDispatcher_create");
  }
}

DispatchedQueue::~DispatchedQueue() {
  mamaDispatcher_destroy(dispatcher_);
  mamaQueue_destroyWait(queue_);
}

std::uint64_t DispatchedQueue::depth() const {
  size_t depth = 0;
  mamaQueue_getEventCount(queue_, &depth);
  return depth;
}

}  // namespace quoll::tool
