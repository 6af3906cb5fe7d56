/// Storage for the objects behind C handles, so that a stale handle is recognised instead of
/// followed.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>

#include "quoll/api.h"
#include "quoll/mutex.h"

#if defined(QUOLL_ASAN)
#include <sanitizer/asan_interface.h>
#endif

namespace quoll {

/// A type-stable pool: the memory of a slot is used for objects of type T for ever, and each slot
/// has a header that says whether it holds a live one. A handle is the address of the object;
/// is_live() may be asked about any address that a pool of the same T ever handed out.
///
/// Freed slots are reused in first-in first-out order and only when some have gathered, so that a
/// stale handle stays recognisable for as long as possible. Memory is returned at no time: it is
/// bounded by the largest number of objects that were ever alive at once, and what gathers. Any
/// thread may call anything; create() and destroy() take a short lock. Make pools with static
/// storage (`static constinit HandlePool<T> pool`): they are never destroyed, since a thread may
/// still hold a handle when main returns.
template <class T>
class HandlePool {
 public:
  constexpr HandlePool() = default;
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

  /// Ends the object: is_live() is false before its destructor begins. `by` is the call site, for
  /// the report of a later use. Of several callers one succeeds; the others get false, without
  /// effect.
  bool destroy(T* object, const void* by = nullptr) noexcept {
    if (!retire(object, by)) return false;
    release(object);
    return true;
  }
  /// The two halves of destroy(), for an object whose handle dies before its storage may: retire()
  /// makes is_live() false (true for the caller that did it, who owes the release), release() runs
  /// the destructor and frees the slot. Nobody may be inside the object any more: close its gate
  /// between the two.
  static bool retire(T* object, const void* by = nullptr) noexcept {
    Slot* slot = slot_of(object);
    std::uint32_t live = kLive;
    if (!slot->tag.compare_exchange_strong(live, kDead, std::memory_order_acq_rel,
                                           std::memory_order_relaxed)) {
      return false;
    }
    slot->destroyed_by.store(by, std::memory_order_relaxed);
    return true;
  }
  /// `kLate`: for handles that programs are known to use after the end. Their addresses come back
  /// after many more such releases.
  enum class Reuse { kSoon, kLate };
  void release(T* object, Reuse reuse = Reuse::kSoon) noexcept {
    object->~T();
    give(slot_of(object), reuse);
  }
  /// What the operator delete of a reference-counted T calls: the destructor has run. The object
  /// was retired before.
  void reclaim(void* storage, Reuse reuse = Reuse::kSoon) noexcept {
    give(slot_of(static_cast<T*>(storage)), reuse);
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
  // So many free slots gather before the first is used again.
  static constexpr std::size_t kQuarantine = 32;
  static constexpr std::size_t kLateQuarantine = 1024;
  // Chunks double in size up to a bound, so that neither small pools waste nor large ones allocate
  // often.
  static constexpr std::size_t kFirstChunkSlots = 2 * kQuarantine;
  static constexpr std::size_t kLargestChunkBytes = std::size_t{256} * 1024;

  struct Slot {
    std::atomic<std::uint32_t> tag{kDead};
    std::atomic<const void*> destroyed_by{nullptr};
    Slot* next_free = nullptr;
    alignas(alignof(T) > alignof(void*) ? alignof(T)
                                        : alignof(void*)) unsigned char storage[sizeof(T)];
  };
  static_assert(std::is_standard_layout_v<Slot>, "slot_of() goes from the storage to its slot");

  /// Slots in the order in which they were freed.
  struct FreeSlots {
    void push(Slot* slot) noexcept {
      slot->next_free = nullptr;
      (tail != nullptr ? tail->next_free : head) = slot;
      tail = slot;
      ++count;
    }
    Slot* pop() noexcept {
      Slot* slot = head;
      if (slot == nullptr) return nullptr;
      head = slot->next_free;
      if (head == nullptr) tail = nullptr;
      --count;
      return slot;
    }
    Slot* head = nullptr;
    Slot* tail = nullptr;
    std::size_t count = 0;
  };

  // A T may name its first base, which late callers may read, as T::ReadableWhenFree.
  static constexpr std::size_t readable_when_free() noexcept {
    if constexpr (requires { typename T::ReadableWhenFree; }) {
      return sizeof(typename T::ReadableWhenFree);
    } else {
      return 0;
    }
  }

  static Slot* slot_of(const T* object) noexcept {
    auto* bytes = reinterpret_cast<unsigned char*>(const_cast<T*>(object));
    return reinterpret_cast<Slot*>(bytes - offsetof(Slot, storage));
  }

  Slot* take() {
    MutexLock lock(mutex_);
    if (free_.count <= kQuarantine && fresh_ == fresh_end_) grow();
    Slot* slot;
    if (fresh_ != fresh_end_ && free_.count <= kQuarantine) {
      slot = ::new (static_cast<void*>(fresh_++)) Slot;
    } else {
      slot = free_.pop();
      if (slot == nullptr) slot = late_.pop();  // memory is out
      if (slot == nullptr) return nullptr;
      // The next slot has been free for longest, so its memory is cold.
      if (free_.head != nullptr) __builtin_prefetch(free_.head, 1);
    }
    add_to_size(1);
#if defined(QUOLL_ASAN)
    ASAN_UNPOISON_MEMORY_REGION(slot->storage, sizeof(T));
#endif
    return slot;
  }

  void give(Slot* slot, Reuse reuse = Reuse::kSoon) noexcept {
#if defined(QUOLL_ASAN)
    ASAN_POISON_MEMORY_REGION(slot->storage + readable_when_free(),
                              sizeof(T) - readable_when_free());
#endif
    MutexLock lock(mutex_);
    if (reuse == Reuse::kLate) {
      late_.push(slot);
      slot = late_.count > kLateQuarantine ? late_.pop() : nullptr;
    }
    if (slot != nullptr) free_.push(slot);
    add_to_size(static_cast<std::size_t>(-1));
  }

  // Written under the lock only, so no atomic addition is needed.
  void add_to_size(std::size_t delta) noexcept QUOLL_REQUIRES(mutex_) {
    size_.store(size_.load(std::memory_order_relaxed) + delta, std::memory_order_relaxed);
  }

  // New memory becomes slots one at a time, when it is first used, so no create() pays for many.
  void grow() noexcept QUOLL_REQUIRES(mutex_) {
    constexpr std::size_t header =
        (sizeof(Chunk) + alignof(Slot) - 1) / alignof(Slot) * alignof(Slot);
    constexpr std::align_val_t alignment{alignof(Slot) > alignof(Chunk) ? alignof(Slot)
                                                                        : alignof(Chunk)};
    void* memory = ::operator new(header + chunk_slots_ * sizeof(Slot), alignment, std::nothrow);
    if (memory == nullptr) return;
    chunks_ = ::new (memory) Chunk{chunks_};
    fresh_ = reinterpret_cast<Slot*>(static_cast<unsigned char*>(memory) + header);
    fresh_end_ = fresh_ + chunk_slots_;
    if (2 * chunk_slots_ * sizeof(Slot) <= kLargestChunkBytes) chunk_slots_ *= 2;
  }

  // Keeps all memory reachable for leak checkers.
  struct Chunk {
    Chunk* next;
  };

  mutable Mutex mutex_;
  Chunk* chunks_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  Slot* fresh_ QUOLL_GUARDED_BY(mutex_) = nullptr;  // of the newest chunk, not used yet
  Slot* fresh_end_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  std::size_t chunk_slots_ QUOLL_GUARDED_BY(mutex_) = kFirstChunkSlots;
  FreeSlots free_ QUOLL_GUARDED_BY(mutex_);
  FreeSlots late_ QUOLL_GUARDED_BY(mutex_);  // not yet to be used again
  std::atomic<std::size_t> size_{0};
};

static_assert(std::is_trivially_destructible_v<HandlePool<int>>, "pools outlive everything");

}  // namespace quoll
