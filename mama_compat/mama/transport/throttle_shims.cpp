/// The throttles of mama/integration/transport.h.
#include <mama/integration/transport.h>

#include <new>
#include <vector>

#include "transport/transport.h"

using quoll::Ref;
using quoll::mama::ThrottleAction;

namespace {

/// An action of a bridge: a function and what it is called with.
class FunctionAction final : public ThrottleAction {
 public:
  FunctionAction(throttleCb function, const void* owner, void* closure1, void* closure2)
      : ThrottleAction(owner), function_(function), closure1_(closure1), closure2_(closure2) {}
  void run() override { function_(closure1_, closure2_); }

 private:
  const throttleCb function_;
  void* const closure1_;
  void* const closure2_;
};

}  // namespace

mama_status mamaTransport_throttleAction(mamaTransport transport, mamaThrottleInstance instance,
                                         throttleCb throttleAction, void* owner, void* closure1,
                                         void* closure2, int immediate,
                                         wombatThrottleAction* handle) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(throttleAction, MAMA_STATUS_NULL_ARG);
  auto action = Ref<FunctionAction>::adopt(
      new (std::nothrow) FunctionAction(throttleAction, owner, closure1, closure2));
  if (!action) return MAMA_STATUS_NOMEM;
  return quoll::mama::guarded([&] {
    return transport->throttle(instance).dispatch(std::move(action), immediate != 0, handle);
  });
}

mama_status mamaTransport_throttleRemoveForOwner(mamaTransport transport,
                                                 mamaThrottleInstance instance, void* handle) {
  QUOLL_CHECK_HANDLE(transport);
  transport->throttle(instance).remove_owner(handle);
  return MAMA_STATUS_OK;
}

mama_status mamaTransport_throttleRemoveFromList(mamaTransport transport,
                                                 mamaThrottleInstance instance, wList list) {
  QUOLL_CHECK_HANDLE(transport);
  QUOLL_CHECK_POINTER(list, MAMA_STATUS_NULL_ARG);
  // Each element begins with a handle.
  return quoll::mama::guarded([=] {
    std::vector<wombatThrottleAction> handles;
    list_for_each(
        list,
        [](wList, void* element, void* closure) {
          static_cast<std::vector<wombatThrottleAction>*>(closure)->push_back(
              *static_cast<wombatThrottleAction*>(element));
        },
        &handles);
    transport->throttle(instance).remove(handles);
    return MAMA_STATUS_OK;
  });
}

wombatThrottle mamaTransportImpl_getThrottle(mamaTransport transport,
                                             mamaThrottleInstance instance) {
  if (quoll::mama::check_handle(transport, __func__) != MAMA_STATUS_OK) return nullptr;
  return reinterpret_cast<wombatThrottle>(&transport->throttle(instance));
}
