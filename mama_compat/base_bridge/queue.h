/// The object behind a queueBridge of base.
#pragma once

#include <mama/integration/bridge/base.h>

#include <atomic>
#include <cstddef>

#include "bridge_state.h"
#include "queue_backend.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"

/// One queue of a bridge that extends base; its own native handle. Made and ended by
/// baseBridgeMamaQueue_create and _destroy, in libmama's hands between. Any thread may call
/// anything.
struct queueBridge_ final {
  queueBridge_(mamaQueue of, quoll::Ref<quoll::base_bridge::QueueBackend> storage,
               quoll::Ref<quoll::base_bridge::BridgeState> services)
      : parent(of), backend(std::move(storage)), state(std::move(services)) {}

  const mamaQueue parent;
  const quoll::Ref<quoll::base_bridge::QueueBackend> backend;
  const quoll::Ref<quoll::base_bridge::BridgeState> state;

  quoll::Mutex mutex;
  std::size_t high_watermark QUOLL_GUARDED_BY(mutex) = 0;
  std::size_t low_watermark QUOLL_GUARDED_BY(mutex) = 0;
  // The extending bridge's own.
  void* closure QUOLL_GUARDED_BY(mutex) = nullptr;
  baseQueueClosureCleanup cleanup QUOLL_GUARDED_BY(mutex) = nullptr;
};
