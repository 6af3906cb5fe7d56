/// mamaTransport: creation, attributes, the events that bridges report.
#include <tuple>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using TransportTest = PubSubTest;

TEST_F(TransportTest, CreateAndDestroy) {
  EXPECT_EQ(mamaTransport_allocate(nullptr), MAMA_STATUS_NULL_ARG);
  mamaTransport tport = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&tport), MAMA_STATUS_OK);
  const char* name = nullptr;
  EXPECT_EQ(mamaTransport_getName(tport, &name), MAMA_STATUS_OK);
  EXPECT_STREQ(name, "");
  EXPECT_EQ(mamaTransport_getMiddleware(tport), nullptr);
  EXPECT_EQ(mamaTransport_create(nullptr, "x", bridge()), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_create(tport, "x", nullptr), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaTransport_create(tport, nullptr, bridge()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_getName(tport, &name), MAMA_STATUS_OK);
  EXPECT_STREQ(name, "default");
  EXPECT_STREQ(mamaTransport_getMiddleware(tport), bridge_name());
  EXPECT_EQ(mamaTransport_create(tport, "again", bridge()), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransport_destroy(tport), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_destroy(tport), MAMA_STATUS_INVALID_ARG);  // a dead handle
  EXPECT_EQ(mamaTransport_getName(tport, &name), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransport_destroy(nullptr), MAMA_STATUS_NULL_ARG);
}

