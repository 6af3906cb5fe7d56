#include "runtime/middleware_bridge.h"

#include <mama/integration/bridge.h>
#include <mama/log.h>
#include <mama/queue.h>
#include <wombat/wlock.h>

#include <cstddef>

#include "support/shim.h"

namespace quoll::mama {

MiddlewareBridge::MiddlewareBridge(std::string load_name)
    : name(std::move(load_name)), generation(next_generation()), run(table, name) {
  table.mRefCount = 1;
  table.mLock = wlock_create();
}

MiddlewareBridge::~MiddlewareBridge() { wlock_destroy(table.mLock); }

void MiddlewareBridge::drop_hold() noexcept {
  const std::uint32_t before = holds_.fetch_sub(1, std::memory_order_acq_rel);
  if ((before & ~kAwaited) == 1) {
    pool_of<MiddlewareBridge>().destroy(this);
  } else if ((before & kAwaited) != 0) {
    Clock::process().wake_all(holds_);  // by address; the memory stays
  }
}

bool MiddlewareBridge::wait_for_holds(std::uint32_t count, Duration limit) {
  Clock& clock = Clock::process();
  const TimePoint end = saturating_add(clock.now(), limit);
  for (;;) {
    // Says that it waits: on most ends of a call nobody does, and a wake-up is a system call.
    const std::uint32_t holds = holds_.fetch_or(kAwaited, std::memory_order_acq_rel) | kAwaited;
    if ((holds & ~kAwaited) <= count) return true;
    if (clock.now() >= end) return false;
    clock.wait(holds_, holds, end);
  }
}

mama_status MiddlewareBridge::internal_queue(mamaQueue* queue) {
  const OwnerTurn::Scope turn(internal_queue_turn_);
  if (table.mInternalEventQueue == nullptr) {
    mamaQueue made = nullptr;
    mamaDispatcher dispatcher = nullptr;
    mama_status status = mamaQueue_create(&made, handle());
    if (status == MAMA_STATUS_OK) {
      status = mamaDispatcher_create(&dispatcher, made);
      if (status != MAMA_STATUS_OK) mamaQueue_destroy(made);
    }
    if (status != MAMA_STATUS_OK) {
      mama_log(MAMA_LOG_LEVEL_ERROR, "bridge '%s': its internal event queue cannot be made: %s",
               name.c_str(), mamaStatus_stringForStatus(status));
      return MAMA_STATUS_NO_BRIDGE_IMPL;
    }
    table.mInternalDispatcher = dispatcher;
    table.mInternalEventQueue = made;
  }
  *queue = table.mInternalEventQueue;
  return MAMA_STATUS_OK;
}

mama_status MiddlewareBridge::stop_internal_queue() {
  const OwnerTurn::Scope turn(internal_queue_turn_);
  const mamaDispatcher dispatcher = table.mInternalDispatcher;
  const mamaQueue queue = table.mInternalEventQueue;
  table.mInternalDispatcher = nullptr;
  table.mInternalEventQueue = nullptr;
  mama_status status = MAMA_STATUS_OK;
  if (dispatcher != nullptr) status = mamaDispatcher_destroy(dispatcher);
  if (queue != nullptr) {
    const mama_status destroyed =
        mamaQueue_destroyTimedWait(queue, mamaBridgeImpl_getDefaultQueueTimeout());
    if (status == MAMA_STATUS_OK) status = destroyed;
  }
  if (status == MAMA_STATUS_OK) return status;
  mama_log(MAMA_LOG_LEVEL_ERROR, "bridge '%s': its internal event queue cannot be ended: %s",
           name.c_str(), mamaStatus_stringForStatus(status));
  return MAMA_STATUS_NO_BRIDGE_IMPL;
}

}  // namespace quoll::mama
