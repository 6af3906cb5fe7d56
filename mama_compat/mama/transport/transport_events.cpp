/// Events that bridges report, and their texts.
#include <mama/integration/transport.h>
#include <mama/log.h>

#include "runtime/plugins.h"
#include "transport/transport.h"

namespace quoll::mama {
namespace {

constexpr short kCauseDisconnect = 12;

void tell_plugins(mamaTransport transport, bool sets_stale, mamaTransportEvent event) {
  Plugins::instance().call(&Plugin::transport_event, "transportEventHook", transport,
                           sets_stale ? 1 : 0, event);
}

/// A report of the bridge: the transport, or null for one that is NULL or destroyed.
Transport* reported(mamaTransport transport, const char* function) {
  if (transport == nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "%s: the transport is NULL", function);
    return nullptr;
  }
  return check_handle(transport, function) == MAMA_STATUS_OK ? transport : nullptr;
}

}  // namespace

Transport::Advisory Transport::advisory() const {
  MutexLock lock(mutex_);
  return advisory_;
}

void Transport::set_advisory(Advisory advisory) {
  MutexLock lock(mutex_);
  advisory_ = advisory;
}

void Transport::call_event_listener(mamaTransportEvent event, short cause, const void* info) {
  Gate::Frame inside(callbacks_);
  if (!inside) return;
  event_listener.call([&](mamaTransportCB callback, void* listener_closure) {
    callback(handle(), event, cause, info, listener_closure);
  });
}

void Transport::process_advisory(short cause, const void* info) {
  Gate::Frame inside(callbacks_);
  if (!inside) return;
  set_advisory({cause, info});
  mark_listeners({cause, info});
  request_recaps_later();
  quality_.store(MAMA_QUALITY_MAYBE_STALE, std::memory_order_relaxed);
  tell_plugins(handle(), true, MAMA_TRANSPORT_QUALITY);
  call_event_listener(MAMA_TRANSPORT_QUALITY, cause, info);
  set_advisory({});
}

void Transport::disconnect(mamaTransportEvent event, const void* info, const void* connection) {
  Gate::Frame inside(callbacks_);
  if (!inside) return;
  set_advisory({kCauseDisconnect, info});
  mark_listeners({kCauseDisconnect, info});
  quality_.store(MAMA_QUALITY_MAYBE_STALE, std::memory_order_relaxed);
  tell_plugins(handle(), true, event);
  if (!disconnect_callbacks_disabled_) call_event_listener(event, kCauseDisconnect, connection);
  set_advisory({});
}

void Transport::disconnect_no_stale(mamaTransportEvent event, const void* connection) {
  Gate::Frame inside(callbacks_);
  if (!inside) return;
  mamaQuality ok = MAMA_QUALITY_OK;
  if (!quality_.compare_exchange_strong(ok, MAMA_QUALITY_MAYBE_STALE)) return;
  tell_plugins(handle(), false, event);
  if (!disconnect_callbacks_disabled_) call_event_listener(event, advisory().cause, connection);
}

void Transport::reconnect(mamaTransportEvent event, const void* connection) {
  call_event_listener(event, advisory().cause, connection);
}

void Transport::invoke_event(mamaTransportEvent event, short cause, const void* info) {
  Gate::Frame inside(callbacks_);
  if (!inside) return;
  set_advisory({cause, info});
  call_event_listener(event, cause, info);
  set_advisory({});
}

void Transport::invoke_topic_event(mamaTransportTopicEvent event, const char* topic,
                                   const void* info) {
  Gate::Frame inside(callbacks_);
  if (!inside) return;
  topic_listener.call([&](mamaTransportTopicCB callback, void* listener_closure) {
    callback(handle(), event, topic, info, listener_closure);
  });
}

void Transport::unset_all_possibly_stale() {
  if (quality_.exchange(MAMA_QUALITY_OK) == MAMA_QUALITY_OK) return;
  unmark_listeners();
  const Advisory current = advisory();
  call_event_listener(MAMA_TRANSPORT_QUALITY, current.cause, current.info);
}

}  // namespace quoll::mama

using quoll::mama::reported;

