#include "member_event.h"

#include <memory>
#include <new>

#include "transport.h"

namespace quoll::loopback {
namespace {

struct Posted {
  Ref<Member> member;
  MemberEvent event;
};

}  // namespace

void post_event(Member& member, MemberEvent event) {
  // Inside the gate the transport cannot end.
  Gate::Frame inside(member.events);
  if (!inside) return;
  const mamaQueue queue = member.callback_queue();
  if (queue == nullptr) return;
  auto* const posted = new (std::nothrow) Posted{Ref<Member>::share(&member), std::move(event)};
  if (posted == nullptr) return;
  if (mamaQueue_enqueueEvent(queue, &run_member_event, posted) != MAMA_STATUS_OK) delete posted;
}

void MAMACALLTYPE run_member_event(mamaQueue, void* closure) {
  const std::unique_ptr<Posted> posted(static_cast<Posted*>(closure));
  Gate::Frame inside(posted->member->events);
  if (inside) posted->event(posted->member->parent());
}

void discard_member_event(void* closure) { delete static_cast<Posted*>(closure); }

}  // namespace quoll::loopback
