#include <bridge.h>
#include <mama/log.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/queuegroup.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>

#include "dispatch/queue.h"
#include "quoll/gate.h"
#include "support/shim.h"

using quoll::Gate;
using quoll::mama::pool_of;

namespace {

/// What a call may touch when the group ends, and its storage is freed, after the check of the
/// handle (HandlePool).
struct GroupDoor {
  GroupDoor(mamaBridge bridge, int size) : bridge_(bridge), size_(size) {}

  const mamaBridge bridge_;
  const int size_;
  // Who takes a queue out, or a reference; closed when the queues end. Nobody waits inside.
  quoll::Gate takers_;
};

}  // namespace

/// A fixed number of queues, each with a dispatcher from the start, handed out in turn. Made by
/// mamaQueueGroup_create and ended by mamaQueueGroup_destroy. Any thread may call anything: who
/// takes a queue or a dispatcher out of its place ends it, and a start or stop in progress keeps
/// the storage.
struct mamaQueueGroupImpl_ final : private GroupDoor {
 public:
  using ReadableWhenFree = GroupDoor;

  using GroupDoor::GroupDoor;
  ~mamaQueueGroupImpl_() { stop_dispatchers(); }

  mama_status fill();
  mama_status next(mamaQueue* queue);
  mama_status at(int index, mamaQueue* queue);
  int size() const noexcept { return size_; }
  mama_status start_dispatch();
  mama_status stop_dispatch();
  mama_status destroy_wait();
  /// Ends the group. One with open objects stays alive and is named in the log. The storage goes
  /// with the last start or stop in progress.
  void end();

 private:
  /// A reference to the storage, for a call that waits for other threads. Refused when the queues
  /// have ended.
  class Use {
   public:
    explicit Use(mamaQueueGroupImpl_& group) {
      const Gate::Frame inside(group.takers_);
      if (!inside) return;
      group.references_.fetch_add(1, std::memory_order_relaxed);
      group_ = &group;
    }
    ~Use() {
      if (group_ != nullptr) group_->unref();
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    explicit operator bool() const noexcept { return group_ != nullptr; }

   private:
    mamaQueueGroupImpl_* group_ = nullptr;
  };
  struct Member {
    std::atomic<mamaQueue> queue{nullptr};
    std::atomic<mamaDispatcher> dispatcher{nullptr};
  };

  void unref() noexcept;
  mama_status stop_dispatchers();
  std::span<Member> members() const noexcept { return {members_.get(), filled_}; }

  std::atomic<int> references_{1};
  std::atomic<std::uint64_t> next_{0};
  std::unique_ptr<Member[]> members_;
  std::size_t filled_ = 0;
};

mama_status mamaQueueGroupImpl_::fill() {
  const auto size = static_cast<std::size_t>(std::max(size_, 0));
  members_ = std::make_unique<Member[]>(size);
  filled_ = size;
  for (Member& member : members()) {
    mamaQueue queue = nullptr;
    QUOLL_TRY(mamaQueue_create(&queue, bridge_));
    member.queue = queue;
    mamaDispatcher dispatcher = nullptr;
    QUOLL_TRY(mamaDispatcher_create(&dispatcher, queue));
    member.dispatcher = dispatcher;
  }
  return MAMA_STATUS_OK;
}

mama_status mamaQueueGroupImpl_::next(mamaQueue* queue) {
  {
    const Gate::Frame inside(takers_);
    if (inside && filled_ != 0) {
      *queue = members_[next_.fetch_add(1, std::memory_order_relaxed) % filled_].queue;
      return MAMA_STATUS_OK;
    }
  }
  if (!quoll::HandlePool<mamaQueueGroupImpl_>::is_live(this)) return MAMA_STATUS_INVALID_ARG;
  return mama_getDefaultEventQueue(bridge_, queue);
}

mama_status mamaQueueGroupImpl_::at(int index, mamaQueue* queue) {
  const Gate::Frame inside(takers_);
  if (!inside || index < 0 || static_cast<std::size_t>(index) >= filled_) {
    return MAMA_STATUS_NOT_FOUND;
  }
  *queue = members_[static_cast<std::size_t>(index)].queue;
  return MAMA_STATUS_OK;
}

mama_status mamaQueueGroupImpl_::start_dispatch() {
  const Use use(*this);
  if (!use) return MAMA_STATUS_INVALID_ARG;
  for (Member& member : members()) {
    if (member.dispatcher != nullptr) continue;
    mamaDispatcher dispatcher = nullptr;
    QUOLL_TRY(mamaDispatcher_create(&dispatcher, member.queue));
    mamaDispatcher none = nullptr;
    if (!member.dispatcher.compare_exchange_strong(none, dispatcher)) {
      mamaDispatcher_destroy(dispatcher);
    }
  }
  return MAMA_STATUS_OK;
}

mama_status mamaQueueGroupImpl_::stop_dispatch() {
  const Use use(*this);
  return use ? stop_dispatchers() : MAMA_STATUS_OK;  // the end stops them
}

mama_status mamaQueueGroupImpl_::stop_dispatchers() {
  mama_status result = MAMA_STATUS_OK;
  for (Member& member : members()) {
    const mamaDispatcher dispatcher = member.dispatcher.exchange(nullptr);
    if (dispatcher == nullptr) continue;
    const mama_status status = mamaDispatcher_destroy(dispatcher);
    if (status != MAMA_STATUS_OK) result = status;
  }
  return result;
}

mama_status mamaQueueGroupImpl_::destroy_wait() {
  const Use use(*this);
  if (!use) return MAMA_STATUS_OK;  // done before
  takers_.close_and_wait();
  stop_dispatchers();
  for (Member& member : members()) {
    if (mamaQueue queue = member.queue.exchange(nullptr)) mamaQueue_destroyWait(queue);
  }
  return MAMA_STATUS_OK;
}

void mamaQueueGroupImpl_::end() {
  takers_.close_and_wait();
  stop_dispatchers();
  for (Member& member : members()) {
    const mamaQueue queue = member.queue.exchange(nullptr);
    if (queue == nullptr) continue;
    const mama_status status = mamaQueue_destroy(queue);
    if (status != MAMA_STATUS_OK) {
      // The application may have destroyed the queue itself, by its handle.
      const bool alive = quoll::HandlePool<mamaQueueImpl_>::is_live(queue);
      mama_log(MAMA_LOG_LEVEL_ERROR, "mamaQueueGroup_destroy: queue %s: %s",
               alive ? queue->name_for_log().c_str() : "(destroyed before)",
               mamaStatus_stringForStatus(status));
    }
  }
  unref();
}

void mamaQueueGroupImpl_::unref() noexcept {
  if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    pool_of<mamaQueueGroupImpl_>().release(this);
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
    pool_of<mamaQueueGroupImpl_>().retire(group);
    group->end();
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
