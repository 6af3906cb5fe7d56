/// Connections and conflation, from the interface down to the loopback.
#include <mama/integration/connection.h>
#include <quoll/loopback.h>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::uint16_t port_of(mamaConnection connection) {
  std::uint16_t port = 0;
  EXPECT_EQ(mamaConnection_getPort(connection, &port), MAMA_STATUS_OK);
  return port;
}

class LoopbackConnectionsTest : public LoopbackTest {
 protected:
  void SetUp() override {
    LoopbackTest::SetUp();
    if (!HasFatalFailure()) peer_ = std::make_unique<TestTransport>(bridge(), "peer");
  }
  void TearDown() override {
    peer_.reset();
    LoopbackTest::TearDown();
  }
  TestTransport& peer() { return *peer_; }

  /// The only connection of a transport; the caller's.
  static mamaConnection connection_of(mamaTransport transport) {
    mamaConnection connection = nullptr;
    EXPECT_EQ(mamaTransport_findConnection(transport, &connection, "127.0.0.1", 0), MAMA_STATUS_OK);
    return connection;
  }
  static std::vector<std::uint16_t> ports(mamaTransport transport, const char* topic = nullptr) {
    mamaConnection* all = nullptr;
    std::uint32_t count = 77;
    EXPECT_EQ(topic == nullptr
                  ? mamaTransport_getAllConnections(transport, &all, &count)
                  : mamaTransport_getAllConnectionsForTopic(transport, topic, &all, &count),
              MAMA_STATUS_OK);
    std::vector<std::uint16_t> found;
    for (std::uint32_t i = 0; i < count; ++i) found.push_back(port_of(all[i]));
    if (all != nullptr) {
      EXPECT_EQ(mamaTransport_freeAllConnections(transport, all, count), MAMA_STATUS_OK);
    }
    return found;
  }

 private:
  std::unique_ptr<TestTransport> peer_;
};

TEST_F(LoopbackConnectionsTest, PeersHaveAddresses) {
  const auto first = ports(transport());
  ASSERT_EQ(first.size(), 1u);
  EXPECT_GE(first[0], 49152);
  TestTransport third(bridge(), "third");
  const auto both = ports(transport());
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0], first[0]);
  EXPECT_LT(both[0], both[1]);  // ascending
  third.destroy();
  EXPECT_EQ(ports(transport()), first);
  peer().destroy();
  EXPECT_THAT(ports(transport()), IsEmpty());
}

