#include "runtime/lifecycle.h"

#include <mama/integration/bridge.h>
#include <mama/log.h>
#include <mama/version.h>

#include <algorithm>
#include <string>
#include <utility>

#include "dispatch/teardown.h"
#include "runtime/bridge_loader.h"
#include "runtime/entitlements.h"
#include "runtime/identity.h"
#include "runtime/lifecycle_participants.h"
#include "runtime/plugins.h"
#include "runtime/property_store.h"
#include "runtime/thread_affinity.h"
#include "services/statistics.h"
#include "support/shim.h"
#include "transport/teardown.h"

namespace quoll::mama {

Lifecycle& Lifecycle::instance() {
  static auto& lifecycle = *new Lifecycle;
  return lifecycle;
}

// ---- Loading

mama_status Lifecycle::load_middleware(const char* name, const char* folder, mamaBridge* handle) {
  const OwnerTurn::Scope turn(turn_);
  // Inside the turn: another thread's final close discards both.
  MetaProperties::instance().create();
  PropertyStore::instance().ensure();
  BridgeRegistry& registry = BridgeRegistry::instance();
  if (MiddlewareBridge* loaded = registry.find(name); loaded != nullptr) {
    *handle = loaded->handle();
    return MAMA_STATUS_OK;
  }
  if (registry.all().size() >= BridgeRegistry::kMaxMiddlewares) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "middleware bridge '%s' cannot be loaded: there are %zu already",
             name, registry.all().size());
    return MAMA_STATUS_NO_BRIDGE_IMPL;
  }
  return MiddlewareLoad(name, folder).run(handle);
}

mama_status Lifecycle::load_payload(const char* name, mamaPayloadBridge* handle) {
  const OwnerTurn::Scope turn(turn_);
  // Inside the turn: another thread's final close discards both.
  MetaProperties::instance().create();
  PropertyStore::instance().ensure();
  BridgeRegistry& registry = BridgeRegistry::instance();
  if (PayloadBridge* loaded = registry.find_payload(name); loaded != nullptr) {
    *handle = loaded->handle();
    return MAMA_STATUS_OK;
  }
  if (registry.payloads().size() >= BridgeRegistry::kMaxPayloads) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "payload bridge '%s' cannot be loaded: there are %zu already",
             name, registry.payloads().size());
    return MAMA_STATUS_NO_BRIDGE_IMPL;
  }
  return PayloadLoad(name).run(handle);
}

// ---- Opening

mama_status Lifecycle::open(const char* path, const char* file, unsigned int* count) {
  const OwnerTurn::Scope turn(turn_);
  ApplicationIdentity::instance().fill_in_defaults();
  const mama_status status = open_count_ > 0 ? MAMA_STATUS_OK : open_first(path, file);
  if (status == MAMA_STATUS_OK && open_count_ == 0) Statistics::instance().open();
  if (status == MAMA_STATUS_OK) ++open_count_;
  if (count != nullptr) *count = open_count_;
  return status;
}

void Lifecycle::open_statistics() {
  const OwnerTurn::Scope turn(turn_);
  if (open_count_ > 0) Statistics::instance().open();
}

mama_status Lifecycle::open_first(const char* path, const char* file) {
  MetaProperties::instance().create();
  PropertyStore::instance().load_for_open(path, file);
  LifecycleParticipant::open_all();
  apply_log_properties();
  apply_affinity_properties();

  if (const mama_status status = Entitlements::instance().load_built_in();
      status != MAMA_STATUS_OK) {
    undo_failed_open(BridgeRegistry::instance().payloads());
    return status;
  }
  BridgeRegistry& registry = BridgeRegistry::instance();
  const auto payloads_before = registry.payloads();
  load_configured_payloads();
  Plugins::instance().load_configured();
  read_flags();

  mama_log(MAMA_LOG_LEVEL_FINE, "%s", MAMA_VERSION);
  for (const MiddlewareBridge* bridge : registry.all()) {
    mama_log(MAMA_LOG_LEVEL_FINE, "middleware bridge '%s': %s", bridge->name.c_str(),
             bridge->table.bridgeGetVersion());
  }
  const char* missing = registry.first() == nullptr             ? "no middleware bridge is loaded"
                        : registry.default_payload() == nullptr ? "no payload bridge is loaded"
                                                                : nullptr;
  if (missing == nullptr) return MAMA_STATUS_OK;
  mama_log(MAMA_LOG_LEVEL_SEVERE, "mama_open: %s", missing);
  undo_failed_open(payloads_before);
  return MAMA_STATUS_NO_BRIDGE_IMPL;
}

