/// Storage of EventQueue. Not an interface of its own.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "quoll/api.h"
#include "quoll/event.h"
#include "quoll/mutex.h"

namespace quoll {

/// Room for one event. Published by the store of `callback`, which is never null then; `closure` is
/// written before. Four to a cache line.
struct EventSlot {
  std::atomic<EventCallback> callback{nullptr};
  void* closure = nullptr;
};

/// Consecutive slots; the unit in which the memory of a queue comes and goes.
struct EventSegment {
  static constexpr std::size_t kSlots = 1024;
  EventSlot slots[kSlots];
  EventSegment* next_free = nullptr;
};

/// The segments of one queue: segment n holds the events with the tickets [n * kSlots, (n + 1) *
/// kSlots). Owned by the queue; any thread may call anything, except that only the consumer who
/// took the last event of a segment retires it.
///
/// Why memory needs no further protection: whoever uses segment n holds a ticket in it, or the
/// queue's right to take events; a segment is retired only after all its tickets have been taken
/// out.
///
/// Out of memory: a spare segment is kept, and starvation is declared (`starved_bit` in `modes`)
/// when it cannot be replaced. Posters look at the mode before they take a ticket, so after that at
/// most one ticket for each thread that is past the look is still handed out, and the segment just
/// installed has room for them.
class QUOLL_API EventSegments {
 public:
  /// Entries of the directory: the queue holds up to kDirectorySize * EventSegment::kSlots events
  /// (268 million, 4 GiB).
  static constexpr std::size_t kDirectorySize = std::size_t{1} << 18;

  /// Throws std::bad_alloc.
  EventSegments(std::atomic<std::uint32_t>& modes, std::uint32_t starved_bit);
  ~EventSegments();
  EventSegments(const EventSegments&) = delete;
  EventSegments& operator=(const EventSegments&) = delete;

  /// Segment `number`, or null when it is not installed (yet).
  EventSegment* find(std::uint64_t number) const noexcept {
    return directory_[number % kDirectorySize].load(std::memory_order_acquire);
  }
  /// Installs segment `number` unless it is. The caller holds a ticket in it, or in the one before.
  /// Null only when memory is out and more than kSlots threads post at once.
  EventSegment* install(std::uint64_t number) noexcept;
  /// Takes segment `number` out and gives its memory back. All its tickets have been taken.
  void retire(std::uint64_t number) noexcept;
  /// Tries to end starvation: true when there is a spare again.
  bool replenish() noexcept;

 private:
  bool refill_spare() noexcept QUOLL_REQUIRES(mutex_);

  std::atomic<EventSegment*>* directory_;  // mapped, so that untouched parts cost nothing
  std::atomic<std::uint32_t>& modes_;
  const std::uint32_t starved_bit_;
  Mutex mutex_;
  EventSegment* spare_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  std::uint64_t newest_ QUOLL_GUARDED_BY(mutex_) = 0;  // highest number installed so far
};

}  // namespace quoll
