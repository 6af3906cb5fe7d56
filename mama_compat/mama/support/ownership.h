/// Objects that somebody manages on behalf of an application (quoll/ownership.h).
#pragma once

#include <mama/status.h>

#include <atomic>

#include "support/shim.h"

namespace quoll::mama {

/// Whose an object is; part of the object. Any thread.
class Ownership {
 public:
  void give_to(void* owner) noexcept { owner_.store(owner, std::memory_order_release); }
  void* owner() const noexcept { return owner_.load(std::memory_order_acquire); }

  /// OK when it is nobody's or the caller acts for its owner. Else INVALID_ARG, with an error in
  /// the log.
  mama_status check(const void* handle, const char* function) const {
    void* const owner = this->owner();
    if (owner == nullptr || owner == acting_for_) [[likely]]
      return MAMA_STATUS_OK;
    report(handle, function);
    return MAMA_STATUS_INVALID_ARG;
  }

  /// When the storage of an object may be used again: applications end managed ones twice.
  template <class Object>
  typename HandlePool<Object>::Reuse reuse() const noexcept {
    using Reuse = typename HandlePool<Object>::Reuse;
    return owner() != nullptr ? Reuse::kLate : Reuse::kSoon;
  }

  /// For whom the calling thread acts from now on; gives the one before.
  static void* act_for(void* owner) noexcept;

 private:
  static void report(const void* handle, const char* function);

  static thread_local constinit void* acting_for_;
  std::atomic<void*> owner_{nullptr};
};

/// Refuses, under the name of the public function, to work on an object that is somebody else's.
#define QUOLL_CHECK_OWNER(handle) QUOLL_TRY((handle)->ownership().check((handle), __func__))

}  // namespace quoll::mama
