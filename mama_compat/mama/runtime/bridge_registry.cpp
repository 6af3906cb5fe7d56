#include "runtime/bridge_registry.h"

#include <algorithm>

#include "publish/teardown.h"
#include "quoll/make_room.h"
#include "runtime/bridge_call.h"
#include "support/shim.h"

namespace quoll::mama {

BridgeRegistry& BridgeRegistry::instance() {
  static auto& registry = *new BridgeRegistry;
  return registry;
}

// ---- Middleware bridges

MiddlewareBridge* BridgeRegistry::make_live(const std::string& name) {
  MiddlewareBridge* bridge = pool_of<MiddlewareBridge>().create(name);
  if (bridge == nullptr) return nullptr;
  MutexLock lock(mutex_);
  std::erase(ended_, bridge->handle());
  live_.push_back(bridge);
  for (Live& live : live_handles_) {
    if (live.handle.load(std::memory_order_relaxed) != nullptr) continue;
    live.generation.store(bridge->generation, std::memory_order_relaxed);
    live.handle.store(bridge->handle(), std::memory_order_release);
    break;
  }
  return bridge;
}

void BridgeRegistry::forget(MiddlewareBridge* bridge) {
  MutexLock lock(mutex_);
  std::erase(live_, bridge);
  std::erase(registered_, bridge);
  ended_.push_back(bridge->handle());
  for (Live& live : live_handles_) {
    if (live.handle.load(std::memory_order_relaxed) != bridge->handle()) continue;
    live.handle.store(nullptr, std::memory_order_release);
    live.generation.store(0, std::memory_order_relaxed);
  }
}

void BridgeRegistry::end(MiddlewareBridge* bridge) {
  forget(bridge);
  bridge->gate.close_and_wait();
  bridge->drop_hold();
}

void BridgeRegistry::abandon(MiddlewareBridge* bridge) {
  forget(bridge);
  bridge->gate.close();
}

void BridgeRegistry::add(MiddlewareBridge* bridge) {
  MutexLock lock(mutex_);
  registered_.push_back(bridge);
}

MiddlewareBridge* BridgeRegistry::find(std::string_view name) const {
  MutexLock lock(mutex_);
  const auto it = std::find_if(registered_.begin(), registered_.end(),
                               [name](const MiddlewareBridge* b) { return b->name == name; });
  return it == registered_.end() ? nullptr : *it;
}

MiddlewareBridge* BridgeRegistry::first() const {
  MutexLock lock(mutex_);
  return registered_.empty() ? nullptr : registered_.front();
}

BridgeRegistry::Middlewares BridgeRegistry::all() const {
  MutexLock lock(mutex_);
  return Middlewares(registered_);
}

BridgeRegistry::Handles BridgeRegistry::handles() const {
  MutexLock lock(mutex_);
  Handles handles;
  for (MiddlewareBridge* bridge : registered_) handles.push_back(bridge->handle());
  return handles;
}

MiddlewareBridge* BridgeRegistry::find_live(mamaBridge handle) const {
  const auto it = std::find_if(live_.begin(), live_.end(),
                               [handle](MiddlewareBridge* b) { return b->handle() == handle; });
  return it == live_.end() ? nullptr : *it;
}

bool BridgeRegistry::is_usable(mamaBridge handle) const {
  if (handle == nullptr) return false;
  for (const Live& live : live_handles_) {
    const mamaBridge candidate = live.handle.load(std::memory_order_acquire);
    if (candidate == handle) return true;
    if (candidate == nullptr) break;
  }
  MutexLock lock(mutex_);
  return find_live(handle) != nullptr ||
         std::find(ended_.begin(), ended_.end(), handle) == ended_.end();
}

bool BridgeRegistry::is_usable(const KnownBridge& bridge) const {
  if (bridge.generation() == 0) return is_usable(bridge.handle());
  for (const Live& live : live_handles_) {
    if (live.generation.load(std::memory_order_acquire) == bridge.generation()) return true;
  }
  return generation_of(bridge.handle()) == bridge.generation();
}

std::uint64_t BridgeRegistry::generation_of(mamaBridge handle) const {
  MutexLock lock(mutex_);
  const MiddlewareBridge* const bridge = find_live(handle);
  return bridge != nullptr ? bridge->generation : 0;
}

bool BridgeRegistry::enter(mamaBridge handle, std::uint64_t generation, MiddlewareBridge** held) {
  if (handle == nullptr) return false;
  MutexLock lock(mutex_);
  MiddlewareBridge* const bridge = find_live(handle);
  if (bridge == nullptr) return std::find(ended_.begin(), ended_.end(), handle) == ended_.end();
  if (generation != kAnyGeneration && generation != bridge->generation) return false;
  if (bridge->closing_thread != std::thread::id()) {
    return bridge->closing_thread == std::this_thread::get_id();
  }
  bridge->hold();
  *held = bridge;
  return true;
}

bool BridgeRegistry::refuse_calls(MiddlewareBridge& bridge, Duration limit) {
  {
    MutexLock lock(mutex_);
    bridge.closing_thread = std::this_thread::get_id();
  }
  const std::uint32_t own = BridgeCall::count_of_caller(bridge) + close_sends(bridge);
  return bridge.wait_for_holds(1 + own, limit);
}

// ---- Payload bridges

bool BridgeRegistry::add(PayloadBridge* payload) {
  MutexLock lock(mutex_);
  auto& slot = payloads_by_id_[index_of(payload->id)];
  if (slot.load(std::memory_order_relaxed) != nullptr) return false;
  make_room(ended_payloads_, ended_payloads_.size() + payloads_.size() + 1);  // for all that ends
  payloads_.push_back(payload);
  std::erase(ended_payloads_, payload->handle());
  slot.store(payload->handle(), std::memory_order_release);
  return true;
}

void BridgeRegistry::remove(PayloadBridge* payload) {
  mamaPayloadBridge was_default = payload->handle();
  default_payload_.compare_exchange_strong(was_default, nullptr);
  MutexLock lock(mutex_);
  std::erase(payloads_, payload);
  ended_payloads_.push_back(payload->handle());
  has_ended_payloads_.store(true, std::memory_order_release);
  payloads_by_id_[index_of(payload->id)].store(nullptr, std::memory_order_release);
}

bool BridgeRegistry::is_usable(mamaPayloadBridge handle) const {
  if (handle == nullptr) return false;
  if (!has_ended_payloads_.load(std::memory_order_acquire)) return true;
  MutexLock lock(mutex_);
  if (std::find(ended_payloads_.begin(), ended_payloads_.end(), handle) == ended_payloads_.end()) {
    return true;
  }
  // One that is kept loaded, or serves the next load already.
  return HandlePool<PayloadBridge>::is_live(reinterpret_cast<const PayloadBridge*>(handle));
}

PayloadBridge* BridgeRegistry::find_payload(std::string_view name) const {
  MutexLock lock(mutex_);
  const auto it = std::find_if(payloads_.begin(), payloads_.end(),
                               [name](const PayloadBridge* p) { return p->name == name; });
  return it == payloads_.end() ? nullptr : *it;
}

BridgeRegistry::Payloads BridgeRegistry::payloads() const {
  MutexLock lock(mutex_);
  Payloads sorted(payloads_);
  std::sort(sorted.begin(), sorted.end(), [](const PayloadBridge* a, const PayloadBridge* b) {
    return index_of(a->id) < index_of(b->id);
  });
  return sorted;
}

}  // namespace quoll::mama
