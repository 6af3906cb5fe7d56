#include "topic_events.h"

#include <mama/integration/transport.h>
#include <mama/queue.h>

#include <memory>
#include <new>

#include "domain.h"
#include "transport.h"

namespace quoll::loopback {
namespace {

struct TopicEvent {
  Ref<Member> member;
  mamaTransportTopicEvent event;
  std::string topic;
};

void post(Member& member, mamaTransportTopicEvent event, const std::string& topic) {
  // Inside the gate the transport cannot end.
  Gate::Frame inside(member.events);
  if (!inside) return;
  mamaTransportTopicCB callback = nullptr;
  void* closure = nullptr;
  mamaTransportImpl_getTransportTopicCallback(member.parent(), &callback, &closure);
  if (callback == nullptr) return;
  const mamaQueue queue = member.callback_queue();
  auto* const posted = new (std::nothrow) TopicEvent{Ref<Member>::share(&member), event, topic};
  if (posted == nullptr || queue == nullptr) {
    delete posted;
    return;
  }
  if (mamaQueue_enqueueEvent(queue, &run_topic_event, posted) != MAMA_STATUS_OK) delete posted;
}

}  // namespace

void MAMACALLTYPE run_topic_event(mamaQueue, void* closure) {
  const std::unique_ptr<TopicEvent> posted(static_cast<TopicEvent*>(closure));
  Gate::Frame inside(posted->member->events);
  if (!inside) return;
  mamaTransportImpl_invokeTransportTopicCallback(posted->member->parent(), posted->event,
                                                 posted->topic.c_str(), nullptr);
}

void discard_topic_event(void* closure) { delete static_cast<TopicEvent*>(closure); }

void TopicEvents::note(mamaTransportTopicEvent event, const std::string& topic) {
  MutexLock lock(mutex_);
  notes_.push_back({event, topic});
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
      for (const Ref<Member>& member : list->members) post(*member, note.event, note.topic);
    }
    lock.lock();
  }
  announcing_ = false;
}

}  // namespace quoll::loopback
