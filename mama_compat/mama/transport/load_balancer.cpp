#include "transport/load_balancer.h"

#include <mama/log.h>

#include <chrono>

#include "quoll/clock.h"
#include "runtime/shared_libraries.h"

namespace quoll::mama {
namespace {

void MAMACALLTYPE round_robin(int current, int members, const char*, const char*, int* next) {
  *next = current + 1 < members ? current + 1 : 0;
}

}  // namespace

void LoadBalancer::use_library(const char* name) {
  if (name == nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaTransport: the load balance library has no name");
    return;
  }
  SharedLibraries& libraries = SharedLibraries::instance();
  const SharedLibraries::Opened library = libraries.open(name, nullptr);
  if (library.handle == nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaTransport: the load balance library '%s': %s",
             library.file.c_str(), library.error.c_str());
    return;
  }
  libraries.keep(library);
  if (const auto found = function_in<mamaTransportLbCB>(library, "loadBalance")) {
    on_subscription_ = found;
  }
  if (const auto found = function_in<mamaTransportLbInitialCB>(library, "loadBalanceInitial")) {
    on_initial_ = found;
  }
}

mama_status LoadBalancer::prepare(int members, tportLbScheme scheme) {
  slots_ = 1;
  static_member_ = -1;
  current_.store(0, std::memory_order_relaxed);
  if (members <= 0) {
    on_subscription_ = nullptr;
    return MAMA_STATUS_OK;
  }
  switch (scheme) {
    case TPORT_LB_SCHEME_API:
    case TPORT_LB_SCHEME_LIBRARY:
      break;
    case TPORT_LB_SCHEME_ROUND_ROBIN:
      on_subscription_ = &round_robin;
      break;
    case TPORT_LB_SCHEME_STATIC:
    default:
      on_subscription_ = nullptr;
      break;
  }
  const int initial = initial_member(members);
  if (initial < 0 || initial >= members) return MAMA_STATUS_INVALID_ARG;
  if (on_subscription_ == nullptr) {
    static_member_ = initial;
    return MAMA_STATUS_OK;
  }
  slots_ = members;
  current_.store(initial, std::memory_order_relaxed);
  return MAMA_STATUS_OK;
}

int LoadBalancer::initial_member(int members) const {
  if (on_initial_ != nullptr) {
    int initial = 0;
    on_initial_(members, &initial);
    return initial;
  }
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  const auto ms = duration_cast<milliseconds>(Clock::process().wall_now().time_since_epoch());
  return static_cast<int>(ms.count() % members);
}

int LoadBalancer::member_of(int slot) const noexcept {
  if (slots_ > 1 || on_subscription_ != nullptr) return slot;
  return static_member_;
}

void LoadBalancer::advance(const char* source, const char* symbol) noexcept {
  if (on_subscription_ == nullptr) return;
  const int before = current();
  int next = before;
  on_subscription_(before, slots_, source, symbol, &next);
  if (next >= 0 && next < slots_) {
    current_.store(next, std::memory_order_relaxed);
  } else {
    mama_log(MAMA_LOG_LEVEL_WARN,
             "mamaTransport: the load balance callback chose sub-transport %d of %d; staying at %d",
             next, slots_, before);
  }
}

}  // namespace quoll::mama
