// The C functions of wombat/queue.h. A handle is the address of one malloc block, so that a program
// may also release a queue that was never created by free().
#include <wombat/queue.h>

#include <chrono>
#include <cstdlib>
#include <new>

#include "common/item_queue.h"

using quoll::compat::ItemQueue;

namespace {

struct Handle {
  std::uint32_t max;
  ItemQueue* queue;  // null until created
};

Handle* handle_of(wombatQueue queue) noexcept { return static_cast<Handle*>(queue); }

ItemQueue* created(wombatQueue queue) noexcept {
  return queue == nullptr ? nullptr : handle_of(queue)->queue;
}

std::uint32_t max_of(wombatQueue queue) noexcept {
  return __atomic_load_n(&handle_of(queue)->max, __ATOMIC_RELAXED);
}

void give(const ItemQueue::Item& item, void** data, void** closure) noexcept {
  if (data != nullptr) *data = item.data;
  if (closure != nullptr) *closure = item.closure;
}

wombatQueueStatus status_of(ItemQueue::Result result) noexcept {
  switch (result) {
    case ItemQueue::Result::kFull:
      return WOMBAT_QUEUE_FULL;
    case ItemQueue::Result::kEmpty:
      return WOMBAT_QUEUE_WOULD_BLOCK;
    case ItemQueue::Result::kTimeout:
      return WOMBAT_QUEUE_TIMEOUT;
    case ItemQueue::Result::kOk:
    case ItemQueue::Result::kUnblocked:
      break;
  }
  return WOMBAT_QUEUE_OK;
}

// The outputs are written before the callback runs.
wombatQueueStatus deliver(ItemQueue::Result result, const ItemQueue::Item& item, void** data,
                          void** closure) {
  if (result != ItemQueue::Result::kOk) return status_of(result);
  give(item, data, closure);
  if (item.callback != nullptr) item.callback(item.data, item.closure);
  return WOMBAT_QUEUE_OK;
}

// What an iterator function answers: the item, or the end.
wombatQueueStatus answer(bool is_on_item, const ItemQueue::Item& item, void** data,
                         void** closure) {
  give(is_on_item ? item : ItemQueue::Item{}, data, closure);
  return is_on_item ? WOMBAT_QUEUE_OK : WOMBAT_QUEUE_END;
}

}  // namespace

