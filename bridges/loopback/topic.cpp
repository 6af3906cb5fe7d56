#include "topic.h"

#include <algorithm>

#include "subscription.h"

namespace quoll::loopback {

bool Topic::collect(MessageBuffer& message, std::uint32_t* tickets) {
  Ticket* out = message.tickets();
  std::uint32_t count = 0;
  MutexLock lock(mutex);
  if (plain_.size() + wildcard_.size() > message.ticket_capacity()) return false;
  for (Target& target : plain_) {
    if (target.subscription->muted()) continue;
    ++target.tickets;
    target.bytes += message.payload_bytes();
    out[count++] = {&message, target.subscription, nullptr};
  }
  for (WildcardTarget& target : wildcard_) {
    if (target.subscription->muted() || target.state->muted()) continue;
    ++target.tickets;
    target.bytes += message.payload_bytes();
    target.state->ref();
    out[count++] = {&message, target.subscription, target.state.get()};
  }
  message.arm(count);
  *tickets = count;
  return true;
}

void Topic::update_count() noexcept {
  count_.store(static_cast<std::uint32_t>(plain_.size() + wildcard_.size()),
               std::memory_order_release);
}

bool Topic::insert(Subscription& subscription) {
  subscription.place_in_topic = plain_.size();
  plain_.push_back({&subscription, 0, 0});
  update_count();
  return plain_.size() == 1;
}

bool Topic::erase(Subscription& subscription) {
  // The last one takes the place: no search, however many subscribe to the topic.
  const std::size_t place = subscription.place_in_topic;
  subscription.add_tickets(plain_[place].tickets, plain_[place].bytes);
  plain_[place] = plain_.back();
  plain_[place].subscription->place_in_topic = place;
  plain_.pop_back();
  update_count();
  return plain_.empty();
}

std::pair<std::uint64_t, std::uint64_t> Topic::handed_to(const Subscription& subscription) const {
  const auto is_it = [&](const auto& target) { return target.subscription == &subscription; };
  MutexLock lock(mutex);
  if (const auto at = std::find_if(plain_.begin(), plain_.end(), is_it); at != plain_.end()) {
    return {at->tickets, at->bytes};
  }
  const auto at = std::find_if(wildcard_.begin(), wildcard_.end(), is_it);
  return at != wildcard_.end() ? std::pair(at->tickets, at->bytes)
                               : std::pair<std::uint64_t, std::uint64_t>();
}

void Topic::add_wildcard(Subscription& subscription, Ref<TopicState> state) {
  MutexLock lock(mutex);
  wildcard_.push_back({&subscription, 0, 0, std::move(state)});
  update_count();
}

void Topic::remove_wildcard(Subscription& subscription) {
  MutexLock lock(mutex);
  const auto found = std::find_if(
      wildcard_.begin(), wildcard_.end(),
      [&](const WildcardTarget& target) { return target.subscription == &subscription; });
  if (found == wildcard_.end()) return;
  subscription.add_tickets(found->tickets, found->bytes);
  wildcard_.erase(found);
  update_count();
}

std::vector<Subscription*> Topic::wildcards() const {
  std::vector<Subscription*> all;
  MutexLock lock(mutex);
  all.reserve(wildcard_.size());
  for (const WildcardTarget& target : wildcard_) all.push_back(target.subscription);
  return all;
}

}  // namespace quoll::loopback
