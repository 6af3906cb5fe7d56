/// A named pthread. Private to core/base.
#pragma once

#include <pthread.h>

#include <functional>
#include <memory>
#include <string>

#include "quoll/clock.h"

namespace quoll {

/// The Thread of the real clock, and what carries a participant of a VirtualClock.
class NativeThread final : public Thread {
 public:
  /// Null when the system refuses a thread. Throws std::bad_alloc, and then there is none.
  static std::unique_ptr<NativeThread> start(std::string name, std::function<void()> body);

  void join() override;
  void detach() override;
  bool is_current() const noexcept override;

 private:
  NativeThread() = default;
  static void* run(void* start) noexcept;

  pthread_t thread_{};
  // pthread_t values are reused after the end of a detached thread; these are not.
  std::uint64_t id_ = 0;
};

}  // namespace quoll
