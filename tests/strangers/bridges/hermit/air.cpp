// Transports and subscriptions.
#include "air.h"

#include <algorithm>
#include <cstring>

namespace hermit {
namespace {

using SubscriptionRef = std::shared_ptr<subscriptonBridge_>;

Registry<transportBridge_>& transports() {
  static auto& all = *new Registry<transportBridge_>;
  return all;
}

Registry<subscriptonBridge_>& subscriptions() {
  static auto& all = *new Registry<subscriptonBridge_>;
  return all;
}

// Who hears what.
class Air {
 public:
  static Air& instance() {
    static auto& air = *new Air;
    return air;
  }

  void add(const SubscriptionRef& subscription) {
    const Guard guard(lock_);
    list_of(*subscription).push_back(subscription);
  }
  void remove(const SubscriptionRef& subscription) {
    const Guard guard(lock_);
    auto& list = list_of(*subscription);
    list.erase(std::remove(list.begin(), list.end(), subscription), list.end());
    if (list.empty() && subscription->match == Match::kTopic) by_topic_.erase(subscription->topic);
  }
  std::vector<SubscriptionRef> hearing(const std::string& topic) {
    const Guard guard(lock_);
    std::vector<SubscriptionRef> found;
    if (const auto place = by_topic_.find(topic); place != by_topic_.end()) found = place->second;
    for (const auto& each : wildcards_) {
      if (each->matches(topic)) found.push_back(each);
    }
    return found;
  }
  void clear() {
    const Guard guard(lock_);
    by_topic_.clear();
    wildcards_.clear();
  }

 private:
  std::vector<SubscriptionRef>& list_of(const subscriptonBridge_& subscription) {
    return subscription.match == Match::kTopic ? by_topic_[subscription.topic] : wildcards_;
  }

  Lock lock_;
  std::unordered_map<std::string, std::vector<SubscriptionRef>> by_topic_;
  std::vector<SubscriptionRef> wildcards_;
};

// One message on its way through a callback.
struct Delivery {
  Delivery(const subscriptonBridge_& to, const std::string& of_topic)
      : subscription(to), topic(of_topic), outer(innermost) {
    innermost = this;
  }
  ~Delivery() { innermost = outer; }
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;

  static const Delivery* current(const subscriptonBridge_& of) {
    const Delivery* each = innermost;
    while (each != nullptr && &each->subscription != &of) each = each->outer;
    return each;
  }

  const subscriptonBridge_& subscription;
  const std::string& topic;
  Delivery* const outer;
  static thread_local Delivery* innermost;
};

thread_local Delivery* Delivery::innermost = nullptr;

std::vector<std::string> tokens_of(const std::string& text) {
  std::vector<std::string> tokens(1);
  for (const char c : text) {
    if (c == '.') {
      tokens.emplace_back();
    } else {
      tokens.back() += c;
    }
  }
  return tokens;
}

bool matches_pattern(const std::string& pattern, const std::string& topic) {
  const auto wanted = tokens_of(pattern);
  const auto given = tokens_of(topic);
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (i + 1 == wanted.size() && wanted[i] == ">") return given.size() > i;
    if (i >= given.size() || (wanted[i] != "*" && wanted[i] != given[i])) return false;
  }
  return given.size() == wanted.size();
}

mama_status create(subscriptionBridge* out, const char* source, const char* symbol,
                   mamaTransport transport, mamaQueue queue, const mamaMsgCallbacks& callbacks,
                   mamaSubscription parent, void* closure, Match match) {
  if (out == nullptr || transport == nullptr || queue == nullptr || parent == nullptr ||
      (source == nullptr && symbol == nullptr)) {
    return MAMA_STATUS_NULL_ARG;
  }
  auto on = transport_of(transport, 0);
  if (!on) return MAMA_STATUS_INVALID_ARG;
  auto made = std::make_shared<subscriptonBridge_>();
  made->transport = std::move(on);
  made->topic = joined(nullptr, source, symbol);
  made->match = match;
  made->queue = queue;
  made->parent = parent;
  made->on_destroy = callbacks.onDestroy;
  made->closure = closure;
  *out = subscriptions().add(made);
  Air::instance().add(made);
  return MAMA_STATUS_OK;
}

// Out of everybody's sight. A delivery that runs holds the object; libmama lets nobody hear of it
// any more.
SubscriptionRef end(subscriptionBridge subscription) {
  auto ended = subscriptions().take(subscription);
  if (!ended) return nullptr;
  ended->muted = true;
  Air::instance().remove(ended);
  return ended;
}

}  // namespace

