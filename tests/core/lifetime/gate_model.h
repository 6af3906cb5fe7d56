/// The platform that lets the explorer run quoll::GateProtocol: every access to shared memory is a
/// step. Mistakes can be seeded, to show that the explorer finds them.
#pragma once

#include <atomic>
#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "explorer.h"
#include "quoll/gate_protocol.h"

namespace quoll::model {

/// What is wrong with the protocol in this run.
enum class Mistake {
  kNone,
  kParkingForgotten,       // closers inside do not say so
  kWaitingNotAnnounced,    // closers sleep without setting kWaited
  kWokenBeforeTheChange,   // leavers wake first and take their frame out of the word afterwards
  kSleepWithoutComparing,  // closers sleep whatever the word has become
  kLeaveNotAtomic,         // load and store instead of one subtraction
  kCloseNotAtomic,         // load and store instead of one exchange
  kDrainNotClaimed,        // whoever finds the gate empty runs the drain action
  kCloserLooksBack,        // close(action) reads the word once more after its own frame has left
  kWakerReadsTheWord,      // a leaver looks at the gate once more before it wakes
  kOtherClockForgotten,    // leavers wake waiters of the default clock only
  kReopenNotAtomic,        // load and store instead of one exchange
  // Of light gates:
  kBarrierForgotten,     // closers read notes that other threads have not made visible yet
  kClosersOverlooked,    // who takes its note back does not look for closers
  kCountedTwice,         // closers do not write down which frames they have counted
  kNotesNotLocked,       // a closer and the thread itself change its notes at the same time
  kLeaverLooksAtTheGate  // who takes its note back looks at the gate once more
};
inline Mistake mistake = Mistake::kNone;

// Each modelled gate has three cells, in order of construction, and a fourth that tells whether its
// memory has been freed.
inline constexpr std::size_t kCellsPerGate = 4;
inline constexpr std::size_t kFreedCell = 3;
inline std::size_t cells_used = 0;

// Behind the cells of two gates, the cells of the test, and behind these those of the notes.
inline constexpr std::size_t kFacts = 2 * kCellsPerGate;
inline constexpr std::size_t kFirstCellOfNotes = 24;

inline void touch(World& world, std::size_t cell) {
  if (cell >= kFacts) return;
  const std::size_t gate = cell / kCellsPerGate;
  Explorer::current().check(world.cells[gate * kCellsPerGate + kFreedCell] == 0,
                            "the gate is touched after it was freed");
}

template <class Change>
std::uint64_t access(const char* what, std::size_t cell, Change&& change) {
  return Explorer::current().step(what, [&](World& world) -> std::optional<std::uint64_t> {
    touch(world, cell);
    world.show_stores(Explorer::current().thread());  // an atomic change is a barrier
    const std::uint64_t before = world.cells[cell];
    change(world.cells[cell]);
    return before;
  });
}

inline std::uint64_t read(const char* what, std::size_t cell) {
  return Explorer::current().step(what, [&](World& world) -> std::optional<std::uint64_t> {
    touch(world, cell);
    return world.read(Explorer::current().thread(), cell);
  });
}

void wake_all(std::size_t cell, bool other_clock);

class ModelWord {
 public:
  explicit ModelWord(std::uint32_t) : cell_(cells_used++) {}

  std::uint32_t load(std::memory_order) const {
    const std::uint64_t value = read("load", cell_);
    if (mistake == Mistake::kClosersOverlooked && cell_ >= kFirstCellOfNotes) return 0;
    return as_word(value);
  }
  std::uint32_t fetch_add(std::uint32_t delta, std::memory_order) {
    return as_word(
        access("add", cell_, [&](std::uint64_t& word) { word = as_word(word + delta); }));
  }
  std::uint32_t fetch_sub(std::uint32_t delta, std::memory_order order);
  std::uint32_t fetch_or(std::uint32_t bits, std::memory_order order);
  bool compare_exchange_weak(std::uint32_t& expected, std::uint32_t desired, std::memory_order,
                             std::memory_order);
  bool compare_exchange_strong(std::uint32_t& expected, std::uint32_t desired, std::memory_order,
                               std::memory_order);

  std::size_t cell() const { return cell_; }

 private:
  static std::uint32_t as_word(std::uint64_t value) { return static_cast<std::uint32_t>(value); }
  std::size_t cell_;
};

template <class T>
class ModelCell {
 public:
  ModelCell() : cell_(cells_used++) {}
  T get() const {
    const std::uint64_t value = read("read", cell_);
    Explorer::current().observe(
        [&](World&) { Explorer::current().check(value != 0, "read before it was written"); });
    return std::bit_cast<T>(value);
  }
  void set(T value) {
    access("write", cell_,
           [&](std::uint64_t& cell) { cell = std::bit_cast<std::uint64_t>(value); });
  }

 private:
  std::size_t cell_;
};

class ModelLock {
 public:
  ModelLock() : cell_(cells_used++) { all.push_back(cell_); }
  void lock();
  void unlock();
  /// The cells of all locks; they hold 1 while free.
  static inline std::vector<std::size_t> all;

 private:
  std::size_t cell_;
};

struct ModelClock {
  bool other = false;
};

// Bit per thread: its waiter with another clock is on the list that wakers read.
inline constexpr std::size_t kWaiterListCell = kMaxCells - 1;

struct ModelPlatform {
  using Word = ModelWord;
  template <class T>
  using Cell = ModelCell<T>;
  using Clock = ModelClock;
  using Lock = ModelLock;
  using Notes = GateNotes<ModelPlatform>;

  static constexpr std::uint32_t kNotePlaces = 2;
  class Note {
   public:
    Note() : cell_(cells_used++) {}
    void set(const void* gate);
    const void* get() const { return reinterpret_cast<const void*>(read("read a note", cell_)); }

   private:
    std::size_t cell_;
  };
  /// Whether threads note themselves with plain stores, and closers use the system call.
  static inline bool has_barrier_everywhere = true;
  static inline std::vector<std::unique_ptr<Notes>> notes_of_threads;
  static void make_notes(std::size_t threads);

  static Notes* notes() { return notes_of_threads[Explorer::current().thread()].get(); }
  static std::uint32_t& notes_used() { return Explorer::current().thread_local_number(); }
  static Notes* first_notes() { return notes_of_threads.back().get(); }
  static void barrier_everywhere();

  class Waiter {
   public:
    Waiter(const Word& word, Clock& clock) : word_(word), other_(clock.other) {
      if (other_) note("list the waiter", true);
    }
    ~Waiter() {
      if (other_) note("unlist the waiter", false);
    }
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;
    bool other_clock() const { return other_; }
    void wait(std::uint32_t expected);

   private:
    static void note(const char* what, bool listed);
    const Word& word_;
    bool other_;
  };

  static GateStay*& innermost() {
    return reinterpret_cast<GateStay*&>(Explorer::current().thread_local_pointer());
  }
  static Clock& default_clock() {
    static ModelClock clock;
    return clock;
  }
  static void wake(const Word& word, bool other_clock);
  [[noreturn]] static void overflow() { std::abort(); }
};

/// A gate with the cell that its owner marks when it frees it.
template <bool kLight>
struct AnyModelGate : GateProtocol<ModelPlatform, kLight> {
  AnyModelGate() : first_cell(cells_used - (kCellsPerGate - 1)) { ++cells_used; }
  std::size_t freed_cell() const { return first_cell + kFreedCell; }
  std::size_t first_cell;
};
using ModelGate = AnyModelGate<false>;
using ModelLightGate = AnyModelGate<true>;

}  // namespace quoll::model
