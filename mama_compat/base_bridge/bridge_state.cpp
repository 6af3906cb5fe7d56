#include "bridge_state.h"

#include <mama/log.h>
#include <mama/queue.h>

#include <new>

#include "dispatch/io_queue.h"

namespace quoll::base_bridge {
namespace {

Mutex registry_mutex;
std::map<mamaBridge, Ref<BridgeState>>& registry() QUOLL_REQUIRES(registry_mutex) {
  static auto& states = *new std::map<mamaBridge, Ref<BridgeState>>;
  return states;
}

}  // namespace

/// A mamaQueue as a sink. What the loop posts goes through libmama, so that queues of any bridge
/// are served.
class BridgeState::MamaQueueSink final : public EventSink {
 public:
  explicit MamaQueueSink(mamaQueue queue) : queue_(queue) {}
  PostResult post(EventCallback callback, void* argument) override {
    const auto event = reinterpret_cast<mamaQueueEventCB>(callback);
    switch (mamaIoImpl_enqueueEvent(queue_, event, argument)) {
      case MAMA_STATUS_OK:
        return PostResult::kOk;
      case MAMA_STATUS_INVALID_ARG:  // the queue was destroyed
      case MAMA_STATUS_INVALID_QUEUE:
        return PostResult::kClosed;
      default:
        return PostResult::kFull;
    }
  }

 private:
  const mamaQueue queue_;
};

BridgeState::~BridgeState() {
  close_timers();
  close_loop();
}

bool BridgeState::open(mamaBridge bridge) {
  try {
    auto state = make_ref<BridgeState>();
    MutexLock lock(registry_mutex);
    return registry().emplace(bridge, std::move(state)).second;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

Ref<BridgeState> BridgeState::take(mamaBridge bridge) {
  MutexLock lock(registry_mutex);
  auto node = registry().extract(bridge);
  return node.empty() ? nullptr : std::move(node.mapped());
}

Ref<BridgeState> BridgeState::find(mamaBridge bridge) {
  MutexLock lock(registry_mutex);
  const auto found = registry().find(bridge);
  return found == registry().end() ? nullptr : found->second;
}

Ref<BridgeState> BridgeState::of(mamaBridge bridge) {
  static auto& shared = *new BridgeState;
  Ref<BridgeState> own = find(bridge);
  return own ? own : Ref<BridgeState>::share(&shared);
}

// Starting a thread may hand over to others, so no lock may be held: whoever comes second throws
// its own service away.
template <class Service>
Service* BridgeState::start_once(std::atomic<Service*>& service, const char* thread_name) {
  Service* running = service.load(std::memory_order_acquire);
  if (running != nullptr) return running;
  std::unique_ptr<Service> started = Service::start(thread_name);
  if (started == nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "base bridge: the system refuses the thread %s", thread_name);
    return nullptr;
  }
  if (service.compare_exchange_strong(running, started.get(), std::memory_order_acq_rel)) {
    return started.release();
  }
  return running;
}

BridgeState::TimerUse::TimerUse(BridgeState& state) : frame_(state.timer_gate_) {
  if (frame_) service_ = state.start_once(state.timers_, "mama_base_timer");
}

BridgeState::LoopUse::LoopUse(BridgeState& state) : frame_(state.loop_gate_) {
  if (frame_) loop_ = state.start_once(state.loop_, "mama_base_io");
}

void BridgeState::close_timers() {
  timer_gate_.close_and_wait();
  delete timers_.exchange(nullptr, std::memory_order_acq_rel);
}

void BridgeState::close_loop() {
  loop_gate_.close_and_wait();
  delete loop_.exchange(nullptr, std::memory_order_acq_rel);
}

void BridgeState::add_io(ioBridge io) {
  MutexLock lock(mutex_);
  ios_.insert(io);
}

void BridgeState::remove_io(ioBridge io) {
  MutexLock lock(mutex_);
  ios_.erase(io);
}

ioBridge BridgeState::take_io() {
  MutexLock lock(mutex_);
  return ios_.empty() ? nullptr : ios_.extract(ios_.begin()).value();
}

EventSink& BridgeState::sink_of(mamaQueue queue) {
  MutexLock lock(mutex_);
  auto& sink = sinks_[queue];
  if (sink == nullptr) sink = std::make_unique<MamaQueueSink>(queue);
  return *sink;
}

}  // namespace quoll::base_bridge
