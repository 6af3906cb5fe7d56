#include "publisher.h"

#include <mama/integration/inbox.h>
#include <mama/log.h>
#include <mama/queue.h>

#include <memory>
#include <new>

#include "bridge.h"
#include "quoll/handle_pool.h"

namespace quoll::loopback {
namespace {

HandlePool<publisherBridge_>& handles() {
  static constinit HandlePool<publisherBridge_> pool;
  return pool;
}

}  // namespace

// ---- events ------------------------------------------------------------------------------------

void PublisherEvents::report(Event event) {
  const bool is_wanted = event.status == MAMA_STATUS_OK ? callbacks_.onSuccess != nullptr
                                                        : callbacks_.onError != nullptr;
  const mamaQueue queue = queue_ != nullptr ? queue_ : default_queue();
  if (!is_wanted || queue == nullptr) return;
  event.to = Ref<PublisherEvents>::share(this);
  auto* const posted = new (std::nothrow) Event(std::move(event));
  if (posted == nullptr) return;
  if (mamaQueue_enqueueEvent(queue, &run, posted) != MAMA_STATUS_OK) delete posted;
}

void MAMACALLTYPE PublisherEvents::run(mamaQueue, void* closure) {
  const std::unique_ptr<Event> event(static_cast<Event*>(closure));
  PublisherEvents& to = *event->to;
  Gate::Frame inside(to.gate_);
  if (!inside) return;
  const auto callback =
      event->status == MAMA_STATUS_OK ? to.callbacks_.onSuccess : to.callbacks_.onError;
  callback(to.parent_, event->status, event->info, to.closure_);
}

void PublisherEvents::drop(void* event) { delete static_cast<Event*>(event); }

void PublisherEvents::close() { gate_.close_and_wait_if_outside_all(); }

void PublisherEvents::report_destroy() {
  if (callbacks_.onDestroy != nullptr) callbacks_.onDestroy(parent_, closure_);
}

// ---- publisher ---------------------------------------------------------------------------------

Publisher::Publisher(Ref<Member> member, std::string_view topic, mamaPublisher parent)
    : member_(std::move(member)), parent_(parent), topic_(member_->domain().acquire_topic(topic)) {}

Publisher::~Publisher() { member_->domain().release_topic(topic_); }

publisherBridge Publisher::handle() noexcept { return static_cast<publisherBridge_*>(this); }

bool Publisher::is_live(publisherBridge handle) noexcept {
  return HandlePool<publisherBridge_>::is_live(handle);
}

mama_status Publisher::create(publisherBridge* out, Ref<Member> member, std::string_view topic,
                              mamaPublisher parent) {
  Member& of = *member;
  publisherBridge const publisher = handles().create(std::move(member), topic, parent);
  if (publisher == nullptr) return MAMA_STATUS_NOMEM;
  of.enlist(*publisher);
  *out = publisher;
  of.domain().tell_publisher_event(MAMA_TRANSPORT_TOPIC_PUBLISH_CREATE, publisher->topic_->name());
  return MAMA_STATUS_OK;
}

void Publisher::set_callbacks(mamaQueue queue, const mamaPublisherCallbacks& callbacks,
                              void* closure) {
  if (events_) events_->close();
  events_ = make_ref<PublisherEvents>(parent_, queue, callbacks, closure);
}

mama_status Publisher::send(mamaMsg message) {
  if (member_->detached()) return MAMA_STATUS_OK;
  if (member_->link.is_altered()) [[unlikely]]
    return send_altered(message);
  // The publisher may be destroyed by an enqueue callback inside the send.
  if (!member_->reports_success() || !events_) {
    return member_->domain().publish(*member_, *topic_, message, BASE_MSG_PUB_SUB);
  }
  const Ref<PublisherEvents> events = events_;
  const mama_status status =
      member_->domain().publish(*member_, *topic_, message, BASE_MSG_PUB_SUB);
  if (status == MAMA_STATUS_OK) events->report_success();
  return status;
}

mama_status Publisher::send_altered(mamaMsg message) {
  // What is needed after the send, which may destroy the publisher.
  const Ref<Member> member = member_;
  const Ref<PublisherEvents> events = events_;
  const std::string topic = topic_->name();
  Link::Report report;
  const mama_status status = member->link.send(topic, message, BASE_MSG_PUB_SUB, {}, &report);
  if (status != MAMA_STATUS_OK) return status;
  if (report.status == MAMA_STATUS_OK) {
    if (events && member->reports_success()) events->report_success();
    return MAMA_STATUS_OK;
  }
  if (events) events->report_error(report.status, report.text);
  tell_topic_event(*member, report.event, topic);
  return MAMA_STATUS_OK;
}

mama_status Publisher::send_from_inbox(mamaInbox inbox, mamaMsg message) {
  inboxBridge const own = mamaInboxImpl_getInboxBridge(inbox);
  const char* const reply_subject =
      own != nullptr ? baseBridgeMamaInboxImpl_getReplySubject(own) : nullptr;
  if (reply_subject == nullptr) return MAMA_STATUS_INVALID_ARG;
  if (member_->detached()) return MAMA_STATUS_OK;
  if (member_->link.is_altered()) [[unlikely]] {
    const Ref<Member> member = member_;
    Link::Report unreported;  // requests have no callbacks
    return member->link.send(topic_->name(), message, BASE_MSG_INBOX_REQUEST, reply_subject,
                             &unreported);
  }
  return member_->domain().publish(*member_, *topic_, message, BASE_MSG_INBOX_REQUEST,
                                   reply_subject);
}

mama_status Publisher::send_reply(const char* reply_subject, mamaMsg message) {
  if (reply_subject == nullptr || *reply_subject == '\0') return MAMA_STATUS_INVALID_ARG;
  const Ref<Member> member =
      member_;  // keeps the domain when an enqueue callback ends all the rest
  if (member->detached()) return MAMA_STATUS_OK;
  if (member->link.is_altered()) [[unlikely]] {
    Link::Report unreported;
    return member->link.send(reply_subject, message, BASE_MSG_INBOX_RESPONSE, {}, &unreported);
  }
  return member->domain().publish_to(*member, reply_subject, message, BASE_MSG_INBOX_RESPONSE);
}

mama_status Publisher::destroy() {
  auto* const own = static_cast<publisherBridge_*>(this);
  if (!claim()) return MAMA_STATUS_INVALID_ARG;
  member_->delist(*this);
  const Ref<PublisherEvents> events = events_;
  if (events) events->close();
  member_->domain().tell_publisher_event(MAMA_TRANSPORT_TOPIC_PUBLISH_DESTROY, topic_->name());
  handles().release(own);
  if (events) events->report_destroy();
  return MAMA_STATUS_OK;
}

bool Publisher::claim() noexcept { return handles().retire(static_cast<publisherBridge_*>(this)); }

void Publisher::abandon() {
  auto* const own = static_cast<publisherBridge_*>(this);
  member_->delist(*this);
  if (events_) events_->close();
  handles().release(own);
}

}  // namespace quoll::loopback
