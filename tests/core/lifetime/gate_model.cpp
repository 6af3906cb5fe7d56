#include "gate_model.h"

namespace quoll::model {

using Protocol = GateProtocol<ModelPlatform>;
using Mode = ThreadState::Mode;

std::uint32_t ModelWord::fetch_sub(std::uint32_t delta, std::memory_order) {
  if (mistake == Mistake::kParkingForgotten) delta %= Protocol::kParked;
  if (mistake == Mistake::kWokenBeforeTheChange) {
    const std::uint32_t before = load(std::memory_order_relaxed);
    if ((before & Protocol::kWaited) != 0) wake_all(cell_, true);
  }
  if (mistake == Mistake::kLeaveNotAtomic) {
    const std::uint32_t before = load(std::memory_order_relaxed);
    access("store", cell_, [&](std::uint64_t& word) { word = before - delta; });
    return before;
  }
  return as_word(access("sub", cell_, [&](std::uint64_t& word) { word = as_word(word - delta); }));
}

std::uint32_t ModelWord::fetch_or(std::uint32_t bits, std::memory_order) {
  if (mistake == Mistake::kCountedTwice && cell_ >= kFirstCellOfNotes) {
    read("look at what is counted", cell_);
    return 0;
  }
  return as_word(access("or", cell_, [&](std::uint64_t& word) { word |= bits; }));
}

bool ModelWord::compare_exchange_weak(std::uint32_t& expected, std::uint32_t desired,
                                      std::memory_order, std::memory_order) {
  if (mistake == Mistake::kParkingForgotten) desired %= Protocol::kParked;
  if (mistake == Mistake::kWaitingNotAnnounced) desired &= ~Protocol::kWaited;
  if (mistake == Mistake::kCloseNotAtomic) {
    access("store", cell_, [&](std::uint64_t& word) { word = desired; });
    return true;
  }
  const std::uint32_t before = as_word(access("exchange", cell_, [&](std::uint64_t& word) {
    if (word == expected) word = desired;
  }));
  if (before == expected) {
    const bool left = (desired & ~expected & Protocol::kAction) != 0;
    if (mistake == Mistake::kCloserLooksBack && left) load(std::memory_order_relaxed);
    return true;
  }
  expected = before;
  return false;
}

bool ModelWord::compare_exchange_strong(std::uint32_t& expected, std::uint32_t desired,
                                        std::memory_order success, std::memory_order failure) {
  const bool claims = (desired & ~expected) == Protocol::kDrained;
  if (mistake == Mistake::kDrainNotClaimed && claims) return true;
  if (mistake == Mistake::kReopenNotAtomic && !claims) {
    access("store", cell_, [&](std::uint64_t& word) { word = desired; });
    return true;
  }
  return compare_exchange_weak(expected, desired, success, failure);
}

void ModelLock::lock() {
  if (mistake == Mistake::kNotesNotLocked) return;
  Explorer& explorer = Explorer::current();
  explorer.step("lock", [&](World& world) -> std::optional<std::uint64_t> {
    ThreadState& self = world.threads[explorer.thread()];
    if (world.cells[cell_] == 0) {
      self.mode = Mode::kAwaiting;
      self.cell = static_cast<std::uint8_t>(cell_);
      self.value = 1;
      return std::nullopt;
    }
    self.mode = Mode::kReady;
    world.show_stores(explorer.thread());
    world.cells[cell_] = 0;
    return 0;
  });
}

void ModelLock::unlock() {
  if (mistake == Mistake::kNotesNotLocked) return;
  access("unlock", cell_, [](std::uint64_t& cell) { cell = 1; });
}

void ModelPlatform::Note::set(const void* gate) {
  const auto value = reinterpret_cast<std::uint64_t>(gate);
  if (!has_barrier_everywhere) {
    access("note", cell_, [&](std::uint64_t& cell) { cell = value; });
  } else {
    Explorer& explorer = Explorer::current();
    explorer.step("note", [&](World& world) -> std::optional<std::uint64_t> {
      ThreadState& self = world.threads[explorer.thread()];
      if (self.buffered == kMaxBuffered) world.show_oldest_store(explorer.thread());
      self.buffer[self.buffered++] = {static_cast<std::uint8_t>(cell_), value};
      return 0;
    });
  }
  if (mistake == Mistake::kLeaverLooksAtTheGate && gate == nullptr) {
    // All programs that seed it use the first gate only.
    access("look at the gate", 0, [](std::uint64_t&) {});
  }
}

// One step for each thread: their barriers are not simultaneous.
void ModelPlatform::barrier_everywhere() {
  if (!has_barrier_everywhere || mistake == Mistake::kBarrierForgotten) return;
  for (std::size_t i = 0; i < notes_of_threads.size(); ++i) {
    Explorer::current().step("barrier of a thread",
                             [&](World& world) -> std::optional<std::uint64_t> {
                               world.show_stores(i);
                               return i;
                             });
  }
}

void ModelPlatform::make_notes(std::size_t threads) {
  notes_of_threads.clear();
  ModelLock::all.clear();
  cells_used = kFirstCellOfNotes;
  Notes* last = nullptr;
  for (std::size_t i = 0; i < threads; ++i) {
    last = notes_of_threads.emplace_back(std::make_unique<Notes>(last)).get();
  }
}

void ModelPlatform::Waiter::wait(std::uint32_t expected) {
  Explorer& explorer = Explorer::current();
  explorer.step("wait", [&](World& world) -> std::optional<std::uint64_t> {
    ThreadState& self = world.threads[explorer.thread()];
    if (self.mode == Mode::kWoken) {
      self.mode = Mode::kReady;
      return 1;
    }
    touch(world, word_.cell());
    if (world.cells[word_.cell()] != expected && mistake != Mistake::kSleepWithoutComparing) {
      return 0;
    }
    self.mode = Mode::kAsleep;
    self.cell = static_cast<std::uint8_t>(word_.cell());
    self.kind = other_ ? 1 : 0;
    return std::nullopt;
  });
}

void ModelPlatform::Waiter::note(const char* what, bool listed) {
  Explorer& explorer = Explorer::current();
  explorer.step(what, [&](World& world) -> std::optional<std::uint64_t> {
    const std::uint64_t bit = std::uint64_t{1} << explorer.thread();
    std::uint64_t& list = world.cells[kWaiterListCell];
    list = listed ? list | bit : list & ~bit;
    return 0;
  });
}

void wake_all(std::size_t cell, bool other_clock) {
  const auto wake_kind = [cell](const char* what, std::uint8_t kind) {
    Explorer::current().step(what, [&](World& world) -> std::optional<std::uint64_t> {
      std::uint64_t woken = 0;
      for (std::size_t i = 0; i < kMaxThreads; ++i) {
        ThreadState& thread = world.threads[i];
        if (thread.mode != Mode::kAsleep || thread.cell != cell || thread.kind != kind) continue;
        if (kind != 0 && ((world.cells[kWaiterListCell] >> i) & 1) == 0) continue;
        thread.mode = Mode::kWoken;
        ++woken;
      }
      return woken;
    });
  };
  wake_kind("wake", 0);
  if (other_clock) wake_kind("wake those of other clocks", 1);
}

void ModelPlatform::wake(const Word& word, bool other_clock) {
  if (mistake == Mistake::kWokenBeforeTheChange) return;  // done already
  if (mistake == Mistake::kWakerReadsTheWord) word.load(std::memory_order_relaxed);
  wake_all(word.cell(), other_clock && mistake != Mistake::kOtherClockForgotten);
}

}  // namespace quoll::model
