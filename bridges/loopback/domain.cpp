#include "domain.h"

#include <mama/log.h>
#include <mama/msg.h>

#include <algorithm>
#include <map>
#include <unordered_set>

#include "subscription.h"
#include "transport.h"

namespace quoll::loopback {
namespace {

// Where replies go; nobody wants to hear that somebody waits for some.
constexpr std::string_view kInboxPrefix = "_INBOX.";

struct Registry {
  Mutex mutex;
  std::map<std::string, Domain*> domains QUOLL_GUARDED_BY(mutex);
};

Registry& registry() {
  static auto& instance = *new Registry;
  return instance;
}

}  // namespace

Domain& Domain::join(const std::string& name) {
  Registry& all = registry();
  MutexLock lock(all.mutex);
  Domain*& domain = all.domains[name];
  if (domain == nullptr) domain = new Domain(name);
  ++domain->users_;
  return *domain;
}

void Domain::leave() {
  Registry& all = registry();
  {
    MutexLock lock(all.mutex);
    if (--users_ != 0) return;
    all.domains.erase(name_);
  }
  delete this;
}

// ---- members -----------------------------------------------------------------------------------

void Domain::add_member(Member& member) {
  auto list = make_ref<MemberList>();
  MutexLock lock(members_mutex_);
  if (members_) list->members = members_->members;
  list->members.push_back(Ref<Member>::share(&member));
  std::swap(members_, list);
}

void Domain::remove_member(Member& member) {
  auto list = make_ref<MemberList>();
  MutexLock lock(members_mutex_);
  for (const Ref<Member>& other : members_->members) {
    if (other.get() != &member) list->members.push_back(other);
  }
  std::swap(members_, list);
  lock.unlock();  // the old list may be the last to hold a member
}

Ref<MemberList> Domain::members() const {
  MutexLock lock(members_mutex_);
  return members_;
}

// ---- topics ------------------------------------------------------------------------------------

void Domain::bind(Topic& topic, Subscription& subscription) {
  const bool silent = topic.name().starts_with(kInboxPrefix);
  topic.add(subscription, [&] {
    if (!silent) topic_events_.note(MAMA_TRANSPORT_TOPIC_SUBSCRIBED, topic.name());
  });
  if (!silent) topic_events_.announce(*this);
}

void Domain::unbind(Topic& topic, Subscription& subscription) {
  const bool silent = topic.name().starts_with(kInboxPrefix);
  topic.remove(subscription, [&] {
    if (!silent) topic_events_.note(MAMA_TRANSPORT_TOPIC_UNSUBSCRIBED, topic.name());
  });
  if (!silent) topic_events_.announce(*this);
}

void Domain::release_topic(Topic* topic) {
  const std::unique_ptr<Topic> last = topics_.release(topic);
  if (last == nullptr || last->wildcard_version() == 0) return;
  MutexLock lock(wildcards_mutex_);
  for (Subscription* subscription : last->wildcards()) {
    last->remove_wildcard(*subscription);
    subscription->wildcard->forget(*last);
  }
}

// ---- wildcards ---------------------------------------------------------------------------------

void Domain::add_wildcard(Subscription& subscription) {
  MutexLock lock(wildcards_mutex_);
  patterns_.add(subscription.subject(), subscription.wildcard->kind, &subscription);
  wildcard_count_.fetch_add(1);
  // From here on topics find it when their next message comes.
  wildcard_version_.fetch_add(1, std::memory_order_acq_rel);
}

void Domain::remove_wildcard(Subscription& subscription) {
  MutexLock lock(wildcards_mutex_);
  patterns_.remove(subscription.subject(), subscription.wildcard->kind, &subscription);
  wildcard_count_.fetch_sub(1);
  for (Topic* topic : subscription.wildcard->topics) topic->remove_wildcard(subscription);
  subscription.wildcard->topics.clear();
}

void Domain::bring_wildcards_up_to_date(Topic& topic) {
  MutexLock lock(wildcards_mutex_);
  const std::uint64_t version = wildcard_version_.load(std::memory_order_relaxed);
  const std::vector<Subscription*> present = topic.wildcards();
  const std::unordered_set<Subscription*> known(present.begin(), present.end());
  for (Subscription* subscription : patterns_.match(topic.name())) {
    if (known.contains(subscription)) continue;
    Wildcard& wildcard = *subscription->wildcard;
    Ref<TopicState> state = wildcard.state_of(topic.name());
    wildcard.topics.push_back(&topic);
    topic.add_wildcard(*subscription, std::move(state));
  }
  topic.set_wildcard_version(version);
}

/// The state that lasts as long as the subscription, for a topic in delivery. A queued message may
/// still carry an older one.
TopicState& Domain::remembered_state(Subscription& subscription, TopicState& state) {
  Ref<TopicState>& kept = subscription.wildcard->remembered[state.name()];
  if (!kept) kept = Ref<TopicState>::share(&state);
  return *kept;
}

void Domain::set_topic_closure(Subscription& subscription, TopicState& state, void* closure) {
  MutexLock lock(wildcards_mutex_);
  state.set_closure(closure);
  remembered_state(subscription, state).set_closure(closure);
  subscription.wildcard->sayings.fetch_add(1, std::memory_order_release);
}

void Domain::mute_topic(Subscription& subscription, TopicState& state) {
  MutexLock lock(wildcards_mutex_);
  state.mute();
  remembered_state(subscription, state).mute();
  subscription.wildcard->sayings.fetch_add(1, std::memory_order_release);
}

void Domain::bring_up_to_date(Subscription& subscription, TopicState& state) {
  MutexLock lock(wildcards_mutex_);
  const Wildcard& wildcard = *subscription.wildcard;
  const auto kept = wildcard.remembered.find(state.name());
  if (kept != wildcard.remembered.end() && kept->second.get() != &state) {
    state.follow(*kept->second);
  }
  state.set_sayings(wildcard.sayings.load(std::memory_order_relaxed));
}

// ---- publishing --------------------------------------------------------------------------------

/// False when nobody would get a message now.
bool Domain::find_targets(Topic& topic) {
  if (topic.wildcard_version() != wildcard_version_.load(std::memory_order_acquire)) [[unlikely]] {
    bring_wildcards_up_to_date(topic);
  }
  return topic.target_count() != 0;
}

mama_status Domain::publish(Member& from, Topic& topic, mamaMsg message, baseMsgType type,
                            std::string_view reply_subject) {
  if (!find_targets(topic)) return MAMA_STATUS_OK;
  Outgoing outgoing{.type = type, .reply_subject = reply_subject};
  const mama_status status =
      mamaMsg_getByteBuffer(message, &outgoing.payload, &outgoing.payload_bytes);
  return status == MAMA_STATUS_OK ? publish(from, topic, outgoing) : status;
}

mama_status Domain::publish(Member& from, Topic& topic, const Outgoing& outgoing,
                            const Member* only) {
  for (;;) {
    const std::uint32_t targets = topic.target_count();
    if (targets == 0) return MAMA_STATUS_OK;
    MessageBuffer* const buffer = MessageBuffer::create(outgoing, targets);
    if (buffer == nullptr) return MAMA_STATUS_NOMEM;
    std::uint32_t tickets = 0;
    if (topic.collect(*buffer, &tickets)) {
      if (filters_.load(std::memory_order_acquire) || only != nullptr) [[unlikely]] {
        send_filtered(from, topic, *buffer, tickets, only);
      } else {
        send_tickets(*buffer, tickets);
      }
      return MAMA_STATUS_OK;
    }
    buffer->discard();
  }
}

/// Tickets that are not admitted go to the end, and are consumed there.
void Domain::send_filtered(Member& from, const Topic& topic, MessageBuffer& message,
                           std::uint32_t count, const Member* only) {
  if (count == 0) return message.discard();
  std::vector<Ref<Interception>> interceptions;
  const auto admits = [&](const Ticket& ticket) {
    Member& receiver = ticket.subscription->member();
    if (only != nullptr && &receiver != only) return false;
    if (!from.reaches(receiver)) return false;
    auto interception = only == nullptr ? from.interception_for(receiver.number()) : nullptr;
    if (interception && interception->is_started()) {
      if (std::find(interceptions.begin(), interceptions.end(), interception) ==
          interceptions.end()) {
        interceptions.push_back(std::move(interception));
      }
      return false;
    }
    return receiver.has_room_on(ticket.subscription->queue());
  };
  Ticket* const tickets = message.tickets();
  Ticket* const refused = std::stable_partition(tickets, tickets + count, admits);
  const auto admitted = static_cast<std::uint32_t>(refused - tickets);
  // They get copies: nothing is left of the message after its last ticket.
  const std::string name = interceptions.empty() ? std::string() : topic.name();
  const std::string bytes =
      interceptions.empty()
          ? std::string()
          : std::string(static_cast<const char*>(message.payload()), message.payload_bytes());
  for (std::uint32_t i = admitted; i < count; ++i) Subscription::drop(&tickets[i]);
  if (admitted != 0) send_tickets(message, admitted);
  for (const Ref<Interception>& interception : interceptions) interception->process(name, bytes);
}

/// A subject without a topic has no plain subscription, but a wildcard one may want it.
template <class Use>
mama_status Domain::with_topic(std::string_view subject, Use use) {
  Topic* const topic =
      wildcard_count_.load() != 0 ? topics_.acquire(subject) : topics_.find(subject);
  if (topic == nullptr) return MAMA_STATUS_OK;
  // Also when an enqueue callback throws.
  const auto release = [this](Topic* used) { release_topic(used); };
  const std::unique_ptr<Topic, decltype(release)> used(topic, release);
  return use(*topic);
}

mama_status Domain::publish_to(Member& from, std::string_view subject, mamaMsg message,
                               baseMsgType type) {
  return with_topic(subject, [&](Topic& topic) { return publish(from, topic, message, type); });
}

mama_status Domain::publish_to(Member& from, std::string_view subject, const Outgoing& outgoing) {
  return with_topic(subject, [&](Topic& topic) {
    return find_targets(topic) ? publish(from, topic, outgoing) : MAMA_STATUS_OK;
  });
}

mama_status Domain::publish_to_peer(Member& from, Member& peer, std::string_view subject,
                                    mamaMsg message) {
  return with_topic(subject, [&](Topic& topic) {
    if (!find_targets(topic)) return MAMA_STATUS_OK;
    Outgoing outgoing{.type = BASE_MSG_PUB_SUB};
    const mama_status status =
        mamaMsg_getByteBuffer(message, &outgoing.payload, &outgoing.payload_bytes);
    return status == MAMA_STATUS_OK ? publish(from, topic, outgoing, &peer) : status;
  });
}

std::pair<std::uint64_t, std::uint64_t> Domain::handed_to(Subscription& subscription) {
  std::pair<std::uint64_t, std::uint64_t> sum{};
  if (subscription.wildcard == nullptr) {
    Topic* const topic = topics_.find(subscription.subject());
    if (topic == nullptr) return sum;
    sum = topic->handed_to(subscription);
    release_topic(topic);
    return sum;
  }
  MutexLock lock(wildcards_mutex_);
  for (const Topic* topic : subscription.wildcard->topics) {
    const auto [messages, bytes] = topic->handed_to(subscription);
    sum.first += messages;
    sum.second += bytes;
  }
  return sum;
}

void Domain::tell_publisher_event(mamaTransportTopicEvent event, const std::string& topic) {
  if (topic.starts_with(kInboxPrefix)) return;
  try {
    topic_events_.note(event, topic);
    topic_events_.announce(*this);
  } catch (const std::bad_alloc&) {  // an event less
  }
}

}  // namespace quoll::loopback
