#include "transport/transport.h"

#include <mama/integration/mama.h>
#include <mama/log.h>
#include <mama/mama.h>
#include <wombat/property.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

#include "publish/publisher.h"
#include "quoll/clock.h"
#include "runtime/bridge_call.h"
#include "runtime/entitlements.h"
#include "runtime/plugins.h"
#include "services/statistics.h"

namespace quoll::mama {
namespace {

constexpr std::size_t kMaxNameBytes = 255;

/// The value of the first of the two keys that is set; null when neither is.
const char* property(const std::string& key, const std::string& fallback = {}) {
  const char* value = mama_getProperty(key.c_str());
  if (value == nullptr && !fallback.empty()) value = mama_getProperty(fallback.c_str());
  return value;
}

/// The most specific of the three keys that is set and above 0, else `otherwise`. What is set and
/// not above 0 is named in the log.
double positive_number(const std::string& everywhere, const std::string& general,
                       const std::string& specific, double otherwise) {
  for (const std::string& key : {specific, general, everywhere}) {
    const char* const text = mama_getProperty(key.c_str());
    if (text == nullptr) continue;
    const double value = std::strtod(text, nullptr);
    if (std::isfinite(value) && value > 0) return value;
    mama_log(MAMA_LOG_LEVEL_WARN, "property %s: '%s' is not above 0; ignored", key.c_str(), text);
  }
  return otherwise;
}

/// A number, or one of the boolean words with its natural meaning.
int number_or_word(const char* text) {
  if (properties_GetPropertyValueAsBoolean(text) != 0) return 1;
  return static_cast<int>(std::strtol(text, nullptr, 10));
}

}  // namespace

mamaTransport Transport::handle() noexcept { return static_cast<mamaTransportImpl_*>(this); }

void Transport::set_name(const char* name) {
  name_ = std::string_view(name).substr(0, kMaxNameBytes);
  if (const auto own = statistics()) own->collector()->set_name(name_.c_str());
}

mama_status Transport::create(const char* name, mamaBridge bridge) try {
  {
    MutexLock lock(mutex_);
    if (phase_ != Phase::kAllocated) return MAMA_STATUS_INVALID_ARG;
    phase_ = Phase::kCreating;
    hold();
  }
  const mama_status status =
      undo_if_thrown([&] { return create_parts(name, bridge); }, [this] { end_create(); });
  return end_create() ? status : MAMA_STATUS_INVALID_ARG;
} catch (const std::bad_alloc&) {
  return MAMA_STATUS_NOMEM;
}

/// The transport is not being created any more, whatever has come of it. False when it was
/// destroyed meanwhile, which takes effect now.
bool Transport::end_create() {
  bool is_destroyed;
  {
    MutexLock lock(mutex_);
    phase_ = bridge_.handle() != nullptr ? Phase::kCreated : Phase::kAllocated;
    is_destroyed = destroyed_while_creating_;
  }
  if (is_destroyed) end();
  drop_hold();
  return !is_destroyed;
}

mama_status Transport::create_parts(const char* name, mamaBridge bridge) {
  set_name(name != nullptr ? name : "default");
  mamaQueue default_queue = nullptr;
  if (mama_getDefaultEventQueue(bridge, &default_queue) != MAMA_STATUS_OK ||
      default_queue == nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR,
             "mamaTransport_create: the bridge of transport %s has no default queue; is mama_open "
             "missing?",
             this->name());
    return MAMA_STATUS_INVALID_QUEUE;
  }
  QUOLL_TRY(init_statistics(bridge));
  read_properties(bridge);
  bind_throttles(bridge, default_queue);
  if (!refresh_disabled.load()) {
    const auto seed = Clock::process().now().time_since_epoch().count();
    auto refreshes = make_ref<RefreshEngine>(static_cast<std::uint32_t>(seed));
    refreshes->bind(bridge, default_queue);
    listeners_.refresh_with(std::move(refreshes));
  }
  // The bridge may start its threads inside its create and report events at once: everything that
  // an event needs is in place before.
  bridge_ = KnownBridge(bridge);
  mama_status status = ask_bridge_for_balancing(bridge);
  if (status == MAMA_STATUS_OK) status = create_slots(bridge);
  if (status == MAMA_STATUS_OK) status = bind_entitlements();
  if (status == MAMA_STATUS_OK) {  // a hook's failure is logged, and no more
    Plugins::instance().call(&Plugin::transport_post_create, "transportPostCreateHook", handle());
  }
  return status;
}

mama_status Transport::bind_entitlements() {
  if (!Entitlements::are_built_in()) return MAMA_STATUS_OK;
  entitlements_ = Entitlements::instance().of_transport(name_);
  if (entitlements_ != nullptr) return MAMA_STATUS_OK;
  mama_log(MAMA_LOG_LEVEL_ERROR,
           "mamaTransport_create: the entitlement bridge of transport %s is not loaded", name());
  return MAMA_STATUS_NO_BRIDGE_IMPL;
}

