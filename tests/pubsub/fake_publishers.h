/// A bridge's publishers, as a test wants them: takes the place of the loopback's in its table, and
/// lets the test decide when the bridge reports what.
#pragma once

#include <bridge.h>

#include <functional>
#include <string>
#include <vector>

#include "pubsub/pubsub_support.h"

namespace quoll::test {

/// There is one at a time; put in place by its constructor, and taken out again at its end.
class FakePublishers {
 public:
  explicit FakePublishers(mamaBridge bridge) : table_(*bridge), before_(*bridge) {
    current_ = this;
    table_.bridgeMamaPublisherCreateByIndex = &create;
    table_.bridgeMamaPublisherSetUserCallbacks = &set_user_callbacks;
    table_.bridgeMamaPublisherDestroy = &destroy;
    table_.bridgeMamaPublisherSend = [](publisherBridge, mamaMsg sent) {
      return current_->called("send", sent);
    };
    table_.bridgeMamaPublisherSendFromInbox = [](publisherBridge, mamaInbox from, mamaMsg sent) {
      current_->inbox = from;
      return current_->called("sendFromInbox", sent);
    };
    table_.bridgeMamaPublisherSendFromInboxByIndex = [](publisherBridge, int slot, mamaInbox from,
                                                        mamaMsg sent) {
      current_->inbox = from;
      return current_->called("sendFromInboxByIndex " + std::to_string(slot), sent);
    };
    table_.bridgeMamaPublisherSendReplyToInbox = [](publisherBridge, mamaMsg asked, mamaMsg reply) {
      current_->request = asked;
      return current_->called("sendReplyToInbox", reply);
    };
    table_.bridgeMamaPublisherSendReplyToInboxHandle = [](publisherBridge, void* to,
                                                          mamaMsg reply) {
      current_->address = to;
      return current_->called("sendReplyToInboxHandle", reply);
    };
  }
  ~FakePublishers() {
    table_ = before_;
    current_ = nullptr;
  }
  FakePublishers(const FakePublishers&) = delete;
  FakePublishers& operator=(const FakePublishers&) = delete;

  mamaBridgeImpl_& table() { return table_; }
  void report_create() const { callbacks.onCreate(parent, closure); }
  void report_error(mama_status status = MAMA_STATUS_PLATFORM) const {
    callbacks.onError(parent, status, "why", closure);
  }
  void report_success() const { callbacks.onSuccess(parent, MAMA_STATUS_OK, "", closure); }
  void report_destroy() const { callbacks.onDestroy(parent, nullptr); }

  // What the functions do, and answer.
  mama_status create_status = MAMA_STATUS_OK;
  mama_status callbacks_status = MAMA_STATUS_OK;
  mama_status destroy_status = MAMA_STATUS_OK;
  mama_status send_status = MAMA_STATUS_OK;
  bool reports_in_destroy = true;
  std::function<void()> in_create, in_set_callbacks, in_destroy, after_report, in_send;

  // What they were given.
  std::vector<std::string> calls;
  std::string symbol, source, root;
  int index = -1;
  mamaPublisher parent = nullptr;
  mamaQueue queue = nullptr;
  mamaPublisherCallbacks callbacks{};
  void* closure = nullptr;
  mamaMsg message = nullptr;
  mamaMsg request = nullptr;
  mamaInbox inbox = nullptr;
  void* address = nullptr;

 private:
  static void run(const std::function<void()>& body) {
    if (body) body();
  }
  static std::string text(const char* part) { return part != nullptr ? part : "(none)"; }

  mama_status called(std::string name, mamaMsg with) {
    calls.push_back(std::move(name));
    message = with;
    run(in_send);
    return send_status;
  }

  static mama_status create(publisherBridge* result, mamaTransport, int slot, const char* topic,
                            const char* of_source, const char* of_root, mamaPublisher made_for) {
    FakePublishers& self = *current_;
    self.calls.emplace_back("create");
    self.symbol = text(topic);
    self.source = text(of_source);
    self.root = text(of_root);
    self.index = slot;
    self.parent = made_for;
    run(self.in_create);
    if (self.create_status == MAMA_STATUS_OK) *result = reinterpret_cast<publisherBridge>(&self);
    return self.create_status;
  }
  static mama_status set_user_callbacks(publisherBridge publisher, mamaQueue on,
                                        mamaPublisherCallbacks* given, void* with) {
    FakePublishers& self = *current_;
    EXPECT_EQ(publisher, reinterpret_cast<publisherBridge>(&self));  // by value
    self.calls.emplace_back("setUserCallbacks");
    self.queue = on;
    self.callbacks = *given;
    self.closure = with;
    run(self.in_set_callbacks);
    return self.callbacks_status;
  }
  static mama_status destroy(publisherBridge) {
    FakePublishers& self = *current_;
    self.calls.emplace_back("destroy");
    run(self.in_destroy);
    if (self.reports_in_destroy && self.callbacks.onDestroy != nullptr) self.report_destroy();
    run(self.after_report);
    return self.destroy_status;
  }

  static inline FakePublishers* current_ = nullptr;
  mamaBridgeImpl_& table_;
  const mamaBridgeImpl_ before_;
};

}  // namespace quoll::test
