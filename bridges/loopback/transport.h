/// The bridge's part of a transport.
#pragma once

#include <mama/integration/bridge/base.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "conflation.h"
#include "domain.h"
#include "link.h"
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

  /// How its messages travel.
  Link link;
  Watermarks watermarks();
  /// Set the link up as the properties say, before the first message.
  void read_properties(const std::string& name);

  // Telling the application, on the callback queue.
  void report(mamaTransportEvent event, short cause);
  void report_disconnect(mamaTransportEvent event);
  void report_reconnect(mamaTransportEvent event);
  /// Joins the domain, and leaves it, with the events that belong to it.
  void arrive();
  void depart();

  /// A number that no other transport of the process ever has, and a port that no other live one
  /// has.
  std::uint64_t number() const noexcept { return number_; }
  std::uint16_t port() const noexcept { return port_; }

  /// Whether messages go from here to there: both are connected, and the link was not cut.
  bool reaches(const Member& peer) const QUOLL_EXCLUDES(mutex_);
  /// Cuts the link between the two, with the events that belong to it.
  void cut(Member& peer) QUOLL_EXCLUDES(mutex_);
  /// What all transports have handed to its subscriptions.
  struct Handed {
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;
  };
  Handed handed() QUOLL_EXCLUDES(mutex_);
  void add_handed(Handed more) QUOLL_EXCLUDES(mutex_);
  /// Whether a message on the topic would reach one of its subscriptions.
  bool subscribes_to(std::string_view topic) QUOLL_EXCLUDES(mutex_);

  // Conflation managers, by the number of the peer whose messages they take.
  mama_status install(const Member& peer, mamaConflationManager manager, conflateProcessCb process)
      QUOLL_EXCLUDES(mutex_);
  mama_status uninstall(std::uint64_t peer, mamaConflationManager manager) QUOLL_EXCLUDES(mutex_);
  Ref<Interception> interception_for(std::uint64_t peer) const QUOLL_EXCLUDES(mutex_);
  /// Asks the peers to conflate what they send here, or not to.
  void request_conflation(bool starts);
  bool wants_conflation() const noexcept { return wants_conflation_.load(); }
  /// Whether one of its subscriptions may put a message on the queue; if not, that is reported.
  bool has_room_on(mamaQueue queue);

  /// The other live members of the domain.
  template <class Visit>
  void for_each_peer(Visit visit) {
    const Ref<MemberList> list = domain_.members();
    if (!list) return;
    for (const Ref<Member>& member : list->members) {
      if (member.get() != this) visit(*member);
    }
  }

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
  /// Live subscriptions; each with a reference that the visitor need not keep.
  template <class Visit>
  void for_each_subscription(Visit visit) QUOLL_EXCLUDES(mutex_);
  void free_own_leftovers() QUOLL_EXCLUDES(mutex_);

  const mamaTransport parent_;
  Domain& domain_;
  const bool reports_success_;
  const std::uint64_t number_;
  std::uint16_t port_ = 0;
  std::atomic<bool> detached_{false};
  std::atomic<bool> reports_overflow_{true};  // the next one, that is

  std::atomic<bool> wants_conflation_{false};

  mutable Mutex mutex_;
  std::set<std::uint64_t> cut_off_ QUOLL_GUARDED_BY(mutex_);  // numbers of peers
  std::map<std::uint64_t, Ref<Interception>> interceptions_ QUOLL_GUARDED_BY(mutex_);
  Handed handed_ QUOLL_GUARDED_BY(mutex_);  // to subscriptions that have ended
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
