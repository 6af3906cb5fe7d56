/* A plugin that tells its control what it is called with. Built several times: PLUGIN is the name.
 */
#include <mama/mama.h>
#include <mama/publisher.h>
#include <mama/subscription.h>
#include <mama/transport.h>
#include <stddef.h>

#include "plugin_control.h"

#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_(a, b)
#define F(hook) PASTE(PLUGIN, PASTE(MamaPlugin_, hook))
#define TEXT_(a) #a
#define TEXT(a) TEXT_(a)

#pragma GCC visibility push(default)

TestPluginControl PASTE(PLUGIN, _plugin_control);
#define control PASTE(PLUGIN, _plugin_control)

static mama_status answer(const char* hook, int number, void* object, int argument,
                          mamaPluginInfo info) {
  if (info != &control && !control.info_is_null) return MAMA_STATUS_SYSTEM_ERROR;
  if (control.on_call != NULL) control.on_call(TEXT(PLUGIN), hook, object, argument);
  return control.results[number];
}

#ifndef LACKS_INIT
mama_status F(initHook)(mamaPluginInfo* info) {
  *info = control.info_is_null ? NULL : &control;
  return answer("init", HOOK_INIT, NULL, 0, *info);
}
#endif

mama_status F(shutdownHook)(mamaPluginInfo info) {
  return answer("shutdown", HOOK_SHUTDOWN, NULL, 0, info);
}

#ifndef LACKS_HOOKS
mama_status F(publisherPreSendHook)(mamaPluginInfo info, mamaPublisher publisher, mamaMsg message) {
  (void)message;
  return answer("pre send", HOOK_PRE_SEND, publisher, 0, info);
}
mama_status F(transportPostCreateHook)(mamaPluginInfo info, mamaTransport transport) {
  return answer("post create", HOOK_POST_CREATE, transport, 0, info);
}
mama_status F(transportEventHook)(mamaPluginInfo info, mamaTransport transport, int set_stale,
                                  mamaTransportEvent event) {
  return answer("event", HOOK_EVENT, transport, 100 * set_stale + (int)event, info);
}
mama_status F(subscriptionDestroyHook)(mamaPluginInfo info, mamaSubscription subscription) {
  return answer("destroy", HOOK_DESTROY, subscription, 0, info);
}
#endif
