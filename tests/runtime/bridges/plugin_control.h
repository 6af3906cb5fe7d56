/* What tests see of, and tell, a test plugin. Each exports one object, <name>_plugin_control. */
#ifndef QUOLL_TESTS_RUNTIME_BRIDGES_PLUGIN_CONTROL_H_
#define QUOLL_TESTS_RUNTIME_BRIDGES_PLUGIN_CONTROL_H_

#include <mama/mama.h>

typedef struct {
  /* Told of every hook: the plugin, the hook, and the object or number that it was called with. */
  void (*on_call)(const char* plugin, const char* hook, void* object, int number);
  mama_status results[6]; /* of the hooks, in the order of the enumeration below */
  int info_is_null;       /* init stores NULL */
} TestPluginControl;

enum { HOOK_INIT, HOOK_SHUTDOWN, HOOK_PRE_SEND, HOOK_POST_CREATE, HOOK_EVENT, HOOK_DESTROY };

#endif