void Lifecycle::load_payload_quietly(const char* name, MamaLogLevel failure_level,
                                     bool make_default) {
  BridgeRegistry& registry = BridgeRegistry::instance();
  mamaPayloadBridge handle = nullptr;
  if (PayloadBridge* loaded = registry.find_payload(name); loaded != nullptr) {
    handle = loaded->handle();
  } else if (PayloadLoad(name, failure_level).run(&handle) != MAMA_STATUS_OK) {
    return;
  }
  if (make_default) registry.set_default_payload(handle);
}

void Lifecycle::load_configured_payloads() {
  BridgeRegistry& registry = BridgeRegistry::instance();
  const char* chosen = property_or_null("mama.payload.default");
  if (registry.default_payload() == nullptr && chosen != nullptr && *chosen != '\0') {
    load_payload_quietly(chosen, MAMA_LOG_LEVEL_ERROR, true);
  }
  const auto automatic =
      PropertyStore::instance().ensure().entries_with_prefix("mama.payload.autoload.");
  for (const auto& [name, value] : automatic) {
    if (property_is_true(std::string("mama.payload.autoload.") + name)) {
      load_payload_quietly(name, MAMA_LOG_LEVEL_FINE, false);
    }
  }
  for (MiddlewareBridge* bridge : registry.all()) load_payloads_of(*bridge);
}

// The bridge tells names and ids in two arrays of its own; the ids end with NUL, the names with
// NULL.
void Lifecycle::load_payloads_of(MiddlewareBridge& bridge) {
  char** names = nullptr;
  char* ids = nullptr;
  const mama_status status = bridge.table.bridgeGetDefaultPayloadId(&names, &ids);
  if (status != MAMA_STATUS_OK || names == nullptr || ids == nullptr) return;
  for (std::size_t i = 0; ids[i] != '\0' && names[i] != nullptr; ++i) {
    if (BridgeRegistry::instance().payload_by_id(ids[i]) != nullptr) continue;
    load_payload_quietly(names[i], MAMA_LOG_LEVEL_ERROR, false);
  }
}

// Without the property a flag has its default, whatever an earlier open found.
void Lifecycle::read_flags() {
  catches_exceptions_ = property_is_true("mama.catchcallbackexceptions.enable");
  const std::string modify = "mama.message.allowmodify";
  allows_modification_ = property_or_null(modify) == nullptr || property_is_true(modify);
}

void Lifecycle::undo_failed_open(const BridgeRegistry::Payloads& payloads_before) {
  for (PayloadBridge* payload : BridgeRegistry::instance().payloads()) {
    if (std::find(payloads_before.begin(), payloads_before.end(), payload) ==
        payloads_before.end()) {
      release_payload(*payload);
    }
  }
  Plugins::instance().shut_down();
  Entitlements::instance().release();
  LifecycleParticipant::close_all();
}

// ---- Closing

bool Lifecycle::is_any_bridge_busy() const {
  const auto bridges = BridgeRegistry::instance().all();
  return std::any_of(bridges.begin(), bridges.end(),
                     [](const MiddlewareBridge* bridge) { return bridge->run.is_busy(); });
}

// Without the turn: the threads that end may want it. A bridge that cannot be stopped is given up,
// or everything that comes next would pull it away under a running thread.
bool Lifecycle::stop_all_bridges() {
  BridgeRegistry& registry = BridgeRegistry::instance();
  bool is_caller_inside = false;
  for (mamaBridge handle : registry.handles()) {
    registry.with_bridge(handle, [&is_caller_inside](MiddlewareBridge& bridge) {
      if (!bridge.run.is_run_by_caller()) return MAMA_STATUS_OK;
      is_caller_inside = true;
      mama_log(MAMA_LOG_LEVEL_ERROR,
               "mama_close: called from a callback that bridge '%s' is dispatching; not closed",
               bridge.name.c_str());
      return MAMA_STATUS_OK;
    });
  }
  if (is_caller_inside) return false;
  for (mamaBridge handle : registry.handles()) {
    registry.with_bridge(handle, [&registry](MiddlewareBridge& bridge) {
      if (bridge.run.is_busy() && !bridge.run.shut_down()) registry.abandon(&bridge);
      return MAMA_STATUS_OK;
    });
  }
  return true;
}

// Without the turn, as above; but one close at a time, so that none goes on while another one still
// waits. Dispatchers that come into being afterwards end with their bridge. False when refused: the
// close that is under way waits for the callback in which this one was called.
bool Lifecycle::end_all_dispatchers() {
  const OwnerTurn::Scope turn(ending_turn_, &is_inside_dispatch);
  if (!turn) return false;
  Statistics::instance().stop_timer();
  BridgeRegistry& registry = BridgeRegistry::instance();
  for (mamaBridge handle : registry.handles()) {
    registry.with_bridge(handle, [handle](MiddlewareBridge& bridge) {
      bridge.stop_internal_queue();
      bridge_closing(handle);
      return MAMA_STATUS_OK;
    });
  }
  return true;
}

