#include "quoll/gate.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "quoll/mutex.h"

namespace quoll {

thread_local constinit GateStay* GatePlatform::innermost_ = nullptr;

template class GateProtocol<GatePlatform>;

namespace {

// Waiters with a clock of their own; there are some in tests only.
struct OtherClocks {
  Mutex mutex;
  GatePlatform::Waiter* first QUOLL_GUARDED_BY(mutex) = nullptr;
};

OtherClocks& other_clocks() noexcept {
  static auto& instance = *new OtherClocks;  // outlives every thread
  return instance;
}

}  // namespace

GatePlatform::Waiter::Waiter(const Word& word, Clock& clock) noexcept
    : word_(word), clock_(clock), other_clock_(&clock != &default_clock()) {
  if (!other_clock_) return;
  OtherClocks& others = other_clocks();
  MutexLock lock(others.mutex);
  next_ = others.first;
  others.first = this;
}

GatePlatform::Waiter::~Waiter() {
  if (!other_clock_) return;
  OtherClocks& others = other_clocks();
  MutexLock lock(others.mutex);
  Waiter** link = &others.first;
  while (*link != this) link = &(*link)->next_;
  *link = next_;
}

void GatePlatform::wake(const Word& word, bool other_clock) noexcept {
  default_clock().wake_all(word);
  if (!other_clock) return;
  // A clock may hand over to another thread while it wakes, so it is called without the lock.
  constexpr std::size_t kMaxClocks = 16;
  std::array<Clock*, kMaxClocks> clocks;
  std::size_t count = 0;
  {
    OtherClocks& others = other_clocks();
    MutexLock lock(others.mutex);
    for (const Waiter* waiter = others.first; waiter != nullptr; waiter = waiter->next_) {
      auto* const end = clocks.data() + count;
      if (&waiter->word_ != &word || std::find(clocks.data(), end, &waiter->clock_) != end)
        continue;
      if (count == kMaxClocks) overflow();
      clocks[count++] = &waiter->clock_;
    }
  }
  for (std::size_t i = 0; i < count; ++i) clocks[i]->wake_all(word);
}

void GatePlatform::overflow() noexcept {
  std::fputs("quoll: a gate has more frames or clocks at once than it can count\n", stderr);
  std::abort();
}

}  // namespace quoll