std::string joined(const char* root, const char* source, const char* symbol) {
  std::string text;
  bool is_first = true;
  for (const char* part : {root, source, symbol}) {
    if (part == nullptr) continue;
    if (!is_first) text += '.';
    text += part;
    is_first = false;
  }
  return text;
}

std::shared_ptr<transportBridge_> transport_of(mamaTransport transport, int index) {
  transportBridge slot = nullptr;
  if (mamaTransport_getBridgeTransportByIndex(transport, index, &slot) != MAMA_STATUS_OK) {
    return nullptr;
  }
  return transports().find(slot);
}

void publish(const std::string& topic, const std::shared_ptr<const Packet>& packet) {
  for (const SubscriptionRef& each : Air::instance().hearing(topic)) {
    post(each->queue,
         [each, topic, packet](mamaQueue queue) { each->deliver(queue, topic, *packet); });
  }
}

subscriptionBridge subscribe_inbox(const std::string& subject, mamaTransport transport,
                                   mamaQueue queue, Sink sink, void* closure) {
  auto on = transport_of(transport, 0);
  if (!on) return nullptr;
  auto made = std::make_shared<subscriptonBridge_>();
  made->transport = std::move(on);
  made->topic = subject;
  made->queue = queue;
  made->sink = sink;
  made->closure = closure;
  Air::instance().add(made);
  return subscriptions().add(std::move(made));
}

void unsubscribe_inbox(subscriptionBridge subscription) { end(subscription); }

void close_air() {
  Air::instance().clear();
  subscriptions().clear();
  transports().clear();
}

}  // namespace hermit

using hermit::Delivery;
using hermit::Guard;
using hermit::Match;
using hermit::subscriptions;
using hermit::transports;

// ---- delivery ----------------------------------------------------------------------------------

bool subscriptonBridge_::matches(const std::string& text) const {
  if (match == Match::kPattern) return hermit::matches_pattern(topic, text);
  return text.compare(0, topic.size(), topic) == 0 &&
         (text.size() == topic.size() || text[topic.size()] == '.');
}

void subscriptonBridge_::deliver(mamaQueue on, const std::string& of_topic,
                                 const hermit::Packet& packet) {
  void* topic_closure = nullptr;
  if (transport->gone || !wants(of_topic, &topic_closure)) return;
  mamaMsg const message = mamaQueueImpl_getMsg(on);
  msgBridge own = nullptr;
  if (message == nullptr || mamaMsgImpl_setMsgBuffer(message, packet.bytes.data(),
                                                     static_cast<uint32_t>(packet.bytes.size()),
                                                     '\0') != MAMA_STATUS_OK) {
    return;
  }
  if (mamaMsgImpl_getBridgeMsg(message, &own) == MAMA_STATUS_OK) {
    own->reply_subject = packet.reply_subject;
  }
  // No lock: a callback may end this subscription, or wait for one of another that does.
  const Delivery delivery(*this, of_topic);
  if (sink != nullptr) {
    sink(message, closure);
  } else if (match == Match::kTopic) {
    mamaSubscription_processMsg(parent, message);
  } else if (match == Match::kPrefix) {
    mamaSubscription_processTportMsg(parent, message, topic_closure);
  } else {
    mamaSubscription_processWildCardMsg(parent, message, of_topic.c_str(), topic_closure);
  }
}

bool subscriptonBridge_::wants(const std::string& of_topic, void** topic_closure) {
  if (muted) return false;
  const Guard guard(lock);
  *topic_closure = default_closure;
  const auto place = per_topic.find(of_topic);
  if (place == per_topic.end()) return true;
  if (place->second.has_closure) *topic_closure = place->second.closure;
  return !place->second.muted;
}

