#include "runtime/bridge_call.h"

#include "runtime/bridge_registry.h"

namespace quoll::mama {

thread_local constinit BridgeCall* BridgeCall::innermost_ = nullptr;

KnownBridge::KnownBridge(mamaBridge handle)
    : handle_(handle), generation_(BridgeRegistry::instance().generation_of(handle)) {}

BridgeCall::BridgeCall(mamaBridge handle) : BridgeCall(handle, BridgeRegistry::kAnyGeneration) {}

BridgeCall::BridgeCall(const KnownBridge& bridge)
    : BridgeCall(bridge.handle(), bridge.generation()) {}

BridgeCall::BridgeCall(mamaBridge handle, std::uint64_t generation) : handle_(handle) {
  allowed_ = BridgeRegistry::instance().enter(handle, generation, &bridge_);
  if (bridge_ == nullptr) return;
  outer_ = innermost_;
  innermost_ = this;
}

BridgeCall::~BridgeCall() {
  if (bridge_ == nullptr) return;
  innermost_ = outer_;
  bridge_->drop_hold();
}

std::uint32_t BridgeCall::count_of_caller(const MiddlewareBridge& bridge) noexcept {
  std::uint32_t count = 0;
  for (const BridgeCall* call = innermost_; call != nullptr; call = call->outer_) {
    if (call->bridge_ == &bridge) ++count;
  }
  return count;
}

}  // namespace quoll::mama
