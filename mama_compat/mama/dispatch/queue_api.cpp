// The C functions of mama/queue.h and mama/integration/queue.h, but for dispatchers.
#include <mama/integration/queue.h>
#include <mama/log.h>
#include <mama/queue.h>

#include "dispatch/queue.h"
#include "support/shim.h"

using quoll::mama::check_handle;
using quoll::mama::Queue;

mama_status quoll::mama::check_queue(mamaQueue queue, const char* function, mama_status if_null,
                                     mama_status if_stale) {
  QUOLL_TRY(check_handle(queue, function, if_null, if_stale));
  if (!queue->closing()) [[likely]]
    return MAMA_STATUS_OK;
  report_stale_handle(function, queue, reinterpret_cast<const void*>(&mamaQueue_destroy));
  return if_stale;
}

// ---- creation ----------------------------------------------------------------------------------

mama_status mamaQueue_create(mamaQueue* queue, mamaBridge bridgeImpl) {
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_NULL_ARG);
  return Queue::create(queue, bridgeImpl, Queue::Source::kBridge, nullptr);
}

mama_status mamaQueue_create_usingNative(mamaQueue* queue, mamaBridge bridgeImpl,
                                         void* nativeQueue) {
  QUOLL_CHECK_POINTER(bridgeImpl, MAMA_STATUS_NO_BRIDGE_IMPL);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_NULL_ARG);
  return Queue::create(queue, bridgeImpl, Queue::Source::kNative, nativeQueue);
}

/// Keeps the storage of a queue for the rest of a function.
#define QUOLL_KEEP_QUEUE(queue)      \
  const auto keep = (queue)->keep(); \
  if (!keep) return MAMA_STATUS_INVALID_ARG

mama_status mamaQueue_enableStats(mamaQueue queue) {
  QUOLL_CHECK_QUEUE(queue);
  QUOLL_KEEP_QUEUE(queue);
  return queue->enable_statistics();
}

// ---- attributes --------------------------------------------------------------------------------

mama_status mamaQueue_setQueueName(mamaQueue queue, const char* name) {
  QUOLL_CHECK_QUEUE(queue);
  QUOLL_KEEP_QUEUE(queue);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_INVALID_ARG);
  return queue->set_name(name);
}

mama_status mamaQueue_getQueueName(mamaQueue queue, const char** name) {
  QUOLL_CHECK_HANDLE(queue);
  QUOLL_KEEP_QUEUE(queue);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_INVALID_ARG);
  *name = queue->name();
  return MAMA_STATUS_OK;
}

mama_status mamaQueue_getQueueBridgeName(mamaQueue queue, const char** name) {
  QUOLL_CHECK_HANDLE(queue);
  QUOLL_KEEP_QUEUE(queue);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_INVALID_ARG);
  if (queue->bridge()->bridgeGetName == nullptr) return MAMA_STATUS_NOT_IMPLEMENTED;
  *name = queue->bridge()->bridgeGetName();
  return MAMA_STATUS_OK;
}

mama_status mamaQueue_setClosure(mamaQueue queue, void* closure) {
  QUOLL_CHECK_QUEUE(queue);
  QUOLL_KEEP_QUEUE(queue);
  queue->closure() = closure;
  return MAMA_STATUS_OK;
}

mama_status mamaQueue_getClosure(mamaQueue queue, void** closure) {
  QUOLL_CHECK_HANDLE(queue);
  QUOLL_KEEP_QUEUE(queue);
  QUOLL_CHECK_POINTER(closure, MAMA_STATUS_INVALID_ARG);
  *closure = queue->closure();
  return MAMA_STATUS_OK;
}

mama_status mamaQueue_getNativeHandle(mamaQueue queue, void** nativeHandle) {
  QUOLL_CHECK_QUEUE(queue);
  QUOLL_KEEP_QUEUE(queue);
  return queue->native_handle(nativeHandle);
}

mama_status mamaQueue_setHighWatermark(mamaQueue queue, size_t highWatermark) {
  QUOLL_CHECK_QUEUE(queue);
  QUOLL_KEEP_QUEUE(queue);
  return queue->set_high_watermark(highWatermark);
}

mama_status mamaQueue_getHighWatermark(mamaQueue queue, size_t* highWatermark) {
  QUOLL_CHECK_HANDLE(queue);
  QUOLL_KEEP_QUEUE(queue);
  QUOLL_CHECK_POINTER(highWatermark, MAMA_STATUS_INVALID_ARG);
  *highWatermark = queue->high_watermark();
  return MAMA_STATUS_OK;
}

mama_status mamaQueue_setLowWatermark(mamaQueue queue, size_t lowWatermark) {
  QUOLL_CHECK_QUEUE(queue);
  QUOLL_KEEP_QUEUE(queue);
  return queue->set_low_watermark(lowWatermark);
}

mama_status mamaQueue_getLowWatermark(mamaQueue queue, size_t* lowWatermark) {
  QUOLL_CHECK_HANDLE(queue);
  QUOLL_KEEP_QUEUE(queue);
  QUOLL_CHECK_POINTER(lowWatermark, MAMA_STATUS_INVALID_ARG);
  *lowWatermark = queue->low_watermark();
  return MAMA_STATUS_OK;
}

mama_status mamaQueue_setQueueMonitorCallbacks(mamaQueue queue,
                                               mamaQueueMonitorCallbacks* queueMonitorCallbacks,
                                               void* closure) {
  QUOLL_CHECK_QUEUE(queue);
  QUOLL_KEEP_QUEUE(queue);
  QUOLL_CHECK_POINTER(queueMonitorCallbacks, MAMA_STATUS_NULL_ARG);
  return quoll::mama::guarded([&] {
    queue->set_monitor(*queueMonitorCallbacks, closure);
    return MAMA_STATUS_OK;
  });
}