extern "C" {

// ---- transports --------------------------------------------------------------------------------

MAMAExpBridgeDLL mama_status hermitBridgeMamaTransport_create(transportBridge* result,
                                                              const char* name,
                                                              mamaTransport parent) {
  if (result == nullptr || name == nullptr || parent == nullptr) return MAMA_STATUS_NULL_ARG;
  *result = transports().add(std::make_shared<transportBridge_>());
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaTransport_destroy(transportBridge transport) {
  if (transport == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto ended = transports().take(transport);
  if (!ended) return MAMA_STATUS_INVALID_ARG;
  ended->gone = true;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL int hermitBridgeMamaTransport_isValid(transportBridge transport) {
  return transports().find(transport) != nullptr ? 1 : 0;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaTransport_getNativeTransport(transportBridge transport,
                                                                          void** result) {
  if (transport == nullptr || result == nullptr) return MAMA_STATUS_NULL_ARG;
  *result = transport;
  return MAMA_STATUS_OK;
}

// ---- subscriptions -----------------------------------------------------------------------------

MAMAExpBridgeDLL mama_status hermitBridgeMamaSubscription_create(
    subscriptionBridge* subscriber, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callbacks, mamaSubscription parent, void* closure) {
  return hermit::create(subscriber, source, symbol, transport, queue, callbacks, parent, closure,
                        Match::kTopic);
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaSubscription_createWildCard(
    subscriptionBridge* subscriber, const char* source, const char* symbol, mamaTransport transport,
    mamaQueue queue, mamaMsgCallbacks callbacks, mamaSubscription parent, void* closure) {
  const bool is_prefix =
      parent != nullptr && mamaSubscription_getWildCardType(parent) == wc_transport;
  return hermit::create(subscriber, source, symbol, transport, queue, callbacks, parent, closure,
                        is_prefix ? Match::kPrefix : Match::kPattern);
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaSubscription_mute(subscriptionBridge subscriber) {
  if (subscriber == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = subscriptions().find(subscriber);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  self->muted = true;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaSubscription_destroy(subscriptionBridge subscriber) {
  if (subscriber == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto ended = hermit::end(subscriber);
  if (!ended) return MAMA_STATUS_INVALID_ARG;
  if (ended->on_destroy != nullptr) ended->on_destroy(ended->parent, ended->closure);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL int hermitBridgeMamaSubscription_isValid(subscriptionBridge subscriber) {
  const auto self = subscriptions().find(subscriber);
  return self && !self->transport->gone ? 1 : 0;
}

MAMAExpBridgeDLL int hermitBridgeMamaSubscription_hasWildcards(subscriptionBridge subscriber) {
  const auto self = subscriptions().find(subscriber);
  return self && self->match != Match::kTopic ? 1 : 0;
}

MAMAExpBridgeDLL int hermitBridgeMamaSubscription_isTportDisconnected(
    subscriptionBridge subscriber) {
  return hermitBridgeMamaSubscription_isValid(subscriber) == 1 ? 0 : 1;
}

// Inside a delivery the closure is the topic's, outside it is for all that have none.
MAMAExpBridgeDLL mama_status
hermitBridgeMamaSubscription_setTopicClosure(subscriptionBridge subscriber, void* closure) {
  if (subscriber == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = subscriptions().find(subscriber);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  const Guard guard(self->lock);
  if (const Delivery* delivery = Delivery::current(*self)) {
    auto& topic = self->per_topic[delivery->topic];
    topic.has_closure = true;
    topic.closure = closure;
  } else {
    self->default_closure = closure;
  }
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status
hermitBridgeMamaSubscription_muteCurrentTopic(subscriptionBridge subscriber) {
  if (subscriber == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = subscriptions().find(subscriber);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  const Guard guard(self->lock);
  const Delivery* const delivery = Delivery::current(*self);
  if (delivery == nullptr) return MAMA_STATUS_INVALID_ARG;
  self->per_topic[delivery->topic].muted = true;
  return MAMA_STATUS_OK;
}

}  // extern "C"
