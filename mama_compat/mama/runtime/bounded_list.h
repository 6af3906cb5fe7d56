/// A list that needs no memory of its own.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace quoll::mama {

/// At most `kMost` values, kept inside the object: for copies of short lists where memory may be
/// out, as at the close. A value type.
template <class T, std::size_t kMost>
class BoundedList {
 public:
  BoundedList() = default;
  /// Of a range that has no more.
  template <class Range>
  explicit BoundedList(const Range& range) noexcept
      : size_(static_cast<std::size_t>(std::size(range))) {
    std::copy(std::begin(range), std::end(range), values_.begin());
  }

  /// While size() is below kMost.
  void push_back(const T& value) noexcept { values_[size_++] = value; }

  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  auto begin() noexcept { return values_.begin(); }
  auto end() noexcept { return values_.begin() + size_; }
  auto begin() const noexcept { return values_.begin(); }
  auto end() const noexcept { return values_.begin() + size_; }

 private:
  std::array<T, kMost> values_;
  std::size_t size_ = 0;
};

}  // namespace quoll::mama