mama_status mamaQueue_getEventCount(mamaQueue queue, size_t* count) {
  QUOLL_CHECK_QUEUE(queue);
  QUOLL_KEEP_QUEUE(queue);
  QUOLL_CHECK_POINTER(count, MAMA_STATUS_INVALID_ARG);
  return queue->event_count(count);
}

// ---- events and dispatching --------------------------------------------------------------------

mama_status mamaQueue_enqueueEvent(mamaQueue queue, mamaQueueEventCB callback, void* closure) {
  QUOLL_CHECK_QUEUE(queue);
  return queue->enqueue(callback, closure);
}

mama_status mamaQueue_dispatch(mamaQueue queue) {
  QUOLL_CHECK_QUEUE(queue);
  return queue->dispatch();
}

mama_status mamaQueue_timedDispatch(mamaQueue queue, uint64_t timeout) {
  QUOLL_CHECK_QUEUE(queue);
  return queue->timed_dispatch(timeout);
}

mama_status mamaQueue_dispatchEvent(mamaQueue queue) {
  QUOLL_CHECK_QUEUE(queue);
  return queue->dispatch_event();
}

mama_status mamaQueue_stopDispatch(mamaQueue queue) {
  QUOLL_CHECK_QUEUE(queue);
  return queue->stop_dispatch();
}

mama_status mamaQueue_setEnqueueCallback(mamaQueue queue, mamaQueueEnqueueCB callback,
                                         void* closure) {
  QUOLL_CHECK_QUEUE(queue);
  QUOLL_KEEP_QUEUE(queue);
  return queue->set_enqueue_callback(callback, closure);
}

mama_status mamaQueue_removeEnqueueCallback(mamaQueue queue) {
  QUOLL_CHECK_QUEUE(queue);
  QUOLL_KEEP_QUEUE(queue);
  return queue->remove_enqueue_callback();
}

// ---- the end -----------------------------------------------------------------------------------

mama_status mamaQueue_canDestroy(mamaQueue queue) {
  QUOLL_CHECK_QUEUE(queue);
  QUOLL_KEEP_QUEUE(queue);
  return queue->can_destroy();
}

mama_status mamaQueue_destroy(mamaQueue queue) {
  QUOLL_CHECK_QUEUE(queue);
  return queue->destroy();
}

mama_status mamaQueue_destroyWait(mamaQueue queue) {
  QUOLL_CHECK_QUEUE(queue);
  return queue->destroy_wait();
}

mama_status mamaQueue_destroyTimedWait(mamaQueue queue, long timeout) {
  QUOLL_CHECK_QUEUE(queue);
  if (timeout <= 0) return MAMA_STATUS_NULL_ARG;
  return queue->destroy_timed_wait(
      quoll::saturating_milliseconds(static_cast<std::uint64_t>(timeout)));
}

// ---- integration -------------------------------------------------------------------------------

mamaQueueLockHandle mamaQueue_incrementObjectCount(mamaQueue queue, void* owner) {
  mamaQueueLockHandle lock = nullptr;
  if (quoll::mama::check_queue(queue, __func__) == MAMA_STATUS_OK) queue->add_object(owner, &lock);
  return lock;
}

void mamaQueue_decrementObjectCount(mamaQueueLockHandle* handle, mamaQueue queue) {
  if (check_handle(queue, __func__) == MAMA_STATUS_OK) queue->remove_object(handle);
}

mamaBridge mamaQueueImpl_getBridgeImpl(mamaQueue queue) {
  if (queue == nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaQueueImpl_getBridgeImpl: NULL queue");
    return nullptr;
  }
  return check_handle(queue, __func__) == MAMA_STATUS_OK ? queue->bridge() : nullptr;
}

mamaMsg mamaQueueImpl_getMsg(mamaQueue queue) {
  return check_handle(queue, __func__) == MAMA_STATUS_OK ? queue->message() : nullptr;
}

mama_status mamaQueueImpl_detachMsg(mamaQueue queue, mamaMsg msg) {
  QUOLL_CHECK_HANDLE(queue);
  if (msg != nullptr) queue->detach_message(msg);
  return MAMA_STATUS_OK;
}

int mamaQueueImpl_isDispatching(mamaQueue queue) {
  return check_handle(queue, __func__) == MAMA_STATUS_OK && queue->is_dispatching() ? 1 : 0;
}

mama_status mamaQueueImpl_highWatermarkExceeded(mamaQueue queue, size_t size) {
  QUOLL_CHECK_HANDLE(queue);
  queue->high_watermark_exceeded(size);
  return MAMA_STATUS_OK;
}

mama_status mamaQueueImpl_lowWatermarkExceeded(mamaQueue queue, size_t size) {
  QUOLL_CHECK_HANDLE(queue);
  queue->low_watermark_reached(size);
  return MAMA_STATUS_OK;
}

mamaStatsCollector mamaQueueImpl_getStatsCollector(mamaQueue queue) {
  if (queue == nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaQueueImpl_getStatsCollector: NULL queue");
    return nullptr;
  }
  if (check_handle(queue, __func__) != MAMA_STATUS_OK) return nullptr;
  const auto keep = queue->keep();
  const auto statistics = keep ? keep->statistics() : nullptr;
  return statistics ? statistics->collector() : nullptr;
}
