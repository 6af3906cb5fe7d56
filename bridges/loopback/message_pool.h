/// Memory for messages in flight.
#pragma once

#include <cstddef>
#include <cstdint>

namespace quoll::loopback {

class PoolHome;

/// Head of every block that the pool hands out.
struct PoolBlock {
  PoolHome* home;       // where it goes back to; null: straight to the heap
  PoolBlock* next;      // in a free list
  std::uint32_t level;  // size class
};

/// Blocks of memory that one thread takes and another one usually gives back.
///
/// Each thread that takes has a home of its own: a list of free blocks per size class that only it
/// touches, and beside it a list where other threads put back what they are done with and which the
/// owner takes over as a whole when its own is empty. So neither side waits for the other, and in
/// steady state nothing is allocated. A thread that ends leaves its home to the next one that
/// begins. Each home keeps at most kMaxKeptBytes per size class; what is more goes to the heap.
/// With AddressSanitizer every block comes from the heap, so that a use after its end is seen.
class MessagePool {
 public:
  static constexpr std::size_t kMaxKeptBytes = std::size_t{32} << 20;

  /// At least `bytes` (the head included); null when memory is out. Any thread.
  static PoolBlock* take(std::size_t bytes) noexcept;
  /// Any thread.
  static void give(PoolBlock* block) noexcept;
  /// What the calling thread keeps for its next messages; for tests.
  static std::size_t kept_bytes_of_this_thread() noexcept;
};

}  // namespace quoll::loopback
