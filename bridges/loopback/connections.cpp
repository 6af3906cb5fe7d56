/// The functions of the bridge's table that deal with connections and conflation.
#include <mama/integration/bridge/base.h>
#include <mama/integration/connection.h>
#include <mama/mama.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "bridge.h"
#include "functions.h"
#include "transport.h"

using quoll::Ref;
using quoll::loopback::guarded;
using quoll::loopback::Interception;
using quoll::loopback::Member;
using quoll::loopback::member_of;

namespace {

constexpr char kAddress[] = "127.0.0.1";

using Members = std::vector<Ref<Member>>;

/// The transports that are asked: slots that are NULL or dead are skipped.
Members members_of(transportBridge* transports, int count) {
  Members members;
  for (int i = 0; i < count; ++i) {
    if (Ref<Member> member = member_of(transports[i])) members.push_back(std::move(member));
  }
  return members;
}

bool contains(const Members& members, const Member& wanted) {
  return std::any_of(members.begin(), members.end(),
                     [&](const Ref<Member>& each) { return each.get() == &wanted; });
}

struct Peer {
  Ref<Member> of;
  Ref<Member> peer;
};

/// Their peers, ascending by port.
std::vector<Peer> peers_of(transportBridge* transports, int count) {
  const Members asked = members_of(transports, count);
  std::vector<Peer> peers;
  Members known;
  for (const Ref<Member>& member : asked) {
    member->for_each_peer([&](Member& peer) {
      if (contains(asked, peer) || contains(known, peer) || !member->reaches(peer)) return;
      known.push_back(Ref<Member>::share(&peer));
      peers.push_back({member, known.back()});
    });
  }
  std::sort(peers.begin(), peers.end(),
            [](const Peer& a, const Peer& b) { return a.peer->port() < b.peer->port(); });
  return peers;
}

void* to_handle(std::uint64_t number) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): nobody follows it
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(number));
}

mama_status make_connection(const Peer& peer, mamaConnection* out) {
  const char* user = nullptr;
  const char* application = nullptr;
  mama_getUserName(&user);
  mama_getApplicationName(&application);
  const Member::Handed handed = peer.peer->handed();
  return mamaConnection_allocate(out, peer.of->parent(), kAddress, peer.peer->port(), 0, 0,
                                 static_cast<std::uint32_t>(handed.messages),
                                 static_cast<std::uint32_t>(handed.bytes), user, application,
                                 to_handle(peer.peer->number()));
}

/// An array of one object for each peer; nothing when one cannot be made.
template <class Connection, class Make, class Free>
mama_status make_all(const std::vector<Peer>& peers, Connection** result, std::uint32_t* len,
                     Make make, Free free_one) {
  Connection* all = nullptr;
  if (!peers.empty()) {
    all = static_cast<Connection*>(std::calloc(peers.size(), sizeof(Connection)));
    if (all == nullptr) return MAMA_STATUS_NOMEM;
  }
  for (std::size_t i = 0; i < peers.size(); ++i) {
    const mama_status status = make(peers[i], &all[i]);
    if (status == MAMA_STATUS_OK) continue;
    while (i-- > 0) free_one(all[i]);
    std::free(all);
    return status;
  }
  *result = all;
  *len = static_cast<std::uint32_t>(peers.size());
  return MAMA_STATUS_OK;
}

template <class Connection, class Free>
mama_status free_all(Connection* connections, std::uint32_t len, Free free_one) {
  for (std::uint32_t i = 0; i < len; ++i) free_one(connections[i]);
  std::free(connections);
  return MAMA_STATUS_OK;
}

/// The peer that a connection stands for; null when it is gone.
Ref<Member> peer_of(Member& member, mamaConnection connection) {
  Ref<Member> found;
  void* const number = mamaConnectionImpl_getHandle(connection);
  member.for_each_peer([&](Member& peer) {
    if (to_handle(peer.number()) == number) found = Ref<Member>::share(&peer);
  });
  return found;
}

std::uint64_t number_of(mamaConnection connection) {
  return reinterpret_cast<std::uintptr_t>(mamaConnectionImpl_getHandle(connection));
}

}  // namespace

#define REQUIRE_TRANSPORTS(...)  \
  LOOPBACK_REQUIRE(__VA_ARGS__); \
  if (numTransports <= 0) return MAMA_STATUS_NULL_ARG

mama_status loopbackBridgeMamaTransport_findConnection(transportBridge* transports,
                                                       int numTransports, mamaConnection* result,
                                                       const char* ipAddress, uint16_t port) {
  REQUIRE_TRANSPORTS(transports, result, ipAddress);
  return guarded([&] {
    *result = nullptr;
    for (const Peer& peer : peers_of(transports, numTransports)) {
      if (std::strcmp(ipAddress, kAddress) != 0 || (port != 0 && port != peer.peer->port())) {
        continue;
      }
      return make_connection(peer, result);
    }
    return MAMA_STATUS_OK;
  });
}

mama_status loopbackBridgeMamaTransport_getAllConnections(transportBridge* transports,
                                                          int numTransports,
                                                          mamaConnection** result, uint32_t* len) {
  REQUIRE_TRANSPORTS(transports, result, len);
  return guarded([&] {
    return make_all(peers_of(transports, numTransports), result, len, make_connection,
                    mamaConnection_free);
  });
}

mama_status loopbackBridgeMamaTransport_getAllConnectionsForTopic(transportBridge* transports,
                                                                  int numTransports,
                                                                  const char* topic,
                                                                  mamaConnection** result,
                                                                  uint32_t* len) {
  REQUIRE_TRANSPORTS(transports, topic, result, len);
  return guarded([&] {
    std::vector<Peer> peers = peers_of(transports, numTransports);
    std::erase_if(peers, [&](const Peer& peer) { return !peer.peer->subscribes_to(topic); });
    return make_all(peers, result, len, make_connection, mamaConnection_free);
  });
}

