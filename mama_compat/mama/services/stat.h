/// The object behind mamaStat.
#pragma once

#include <mama/integration/stat.h>
#include <mama/stat.h>

#include <atomic>
#include <cstdint>
#include <string>

#include "quoll/ref.h"
#include "support/replaceable_callback.h"
#include "support/shim.h"

/// One counter. Shared by its handle, which its maker ends, and the collector that reports it, so
/// that either may end first. Any thread may call anything, whether it was made lockable or not. It
/// counts in 64 bits; what readers get is cut to what their types hold, maximum and total at 0.
///
/// The end of the handle waits for a poll callback on another thread, but not from inside a
/// callback.
struct mamaStatImpl_ final : quoll::RefCounted<mamaStatImpl_> {
 public:
  struct Values {
    mama_i32_t interval;
    mama_u32_t maximum;
    mama_u32_t total;
    bool any() const noexcept { return interval > 0 || maximum > 0 || total > 0; }
  };

  mamaStatImpl_(const char* name, mama_fid_t fid) : name_(name), fid_(fid) {}
  static void operator delete(void* storage) noexcept;

  const char* name() const noexcept { return name_.c_str(); }
  mama_fid_t fid() const noexcept { return fid_; }

  /// Also to the total; may raise the maximum.
  void add(std::int64_t value) noexcept;
  void subtract(std::int64_t value) noexcept;
  void set_interval(std::int64_t value) noexcept { interval_.store(value); }
  void set_interval_from_total(mama_u32_t total) noexcept;

  /// Null for none.
  void poll_with(pollStatCb callback, void* closure);
  /// Polls first.
  Values values();
  /// The same, and begins a new interval: what is added meanwhile is in one of the two.
  Values take_interval();
  mama_u32_t total() const noexcept;

  /// Once, by who has retired the handle.
  void end() noexcept;

  std::atomic<bool> is_logged{true};
  std::atomic<bool> is_published{true};

 private:
  void raise_maximum(std::int64_t value) noexcept;
  void poll();
  Values with(std::int64_t interval) const noexcept;

  const std::string name_;
  const mama_fid_t fid_;
  std::atomic<std::int64_t> interval_{0};
  std::atomic<std::int64_t> maximum_{0};
  std::atomic<std::int64_t> total_{0};
  quoll::mama::ReplaceableCallback<pollStatCb> poll_;
};
