#include <bridge.h>
#include <mama/log.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/queuegroup.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

#include "dispatch/queue.h"
#include "quoll/gate.h"
#include "support/shim.h"

using quoll::Gate;
using quoll::mama::pool_of;

namespace {

/// What a getter may touch when the group ends, and its storage is freed, after the check of the
/// handle (HandlePool).
struct GroupDoor {
  GroupDoor(mamaBridge bridge, int size) : bridge_(bridge), size_(size) {}

  const mamaBridge bridge_;
  const int size_;
  quoll::Gate takers_;  // who takes a queue out; closed when there are none any more
};

}  // namespace

/// A fixed number of queues, each with a dispatcher from the start, handed out in turn. Made by
/// mamaQueueGroup_create and ended by mamaQueueGroup_destroy; both, and start, stop and
/// destroyWait, are for one thread at a time, the getters for any.
struct mamaQueueGroupImpl_ final : private GroupDoor {
 public:
  using ReadableWhenFree = GroupDoor;

  using GroupDoor::GroupDoor;

  mama_status fill();
  mama_status next(mamaQueue* queue);
  mama_status at(int index, mamaQueue* queue);
  int size() const noexcept { return size_; }
  mama_status start_dispatch();
  mama_status stop_dispatch();
  mama_status destroy_wait();
  void end();

 private:
  /// One with open objects stays alive and is named in the log.
  void destroy_queues();

  struct Member {
    mamaQueue queue = nullptr;
    mamaDispatcher dispatcher = nullptr;
  };

  std::atomic<std::uint64_t> next_{0};
  std::vector<Member> members_;
};

mama_status mamaQueueGroupImpl_::fill() {
  if (size_ > 0) members_.resize(static_cast<std::size_t>(size_));
  for (Member& member : members_) {
    mama_status status = mamaQueue_create(&member.queue, bridge_);
    if (status == MAMA_STATUS_OK) status = mamaDispatcher_create(&member.dispatcher, member.queue);
    if (status == MAMA_STATUS_OK) continue;
    end();
    return status;
  }
  return MAMA_STATUS_OK;
}

mama_status mamaQueueGroupImpl_::next(mamaQueue* queue) {
  {
    const Gate::Frame inside(takers_);
    if (inside && !members_.empty()) {
      *queue = members_[next_.fetch_add(1, std::memory_order_relaxed) % members_.size()].queue;
      return MAMA_STATUS_OK;
    }
  }
  if (!quoll::HandlePool<mamaQueueGroupImpl_>::is_live(this)) return MAMA_STATUS_INVALID_ARG;
  return mama_getDefaultEventQueue(bridge_, queue);
}

mama_status mamaQueueGroupImpl_::at(int index, mamaQueue* queue) {
  const Gate::Frame inside(takers_);
  if (!inside || index < 0 || static_cast<std::size_t>(index) >= members_.size()) {
    return MAMA_STATUS_NOT_FOUND;
  }
  *queue = members_[static_cast<std::size_t>(index)].queue;
  return MAMA_STATUS_OK;
}

mama_status mamaQueueGroupImpl_::start_dispatch() {
  if (takers_.closed()) return MAMA_STATUS_INVALID_ARG;
  for (Member& member : members_) {
    if (member.dispatcher == nullptr) {
      QUOLL_TRY(mamaDispatcher_create(&member.dispatcher, member.queue));
    }
  }
  return MAMA_STATUS_OK;
}

mama_status mamaQueueGroupImpl_::stop_dispatch() {
  mama_status result = MAMA_STATUS_OK;
  for (Member& member : members_) {
    if (member.dispatcher == nullptr) continue;
    const mama_status status = mamaDispatcher_destroy(member.dispatcher);
    if (status != MAMA_STATUS_OK) result = status;
    member.dispatcher = nullptr;
  }
  return result;
}

