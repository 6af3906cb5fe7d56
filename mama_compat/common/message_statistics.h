/// Numbers about a stream of messages.
#pragma once

namespace quoll::compat {

/// Latencies of one stretch of time: smallest, largest, mean and deviation. A value.
class LatencySummary {
 public:
  /// What stands for "not known".
  static constexpr double kUnknown = 999999999;

  void add(double latency_ms) noexcept {
    if (latency_ms >= kUnknown) return;
    if (latency_ms < min_) min_ = latency_ms;
    if (count_ == 0 || latency_ms > max_) max_ = latency_ms;
    // Welford: the sum of squares of large numbers would lose the small differences.
    ++count_;
    const double before = latency_ms - mean_;
    mean_ += before / static_cast<double>(count_);
    squares_ += before * (latency_ms - mean_);
  }

  double min() const noexcept { return min_; }
  double max() const noexcept { return max_; }
  double mean() const noexcept { return mean_; }
  double variance() const noexcept {
    return count_ < 2 ? 0 : squares_ / static_cast<double>(count_ - 1);
  }

 private:
  long count_ = 0;
  double min_ = kUnknown;
  double max_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

}  // namespace quoll::compat
