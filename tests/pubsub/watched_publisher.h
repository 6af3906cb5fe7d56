/// A publisher that writes down its callbacks.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pubsub/pubsub_support.h"

namespace quoll::test {

inline mamaPublisherState state_of(mamaPublisher publisher) {
  mamaPublisherState state = MAMA_PUBLISHER_UNKNOWN;
  EXPECT_EQ(mamaPublisher_getState(publisher, &state), MAMA_STATUS_OK);
  return state;
}

/// Its end is the test's.
struct Watched {
  mama_status create(mamaTransport transport, mamaQueue queue, const char* symbol) {
    mamaPublisherCallbacks* callbacks = nullptr;
    EXPECT_EQ(mamaPublisherCallbacks_allocate(&callbacks), MAMA_STATUS_OK);
    callbacks->onCreate = [](mamaPublisher own, void* closure) {
      auto& self = *static_cast<Watched*>(closure);
      self.publisher = own;
      self.note("create");
      if (self.on_create) self.on_create();
    };
    callbacks->onError = [](mamaPublisher, mama_status status, const char* why, void* closure) {
      auto& self = *static_cast<Watched*>(closure);
      self.error = status;
      self.info = why;
      self.note("error");
      if (self.on_error) self.on_error();
    };
    callbacks->onSuccess = [](mamaPublisher, mama_status status, const char*, void* closure) {
      EXPECT_EQ(status, MAMA_STATUS_OK);
      auto& self = *static_cast<Watched*>(closure);
      self.note("success");
      if (self.on_success) self.on_success();
    };
    callbacks->onDestroy = [](mamaPublisher own, void* closure) {
      auto& self = *static_cast<Watched*>(closure);
      EXPECT_EQ(mamaPublisher_getState(own, &self.state_in_destroy), MAMA_STATUS_OK);
      self.note("destroy");
      if (self.on_destroy) self.on_destroy();
    };
    mamaPublisher made = nullptr;
    const mama_status status = mamaPublisher_createWithCallbacks(&made, transport, queue, symbol,
                                                                 nullptr, nullptr, callbacks, this);
    // Copied: the application may free it at once.
    EXPECT_EQ(mamaPublisherCallbacks_deallocate(callbacks), MAMA_STATUS_OK);
    return status;
  }
  void note(const char* what) { notes.emplace_back(what); }

  mamaPublisher publisher = nullptr;
  std::vector<std::string> notes;
  std::function<void()> on_create, on_error, on_success, on_destroy;
  mamaPublisherState state_in_destroy = MAMA_PUBLISHER_UNKNOWN;
  mama_status error = MAMA_STATUS_OK;
  std::string info;
};

}  // namespace quoll::test
