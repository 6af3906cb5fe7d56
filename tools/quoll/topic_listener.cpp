#include "topic_listener.h"

#include <fmt/format.h>

#include "message_view.h"
#include "session.h"

namespace quoll::tool {

TopicListener::TopicListener(mamaTransport transport, mamaQueue queue, std::string topic,
                             Output& output, std::atomic<std::uint64_t>& received,
                             std::uint64_t limit)
    : topic_(std::move(topic)), output_(output), received_(received), limit_(limit) {
  require(mamaSubscription_allocate(&subscription_), "mamaSubscription_allocate");
  try {
    const bool pattern = topic_.find('*') != std::string::npos || topic_.ends_with('>');
    pattern ? subscribe_pattern(transport, queue) : subscribe(transport, queue);
  } catch (...) {
    mamaSubscription_deallocate(subscription_);
    throw;
  }
}

TopicListener::~TopicListener() {
  mamaSubscription_destroy(subscription_);
  mamaSubscription_deallocate(subscription_);
}

void TopicListener::subscribe(mamaTransport transport, mamaQueue queue) {
  mamaMsgCallbacks callbacks{};
  callbacks.onMsg = [](mamaSubscription, mamaMsg message, void* closure, void*) {
    auto* self = static_cast<TopicListener*>(closure);
    self->on_message(message, self->topic_.c_str());
  };
  callbacks.onError = [](mamaSubscription, mama_status status, void*, const char*, void* closure) {
    static_cast<TopicListener*>(closure)->on_error(status);
  };
  require(mamaSubscription_createBasic(subscription_, transport, queue, &callbacks, topic_.c_str(),
                                       this),
          fmt::format("cannot subscribe to '{}'", topic_));
}

void TopicListener::subscribe_pattern(mamaTransport transport, mamaQueue queue) {
  mamaWildCardMsgCallbacks callbacks{};
  callbacks.onMsg = [](mamaSubscription, mamaMsg message, const char* topic, void* closure, void*) {
    static_cast<TopicListener*>(closure)->on_message(message, topic);
  };
  callbacks.onError = [](mamaSubscription, mama_status status, void*, const char*, void* closure) {
    static_cast<TopicListener*>(closure)->on_error(status);
  };
  require(mamaSubscription_createBasicWildCard(subscription_, transport, queue, &callbacks, nullptr,
                                               topic_.c_str(), this),
          fmt::format("cannot subscribe to the pattern '{}'", topic_));
}

void TopicListener::on_message(mamaMsg message, const char* topic) {
  const std::uint64_t number = received_.load(std::memory_order_relaxed) + 1;
  if (limit_ != 0 && number > limit_) return;
  if (output_.json()) {
    output_.line({{"event", "message"},
                  {"topic", topic},
                  {"number", number},
                  {"fields", message_json(message)}});
  } else {
    output_.text(fmt::format("{}: {}\n", topic, message_text(message)));
  }
  received_.store(number, std::memory_order_release);
}

void TopicListener::on_error(mama_status status) {
  if (output_.json()) {
    output_.line(
        {{"event", "error"}, {"topic", topic_}, {"status", mamaStatus_stringForStatus(status)}});
  } else {
    output_.text(fmt::format("{}: error {}\n", topic_, mamaStatus_stringForStatus(status)));
  }
}

}  // namespace quoll::tool
