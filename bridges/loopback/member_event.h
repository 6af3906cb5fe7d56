/// What a transport is told, on its callback queue.
#pragma once

#include <mama/queue.h>
#include <mama/transport.h>

#include <functional>

namespace quoll::loopback {

class Member;

/// Something to be told to the application by way of libmama. Must not throw.
using MemberEvent = std::function<void(mamaTransport transport)>;

/// Puts it on the callback queue of the transport. Dropped when the transport is gone by then, when
/// there is no queue, or no memory. Without any lock.
void post_event(Member& member, MemberEvent event);

/// The queue event, and the function that frees the closure of one that a queue drops.
void MAMACALLTYPE run_member_event(mamaQueue queue, void* closure);
void discard_member_event(void* closure);

}  // namespace quoll::loopback
