/// mama/mamaManagedEnvironment.h: the C functions.
#include <mama/mamaManagedEnvironment.h>

#include <new>

#include "managed/connection.h"
#include "managed/inbox.h"
#include "managed/live_handles.h"
#include "managed/session.h"
#include "managed/subscription.h"
#include "managed/timer.h"
#include "support/shim.h"

using quoll::Ref;
using quoll::managed::Connection;
using quoll::managed::LiveHandles;
using quoll::managed::ManagedInbox;
using quoll::managed::ManagedObject;
using quoll::managed::ManagedSubscription;
using quoll::managed::ManagedTimer;
using quoll::managed::Session;

namespace {

/// NULL_ARG for the whole call when one of the pointers is NULL.
#define CHECK_POINTERS(...)                    \
  do {                                         \
    for (const bool is_null : {__VA_ARGS__}) { \
      if (is_null) [[unlikely]]                \
        return MAMA_STATUS_NULL_ARG;           \
    }                                          \
  } while (false)

/// Calls `body` with the object behind a handle. INVALID_ARG when it is gone, NOMEM without memory.
template <class Object, class Handle, class Body>
mama_status with(Handle handle, Body&& body) {
  try {
    const Ref<Object> object = LiveHandles<Object>::instance().find(Object::of(handle));
    return object ? body(*object) : MAMA_STATUS_INVALID_ARG;
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
}

/// The same with a session that may be ending, through its connection.
template <class Body>
mama_status with_session_of(mamaEnvConnection connection, mamaEnvSession handle, Body&& body) {
  return with<Connection>(connection, [&](Connection& parent) {
    const Ref<Session> session = parent.session(Session::of(handle));
    return session ? body(parent, *session) : MAMA_STATUS_INVALID_ARG;
  });
}

template <class Object, class Handle>
mama_status create(mamaEnvSession session, Handle* out, const typename Object::Request& request) {
  *out = nullptr;
  const mama_status status = with<Session>(session, [&](Session& parent) {
    return parent.make(*quoll::make_ref<Object>(parent, out, request));
  });
  if (status != MAMA_STATUS_OK) *out = nullptr;
  return status;
}

mama_status destroy(mamaEnvSession session, const void* handle, ManagedObject::Kind kind) {
  CHECK_POINTERS(session == nullptr, handle == nullptr);
  return with<Session>(session, [=](Session& parent) { return parent.destroy(handle, kind); });
}

mama_status shut_down(mamaEnvSession session, const void* handle, ManagedObject::Kind kind) {
  CHECK_POINTERS(session == nullptr, handle == nullptr);
  return with<Session>(session, [=](Session& parent) { return parent.shut_down(handle, kind); });
}

}  // namespace

// ---- connections -------------------------------------------------------------------------------

mama_status mamaEnv_createConnection(mamaBridge bridge, mamaEnvConnection* connection) {
  CHECK_POINTERS(bridge == nullptr, connection == nullptr);
  *connection = nullptr;
  try {
    LiveHandles<Connection>::Place place;
    mama_status status;
    const Ref<Connection> made = Connection::create(bridge, &status);
    if (!made) return status;
    place.take(made);
    *connection = made->handle();
    return MAMA_STATUS_OK;
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
}

mama_status mamaEnv_destroyConnection(mamaEnvConnection connection) {
  CHECK_POINTERS(connection == nullptr);
  return with<Connection>(connection, [](Connection& object) { return object.destroy(); });
}

mama_status mamaEnv_adoptTransport(mamaEnvConnection connection, mamaTransport transport) {
  CHECK_POINTERS(connection == nullptr, transport == nullptr);
  return with<Connection>(connection, [=](Connection& object) { return object.adopt(transport); });
}

// ---- sessions ----------------------------------------------------------------------------------

mama_status mamaEnv_createSession(mamaEnvConnection connection, mamaEnvSession* session) {
  CHECK_POINTERS(connection == nullptr, session == nullptr);
  *session = nullptr;
  return with<Connection>(connection,
                          [=](Connection& object) { return object.create_session(session); });
}

mama_status mamaEnv_destroySession(mamaEnvConnection connection, mamaEnvSession session) {
  CHECK_POINTERS(connection == nullptr, session == nullptr);
  return with_session_of(connection, session, [](Connection& parent, Session& object) {
    return parent.end_session(object);
  });
}

mama_status mamaEnv_shutdownSession(mamaEnvConnection connection, mamaEnvSession session) {
  CHECK_POINTERS(connection == nullptr, session == nullptr);
  return with_session_of(connection, session,
                         [](Connection&, Session& object) { return object.shut_down_all(); });
}

// ---- subscriptions -----------------------------------------------------------------------------

mama_status mamaEnv_createBasicSubscription(const mamaMsgCallbacks* callback, void* closure,
                                            mamaEnvSession session, const char* symbol,
                                            mamaTransport transport,
                                            mamaSubscription* subscription) {
  CHECK_POINTERS(callback == nullptr, session == nullptr, symbol == nullptr, transport == nullptr,
                 subscription == nullptr);
  return create<ManagedSubscription>(session, subscription,
                                     {transport, nullptr, symbol, false, callback->onCreate,
                                      callback->onError, callback->onMsg, nullptr, closure});
}

mama_status mamaEnv_createWildcardSubscription(const mamaWildCardMsgCallbacks* callback,
                                               void* closure, mamaEnvSession session,
                                               const char* source, const char* symbol,
                                               mamaTransport transport,
                                               mamaSubscription* subscription) {
  CHECK_POINTERS(callback == nullptr, session == nullptr, symbol == nullptr, transport == nullptr,
                 subscription == nullptr);
  return create<ManagedSubscription>(session, subscription,
                                     {transport, source, symbol, true, callback->onCreate,
                                      callback->onError, nullptr, callback->onMsg, closure});
}

mama_status mamaEnv_destroySubscription(mamaEnvSession session, mamaSubscription subscription) {
  return destroy(session, subscription, ManagedObject::Kind::kSubscription);
}

mama_status mamaEnv_shutdownSubscription(mamaEnvSession session, mamaSubscription subscription) {
  return shut_down(session, subscription, ManagedObject::Kind::kSubscription);
}

// ---- inboxes -----------------------------------------------------------------------------------

mama_status mamaEnv_createInbox(void* closure, mamaInboxErrorCallback errorCallback,
                                mamaInboxMsgCallback msgCallback, mamaEnvSession session,
                                mamaTransport transport, mamaInbox* result) {
  CHECK_POINTERS(msgCallback == nullptr, session == nullptr, transport == nullptr,
                 result == nullptr);
  return create<ManagedInbox>(session, result, {transport, msgCallback, errorCallback, closure});
}

mama_status mamaEnv_destroyInbox(mamaEnvSession session, mamaInbox inbox) {
  return destroy(session, inbox, ManagedObject::Kind::kInbox);
}

mama_status mamaEnv_shutdownInbox(mamaEnvSession session, mamaInbox inbox) {
  return shut_down(session, inbox, ManagedObject::Kind::kInbox);
}

// ---- timers ------------------------------------------------------------------------------------

mama_status mamaEnv_createTimer(mamaTimerCb callback, void* closure, mama_f64_t interval,
                                mamaEnvSession session, mamaTimer* result) {
  CHECK_POINTERS(callback == nullptr, session == nullptr, result == nullptr);
  return create<ManagedTimer>(session, result, {callback, closure, interval});
}

mama_status mamaEnv_destroyTimer(mamaEnvSession session, mamaTimer timer) {
  return destroy(session, timer, ManagedObject::Kind::kTimer);
}

mama_status mamaEnv_shutdownTimer(mamaEnvSession session, mamaTimer timer) {
  return shut_down(session, timer, ManagedObject::Kind::kTimer);
}
