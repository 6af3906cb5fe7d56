/// Sends that wait for the throttle of the transport.
#include <new>

#include "publish/publisher.h"
#include "transport/throttle.h"

namespace quoll::mama {

/// One of them; holds the publisher until it was sent or dropped. It runs as a callback of the
/// publisher does: onDestroy comes after the completion.
class Publisher::ThrottledSend final : public ThrottleAction {
 public:
  ThrottledSend(Publisher& publisher, const Throttled& send)
      : ThrottleAction(&publisher), publisher_(publisher), send_(send) {
    publisher_.hold();
    publisher_.throttled_sends_.fetch_add(1, std::memory_order_relaxed);
  }
  ~ThrottledSend() override {
    publisher_.throttled_sends_.fetch_sub(1, std::memory_order_relaxed);
    publisher_.drop_hold();
  }

  void run() override {
    Gate::Frame inside(publisher_.callbacks_gate_);
    if (!inside) return;
    const mamaPublisher handle = publisher_.handle();
    const mama_status status = send_.inbox != nullptr
                                   ? mamaPublisher_sendFromInbox(handle, send_.inbox, send_.message)
                                   : mamaPublisher_send(handle, send_.message);
    if (send_.completed != nullptr) send_.completed(handle, send_.message, status, send_.closure);
  }

 private:
  Publisher& publisher_;
  const Throttled send_;
};

mama_status Publisher::send_throttled(const Throttled& send) {
  if (ending_.load()) return MAMA_STATUS_INVALID_ARG;
  auto action = Ref<ThrottledSend>::adopt(new (std::nothrow) ThrottledSend(*this, send));
  if (!action) return MAMA_STATUS_NOMEM;
  return guarded([&] { return throttle_->dispatch(std::move(action), false); });
}

void Publisher::drop_throttled_sends() {
  if (throttled_sends_.load() == 0) return;
  throttle_->remove_owner(this, Throttle::Wait::kUnlessInsideCallback);
}

}  // namespace quoll::mama
