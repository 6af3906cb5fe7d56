/// mama/conflation/connection.h, serverconnection.h and mama/integration/connection.h.
#include <mama/integration/connection.h>
#include <mama/integration/transport.h>

#include <cstdio>
#include <cstring>

#include "runtime/bridge_call.h"
#include "support/shim.h"

namespace quoll::mama {
namespace {

constexpr std::size_t kMaxAddressBytes = 16;
constexpr std::size_t kMaxNameBytes = 256;
constexpr std::size_t kMaxDescriptionBytes = 1024;

template <std::size_t Size>
void copy_cut(char (&to)[Size], const char* from) noexcept {
  if (from != nullptr) std::strncpy(to, from, Size - 1);
}

}  // namespace
}  // namespace quoll::mama

/// Snapshots that a bridge made; plain values, of one thread at a time.
struct mamaConnectionImpl_ {
  mamaTransport transport;
  char address[quoll::mama::kMaxAddressBytes]{};
  std::uint16_t port;
  std::uint32_t max_queue_size;
  std::uint32_t queue_size;
  std::uint32_t message_count;
  std::uint32_t bytes_sent;
  char user[quoll::mama::kMaxNameBytes]{};
  char application[quoll::mama::kMaxNameBytes]{};
  void* handle;
  char description[quoll::mama::kMaxDescriptionBytes]{};
};

struct mamaServerConnectionImpl_ {
  char address[quoll::mama::kMaxAddressBytes]{};
  std::uint16_t port;
  int status;
};

namespace quoll::mama {
namespace {

// `function` is the public one's name.
template <class Connection, class Member, class Value>
mama_status get_member(const char* function, Connection* connection, Member Connection::*member,
                       Value* result) {
  QUOLL_TRY(check_handle(connection, function));
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = connection->*member;
  return MAMA_STATUS_OK;
}

template <class Connection>
mama_status free_connection(const char* function, Connection* connection, const void* by) {
  if (connection == nullptr) return MAMA_STATUS_OK;
  QUOLL_TRY(check_handle(connection, function));
  return pool_of<Connection>().destroy(connection, by) ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
}

}  // namespace
}  // namespace quoll::mama

using quoll::mama::copy_cut;
using quoll::mama::free_connection;
using quoll::mama::get_member;
using quoll::mama::pool_of;

#define CALLER __builtin_return_address(0)

// ---- Made by bridges

mama_status mamaConnection_allocate(mamaConnection* result, mamaTransport tport,
                                    const char* ipAddress, uint16_t port, uint32_t maxQueueSize,
                                    uint32_t curQueueSize, uint32_t msgCount, uint32_t bytesCount,
                                    const char* userName, const char* appName, void* handle) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = pool_of<mamaConnectionImpl_>().create();
  QUOLL_CHECK_POINTER(*result, MAMA_STATUS_NOMEM);
  mamaConnectionImpl_& made = **result;
  made.transport = tport;
  copy_cut(made.address, ipAddress);
  made.port = port;
  made.max_queue_size = maxQueueSize;
  made.queue_size = curQueueSize;
  made.message_count = msgCount;
  made.bytes_sent = bytesCount;
  copy_cut(made.user, userName);
  copy_cut(made.application, appName);
  made.handle = handle;
  return MAMA_STATUS_OK;
}

void* mamaConnectionImpl_getHandle(mamaConnection connection) {
  if (quoll::mama::check_handle(connection, __func__) != MAMA_STATUS_OK) return nullptr;
  return connection->handle;
}

mama_status mamaServerConnection_allocate(mamaServerConnection* result, const char* ipAddress,
                                          uint16_t port, int connectionStatus) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = pool_of<mamaServerConnectionImpl_>().create();
  QUOLL_CHECK_POINTER(*result, MAMA_STATUS_NOMEM);
  copy_cut((*result)->address, ipAddress);
  (*result)->port = port;
  (*result)->status = connectionStatus;
  return MAMA_STATUS_OK;
}

// ---- Clients

mama_status mamaConnection_free(mamaConnection connection) {
  return free_connection(__func__, connection, CALLER);
}

mama_status mamaConnection_getTransport(mamaConnection connection, mamaTransport* result) {
  return get_member(__func__, connection, &mamaConnectionImpl_::transport, result);
}

mama_status mamaConnection_getIpAddress(mamaConnection connection, const char** address) {
  return get_member(__func__, connection, &mamaConnectionImpl_::address, address);
}

mama_status mamaConnection_getPort(mamaConnection connection, uint16_t* port) {
  return get_member(__func__, connection, &mamaConnectionImpl_::port, port);
}

mama_status mamaConnection_getUserName(mamaConnection connection, const char** userName) {
  return get_member(__func__, connection, &mamaConnectionImpl_::user, userName);
}

mama_status mamaConnection_getAppName(mamaConnection connection, const char** appName) {
  return get_member(__func__, connection, &mamaConnectionImpl_::application, appName);
}

mama_status mamaConnection_getMaxQueueSize(mamaConnection connection, uint32_t* queueSize) {
  return get_member(__func__, connection, &mamaConnectionImpl_::max_queue_size, queueSize);
}

mama_status mamaConnection_getQueueSize(mamaConnection connection, uint32_t* numItems) {
  return get_member(__func__, connection, &mamaConnectionImpl_::queue_size, numItems);
}

mama_status mamaConnection_getMsgCount(mamaConnection connection, uint32_t* msgCount) {
  return get_member(__func__, connection, &mamaConnectionImpl_::message_count, msgCount);
}

mama_status mamaConnection_getBytesSent(mamaConnection connection, uint32_t* bytesSent) {
  return get_member(__func__, connection, &mamaConnectionImpl_::bytes_sent, bytesSent);
}

const char* mamaConnection_toString(mamaConnection connection) {
  if (quoll::mama::check_handle(connection, __func__) != MAMA_STATUS_OK) return nullptr;
  std::snprintf(connection->description, sizeof connection->description, "%s %u %s %s %u %u %u %u",
                connection->address, unsigned{connection->port}, connection->application,
                connection->user, connection->max_queue_size, connection->queue_size,
                connection->message_count, connection->bytes_sent);
  return connection->description;
}

mama_status mamaConnection_isIntercepted(mamaConnection connection, uint8_t* result) {
  QUOLL_CHECK_HANDLE(connection);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = 0;
  const mamaBridge bridge = mamaTransportImpl_getBridgeImpl(connection->transport);
  return quoll::mama::call_bridge(
      bridge, &mamaBridgeImpl_::bridgeMamaTransportIsConnectionIntercepted, connection, result);
}

// ---- Servers

mama_status mamaServerConnection_free(mamaServerConnection connection) {
  return free_connection(__func__, connection, CALLER);
}

mama_status mamaServerConnection_getIpAddress(mamaServerConnection connection,
                                              const char** address) {
  return get_member(__func__, connection, &mamaServerConnectionImpl_::address, address);
}

mama_status mamaServerConnection_getPort(mamaServerConnection connection, uint16_t* port) {
  return get_member(__func__, connection, &mamaServerConnectionImpl_::port, port);
}

mama_status mamaServerConnection_getConnectionStatus(mamaServerConnection connection,
                                                     int* connectionStatus) {
  return get_member(__func__, connection, &mamaServerConnectionImpl_::status, connectionStatus);
}
