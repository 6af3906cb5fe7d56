#include "topic_events.h"

#include <mama/integration/transport.h>
#include <mama/log.h>

#include <new>

#include "domain.h"
#include "member_event.h"
#include "transport.h"

namespace quoll::loopback {

namespace {

void report_lost(const std::string& topic) {
  mama_log(MAMA_LOG_LEVEL_ERROR, "loopback: memory is out; an event of topic %s is lost",
           topic.c_str());
}

}  // namespace

void tell_topic_event(Member& member, mamaTransportTopicEvent event, const std::string& topic) try {
  // Inside the gate the transport cannot end.
  Gate::Frame inside(member.events);
  if (!inside) return;
  mamaTransportTopicCB callback = nullptr;
  void* closure = nullptr;
  mamaTransportImpl_getTransportTopicCallback(member.parent(), &callback, &closure);
  if (callback == nullptr) return;
  post_event(member, [event, topic](mamaTransport transport) {
    mamaTransportImpl_invokeTransportTopicCallback(transport, event, topic.c_str(), nullptr);
  });
} catch (const std::bad_alloc&) {
  report_lost(topic);
}

void TopicEvents::note(mamaTransportTopicEvent event, const std::string& topic) noexcept {
  try {
    MutexLock lock(mutex_);
    notes_.push_back({event, topic});
  } catch (const std::bad_alloc&) {
    report_lost(topic);
  }
}

void TopicEvents::announce(Domain& domain) {
  MutexLock lock(mutex_);
  if (announcing_) return;
  announcing_ = true;
  while (!notes_.empty()) {
    const Note note = std::move(notes_.front());
    notes_.pop_front();
    lock.unlock();
    if (const Ref<MemberList> list = domain.members()) {
      for (const Ref<Member>& member : list->members)
        tell_topic_event(*member, note.event, note.topic);
    }
    lock.lock();
  }
  announcing_ = false;
}

}  // namespace quoll::loopback
