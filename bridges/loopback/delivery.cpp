/// Handing a message to libmama, on the thread that dispatches the queue.
#include <mama/integration/msg.h>
#include <mama/integration/queue.h>
#include <mama/integration/subscription.h>
#include <mama/log.h>
#include <mama/msg.h>

#include "subscription.h"

namespace quoll::loopback {

struct Subscription::Delivery {
  Delivery(const Subscription& to, TopicState* of, mamaMsg with) noexcept
      : subscription(to), topic(of), message(with), outer(innermost_delivery_) {
    innermost_delivery_ = this;
  }
  ~Delivery() {
    innermost_delivery_ = outer;
    if (!taken_from_queue) return;
    // Ours now, unless the application detached it.
    short detached = 1;
    if (mamaMsgImpl_getMessageOwner(message, &detached) == MAMA_STATUS_OK && detached == 0) {
      mamaMsg_destroy(message);
    }
  }
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;

  const Subscription& subscription;
  TopicState* const topic;
  mamaMsg const message;
  bool taken_from_queue = false;  // by a delivery inside this one
  Delivery* const outer;
};

thread_local constinit Subscription::Delivery* Subscription::innermost_delivery_ = nullptr;

std::uint32_t Subscription::own_deliveries() const noexcept {
  std::uint32_t count = 0;
  for (const Delivery* delivery = innermost_delivery_; delivery != nullptr;
       delivery = delivery->outer) {
    if (&delivery->subscription == this) ++count;
  }
  return count;
}

Subscription::Delivery* Subscription::current_delivery() const noexcept {
  Delivery* delivery = innermost_delivery_;
  while (delivery != nullptr && &delivery->subscription != this) delivery = delivery->outer;
  return delivery;
}

/// The queue's message. A callback that dispatches its own queue goes on using the one that it was
/// given: the queue lets go of that one and makes another.
mamaMsg Subscription::message_for_delivery(mamaQueue queue) {
  mamaMsg const message = mamaQueueImpl_getMsg(queue);
  for (Delivery* delivery = innermost_delivery_; delivery != nullptr; delivery = delivery->outer) {
    if (delivery->message != message) continue;
    if (mamaQueueImpl_detachMsg(queue, message) != MAMA_STATUS_OK) return nullptr;
    delivery->taken_from_queue = true;
    return mamaQueueImpl_getMsg(queue);
  }
  return message;
}

void Subscription::deliver(mamaQueue queue, const Ticket& ticket) {
  const MessageBuffer& message = *ticket.message;
  mamaMsg const reusable = message_for_delivery(queue);
  if (reusable == nullptr) return;
  const mama_status status =
      mamaMsgImpl_setMsgBuffer(reusable, message.payload(), message.payload_bytes(), '\0');
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "loopback: a message on %s cannot be read: %s", subject_.c_str(),
             mamaStatus_stringForStatus(status));
    return;
  }
  msgBridge own = nullptr;
  if (base_messages_ && mamaMsgImpl_getBridgeMsg(reusable, &own) == MAMA_STATUS_OK) {
    baseBridgeMamaMsgImpl_setMsgType(own, message.type());
    if (message.type() == BASE_MSG_INBOX_REQUEST) {
      baseBridgeMamaMsgImpl_setInboxName(own, message.reply_subject());
    }
  }
  // Nothing of the subscription but its storage may be touched after the call.
  const Delivery delivery(*this, ticket.topic, reusable);
  if (wildcard == nullptr) {
    mamaSubscription_processMsg(parent_, reusable);
    return;
  }
  void* const topic_closure =
      ticket.topic->closure_or(wildcard->default_closure.load(std::memory_order_relaxed));
  if (wildcard->kind == PatternKind::kPrefix) {
    mamaSubscription_processTportMsg(parent_, reusable, topic_closure);
  } else {
    mamaSubscription_processWildCardMsg(parent_, reusable, ticket.topic->name().c_str(),
                                        topic_closure);
  }
}

mama_status Subscription::set_topic_closure(void* closure) {
  if (wildcard == nullptr) return MAMA_STATUS_OK;  // its one topic's closure reaches no callback
  const Delivery* const delivery = current_delivery();
  if (delivery != nullptr) {
    member_->domain().set_topic_closure(*this, *delivery->topic, closure);
  } else {
    wildcard->default_closure.store(closure, std::memory_order_relaxed);
  }
  return MAMA_STATUS_OK;
}

mama_status Subscription::mute_current_topic() {
  if (wildcard == nullptr) {
    mute();
    return MAMA_STATUS_OK;
  }
  const Delivery* const delivery = current_delivery();
  if (delivery == nullptr) return MAMA_STATUS_INVALID_ARG;
  member_->domain().mute_topic(*this, *delivery->topic);
  return MAMA_STATUS_OK;
}

}  // namespace quoll::loopback