TEST_F(LoopbackConnectionsTest, Find) {
  const std::uint16_t port = ports(transport()).at(0);
  mamaConnection connection = nullptr;
  ASSERT_EQ(mamaTransport_findConnection(transport(), &connection, "127.0.0.1", port),
            MAMA_STATUS_OK);
  mamaTransport asked = nullptr;
  EXPECT_EQ(mamaConnection_getTransport(connection, &asked), MAMA_STATUS_OK);
  EXPECT_EQ(asked, static_cast<mamaTransport>(transport()));
  EXPECT_EQ(mamaConnection_free(connection), MAMA_STATUS_OK);
  connection = connection_of(transport());  // any port
  EXPECT_EQ(port_of(connection), port);
  EXPECT_EQ(mamaConnection_free(connection), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_findConnection(transport(), &connection, "127.0.0.1",
                                         static_cast<std::uint16_t>(port + 7)),
            MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(connection, nullptr);
  EXPECT_EQ(mamaTransport_findConnection(transport(), &connection, "10.0.0.1", 0),
            MAMA_STATUS_NOT_FOUND);
}

TEST_F(LoopbackConnectionsTest, Arguments) {
  mamaConnection connection = nullptr;
  mamaConnection* all = nullptr;
  mamaServerConnection* servers = nullptr;
  std::uint32_t count = 0;
  mamaTransport const none = nullptr;
  EXPECT_EQ(mamaTransport_findConnection(none, &connection, "", 0), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_findConnection(transport(), nullptr, "", 0), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransport_getAllConnections(none, &all, &count), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_getAllConnections(transport(), nullptr, &count), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_getAllConnectionsForTopic(none, "", &all, &count), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_getAllServerConnections(none, &servers, &count), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_freeAllConnections(none, all, 0), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_freeAllServerConnections(transport(), nullptr, 0),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransportImpl_forceClientDisconnect(transport(), nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransportImpl_forceClientDisconnect(transport(), "127.0.0.1", 0),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransport_requestConflation(none), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_requestEndConflation(none), MAMA_STATUS_NULL_ARG);
  mamaTransport unmade = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&unmade), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_getAllConnections(unmade, &all, &count), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaTransport_destroy(unmade), MAMA_STATUS_NO_BRIDGE_IMPL);
  // Through the table: counts and pointers before anything is followed.
  transportBridge slot = nullptr;
  ASSERT_EQ(mamaTransport_getBridgeTransport(transport(), &slot), MAMA_STATUS_OK);
  EXPECT_EQ(bridge()->bridgeMamaTransportGetAllConnections(&slot, 0, &all, &count),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(bridge()->bridgeMamaTransportGetAllConnections(nullptr, 1, &all, &count),
            MAMA_STATUS_NULL_ARG);
  transportBridge slots[] = {nullptr, slot};
  ASSERT_EQ(bridge()->bridgeMamaTransportGetAllConnections(slots, 2, &all, &count), MAMA_STATUS_OK);
  EXPECT_EQ(count, 1u);  // NULL slots are skipped
  EXPECT_EQ(bridge()->bridgeMamaTransportFreeAllConnections(slots, 2, all, count), MAMA_STATUS_OK);
}

TEST_F(LoopbackConnectionsTest, WithoutTheBridgesFunction) {
  mamaBridgeImpl_& table = *bridge();
  const auto before = table.bridgeMamaTransportRequestConflation;
  table.bridgeMamaTransportRequestConflation = nullptr;
  EXPECT_EQ(mamaTransport_requestConflation(transport()), MAMA_STATUS_NOT_IMPLEMENTED);
  table.bridgeMamaTransportRequestConflation = before;
}

TEST_F(LoopbackConnectionsTest, CountsWhatWasHandedOver) {
  TestPublisher publisher(transport(), "a");
  {
    Subscriber short_lived(peer(), queue(), "a");
    publisher.send(1);
  }
  Subscriber plain(peer(), queue(), "a"), wildcard;
  ASSERT_EQ(wildcard.create_wildcard(peer(), queue(), nullptr, "*"), MAMA_STATUS_OK);
  publisher.send(2);
  publisher.send(3);
  mamaConnection const connection = connection_of(transport());
  std::uint32_t messages = 0, bytes = 0;
  EXPECT_EQ(mamaConnection_getMsgCount(connection, &messages), MAMA_STATUS_OK);
  EXPECT_EQ(mamaConnection_getBytesSent(connection, &bytes), MAMA_STATUS_OK);
  EXPECT_EQ(messages, 5u);
  Message message(1);
  const void* payload = nullptr;
  mama_size_t size = 0;
  ASSERT_EQ(mamaMsg_getByteBuffer(message, &payload, &size), MAMA_STATUS_OK);
  EXPECT_EQ(bytes, 5 * size);
  EXPECT_EQ(mamaConnection_free(connection), MAMA_STATUS_OK);
  run_events();
}

TEST_F(LoopbackConnectionsTest, OfATopic) {
  EXPECT_THAT(ports(transport(), "a.b"), IsEmpty());
  {
    Subscriber plain(peer(), queue(), "a.b");
    EXPECT_EQ(ports(transport(), "a.b").size(), 1u);
    EXPECT_THAT(ports(transport(), "a.c"), IsEmpty());
  }
  Subscriber wildcard;
  ASSERT_EQ(wildcard.create_wildcard(peer(), queue(), nullptr, "a.*"), MAMA_STATUS_OK);
  EXPECT_EQ(ports(transport(), "a.c").size(), 1u);
  EXPECT_THAT(ports(transport(), "a.c.d"), IsEmpty());
}

TEST_F(LoopbackConnectionsTest, Servers) {
  mamaServerConnection* all = nullptr;
  std::uint32_t count = 0;
  ASSERT_EQ(mamaTransport_getAllServerConnections(transport(), &all, &count), MAMA_STATUS_OK);
  ASSERT_EQ(count, 1u);
  std::uint16_t port = 0;
  int status = 0;
  EXPECT_EQ(mamaServerConnection_getPort(all[0], &port), MAMA_STATUS_OK);
  EXPECT_EQ(mamaServerConnection_getConnectionStatus(all[0], &status), MAMA_STATUS_OK);
  EXPECT_EQ(port, ports(transport()).at(0));
  EXPECT_EQ(status, 1);
  EXPECT_EQ(mamaTransport_freeAllServerConnections(transport(), all, count), MAMA_STATUS_OK);
}

TEST_F(LoopbackConnectionsTest, ForcedDisconnection) {
  std::vector<mamaTransportEvent> own, of_peer;
  const auto listen = [](mamaTransport at, std::vector<mamaTransportEvent>& to) {
    mamaTransport_setTransportCallback(
        at,
        [](mamaTransport, mamaTransportEvent event, short, const void*, void* closure) {
          static_cast<std::vector<mamaTransportEvent>*>(closure)->push_back(event);
        },
        &to);
  };
  listen(transport(), own);
  listen(peer(), of_peer);
  Subscriber at_peer(peer(), queue(), "a"), at_own(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a"), from_peer(peer(), "a");
  const std::uint16_t port = ports(transport()).at(0);
  EXPECT_EQ(mamaTransportImpl_forceClientDisconnect(transport(), "127.0.0.1", port),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransportImpl_forceClientDisconnect(transport(), "127.0.0.1", port),
            MAMA_STATUS_OK);  // nobody is there any more
  quoll::test::run_events(default_queue());
  EXPECT_THAT(own, ElementsAre(MAMA_TRANSPORT_DISCONNECT));
  EXPECT_THAT(of_peer, ElementsAre(MAMA_TRANSPORT_PUBLISHER_DISCONNECT));
  publisher.send(1);
  from_peer.send(2);
  run_events();
  EXPECT_THAT(at_peer.numbers, ElementsAre(2));
  EXPECT_THAT(at_own.numbers, ElementsAre(1));
  EXPECT_THAT(ports(transport()), IsEmpty());
  EXPECT_THAT(ports(peer()), IsEmpty());
}

// ---- conflation --------------------------------------------------------------------------------

struct Processed {
  std::vector<std::pair<std::string, std::uint64_t>> messages;
  std::function<void()> then;
};

mamaConflationManager manager_for(Processed& processed) {
  return reinterpret_cast<mamaConflationManager>(&processed);
}
mama_status MAMACALLTYPE process(mamaConflationManager manager, mamaMsg message,
                                 const char* topic) {
  auto& processed = *reinterpret_cast<Processed*>(manager);
  processed.messages.emplace_back(topic, number_in(message));
  if (processed.then) processed.then();
  return MAMA_STATUS_OK;
}
mamaMsg MAMACALLTYPE get_message(mamaConflationManager) { return nullptr; }

TEST_F(LoopbackConnectionsTest, AManagerTakesWhatGoesToItsPeer) {
  Processed processed;
  mamaConflationManager const manager = manager_for(processed);
  mamaConnection const connection = connection_of(transport());
  const auto intercepted = [&] {
    std::uint8_t result = 9;
    EXPECT_EQ(mamaTransportImpl_isConnectionIntercepted(transport(), connection, &result),
              MAMA_STATUS_OK);
    return result;
  };
  Subscriber at_peer(peer(), queue(), "a"), at_own(transport(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  EXPECT_EQ(intercepted(), 0);
  EXPECT_EQ(mamaTransportImpl_startConnectionConflation(transport(), manager, connection),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransportImpl_uninstallConnectConflateMgr(transport(), manager, connection),
            MAMA_STATUS_INVALID_ARG);
  ASSERT_EQ(mamaTransportImpl_installConnectConflateMgr(transport(), manager, connection, &process,
                                                        &get_message),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransportImpl_installConnectConflateMgr(transport(), manager, connection, &process,
                                                        &get_message),
            MAMA_STATUS_INVALID_ARG);  // one for each
  EXPECT_EQ(intercepted(), 1);
  publisher.send(1);  // nothing is intercepted yet
  ASSERT_EQ(mamaTransportImpl_startConnectionConflation(transport(), manager, connection),
            MAMA_STATUS_OK);
  publisher.send(2);
  EXPECT_THAT(processed.messages, ElementsAre(std::pair<std::string, std::uint64_t>("a", 2)));
  Message past(3);
  EXPECT_EQ(mamaTransportImpl_sendMsgToConnection(transport(), connection, past, "a"),
            MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransportImpl_uninstallConnectConflateMgr(transport(), manager, connection),
            MAMA_STATUS_OK);
  EXPECT_EQ(intercepted(), 0);
  publisher.send(4);
  run_events();
  EXPECT_THAT(at_peer.numbers, ElementsAre(1, 3, 4));
  EXPECT_THAT(at_own.numbers, ElementsAre(1, 2, 4));  // only the peer's are taken
  EXPECT_EQ(processed.messages.size(), 1u);
  peer().destroy();
  EXPECT_EQ(mamaTransportImpl_sendMsgToConnection(transport(), connection, past, "a"),
            MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mamaTransportImpl_installConnectConflateMgr(transport(), manager, connection, &process,
                                                        &get_message),
            MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mamaConnection_free(connection), MAMA_STATUS_OK);
}

TEST_F(LoopbackConnectionsTest, NeverTwoAtATimeAndUninstallInside) {
  Processed processed;
  mamaConflationManager const manager = manager_for(processed);
  mamaConnection const connection = connection_of(transport());
  Subscriber at_peer(peer(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  ASSERT_EQ(mamaTransportImpl_installConnectConflateMgr(transport(), manager, connection, &process,
                                                        &get_message),
            MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransportImpl_startConnectionConflation(transport(), manager, connection),
            MAMA_STATUS_OK);
  int depth = 0;
  processed.then = [&] {
    EXPECT_EQ(++depth, 1);
    const std::uint64_t number = processed.messages.back().second;
    if (number < 3) publisher.send(number + 1);  // comes after this one
    if (number == 3) {
      EXPECT_EQ(mamaTransportImpl_uninstallConnectConflateMgr(transport(), manager, connection),
                MAMA_STATUS_OK);
    }
    --depth;
  };
  publisher.send(1);
  EXPECT_EQ(processed.messages.size(), 3u);
  publisher.send(9);
  run_events();
  EXPECT_THAT(at_peer.numbers, ElementsAre(9));
  EXPECT_EQ(mamaConnection_free(connection), MAMA_STATUS_OK);
}

TEST_F(LoopbackConnectionsTest, APeerAsksForConflation) {
  Processed processed;
  mamaConflationManager const manager = manager_for(processed);
  mamaConnection const connection = connection_of(transport());
  Subscriber at_peer(peer(), queue(), "a");
  TestPublisher publisher(transport(), "a");
  EXPECT_EQ(mamaTransport_requestConflation(peer()), MAMA_STATUS_OK);  // remembered
  ASSERT_EQ(mamaTransportImpl_installConnectConflateMgr(transport(), manager, connection, &process,
                                                        &get_message),
            MAMA_STATUS_OK);
  publisher.send(1);
  EXPECT_EQ(mamaTransport_requestEndConflation(peer()), MAMA_STATUS_OK);
  publisher.send(2);
  EXPECT_EQ(mamaTransport_requestConflation(peer()), MAMA_STATUS_OK);
  publisher.send(3);
  run_events();
  EXPECT_THAT(processed.messages, ElementsAre(std::pair<std::string, std::uint64_t>("a", 1),
                                              std::pair<std::string, std::uint64_t>("a", 3)));
  EXPECT_THAT(at_peer.numbers, ElementsAre(2));
  EXPECT_EQ(mamaConnection_free(connection), MAMA_STATUS_OK);
}

}  // namespace
}  // namespace quoll::test