mama_status loopbackBridgeMamaTransport_freeAllConnections(transportBridge* transports,
                                                           int numTransports,
                                                           mamaConnection* connections,
                                                           uint32_t len) {
  REQUIRE_TRANSPORTS(transports, connections);
  return free_all(connections, len, mamaConnection_free);
}

mama_status loopbackBridgeMamaTransport_getAllServerConnections(transportBridge* transports,
                                                                int numTransports,
                                                                mamaServerConnection** result,
                                                                uint32_t* len) {
  REQUIRE_TRANSPORTS(transports, result, len);
  return guarded([&] {
    const auto make = [](const Peer& peer, mamaServerConnection* out) {
      return mamaServerConnection_allocate(out, kAddress, peer.peer->port(), 1);
    };
    return make_all(peers_of(transports, numTransports), result, len, make,
                    mamaServerConnection_free);
  });
}

mama_status loopbackBridgeMamaTransport_freeAllServerConnections(transportBridge* transports,
                                                                 int numTransports,
                                                                 mamaServerConnection* connections,
                                                                 uint32_t len) {
  REQUIRE_TRANSPORTS(transports, connections);
  return free_all(connections, len, mamaServerConnection_free);
}

mama_status loopbackBridgeMamaTransport_forceClientDisconnect(transportBridge* transports,
                                                              int numTransports,
                                                              const char* ipAddress,
                                                              uint16_t port) {
  REQUIRE_TRANSPORTS(transports, ipAddress);
  if (port == 0) return MAMA_STATUS_INVALID_ARG;
  return guarded([&] {
    if (std::strcmp(ipAddress, kAddress) != 0) return MAMA_STATUS_OK;
    for (const Ref<Member>& member : members_of(transports, numTransports)) {
      member->for_each_peer([&](Member& peer) {
        if (peer.port() == port) member->cut(peer);
      });
    }
    return MAMA_STATUS_OK;
  });
}

// ---- conflation --------------------------------------------------------------------------------

mama_status loopbackBridgeMamaTransport_installConnectConflateMgr(transportBridge transport,
                                                                  mamaConflationManager mgr,
                                                                  mamaConnection connection,
                                                                  conflateProcessCb processCb,
                                                                  conflateGetMsgCb msgCb) {
  LOOPBACK_REQUIRE(transport, mgr, connection, processCb, msgCb);
  return guarded([&] {
    const Ref<Member> member = member_of(transport);
    if (!member) return MAMA_STATUS_INVALID_ARG;
    const Ref<Member> peer = peer_of(*member, connection);
    if (!peer) return MAMA_STATUS_NOT_FOUND;
    return member->install(*peer, mgr, processCb);
  });
}

mama_status loopbackBridgeMamaTransport_uninstallConnectConflateMgr(transportBridge transport,
                                                                    mamaConflationManager mgr,
                                                                    mamaConnection connection) {
  LOOPBACK_REQUIRE(transport, mgr, connection);
  return guarded([&] {
    const Ref<Member> member = member_of(transport);
    return member ? member->uninstall(number_of(connection), mgr) : MAMA_STATUS_INVALID_ARG;
  });
}

mama_status loopbackBridgeMamaTransport_startConnectionConflation(transportBridge transport,
                                                                  mamaConflationManager mgr,
                                                                  mamaConnection connection) {
  LOOPBACK_REQUIRE(transport, mgr, connection);
  return guarded([&] {
    const Ref<Member> member = member_of(transport);
    const auto installed =
        member ? member->interception_for(number_of(connection)) : Ref<Interception>();
    if (!installed || installed->manager() != mgr) return MAMA_STATUS_INVALID_ARG;
    installed->start(true);
    return MAMA_STATUS_OK;
  });
}

mama_status loopbackBridgeMamaTransport_isConnectionIntercepted(mamaConnection connection,
                                                                uint8_t* result) {
  LOOPBACK_REQUIRE(connection, result);
  return guarded([&] {
    mamaTransport transport = nullptr;
    mamaConnection_getTransport(connection, &transport);
    *result = 0;
    for (int index = 0;; ++index) {
      const Ref<Member> member = member_of(transport, index);
      if (!member) return MAMA_STATUS_OK;
      if (member->interception_for(number_of(connection))) *result = 1;
    }
  });
}

mama_status loopbackBridgeMamaTransport_sendMsgToConnection(transportBridge transport,
                                                            mamaConnection connection, mamaMsg msg,
                                                            const char* topic) {
  LOOPBACK_REQUIRE(transport, connection, msg, topic);
  return guarded([&] {
    const Ref<Member> member = member_of(transport);
    if (!member) return MAMA_STATUS_INVALID_ARG;
    const Ref<Member> peer = peer_of(*member, connection);
    if (!peer) return MAMA_STATUS_NOT_FOUND;
    return member->domain().publish_to_peer(*member, *peer, topic, msg);
  });
}

namespace {

mama_status request_conflation(transportBridge* transports, int count, bool starts) {
  return guarded([&] {
    for (const Ref<Member>& member : members_of(transports, count)) {
      member->request_conflation(starts);
    }
    return MAMA_STATUS_OK;
  });
}

}  // namespace

mama_status loopbackBridgeMamaTransport_requestConflation(transportBridge* transports,
                                                          int numTransports) {
  REQUIRE_TRANSPORTS(transports);
  return request_conflation(transports, numTransports, true);
}

mama_status loopbackBridgeMamaTransport_requestEndConflation(transportBridge* transports,
                                                             int numTransports) {
  REQUIRE_TRANSPORTS(transports);
  return request_conflation(transports, numTransports, false);
}
