// Queues: a wombatQueue each, whose items are (callback, closure).
#include "hermit.h"

namespace hermit {
namespace {

Registry<queueBridge_>& queues() {
  static auto& all = *new Registry<queueBridge_>;
  return all;
}

void* as_item(mamaQueueEnqueueCB callback) { return reinterpret_cast<void*>(callback); }

}  // namespace

void close_queues() { queues().clear(); }

}  // namespace hermit

using hermit::Guard;
using hermit::queues;
using hermit::Task;

queueBridge_::~queueBridge_() {
  void* callback = nullptr;
  void* closure = nullptr;
  while (wombatQueue_poll(events, &callback, &closure) == WOMBAT_QUEUE_OK) {
    if (callback == hermit::as_item(&Task::event)) delete static_cast<Task*>(closure);
    callback = nullptr;
  }
  wombatQueue_destroy(events);
}

// Takes one item and runs it; false when there was none.
template <class Take>
bool queueBridge_::run_one(Take take) {
  void* callback = nullptr;  // stays so when the wait was only broken off
  void* closure = nullptr;
  if (take(&callback, &closure) != WOMBAT_QUEUE_OK || callback == nullptr) return false;
  reinterpret_cast<mamaQueueEnqueueCB>(callback)(parent, closure);
  return true;
}

extern "C" {

MAMAExpBridgeDLL mama_status hermitBridgeMamaQueue_create(queueBridge* queue, mamaQueue parent) {
  if (queue == nullptr || parent == nullptr) return MAMA_STATUS_NULL_ARG;
  *queue = nullptr;
  auto made = std::make_shared<queueBridge_>(parent);
  if (wombatQueue_allocate(&made->events) != WOMBAT_QUEUE_OK) return MAMA_STATUS_NOMEM;
  if (wombatQueue_create(made->events, 0, 0, 0) != WOMBAT_QUEUE_OK) return MAMA_STATUS_PLATFORM;
  *queue = queues().add(std::move(made));
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaQueue_destroy(queueBridge queue) {
  if (queue == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto ended = queues().take(queue);
  if (!ended) return MAMA_STATUS_INVALID_ARG;
  ended->closed = true;
  wombatQueue_unblock(ended->events);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaQueue_dispatch(queueBridge queue) {
  if (queue == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = queues().find(queue);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  // A stop that came before is kept for this call.
  while (!self->stopping.exchange(false) && !self->closed) {
    self->run_one([&](void** callback, void** closure) {
      return wombatQueue_dispatch(self->events, callback, closure);
    });
  }
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaQueue_timedDispatch(queueBridge queue,
                                                                 uint64_t timeout) {
  if (queue == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = queues().find(queue);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  self->run_one([&](void** callback, void** closure) {
    return timeout == 0 ? wombatQueue_poll(self->events, callback, closure)
                        : wombatQueue_timedDispatch(self->events, callback, closure, timeout);
  });
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaQueue_dispatchEvent(queueBridge queue) {
  if (queue == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = queues().find(queue);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  const auto wait = [&](void** callback, void** closure) {
    return wombatQueue_dispatch(self->events, callback, closure);
  };
  while (!self->run_one(wait) && !self->stopping && !self->closed) {
  }
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaQueue_enqueueEvent(queueBridge queue,
                                                                mamaQueueEnqueueCB callback,
                                                                void* closure) {
  if (queue == nullptr || callback == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = queues().find(queue);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  if (wombatQueue_enqueue(self->events, nullptr, hermit::as_item(callback), closure) !=
      WOMBAT_QUEUE_OK) {
    return MAMA_STATUS_PLATFORM;
  }
  std::pair<mamaQueueEnqueueCB, void*> told;
  {
    const Guard guard(self->lock);
    told = {self->on_enqueue, self->on_enqueue_closure};
  }
  if (told.first != nullptr) told.first(self->parent, told.second);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaQueue_stopDispatch(queueBridge queue) {
  if (queue == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = queues().find(queue);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  self->stopping = true;
  wombatQueue_unblock(self->events);
  return MAMA_STATUS_OK;
}

// ---- optional ----------------------------------------------------------------------------------

MAMAExpBridgeDLL mama_status hermitBridgeMamaQueue_getEventCount(queueBridge queue, size_t* count) {
  if (queue == nullptr || count == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = queues().find(queue);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  int size = 0;
  wombatQueue_getSize(self->events, &size);
  *count = static_cast<size_t>(size);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaQueue_setEnqueueCallback(queueBridge queue,
                                                                      mamaQueueEnqueueCB callback,
                                                                      void* closure) {
  if (queue == nullptr || callback == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = queues().find(queue);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  const Guard guard(self->lock);
  self->on_enqueue = callback;
  self->on_enqueue_closure = closure;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaQueue_removeEnqueueCallback(queueBridge queue) {
  if (queue == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = queues().find(queue);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  const Guard guard(self->lock);
  self->on_enqueue = nullptr;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaQueue_getNativeHandle(queueBridge queue,
                                                                   void** native) {
  if (queue == nullptr || native == nullptr) return MAMA_STATUS_NULL_ARG;
  *native = queue;
  return MAMA_STATUS_OK;
}

}  // extern "C"
