/// The bridge's part of a transport.
#pragma once

#include <mama/integration/bridge/base.h>

#include <atomic>
#include <string>

#include "domain.h"
#include "quoll/gate.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"

namespace quoll::loopback {

class Publisher;
class Subscription;

/// A transport as a member of its domain. The handle (`transportBridge`) is the application's, by
/// way of libmama, from create to destroy; subscriptions and publishers that outlive it keep the
/// member, which is then detached: it receives nothing and sends to nobody.
class Member : public RefCounted<Member> {
 public:
  Member(mamaTransport parent, const std::string& name, Domain& domain);
  ~Member();

  /// Ends what the handle stands for. Once; waits for topic events under way, unless called from
  /// inside a callback.
  void detach();
  bool detached() const noexcept { return detached_.load(std::memory_order_acquire); }

  /// May be gone once `events` is closed.
  mamaTransport parent() const noexcept { return parent_; }
  Domain& domain() const noexcept { return domain_; }
  /// Where topic events go: the transport's own callback queue, or the bridge's default queue.
  mamaQueue callback_queue() const;
  /// Whether publishers report success of each send.
  bool reports_success() const noexcept { return reports_success_; }

  void enlist(Subscription& subscription) QUOLL_EXCLUDES(mutex_);
  void delist(Subscription& subscription) QUOLL_EXCLUDES(mutex_);
  void enlist(Publisher& publisher) QUOLL_EXCLUDES(mutex_);
  void delist(Publisher& publisher) QUOLL_EXCLUDES(mutex_);

  /// For the end of the bridge: detaches all members and frees what nobody destroyed.
  static void detach_all();
  static void free_leftovers();

  /// In front of the topic events of this transport.
  Gate events;
  /// The handle; for free_leftovers().
  transportBridge handle = nullptr;

 private:
  static void for_each_member(void (*visit)(Member& member));
  void free_own_leftovers() QUOLL_EXCLUDES(mutex_);

  const mamaTransport parent_;
  Domain& domain_;
  const bool reports_success_;
  std::atomic<bool> detached_{false};

  Mutex mutex_;
  Subscription* subscriptions_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  Publisher* publishers_ QUOLL_GUARDED_BY(mutex_) = nullptr;
};

}  // namespace quoll::loopback

/// What libmama holds.
struct transportBridge_ final {
  explicit transportBridge_(quoll::Ref<quoll::loopback::Member> of) : member(std::move(of)) {}
  const quoll::Ref<quoll::loopback::Member> member;
};

namespace quoll::loopback {

/// The bridge's part of `transport`, sub-transport `index`; null when there is none of ours.
Ref<Member> member_of(mamaTransport transport, int index);
/// The member behind a handle; null for NULL and for one that was destroyed.
Ref<Member> member_of(transportBridge handle);

mama_status create_transport(transportBridge* out, const char* name, mamaTransport parent);
mama_status destroy_transport(transportBridge handle);

}  // namespace quoll::loopback
