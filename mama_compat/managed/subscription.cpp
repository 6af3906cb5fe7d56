#include "managed/subscription.h"

#include <mama/log.h>

#include <new>
#include <string>

#include "managed/session.h"
#include "support/shim.h"

namespace quoll::managed {

mama_status ManagedSubscription::make() {
  QUOLL_TRY(mamaSubscription_allocate(&native_));
  quollSubscription_setOwner(native_, this);
  publish(native_);
  const mama_status status = create_native();
  if (status != MAMA_STATUS_OK) {
    mamaSubscription_deallocate(native_);
  } else if (!is_creation_told_.load(std::memory_order_relaxed)) {
    ref();  // the event's
    post(created_event_);
  }
  return status;
}

mama_status ManagedSubscription::create_native() {
  mamaQueue const queue = session().queue();
  if (request_.is_wildcard) {
    mamaWildCardMsgCallbacks callbacks{};
    callbacks.onCreate = &on_create;
    callbacks.onError = &on_error;
    callbacks.onMsg = &on_wildcard_message;
    callbacks.onDestroy = &on_destroy;
    return mamaSubscription_createBasicWildCard(native_, request_.transport, queue, &callbacks,
                                                request_.source, request_.symbol, request_.closure);
  }
  mamaMsgCallbacks callbacks{};
  callbacks.onCreate = &on_create;
  callbacks.onError = &on_error;
  callbacks.onMsg = &on_message;
  callbacks.onDestroy = &on_destroy;
  return mamaSubscription_createBasic(native_, request_.transport, queue, &callbacks,
                                      request_.symbol, request_.closure);
}

// ---- deliveries --------------------------------------------------------------------------------

ManagedSubscription* ManagedSubscription::of(mamaSubscription native) noexcept {
  return static_cast<ManagedSubscription*>(
      static_cast<ManagedObject*>(quollSubscription_getOwner(native)));
}

void ManagedSubscription::tell_creation() {
  if (is_creation_told_.exchange(true)) return;
  deliver([this] { request_.on_create(native_, request_.closure); });
}

template <class Callback>
void ManagedSubscription::deliver_in_turn(Callback&& callback) {
  if (!is_creation_told_.load(std::memory_order_relaxed)) [[unlikely]] {
    const auto alive = Ref<ManagedObject>::share(this);  // onCreate may end everything
    tell_creation();
    deliver(callback);
    return;
  }
  deliver(callback);
}

void MAMACALLTYPE ManagedSubscription::on_created_event(mamaQueue, void* closure) {
  auto* object = static_cast<ManagedSubscription*>(closure);
  const auto alive = Ref<ManagedObject>::adopt(object);
  object->tell_creation();
}

void MAMACALLTYPE ManagedSubscription::on_create(mamaSubscription, void*) {}

void MAMACALLTYPE ManagedSubscription::on_message(mamaSubscription native, mamaMsg message,
                                                  void* closure, void* item_closure) {
  ManagedSubscription* object = of(native);
  object->deliver_in_turn([=] {
    const auto callback = object->request_.on_message;
    if (callback != nullptr) callback(native, message, closure, item_closure);
  });
}

void MAMACALLTYPE ManagedSubscription::on_wildcard_message(mamaSubscription native, mamaMsg message,
                                                           const char* topic, void* closure,
                                                           void* topic_closure) {
  ManagedSubscription* object = of(native);
  object->deliver_in_turn([=] {
    const auto callback = object->request_.on_wildcard_message;
    if (callback != nullptr) callback(native, message, topic, closure, topic_closure);
  });
}

void MAMACALLTYPE ManagedSubscription::on_error(mamaSubscription native, mama_status status,
                                                void* platform, const char* subject,
                                                void* closure) {
  ManagedSubscription* object = of(native);
  const auto callback = object->request_.on_error;
  if (callback == nullptr) return;
  if (object->session().is_own_thread()) {
    object->deliver_in_turn([=] { callback(native, status, platform, subject, closure); });
    return;
  }
  try {
    object->call_later([=, text = std::string(subject != nullptr ? subject : "")] {
      object->deliver_in_turn([&] { callback(native, status, platform, text.c_str(), closure); });
    });
  } catch (const std::bad_alloc&) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "managed environment: no memory for an error of %p",
             static_cast<void*>(native));
  }
}

void MAMACALLTYPE ManagedSubscription::on_destroy(mamaSubscription native, void*) {
  ManagedSubscription* object = of(native);
  {
    const Acting owner(object);
    mamaSubscription_deallocate(native);
  }
  object->ended();
}

}  // namespace quoll::managed