TEST_F(TransportTest, NamesAreCut) {
  const std::string longest(300, 'n');
  TestTransport tport(bridge(), longest.c_str());
  const char* name = nullptr;
  EXPECT_EQ(mamaTransport_getName(tport, &name), MAMA_STATUS_OK);
  EXPECT_EQ(std::string(name), longest.substr(0, 255));
  name = "untouched";
  EXPECT_EQ(mamaTransport_getName(nullptr, &name), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(name, nullptr);
  EXPECT_EQ(mamaTransport_setName(tport, nullptr), MAMA_STATUS_NULL_ARG);
}

TEST_F(TransportTest, ValuesSetBeforeCreateSurvive) {
  mamaTransport tport = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&tport), MAMA_STATUS_OK);
  int marker = 0, value = -1;
  void* closure = nullptr;
  EXPECT_EQ(mamaTransport_setClosure(tport, &marker), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_setInvokeQualityForAllSubscs(tport, 0), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_setDeactivateSubscriptionOnError(tport, 0), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransport_create(tport, "kept", bridge()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_getClosure(tport, &closure), MAMA_STATUS_OK);
  EXPECT_EQ(closure, &marker);
  EXPECT_EQ(mamaTransport_getInvokeQualityForAllSubscs(tport, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 0);
  EXPECT_EQ(mamaTransport_getDeactivateSubscriptionOnError(tport), 0);
  EXPECT_EQ(mamaTransport_getInvokeQualityForAllSubscs(tport, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransport_getInvokeQualityForAllSubscs(nullptr, &value), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_destroy(tport), MAMA_STATUS_OK);
}

TEST_F(TransportTest, WatermarksDescriptionAndNativeHandles) {
  EXPECT_EQ(mamaTransport_setWriteQueueWatermarks(nullptr, 2, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_setWriteQueueWatermarks(transport(), 10, 5), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_setWriteQueueWatermarks(transport(), 1, 2), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransport_setWriteQueueWatermarks(transport(), 1, 0), MAMA_STATUS_INVALID_ARG);
  std::uint32_t high = 0, low = 0;
  mamaTransportImpl_getWriteQueueWatermarks(transport(), &high, &low);
  EXPECT_EQ(high, 10u);
  EXPECT_EQ(low, 5u);
  const char* text = "untouched";
  EXPECT_EQ(mamaTransport_getDescription(transport(), &text), MAMA_STATUS_OK);
  EXPECT_EQ(text, nullptr);
  EXPECT_EQ(mamaTransport_setDescription(transport(), "mine"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_getDescription(transport(), &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "mine");
  void* native = nullptr;
  EXPECT_EQ(mamaTransport_getNativeTransport(nullptr, 0, &native), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaTransport_getNativeTransport(transport(), 0, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransport_getNativeTransport(transport(), 1, &native), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransport_getNativeTransport(transport(), -1, &native), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaTransport_getNativeTransport(transport(), 0, &native), MAMA_STATUS_OK);
  EXPECT_NE(native, nullptr);
}

using EventNote = std::tuple<mamaTransportEvent, short, const void*>;

TEST_F(TransportTest, EventsAndQuality) {
  std::vector<EventNote> notes;
  mamaTransport_setTransportCallback(
      transport(),
      [](mamaTransport, mamaTransportEvent event, short cause, const void* info, void* closure) {
        static_cast<std::vector<EventNote>*>(closure)->emplace_back(event, cause, info);
      },
      &notes);
  int info = 0, connection = 0;
  const auto quality = [&] {
    mamaQuality value = MAMA_QUALITY_UNKNOWN;
    EXPECT_EQ(mamaTransport_getQuality(transport(), &value), MAMA_STATUS_OK);
    return value;
  };
  EXPECT_EQ(quality(), MAMA_QUALITY_OK);
  mamaTransportImpl_invokeTransportCallback(transport(), MAMA_TRANSPORT_CONNECT, 13, &info);
  EXPECT_EQ(quality(), MAMA_QUALITY_OK);
  mamaTransportImpl_disconnect(transport(), MAMA_TRANSPORT_DISCONNECT, &info, &connection);
  EXPECT_EQ(quality(), MAMA_QUALITY_MAYBE_STALE);
  mamaTransportImpl_disconnectNoStale(transport(), MAMA_TRANSPORT_DISCONNECT, &info, &connection);
  mamaTransportImpl_reconnect(transport(), MAMA_TRANSPORT_RECONNECT, &info, &connection);
  mamaTransportImpl_unsetAllPossiblyStale(transport());
  EXPECT_EQ(quality(), MAMA_QUALITY_OK);
  mamaTransportImpl_unsetAllPossiblyStale(transport());  // no storm of callbacks
  mamaTransportImpl_processAdvisory(transport(), 9, &info);
  EXPECT_EQ(mamaTransportImpl_isPossiblyStale(transport()), 1);
  EXPECT_THAT(notes, ElementsAre(EventNote(MAMA_TRANSPORT_CONNECT, 13, &info),
                                 EventNote(MAMA_TRANSPORT_DISCONNECT, 12, &connection),
                                 EventNote(MAMA_TRANSPORT_RECONNECT, 0, &connection),
                                 EventNote(MAMA_TRANSPORT_QUALITY, 0, nullptr),
                                 EventNote(MAMA_TRANSPORT_QUALITY, 9, &info)));
  short cause = -1;
  const void* platform = &info;
  mamaTransportImpl_getAdvisoryCauseAndPlatformInfo(transport(), &cause, &platform);
  EXPECT_EQ(cause, 0);  // reset after each event
  EXPECT_EQ(platform, nullptr);
  notes.clear();
  mamaTransport_setTransportCallback(transport(), nullptr, nullptr);
  mamaTransportImpl_invokeTransportCallback(transport(), MAMA_TRANSPORT_CONNECT, 13, &info);
  mamaTransportImpl_invokeTransportCallback(nullptr, MAMA_TRANSPORT_CONNECT, 13, &info);
  EXPECT_THAT(notes, IsEmpty());
}

TEST_F(TransportTest, PlatformInfoReachesTheTopicCallback) {
  int info = 0;
  const void* seen = nullptr;
  mamaTransport_setTransportTopicCallback(
      transport(),
      [](mamaTransport, mamaTransportTopicEvent, const char*, const void* platform, void* closure) {
        *static_cast<const void**>(closure) = platform;
      },
      &seen);
  mamaTransportImpl_invokeTransportTopicCallback(transport(), MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR,
                                                 "a", &info);
  EXPECT_EQ(seen, &info);
}

TEST_F(TransportTest, DestroyInsideItsOwnCallback) {
  mamaTransport tport = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&tport), MAMA_STATUS_OK);
  ASSERT_EQ(mamaTransport_create(tport, "short", bridge()), MAMA_STATUS_OK);
  mamaTransport_setTransportCallback(
      tport,
      [](mamaTransport own, mamaTransportEvent, short, const void*, void*) {
        EXPECT_EQ(mamaTransport_destroy(own), MAMA_STATUS_OK);
      },
      nullptr);
  mamaTransportImpl_invokeTransportCallback(tport, MAMA_TRANSPORT_CONNECT, 0, nullptr);
  EXPECT_EQ(mamaTransport_destroy(tport), MAMA_STATUS_INVALID_ARG);
}

TEST_F(TransportTest, ADisconnectionIsNotToldWhereAPropertySaysSo) {
  ASSERT_EQ(mama_setProperty("mama.transport.quiet.disable_disconnect_callbacks", "yes"),
            MAMA_STATUS_OK);
  TestTransport quiet(bridge(), "quiet");
  std::vector<mamaTransportEvent> events;
  mamaTransport_setTransportCallback(
      quiet,
      [](mamaTransport, mamaTransportEvent event, short, const void*, void* closure) {
        static_cast<std::vector<mamaTransportEvent>*>(closure)->push_back(event);
      },
      &events);
  mamaTransportImpl_disconnectNoStale(quiet, MAMA_TRANSPORT_DISCONNECT, nullptr, nullptr);
  EXPECT_EQ(mamaTransportImpl_isPossiblyStale(quiet), 1);
  mamaTransportImpl_disconnect(quiet, MAMA_TRANSPORT_PUBLISHER_DISCONNECT, nullptr, nullptr);
  EXPECT_THAT(events, IsEmpty());
  mamaTransportImpl_reconnect(quiet, MAMA_TRANSPORT_RECONNECT, nullptr, nullptr);
  mamaTransportImpl_processAdvisory(quiet, 9, nullptr);
  EXPECT_THAT(events, ElementsAre(MAMA_TRANSPORT_RECONNECT, MAMA_TRANSPORT_QUALITY));
}

TEST_F(TransportTest, DeactivateOnErrorIsANumberOrAWord) {
  const std::pair<const char*, int> rows[] = {{"0", 0},   {"1", 1},     {"2", 2},
                                              {"yes", 1}, {"false", 0}, {"True", 1}};
  for (const auto& [text, expected] : rows) {
    SCOPED_TRACE(text);
    ASSERT_EQ(mama_setProperty("mama.transport.told.deactivateonerror", text), MAMA_STATUS_OK);
    TestTransport told(bridge(), "told");
    EXPECT_EQ(mamaTransport_getDeactivateSubscriptionOnError(told), expected);
  }
  EXPECT_EQ(mamaTransport_getDeactivateSubscriptionOnError(transport()), 1);
  EXPECT_EQ(mamaTransport_getDeactivateSubscriptionOnError(nullptr), 0);
  EXPECT_EQ(mamaTransport_setDeactivateSubscriptionOnError(nullptr, 1), MAMA_STATUS_NULL_ARG);
}

TEST_F(TransportTest, TheGroupSizeHintOfTheMiddlewareGoesFirst) {
  EXPECT_EQ(mamaTransportImpl_getGroupSizeHint(transport()), 100);
  EXPECT_EQ(mamaTransportImpl_getGroupSizeHint(nullptr), 0);
  ASSERT_EQ(mama_setProperty("mama.transport.hinted.groupsizehint", "7"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransportImpl_getGroupSizeHint(TestTransport(bridge(), "hinted")), 7);
  const std::string key = std::string("mama.") + bridge_name() + ".transport.hinted.groupsizehint";
  ASSERT_EQ(mama_setProperty(key.c_str(), "8"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransportImpl_getGroupSizeHint(TestTransport(bridge(), "hinted")), 8);
}

// Defect 3: what was created in part is destroyed like what was not.
TEST_F(TransportTest, ACreateThatTheBridgeRefuses) {
  static int destroys;
  destroys = 0;
  mamaBridgeImpl_& table = *bridge();
  const mamaBridgeImpl_ before = table;
  table.bridgeMamaTransportCreate = [](transportBridge* slot, const char*, mamaTransport) {
    *slot = reinterpret_cast<transportBridge>(&destroys);  // of no use
    return MAMA_STATUS_PLATFORM;
  };
  table.bridgeMamaTransportDestroy = [](transportBridge) {
    ++destroys;
    return MAMA_STATUS_OK;
  };
  mamaTransport tport = nullptr;
  ASSERT_EQ(mamaTransport_allocate(&tport), MAMA_STATUS_OK);
  EXPECT_EQ(mamaTransport_create(tport, "refused", bridge()), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(mamaTransport_destroy(tport), MAMA_STATUS_OK);
  EXPECT_EQ(destroys, 0);  // there is nothing of the bridge's
  table = before;
}

// Defect 5: a transport that the bridge calls invalid is cleaned up all the same.
TEST_F(TransportTest, OneThatTheBridgeCallsInvalidLosesItsPublishersToo) {
  TestTransport lost(bridge(), "lost");
  int ends = 0;
  mamaPublisherCallbacks callbacks{};
  callbacks.onDestroy = [](mamaPublisher, void* closure) { ++*static_cast<int*>(closure); };
  mamaPublisher publisher = nullptr;
  ASSERT_EQ(mamaPublisher_createWithCallbacks(&publisher, lost, nullptr, "a", nullptr, nullptr,
                                              &callbacks, &ends),
            MAMA_STATUS_OK);
  mamaBridgeImpl_& table = *bridge();
  const auto before = table.bridgeMamaTransportIsValid;
  table.bridgeMamaTransportIsValid = [](transportBridge) { return 0; };
  lost.destroy();
  table.bridgeMamaTransportIsValid = before;
  EXPECT_EQ(ends, 1);
  EXPECT_EQ(mamaPublisher_destroy(publisher), MAMA_STATUS_OK);
}

TEST(TransportTexts, Events) {
  EXPECT_STREQ(mamaTransportEvent_toString(MAMA_TRANSPORT_CONNECT), "CONNECT");
  EXPECT_STREQ(mamaTransportEvent_toString(MAMA_TRANSPORT_NAMING_SERVICE_DISCONNECT),
               "NAMING_SERVICE_DISCONNECT");
  EXPECT_STREQ(mamaTransportEvent_toString(MAMA_TRANSPORT_WRITE_QUEUE_LOW_WATER_MARK),
               "MAMA_TRANSPORT_WRITE_QUEUE_LOW_WATER_MARK");
  EXPECT_STREQ(mamaTransportEvent_toString(static_cast<mamaTransportEvent>(12)), "UNKNOWN");
  EXPECT_STREQ(mamaTransportTopicEvent_toString(MAMA_TRANSPORT_TOPIC_UNSUBSCRIBED), "UNSUBSCRIBED");
  EXPECT_STREQ(mamaTransportTopicEvent_toString(MAMA_TRANSPORT_TOPIC_PUBLISH_ERROR_BAD_SYMBOL),
               "PUBLISH_ERROR_BAD_SYMBOL");
  EXPECT_STREQ(mamaTransportTopicEvent_toString(MAMA_TRANSPORT_TOPIC_PUBLISH_CREATE),
               "PUBLISH_CREATE");
  EXPECT_STREQ(mamaTransportTopicEvent_toString(MAMA_TRANSPORT_TOPIC_PUBLISH_DESTROY),
               "PUBLISH_DESTROY");
  EXPECT_STREQ(mamaTransportTopicEvent_toString(static_cast<mamaTransportTopicEvent>(7)),
               "UNKNOWN");
}

}  // namespace
}  // namespace quoll::test
