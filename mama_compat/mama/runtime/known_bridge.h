/// A bridge as objects remember it that may outlive it.
#pragma once

#include <mama/types.h>

#include <atomic>
#include <cstdint>

namespace quoll::mama {

/// No two bridges of a process have the same, of either kind; never 0.
inline std::uint64_t next_generation() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

/// The address of a bridge, and which of the bridges it is that lived there: after some reloads
/// another one may. May be read while another thread assigns; what is torn fits no bridge.
class KnownBridge {
 public:
  KnownBridge() noexcept = default;
  /// The bridge that is there now.
  explicit KnownBridge(mamaBridge handle);
  KnownBridge(const KnownBridge& other) noexcept { *this = other; }
  KnownBridge& operator=(const KnownBridge& other) noexcept {
    generation_.store(other.generation(), std::memory_order_relaxed);
    handle_.store(other.handle(), std::memory_order_release);
    return *this;
  }

  mamaBridge handle() const noexcept { return handle_.load(std::memory_order_acquire); }
  /// 0 for a structure that was not made by MAMA, which never ends.
  std::uint64_t generation() const noexcept { return generation_.load(std::memory_order_relaxed); }

 private:
  std::atomic<mamaBridge> handle_{nullptr};
  std::atomic<std::uint64_t> generation_{0};
};

}  // namespace quoll::mama
