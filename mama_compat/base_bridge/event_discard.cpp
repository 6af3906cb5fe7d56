#include "event_discard.h"

#include <mama/integration/bridge/base_events.h>

#include <array>
#include <atomic>

#include "support/shim.h"

namespace {

// One entry per kind of event: a bridge has a few.
constexpr std::size_t kMostKinds = 64;

struct Kind {
  std::atomic<mamaQueueEnqueueCB> callback{nullptr};
  std::atomic<baseEventDiscard> discard{nullptr};
};

std::array<Kind, kMostKinds> kinds;

}  // namespace

mama_status baseBridgeMamaQueueImpl_setEventDiscard(mamaQueueEnqueueCB callback,
                                                    baseEventDiscard discard) {
  QUOLL_CHECK_POINTER(callback, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(discard, MAMA_STATUS_NULL_ARG);
  for (Kind& kind : kinds) {
    mamaQueueEnqueueCB known = nullptr;
    if (kind.callback.compare_exchange_strong(known, callback) || known == callback) {
      kind.discard.store(discard, std::memory_order_release);
      return MAMA_STATUS_OK;
    }
  }
  return MAMA_STATUS_NOMEM;
}

bool quoll::base_bridge::discard_foreign_event(EventCallback callback, void* event_closure) {
  for (const Kind& kind : kinds) {
    const mamaQueueEnqueueCB known = kind.callback.load(std::memory_order_acquire);
    if (known == nullptr) return false;
    if (reinterpret_cast<EventCallback>(known) != callback) continue;
    const baseEventDiscard discard = kind.discard.load(std::memory_order_acquire);
    if (discard == nullptr) return false;
    discard(event_closure);
    return true;
  }
  return false;
}
