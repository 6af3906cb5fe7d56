#include "queue.h"

#include <mama/integration/queue.h>
#include <mama/log.h>

#include <new>

#include "quoll/clock.h"
#include "support/shim.h"

using quoll::Clock;
using quoll::EventCallback;
using quoll::MutexLock;
using quoll::PostResult;
using quoll::Ref;
using quoll::base_bridge::BridgeState;
using quoll::base_bridge::QueueBackend;
using quoll::mama::check_handle;
using quoll::mama::pool_of;

namespace {

template <class MakeBackend>
mama_status create_queue(queueBridge* out, mamaQueue parent, MakeBackend make) {
  *out = nullptr;
  try {
    Ref<QueueBackend> backend = make();
    queueBridge queue = pool_of<queueBridge_>().create(
        parent, backend, BridgeState::of(mamaQueueImpl_getBridgeImpl(parent)));
    QUOLL_CHECK_POINTER(queue, MAMA_STATUS_NOMEM);
    *out = queue;
    return MAMA_STATUS_OK;
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
}

// What the core's queue calls is what the application gave: same arguments, first the mamaQueue.
EventCallback as_event(mamaQueueEnqueueCB callback) {
  return reinterpret_cast<EventCallback>(callback);
}

mama_status set_watermark(queueBridge queue, std::size_t queueBridge_::*which,
                          std::size_t value) QUOLL_NO_TSA {
  MutexLock lock(queue->mutex);
  queue->*which = value;
  const std::size_t low = queue->low_watermark;
  const std::size_t high = queue->high_watermark;
  lock.unlock();
  queue->backend->set_watermarks(low, high);
  return MAMA_STATUS_OK;
}

}  // namespace

// ---- creation and end --------------------------------------------------------------------------

mama_status baseBridgeMamaQueue_create(queueBridge* queue, mamaQueue parent) {
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(parent, MAMA_STATUS_NULL_ARG);
  return create_queue(queue, parent,
                      [&] { return quoll::base_bridge::make_event_queue_backend(parent); });
}

mama_status baseBridgeMamaQueue_create_usingNative(queueBridge* queue, mamaQueue parent,
                                                   void* nativeQueue) {
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(parent, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(nativeQueue, MAMA_STATUS_NULL_ARG);
  return create_queue(queue, parent, [&] {
    return quoll::base_bridge::make_wombat_queue_backend(parent, nativeQueue);
  });
}

mama_status baseBridgeMamaQueue_destroy(queueBridge queue) {
  QUOLL_CHECK_HANDLE(queue);
  auto& pool = pool_of<queueBridge_>();
  if (!pool.retire(queue, reinterpret_cast<const void*>(&baseBridgeMamaQueue_destroy))) {
    return MAMA_STATUS_INVALID_ARG;
  }
  // Whoever still runs a callback of the queue is inside the backend: it needs a reference.
  QueueBackend* const backend = Ref<QueueBackend>(queue->backend).release();
  backend->close([](void* left) { static_cast<QueueBackend*>(left)->unref(); }, backend);

  MutexLock lock(queue->mutex);
  const auto cleanup = queue->cleanup;
  void* const closure = queue->closure;
  lock.unlock();
  if (cleanup != nullptr && closure != nullptr) cleanup(closure);
  pool.release(queue);
  return MAMA_STATUS_OK;
}

// ---- dispatching -------------------------------------------------------------------------------

mama_status baseBridgeMamaQueue_dispatch(queueBridge queue) {
  QUOLL_CHECK_HANDLE(queue);
  queue->backend->dispatch();
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaQueue_timedDispatch(queueBridge queue, uint64_t timeout) {
  QUOLL_CHECK_HANDLE(queue);
  quoll::TimePoint deadline{};
  if (timeout != 0) {
    deadline =
        quoll::saturating_add(Clock::process().now(), quoll::saturating_milliseconds(timeout));
  }
  queue->backend->dispatch_until(deadline);
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaQueue_dispatchEvent(queueBridge queue) {
  QUOLL_CHECK_HANDLE(queue);
  queue->backend->dispatch_until(quoll::kNever);
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaQueue_stopDispatch(queueBridge queue) {
  QUOLL_CHECK_HANDLE(queue);
  queue->backend->stop();
  return MAMA_STATUS_OK;
}

// ---- events ------------------------------------------------------------------------------------

mama_status baseBridgeMamaQueue_enqueueEvent(queueBridge queue, mamaQueueEnqueueCB callback,
                                             void* closure) {
  QUOLL_CHECK_POINTER(callback, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(queue);
  // The event may run, and end the queue, before this returns.
  switch (queue->backend->post(as_event(callback), closure)) {
    case PostResult::kOk:
      return MAMA_STATUS_OK;
    case PostResult::kClosed:
      return MAMA_STATUS_INVALID_ARG;
    case PostResult::kFull:
      break;
  }
  return MAMA_STATUS_PLATFORM;
}

mama_status baseBridgeMamaQueue_getEventCount(queueBridge queue, size_t* count) {
  QUOLL_CHECK_POINTER(count, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(queue);
  *count = queue->backend->count();
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaQueue_setEnqueueCallback(queueBridge queue, mamaQueueEnqueueCB callback,
                                                   void* closure) {
  QUOLL_CHECK_POINTER(callback, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(queue);
  try {
    queue->backend->set_enqueue_callback(as_event(callback), closure);
    return MAMA_STATUS_OK;
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
}

mama_status baseBridgeMamaQueue_removeEnqueueCallback(queueBridge queue) {
  QUOLL_CHECK_HANDLE(queue);
  queue->backend->remove_enqueue_callback();
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaQueue_getNativeHandle(queueBridge queue, void** nativeHandle) {
  QUOLL_CHECK_POINTER(nativeHandle, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(queue);
  *nativeHandle = queue;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaQueue_setHighWatermark(queueBridge queue, size_t highWatermark) {
  if (highWatermark == 0) return MAMA_STATUS_NULL_ARG;
  QUOLL_CHECK_HANDLE(queue);
  return set_watermark(queue, &queueBridge_::high_watermark, highWatermark);
}

mama_status baseBridgeMamaQueue_setLowWatermark(queueBridge queue, size_t lowWatermark) {
  if (lowWatermark == 0) return MAMA_STATUS_NULL_ARG;
  QUOLL_CHECK_HANDLE(queue);
  return set_watermark(queue, &queueBridge_::low_watermark, lowWatermark);
}

// ---- the extending bridge's closure ------------------------------------------------------------

void baseBridgeMamaQueueImpl_setClosure(queueBridge queue, void* closure,
                                        baseQueueClosureCleanup callback) {
  if (check_handle(queue, __func__) != MAMA_STATUS_OK) return;
  MutexLock lock(queue->mutex);
  queue->closure = closure;
  queue->cleanup = callback;
}

void* baseBridgeMamaQueueImpl_getClosure(queueBridge queue) {
  if (check_handle(queue, __func__) != MAMA_STATUS_OK) return nullptr;
  MutexLock lock(queue->mutex);
  return queue->closure;
}
