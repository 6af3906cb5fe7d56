#include <bridge.h>
#include <mama/integration/io.h>
#include <mama/io.h>

#include "dispatch/dispatch_object.h"
#include "dispatch/io_queue.h"
#include "support/shim.h"

using quoll::Gate;
using quoll::mama::call_slot;
using quoll::mama::Creation;
using quoll::mama::pool_of;
using quoll::mama::undo_if_thrown;

/// One descriptor that an application watches; the watching is the bridge's. Keeps the storage of
/// its queue, but counts nothing on it. Made by mamaIo_create, ended by mamaIo_destroy, after which
/// the bridge calls the action no more. Any thread may call anything.
struct mamaIoImpl final : quoll::mama::DispatchObject {
 public:
  mamaIoImpl(mamaQueue queue, std::uint32_t descriptor)
      : DispatchObject(queue, State::kRunning), descriptor_(descriptor) {}

  static mama_status create(mamaIo* out, mamaQueue queue, std::uint32_t descriptor, mamaIoCb action,
                            mamaIoType type, void* closure);
  mama_status destroy();
  mama_status descriptor(std::uint32_t* out);

 private:
  const std::uint32_t descriptor_;
  ioBridge bridge_io_ = nullptr;
};

mama_status mamaIoImpl::create(mamaIo* out, mamaQueue queue, std::uint32_t descriptor,
                               mamaIoCb action, mamaIoType type, void* closure) {
  const auto keep = queue->keep();
  if (!keep) return MAMA_STATUS_INVALID_QUEUE;
  void* const native = queue->native_handle_or_null();
  QUOLL_CHECK_POINTER(native, MAMA_STATUS_INVALID_QUEUE);
  mamaIo io = pool_of<mamaIoImpl>().create(queue, descriptor);
  QUOLL_CHECK_POINTER(io, MAMA_STATUS_NOMEM);
  *out = io;  // the action may run, and want to destroy it, before the bridge returns
  const auto forget = [out] { *out = nullptr; };
  const mama_status status = undo_if_thrown(
      [&] {
        return create_in_bridge(io, reinterpret_cast<const void*>(&mamaIo_create),
                                &mamaBridgeImpl_::bridgeMamaIoCreate, &io->bridge_io_, native,
                                descriptor, action, type, io, closure);
      },
      forget);
  if (status != MAMA_STATUS_OK) forget();
  return status;
}

mama_status mamaIoImpl::destroy() {
  if (!change_state(State::kRunning, State::kEnding)) return MAMA_STATUS_INVALID_ARG;
  const Creation::Outcome creation = creation_.wait();
  if (creation == Creation::Outcome::kInside) creation_.end_inside();
  calls_.close_and_wait();
  mama_status status = MAMA_STATUS_OK;
  {
    // A bridge that is closed drops what is left of its ios.
    const Call call(*this);
    if (creation != Creation::Outcome::kFailed && call) {
      status = call_slot(bridge()->bridgeMamaIoDestroy, bridge_io_);
    }
  }
  free(this, reinterpret_cast<const void*>(&mamaIo_destroy));
  return status;
}

mama_status mamaIoImpl::descriptor(std::uint32_t* out) {
  const Gate::Frame inside(calls_);
  if (!inside) return MAMA_STATUS_INVALID_ARG;
  *out = descriptor_;
  return MAMA_STATUS_OK;
}

// ---- the C functions ---------------------------------------------------------------------------

mama_status mamaIo_create(mamaIo* result, mamaQueue queue, uint32_t descriptor, mamaIoCb action,
                          mamaIoType ioType, void* closure) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = nullptr;
  QUOLL_CHECK_QUEUE(queue, MAMA_STATUS_INVALID_QUEUE, MAMA_STATUS_INVALID_QUEUE);
  QUOLL_CHECK_POINTER(queue->bridge(), MAMA_STATUS_NO_BRIDGE_IMPL);
  return mamaIoImpl::create(result, queue, descriptor, action, ioType, closure);
}

mama_status mamaIo_getDescriptor(mamaIo io, uint32_t* d) {
  QUOLL_CHECK_HANDLE(io);
  QUOLL_CHECK_POINTER(d, MAMA_STATUS_INVALID_ARG);
  return io->descriptor(d);
}

mama_status mamaIo_destroy(mamaIo io) {
  QUOLL_CHECK_HANDLE(io);
  return io->destroy();
}

mama_status mamaIoImpl_getMamaBridge(mamaIo io, mamaBridge* bridge) {
  QUOLL_CHECK_HANDLE(io);
  QUOLL_CHECK_POINTER(bridge, MAMA_STATUS_INVALID_ARG);
  *bridge = io->bridge();
  return MAMA_STATUS_OK;
}

mama_status mamaIoImpl_getQueue(mamaIo io, mamaQueue* queue) {
  QUOLL_CHECK_HANDLE(io);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_INVALID_ARG);
  *queue = io->queue();
  return MAMA_STATUS_OK;
}

mama_status mamaIoImpl_enqueueEvent(mamaQueue queue, mamaQueueEventCB callback, void* closure) {
  QUOLL_CHECK_QUEUE(queue);
  return queue->enqueue(callback, closure);
}
