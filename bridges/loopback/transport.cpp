#include "transport.h"

#include <mama/integration/mama.h>
#include <mama/integration/transport.h>
#include <mama/mama.h>
#include <wombat/property.h>

#include <unordered_set>
#include <vector>

#include "bridge.h"
#include "intrusive_list.h"
#include "publisher.h"
#include "quoll/handle_pool.h"
#include "subscription.h"

namespace quoll::loopback {
namespace {

HandlePool<transportBridge_>& handles() {
  static auto& pool = *new HandlePool<transportBridge_>;
  return pool;
}

struct Registry {
  Mutex mutex;
  std::unordered_set<Member*> members QUOLL_GUARDED_BY(mutex);       // all, detached ones too
  std::unordered_set<transportBridge> live QUOLL_GUARDED_BY(mutex);  // handles
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
    : parent_(parent),
      domain_(domain),
      reports_success_(properties_GetPropertyValueAsBoolean(
                           transport_property(parent, name, "publisher_success")) != 0) {
  Registry& all = registry();
  MutexLock lock(all.mutex);
  all.members.insert(this);
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

void Member::detach() {
  if (detached_.exchange(true)) return;
  events.close();
  if (!Gate::caller_is_inside_any()) events.close_and_wait();
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
  domain_.remove_member(*this);
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
  domain.add_member(*member);
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
