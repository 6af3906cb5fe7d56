#include "timer/timer_wheel.h"

#include <algorithm>

namespace quoll {

void TimerWheel::push(Timer& timer, int level, std::uint64_t tick) noexcept {
  const std::uint64_t index = tick % kSlots;
  Level& at = levels_[static_cast<std::size_t>(level)];
  Slot& slot = at.slots[index];
  if (slot.head == nullptr) {
    slot.min_ns = timer.deadline_ns_;
    at.occupied[index / 64] |= std::uint64_t{1} << (index % 64);
    occupied_levels_ |= 1u << level;
  } else {
    slot.min_ns = std::min(slot.min_ns, timer.deadline_ns_);
    slot.head->link_ = &timer.next_;
  }
  timer.next_ = slot.head;
  timer.link_ = &slot.head;
  timer.place_ =
      kFirstSlot + static_cast<std::uint32_t>(level) * kSlots + static_cast<std::uint32_t>(index);
  slot.head = &timer;
  ++slot.count;
}

void TimerWheel::place(Timer& timer) noexcept {
  const std::uint64_t at = offset(timer.deadline_ns_);
  if (at <= position_) {
    timer.place_ = kEarly;
    timer.next_ = early_;
    timer.link_ = &early_;
    if (early_ != nullptr) early_->link_ = &timer.next_;
    early_ = &timer;
    early_min_ns_ = std::min(early_min_ns_, timer.deadline_ns_);
    return;
  }
  // The finest level that may reach so far; rounding can put it one slot out of reach.
  constexpr int kReachBits = kFinestShift + 7;
  const int bits = static_cast<int>(std::bit_width(at - position_));
  int level = bits <= kReachBits ? 0 : (bits - kReachBits + kLevelShift - 1) / kLevelShift;
  if ((at >> shift_of(level)) - (position_ >> shift_of(level)) >= kSlots) ++level;
  push(timer, level, at >> shift_of(level));
}

void TimerWheel::unlink(Timer& timer) noexcept {
  *timer.link_ = timer.next_;
  if (timer.next_ != nullptr) timer.next_->link_ = timer.link_;
  timer.place_ = kUnarmed;
}

void TimerWheel::mark_empty(int level, std::uint64_t index) noexcept {
  Level& at = levels_[static_cast<std::size_t>(level)];
  at.occupied[index / 64] &= ~(std::uint64_t{1} << (index % 64));
  if ((at.occupied[0] | at.occupied[1]) == 0) occupied_levels_ &= ~(1u << level);
}

void TimerWheel::remove(Timer& timer) noexcept {
  const std::uint32_t place = timer.place_;
  unlink(timer);
  if (place < kFirstSlot) return;
  const int level = static_cast<int>((place - kFirstSlot) / kSlots);
  const std::uint64_t index = (place - kFirstSlot) % kSlots;
  Slot& slot = slot_at(level, index);
  --slot.count;
  if (slot.head == nullptr) mark_empty(level, index);
}

bool TimerWheel::first_in(int level, std::uint64_t& tick) const noexcept {
  static_assert(kSlots == 128);
  const auto& occupied = levels_[static_cast<std::size_t>(level)].occupied;
  const std::uint64_t base = position_ >> shift_of(level);
  const std::uint64_t start = base % kSlots;
  const std::size_t word = start / 64;
  const int bit = static_cast<int>(start % 64);
  // From `start` to the end of its word, the other word, and around to what lies below `start`.
  if (const std::uint64_t here = occupied[word] >> bit; here != 0) {
    tick = base + static_cast<std::uint64_t>(std::countr_zero(here));
  } else if (const std::uint64_t other = occupied[1 - word]; other != 0) {
    tick = base + static_cast<std::uint64_t>(64 - bit + std::countr_zero(other));
  } else if (occupied[word] != 0) {
    tick = base + static_cast<std::uint64_t>(128 - bit + std::countr_zero(occupied[word]));
  } else {
    return false;
  }
  return true;
}

/// The slot that begins first; of several the coarsest, which must be moved down before a finer one
/// is looked at.
TimerWheel::Found TimerWheel::first() const noexcept {
  Found found;
  std::uint64_t found_start = 0;
  for (std::uint32_t left = occupied_levels_; left != 0; left &= left - 1) {
    const int level = std::countr_zero(left);
    std::uint64_t tick = 0;
    if (!first_in(level, tick)) continue;
    const std::uint64_t start = tick << shift_of(level);
    if (!found || start <= found_start) {
      found = {level, tick};
      found_start = start;
    }
  }
  return found;
}

bool TimerWheel::move_down(int level, std::uint64_t tick) noexcept {
  Slot& slot = slot_at(level, tick);
  for (std::size_t moved = 0; moved < kPiece && slot.head != nullptr; ++moved) {
    Timer& timer = *slot.head;
    __builtin_prefetch(timer.next_, 1);
    unlink(timer);
    --slot.count;
    place(timer);
  }
  if (slot.head != nullptr) return false;
  mark_empty(level, tick % kSlots);
  return true;
}

void TimerWheel::take_slot(std::uint64_t tick) {
  Slot& slot = slot_at(0, tick);
  for (Timer *timer = slot.head, *next = nullptr; timer != nullptr; timer = next) {
    next = timer->next_;
    batch_.push_back({timer->deadline_ns_, timer->order_, timer});
    unlink(*timer);
  }
  slot.count = 0;
  mark_empty(0, tick % kSlots);
}

void TimerWheel::take_early() {
  while (early_ != nullptr) {
    Timer& timer = *early_;
    batch_.push_back({timer.deadline_ns_, timer.order_, &timer});
    unlink(timer);
  }
  early_min_ns_ = kNothing;
}

/// Sorts the batch into due_, which is empty as a rule.
void TimerWheel::merge_batch() {
  if (batch_.size() > 1) std::sort(batch_.begin(), batch_.end());
  Timer** link = &due_;
  for (const Entry& entry : batch_) {
    while (*link != nullptr && !(entry < Entry{(*link)->deadline_ns_, (*link)->order_, *link})) {
      link = &(*link)->next_;
    }
    Timer& timer = *entry.timer;
    timer.place_ = kDue;
    timer.next_ = *link;
    timer.link_ = link;
    if (timer.next_ != nullptr) timer.next_->link_ = &timer.next_;
    *link = &timer;
    link = &timer.next_;
  }
  batch_.clear();
}

bool TimerWheel::collect(std::int64_t now_ns) {
  const std::uint64_t now = offset(now_ns);
  collected_ns_ = std::max(collected_ns_, now_ns);
  incomplete_ = false;
  for (;;) {
    const Found found = first();
    const std::uint64_t start = found ? found.tick << shift_of(found.level) : 0;
    if (!found || start > now) {
      position_ = std::max(position_, now);
      break;
    }
    // What was found already comes before a slot that has not begun: first things first.
    if (start > position_ && (due_ != nullptr || batch_.size() >= kBatch)) break;
    position_ = std::max(position_, start);
    if (found.level > 0) {
      if (move_down(found.level, found.tick)) continue;
      incomplete_ = true;
      break;
    }
    take_slot(found.tick);
    position_ = ((found.tick + 1) << kFinestShift) - 1;
  }
  merge_batch();
  return !incomplete_;
}

Timer* TimerWheel::pop_due() noexcept {
  // While a slot is only half moved, timers of its very first nanosecond may be missing.
  if (incomplete_) return nullptr;
  std::int64_t next_ns = due_ != nullptr ? due_->deadline_ns_ : kNothing;
  if (early_ != nullptr && early_min_ns_ <= collected_ns_ && early_min_ns_ <= next_ns) {
    take_early();
    merge_batch();
    next_ns = due_->deadline_ns_;
  }
  if (due_ == nullptr || next_ns > collected_ns_) return nullptr;
  Timer* const timer = due_;
  unlink(*timer);
  return timer;
}

bool TimerWheel::prepare() noexcept {
  for (std::uint32_t left = occupied_levels_ & ~1u; left != 0; left &= left - 1) {
    const int level = std::countr_zero(left);
    std::uint64_t tick = 0;
    if (!first_in(level, tick) || slot_at(level, tick).count < kLargeSlot) continue;
    const std::uint64_t last_below = ((tick + 1) << kLevelShift) - 1;
    if (last_below - (position_ >> shift_of(level - 1)) >= kSlots) continue;
    move_down(level, tick);
    return true;
  }
  return false;
}

std::int64_t TimerWheel::next_wake_ns() const noexcept {
  std::int64_t wake_ns = due_ != nullptr ? due_->deadline_ns_ : kNothing;
  if (early_ != nullptr) wake_ns = std::min(wake_ns, early_min_ns_);
  for (std::uint32_t left = occupied_levels_; left != 0; left &= left - 1) {
    const int level = std::countr_zero(left);
    std::uint64_t tick = 0;
    if (!first_in(level, tick)) continue;
    const Slot& slot = slot_at(level, tick);
    wake_ns = std::min(wake_ns, slot.min_ns);
    if (level > 0 && slot.count >= kLargeSlot && tick > 0) {
      // From the beginning of the slot before it, it fits into the level below: see prepare().
      const std::uint64_t fits = (tick - 1) << shift_of(level);
      wake_ns = std::min(wake_ns, origin_ns_ + static_cast<std::int64_t>(fits));
    }
  }
  return wake_ns;
}

Timer* TimerWheel::pop_any() noexcept {
  Timer* timer = due_ != nullptr ? due_ : early_;
  if (const Found found = first(); timer == nullptr && found) {
    timer = slot_at(found.level, found.tick).head;
  }
  if (timer != nullptr) remove(*timer);
  return timer;
}

}  // namespace quoll
