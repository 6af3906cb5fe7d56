#include "quoll/gate.h"

#include <linux/membarrier.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <type_traits>

#include "quoll/mutex.h"

namespace quoll {

thread_local constinit GatePlatform::Thread GatePlatform::thread_;
constinit bool GatePlatform::has_barrier_everywhere_ = false;
constinit std::atomic<GatePlatform::Notes*> GatePlatform::first_notes_{nullptr};

template class GateNotes<GatePlatform>;
template class GateProtocol<GatePlatform>;
template class GateProtocol<GatePlatform, true>;

namespace {

// Waiters with a clock of their own; there are some in tests only.
struct OtherClocks {
  Mutex mutex;
  GatePlatform::Waiter* first QUOLL_GUARDED_BY(mutex) = nullptr;
};

OtherClocks& other_clocks() noexcept {
  static constinit OtherClocks instance;  // outlives every thread
  return instance;
}
static_assert(std::is_trivially_destructible_v<OtherClocks>);

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

namespace {

int membarrier(int command) noexcept {
  return static_cast<int>(::syscall(SYS_membarrier, command, 0, 0));
}

/// The notes that no thread has.
struct NotesRegistry {
  explicit NotesRegistry(void (*leave)(void*)) noexcept {
    has_key = pthread_key_create(&key, leave) == 0;
  }
  Mutex mutex;
  GatePlatform::Notes* idle QUOLL_GUARDED_BY(mutex) = nullptr;
  pthread_key_t key{};
  bool has_key = false;
};

NotesRegistry& registry(void (*leave)(void*)) noexcept {
  alignas(NotesRegistry) static std::byte storage[sizeof(NotesRegistry)];
  static auto& instance = *new (storage) NotesRegistry(leave);  // outlives every thread
  return instance;
}

}  // namespace

void GatePlatform::take_notes() noexcept {
  NotesRegistry& all = registry(&leave_notes);
  if (!all.has_key) return;
  MutexLock lock(all.mutex);
  Notes* notes = all.idle;
  if (notes == nullptr) {
    if (first_notes_.load() == nullptr) {
      has_barrier_everywhere_ = membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0;
    }
    notes = new (std::nothrow) Notes(first_notes_.load());
    if (notes == nullptr) return;
    first_notes_.store(notes, std::memory_order_seq_cst);
    all.idle = notes;
  }
  if (pthread_setspecific(all.key, notes) != 0) return;  // they could not be given back
  all.idle = notes->next_idle;
  thread_.notes = notes;
}

void GatePlatform::leave_notes(void* notes) noexcept {
  thread_.notes = nullptr;
  if (thread_.notes_used != 0) return;  // the thread ends inside a gate
  NotesRegistry& all = registry(&leave_notes);
  MutexLock lock(all.mutex);
  auto* const idle = static_cast<Notes*>(notes);
  idle->next_idle = all.idle;
  all.idle = idle;
}

void GatePlatform::barrier_everywhere() noexcept {
#if !defined(QUOLL_TSAN)
  if (!has_barrier_everywhere_ || membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED) == 0) return;
  std::fputs("quoll: the membarrier system call, granted before, is refused now\n", stderr);
  std::abort();
#endif
}

void GatePlatform::overflow() noexcept {
  std::fputs("quoll: a gate has more frames or clocks at once than it can count\n", stderr);
  std::abort();
}

}  // namespace quoll