/// What keys begin with that hold for all middlewares, for all transports, and for this one.
std::string Transport::general_keys() const { return "mama.transport." + name_ + "."; }

std::string Transport::middleware_keys(mamaBridge bridge) {
  const char* middleware =
      ask_bridge<const char*>({nullptr, nullptr}, bridge, &mamaBridgeImpl_::bridgeGetName);
  return std::string("mama.") + (middleware != nullptr ? middleware : "") + ".";
}

std::string Transport::specific_keys(mamaBridge bridge) const {
  return middleware_keys(bridge) + "transport." + name_ + ".";
}

void Transport::bind_throttles(mamaBridge bridge, mamaQueue queue) {
  constexpr double kIntervalS = 0.1;
  const std::string general = general_keys();
  const std::string specific = specific_keys(bridge);
  const std::string everywhere = "mama.throttle.";
  const double interval_s = positive_number(everywhere + "interval", general + "throttle.interval",
                                            specific + "throttle.interval", kIntervalS);
  const auto bind = [&](Throttle& throttle, const char* key) {
    const double rate = positive_number(everywhere + key, general + key, specific + key, 0);
    if (rate > 0) throttle.set_rate(rate);
    throttle.bind(bridge, queue, interval_s);
  };
  bind(*default_throttle_, "default_throttle_rate");
  bind(*recap_throttle_, "recap_throttle_rate");
}

void Transport::read_properties(mamaBridge bridge) {
  const std::string general = general_keys();
  const std::string specific = specific_keys(bridge);
  if (const char* text = property(general + "deactivateonerror")) {
    deactivate_on_error.store(number_or_word(text), std::memory_order_relaxed);
  }
  if (const char* text = property(specific + "groupsizehint", general + "groupsizehint")) {
    group_size_hint.store(static_cast<int>(std::strtol(text, nullptr, 10)),
                          std::memory_order_relaxed);
  }
  if (const char* text = property(general + "disable_refresh")) {
    if (properties_GetPropertyValueAsBoolean(text) != 0) refresh_disabled.store(true);
  }
  data_quality = DataQualitySettings::read({specific, general, middleware_keys(bridge)});
  if (const char* text = property("mama.maybestale.recap.timeout")) {
    stale_recap_s_ = static_cast<double>(std::strtol(text, nullptr, 10));
  }
  disconnect_callbacks_disabled_ =
      properties_GetPropertyValueAsBoolean(property(general + "disable_disconnect_callbacks")) != 0;
}

mama_status Transport::ask_bridge_for_balancing(mamaBridge bridge) {
  const BridgeCall call(bridge);
  if (!call) return MAMA_STATUS_NO_BRIDGE_IMPL;
  int members = 0;
  if (bridge->bridgeMamaTransportGetNumLoadBalanceAttributes != nullptr) {
    QUOLL_TRY(bridge->bridgeMamaTransportGetNumLoadBalanceAttributes(name(), &members));
  }
  tportLbScheme scheme = TPORT_LB_SCHEME_STATIC;
  if (members > 0 && bridge->bridgeMamaTransportGetLoadBalanceScheme != nullptr) {
    QUOLL_TRY(bridge->bridgeMamaTransportGetLoadBalanceScheme(name(), &scheme));
  }
  if (members > 0 && scheme == TPORT_LB_SCHEME_LIBRARY) {
    const char* library = nullptr;
    QUOLL_TRY(
        call_slot(bridge->bridgeMamaTransportGetLoadBalanceSharedObjectName, name(), &library));
    balancer.use_library(library);
  }
  return balancer.prepare(members, scheme);
}

mama_status Transport::create_slots(mamaBridge bridge) {
  // All slots exist before the first create, so that the array does not move under the bridge.
  slots_.assign(static_cast<std::size_t>(balancer.slots()), nullptr);
  for (int index = 0; index < slot_count(); ++index) {
    const int member = balancer.member_of(index);
    const std::string slot_name = member < 0 ? name_ : name_ + ".lb" + std::to_string(member);
    transportBridge& slot = slots_[static_cast<std::size_t>(index)];
    const mama_status status = undo_if_thrown(
        [&] {
          return call_bridge(bridge, &mamaBridgeImpl_::bridgeMamaTransportCreate, &slot,
                             slot_name.c_str(), handle());
        },
        [&slot] { slot = nullptr; });
    if (status != MAMA_STATUS_OK) {
      slot = nullptr;
      mama_log(MAMA_LOG_LEVEL_ERROR, "mamaTransport_create: the bridge refused transport %s: %s",
               slot_name.c_str(), mamaStatus_stringForStatus(status));
      return status;
    }
  }
  return MAMA_STATUS_OK;
}

