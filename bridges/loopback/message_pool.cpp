#include "message_pool.h"

#include <array>
#include <atomic>
#include <bit>
#include <cstdlib>
#include <new>

#include "quoll/handle_pool.h"  // QUOLL_ASAN
#include "quoll/mutex.h"

namespace quoll::loopback {
namespace {

constexpr std::size_t kSmallestBytes = 256;
constexpr std::size_t kLevels = 9;  // 256 bytes to 64 kilobytes
constexpr std::size_t kCacheLine = 64;

constexpr std::size_t bytes_of(std::size_t level) { return kSmallestBytes << level; }
constexpr std::size_t kept_blocks(std::size_t level) {
  return MessagePool::kMaxKeptBytes / 2 / bytes_of(level);  // in each of the two lists
}

std::size_t level_for(std::size_t bytes) noexcept {
  if (bytes <= kSmallestBytes) return 0;
  return static_cast<std::size_t>(std::bit_width((bytes - 1) / kSmallestBytes));
}

PoolBlock* from_heap(std::size_t bytes, PoolHome* home, std::size_t level) noexcept {
  auto* block = static_cast<PoolBlock*>(std::malloc(bytes));
  if (block != nullptr) *block = {home, nullptr, static_cast<std::uint32_t>(level)};
  return block;
}

}  // namespace

/// The free blocks of one thread; see MessagePool.
class PoolHome {
 public:
  PoolBlock* take(std::size_t level) noexcept {
    Shelf& shelf = shelves_[level];
    if (shelf.own == nullptr) [[unlikely]] {
      shelf.own = shelf.returned.exchange(nullptr, std::memory_order_acquire);
      shelf.own_count = shelf.returned_count.exchange(0, std::memory_order_relaxed);
      if (shelf.own == nullptr) return from_heap(bytes_of(level), this, level);
    }
    PoolBlock* block = shelf.own;
    shelf.own = block->next;
    if (shelf.own_count > 0) --shelf.own_count;  // what was returned is counted roughly
    return block;
  }

  /// By the owner.
  void give_own(PoolBlock* block) noexcept {
    Shelf& shelf = shelves_[block->level];
    if (shelf.own_count >= kept_blocks(block->level)) [[unlikely]] {
      std::free(block);
      return;
    }
    ++shelf.own_count;
    block->next = shelf.own;
    shelf.own = block;
  }

  /// By any other thread.
  void give_back(PoolBlock* block) noexcept {
    Shelf& shelf = shelves_[block->level];
    // Only a bound, so an update that is lost between two threads does not matter.
    const std::size_t count = shelf.returned_count.load(std::memory_order_relaxed);
    if (count >= kept_blocks(block->level)) {
      std::free(block);
      return;
    }
    shelf.returned_count.store(count + 1, std::memory_order_relaxed);
    PoolBlock* head = shelf.returned.load(std::memory_order_relaxed);
    do {
      block->next = head;
    } while (!shelf.returned.compare_exchange_weak(head, block, std::memory_order_release,
                                                   std::memory_order_relaxed));
  }

  /// By the owner.
  std::size_t own_bytes() const noexcept {
    std::size_t bytes = 0;
    for (std::size_t level = 0; level < kLevels; ++level) {
      for (const PoolBlock* block = shelves_[level].own; block != nullptr; block = block->next) {
        bytes += bytes_of(level);
      }
    }
    return bytes;
  }

  PoolHome* next = nullptr;  // among the homes without an owner

 private:
  struct Shelf {
    alignas(kCacheLine) PoolBlock* own = nullptr;
    std::size_t own_count = 0;
    alignas(kCacheLine) std::atomic<PoolBlock*> returned{nullptr};
    std::atomic<std::size_t> returned_count{0};
  };
  std::array<Shelf, kLevels> shelves_;
};

namespace {

// Homes live for ever: blocks that are still in flight name them.
struct Homes {
  Mutex mutex;
  PoolHome* vacant QUOLL_GUARDED_BY(mutex) = nullptr;
};

Homes& homes() noexcept {
  static constinit Homes instance;
  return instance;
}

/// The home of this thread, for as long as the thread lives.
class Tenancy {
 public:
  Tenancy() noexcept {
    Homes& all = homes();
    {
      MutexLock lock(all.mutex);
      home_ = all.vacant;
      if (home_ != nullptr) all.vacant = home_->next;
    }
    if (home_ == nullptr) home_ = new (std::nothrow) PoolHome;
  }
  ~Tenancy() {
    if (home_ == nullptr) return;
    Homes& all = homes();
    MutexLock lock(all.mutex);
    home_->next = all.vacant;
    all.vacant = home_;
    home_ = nullptr;
  }
  PoolHome* home() const noexcept { return home_; }

 private:
  PoolHome* home_;
};

// Null before the first message of a thread, and again when the thread is ending.
thread_local PoolHome* this_home = nullptr;
thread_local bool home_settled = false;

struct Resident {
  Tenancy tenancy;
  Resident() noexcept { this_home = tenancy.home(); }
  ~Resident() { this_home = nullptr; }
};

[[maybe_unused]] PoolHome* home_of_this_thread() noexcept {  // not under ASan
  if (this_home != nullptr) [[likely]]
    return this_home;
  if (home_settled) return nullptr;
  home_settled = true;
  static thread_local Resident resident;
  return resident.tenancy.home();
}

}  // namespace

PoolBlock* MessagePool::take(std::size_t bytes) noexcept {
  const std::size_t level = level_for(bytes);
#if !defined(QUOLL_ASAN)
  if (level < kLevels) [[likely]] {
    if (PoolHome* home = home_of_this_thread()) return home->take(level);
  }
#endif
  return from_heap(bytes, nullptr, level);
}

std::size_t MessagePool::kept_bytes_of_this_thread() noexcept {
  return this_home != nullptr ? this_home->own_bytes() : 0;
}

void MessagePool::give(PoolBlock* block) noexcept {
  PoolHome* const home = block->home;
  if (home == nullptr) {
    std::free(block);
  } else if (home == this_home) {
    home->give_own(block);
  } else {
    home->give_back(block);
  }
}

}  // namespace quoll::loopback
