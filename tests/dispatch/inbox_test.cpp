// mamaInbox on any middleware, and what base adds (spec: 6).
#include <mama/inbox.h>
#include <mama/integration/bridge/base.h>
#include <mama/integration/inbox.h>
#include <mama/integration/queue.h>
#include <mama/mama.h>
#include <mama/queue.h>

#include <regex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "pubsub/pubsub_support.h"
#include "support/bridges/probe.h"
#include "support/mama_fixture.h"

namespace quoll::test {
namespace {

/// What one inbox heard.
struct Heard {
  mamaInbox inbox = nullptr;
  std::vector<std::thread::id> threads;
  std::vector<mama_status> errors;
  int destroyed = 0;
  mamaInbox seen = nullptr;
  std::function<void()> on_message;

  static void MAMACALLTYPE message(mamaMsg message, void* closure) {
    auto& self = *static_cast<Heard*>(closure);
    EXPECT_NE(message, nullptr);
    self.threads.push_back(std::this_thread::get_id());
    if (self.on_message) self.on_message();
  }
  static void MAMACALLTYPE error(mama_status status, void* closure) {
    static_cast<Heard*>(closure)->errors.push_back(status);
  }
  static void MAMACALLTYPE gone(mamaInbox inbox, void* closure) {
    auto& self = *static_cast<Heard*>(closure);
    self.seen = inbox;
    ++self.destroyed;
  }
};

class InboxTest : public PubSubTest {
 protected:
  mama_status create(Heard& heard) {
    return mamaInbox_create2(&heard.inbox, transport(), queue(), &Heard::message, &Heard::error,
                             &Heard::gone, &heard);
  }
  /// Sends as many replies to an inbox, from another thread, so that they lie on its queue.
  void deliver(mamaInbox inbox, int count) {
    TestQueue elsewhere(bridge());
    Subscriber service(transport(), elsewhere, "service");
    TestPublisher publisher(transport(), "service");
    Message request(1), reply(2);
    service.on_message = [&](mamaMsg message) {
      std::thread([&] {
        for (int i = 0; i < count; ++i) {
          EXPECT_EQ(mamaPublisher_sendReplyToInbox(publisher, message, reply), MAMA_STATUS_OK);
        }
      }).join();
    };
    EXPECT_EQ(mamaPublisher_sendFromInbox(publisher, inbox, request), MAMA_STATUS_OK);
    quoll::test::run_events(elsewhere);
    settle();
  }
};

/// What only the base bridge's inboxes have, and what only "probe" can provoke.
class BaseInboxTest : public MamaTest {
 protected:
  void SetUp() override {
    MamaTest::SetUp();
    probe_setAsynchronousDestroy(0);
    queue_ = std::make_unique<TestQueue>(bridge());
    transport_ = std::make_unique<TestTransport>(bridge());
  }
  void TearDown() override {
    probe_setAsynchronousDestroy(0);
    transport_.reset();
    queue_.reset();
    MamaTest::TearDown();
  }
  mama_status create(Heard& heard) {
    return mamaInbox_create2(&heard.inbox, *transport_, *queue_, &Heard::message, &Heard::error,
                             &Heard::gone, &heard);
  }
  static std::string subject_of(mamaInbox inbox) {
    const char* subject =
        baseBridgeMamaInboxImpl_getReplySubject(mamaInboxImpl_getInboxBridge(inbox));
    return subject != nullptr ? subject : "";
  }

