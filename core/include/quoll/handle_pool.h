/// Storage for the objects behind C handles, so that a stale handle is recognised instead of followed.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

#include "quoll/mutex.h"

#if defined(__SANITIZE_ADDRESS__)
#define QUOLL_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define QUOLL_ASAN 1
#endif
#endif
#if defined(QUOLL_ASAN)
#include <sanitizer/asan_interface.h>
#endif

namespace quoll {

/// A type-stable pool: the memory of a slot is used for objects of type T for ever, and each slot has
/// a header that says whether it holds a live one. A handle is the address of the object; is_live()
/// may be asked about any address that a pool of the same T ever handed out.
///
/// Freed slots are reused in first-in first-out order and only when some have gathered, so that a
/// stale handle stays recognisable for as long as possible. Memory is returned at no time: it is
/// bounded by the largest number of objects that were ever alive at once. Any thread may call
/// anything; create() and destroy() take a short lock. Make pools with static storage and never
/// destroy them (`static auto& pool = *new HandlePool<T>`): a thread may still hold a handle when
/// main returns.
template <class T>
class HandlePool {
 public:
  HandlePool() = default;
  HandlePool(const HandlePool&) = delete;
  HandlePool& operator=(const HandlePool&) = delete;

  /// A new object, or null when memory is out. What T's constructor throws passes through.
  template <class... Args>
  T* create(Args&&... args) {
    Slot* slot = take();
    if (slot == nullptr) return nullptr;
    T* object;
    try {
      object = ::new (static_cast<void*>(slot->storage)) T(std::forward<Args>(args)...);
    } catch (...) {
      give(slot);
      throw;
    }
    slot->tag.store(kLive, std::memory_order_release);
    return object;
  }

  /// Ends the object. From the moment of the call is_live() is false. `by` is the call site, for the
  /// report of a later use.
  void destroy(T* object, const void* by = nullptr) noexcept {
    retire(object, by);
    release(object);
  }
  /// The two halves of destroy(), for an object whose handle dies before its storage may: retire()
  /// makes is_live() false (true for the caller that did it), release() runs the destructor and frees
  /// the slot.
  static bool retire(T* object, const void* by = nullptr) noexcept {
    Slot* slot = slot_of(object);
    std::uint32_t live = kLive;
    if (!slot->tag.compare_exchange_strong(live, kDead, std::memory_order_acq_rel)) return false;
    slot->destroyed_by.store(by, std::memory_order_relaxed);
    return true;
  }
  void release(T* object) noexcept {
    object->~T();
    give(slot_of(object));
  }

  static bool is_live(const T* object) noexcept {
    return slot_of(object)->tag.load(std::memory_order_acquire) == kLive;
  }
  /// Where the object that lived here last was destroyed; null when unknown.
  static const void* destroyed_by(const T* object) noexcept {
    return slot_of(object)->destroyed_by.load(std::memory_order_relaxed);
  }
  /// Objects alive or retired and not yet released.
  std::size_t size() const noexcept { return size_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::uint32_t kLive = 0x4c495645;
  static constexpr std::uint32_t kDead = 0x44454144;
  static constexpr std::size_t kSlotsPerChunk = 64;
  // So many free slots gather before the first is used again.
  static constexpr std::size_t kQuarantine = 32;

  struct Slot {
    std::atomic<std::uint32_t> tag{kDead};
    std::atomic<const void*> destroyed_by{nullptr};
    Slot* next_free = nullptr;
    alignas(alignof(T) > alignof(void*) ? alignof(T) : alignof(void*)) unsigned char
        storage[sizeof(T)];
  };
  struct Chunk {
    Chunk* next = nullptr;
    Slot slots[kSlotsPerChunk];
  };

  static Slot* slot_of(const T* object) noexcept {
    auto* bytes = reinterpret_cast<unsigned char*>(const_cast<T*>(object));
    return reinterpret_cast<Slot*>(bytes - offsetof(Slot, storage));
  }

  Slot* take() {
    MutexLock lock(mutex_);
    if (free_count_ <= kQuarantine) grow();
    Slot* slot = free_head_;
    if (slot == nullptr) return nullptr;
    free_head_ = slot->next_free;
    if (free_head_ == nullptr) free_tail_ = nullptr;
    --free_count_;
    size_.fetch_add(1, std::memory_order_relaxed);
#if defined(QUOLL_ASAN)
    ASAN_UNPOISON_MEMORY_REGION(slot->storage, sizeof(T));
#endif
    return slot;
  }

  void give(Slot* slot) noexcept {
#if defined(QUOLL_ASAN)
    ASAN_POISON_MEMORY_REGION(slot->storage, sizeof(T));
#endif
    MutexLock lock(mutex_);
    push_free(slot);
    size_.fetch_sub(1, std::memory_order_relaxed);
  }

  void push_free(Slot* slot) noexcept QUOLL_REQUIRES(mutex_) {
    slot->next_free = nullptr;
    (free_tail_ != nullptr ? free_tail_->next_free : free_head_) = slot;
    free_tail_ = slot;
    ++free_count_;
  }

  void grow() QUOLL_REQUIRES(mutex_) {
    auto* chunk = new (std::nothrow) Chunk;
    if (chunk == nullptr) return;
    chunk->next = chunks_;  // keeps the memory reachable for leak checkers
    chunks_ = chunk;
    for (Slot& slot : chunk->slots) push_free(&slot);
  }

  mutable Mutex mutex_;
  Chunk* chunks_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  Slot* free_head_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  Slot* free_tail_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  std::size_t free_count_ QUOLL_GUARDED_BY(mutex_) = 0;
  std::atomic<std::size_t> size_{0};
};

}  // namespace quoll
