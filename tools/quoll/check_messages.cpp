/// What a middleware bridge must keep: transports, publishers, subscriptions, inboxes.
#include "check_messages.h"

#include <fmt/format.h>
#include <mama/integration/transport.h>

#include <array>
#include <memory>
#include <numeric>

#include "check_subject.h"

namespace quoll::tool {
namespace {

/// Transport, queue, and a publisher and a listener on one topic.
struct Exchange {
  explicit Exchange(const CheckTarget& target, const char* topic = "check.topic")
      : subject(target),
        queue(subject.queue()),
        transport(subject.transport()),
        publisher(transport, topic) {
    need(listener.create(transport, queue, topic), "creating a subscription");
  }
  /// Sends one message and waits for it.
  void exchange(std::uint64_t number) {
    const std::size_t before = listener.count();
    publisher.send(number);
    expect(dispatch_until(queue, [&] { return listener.count() > before; }),
           "a message does not arrive");
  }

  CheckSubject subject;
  mamaQueue queue;
  mamaTransport transport;
  CheckPublisher publisher;
  CheckListener listener;
};

void expect_reported_once(mamaSubscription subscription, mamaQueue queue) {
  expect(dispatch_until(queue, [&] { return CheckSubject::reports_for(subscription) > 0; }),
         "the end of a subscription is never reported (onDestroy)");
  dispatch_a_while(queue);
  const int reports = CheckSubject::reports_for(subscription);
  expect(reports == 1, fmt::format("the end of a subscription is reported {} times", reports));
}

// ---- transports and publishers -----------------------------------------------------------------

void transport_orders(const CheckTarget& target) {
  const CheckSubject subject(target);
  const mamaBridgeImpl_& table = *subject.bridge();
  const mamaTransport first = subject.transport("check1");
  const mamaTransport second = subject.transport("check2");
  transportBridge slot = nullptr;
  need(mamaTransport_getBridgeTransport(first, &slot), "mamaTransport_getBridgeTransport");
  expect(table.bridgeMamaTransportIsValid(slot) != 0, "isValid says 0 of a living transport");
  need(mamaTransport_destroy(first), "destroying the first of two transports");
  const mamaTransport third = subject.transport("check1");
  need(mamaTransport_destroy(third), "destroying one of the same name");
  need(mamaTransport_destroy(second), "destroying the second");
}

void publisher_orders(const CheckTarget& target) {
  const CheckSubject subject(target);
  const mamaTransport transport = subject.transport();
  const CheckPublisher first(transport, "check.a");
  CheckPublisher second(transport, "check.a");
  need(mamaPublisher_destroy(first.handle()), "destroying the first of two publishers");
  second.send(1);  // nobody listens: no error
  const CheckPublisher left(transport, "check.b");
  need(mamaPublisher_destroy(second.handle()), "destroying the second");
  need(mamaTransport_destroy(transport), "destroying a transport that has a publisher");
  need(mamaPublisher_destroy(left.handle()), "destroying that publisher afterwards");
}

// ---- delivery ----------------------------------------------------------------------------------

void delivery(const CheckTarget& target) {
  Exchange on(target);
  constexpr std::uint64_t kMessages = 500;
  for (std::uint64_t i = 0; i < kMessages; ++i) on.publisher.send(i);
  expect(dispatch_until(on.queue, [&] { return on.listener.count() >= kMessages; }),
         fmt::format("{} of {} messages arrive", on.listener.count(), kMessages));
  dispatch_a_while(on.queue);
  std::vector<std::uint64_t> expected(kMessages);
  std::iota(expected.begin(), expected.end(), 0);
  expect(on.listener.count() == kMessages,
         fmt::format("{} messages arrive of {} sent", on.listener.count(), kMessages));
  expect(on.listener.numbers() == expected, "messages arrive in another order, or damaged");
  expect(on.listener.heard_only_on(std::this_thread::get_id()),
         "messages come on another thread than the one that dispatches the queue");
}

void recipients(const CheckTarget& target) {
  Exchange on(target);
  const mamaQueue other_queue = on.subject.queue();
  CheckListener same_queue, elsewhere;
  need(same_queue.create(on.transport, on.queue, "check.topic"), "a second subscription");
  need(elsewhere.create(on.transport, other_queue, "check.topic"), "one on another queue");
  on.publisher.send(7);
  expect(dispatch_until(on.queue, [&] { return on.listener.count() + same_queue.count() == 2; }),
         "two subscriptions of a topic do not both get the message");
  expect(elsewhere.count() == 0, "a message comes without its queue being dispatched");
  expect(dispatch_until(other_queue, [&] { return elsewhere.count() == 1; }),
         "a subscription on another queue does not get the message");
}

void subjects(const CheckTarget& target) {
  Exchange on(target, "check.a");
  for (const char* other : {"check.A", "check.a.b", "check", "check.", "a", "xcheck.a"}) {
    CheckPublisher(on.transport, other).send(1);
  }
  on.exchange(2);
  dispatch_a_while(on.queue);
  expect(on.listener.numbers() == std::vector<std::uint64_t>{2},
         "a subscription hears other topics than its own");
  CheckPublisher(on.transport, "a", "check").send(3);
  expect(dispatch_until(on.queue, [&] { return on.listener.count() == 2; }),
         "source 'check' and symbol 'a' are not the topic 'check.a'");
}

// ---- the end of subscriptions ------------------------------------------------------------------

void mute(const CheckTarget& target) {
  Exchange on(target);
  on.exchange(1);
  for (std::uint64_t i = 2; i < 10; ++i) on.publisher.send(i);
  mamaBridge const bridge = on.subject.bridge();
  need(bridge->bridgeMamaSubscriptionMute(on.listener.bridge_handle()), "mute");
  need(bridge->bridgeMamaSubscriptionMute(on.listener.bridge_handle()), "a second mute");
  on.publisher.send(10);
  dispatch_a_while(on.queue);
  expect(on.listener.count() == 1,
         fmt::format("{} messages are delivered after mute", on.listener.count() - 1));
}

void destroy_once(const CheckTarget& target) {
  Exchange on(target);
  on.exchange(1);
  need(mamaSubscription_destroy(on.listener.handle()), "destroying a subscription");
  expect_reported_once(on.listener.handle(), on.queue);
  expect(dispatch_until(on.queue, [&] { return on.listener.destroys() == 1; }),
         "the application is not told of the end");
  need(mamaQueue_destroy(on.queue), "destroying the queue afterwards");
}

void silence_after_destroy(const CheckTarget& target) {
  Exchange on(target);
  on.exchange(1);
  for (std::uint64_t i = 2; i < 10; ++i) on.publisher.send(i);
  // Straight to the bridge: libmama would drop what comes too late.
  CheckSubject::hold_subscription_reports();
  need(on.subject.bridge()->bridgeMamaSubscriptionDestroy(on.listener.bridge_handle()),
       "destroying a subscription");
  on.publisher.send(10);
  dispatch_a_while(on.queue);
  expect(on.listener.count() == 1,
         fmt::format("{} messages are delivered after the end", on.listener.count() - 1));
  expect_reported_once(on.listener.handle(), on.queue);
}

void destroy_in_callback(const CheckTarget& target) {
  Exchange on(target);
  on.listener.on_message([&](mamaMsg) { mamaSubscription_destroy(on.listener.handle()); });
  on.publisher.send(1);
  on.publisher.send(2);
  expect(dispatch_until(on.queue, [&] { return on.listener.count() > 0; }),
         "a message does not arrive");
  expect_reported_once(on.listener.handle(), on.queue);
  expect(on.listener.count() == 1, "a message comes after the destroy in a callback");
}

void destroy_orders(const CheckTarget& target) {
  Exchange on(target);
  on.exchange(1);
  on.publisher.send(2);
  need(mamaTransport_destroy(on.transport), "destroying a transport with a subscription");
  dispatch_a_while(on.queue);
  need(mamaSubscription_destroy(on.listener.handle()), "destroying the subscription afterwards");
  expect_reported_once(on.listener.handle(), on.queue);
}

void recreate(const CheckTarget& target) {
  Exchange on(target);
  for (std::uint64_t round = 1; round <= 20; ++round) {
    const std::size_t before = on.listener.count();
    on.exchange(round);
    expect(on.listener.numbers().back() == round && on.listener.count() == before + 1,
           "a new subscription hears messages of an old one");
    const int destroys = on.listener.destroys();
    need(mamaSubscription_destroy(on.listener.handle()), "destroying a subscription");
    expect(dispatch_until(on.queue, [&] { return on.listener.destroys() > destroys; }),
           "the end of a subscription is never reported (onDestroy)");
    need(on.listener.create(on.transport, on.queue, "check.topic"), "creating it again");
  }
}

// ---- threads -----------------------------------------------------------------------------------

void threads(const CheckTarget& target) {
  const CheckSubject subject(target);
  const mamaTransport transport = subject.transport();
  CheckPublisher(transport, "check.shared").send(0);  // what is not implemented shows here
  std::array<std::string, 4> complaints;
  std::vector<std::thread> workers;
  for (std::size_t worker = 0; worker < complaints.size(); ++worker) {
    workers.emplace_back([&, worker] {
      try {
        const mamaQueue queue = subject.queue();
        CheckPublisher publisher(transport, "check.shared");
        for (int round = 0; round < 50; ++round) {
          CheckListener listener;
          need(listener.create(transport, queue, "check.shared"), "creating a subscription");
          publisher.send(static_cast<std::uint64_t>(round));
          expect(dispatch_until(queue, [&] { return listener.count() > 0; }),
                 "a message does not arrive while other threads publish and subscribe");
          need(mamaSubscription_destroy(listener.handle()), "destroying a subscription");
          expect(dispatch_until(queue, [&] { return listener.destroys() > 0; }),
                 "the end of a subscription is not reported while other threads work");
          expect(CheckSubject::reports_for(listener.handle()) == 1,
                 "the end of a subscription is reported twice");
        }
      } catch (const std::exception& error) {
        complaints[worker] = error.what();
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  for (const std::string& complaint : complaints) expect(complaint.empty(), complaint);
}

// ---- wildcards and inboxes ---------------------------------------------------------------------

void wildcards(const CheckTarget& target) {
  const CheckSubject subject(target);
  const mamaQueue queue = subject.queue();
  const mamaTransport transport = subject.transport();
  CheckListener listener;
  need(listener.create_wildcard(transport, queue, "check", nullptr), "a wildcard by source");
  CheckPublisher(transport, "checked.a").send(1);
  CheckPublisher(transport, "check.a").send(2);
  expect(dispatch_until(queue, [&] { return listener.count() > 0; }),
         "source 'check' does not hear 'check.a'");
  dispatch_a_while(queue);
  expect(listener.numbers() == std::vector<std::uint64_t>{2}, "source 'check' hears 'checked.a'");
  need(mamaSubscription_destroy(listener.handle()), "destroying a wildcard subscription");
  expect_reported_once(listener.handle(), queue);
}

void inbox_end(const CheckTarget& target) {
  const CheckSubject subject(target);
  const mamaQueue queue = subject.queue();
  const mamaTransport transport = subject.transport();
  mamaInbox inbox = nullptr;
  need(mamaInbox_create(
           &inbox, transport, queue, [](mamaMsg, void*) {}, nullptr, nullptr),
       "creating an inbox");
  const mamaInbox key = inbox;
  need(mamaInbox_destroy(inbox), "destroying an inbox");
  expect(dispatch_until(queue, [&] { return CheckSubject::reports_for(key) > 0; }),
         "the end of an inbox is never reported");
  dispatch_a_while(queue);
  expect(CheckSubject::reports_for(key) == 1, "the end of an inbox is reported twice");
  need(mamaQueue_destroy(queue), "destroying the queue afterwards");
}

void request_reply(const CheckTarget& target) {
  Exchange on(target, "check.service");
  struct Replies {
    std::vector<std::uint64_t> numbers;
  } replies;
  mamaInbox inbox = nullptr;
  need(mamaInbox_create(
           &inbox, on.transport, on.queue,
           [](mamaMsg message, void* closure) {
             static_cast<Replies*>(closure)->numbers.push_back(number_of(message));
           },
           nullptr, &replies),
       "creating an inbox");
  mama_status replied = MAMA_STATUS_PLATFORM;
  bool from_inbox = false;
  on.listener.on_message([&](mamaMsg request) {
    from_inbox = mamaMsg_isFromInbox(request) == 1;
    replied = mamaPublisher_sendReplyToInbox(on.publisher.handle(), request,
                                             numbered_message(number_of(request) + 1));
  });
  need(mamaPublisher_sendFromInbox(on.publisher.handle(), inbox, numbered_message(41)),
       "sending from an inbox");
  expect(dispatch_until(on.queue, [&] { return on.listener.count() > 0; }),
         "the request does not arrive");
  expect(from_inbox, "isFromInbox does not say that it is a request");
  need(replied, "replying");
  expect(dispatch_until(on.queue, [&] { return !replies.numbers.empty(); }),
         "the reply does not arrive");
  dispatch_a_while(on.queue);
  expect(replies.numbers == std::vector<std::uint64_t>{42}, "the reply arrives twice or damaged");
}

constexpr Check kChecks[] = {
    {"transport-orders", "transports come and go in any order", &transport_orders},
    {"publisher-orders", "publishers come and go in any order, also after their transport",
     &publisher_orders},
    {"delivery", "messages arrive once, in order, on the queue's thread", &delivery},
    {"recipients", "every subscription of a topic gets the message, on its own queue", &recipients},
    {"subjects", "a topic is its exact text; source and symbol are joined by a dot", &subjects},
    {"mute", "nothing is delivered after mute, queued messages included", &mute},
    {"destroy-once", "the end of a subscription is reported exactly once", &destroy_once},
    {"silence-after-destroy", "nothing comes after the end of a subscription",
     &silence_after_destroy},
    {"destroy-in-callback", "a subscription may be destroyed in its own callback",
     &destroy_in_callback},
    {"destroy-orders", "a subscription may outlive its transport", &destroy_orders},
    {"recreate", "a subscription can be created again", &recreate},
    {"threads", "any thread may create, send and destroy", &threads},
    {"wildcards", "a wildcard by source hears the source's topics", &wildcards},
    {"inbox-end", "the end of an inbox is reported exactly once", &inbox_end},
    {"request-reply", "a reply comes to the inbox of its request", &request_reply}};

}  // namespace

std::span<const Check> message_checks() { return kChecks; }

}  // namespace quoll::tool
