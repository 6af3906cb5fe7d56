#include "demo_subscriber.h"

#include <chrono>

#include "session.h"

namespace quoll::tool {

void SequenceCheck::take(std::uint64_t number) {
  const auto count = [](std::atomic<std::uint64_t>& counter) {
    counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  };
  if (number == 0 || number >= seen_.size()) {
    count(foreign_);
  } else if (seen_[number]) {
    count(duplicated_);
  } else {
    seen_[number] = true;
    if (number < highest_) {
      count(out_of_order_);
    } else {
      highest_ = number;
    }
    count(distinct_);
  }
  count(received_);
}

std::int64_t DemoSubscriber::now_ns() {
  return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

DemoSubscriber::~DemoSubscriber() {
  if (subscription_ == nullptr) return;
  mamaSubscription_destroy(subscription_);
  mamaSubscription_deallocate(subscription_);
}

void DemoSubscriber::subscribe(mamaTransport transport, mamaQueue queue, const char* topic) {
  mamaMsgCallbacks callbacks{};
  callbacks.onMsg = [](mamaSubscription, mamaMsg message, void* closure, void*) {
    static_cast<DemoSubscriber*>(closure)->on_message(message);
  };
  callbacks.onError = [](mamaSubscription, mama_status, void*, const char*, void* closure) {
    static_cast<DemoSubscriber*>(closure)->on_error();
  };
  require(mamaSubscription_allocate(&subscription_), "mamaSubscription_allocate");
  require(mamaSubscription_createBasic(subscription_, transport, queue, &callbacks, topic, this),
          "mamaSubscription_createBasic");
}

void DemoSubscriber::subscribe_wildcard(mamaTransport transport, mamaQueue queue,
                                        const char* pattern) {
  mamaWildCardMsgCallbacks callbacks{};
  callbacks.onMsg = [](mamaSubscription, mamaMsg message, const char*, void* closure, void*) {
    static_cast<DemoSubscriber*>(closure)->on_message(message);
  };
  callbacks.onError = [](mamaSubscription, mama_status, void*, const char*, void* closure) {
    static_cast<DemoSubscriber*>(closure)->on_error();
  };
  require(mamaSubscription_allocate(&subscription_), "mamaSubscription_allocate");
  require(mamaSubscription_createBasicWildCard(subscription_, transport, queue, &callbacks, nullptr,
                                               pattern, this),
          "mamaSubscription_createBasicWildCard");
}

void DemoSubscriber::on_message(mamaMsg message) {
  mama_u32_t number = 0;
  mama_i64_t sent_ns = 0;
  if (mamaMsg_getU32(message, "MdSeqNum", 10, &number) != MAMA_STATUS_OK ||
      mamaMsg_getI64(message, kSendTimeField, 0, &sent_ns) != MAMA_STATUS_OK) {
    on_error();
    return;
  }
  latency_.record(now_ns() - sent_ns);
  check_.take(number);
}

}  // namespace quoll::tool
