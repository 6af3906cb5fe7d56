/// Plugins: libraries that are told of, and may veto, what the runtime does.
#pragma once

#include <mama/mama.h>
#include <mama/transport.h>

#include <atomic>
#include <string>

#include "quoll/gate.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"
#include "runtime/shared_libraries.h"

namespace quoll::mama {

/// One plugin, as its library exports it: <name>MamaPlugin_<hook>. Init and shutdown are there, the
/// others may be null. Never changes once it is in the list.
struct Plugin {
  std::string name;
  SharedLibraries::Opened library;
  mamaPluginInfo info = nullptr;  // what init stored; the first argument of the other hooks

  mama_status (*init)(mamaPluginInfo*) = nullptr;
  mama_status (*shutdown)(mamaPluginInfo) = nullptr;
  mama_status (*publisher_pre_send)(mamaPluginInfo, mamaPublisher, mamaMsg) = nullptr;
  mama_status (*transport_post_create)(mamaPluginInfo, mamaTransport) = nullptr;
  mama_status (*transport_event)(mamaPluginInfo, mamaTransport, int, mamaTransportEvent) = nullptr;
  mama_status (*subscription_post_create)(mamaPluginInfo, mamaSubscription) = nullptr;
  mama_status (*subscription_pre_msg)(mamaPluginInfo, mamaSubscription, int, mamaMsg) = nullptr;
  mama_status (*subscription_destroy)(mamaPluginInfo, mamaSubscription) = nullptr;

  std::atomic<Plugin*> next{nullptr};
};

/// The plugins of the process. They are loaded by the first open, in the natural order of their
/// property keys, and ended by the last close, which waits for hooks that run on other threads.
///
/// Any thread may call hooks; they run on it, in load order, with no lock held, and cost one look
/// at a word while there is no plugin. load_configured() and shut_down() need the life-cycle turn.
class Plugins {
 public:
  static Plugins& instance();

  /// One for each property mama.plugin.name_<key>, whose value is the plugin's name. What cannot be
  /// loaded is logged.
  void load_configured();
  mama_status load(const std::string& name);
  /// Shutdown hooks in load order. The libraries stay mapped, as those of bridges do.
  void shut_down();

  bool any() const noexcept { return any_.load(std::memory_order_acquire); }

  /// Calls a hook of every plugin that has it. OK, or the first failure: the others are called all
  /// the same.
  template <class... Parameters, class... Arguments>
  mama_status call(mama_status (*Plugin::*hook)(mamaPluginInfo, Parameters...),
                   const char* hook_name, Arguments... arguments) {
    if (!any()) [[likely]]
      return MAMA_STATUS_OK;
    const Ref<Session> session = this->session();
    if (!session) return MAMA_STATUS_OK;
    const Gate::Frame inside(session->gate);
    if (!inside) return MAMA_STATUS_OK;
    mama_status first = MAMA_STATUS_OK;
    for (const Plugin* plugin = session->first.load(std::memory_order_acquire); plugin != nullptr;
         plugin = plugin->next.load(std::memory_order_acquire)) {
      if (plugin->*hook == nullptr) continue;
      const mama_status status = (plugin->*hook)(plugin->info, arguments...);
      if (status == MAMA_STATUS_OK) continue;
      report(*plugin, hook_name, status);
      if (first == MAMA_STATUS_OK) first = status;
    }
    return first;
  }

 private:
  /// From the first load to the close: the list, which only grows, and the gate in front of the
  /// hooks.
  struct Session : RefCounted<Session> {
    ~Session();
    Gate gate;
    std::atomic<Plugin*> first{nullptr};
  };

  Plugins() = default;
  Ref<Session> session() const QUOLL_EXCLUDES(mutex_);
  void append(Plugin* plugin) QUOLL_EXCLUDES(mutex_);
  static void report(const Plugin& plugin, const char* hook, mama_status status);

  std::atomic<bool> any_{false};
  mutable Mutex mutex_;
  Ref<Session> session_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::mama
