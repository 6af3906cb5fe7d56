#include <mama/integration/bridge/base.h>
#include <mama/integration/io.h>
#include <mama/integration/queue.h>
#include <mama/log.h>

#include <atomic>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <string>

#include "bridge_state.h"
#include "dispatch/io_queue.h"
#include "quoll/event_loop.h"
#include "quoll/log.h"
#include "support/shim.h"

using quoll::EventLoop;
using quoll::Interest;
using quoll::QueueIo;
using quoll::Ref;
using quoll::base_bridge::BridgeState;
using quoll::mama::pool_of;

/// One watched descriptor. The action runs as an event of the parent's mamaQueue, so also on queues
/// of other bridges, and the descriptor is watched again when it has returned. Any thread may call
/// anything; after destroy no action starts, and none runs but on the calling thread.
struct ioBridge_ final {
  enum class Stage { kCreating, kWatching, kEnded };

  ioBridge_(std::uint32_t number, mamaIoCb function, mamaIoType what, mamaIo of, void* with,
            Ref<BridgeState> services)
      : descriptor(number),
        action(function),
        type(what),
        parent(of),
        closure(with),
        state(std::move(services)) {}

  const std::uint32_t descriptor;
  const mamaIoCb action;
  const mamaIoType type;
  const mamaIo parent;
  void* const closure;
  const Ref<BridgeState> state;  // its sink outlives the watching
  std::unique_ptr<QueueIo> watch;
  // The action may destroy the io before the creator has stored `watch`; then he finishes the end.
  std::atomic<Stage> stage{Stage::kCreating};
};

namespace {

std::optional<Interest> interest_of(mamaIoType type) {
  switch (type) {
    case MAMA_IO_READ:
      return Interest::kRead;
    case MAMA_IO_WRITE:
      return Interest::kWrite;
    case MAMA_IO_ERROR:
      return Interest::kReadOrWrite;
    default:
      return std::nullopt;
  }
}

void on_ready(void*, void* closure) {
  // The action may destroy the io.
  const auto* io = static_cast<ioBridge_*>(closure);
  if (io->stage.load(std::memory_order_acquire) == ioBridge_::Stage::kEnded) return;
  io->action(io->parent, io->type, io->closure);
}

void on_refused(int descriptor, int error) {
  mama_log(MAMA_LOG_LEVEL_WARN, "mamaIo: descriptor %d cannot be watched: %s", descriptor,
           std::strerror(error));
}

void end_watch(ioBridge_& io) {
  io.watch->destroy();
  io.state->remove_io(&io);
  pool_of<ioBridge_>().release(&io);
}

mama_status watch(ioBridge_& io, mamaQueue queue) {
  const BridgeState::LoopUse loop(*io.state);
  if (!loop) return MAMA_STATUS_PLATFORM;
  QueueIo::Options options;
  options.sink = &io.state->sink_of(queue);
  options.descriptor = static_cast<int>(io.descriptor);
  options.interest = *interest_of(io.type);
  if (io.action != nullptr) options.on_ready = &on_ready;  // else events vanish
  options.closure = &io;
  options.on_refused = &on_refused;
  io.state->add_io(&io);
  io.watch = QueueIo::create(*loop, std::move(options));
  if (io.watch == nullptr) {
    io.state->remove_io(&io);
    return MAMA_STATUS_NOMEM;
  }
  auto creating = ioBridge_::Stage::kCreating;
  if (!io.stage.compare_exchange_strong(creating, ioBridge_::Stage::kWatching)) end_watch(io);
  return MAMA_STATUS_OK;
}

}  // namespace

mama_status baseBridgeMamaIo_create(ioBridge* result, void* /*nativeQueueHandle*/,
                                    uint32_t descriptor, mamaIoCb action, mamaIoType ioType,
                                    mamaIo parent, void* closure) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(parent, MAMA_STATUS_NULL_ARG);
  *result = nullptr;
  if (!interest_of(ioType)) return MAMA_STATUS_UNSUPPORTED_IO_TYPE;
  mamaQueue queue = nullptr;
  QUOLL_TRY(mamaIoImpl_getQueue(parent, &queue));
  try {
    ioBridge io = pool_of<ioBridge_>().create(descriptor, action, ioType, parent, closure,
                                              BridgeState::of(mamaQueueImpl_getBridgeImpl(queue)));
    QUOLL_CHECK_POINTER(io, MAMA_STATUS_NOMEM);
    *result = io;
    mama_status status = MAMA_STATUS_NOMEM;
    try {
      status = watch(*io, queue);
    } catch (const std::bad_alloc&) {
    }
    if (status != MAMA_STATUS_OK) {
      *result = nullptr;
      pool_of<ioBridge_>().destroy(io);
    }
    return status;
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
}

mama_status baseBridgeMamaIo_getDescriptor(ioBridge io, uint32_t* result) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(io);
  *result = io->descriptor;
  return MAMA_STATUS_OK;
}

mama_status baseBridgeMamaIo_destroy(ioBridge io) {
  QUOLL_CHECK_HANDLE(io);
  auto& pool = pool_of<ioBridge_>();
  if (!pool.retire(io, reinterpret_cast<const void*>(&baseBridgeMamaIo_destroy))) {
    return MAMA_STATUS_INVALID_ARG;
  }
  if (io->stage.exchange(ioBridge_::Stage::kEnded) == ioBridge_::Stage::kWatching) end_watch(*io);
  return MAMA_STATUS_OK;
}

// ---- an io thread in the caller's hands --------------------------------------------------------

mama_status baseBridgeMamaIoImpl_start(void** closure) {
  QUOLL_CHECK_POINTER(closure, MAMA_STATUS_NULL_ARG);
  return quoll::mama::guarded([&]() -> mama_status {
    std::string error;
    std::unique_ptr<EventLoop> loop =
        EventLoop::start("mama_base_io", quoll::Clock::process(), &error);
    if (loop == nullptr) {
      quoll::log(quoll::LogLevel::kError, "baseBridgeMamaIoImpl_start: no io thread: %s",
                 error.c_str());
      return MAMA_STATUS_PLATFORM;
    }
    *closure = loop.release();
    return MAMA_STATUS_OK;
  });
}

mama_status baseBridgeMamaIoImpl_stop(void* closure) {
  delete static_cast<EventLoop*>(closure);
  return MAMA_STATUS_OK;
}