mama_status Transport::destroy(const void* by) {
  if (!HandlePool<mamaTransportImpl_>::retire(static_cast<mamaTransportImpl_*>(this), by)) {
    return MAMA_STATUS_INVALID_ARG;
  }
  {
    MutexLock lock(mutex_);
    if (phase_ == Phase::kCreating) {  // by another thread, or by the bridge from inside its create
      destroyed_while_creating_ = true;
      return MAMA_STATUS_OK;
    }
  }
  return end();
}

mama_status Transport::end() {
  const bool was_created = bridge() != nullptr;
  callbacks_.close([](void* transport) { static_cast<Transport*>(transport)->drop_hold(); }, this);
  callbacks_.close_and_wait_if_outside_all();
  listeners_.remove_all(handle());
  destroy_publishers();
  replace_recap_delay(nullptr);
  default_throttle_->close();
  recap_throttle_->close();
  if (was_created) destroy_slots();
  end_statistics();
  drop_hold();
  return was_created ? MAMA_STATUS_OK : MAMA_STATUS_NO_BRIDGE_IMPL;
}

void Transport::destroy_publishers() {
  for (;;) {
    Publisher* publisher;
    {
      MutexLock lock(mutex_);
      publisher = publishers_;
      if (publisher == nullptr) return;
      publisher->hold();
    }
    publisher->transport_destroyed();
    publisher->drop_hold();
  }
}

void Transport::destroy_slots() {
  const BridgeCall call(bridge_);
  if (!call) {  // closed before us
    slots_.clear();
    return;
  }
  for (transportBridge& slot : slots_) {
    if (slot == nullptr) continue;
    if (ask_slot<int>(1, call.table().bridgeMamaTransportIsValid, slot) == 0) {
      mama_log(
          MAMA_LOG_LEVEL_FINE,
          "mamaTransport_destroy: the bridge calls transport %s invalid; destroyed all the same",
          name());
    }
    const mama_status status = call_slot(call.table().bridgeMamaTransportDestroy, slot);
    if (status != MAMA_STATUS_OK) {
      mama_log(MAMA_LOG_LEVEL_WARN, "mamaTransport_destroy: bridge destroy of transport %s: %s",
               name(), mamaStatus_stringForStatus(status));
    }
    slot = nullptr;
  }
}

// ---- statistics --------------------------------------------------------------------------------

mama_status Transport::init_statistics(mamaBridge bridge) {
  Statistics& process = Statistics::instance();
  if (statistics() || (!process.keeps_transports() && !process.keeps_lbm())) return MAMA_STATUS_OK;
  const char* const middleware =
      ask_bridge<const char*>({nullptr, nullptr}, bridge, &mamaBridgeImpl_::bridgeGetName);
  const auto made = process.of_transport(name_, middleware != nullptr ? middleware : "");
  if (!made) return MAMA_STATUS_NOMEM;
  MutexLock lock(mutex_);
  const bool is_first = !statistics_;
  if (is_first) statistics_ = made;
  lock.unlock();
  if (!is_first) made->end();
  return MAMA_STATUS_OK;
}

Ref<OwnStatistics> Transport::statistics() const {
  MutexLock lock(mutex_);
  return statistics_;
}

void Transport::end_statistics() {
  MutexLock lock(mutex_);
  const auto own = std::exchange(statistics_, nullptr);
  lock.unlock();
  if (own) own->end();
}

void Transport::drop_hold() noexcept {
  if (holds_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    pool_of<mamaTransportImpl_>().release(static_cast<mamaTransportImpl_*>(this));
  }
}

void Transport::add_publisher(Publisher& publisher) {
  MutexLock lock(mutex_);
  publisher.next_on_transport = publishers_;
  publisher.previous_on_transport = nullptr;
  if (publishers_ != nullptr) publishers_->previous_on_transport = &publisher;
  publishers_ = &publisher;
  publisher.registered = true;
  ++publisher_count_;
}

void Transport::remove_publisher(Publisher& publisher) {
  MutexLock lock(mutex_);
  if (!publisher.registered) return;
  publisher.registered = false;
  --publisher_count_;
  if (publisher.previous_on_transport != nullptr) {
    publisher.previous_on_transport->next_on_transport = publisher.next_on_transport;
  } else {
    publishers_ = publisher.next_on_transport;
  }
  if (publisher.next_on_transport != nullptr) {
    publisher.next_on_transport->previous_on_transport = publisher.previous_on_transport;
  }
}

std::size_t Transport::publisher_count() const {
  MutexLock lock(mutex_);
  return publisher_count_;
}

std::string Transport::mapped_symbol(const char* symbol) const {
  if (symbol_map == nullptr) return symbol;
  // A map that writes nothing leaves the symbol as it is.
  char result[256];
  std::strncpy(result, symbol, sizeof result - 1);
  result[sizeof result - 1] = '\0';
  symbol_map(symbol_map_closure, result, symbol, sizeof result);
  result[sizeof result - 1] = '\0';
  return result;
}

}  // namespace quoll::mama
