/// The transports that see each other, and the topics between them.
#pragma once

#include <mama/integration/bridge/base.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pattern_trie.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"
#include "topic_events.h"
#include "topic_table.h"

namespace quoll::loopback {

class Member;
class Subscription;

/// The live transports of a domain at one moment; immutable.
struct MemberList : RefCounted<MemberList> {
  std::vector<Ref<Member>> members;
};

/// A domain: everything that is published by one of its transports reaches the subscriptions of
/// all. Exists from the first join() to the last leave(). Any thread.
class Domain {
 public:
  /// The domain called `name`; the caller belongs to it until leave().
  static Domain& join(const std::string& name);
  void leave();

  // Members: live transports.
  void add_member(Member& member) QUOLL_EXCLUDES(members_mutex_);
  void remove_member(Member& member) QUOLL_EXCLUDES(members_mutex_);
  Ref<MemberList> members() const QUOLL_EXCLUDES(members_mutex_);

  // Topics of publishers and plain subscriptions.
  Topic* acquire_topic(std::string_view name) { return topics_.acquire(name); }
  void release_topic(Topic* topic);
  void bind(Topic& topic, Subscription& subscription);
  void unbind(Topic& topic, Subscription& subscription);

  // Wildcard subscriptions.
  void add_wildcard(Subscription& subscription) QUOLL_EXCLUDES(wildcards_mutex_);
  void remove_wildcard(Subscription& subscription) QUOLL_EXCLUDES(wildcards_mutex_);
  /// Changes what `subscription` says about a topic, and remembers it.
  void set_topic_closure(Subscription& subscription, TopicState& state, void* closure)
      QUOLL_EXCLUDES(wildcards_mutex_);
  void mute_topic(Subscription& subscription, TopicState& state) QUOLL_EXCLUDES(wildcards_mutex_);
  /// Brings a state up to what the subscription has said about its topic.
  void bring_up_to_date(Subscription& subscription, TopicState& state)
      QUOLL_EXCLUDES(wildcards_mutex_);

  /// Hands the message to everyone who subscribes to the topic; OK when that is nobody. `from` is
  /// the sender.
  mama_status publish(Member& from, Topic& topic, mamaMsg message, baseMsgType type,
                      std::string_view reply_subject = {});
  /// The same for a subject that is looked up: replies, and messages that come late.
  mama_status publish_to(Member& from, std::string_view subject, mamaMsg message, baseMsgType type);
  mama_status publish_to(Member& from, std::string_view subject, const Outgoing& outgoing);

  /// A message to the subscriptions of one peer, past any conflation manager.
  mama_status publish_to_peer(Member& from, Member& peer, std::string_view subject,
                              mamaMsg message);
  /// The messages and bytes that a subscription was given by the topics that it is bound to.
  std::pair<std::uint64_t, std::uint64_t> handed_to(Subscription& subscription)
      QUOLL_EXCLUDES(wildcards_mutex_);

  /// From now on it is asked for each message and each subscription whether they may meet.
  void filter_deliveries() noexcept { filters_.store(true, std::memory_order_release); }

  /// Tells the transports that a publisher on the topic came or went.
  void tell_publisher_event(mamaTransportTopicEvent event, const std::string& topic);

  std::size_t topic_count() const { return topics_.size(); }

 private:
  explicit Domain(std::string name) : name_(std::move(name)) {}

  template <class Use>
  mama_status with_topic(std::string_view subject, Use use);
  bool find_targets(Topic& topic);
  /// `only` is the one member whose subscriptions are meant; null for all.
  mama_status publish(Member& from, Topic& topic, const Outgoing& outgoing,
                      const Member* only = nullptr);
  static void send_filtered(Member& from, const Topic& topic, MessageBuffer& message,
                            std::uint32_t count, const Member* only);
  void bring_wildcards_up_to_date(Topic& topic) QUOLL_EXCLUDES(wildcards_mutex_);
  TopicState& remembered_state(Subscription& subscription, TopicState& state)
      QUOLL_REQUIRES(wildcards_mutex_);

  const std::string name_;
  std::size_t users_ = 0;  // guarded by the registry
  TopicTable topics_;
  TopicEvents topic_events_;

  mutable Mutex members_mutex_;
  Ref<MemberList> members_ QUOLL_GUARDED_BY(members_mutex_);

  Mutex wildcards_mutex_;  // before a topic's lock
  PatternTrie patterns_ QUOLL_GUARDED_BY(wildcards_mutex_);
  // Goes up with each wildcard subscription that is added; topics compare it with what they know.
  std::atomic<std::uint64_t> wildcard_version_{0};
  std::atomic<std::size_t> wildcard_count_{0};
  std::atomic<bool> filters_{false};
};

}  // namespace quoll::loopback