mama_status Lifecycle::close(unsigned int* count) {
  unsigned int remaining = 1;
  quollCloseHook hook = before_last_close_.load();
  bool has_ended_dispatchers = false;
  for (bool is_done = false; !is_done;) {
    bool must_call_hook = false;
    bool must_stop_bridges = false;
    bool must_end_dispatchers = false;
    bool is_refused = true;
    // Who tears down may wait for the callback in which the caller is.
    if (const OwnerTurn::Scope turn(turn_,
                                    [this] { return is_tearing_down_ && is_inside_dispatch(); });
        turn) {
      is_refused = false;
      must_call_hook = open_count_ == 1 && hook != nullptr;
      must_stop_bridges = open_count_ == 1 && !must_call_hook && is_any_bridge_busy();
      must_end_dispatchers =
          open_count_ == 1 && !must_call_hook && !must_stop_bridges && !has_ended_dispatchers;
      is_done = !must_call_hook && !must_stop_bridges && !must_end_dispatchers;
      if (is_done && open_count_ == 1) tear_down();
      if (is_done && open_count_ > 0) --open_count_;
      remaining = open_count_;
    }
    if (must_call_hook) std::exchange(hook, nullptr)();
    if (must_stop_bridges && !stop_all_bridges()) is_done = true;
    if (must_end_dispatchers) {
      is_refused = !end_all_dispatchers();
      has_ended_dispatchers = !is_refused;
    }
    if (is_refused) {
      mama_log(MAMA_LOG_LEVEL_ERROR,
               "mama_close: called from a callback while another thread closes MAMA, which waits "
               "for the callback; the other one closes");
      is_done = true;
    }
  }
  if (count != nullptr) *count = remaining;
  return MAMA_STATUS_OK;
}

// Bridges close before payloads and reserved fields go: what is left on their queues is dispatched
// then, and may hold messages.
void Lifecycle::tear_down() {
  struct TearingDown {  // also when memory ends in between; the next close goes on then
    std::atomic<bool>& flag;
    ~TearingDown() { flag = false; }
  } const tearing_down{is_tearing_down_};
  is_tearing_down_ = true;
  turn_.look_again();
  BridgeRegistry& registry = BridgeRegistry::instance();
  Statistics::instance().stop_timer();
  for (MiddlewareBridge* bridge : registry.all()) bridge->stop_internal_queue();
  Statistics::instance().close();
  for (MiddlewareBridge* bridge : registry.all()) close_bridge(*bridge);
  Plugins::instance().shut_down();
  Entitlements::instance().release();
  for (PayloadBridge* payload : registry.payloads()) release_payload(*payload);
  LifecycleParticipant::close_all();
  registry.set_default_payload(nullptr);
  MetaProperties::instance().drop();
  PropertyStore::instance().drop();
  mama_logDestroy();
  ApplicationIdentity::instance().clear();
}

void Lifecycle::close_bridge(MiddlewareBridge& bridge) {
  bridge.run.close_if_idle();
  bridge_closing(bridge.handle());
  // A call that does not come back must not wedge the program, and nobody may be inside a bridge
  // that is closed: it is given up.
  const std::chrono::milliseconds limit(mamaBridgeImpl_getDefaultQueueTimeout());
  if (!BridgeRegistry::instance().refuse_calls(bridge, limit)) {
    mama_log(MAMA_LOG_LEVEL_ERROR,
             "middleware bridge '%s': a call into it has not returned for %lld ms; not closed",
             bridge.name.c_str(), static_cast<long long>(limit.count()));
    bridge_ended(bridge.handle(), BridgeEnd::kGivenUp);
    BridgeRegistry::instance().abandon(&bridge);
    return;
  }
  stop_throttles(bridge.handle());
  const mama_status status = bridge.table.bridgeClose(bridge.handle());
  bridge_ended(bridge.handle(), BridgeEnd::kClosed);
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "middleware bridge '%s': close failed: %s", bridge.name.c_str(),
             mamaStatus_stringForStatus(status));
  }
  const bool unloads = unloads_at_close(bridge.name);
  const SharedLibraries::Opened library = std::move(bridge.library);
  BridgeRegistry::instance().end(&bridge);
  if (unloads) SharedLibraries::instance().unload(library.file);
}

void Lifecycle::release_payload(PayloadBridge& payload) {
  // A payload that is kept loaded also keeps its object: somebody may still work with it. It is no
  // longer found, and the next load makes a new one.
  const bool is_kept =
      guarded_or(true, [&] { return property_is_true("mama.payload.keeploaded." + payload.name); });
  BridgeRegistry::instance().remove(&payload);
  if (is_kept) return;
  const bool unloads = unloads_at_close(payload.name);
  const SharedLibraries::Opened library = std::move(payload.library);
  pool_of<PayloadBridge>().destroy(&payload);
  if (unloads) SharedLibraries::instance().unload(library.file);
}

}  // namespace quoll::mama
