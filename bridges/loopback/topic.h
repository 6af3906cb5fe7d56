/// A topic of a domain, and who gets its messages.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "message_buffer.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"

namespace quoll::loopback {

class Subscription;

/// What a wildcard subscription knows about one concrete topic: name, closure, whether it is muted.
/// Shared by the topic it is bound to, the tickets under way, and the subscription if it said
/// something about the topic that must outlast the binding.
class TopicState : public RefCounted<TopicState> {
 public:
  explicit TopicState(std::string_view name) : name_(name) {}

  const std::string& name() const noexcept { return name_; }
  bool muted() const noexcept { return muted_.load(std::memory_order_acquire); }
  void mute() noexcept { muted_.store(true, std::memory_order_release); }
  void set_closure(void* closure) noexcept {
    closure_.store(closure, std::memory_order_relaxed);
    has_closure_.store(true, std::memory_order_release);
  }
  /// Its own closure, or `otherwise`.
  void* closure_or(void* otherwise) const noexcept {
    return has_closure_.load(std::memory_order_acquire) ? closure_.load(std::memory_order_relaxed)
                                                        : otherwise;
  }
  /// Takes over what was said about the topic through another state of it.
  void follow(const TopicState& other) noexcept {
    if (other.has_closure_.load(std::memory_order_acquire)) {
      set_closure(other.closure_.load(std::memory_order_relaxed));
    }
    if (other.muted()) mute();
  }

  /// How many sayings of the subscription this state has taken over; see Wildcard::sayings.
  std::uint64_t sayings() const noexcept { return sayings_.load(std::memory_order_acquire); }
  void set_sayings(std::uint64_t count) noexcept {
    sayings_.store(count, std::memory_order_release);
  }

 private:
  const std::string name_;
  std::atomic<void*> closure_{nullptr};
  std::atomic<bool> has_closure_{false};
  std::atomic<bool> muted_{false};
  std::atomic<std::uint64_t> sayings_{0};
};

/// One topic. Lives in the domain's TopicTable as long as publishers or plain subscriptions use it;
/// wildcard subscriptions are bound to it meanwhile.
///
/// The lock covers the choice of the recipients and nothing else: tickets are put on queues after
/// it was released. Lock order: domain's wildcards, then topic.
class Topic {
 public:
  explicit Topic(std::string_view name) : name_(name) {}
  Topic(const Topic&) = delete;
  Topic& operator=(const Topic&) = delete;

  const std::string& name() const noexcept { return name_; }

  /// How many would get a message now, muted ones included; without the lock.
  std::uint32_t target_count() const noexcept { return count_.load(std::memory_order_acquire); }

  /// Fills the tickets of `message`, which must have room for `target_count()`. False, and nothing
  /// done, when that has grown too large meanwhile. `*tickets` may be 0.
  bool collect(MessageBuffer& message, std::uint32_t* tickets) QUOLL_EXCLUDES(mutex);

  // Plain subscriptions. `on_change` runs under the lock when the first comes or the last goes.
  template <class OnChange>
  void add(Subscription& subscription, OnChange on_change) QUOLL_EXCLUDES(mutex) {
    MutexLock lock(mutex);
    if (insert(subscription)) on_change();
  }
  template <class OnChange>
  void remove(Subscription& subscription, OnChange on_change) QUOLL_EXCLUDES(mutex) {
    MutexLock lock(mutex);
    if (erase(subscription)) on_change();
  }

  /// The messages and bytes that a subscription was given here.
  std::pair<std::uint64_t, std::uint64_t> handed_to(const Subscription& subscription) const
      QUOLL_EXCLUDES(mutex);

  // Wildcard subscriptions; under the domain's wildcard lock.
  void add_wildcard(Subscription& subscription, Ref<TopicState> state) QUOLL_EXCLUDES(mutex);
  void remove_wildcard(Subscription& subscription) QUOLL_EXCLUDES(mutex);
  std::vector<Subscription*> wildcards() const QUOLL_EXCLUDES(mutex);

  /// The state of the domain's wildcards that this topic has taken over.
  std::uint64_t wildcard_version() const noexcept {
    return wildcard_version_.load(std::memory_order_acquire);
  }
  void set_wildcard_version(std::uint64_t version) noexcept {
    wildcard_version_.store(version, std::memory_order_release);
  }

 private:
  friend class TopicTable;

  struct Target {
    Subscription* subscription;
    std::uint64_t tickets;  // handed out so far
    std::uint64_t bytes;    // of their messages
  };
  struct WildcardTarget {
    Subscription* subscription;
    std::uint64_t tickets;
    std::uint64_t bytes;
    Ref<TopicState> state;
  };

  bool insert(Subscription& subscription) QUOLL_REQUIRES(mutex);
  bool erase(Subscription& subscription) QUOLL_REQUIRES(mutex);
  void update_count() noexcept QUOLL_REQUIRES(mutex);

  const std::string name_;
  std::size_t users_ = 0;  // guarded by the table
  std::atomic<std::uint32_t> count_{0};
  std::atomic<std::uint64_t> wildcard_version_{0};

 public:
  mutable Mutex mutex;

 private:
  std::vector<Target> plain_ QUOLL_GUARDED_BY(mutex);
  std::vector<WildcardTarget> wildcard_ QUOLL_GUARDED_BY(mutex);
};

}  // namespace quoll::loopback
