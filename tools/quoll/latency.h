/// A histogram of latencies that one thread writes and others read.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstdint>

namespace quoll::tool {

/// Buckets are powers of two, each in 16 parts: at most 6 % wide, from 1 ns to days. record() is
/// for one thread at a time; merging and reading are for any.
class LatencyHistogram {
 public:
  void record(std::int64_t nanoseconds) {
    std::atomic<std::uint64_t>& bucket = buckets_[bucket_of(nanoseconds)];
    bucket.store(bucket.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  }

  void add(const LatencyHistogram& other) {
    for (std::size_t i = 0; i < kBuckets; ++i) {
      buckets_[i].fetch_add(other.buckets_[i].load(std::memory_order_relaxed),
                            std::memory_order_relaxed);
    }
  }

  /// The latency that the fraction `part` (0 to 1) of all samples stays below; 0 without samples.
  double quantile(double part) const {
    std::uint64_t total = 0;
    for (const auto& bucket : buckets_) total += bucket.load(std::memory_order_relaxed);
    if (total == 0) return 0;
    const auto rank = static_cast<std::uint64_t>(part * static_cast<double>(total - 1));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
      seen += buckets_[i].load(std::memory_order_relaxed);
      if (seen > rank) return upper_end(i);
    }
    return upper_end(kBuckets - 1);
  }

 private:
  static constexpr unsigned kPartBits = 4;
  static constexpr std::size_t kParts = 1u << kPartBits;
  static constexpr std::size_t kBuckets = 50 * kParts;

  static std::size_t bucket_of(std::int64_t nanoseconds) {
    const auto value = static_cast<std::uint64_t>(nanoseconds < 0 ? 0 : nanoseconds);
    if (value < kParts) return static_cast<std::size_t>(value);
    const auto exponent = static_cast<unsigned>(std::bit_width(value)) - 1 - kPartBits;
    const std::size_t index = (exponent + 1) * kParts + ((value >> exponent) - kParts);
    return index < kBuckets ? index : kBuckets - 1;
  }

  static double upper_end(std::size_t index) {
    if (index < kParts) return static_cast<double>(index);
    const std::size_t exponent = index / kParts - 1;
    const std::uint64_t part = index % kParts + kParts + 1;
    return static_cast<double>((part << exponent) - 1);
  }

  std::array<std::atomic<std::uint64_t>, kBuckets> buckets_{};
};

}  // namespace quoll::tool
