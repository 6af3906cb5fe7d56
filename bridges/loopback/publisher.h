/// The bridge's part of a publisher.
#pragma once

#include <mama/integration/bridge/base.h>

#include <string_view>

#include "quoll/gate.h"
#include "quoll/ref.h"
#include "transport.h"

namespace quoll::loopback {

/// What the application wants to hear about a publisher, and the gate in front of it. Events of a
/// queue hold a reference; after close() they do nothing.
class PublisherEvents : public RefCounted<PublisherEvents> {
 public:
  PublisherEvents(mamaPublisher parent, mamaQueue queue, const mamaPublisherCallbacks& callbacks,
                  void* closure)
      : parent_(parent), queue_(queue), callbacks_(callbacks), closure_(closure) {}

  /// Puts onSuccess, or onError with a static text, on the queue, if the application wants it.
  void report_success() { report({{}, MAMA_STATUS_OK, ""}); }
  void report_error(mama_status status, const char* info) { report({{}, status, info}); }
  /// Drops what is on the queue; waits for a callback that runs, unless the caller is inside one.
  void close();
  void report_destroy();

  static void MAMACALLTYPE run(mamaQueue queue, void* event);
  static void drop(void* event);

 private:
  struct Event {
    Ref<PublisherEvents> to;
    mama_status status;
    const char* info;
  };

  void report(Event event);

  const mamaPublisher parent_;
  const mamaQueue queue_;
  const mamaPublisherCallbacks callbacks_;
  void* const closure_;
  Gate gate_;
};

/// A publisher on one topic. libmama sees to it that no send is under way when destroy() is called,
/// except below it on the same stack.
class Publisher {
 public:
  Publisher(Ref<Member> member, std::string_view topic, mamaPublisher parent);
  ~Publisher();
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  publisherBridge handle() noexcept;
  static bool is_live(publisherBridge handle) noexcept;
  static mama_status create(publisherBridge* out, Ref<Member> member, std::string_view topic,
                            mamaPublisher parent);

  void set_callbacks(mamaQueue queue, const mamaPublisherCallbacks& callbacks, void* closure);
  mama_status send(mamaMsg message);
  mama_status send_from_inbox(mamaInbox inbox, mamaMsg message);
  mama_status send_reply(const char* reply_subject, mamaMsg message);
  mama_status destroy();
  /// The right to end it: of several claims one succeeds.
  bool claim() noexcept;
  /// The bridge is going: frees the publisher, which the caller has claimed, without a word.
  void abandon();

  // Place in the member's list; guarded by the member.
  Publisher* next_in_list = nullptr;
  Publisher* previous_in_list = nullptr;

 private:
  mama_status send_altered(mamaMsg message);

  const Ref<Member> member_;
  const mamaPublisher parent_;
  Topic* const topic_;
  Ref<PublisherEvents> events_;
};

}  // namespace quoll::loopback

struct publisherBridge_ final : quoll::loopback::Publisher {
  using Publisher::Publisher;
};
