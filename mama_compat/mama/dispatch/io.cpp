#include <bridge.h>
#include <mama/integration/io.h>
#include <mama/io.h>

#include <atomic>

#include "dispatch/creation.h"
#include "dispatch/io_queue.h"
#include "dispatch/queue.h"
#include "support/shim.h"

using quoll::mama::call_slot;
using quoll::mama::Creation;
using quoll::mama::pool_of;
using quoll::mama::Queue;

/// One descriptor that an application watches; the watching is the bridge's. Keeps the storage of
/// its queue, but counts nothing on it. Made by mamaIo_create, ended by mamaIo_destroy, after which
/// the bridge calls the action no more. Any thread may call anything.
struct mamaIoImpl final {
  mamaIoImpl(Queue::Ref on, std::uint32_t number) : queue(std::move(on)), descriptor(number) {}

  const Queue::Ref queue;
  const std::uint32_t descriptor;
  ioBridge bridge_io = nullptr;
  std::atomic<bool> is_ending{false};
  Creation creation;
};

mama_status mamaIo_create(mamaIo* result, mamaQueue queue, uint32_t descriptor, mamaIoCb action,
                          mamaIoType ioType, void* closure) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = nullptr;
  QUOLL_CHECK_QUEUE(queue, MAMA_STATUS_INVALID_QUEUE, MAMA_STATUS_INVALID_QUEUE);
  QUOLL_CHECK_POINTER(queue->bridge(), MAMA_STATUS_NO_BRIDGE_IMPL);
  void* const native = queue->native_handle_or_null();
  QUOLL_CHECK_POINTER(native, MAMA_STATUS_INVALID_QUEUE);
  mamaIo io = pool_of<mamaIoImpl>().create(Queue::Ref::share(queue), descriptor);
  QUOLL_CHECK_POINTER(io, MAMA_STATUS_NOMEM);
  bool is_ended_inside = false;
  io->creation.begin(&is_ended_inside);
  *result = io;  // the action may run, and want to destroy it, before the bridge returns
  const mama_status status = call_slot(queue->bridge()->bridgeMamaIoCreate, &io->bridge_io, native,
                                       descriptor, action, ioType, io, closure);
  if (status != MAMA_STATUS_OK) *result = nullptr;
  if (is_ended_inside) return status;
  // A failed one that is being destroyed is released by the one who waits for us.
  if (status == MAMA_STATUS_OK || io->is_ending.exchange(true, std::memory_order_acq_rel)) {
    io->creation.finish(status == MAMA_STATUS_OK);
  } else {
    pool_of<mamaIoImpl>().destroy(io);
  }
  return status;
}

mama_status mamaIo_getDescriptor(mamaIo io, uint32_t* d) {
  QUOLL_CHECK_HANDLE(io);
  QUOLL_CHECK_POINTER(d, MAMA_STATUS_INVALID_ARG);
  *d = io->descriptor;
  return MAMA_STATUS_OK;
}

mama_status mamaIo_destroy(mamaIo io) {
  QUOLL_CHECK_HANDLE(io);
  if (io->is_ending.exchange(true, std::memory_order_acq_rel)) return MAMA_STATUS_INVALID_ARG;
  const Creation::Outcome creation = io->creation.wait();
  if (creation == Creation::Outcome::kInside) io->creation.end_inside();
  auto& pool = pool_of<mamaIoImpl>();
  pool.retire(io, reinterpret_cast<const void*>(&mamaIo_destroy));
  // A bridge that was closed has dropped what was left of its ios.
  const mama_status status =
      creation == Creation::Outcome::kFailed || io->queue->abandoned()
          ? MAMA_STATUS_OK
          : call_slot(io->queue->bridge()->bridgeMamaIoDestroy, io->bridge_io);
  pool.release(io);
  return status;
}

mama_status mamaIoImpl_getMamaBridge(mamaIo io, mamaBridge* bridge) {
  QUOLL_CHECK_HANDLE(io);
  QUOLL_CHECK_POINTER(bridge, MAMA_STATUS_INVALID_ARG);
  *bridge = io->queue->bridge();
  return MAMA_STATUS_OK;
}

mama_status mamaIoImpl_getQueue(mamaIo io, mamaQueue* queue) {
  QUOLL_CHECK_HANDLE(io);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_INVALID_ARG);
  *queue = io->queue.get();
  return MAMA_STATUS_OK;
}

mama_status mamaIoImpl_enqueueEvent(mamaQueue queue, mamaQueueEventCB callback, void* closure) {
  QUOLL_CHECK_QUEUE(queue);
  return queue->enqueue(callback, closure);
}
