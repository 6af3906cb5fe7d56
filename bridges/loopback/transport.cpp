#include "transport.h"

#include <mama/integration/mama.h>
#include <mama/integration/transport.h>
#include <mama/log.h>
#include <mama/mama.h>
#include <wombat/property.h>

#include <unordered_set>
#include <vector>

#include "bridge.h"
#include "intrusive_list.h"
#include "member_event.h"
#include "publisher.h"
#include "quoll/handle_pool.h"
#include "subscription.h"

namespace quoll::loopback {
namespace {

// Causes of transport events.
constexpr short kCauseSubscriber = 7;
constexpr short kCauseDisconnect = 12;
constexpr short kCauseConnect = 13;

HandlePool<transportBridge_>& handles() {
  static constinit HandlePool<transportBridge_> pool;
  return pool;
}

struct Registry {
  Mutex mutex;
  std::unordered_set<Member*> members QUOLL_GUARDED_BY(mutex);       // all, detached ones too
  std::unordered_set<transportBridge> live QUOLL_GUARDED_BY(mutex);  // handles
  std::set<std::uint16_t> ports QUOLL_GUARDED_BY(mutex);
  std::uint64_t last_number QUOLL_GUARDED_BY(mutex) = 0;

  std::uint64_t next_number() {
    MutexLock lock(mutex);
    return ++last_number;
  }
  /// The lowest from 49152 up that is free; 0 when there is none.
  std::uint16_t take_port() QUOLL_REQUIRES(mutex) {
    constexpr std::uint32_t kFirst = 49152, kEnd = 65536;
    std::uint32_t port = kFirst;
    for (const std::uint16_t taken : ports) {
      if (taken != port) break;
      ++port;
    }
    if (port == kEnd) return 0;
    ports.insert(static_cast<std::uint16_t>(port));
    return static_cast<std::uint16_t>(port);
  }
};

Registry& registry() {
  static auto& instance = *new Registry;
  return instance;
}

/// Of the sub-transport `name`, else of the whole transport.
const char* transport_property(mamaTransport parent, const std::string& name, const char* key) {
  const char* own =
      mamaImpl_getParameter(nullptr, "mama.loopback.transport.%s.%s", name.c_str(), key);
  const char* whole = nullptr;
  if (own != nullptr || mamaTransport_getName(parent, &whole) != MAMA_STATUS_OK) return own;
  return mamaImpl_getParameter(nullptr, "mama.loopback.transport.%s.%s", whole, key);
}

}  // namespace

Member::Member(mamaTransport parent, const std::string& name, Domain& domain)
    : link(*this),
      parent_(parent),
      domain_(domain),
      reports_success_(properties_GetPropertyValueAsBoolean(
                           transport_property(parent, name, "publisher_success")) != 0),
      number_(registry().next_number()) {
  Registry& all = registry();
  MutexLock lock(all.mutex);
  all.members.insert(this);
  port_ = all.take_port();
}

Member::~Member() {
  {
    Registry& all = registry();
    MutexLock lock(all.mutex);
    all.members.erase(this);
  }
  domain_.leave();
}

mamaQueue Member::callback_queue() const {
  mamaQueue queue = nullptr;
  if (mamaTransport_getTransportCallbackQueue(parent_, &queue) == MAMA_STATUS_OK &&
      queue != nullptr) {
    return queue;
  }
  return default_queue();
}

void Member::read_properties(const std::string& name) {
  for (const char* key : Link::kKeys) {
    const char* const value = transport_property(parent_, name, key);
    if (value == nullptr || link.set(key, value) == MAMA_STATUS_OK) continue;
    mama_log(MAMA_LOG_LEVEL_WARN, "loopback: transport %s: the property %s cannot be '%s'; ignored",
             name.c_str(), key, value);
  }
}

Watermarks Member::watermarks() {
  Watermarks marks;
  Gate::Frame inside(events);
  if (inside) mamaTransportImpl_getWriteQueueWatermarks(parent_, &marks.high, &marks.low);
  return marks;
}

// ---- events ------------------------------------------------------------------------------------

void Member::report(mamaTransportEvent event, short cause) {
  post_event(*this, [event, cause](mamaTransport transport) {
    if (event == MAMA_TRANSPORT_QUALITY) {
      mamaTransportImpl_processAdvisory(transport, cause, nullptr);
    } else {
      mamaTransportImpl_invokeTransportCallback(transport, event, cause, nullptr);
    }
  });
}

void Member::report_disconnect(mamaTransportEvent event) {
  post_event(*this, [event](mamaTransport transport) {
    mamaTransportImpl_disconnect(transport, event, nullptr, nullptr);
  });
}

void Member::report_reconnect(mamaTransportEvent event) {
  post_event(*this, [event](mamaTransport transport) {
    mamaTransportImpl_reconnect(transport, event, nullptr, nullptr);
    mamaTransportImpl_unsetAllPossiblyStale(transport);
  });
}

bool Member::has_room_on(mamaQueue queue) {
  const std::size_t limit = link.queue_limit();
  std::size_t count = 0;
  if (limit == 0 || mamaQueue_getEventCount(queue, &count) != MAMA_STATUS_OK) return true;
  if (count <= limit / 2) reports_overflow_.store(true, std::memory_order_relaxed);
  if (count < limit) return true;
  link.note_overflow();
  if (reports_overflow_.exchange(false)) report(MAMA_TRANSPORT_QUALITY, kCauseSubscriber);
  return false;
}

void Member::arrive() {
  domain_.add_member(*this);
  if (link.has_connection_events()) report(MAMA_TRANSPORT_CONNECT, kCauseConnect);
  for_each_peer([](Member& peer) {
    if (peer.link.has_connection_events()) peer.report(MAMA_TRANSPORT_ACCEPT, kCauseConnect);
  });
}

void Member::depart() {
  domain_.remove_member(*this);
  {
    Registry& all = registry();
    MutexLock lock(all.mutex);
    all.ports.erase(port_);
  }
  std::map<std::uint64_t, Ref<Interception>> interceptions;
  {
    MutexLock lock(mutex_);
    std::swap(interceptions, interceptions_);
  }
  for (const auto& [peer, interception] : interceptions) interception->close();
  for_each_peer([](Member& peer) {
    if (peer.link.has_connection_events()) peer.report(MAMA_TRANSPORT_DISCONNECT, kCauseDisconnect);
  });
}

// ---- peers -------------------------------------------------------------------------------------

bool Member::reaches(const Member& peer) const {
  if (!link.is_connected() || !peer.link.is_connected()) return false;
  MutexLock lock(mutex_);
  return !cut_off_.contains(peer.number_);
}

void Member::cut(Member& peer) {
  {
    MutexLock lock(mutex_);
    if (!cut_off_.insert(peer.number_).second) return;
  }
  {
    MutexLock lock(peer.mutex_);
    peer.cut_off_.insert(number_);
  }
  domain_.filter_deliveries();
  report_disconnect(MAMA_TRANSPORT_DISCONNECT);
  peer.report_disconnect(MAMA_TRANSPORT_PUBLISHER_DISCONNECT);
}

template <class Visit>
void Member::for_each_subscription(Visit visit) {
  std::vector<Subscription*> all;
  {
    MutexLock lock(mutex_);
    for (Subscription* each = subscriptions_; each != nullptr; each = each->next_in_list) {
      each->ref();
      all.push_back(each);
    }
  }
  for (Subscription* each : all) {
    visit(*each);
    each->unref();
  }
}

Member::Handed Member::handed() {
  Handed sum;
  for_each_subscription([&](Subscription& subscription) {
    const auto [messages, bytes] = domain_.handed_to(subscription);
    sum.messages += messages;
    sum.bytes += bytes;
  });
  MutexLock lock(mutex_);
  return {sum.messages + handed_.messages, sum.bytes + handed_.bytes};
}

void Member::add_handed(Handed more) {
  MutexLock lock(mutex_);
  handed_.messages += more.messages;
  handed_.bytes += more.bytes;
}

bool Member::subscribes_to(std::string_view topic) {
  bool does = false;
  for_each_subscription(
      [&](const Subscription& subscription) { does = does || subscription.wants(topic); });
  return does;
}

// ---- conflation --------------------------------------------------------------------------------

mama_status Member::install(const Member& peer, mamaConflationManager manager,
                            conflateProcessCb process) {
  auto made = make_ref<Interception>(manager, process, peer.wants_conflation());
  {
    MutexLock lock(mutex_);
    if (!interceptions_.emplace(peer.number_, std::move(made)).second) {
      return MAMA_STATUS_INVALID_ARG;
    }
  }
  domain_.filter_deliveries();
  return MAMA_STATUS_OK;
}

mama_status Member::uninstall(std::uint64_t peer, mamaConflationManager manager) {
  Ref<Interception> installed;
  {
    MutexLock lock(mutex_);
    const auto found = interceptions_.find(peer);
    if (found == interceptions_.end() || found->second->manager() != manager) {
      return MAMA_STATUS_INVALID_ARG;
    }
    installed = std::move(found->second);
    interceptions_.erase(found);
  }
  installed->close();
  return MAMA_STATUS_OK;
}

Ref<Interception> Member::interception_for(std::uint64_t peer) const {
  MutexLock lock(mutex_);
  const auto found = interceptions_.find(peer);
  return found != interceptions_.end() ? found->second : Ref<Interception>();
}

void Member::request_conflation(bool starts) {
  wants_conflation_.store(starts);
  for_each_peer([&](Member& peer) {
    if (const auto interception = peer.interception_for(number_)) interception->start(starts);
  });
}

// ---- the end -----------------------------------------------------------------------------------

void Member::detach() {
  if (detached_.exchange(true)) return;
  link.stop();
  events.close_and_wait_if_outside_all();
  for (;;) {
    Subscription* subscription;
    {
      MutexLock lock(mutex_);
      for (subscription = subscriptions_; subscription != nullptr;
           subscription = subscription->next_in_list) {
        if (!subscription->detached()) break;
      }
      if (subscription == nullptr) break;
      subscription->ref();
    }
    subscription->detach();
    subscription->unref();
  }
  depart();
}

void Member::enlist(Subscription& subscription) {
  MutexLock lock(mutex_);
  push_front(subscriptions_, subscription);
}

void Member::delist(Subscription& subscription) {
  MutexLock lock(mutex_);
  unlink(subscriptions_, subscription);
}

void Member::enlist(Publisher& publisher) {
  MutexLock lock(mutex_);
  push_front(publishers_, publisher);
}

void Member::delist(Publisher& publisher) {
  MutexLock lock(mutex_);
  unlink(publishers_, publisher);
}

void Member::for_each_member(void (*visit)(Member&)) {
  std::unordered_set<Member*> members;
  {
    Registry& all = registry();
    MutexLock lock(all.mutex);
    members = all.members;
    for (Member* member : members) member->ref();
  }
  for (Member* member : members) {
    visit(*member);
    member->unref();
  }
}

void Member::detach_all() {
  for_each_member([](Member& member) { member.detach(); });
}

void Member::free_leftovers() {
  for_each_member([](Member& member) {
    member.free_own_leftovers();
    if (member.handle != nullptr) destroy_transport(member.handle);
  });
}

void Member::free_own_leftovers() {
  // What is claimed already is being destroyed, and leaves the list by itself: nothing to wait for.
  std::vector<Subscription*> subscriptions;
  std::vector<Publisher*> publishers;
  {
    MutexLock lock(mutex_);
    for (Subscription* each = subscriptions_; each != nullptr; each = each->next_in_list) {
      if (each->claim()) subscriptions.push_back(each);
    }
    for (Publisher* each = publishers_; each != nullptr; each = each->next_in_list) {
      if (each->claim()) publishers.push_back(each);
    }
  }
  for (Subscription* each : subscriptions) each->abandon();
  for (Publisher* each : publishers) each->abandon();
}

Ref<Member> member_of(transportBridge handle) {
  Registry& all = registry();
  MutexLock lock(all.mutex);
  return all.live.contains(handle) ? handle->member : Ref<Member>();
}

Ref<Member> member_of(mamaTransport transport, int index) {
  transportBridge handle = nullptr;
  if (mamaTransport_getBridgeTransportByIndex(transport, index, &handle) != MAMA_STATUS_OK) {
    return {};
  }
  return member_of(handle);
}

mama_status create_transport(transportBridge* out, const char* name, mamaTransport parent) {
  const char* domain_name = transport_property(parent, name, "domain");
  Domain& domain = Domain::join(domain_name != nullptr ? domain_name : "");
  const auto member = make_ref<Member>(parent, std::string(name), domain);
  transportBridge const handle = handles().create(member);
  if (handle == nullptr) return MAMA_STATUS_NOMEM;
  member->handle = handle;
  {
    Registry& all = registry();
    MutexLock lock(all.mutex);
    all.live.insert(handle);
  }
  *out = handle;
  member->read_properties(name);
  member->arrive();
  return MAMA_STATUS_OK;
}

mama_status destroy_transport(transportBridge handle) {
  {
    Registry& all = registry();
    MutexLock lock(all.mutex);
    if (all.live.erase(handle) == 0) return MAMA_STATUS_INVALID_ARG;
  }
  const Ref<Member> member = handle->member;
  member->handle = nullptr;
  member->detach();
  handles().destroy(handle);
  return MAMA_STATUS_OK;
}

}  // namespace quoll::loopback
