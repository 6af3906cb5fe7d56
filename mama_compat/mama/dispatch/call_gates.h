/// A gate for many threads.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>

#include "quoll/gate.h"

namespace quoll::mama {

/// Several gates that are closed as one. Each thread always enters the same of them, so that those
/// who call at the same time do not fight for one word of memory. Any thread may call anything.
class CallGates {
 public:
  /// The gate of the calling thread.
  Gate& mine() noexcept {
    if (number_ == 0) [[unlikely]]
      number_ = next_number_.fetch_add(1, std::memory_order_relaxed);
    return shards_[number_ % kShards].gate;
  }
  /// As Gate::close_and_wait().
  void close_and_wait() {
    for (Shard& shard : shards_) shard.gate.close();
    for (Shard& shard : shards_) shard.gate.close_and_wait();
  }

 private:
  static constexpr std::size_t kShards = 8;
  struct alignas(64) Shard {
    Gate gate;
  };

  static inline std::atomic<unsigned> next_number_{1};
  __attribute__((tls_model("initial-exec"))) static inline thread_local constinit unsigned number_ =
      0;

  std::array<Shard, kShards> shards_;
};

}  // namespace quoll::mama
