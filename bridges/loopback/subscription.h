/// The bridge's part of a subscription.
#pragma once

#include <mama/integration/bridge/base.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pattern_trie.h"
#include "quoll/gate.h"
#include "quoll/ref.h"
#include "topic.h"
#include "transport.h"

namespace quoll::loopback {

/// What only wildcard subscriptions have; guarded by the domain's wildcard lock but for the
/// closure.
struct Wildcard {
  explicit Wildcard(PatternKind of) : kind(of) {}

  /// What the subscription said about the topic before, or a new state.
  Ref<TopicState> state_of(const std::string& topic) const;
  void forget(Topic& topic);

  const PatternKind kind;
  std::vector<Topic*> topics;  // that it is bound to
  std::unordered_map<std::string, Ref<TopicState>> remembered;
  std::atomic<void*> default_closure{nullptr};
  // Goes up with each thing said about a topic. A topic that ends and comes again has a new state,
  // while messages with the old one are still queued: before it is used, a state that knows less
  // takes over what is remembered.
  std::atomic<std::uint64_t> sayings{0};
};

/// A subscription of the loopback.
///
/// Publishers put a ticket per message on the queue (post(), under post_gate_); the queue's thread
/// consumes it (run(), the delivery under deliver_gate_). The ticket keeps the storage. To avoid a
/// count that publishers and dispatchers would both write, tickets handed out are counted by the
/// topics, under their locks, and those consumed by the dispatcher; the two meet when the
/// subscription leaves its topics (settle()).
///
/// destroy() reports the end inside the call, on the calling thread. Two cases apart, in which it
/// may not wait and must not report yet. Called from a callback of another object while a delivery
/// of this subscription runs on another thread (the callback may hold a lock that the delivery
/// wants); called from an enqueue callback while another thread is in an enqueue callback of this
/// subscription's queue (which may be waiting for us likewise). Then the end is reported by the
/// thread that leaves last.
class alignas(64) Subscription {
 public:
  struct Request {
    std::string subject;
    mamaQueue queue;
    mamaSubscription parent;
    wombat_subscriptionDestroyCB on_destroy;
    void* closure;
    std::unique_ptr<Wildcard> wildcard;
  };

  Subscription(Ref<Member> member, Request&& request);
  ~Subscription();
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;

  subscriptionBridge handle() noexcept;
  static bool is_live(subscriptionBridge handle) noexcept;

  /// `*out` is set before the first message can come.
  static mama_status create(subscriptionBridge* out, Ref<Member> member, Request&& request);

  // The functions of the table.
  void mute();
  mama_status destroy();
  bool detached() const noexcept { return detached_.load(std::memory_order_acquire); }
  mama_status set_topic_closure(void* closure);
  mama_status mute_current_topic();

  /// The transport is going: nothing is delivered any more, parent and queue are not touched again.
  void detach();
  /// The right to end it: of several claims one succeeds.
  bool claim() noexcept;
  /// The bridge is going: frees the subscription, which the caller has claimed, without a word.
  void abandon();

  // For topics, under their locks.
  bool muted() const noexcept { return muted_.load(std::memory_order_relaxed); }
  void add_tickets(std::uint64_t count, std::uint64_t bytes) noexcept {
    tickets_ += count;
    bytes_ += bytes;
  }
  std::size_t place_in_topic = 0;

  /// Puts a ticket on the queue, or consumes it when that cannot be.
  void post(Ticket& ticket);
  /// The queue event of a ticket, and what is done with one that the queue drops.
  static void MAMACALLTYPE run(mamaQueue queue, void* ticket);
  static void drop(void* ticket);

  const std::string& subject() const noexcept { return subject_; }
  Member& member() const noexcept { return *member_; }
  mamaQueue queue() const noexcept { return queue_; }
  /// Whether a message on the topic would reach it.
  bool wants(std::string_view topic) const noexcept;
  const std::unique_ptr<Wildcard> wildcard;

  // Storage.
  void ref() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
  void unref() noexcept;

  // Place in the member's list; guarded by the member.
  Subscription* next_in_list = nullptr;
  Subscription* previous_in_list = nullptr;

 private:
  /// A delivery on this thread's stack.
  struct Delivery;

  void bind();
  void unbind();
  void leave_topics();
  void close_deliveries();
  bool posts_are_over() const noexcept;
  bool deliveries_are_over() const noexcept;
  void deliver(mamaQueue queue, const Ticket& ticket);
  void settle() noexcept;
  void consumed() noexcept;
  void finish();
  static void on_drained(void* subscription);
  static void on_posted(void* subscription);
  void over(std::uint32_t part);
  static mamaMsg message_for_delivery(mamaQueue queue);
  std::uint32_t own_deliveries() const noexcept;
  Delivery* current_delivery() const noexcept;

  static thread_local constinit Delivery* innermost_delivery_;

  // Written once. Publishers read it, dispatchers too.
  const Ref<Member> member_;
  const std::string subject_;
  const mamaQueue queue_;
  const mamaSubscription parent_;
  const wombat_subscriptionDestroyCB on_destroy_;
  void* const closure_;
  queueBridge base_queue_ = nullptr;  // the queue when it is one of base's
  bool base_messages_ = false;        // the queue's messages are base's
  Topic* topic_ = nullptr;            // plain subscriptions
  std::atomic<bool> muted_{false};
  std::atomic<bool> detached_{false};
  std::atomic<std::uint32_t> binding_{0};
  std::atomic<bool> finished_{false};
  std::atomic<std::uint32_t> end_{0};
  // The handle, and the tickets.
  std::atomic<std::uint32_t> references_{2};
  std::atomic<std::uint64_t> tickets_{0};  // handed out by topics that it has left
  std::atomic<std::uint64_t> bytes_{0};    // of their messages

  alignas(64) Gate post_gate_;            // written by publishers
  alignas(64) Gate deliver_gate_;         // written by dispatchers
  std::atomic<std::int64_t> balance_{0};  // tickets consumed; minus those handed out, once settled
};

/// Puts the first `count` tickets of `message` on their queues. The message may be gone afterwards.
void send_tickets(MessageBuffer& message, std::uint32_t count);

}  // namespace quoll::loopback

struct subscriptonBridge_ final : quoll::loopback::Subscription {
  using Subscription::Subscription;
};
