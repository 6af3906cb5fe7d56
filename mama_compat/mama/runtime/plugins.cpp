#include "runtime/plugins.h"

#include <mama/log.h>
#include <string.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "runtime/load_report.h"
#include "runtime/property_store.h"
#include "support/shim.h"

namespace quoll::mama {
namespace {

constexpr const char* kKeyPrefix = "mama.plugin.name_";
// Data quality is built in; its hooks are not those of a library.
constexpr const char* kBuiltIn = "dqstrategy";

template <class Function>
void find_hook(Function& hook, const Plugin& plugin, const char* suffix) {
  hook = function_in<Function>(plugin.library, plugin.name + "MamaPlugin_" + suffix);
}

void find_hooks(Plugin& plugin) {
  find_hook(plugin.init, plugin, "initHook");
  find_hook(plugin.shutdown, plugin, "shutdownHook");
  find_hook(plugin.publisher_pre_send, plugin, "publisherPreSendHook");
  find_hook(plugin.transport_post_create, plugin, "transportPostCreateHook");
  find_hook(plugin.transport_event, plugin, "transportEventHook");
  find_hook(plugin.subscription_post_create, plugin, "subscriptionPostCreateHook");
  find_hook(plugin.subscription_pre_msg, plugin, "subscriptionPreMsgHook");
  find_hook(plugin.subscription_destroy, plugin, "subscriptionDestroyHook");
}

mama_status start(Plugin& plugin) {
  if (plugin.init == nullptr || plugin.shutdown == nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "plugin '%s': '%s' lacks symbol '%sMamaPlugin_%s'",
             plugin.name.c_str(), plugin.library.file.c_str(), plugin.name.c_str(),
             plugin.init == nullptr ? "initHook" : "shutdownHook");
    return MAMA_STATUS_PLATFORM;
  }
  const mama_status status = plugin.init(&plugin.info);
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "plugin '%s': its initHook failed: %s", plugin.name.c_str(),
             mamaStatus_stringForStatus(status));
  }
  return status;
}

}  // namespace

Plugins& Plugins::instance() {
  static auto& plugins = *new Plugins;
  return plugins;
}

Plugins::Session::~Session() {
  for (Plugin* plugin = first.load(); plugin != nullptr;) {
    delete std::exchange(plugin, plugin->next.load());
  }
}

Ref<Plugins::Session> Plugins::session() const {
  MutexLock lock(mutex_);
  return session_;
}

void Plugins::append(Plugin* plugin) {
  MutexLock lock(mutex_);
  if (!session_) session_ = make_ref<Session>();
  std::atomic<Plugin*>* end = &session_->first;
  while (Plugin* const at = end->load(std::memory_order_relaxed)) end = &at->next;
  end->store(plugin, std::memory_order_release);
  any_.store(true, std::memory_order_release);
}

void Plugins::report(const Plugin& plugin, const char* hook, mama_status status) {
  mama_log(MAMA_LOG_LEVEL_WARN, "plugin '%s': its %s says %s", plugin.name.c_str(), hook,
           mamaStatus_stringForStatus(status));
}

mama_status Plugins::load(const std::string& name) {
  if (const Ref<Session> loaded = session()) {
    for (const Plugin* p = loaded->first.load(); p != nullptr; p = p->next.load()) {
      if (p->name != name) continue;
      mama_log(MAMA_LOG_LEVEL_NORMAL, "plugin '%s' is loaded already", name.c_str());
      return MAMA_STATUS_OK;
    }
  }
  auto plugin = std::make_unique<Plugin>();
  plugin->name = name;
  SharedLibraries& libraries = SharedLibraries::instance();
  plugin->library = libraries.open("mamaplugin" + name, nullptr);
  if (plugin->library.handle == nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "plugin '%s': library '%s' cannot be opened: %s; tried %s",
             name.c_str(), plugin->library.file.c_str(), plugin->library.error.c_str(),
             quoted_list(plugin->library.paths_tried).c_str());
    return MAMA_STATUS_PLATFORM;
  }
  find_hooks(*plugin);
  const mama_status status = start(*plugin);
  if (status != MAMA_STATUS_OK) {
    libraries.discard(plugin->library);
    return status;
  }
  libraries.keep(plugin->library);
  append(plugin.release());
  return MAMA_STATUS_OK;
}

void Plugins::load_configured() {
  auto configured = PropertyStore::instance().ensure().entries_with_prefix(kKeyPrefix);
  // As people count: name_2 before name_10.
  std::sort(configured.begin(), configured.end(),
            [](const auto& a, const auto& b) { return strverscmp(a.first, b.first) < 0; });
  // Hooks may set properties: what the loop reads must not move.
  std::vector<std::string> names;
  for (const auto& [key, name] : configured) {
    if (name != nullptr && *name != '\0' && name != std::string(kBuiltIn)) names.emplace_back(name);
  }
  for (const std::string& name : names) load(name);
}

void Plugins::shut_down() {
  Ref<Session> session;
  {
    MutexLock lock(mutex_);
    std::swap(session, session_);
    any_.store(false, std::memory_order_release);
  }
  if (!session) return;
  session->gate.close_and_wait();
  for (const Plugin* p = session->first.load(); p != nullptr; p = p->next.load()) {
    const mama_status status = p->shutdown(p->info);
    if (status != MAMA_STATUS_OK) report(*p, "shutdownHook", status);
  }
  // A hook of it may be what closes MAMA.
  if (Gate::caller_is_inside_any()) return;
  for (const Plugin* p = session->first.load(); p != nullptr; p = p->next.load()) {
    unload_if_configured(p->name, p->library);
  }
}

}  // namespace quoll::mama
