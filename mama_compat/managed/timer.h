/// A managed timer.
#pragma once

#include <mama/timer.h>

#include "managed/managed_object.h"

namespace quoll::managed {

/// See ManagedObject.
class ManagedTimer final : public ManagedObject {
 public:
  struct Request {
    mamaTimerCb callback;
    void* closure;
    double interval_s;
  };
  ManagedTimer(Session& session, mamaTimer* out, const Request& request) noexcept
      : ManagedObject(session, Kind::kTimer), out_(out), request_(request) {}

 private:
  mama_status make() override;
  void write_out() noexcept override { *out_ = native_; }
  mama_status end() override;

  static void MAMACALLTYPE on_tick(mamaTimer timer, void* object);
  static void MAMACALLTYPE on_destroyed(mamaTimer timer, void* object);

  mamaTimer* const out_;  // the application's, during the creation
  const Request request_;
  mamaTimer native_ = nullptr;
};

}  // namespace quoll::managed
