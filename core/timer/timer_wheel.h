/// Where armed timers wait. Private to core/timer.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "quoll/timer_service.h"

namespace quoll {

/// A hierarchical timing wheel with exact order.
///
/// Level L has 128 slots, each 2^(12 + 6 L) ns wide: the finest are 4 µs, and nine levels reach
/// over all of 63 bits. A level looks ahead 128 slots from `position_`, twice the width of a slot
/// of the level above: so a whole slot can be moved one level down during all of the time that the
/// slot before it takes, a piece at a time, and a slot with a hundred thousand timers delays
/// nobody. A slot is an unordered list; what has become due is taken out of the finest slots and
/// sorted.
///
/// Each slot knows a lower bound of the deadlines in it, exact but for cancelled timers: so the
/// time of the next expiry is known without moving anything.
///
/// Not thread-safe; the caller has a lock. References are the caller's business.
class TimerWheel {
 public:
  static constexpr std::int64_t kNothing = std::numeric_limits<std::int64_t>::max();

  /// Nothing that is inserted is due before `now_ns`, as far as collect() is concerned.
  explicit TimerWheel(std::int64_t now_ns) noexcept : origin_ns_(now_ns) {}
  TimerWheel(const TimerWheel&) = delete;
  TimerWheel& operator=(const TimerWheel&) = delete;

  static bool is_armed(const Timer& timer) noexcept { return timer.place_ != kUnarmed; }

  /// `timer` is not armed.
  void insert(Timer& timer, std::int64_t deadline_ns) noexcept {
    timer.deadline_ns_ = deadline_ns;
    timer.order_ = next_order_++;
    place(timer);
  }
  /// `timer` is armed.
  void remove(Timer& timer) noexcept;

  /// The next timer that collect() found due, disarmed; null when there is none.
  Timer* pop_due() noexcept;

  /// Finds what is due at `now_ns`. One call does a bounded amount of work, except for the sorting
  /// of timers that are due within the same 4 µs. False when it must be called again before
  /// pop_due(); true when everything was found, or enough to go on with.
  bool collect(std::int64_t now_ns);

  /// Moves a piece of a large slot one level down, ahead of its time. False when there is no need.
  bool prepare() noexcept;

  /// When to call collect() or prepare() again; kNothing when nothing is armed.
  std::int64_t next_wake_ns() const noexcept;

  /// Some armed timer, disarmed; null when there is none.
  Timer* pop_any() noexcept;

 private:
  static constexpr int kLevels = 9;
  static constexpr std::uint64_t kSlots = 128;
  static constexpr int kFinestShift = 12;
  static constexpr int kLevelShift = 6;
  static constexpr std::size_t kBatch = 256;           // timers taken out in one go
  static constexpr std::size_t kPiece = 128;           // timers moved down in one go
  static constexpr std::uint32_t kLargeSlot = kPiece;  // worth moving ahead of time

  static constexpr std::uint32_t kUnarmed = 0;
  static constexpr std::uint32_t kDue = 1;    // in due_
  static constexpr std::uint32_t kEarly = 2;  // in early_
  static constexpr std::uint32_t kFirstSlot = 3;

  struct Slot {
    Timer* head = nullptr;
    std::int64_t min_ns = kNothing;  // valid while head is set
    std::uint32_t count = 0;
  };
  struct Level {
    std::array<std::uint64_t, kSlots / 64> occupied{};
    std::array<Slot, kSlots> slots;
  };
  /// The first slot of a level that holds something.
  struct Found {
    int level = -1;
    std::uint64_t tick = 0;
    explicit operator bool() const noexcept { return level >= 0; }
  };
  /// What sorting looks at, beside one another.
  struct Entry {
    std::int64_t deadline_ns;
    std::uint64_t order;
    Timer* timer;
    friend bool operator<(const Entry& a, const Entry& b) noexcept {
      return a.deadline_ns != b.deadline_ns ? a.deadline_ns < b.deadline_ns : a.order < b.order;
    }
  };

  static constexpr int shift_of(int level) noexcept { return kFinestShift + kLevelShift * level; }
  /// Time since the origin; what lies before it counts as 0.
  std::uint64_t offset(std::int64_t ns) const noexcept {
    return ns <= origin_ns_
               ? 0
               : static_cast<std::uint64_t>(ns) - static_cast<std::uint64_t>(origin_ns_);
  }
  Slot& slot_at(int level, std::uint64_t tick) noexcept {
    return levels_[static_cast<std::size_t>(level)].slots[tick % kSlots];
  }
  const Slot& slot_at(int level, std::uint64_t tick) const noexcept {
    return levels_[static_cast<std::size_t>(level)].slots[tick % kSlots];
  }

  void place(Timer& timer) noexcept;
  void push(Timer& timer, int level, std::uint64_t tick) noexcept;
  static void unlink(Timer& timer) noexcept;
  void mark_empty(int level, std::uint64_t index) noexcept;
  bool first_in(int level, std::uint64_t& tick) const noexcept;
  Found first() const noexcept;
  bool move_down(int level, std::uint64_t tick) noexcept;
  void take_slot(std::uint64_t tick);
  void take_early();
  void merge_batch();

  const std::int64_t origin_ns_;
  std::uint64_t position_ = 0;  // what is not after it is in due_ or early_
  std::int64_t collected_ns_ = std::numeric_limits<std::int64_t>::min();  // the last collect()
  bool incomplete_ = false;                                               // which must go on
  std::uint64_t next_order_ = 0;
  std::uint32_t occupied_levels_ = 0;
  Timer* due_ = nullptr;    // sorted; the end may lie up to a finest slot ahead
  Timer* early_ = nullptr;  // armed when their deadline was not after position_; not sorted yet
  std::int64_t early_min_ns_ = kNothing;
  std::vector<Entry> batch_;
  std::array<Level, kLevels> levels_;
};

}  // namespace quoll