mama_status mamaQueueGroupImpl_::destroy_wait() {
  stop_dispatch();
  takers_.close_and_wait();
  for (Member& member : members_) {
    if (member.queue != nullptr) mamaQueue_destroyWait(member.queue);
    member.queue = nullptr;
  }
  return MAMA_STATUS_OK;
}

void mamaQueueGroupImpl_::end() {
  stop_dispatch();
  takers_.close_and_wait();
  destroy_queues();
}

void mamaQueueGroupImpl_::destroy_queues() {
  for (Member& member : members_) {
    if (member.queue == nullptr) continue;
    const mama_status status = mamaQueue_destroy(member.queue);
    if (status != MAMA_STATUS_OK) {
      // The application may have destroyed the queue itself, by its handle.
      const bool alive = quoll::HandlePool<mamaQueueImpl_>::is_live(member.queue);
      mama_log(MAMA_LOG_LEVEL_ERROR, "mamaQueueGroup_destroy: queue %s: %s",
               alive ? member.queue->copy_of_name().c_str() : "(destroyed before)",
               mamaStatus_stringForStatus(status));
    }
    member.queue = nullptr;
  }
}

// ---- the C functions ---------------------------------------------------------------------------

mama_status mamaQueueGroup_create(mamaQueueGroup* queueGroup, int numberOfQueues,
                                  mamaBridge bridgeImpl) {
  QUOLL_CHECK_POINTER(queueGroup, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL);
  mamaQueueGroup group = pool_of<mamaQueueGroupImpl_>().create(bridgeImpl, numberOfQueues);
  QUOLL_CHECK_POINTER(group, MAMA_STATUS_NOMEM);
  mama_status status = MAMA_STATUS_NOMEM;
  try {
    status = group->fill();
  } catch (const std::bad_alloc&) {
  }
  if (status != MAMA_STATUS_OK) {
    pool_of<mamaQueueGroupImpl_>().destroy(group);
    return status;
  }
  *queueGroup = group;
  return MAMA_STATUS_OK;
}

mama_status mamaQueueGroup_destroy(mamaQueueGroup queueGroup) {
  QUOLL_CHECK_HANDLE(queueGroup);
  auto& pool = pool_of<mamaQueueGroupImpl_>();
  if (!pool.retire(queueGroup, reinterpret_cast<const void*>(&mamaQueueGroup_destroy))) {
    return MAMA_STATUS_INVALID_ARG;
  }
  queueGroup->end();
  pool.release(queueGroup);
  return MAMA_STATUS_OK;
}

mama_status mamaQueueGroup_getNextQueue(mamaQueueGroup queueGroup, mamaQueue* queue) {
  QUOLL_CHECK_HANDLE(queueGroup);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_NULL_ARG);
  return queueGroup->next(queue);
}

mama_status mamaQueueGroup_getQueueByIndex(mamaQueueGroup queueGroup, mamaQueue* queue, int index) {
  QUOLL_CHECK_HANDLE(queueGroup);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_NULL_ARG);
  return queueGroup->at(index, queue);
}

mama_status mamaQueueGroup_getNumberOfQueues(mamaQueueGroup queueGroup, int* count) {
  QUOLL_CHECK_HANDLE(queueGroup);
  QUOLL_CHECK_POINTER(count, MAMA_STATUS_NULL_ARG);
  *count = queueGroup->size();
  return MAMA_STATUS_OK;
}

mama_status mamaQueueGroup_stopDispatch(mamaQueueGroup queueGroup) {
  QUOLL_CHECK_HANDLE(queueGroup);
  return queueGroup->stop_dispatch();
}

mama_status mamaQueueGroup_startDispatch(mamaQueueGroup queueGroup) {
  QUOLL_CHECK_HANDLE(queueGroup);
  return queueGroup->start_dispatch();
}

mama_status mamaQueueGroup_destroyWait(mamaQueueGroup queueGroup) {
  QUOLL_CHECK_HANDLE(queueGroup);
  return queueGroup->destroy_wait();
}
