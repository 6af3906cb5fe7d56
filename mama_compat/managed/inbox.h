/// A managed inbox.
#pragma once

#include <mama/inbox.h>

#include "managed/managed_object.h"

namespace quoll::managed {

/// See ManagedObject.
class ManagedInbox final : public ManagedObject {
 public:
  struct Request {
    mamaTransport transport;
    mamaInboxMsgCallback on_message;
    mamaInboxErrorCallback on_error;
    void* closure;
  };
  ManagedInbox(Session& session, mamaInbox* out, const Request& request) noexcept
      : ManagedObject(session, Kind::kInbox), out_(out), request_(request) {}

 private:
  mama_status make() override;
  void write_out() noexcept override { *out_ = native_; }
  mama_status end() override;

  void settle();
  void deliver_error(mama_status status);
  static void MAMACALLTYPE on_message(mamaMsg message, void* object);
  static void MAMACALLTYPE on_error(mama_status status, void* object);
  static void MAMACALLTYPE on_destroyed(mamaInbox inbox, void* object);

  mamaInbox* const out_;  // the application's, during the creation
  const Request request_;
  mamaInbox native_ = nullptr;
};

}  // namespace quoll::managed
