/// A managed subscription.
#pragma once

#include <mama/subscription.h>

#include "managed/managed_object.h"

namespace quoll::managed {

/// A basic subscription, to one topic or, with a wildcard, to many. The native one has the
/// application's closure; its owner leads here. onCreate is told on the session's thread, by an
/// event or by the first message or error, whichever comes first. See ManagedObject.
class ManagedSubscription final : public ManagedObject {
 public:
  struct Request {
    mamaTransport transport;
    const char* source;  // during the creation; with a wildcard, and may be null there
    const char* symbol;  // during the creation
    bool is_wildcard;
    wombat_subscriptionCreateCB on_create;
    wombat_subscriptionErrorCB on_error;
    wombat_subscriptionOnMsgCB on_message;
    wombat_subscriptionWildCardOnMsgCB on_wildcard_message;
    void* closure;
  };
  ManagedSubscription(Session& session, mamaSubscription* out, const Request& request) noexcept
      : ManagedObject(session, Kind::kSubscription),
        out_(out),
        request_(request),
        is_creation_told_(request.on_create == nullptr),
        created_event_{&on_created_event, this} {}

 private:
  mama_status make() override;
  void write_out() noexcept override { *out_ = native_; }
  mama_status end() override { return mamaSubscription_destroy(native_); }

  mama_status create_native();
  void tell_creation();
  template <class Callback>
  void deliver_in_turn(Callback&& callback);

  static ManagedSubscription* of(mamaSubscription native) noexcept;
  static void MAMACALLTYPE on_created_event(mamaQueue queue, void* object);
  static void MAMACALLTYPE on_create(mamaSubscription native, void* closure);
  static void MAMACALLTYPE on_error(mamaSubscription native, mama_status status, void* platform,
                                    const char* subject, void* closure);
  static void MAMACALLTYPE on_message(mamaSubscription native, mamaMsg message, void* closure,
                                      void* item_closure);
  static void MAMACALLTYPE on_wildcard_message(mamaSubscription native, mamaMsg message,
                                               const char* topic, void* closure,
                                               void* topic_closure);
  static void MAMACALLTYPE on_destroy(mamaSubscription native, void* closure);

  mamaSubscription* const out_;  // the application's, during the creation
  const Request request_;
  mamaSubscription native_ = nullptr;
  std::atomic<bool> is_creation_told_;
  SessionEvent created_event_;
};

}  // namespace quoll::managed
