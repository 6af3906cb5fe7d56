// Connection objects, which bridges make (spec: publisher and transport 3.12, services B.1).
#include <bridge.h>
#include <mama/integration/connection.h>

#include <string>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

TEST(ConnectionTest, TellsWhatTheBridgeSaid) {
  int handle = 0;
  mamaConnection connection = nullptr;
  std::string user = "jane";
  ASSERT_EQ(mamaConnection_allocate(&connection, nullptr, "10.1.2.3", 4711, 100, 7, 12, 3456,
                                    user.c_str(), "ticker", &handle),
            MAMA_STATUS_OK);
  user = "overwritten";
  const char* text = nullptr;
  std::uint16_t port = 0;
  std::uint32_t number = 0;
  EXPECT_EQ(mamaConnection_getIpAddress(connection, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "10.1.2.3");
  EXPECT_EQ(mamaConnection_getUserName(connection, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "jane");
  EXPECT_EQ(mamaConnection_getAppName(connection, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "ticker");
  EXPECT_EQ(mamaConnection_getPort(connection, &port), MAMA_STATUS_OK);
  EXPECT_EQ(port, 4711);
  EXPECT_EQ(mamaConnection_getMaxQueueSize(connection, &number), MAMA_STATUS_OK);
  EXPECT_EQ(number, 100u);
  EXPECT_EQ(mamaConnection_getQueueSize(connection, &number), MAMA_STATUS_OK);
  EXPECT_EQ(number, 7u);
  EXPECT_EQ(mamaConnection_getMsgCount(connection, &number), MAMA_STATUS_OK);
  EXPECT_EQ(number, 12u);
  EXPECT_EQ(mamaConnection_getBytesSent(connection, &number), MAMA_STATUS_OK);
  EXPECT_EQ(number, 3456u);
  EXPECT_EQ(mamaConnectionImpl_getHandle(connection), &handle);
  EXPECT_STREQ(mamaConnection_toString(connection), "10.1.2.3 4711 ticker jane 100 7 12 3456");
  EXPECT_EQ(mamaConnection_free(connection), MAMA_STATUS_OK);
}

TEST(ConnectionTest, CutsTextsThatAreTooLong) {
  const std::string address(40, '1');
  const std::string user(300, 'u');
  const std::string program(400, 'p');
  mamaConnection connection = nullptr;
  ASSERT_EQ(
      mamaConnection_allocate(&connection, nullptr, address.c_str(), 65535, UINT32_MAX, UINT32_MAX,
                              UINT32_MAX, UINT32_MAX, user.c_str(), program.c_str(), nullptr),
      MAMA_STATUS_OK);
  const std::string numbers = " 4294967295 4294967295 4294967295 4294967295";
  EXPECT_EQ(mamaConnection_toString(connection), std::string(15, '1') + " 65535 " +
                                                     std::string(255, 'p') + " " +
                                                     std::string(255, 'u') + numbers);
  EXPECT_EQ(mamaConnection_free(connection), MAMA_STATUS_OK);
}

TEST(ConnectionTest, TextsMayBeMissing) {
  mamaConnection connection = nullptr;
  ASSERT_EQ(mamaConnection_allocate(&connection, nullptr, nullptr, 1, 0, 0, 0, 0, nullptr, nullptr,
                                    nullptr),
            MAMA_STATUS_OK);
  const char* text = nullptr;
  EXPECT_EQ(mamaConnection_getUserName(connection, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "");
  std::uint8_t intercepted = 7;
  EXPECT_EQ(mamaConnection_isIntercepted(connection, &intercepted), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(intercepted, 0);
  EXPECT_EQ(mamaConnection_free(connection), MAMA_STATUS_OK);
}

TEST(ConnectionTest, NullAndFreedConnectionsAnswerWithAStatus) {
  mamaConnection connection = nullptr;
  mamaTransport transport = nullptr;
  const char* text = nullptr;
  std::uint16_t port = 0;
  std::uint32_t number = 0;
  std::uint8_t intercepted = 0;
  EXPECT_EQ(mamaConnection_free(nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaConnectionImpl_getHandle(nullptr), nullptr);
  EXPECT_EQ(mamaConnection_toString(nullptr), nullptr);
  EXPECT_EQ(mamaConnection_allocate(nullptr, nullptr, "", 0, 0, 0, 0, 0, "", "", nullptr),
            MAMA_STATUS_NULL_ARG);
  const auto expect_all = [&](mama_status status) {
    EXPECT_EQ(mamaConnection_getTransport(connection, &transport), status);
    EXPECT_EQ(mamaConnection_getIpAddress(connection, &text), status);
    EXPECT_EQ(mamaConnection_getPort(connection, &port), status);
    EXPECT_EQ(mamaConnection_getUserName(connection, &text), status);
    EXPECT_EQ(mamaConnection_getAppName(connection, &text), status);
    EXPECT_EQ(mamaConnection_getMaxQueueSize(connection, &number), status);
    EXPECT_EQ(mamaConnection_getQueueSize(connection, &number), status);
    EXPECT_EQ(mamaConnection_getMsgCount(connection, &number), status);
    EXPECT_EQ(mamaConnection_getBytesSent(connection, &number), status);
    EXPECT_EQ(mamaConnection_isIntercepted(connection, &intercepted), status);
  };
  expect_all(MAMA_STATUS_NULL_ARG);
  ASSERT_EQ(mamaConnection_allocate(&connection, nullptr, "", 0, 0, 0, 0, 0, "", "", nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaConnection_getPort(connection, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaConnection_isIntercepted(connection, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaConnection_free(connection), MAMA_STATUS_OK);
  EXPECT_EQ(mamaConnection_free(connection), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaConnection_toString(connection), nullptr);
  expect_all(MAMA_STATUS_INVALID_ARG);
}

TEST(ServerConnectionTest, TellsWhatTheBridgeSaid) {
  mamaServerConnection connection = nullptr;
  const char* address = nullptr;
  std::uint16_t port = 0;
  int status = 0;
  EXPECT_EQ(mamaServerConnection_allocate(nullptr, "", 0, 0), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaServerConnection_free(nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaServerConnection_getPort(nullptr, &port), MAMA_STATUS_NULL_ARG);
  ASSERT_EQ(mamaServerConnection_allocate(&connection, "192.168.100.2001", 80, -3), MAMA_STATUS_OK);
  EXPECT_EQ(mamaServerConnection_getIpAddress(connection, &address), MAMA_STATUS_OK);
  EXPECT_STREQ(address, "192.168.100.200");
  EXPECT_EQ(mamaServerConnection_getPort(connection, &port), MAMA_STATUS_OK);
  EXPECT_EQ(port, 80);
  EXPECT_EQ(mamaServerConnection_getConnectionStatus(connection, &status), MAMA_STATUS_OK);
  EXPECT_EQ(status, -3);
  EXPECT_EQ(mamaServerConnection_getIpAddress(connection, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaServerConnection_getConnectionStatus(connection, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaServerConnection_free(connection), MAMA_STATUS_OK);
  EXPECT_EQ(mamaServerConnection_getPort(connection, &port), MAMA_STATUS_INVALID_ARG);
}

}  // namespace
}  // namespace quoll::test
