/// Replaces operator new: counts what is allocated, and can run out. For one source of a program.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <new>

namespace quoll::test {

constexpr int kUnlimited = std::numeric_limits<int>::max();
/// How many allocations of this thread still succeed; negative when some have failed.
inline thread_local constinit int allowed = kUnlimited;
/// Blocks that are allocated and not freed, by any thread; without those that are kept for ever.
inline std::atomic<long> live_blocks{0};

inline void* memory_or_null(std::size_t size, std::size_t alignment = 1) noexcept {
  if (allowed != kUnlimited && allowed-- <= 0) return nullptr;
  // A multiple of the alignment, and not nothing.
  const std::size_t rounded = (size / alignment + 1) * alignment;
  return alignment > alignof(std::max_align_t) ? std::aligned_alloc(alignment, rounded)
                                               : std::malloc(rounded);
}

inline void* allocate_or_null(std::size_t size, std::size_t alignment = 1) noexcept {
  void* const memory = memory_or_null(size, alignment);
  if (memory != nullptr) live_blocks.fetch_add(1, std::memory_order_relaxed);
  return memory;
}

inline void* allocate(std::size_t size, std::size_t alignment = 1) {
  void* const memory = allocate_or_null(size, alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

inline void free_block(void* memory) noexcept {
  if (memory != nullptr) live_blocks.fetch_sub(1, std::memory_order_relaxed);
  std::free(memory);
}

}  // namespace quoll::test

// Not inlined: see tests/message/omnmmsg_allocation_test.cpp.
#define REPLACED [[gnu::noinline]]
REPLACED void* operator new(std::size_t size) { return quoll::test::allocate(size); }
REPLACED void* operator new[](std::size_t size) { return quoll::test::allocate(size); }
REPLACED void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return quoll::test::allocate_or_null(size);
}
REPLACED void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return quoll::test::allocate_or_null(size);
}
REPLACED void* operator new(std::size_t size, std::align_val_t alignment) {
  return quoll::test::allocate(size, static_cast<std::size_t>(alignment));
}
// Only those ask in this way who keep memory for ever: pools of handles, which grow until the
// addresses of some thousand dead objects wait for their reuse, and what a thread needs at gates
// and for messages and the next thread takes over.
REPLACED void* operator new(std::size_t size, std::align_val_t alignment,
                            const std::nothrow_t&) noexcept {
  return quoll::test::memory_or_null(size, static_cast<std::size_t>(alignment));
}
REPLACED void operator delete(void* memory, std::align_val_t) noexcept {
  quoll::test::free_block(memory);
}
REPLACED void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  quoll::test::free_block(memory);
}
REPLACED void operator delete(void* memory) noexcept { quoll::test::free_block(memory); }
REPLACED void operator delete[](void* memory) noexcept { quoll::test::free_block(memory); }
REPLACED void operator delete(void* memory, std::size_t) noexcept {
  quoll::test::free_block(memory);
}
REPLACED void operator delete[](void* memory, std::size_t) noexcept {
  quoll::test::free_block(memory);
}
#undef REPLACED
