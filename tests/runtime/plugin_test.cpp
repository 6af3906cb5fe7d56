// Plugins: loading, the order of the hooks, vetoes (spec: runtime 10, defect 22).
#include <mama/inbox.h>
#include <mama/integration/transport.h>
#include <mama/publisher.h>
#include <mama/subscription.h>
#include <mama/transport.h>

#include "runtime/bridges/plugin_control.h"
#include "runtime/runtime_fixture.h"

namespace quoll::mama {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Call {
  std::string text;  // "<plugin>: <hook>"
  void* object;
  int number;
};
std::vector<Call> calls;

void note(const char* plugin, const char* hook, void* object, int number) {
  calls.push_back({std::string(plugin) + ": " + hook, object, number});
}

std::vector<std::string> take_texts() {
  std::vector<std::string> texts;
  for (const Call& call : calls) texts.push_back(call.text);
  calls.clear();
  return texts;
}

class PluginTest : public RuntimeTest {
 protected:
  PluginTest() {
    calls.clear();
    for (const char* name : {"rtfirst", "rtsecond", "rtfew"}) {
      plugin(name) = {};
      plugin(name).on_call = &note;
    }
    bridge_ = load("loopback");
  }
  ~PluginTest() override {
    for (const char* name : {"rtfirst", "rtsecond", "rtfew"}) plugin(name) = {};
  }

  static TestPluginControl& plugin(const std::string& name) {
    void* library = dlopen(("libmamaplugin" + name + ".so").c_str(), RTLD_LAZY);
    EXPECT_NE(library, nullptr);
    return *static_cast<TestPluginControl*>(dlsym(library, (name + "_plugin_control").c_str()));
  }
  static void configure(const char* key, const char* name) {
    EXPECT_EQ(mama_setProperty((std::string("mama.plugin.name_") + key).c_str(), name),
              MAMA_STATUS_OK);
  }
  void open_with_two() {
    configure("1", "rtfirst");
    configure("2", "rtsecond");
    ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
    calls.clear();
  }
  mamaTransport make_transport() {
    mamaTransport transport = nullptr;
    EXPECT_EQ(mamaTransport_allocate(&transport), MAMA_STATUS_OK);
    EXPECT_EQ(mamaTransport_create(transport, "test", bridge_), MAMA_STATUS_OK);
    return transport;
  }

