#include "quoll/event_segments.h"

#include <sys/mman.h>

#include <new>

#include "quoll/api.h"

#if defined(QUOLL_ASAN)
#include <sanitizer/lsan_interface.h>
#endif

namespace quoll {
namespace {

// Leak checkers look for pointers in the heap, not in memory that was mapped.
void show_to_leak_checker([[maybe_unused]] const void* memory, [[maybe_unused]] std::size_t bytes) {
#if defined(QUOLL_ASAN)
  __lsan_register_root_region(memory, bytes);
#endif
}

void hide_from_leak_checker([[maybe_unused]] const void* memory,
                            [[maybe_unused]] std::size_t bytes) {
#if defined(QUOLL_ASAN)
  __lsan_unregister_root_region(memory, bytes);
#endif
}

// Free segments of all queues of the process: a queue that drained its backlog serves the next one
// that builds one up. What is more than kKept goes back to the allocator.
class SegmentPool {
 public:
  constexpr SegmentPool() noexcept = default;

  EventSegment* take() noexcept {
    {
      MutexLock lock(mutex_);
      if (EventSegment* segment = free_; segment != nullptr) {
        free_ = segment->next_free;
        --kept_;
        lock.unlock();
        // Cleared by the thread that is going to fill it, which so has the lines at hand.
        for (EventSlot& slot : segment->slots) {
          slot.callback.store(nullptr, std::memory_order_relaxed);
        }
        return segment;
      }
    }
    return new (std::nothrow) EventSegment;
  }

  void give(EventSegment* segment) noexcept {
    {
      MutexLock lock(mutex_);
      if (kept_ < kKept) {
        segment->next_free = free_;
        free_ = segment;
        ++kept_;
        return;
      }
    }
    delete segment;
  }

 private:
  static constexpr std::size_t kKept = 256;  // 4 MiB

  Mutex mutex_;
  EventSegment* free_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  std::size_t kept_ QUOLL_GUARDED_BY(mutex_) = 0;
};

// Trivially destructible, so it is there for queues of static objects too.
constinit SegmentPool g_pool;

constexpr std::size_t kDirectoryBytes =
    EventSegments::kDirectorySize * sizeof(std::atomic<EventSegment*>);

}  // namespace

EventSegments::EventSegments(std::atomic<std::uint32_t>& modes, std::uint32_t starved_bit)
    : modes_(modes), starved_bit_(starved_bit) {
  void* memory = mmap(nullptr, kDirectoryBytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  // Zero pages are null pointers: an atomic pointer is nothing but the pointer.
  static_assert(sizeof(std::atomic<EventSegment*>) == sizeof(EventSegment*));
  directory_ = static_cast<std::atomic<EventSegment*>*>(memory);
  EventSegment* first = g_pool.take();
  MutexLock lock(mutex_);
  spare_ = first != nullptr ? g_pool.take() : nullptr;
  if (spare_ == nullptr) {
    delete first;
    munmap(memory, kDirectoryBytes);
    throw std::bad_alloc();
  }
  show_to_leak_checker(memory, kDirectoryBytes);
  directory_[0].store(first, std::memory_order_release);
}

EventSegments::~EventSegments() {
  MutexLock lock(mutex_);
  // Walks back from the newest one: the living ones are consecutive.
  for (std::uint64_t number = newest_;; --number) {
    EventSegment* segment = find(number);
    if (segment == nullptr) break;
    directory_[number % kDirectorySize].store(nullptr, std::memory_order_relaxed);
    g_pool.give(segment);
    if (number == 0) break;
  }
  if (spare_ != nullptr) g_pool.give(spare_);
  hide_from_leak_checker(directory_, kDirectoryBytes);
  munmap(static_cast<void*>(directory_), kDirectoryBytes);
}

EventSegment* EventSegments::install(std::uint64_t number) noexcept {
  MutexLock lock(mutex_);
  std::atomic<EventSegment*>& entry = directory_[number % kDirectorySize];
  if (EventSegment* installed = entry.load(std::memory_order_relaxed)) return installed;
  EventSegment* segment = spare_ != nullptr ? spare_ : g_pool.take();
  spare_ = nullptr;
  if (segment == nullptr) return nullptr;
  if (number > newest_) newest_ = number;
  // Before the segment can be seen: who finds it then finds the starvation too. The other way round
  // posters could fill it whole, and run on, while this thread still looks for a spare.
  if (!refill_spare()) modes_.fetch_or(starved_bit_, std::memory_order_release);
  entry.store(segment, std::memory_order_release);
  return segment;
}

void EventSegments::retire(std::uint64_t number) noexcept {
  EventSegment* segment =
      directory_[number % kDirectorySize].exchange(nullptr, std::memory_order_acq_rel);
  g_pool.give(segment);
}

bool EventSegments::replenish() noexcept {
  MutexLock lock(mutex_);
  if (!refill_spare()) return false;
  modes_.fetch_and(~starved_bit_, std::memory_order_release);
  return true;
}

bool EventSegments::refill_spare() noexcept {
  // The directory is a ring; the two entries after the newest must be free, as posters that run
  // ahead of an installation must not take an old segment for theirs.
  for (std::uint64_t ahead = 1; ahead <= 2; ++ahead) {
    if (find(newest_ + ahead) != nullptr) return false;
  }
  if (spare_ == nullptr) spare_ = g_pool.take();
  return spare_ != nullptr;
}

}  // namespace quoll