const char* mamaTransportEvent_toString(mamaTransportEvent event) {
  switch (event) {
    case MAMA_TRANSPORT_CONNECT:
      return "CONNECT";
    case MAMA_TRANSPORT_CONNECT_FAILED:
      return "CONNECT_FAILED";
    case MAMA_TRANSPORT_RECONNECT:
      return "RECONNECT";
    case MAMA_TRANSPORT_DISCONNECT:
      return "DISCONNECT";
    case MAMA_TRANSPORT_ACCEPT:
      return "ACCEPT";
    case MAMA_TRANSPORT_ACCEPT_RECONNECT:
      return "ACCEPT_RECONNECT";
    case MAMA_TRANSPORT_PUBLISHER_DISCONNECT:
      return "PUBLISHER_DISCONNECT";
    case MAMA_TRANSPORT_QUALITY:
      return "QUALITY";
    case MAMA_TRANSPORT_NAMING_SERVICE_CONNECT:
      return "NAMING_SERVICE_CONNECT";
    case MAMA_TRANSPORT_NAMING_SERVICE_DISCONNECT:
      return "NAMING_SERVICE_DISCONNECT";
    case MAMA_TRANSPORT_WRITE_QUEUE_HIGH_WATER_MARK:
      return "MAMA_TRANSPORT_WRITE_QUEUE_HIGH_WATER_MARK";
    case MAMA_TRANSPORT_WRITE_QUEUE_LOW_WATER_MARK:
      return "MAMA_TRANSPORT_WRITE_QUEUE_LOW_WATER_MARK";
  }
  return "UNKNOWN";
}

const char* mamaTransportTopicEvent_toString(mamaTransportTopicEvent event) {
  switch (event) {
    case MAMA_TRANSPORT_TOPIC_SUBSCRIBED:
      return "SUBSCRIBED";
    case MAMA_TRANSPORT_TOPIC_UNSUBSCRIBED:
      return "UNSUBSCRIBED";
    case MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR:
      return "PUBLISH_ERROR";
    case MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR_NOT_ENTITLED:
      return "PUBLISH_ERROR_NOT_ENTITLED";
    case MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR_BAD_SYMBOL:
      return "PUBLISH_ERROR_BAD_SYMBOL";
    case MAMA_TRANSPORT_TOPIC_PUBLISH_CREATE:
      return "PUBLISH_CREATE";
    case MAMA_TRANSPORT_TOPIC_PUBLISH_DESTROY:
      return "PUBLISH_DESTROY";
  }
  return "UNKNOWN";
}

void mamaTransportImpl_processAdvisory(mamaTransport transport, short cause,
                                       const void* platformInfo) {
  if (auto* tport = reported(transport, __func__)) tport->process_advisory(cause, platformInfo);
}

void mamaTransportImpl_disconnect(mamaTransport transport, mamaTransportEvent event,
                                  const void* platformInfo, const void* connectionInfo) {
  if (auto* tport = reported(transport, __func__)) {
    tport->disconnect(event, platformInfo, connectionInfo);
  }
}

void mamaTransportImpl_disconnectNoStale(mamaTransport transport, mamaTransportEvent event,
                                         const void*, const void* connectionInfo) {
  if (auto* tport = reported(transport, __func__)) {
    tport->disconnect_no_stale(event, connectionInfo);
  }
}

void mamaTransportImpl_reconnect(mamaTransport transport, mamaTransportEvent event, const void*,
                                 const void* connectionInfo) {
  if (auto* tport = reported(transport, __func__)) tport->reconnect(event, connectionInfo);
}

void mamaTransportImpl_invokeTransportCallback(mamaTransport transport, mamaTransportEvent event,
                                               short cause, const void* platformInfo) {
  if (auto* tport = reported(transport, __func__)) tport->invoke_event(event, cause, platformInfo);
}

void mamaTransportImpl_invokeTransportTopicCallback(mamaTransport transport,
                                                    mamaTransportTopicEvent event,
                                                    const char* topic, const void* platformInfo) {
  if (auto* tport = reported(transport, __func__)) {
    tport->invoke_topic_event(event, topic, platformInfo);
  }
}

void mamaTransportImpl_unsetAllPossiblyStale(mamaTransport tport) {
  if (auto* transport = reported(tport, __func__)) transport->unset_all_possibly_stale();
}

int mamaTransportImpl_isPossiblyStale(mamaTransport tport) {
  auto* transport = reported(tport, __func__);
  return transport != nullptr && transport->quality() == MAMA_QUALITY_MAYBE_STALE ? 1 : 0;
}

void mamaTransportImpl_setAdvisoryCauseAndPlatformInfo(mamaTransport transport, short cause,
                                                       const void* platformInfo) {
  if (auto* tport = reported(transport, __func__)) tport->set_advisory({cause, platformInfo});
}

void mamaTransportImpl_getAdvisoryCauseAndPlatformInfo(mamaTransport tport, short* cause,
                                                       const void** platformInfo) {
  auto* transport = reported(tport, __func__);
  if (transport == nullptr || cause == nullptr || platformInfo == nullptr) return;
  const auto advisory = transport->advisory();
  *cause = advisory.cause;
  *platformInfo = advisory.info;
}