  mamaBridge bridge_ = nullptr;
};

TEST_F(PluginTest, TheyLoadInTheNaturalOrderOfTheirKeys) {
  configure("10", "rtfew");
  configure("2", "rtsecond");
  configure("1", "rtfirst");
  ASSERT_EQ(mama_setProperty("x.mama.plugin.name_0", "rtnowhere"), MAMA_STATUS_OK);
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_THAT(take_texts(), ElementsAre("rtfirst: init", "rtsecond: init", "rtfew: init"));
  EXPECT_EQ(log_.with("rtnowhere"), "") << "the key only begins with the prefix";
  mama_close();
  EXPECT_THAT(take_texts(),
              ElementsAre("rtfirst: shutdown", "rtsecond: shutdown", "rtfew: shutdown"));
}

TEST_F(PluginTest, EachOpenLoadsThemAgain) {
  for (int i = 0; i < 2; ++i) {
    bridge_ = load("loopback");
    configure("1", "rtfew");
    ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
    ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
    EXPECT_THAT(take_texts(), ElementsAre("rtfew: init"));
    mama_close();
    EXPECT_THAT(take_texts(), ElementsAre());
    mama_close();
    EXPECT_THAT(take_texts(), ElementsAre("rtfew: shutdown"));
  }
}

TEST_F(PluginTest, TheirLibrariesStayMappedUnlessAPropertySaysOtherwise) {
  constexpr const char* kLibrary = "libmamapluginrtbrief.so";
  configure("1", "rtbrief");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mama_close();
  EXPECT_TRUE(is_mapped(kLibrary));
  for (int i = 0; i < 2; ++i) {
    bridge_ = load("loopback");
    configure("1", "rtbrief");
    ASSERT_EQ(mama_setProperty("mama.bridge.unload.rtbrief", "true"), MAMA_STATUS_OK);
    ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
    EXPECT_TRUE(is_mapped(kLibrary));
    mama_close();
    EXPECT_FALSE(is_mapped(kLibrary));
  }
}

TEST_F(PluginTest, AFailureIsLoggedAndOpenGoesOn) {
  configure("1", "rtnowhere");
  configure("2", "rtnoinit");
  configure("3", "rtfirst");
  configure("4", "rtsecond");
  configure("5", "rtsecond");
  plugin("rtfirst").results[HOOK_INIT] = MAMA_STATUS_NOMEM;
  EXPECT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_THAT(log_.with("Error:"), HasSubstr("'rtnowhere'"));
  EXPECT_THAT(log_.with("Error:"), HasSubstr("rtnoinitMamaPlugin_initHook"));
  EXPECT_THAT(log_.with("Error:"), HasSubstr("'rtfirst'"));
  EXPECT_THAT(log_.with("Normal:"), HasSubstr("'rtsecond'")) << "a second time is no failure";
  EXPECT_THAT(take_texts(), ElementsAre("rtfirst: init", "rtsecond: init"));
  mama_close();
  EXPECT_THAT(take_texts(), ElementsAre("rtsecond: shutdown")) << "what failed is not shut down";
}

TEST_F(PluginTest, ShutdownIsCalledWithoutInfoToo) {
  plugin("rtfew").info_is_null = 1;
  plugin("rtfew").results[HOOK_SHUTDOWN] = MAMA_STATUS_PLATFORM;
  configure("1", "rtfew");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
  EXPECT_THAT(take_texts(), ElementsAre("rtfew: init", "rtfew: shutdown"));
}

TEST_F(PluginTest, AFailedOpenEndsThem) {
  mama_close();
  configure("1", "rtfew");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mama_close();  // and with it the bridge
  calls.clear();
  configure("1", "rtfew");
  EXPECT_EQ(mama_open(), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_THAT(take_texts(), ElementsAre("rtfew: init", "rtfew: shutdown"));
}

// ---- Hooks

TEST_F(PluginTest, TransportsAreToldOfOnce) {
  open_with_two();
  plugin("rtfirst").results[HOOK_POST_CREATE] = MAMA_STATUS_PLATFORM;
  mamaTransport transport = make_transport();
  ASSERT_EQ(calls.size(), 2u) << "once each";
  EXPECT_EQ(calls[0].object, transport);
  EXPECT_THAT(take_texts(), ElementsAre("rtfirst: post create", "rtsecond: post create"));
  EXPECT_THAT(log_.with("Warn:"), HasSubstr("transportPostCreateHook"));
  EXPECT_EQ(mamaTransport_destroy(transport), MAMA_STATUS_OK);
}

TEST_F(PluginTest, TransportEventsAreToldBeforeTheApplication) {
  open_with_two();
  mamaTransport transport = make_transport();
  mamaTransport_setTransportCallback(
      transport,
      [](mamaTransport, mamaTransportEvent event, short, const void*, void*) {
        note("application", "event", nullptr, event);
      },
      nullptr);
  calls.clear();
  mamaTransportImpl_disconnectNoStale(transport, MAMA_TRANSPORT_DISCONNECT, nullptr, nullptr);
  ASSERT_EQ(calls.size(), 3u);
  EXPECT_EQ(calls[0].number, MAMA_TRANSPORT_DISCONNECT) << "does not set stale";
  EXPECT_THAT(take_texts(), ElementsAre("rtfirst: event", "rtsecond: event", "application: event"));
  mamaTransportImpl_disconnectNoStale(transport, MAMA_TRANSPORT_DISCONNECT, nullptr, nullptr);
  EXPECT_THAT(take_texts(), ElementsAre()) << "only while the quality is OK";
  mamaTransportImpl_disconnect(transport, MAMA_TRANSPORT_DISCONNECT, nullptr, nullptr);
  ASSERT_EQ(calls.size(), 3u);
  EXPECT_EQ(calls[0].number, 100 + MAMA_TRANSPORT_DISCONNECT) << "sets stale";
  calls.clear();
  mamaTransportImpl_processAdvisory(transport, 1, nullptr);
  ASSERT_EQ(calls.size(), 3u);
  EXPECT_EQ(calls[0].number, 100 + MAMA_TRANSPORT_QUALITY);
  calls.clear();
  mamaTransportImpl_reconnect(transport, MAMA_TRANSPORT_RECONNECT, nullptr, nullptr);
  EXPECT_THAT(take_texts(), ElementsAre("application: event"));
  EXPECT_EQ(mamaTransport_destroy(transport), MAMA_STATUS_OK);
}

class PluginPublishTest : public PluginTest {
 protected:
  void SetUp() override {
    open_with_two();
    transport_ = make_transport();
    ASSERT_EQ(mama_getDefaultEventQueue(bridge_, &queue_), MAMA_STATUS_OK);
    ASSERT_EQ(mamaPublisher_create(&publisher_, transport_, "topic", nullptr, nullptr),
              MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_create(&message_), MAMA_STATUS_OK);
    mamaMsgCallbacks callbacks{};
    callbacks.onMsg = [](mamaSubscription, mamaMsg, void*, void*) {
      note("application", "message", nullptr, 0);
    };
    callbacks.onDestroy = [](mamaSubscription, void*) {
      note("application", "destroy", nullptr, 0);
    };
    ASSERT_EQ(mamaSubscription_allocate(&subscription_), MAMA_STATUS_OK);
    ASSERT_EQ(mamaSubscription_createBasic(subscription_, transport_, queue_, &callbacks, "topic",
                                           nullptr),
              MAMA_STATUS_OK);
    calls.clear();
  }
  void TearDown() override {
    if (subscription_ != nullptr) end_subscription();
    mamaMsg_destroy(message_);
    if (publisher_ != nullptr) mamaPublisher_destroy(publisher_);
    mamaTransport_destroy(transport_);
  }
  void end_subscription() {
    mamaSubscription_destroy(subscription_);
    EXPECT_EQ(mamaSubscription_deallocate(std::exchange(subscription_, nullptr)), MAMA_STATUS_OK);
  }
  void run_events() {
    for (std::size_t count = 1; count > 0;) {
      mamaQueue_timedDispatch(queue_, 0);
      ASSERT_EQ(mamaQueue_getEventCount(queue_, &count), MAMA_STATUS_OK);
    }
  }

  mamaTransport transport_ = nullptr;
  mamaQueue queue_ = nullptr;
  mamaPublisher publisher_ = nullptr;
  mamaMsg message_ = nullptr;
  mamaSubscription subscription_ = nullptr;
};

TEST_F(PluginPublishTest, AllAreAskedBeforeASend) {
  EXPECT_EQ(mamaPublisher_send(publisher_, message_), MAMA_STATUS_OK);
  ASSERT_EQ(calls.size(), 2u);
  EXPECT_EQ(calls[0].object, publisher_);
  run_events();
  EXPECT_THAT(take_texts(),
              ElementsAre("rtfirst: pre send", "rtsecond: pre send", "application: message"));
}

// Defect 22: the first refusal counts, whatever the others say.
TEST_F(PluginPublishTest, TheFirstRefusalIsAnsweredAndNothingIsSent) {
  plugin("rtfirst").results[HOOK_PRE_SEND] = MAMA_STATUS_NOT_PERMISSIONED;
  EXPECT_EQ(mamaPublisher_send(publisher_, message_), MAMA_STATUS_NOT_PERMISSIONED);
  run_events();
  EXPECT_THAT(take_texts(), ElementsAre("rtfirst: pre send", "rtsecond: pre send"));
  plugin("rtsecond").results[HOOK_PRE_SEND] = MAMA_STATUS_NOMEM;
  EXPECT_EQ(mamaPublisher_send(publisher_, message_), MAMA_STATUS_NOT_PERMISSIONED);
  plugin("rtfirst").results[HOOK_PRE_SEND] = MAMA_STATUS_OK;
  EXPECT_EQ(mamaPublisher_send(publisher_, message_), MAMA_STATUS_NOMEM);
  run_events();
  EXPECT_THAT(log_.with("Warn:"), HasSubstr("publisherPreSendHook"));
}

TEST_F(PluginPublishTest, OtherSendsAreNotAsked) {
  mamaInbox inbox = nullptr;
  ASSERT_EQ(mamaInbox_create(
                &inbox, transport_, queue_, [](mamaMsg, void*) {}, nullptr, nullptr),
            MAMA_STATUS_OK);
  plugin("rtfirst").results[HOOK_PRE_SEND] = MAMA_STATUS_NOT_PERMISSIONED;
  calls.clear();
  EXPECT_EQ(mamaPublisher_sendFromInbox(publisher_, inbox, message_), MAMA_STATUS_OK);
  run_events();
  EXPECT_THAT(take_texts(), ElementsAre("application: message"));
  EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
  run_events();
}

TEST_F(PluginPublishTest, AHookMayDestroyThePublisher) {
  static mamaPublisher doomed;
  doomed = std::exchange(publisher_, nullptr);
  plugin("rtfirst").on_call = [](const char*, const char*, void* object, int) {
    EXPECT_EQ(mamaPublisher_destroy(static_cast<mamaPublisher>(object)), MAMA_STATUS_OK);
  };
  EXPECT_EQ(mamaPublisher_send(doomed, message_), MAMA_STATUS_INVALID_ARG);
  plugin("rtfirst").on_call = &note;  // other hooks come with other objects
  run_events();
  EXPECT_THAT(take_texts(), ElementsAre("rtsecond: pre send"));
}

TEST_F(PluginPublishTest, SubscriptionsAreToldOfBeforeTheirEnd) {
  void* const expected = subscription_;
  end_subscription();
  ASSERT_EQ(calls.size(), 3u);
  EXPECT_EQ(calls[0].object, expected);
  EXPECT_THAT(take_texts(),
              ElementsAre("rtfirst: destroy", "rtsecond: destroy", "application: destroy"));
}

}  // namespace
}  // namespace quoll::mama