  std::unique_ptr<TestQueue> queue_;
  std::unique_ptr<TestTransport> transport_;
};

TEST_F(InboxTest, ArgumentsAreCheckedInOrder) {
  Heard heard;
  int nothing = 0;
  auto* inbox = reinterpret_cast<mamaInbox>(&nothing);
  EXPECT_EQ(mamaInbox_create(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaInbox_create(&inbox, nullptr, nullptr, nullptr, nullptr, nullptr),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(inbox, nullptr);
  EXPECT_EQ(mamaInbox_create(&inbox, transport(), nullptr, &Heard::message, nullptr, nullptr),
            MAMA_STATUS_INVALID_QUEUE);
  EXPECT_EQ(mamaInbox_create(&inbox, transport(), queue(), nullptr, nullptr, nullptr),
            MAMA_STATUS_NULL_ARG)
      << "the bridge's answer";
  EXPECT_EQ(mamaQueue_canDestroy(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInbox_destroy(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaInboxImpl_getInboxBridge(nullptr), nullptr);
  EXPECT_EQ(baseBridgeMamaInboxImpl_getReplySubject(nullptr), nullptr);
}

TEST_F(InboxTest, QueueAndTransportMustBeOfOneBridge) {
  mamaBridge bare = nullptr;
  ASSERT_EQ(mama_loadBridge(&bare, "bare"), MAMA_STATUS_OK);
  TestQueue other(bare);
  Heard heard;
  EXPECT_EQ(mamaInbox_create(&heard.inbox, transport(), other, &Heard::message, nullptr, nullptr),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(heard.inbox, nullptr);
}

TEST_F(BaseInboxTest, EverySubjectIsATimeBasedUuidOfItsOwn) {
  const std::regex form(
      "_INBOX\\.[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  std::set<std::string> subjects;
  std::vector<std::unique_ptr<Heard>> all;
  for (int i = 0; i < 200; ++i) {
    all.push_back(std::make_unique<Heard>());
    ASSERT_EQ(create(*all.back()), MAMA_STATUS_OK);
    const std::string subject = subject_of(all.back()->inbox);
    EXPECT_TRUE(std::regex_match(subject, form)) << subject;
    subjects.insert(subject);
  }
  EXPECT_EQ(subjects.size(), 200u);
  for (auto& heard : all) EXPECT_EQ(mamaInbox_destroy(heard->inbox), MAMA_STATUS_OK);
}

TEST_F(InboxTest, MessagesComeOnTheQueueThread) {
  Heard heard;
  ASSERT_EQ(create(heard), MAMA_STATUS_OK);
  deliver(heard.inbox, 2);
  EXPECT_TRUE(heard.threads.empty());
  for (int i = 0; i < 2; ++i) ASSERT_EQ(mamaQueue_dispatchEvent(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(heard.threads, std::vector<std::thread::id>(2, std::this_thread::get_id()));
  EXPECT_EQ(mamaInbox_destroy(heard.inbox), MAMA_STATUS_OK);
}

TEST_F(InboxTest, DestroyReportsInsideTheCallAndLeavesNothingOnTheQueue) {
  Heard heard;
  ASSERT_EQ(create(heard), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_canDestroy(queue()), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
  deliver(heard.inbox, 1);
  EXPECT_EQ(mamaInbox_destroy(heard.inbox), MAMA_STATUS_OK);
  EXPECT_EQ(heard.destroyed, 1);
  EXPECT_EQ(heard.seen, heard.inbox);
  EXPECT_EQ(mamaQueue_canDestroy(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_timedDispatch(queue(), 0), MAMA_STATUS_OK);
  EXPECT_TRUE(heard.threads.empty()) << "queued messages included";
  EXPECT_EQ(mamaInbox_destroy(heard.inbox), MAMA_STATUS_INVALID_ARG);
}

TEST_F(BaseInboxTest, ABridgeMayReportTheEndLater) {
  probe_setAsynchronousDestroy(1);
  Heard heard;
  ASSERT_EQ(create(heard), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInbox_destroy(heard.inbox), MAMA_STATUS_OK);
  EXPECT_EQ(heard.destroyed, 0);
  EXPECT_EQ(mamaQueue_canDestroy(*queue_), MAMA_STATUS_QUEUE_OPEN_OBJECTS);
  EXPECT_EQ(mamaInbox_destroy(heard.inbox), MAMA_STATUS_OK) << "always; only logged";
  EXPECT_EQ(mamaQueue_dispatchEvent(*queue_), MAMA_STATUS_OK);
  EXPECT_EQ(heard.destroyed, 1);
  EXPECT_EQ(mamaQueue_canDestroy(*queue_), MAMA_STATUS_OK);
}

TEST_F(InboxTest, DestroyFromItsOwnMessageCallback) {
  Heard heard;
  heard.on_message = [&] { EXPECT_EQ(mamaInbox_destroy(heard.inbox), MAMA_STATUS_OK); };
  ASSERT_EQ(create(heard), MAMA_STATUS_OK);
  deliver(heard.inbox, 2);
  for (int i = 0; i < 2; ++i) ASSERT_EQ(mamaQueue_dispatchEvent(queue()), MAMA_STATUS_OK);
  EXPECT_EQ(heard.threads.size(), 1u);
  EXPECT_EQ(heard.destroyed, 1);
}

TEST_F(BaseInboxTest, AFailedSubscriptionLeavesNothing) {
  Heard heard;
  probe_failNextSubscribe(MAMA_STATUS_PLATFORM);
  EXPECT_EQ(create(heard), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(heard.inbox, nullptr);
  EXPECT_EQ(heard.destroyed, 0);
  EXPECT_EQ(mamaQueue_canDestroy(*queue_), MAMA_STATUS_OK);
}

TEST_F(InboxTest, ByIndexAndWithoutDestroyCallback) {
  mamaInbox inbox = nullptr;
  Heard heard;
  ASSERT_EQ(
      mamaInbox_createByIndex(&inbox, transport(), 3, queue(), &Heard::message, nullptr, &heard),
      MAMA_STATUS_OK);
  EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
  ASSERT_EQ(mamaInbox_create(&inbox, transport(), queue(), &Heard::message, nullptr, &heard),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
  ASSERT_EQ(mamaInbox_createByIndex2(&heard.inbox, transport(), 0, queue(), &Heard::message,
                                     &Heard::error, &Heard::gone, &heard),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaInbox_destroy(heard.inbox), MAMA_STATUS_OK);
  EXPECT_EQ(heard.destroyed, 1);
}

TEST_F(InboxTest, QueueAndTransportMayGoInsideTheDestroyCallback) {
  static mamaQueue queue;
  static mamaTransport transport;
  queue = queue_holder_->release();
  transport = transport_holder_->release();
  mamaInbox inbox = nullptr;
  ASSERT_EQ(
      mamaInbox_create2(
          &inbox, transport, queue, &Heard::message, nullptr,
          [](mamaInbox, void*) { EXPECT_EQ(mamaTransport_destroy(transport), MAMA_STATUS_OK); },
          nullptr),
      MAMA_STATUS_OK);
  EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
}

}  // namespace
}  // namespace quoll::test
