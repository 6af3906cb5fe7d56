/// quoll/loopback.h: the functions with which programs tell the loopback to misbehave.
#include <mama/integration/transport.h>
#include <quoll/loopback.h>

#include "bridge.h"
#include "transport.h"

using quoll::Ref;
using quoll::loopback::guarded;
using quoll::loopback::Member;
using quoll::loopback::member_of;

namespace {

/// Does something with each part of a transport. INVALID_ARG when it is none of ours, else the
/// first failure.
template <class Body>
mama_status for_each_part(mamaTransport transport, Body body) {
  return guarded([&] {
    mama_status result = MAMA_STATUS_INVALID_ARG;
    for (int index = 0;; ++index) {
      const Ref<Member> member = member_of(transport, index);
      if (!member) return result;
      const mama_status status = body(*member);
      if (index == 0 || result == MAMA_STATUS_OK) result = status;
    }
  });
}

}  // namespace

mama_status quollLoopback_set(mamaTransport transport, const char* key, const char* value) {
  LOOPBACK_REQUIRE(transport, key, value);
  return for_each_part(transport, [&](Member& member) { return member.link.set(key, value); });
}

mama_status quollLoopback_disconnect(mamaTransport transport) {
  LOOPBACK_REQUIRE(transport);
  return for_each_part(transport, [](Member& member) {
    member.link.disconnect();
    return MAMA_STATUS_OK;
  });
}

mama_status quollLoopback_reconnect(mamaTransport transport) {
  LOOPBACK_REQUIRE(transport);
  return for_each_part(transport, [](Member& member) { return member.link.reconnect(); });
}

mama_status quollLoopback_raise(mamaTransport transport, mamaTransportEvent event, short cause) {
  LOOPBACK_REQUIRE(transport);
  if (event < MAMA_TRANSPORT_CONNECT || event > MAMA_TRANSPORT_WRITE_QUEUE_LOW_WATER_MARK) {
    return MAMA_STATUS_INVALID_ARG;
  }
  return guarded([&] {
    const Ref<Member> member = member_of(transport, 0);
    if (!member) return MAMA_STATUS_INVALID_ARG;
    member->report(event, cause);
    return MAMA_STATUS_OK;
  });
}

mama_status quollLoopback_getCounts(mamaTransport transport, quollLoopbackCounts* counts) {
  LOOPBACK_REQUIRE(transport, counts);
  quollLoopbackCounts sum{};
  const mama_status status = for_each_part(transport, [&](Member& member) {
    member.link.add_counts(sum);
    return MAMA_STATUS_OK;
  });
  if (status == MAMA_STATUS_OK) *counts = sum;
  return status;
}