wombatQueueStatus wombatQueue_allocate(wombatQueue* result) {
  if (result == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  auto* handle = static_cast<Handle*>(std::malloc(sizeof(Handle)));
  if (handle != nullptr) *handle = Handle{WOMBAT_QUEUE_MAX_SIZE, nullptr};
  *result = handle;
  return handle != nullptr ? WOMBAT_QUEUE_OK : WOMBAT_QUEUE_NOMEM;
}

wombatQueueStatus wombatQueue_create(wombatQueue queue, uint32_t maxSize, uint32_t initialSize,
                                     uint32_t growBySize) {
  if (queue == nullptr || handle_of(queue)->queue != nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  Handle& handle = *handle_of(queue);
  if (maxSize != 0) handle.max = maxSize;
  const std::uint32_t initial = initialSize != 0 ? initialSize : WOMBAT_QUEUE_CHUNK_SIZE;
  if (initial > handle.max) return WOMBAT_QUEUE_NOMEM;
  try {
    handle.queue = new ItemQueue(initial, growBySize != 0 ? growBySize : WOMBAT_QUEUE_CHUNK_SIZE);
  } catch (const std::bad_alloc&) {
    return WOMBAT_QUEUE_NOMEM;
  }
  return WOMBAT_QUEUE_OK;
}

wombatQueueStatus wombatQueue_destroy(wombatQueue queue) {
  if (queue == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  delete handle_of(queue)->queue;
  std::free(queue);
  return WOMBAT_QUEUE_OK;
}

wombatQueueStatus wombatQueue_deallocate(wombatQueue queue) {
  if (queue == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  std::free(queue);
  return WOMBAT_QUEUE_OK;
}

wombatQueueStatus wombatQueue_setMaxSize(wombatQueue queue, unsigned int value) {
  if (queue == nullptr || value > WOMBAT_QUEUE_MAX_SIZE) return WOMBAT_QUEUE_INVALID_ARG;
  __atomic_store_n(&handle_of(queue)->max, value, __ATOMIC_RELAXED);
  return WOMBAT_QUEUE_OK;
}

wombatQueueStatus wombatQueue_getMaxSize(wombatQueue queue, unsigned int* value) {
  if (queue == nullptr || value == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  *value = max_of(queue);
  return WOMBAT_QUEUE_OK;
}

wombatQueueStatus wombatQueue_getSize(wombatQueue queue, int* size) {
  if (created(queue) == nullptr || size == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  *size = static_cast<int>(created(queue)->size());
  return WOMBAT_QUEUE_OK;
}

wombatQueueStatus wombatQueue_enqueue(wombatQueue queue, wombatQueueCb cb, void* data,
                                      void* closure) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  return status_of(created(queue)->push({cb, data, closure}, max_of(queue)));
}

wombatQueueStatus wombatQueue_dispatch(wombatQueue queue, void** data, void** closure) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  ItemQueue::Item item;
  const auto result = created(queue)->take(item, quoll::kNever);
  return deliver(result, item, data, closure);
}

wombatQueueStatus wombatQueue_timedDispatch(wombatQueue queue, void** data, void** closure,
                                            uint64_t timeout) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  const quoll::TimePoint deadline =
      quoll::saturating_add(quoll::Clock::process().now(), quoll::saturating_milliseconds(timeout));
  ItemQueue::Item item;
  const auto result = created(queue)->take(item, deadline);
  return deliver(result, item, data, closure);
}

wombatQueueStatus wombatQueue_poll(wombatQueue queue, void** data, void** closure) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  ItemQueue::Item item;
  const auto result = created(queue)->try_take(item);
  return deliver(result, item, data, closure);
}

wombatQueueStatus wombatQueue_unblock(wombatQueue queue) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  created(queue)->unblock();
  return WOMBAT_QUEUE_OK;
}

std::vector<ItemQueue::Item> quoll::compat::take_all_items(wombatQueue queue) {
  return created(queue) == nullptr ? std::vector<ItemQueue::Item>() : created(queue)->take_all();
}

wombatQueueStatus wombatQueue_flush(wombatQueue queue, wombatQueueFlushCb cb, void* closure) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  for (const ItemQueue::Item& item : created(queue)->take_all()) {
    if (cb != nullptr) cb(queue, item.data, item.closure, closure);
  }
  return WOMBAT_QUEUE_OK;
}

wombatQueueStatus wombatQueue_begin(wombatQueue queue) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  created(queue)->to_front();
  return WOMBAT_QUEUE_OK;
}

wombatQueueStatus wombatQueue_end(wombatQueue queue) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  created(queue)->to_back();
  return WOMBAT_QUEUE_OK;
}

wombatQueueStatus wombatQueue_next(wombatQueue queue, void** data, void** closure) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  ItemQueue::Item item;
  const bool is_on_item = created(queue)->next(item);
  return answer(is_on_item, item, data, closure);
}

wombatQueueStatus wombatQueue_prev(wombatQueue queue, void** data, void** closure) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  ItemQueue::Item item;
  const bool is_on_item = created(queue)->previous(item);
  return answer(is_on_item, item, data, closure);
}

wombatQueueStatus wombatQueue_cur(wombatQueue queue, void** data, void** closure) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  ItemQueue::Item item;
  const bool is_on_item = created(queue)->current(item);
  return answer(is_on_item, item, data, closure);
}

wombatQueueStatus wombatQueue_remove(wombatQueue queue, void** data, void** closure) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  ItemQueue::Item item;
  if (!created(queue)->remove_current(item)) return WOMBAT_QUEUE_END;
  give(item, data, closure);
  return WOMBAT_QUEUE_OK;
}

wombatQueueStatus wombatQueue_insertAfter(wombatQueue queue, wombatQueueCb cb, void* data,
                                          void* closure) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  return status_of(created(queue)->insert_after({cb, data, closure}, max_of(queue)));
}

wombatQueueStatus wombatQueue_insertBefore(wombatQueue queue, wombatQueueCb cb, void* data,
                                           void* closure) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  return status_of(created(queue)->insert_before({cb, data, closure}, max_of(queue)));
}

wombatQueueStatus wombatQueue_replace(wombatQueue queue, wombatQueueCb, void* data, void* closure) {
  if (created(queue) == nullptr) return WOMBAT_QUEUE_INVALID_ARG;
  return created(queue)->replace_current(data, closure) ? WOMBAT_QUEUE_OK : WOMBAT_QUEUE_END;
}
