#include "runtime/bridge_loader.h"

#include <mama/integration/bridge.h>
#include <mama/integration/mama.h>
#include <mama/log.h>

#include "common/text.h"
#include "runtime/property_store.h"
#include "runtime/symbol_table.h"
#include "runtime/version_handshake.h"
#include "support/shim.h"

namespace quoll::mama {
namespace {

constexpr const char* kBasePrefix = "base";
constexpr const char* kBaseLibrary = "mamabaseimpl";

std::string library_name(const std::string& bridge) { return "mama" + bridge + "impl"; }

const char* kind_text(quollBridgeKind kind) {
  return kind == QUOLL_BRIDGE_MIDDLEWARE ? "middleware" : "payload";
}

}  // namespace

// ---- What both kinds share

BridgeLoad::BridgeLoad(quollBridgeKind kind, const char* name) : name_(name) {
  report_.kind = kind;
  report_.name = name_;
  report_.reason = "loaded";
  report_.version_needed = runtime_version();
}

mama_status BridgeLoad::fail(mama_status status, std::string reason) {
  report_.reason = std::move(reason);
  return status;
}

mama_status BridgeLoad::fail_to_open(const SharedLibraries::Opened& library, const char* what) {
  report_.loader_text = library.error;
  report_.paths_tried = library.paths_tried;
  return fail(MAMA_STATUS_NO_BRIDGE_IMPL, std::string(what) + " '" + library.file +
                                              "' cannot be opened: " + library.error + "; tried " +
                                              quoted_list(library.paths_tried));
}

mama_status BridgeLoad::check_version(const char* compile_version) {
  report_.version_found = compile_version != nullptr ? compile_version : "";
  switch (check_compile_version(compile_version)) {
    case Handshake::kFits:
      return MAMA_STATUS_OK;
    case Handshake::kUnreadable:
      return fail(MAMA_STATUS_INVALID_ARG,
                  compile_version == nullptr
                      ? std::string("it does not tell for which MAMA version it was compiled")
                      : "its compile version '" + report_.version_found + "' is no version");
    case Handshake::kDiffers:
      break;
  }
  return fail(MAMA_STATUS_INVALID_ARG, "it was compiled for MAMA " + report_.version_found +
                                           ", and this is " + report_.version_needed);
}

void BridgeLoad::conclude(mama_status status, MamaLogLevel level) {
  report_.status = status;
  if (status == MAMA_STATUS_OK) {
    journal_.keep();
    if (!report_.missing_optional.empty()) {
      mama_log(MAMA_LOG_LEVEL_FINE, "%s bridge '%s' (%s) lacks optional functions: %s",
               kind_text(report_.kind), name_.c_str(), report_.file.c_str(),
               quoted_list(report_.missing_optional).c_str());
    }
  } else {
    mama_log(level, "%s bridge '%s' cannot be loaded (%s): %s", kind_text(report_.kind),
             name_.c_str(), mamaStatus_stringForStatus(status), report_.reason.c_str());
  }
  LoadReports::instance().store(report_);
}

void BridgeLoad::conclude_thrown(MamaLogLevel level) {
  conclude(fail(MAMA_STATUS_PLATFORM, "'" + report_.file + "' threw an exception"), level);
}

// ---- Middleware bridges

MiddlewareLoad::MiddlewareLoad(const char* name, const char* folder)
    : BridgeLoad(QUOLL_BRIDGE_MIDDLEWARE, name), folder_(folder) {}

mama_status MiddlewareLoad::run(mamaBridge* handle) {
  try {
    const mama_status status = load(handle);
    conclude(status, MAMA_LOG_LEVEL_ERROR);
    return status;
  } catch (...) {
    keep_libraries();  // the exception may be of a type that is defined there
    drop_bridge();
    conclude_thrown(MAMA_LOG_LEVEL_ERROR);
    throw;
  }
}

mama_status MiddlewareLoad::load(mamaBridge* handle) {
  library_ = SharedLibraries::instance().open(library_name(name_), folder_);
  report_.file = library_.file;
  if (library_.handle == nullptr) return fail_to_open(library_, "library");

  *handle = nullptr;
  mama_status status = initialise();
  if (status != MAMA_STATUS_OK) {
    drop_bridge();
    SharedLibraries::instance().discard(base_library_);
    SharedLibraries::instance().discard(library_);
    return status;
  }
  keep_libraries();
  bridge_->library = library_;
  BridgeRegistry::instance().add(bridge_);
  *handle = bridge_->handle();
  return MAMA_STATUS_OK;
}

mama_status MiddlewareLoad::initialise() {
  const std::string init_symbol = name_ + "Bridge_init";
  const auto init = function_in<bridge_init>(library_, init_symbol);
  if (init == nullptr) {
    report_.missing_required = {init_symbol};
    return fail(MAMA_STATUS_INVALID_ARG,
                "'" + library_.file + "' lacks symbol '" + init_symbol + "'");
  }
  bridge_ = BridgeRegistry::instance().make_live(name_);
  if (bridge_ == nullptr) return fail(MAMA_STATUS_NOMEM, "no memory");
  mamaBridgeImpl_& table = bridge_->table;
  fill_empty_slots(middleware_slots(), &table, library_.handle, name_);
  bridge_->queue_activation = {
      function_in<QueueActivation::Function>(library_, name_ + "BridgeMamaQueue_activate"),
      function_in<QueueActivation::Function>(library_, name_ + "BridgeMamaQueue_deactivate")};
  // The name goes into everything that init records, so nothing works without it.
  if (table.bridgeGetName == nullptr) return check_complete(name_.c_str());

  const mama_status status = init(bridge_->handle());
  if (status != MAMA_STATUS_OK) {
    return fail(status, "'" + init_symbol + "' failed");
  }
  mamaBridgeImpl_populateBridgeMetaData(bridge_->handle());
  report_.extends_base = compat::is_true_text(
      mamaBridgeImpl_getMetaProperty(bridge_->handle(), MAMA_PROP_EXTENDS_BASE_BRIDGE));
  if (report_.extends_base) QUOLL_TRY(extend_base());
  QUOLL_TRY(check_complete(report_.extends_base ? kBasePrefix : name_.c_str()));
  QUOLL_TRY(check_version(
      mamaBridgeImpl_getMetaProperty(bridge_->handle(), MAMA_PROP_BARE_COMPILE_TIME_VER)));
  return open_bridge();
}

mama_status MiddlewareLoad::extend_base() {
  base_library_ = SharedLibraries::instance().open(kBaseLibrary, folder_);
  if (base_library_.handle == nullptr) {
    return fail_to_open(base_library_, "it extends the base bridge, whose library");
  }
  fill_empty_slots(middleware_slots(), &bridge_->table, base_library_.handle, kBasePrefix);
  return MAMA_STATUS_OK;
}

mama_status MiddlewareLoad::check_complete(const char* prefix) {
  const auto slots = middleware_slots();
  report_.missing_required = missing_symbols(slots, &bridge_->table, Need::kRequired, prefix);
  report_.missing_optional = missing_symbols(slots, &bridge_->table, Need::kOptional, prefix);
  if (report_.missing_required.empty()) return MAMA_STATUS_OK;
  return fail(MAMA_STATUS_PLATFORM, "'" + library_.file + "' lacks required functions: " +
                                        quoted_list(report_.missing_required));
}

mama_status MiddlewareLoad::open_bridge() {
  const mama_status status = bridge_->table.bridgeOpen(bridge_->handle());
  if (status == MAMA_STATUS_OK) return status;
  return fail(status, "'" + name_ + "Bridge_open' failed");
}

// The base library stays with the bridge, whose table points into it.
void MiddlewareLoad::keep_libraries() {
  SharedLibraries::instance().keep(library_);
  SharedLibraries::instance().keep(base_library_);
}

void MiddlewareLoad::drop_bridge() {
  if (bridge_ == nullptr) return;
  bridge_->stop_internal_queue();
  BridgeRegistry::instance().end(bridge_);
}

// ---- Payload bridges

PayloadLoad::PayloadLoad(const char* name, MamaLogLevel failure_level)
    : BridgeLoad(QUOLL_BRIDGE_PAYLOAD, name), failure_level_(failure_level) {}

mama_status PayloadLoad::run(mamaPayloadBridge* handle) {
  try {
    const mama_status status = load(handle);
    const bool is_hushed =
        is_library_missing_ && property_is_true("mama.payload.suppress_load_failure_logging");
    conclude(status, is_hushed ? MAMA_LOG_LEVEL_FINEST : failure_level_);
    return status;
  } catch (...) {
    SharedLibraries::instance().keep(library_);  // as above
    if (payload_ != nullptr) pool_of<PayloadBridge>().destroy(payload_);
    conclude_thrown(failure_level_);
    throw;
  }
}

mama_status PayloadLoad::load(mamaPayloadBridge* handle) {
  library_ = SharedLibraries::instance().open(library_name(name_), nullptr);
  report_.file = library_.file;
  if (library_.handle == nullptr) {
    is_library_missing_ = true;
    return fail_to_open(library_, "library");
  }
  *handle = nullptr;
  payload_ = pool_of<PayloadBridge>().create(name_);
  const mama_status status =
      payload_ != nullptr ? initialise() : fail(MAMA_STATUS_NOMEM, "no memory");
  if (status != MAMA_STATUS_OK) {
    if (payload_ != nullptr) pool_of<PayloadBridge>().destroy(payload_);
    SharedLibraries::instance().discard(library_);
    return status;
  }
  SharedLibraries::instance().keep(library_);
  payload_->library = library_;
  BridgeRegistry& registry = BridgeRegistry::instance();
  if (registry.default_payload() == nullptr) registry.set_default_payload(payload_->handle());
  *handle = payload_->handle();
  return MAMA_STATUS_OK;
}

mama_status PayloadLoad::initialise() {
  using InitFunction = mama_status (*)(mamaPayloadBridge, char*);
  const std::string init_symbol = name_ + "Payload_init";
  const auto init = function_in<InitFunction>(library_, init_symbol);
  if (init == nullptr) {
    report_.missing_required = {init_symbol};
    return fail(MAMA_STATUS_INVALID_ARG,
                "'" + library_.file + "' lacks symbol '" + init_symbol + "'");
  }
  const auto slots = payload_slots();
  fill_empty_slots(slots, &payload_->table, library_.handle, name_);
  report_.missing_required = missing_symbols(slots, &payload_->table, Need::kRequired, name_);
  report_.missing_optional = missing_symbols(slots, &payload_->table, Need::kOptional, name_);
  if (!report_.missing_required.empty()) {
    return fail(MAMA_STATUS_PLATFORM, "'" + library_.file + "' lacks required functions: " +
                                          quoted_list(report_.missing_required));
  }
  char id = '\0';
  const mama_status status = init(payload_->handle(), &id);
  if (status != MAMA_STATUS_OK) return fail(status, "'" + init_symbol + "' failed");
  QUOLL_TRY(check_version(
      MetaProperties::instance().get(full_meta_name(name_, MAMA_PROP_BARE_COMPILE_TIME_VER))));
  return choose_id(id);
}

mama_status PayloadLoad::choose_id(char from_init) {
  payload_->id = payload_id_of(name_, payload_->handle(), from_init);
  if (BridgeRegistry::instance().add(payload_)) return MAMA_STATUS_OK;
  std::string owner = "another payload";
  for (const PayloadBridge* other : BridgeRegistry::instance().payloads()) {
    if (other->id == payload_->id) owner = "payload '" + other->name + "'";
  }
  return fail(MAMA_STATUS_SYSTEM_ERROR, "its id character '" + std::string(1, payload_->id) +
                                            "' belongs to " + owner + "; property 'mama.payload." +
                                            name_ + ".payloadId' can give it another");
}

char payload_id_of(const std::string& name, mamaPayloadBridge payload, char otherwise) {
  const char* configured = property_or_null("mama.payload." + name + ".payloadId");
  if (configured != nullptr && *configured != '\0') return *configured;
  if (payload->msgPayloadGetType == nullptr) return otherwise;
  return static_cast<char>(payload->msgPayloadGetType());
}

}  // namespace quoll::mama
