/// A small model checker: runs real code on a few modelled threads and tries every interleaving of
/// their steps.
#pragma once

#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace quoll::model {

inline constexpr std::size_t kMaxThreads = 4;
inline constexpr std::size_t kMaxCells = 48;
inline constexpr std::size_t kMaxSteps = 200;
inline constexpr std::size_t kMaxBuffered = 4;

/// A modelled thread is a function of what its steps returned so far, so its whole state is that
/// list: to go on, the function is run again from its beginning and given the recorded results.
struct ThreadState {
  enum class Mode : std::uint8_t { kReady, kAsleep, kWoken, kAwaiting, kDone };
  std::array<std::uint64_t, kMaxSteps> results{};
  std::uint8_t steps = 0;
  Mode mode = Mode::kReady;
  std::uint8_t cell = 0;       // kAsleep, kAwaiting: on what
  std::uint64_t value = 0;     // kAwaiting: until the cell holds at least this
  std::uint8_t kind = 0;       // kAsleep: which wake-ups reach it
  std::uint8_t forgotten = 0;  // so many of the results no longer matter ...
  std::uint64_t place = 0;     // ... because the thread is at this place, whatever they were

  /// Stores that the other threads do not see yet, oldest first, as a processor keeps them.
  struct Store {
    std::uint8_t cell;
    std::uint64_t value;
  };
  std::array<Store, kMaxBuffered> buffer{};
  std::uint8_t buffered = 0;
};

/// Everything that threads share. Copied at each branch.
struct World {
  std::array<std::uint64_t, kMaxCells> cells{};
  std::array<ThreadState, kMaxThreads> threads{};

  /// What a thread reads: its own last store, or what all see.
  std::uint64_t read(std::size_t thread, std::size_t cell) const {
    const ThreadState& state = threads[thread];
    for (std::size_t i = state.buffered; i-- > 0;) {
      if (state.buffer[i].cell == cell) return state.buffer[i].value;
    }
    return cells[cell];
  }
  /// Lets all see the oldest of the thread's stores.
  void show_oldest_store(std::size_t thread) {
    ThreadState& state = threads[thread];
    cells[state.buffer[0].cell] = state.buffer[0].value;
    --state.buffered;
    for (std::size_t i = 0; i < state.buffered; ++i) state.buffer[i] = state.buffer[i + 1];
  }
  /// A memory barrier of the thread.
  void show_stores(std::size_t thread) {
    while (threads[thread].buffered != 0) show_oldest_store(thread);
  }
};

/// Explores one scenario. Modelled code calls step(); whatever it does between two steps belongs to
/// the first of them. It must be deterministic, own nothing, and must not be exited by exceptions:
/// a run that has taken its step is abandoned by longjmp.
class Explorer {
 public:
  struct Result {
    std::size_t states = 0;
    std::size_t ends = 0;   // interleavings' ends reached, distinct as states
    std::string violation;  // empty: none in any interleaving
    std::string trace;      // the steps that led there
  };

  using ThreadBody = std::function<void()>;
  using EndCheck = std::function<void(World&)>;

  static Explorer& current() { return *current_; }

  Result explore(const World& start, std::vector<ThreadBody> threads, EndCheck at_end) {
    current_ = this;
    threads_ = std::move(threads);
    at_end_ = std::move(at_end);
    visit(start);
    result_.states = visited_.size();
    current_ = nullptr;
    return result_;
  }

  std::size_t thread() const { return thread_; }
  /// Modelled thread-local storage, empty at the beginning of each run.
  void*& thread_local_pointer() { return thread_local_; }
  std::uint32_t& thread_local_number() { return thread_local_number_; }

  /// One atomic step of the running thread. `perform(World&)` returns its result, or nothing when
  /// the thread has to wait; it has then set the thread's mode, and the step is taken again later.
  template <class Perform>
  std::uint64_t step(const char* what, Perform&& perform) {
    ThreadState& self = world_->threads[thread_];
    if (cursor_ < self.steps) return self.results[cursor_++];
    if (taken_) std::longjmp(stop_, 1);
    taken_ = true;
    trace_.push_back({thread_, what, 0});
    const std::optional<std::uint64_t> result = perform(*world_);
    if (!result || cursor_ == kMaxSteps) {
      if (result) fail("a thread takes too many steps");
      std::longjmp(stop_, 1);
    }
    trace_.back().result = *result;
    self.results[cursor_++] = *result;
    self.steps = static_cast<std::uint8_t>(cursor_);
    return *result;
  }
  /// Notes or checks something together with the step before; not repeated when steps are replayed.
  template <class Observe>
  void observe(Observe&& observe) {
    if (taken_) observe(*world_);
  }
  /// Promises that from here on the thread does not depend on what its steps returned so far, only
  /// on which of the `places` it has passed. Lets interleavings that differ in nothing else meet
  /// again.
  void forget(std::uint64_t place) {
    place_ = (place_ ^ place) * 0x100000001b3u;
    if (!taken_) return;
    ThreadState& self = world_->threads[thread_];
    self.forgotten = self.steps;
    self.place = place_;
  }
  void check(bool condition, const char* otherwise) {
    if (!condition) fail(otherwise);
  }

 private:
  struct Taken {
    std::size_t thread;
    const char* what;
    std::uint64_t result;
  };

  void fail(const char* what) {
    if (result_.violation.empty()) result_.violation = what;
  }

  static bool ready(const World& world, const ThreadState& thread) {
    switch (thread.mode) {
      case ThreadState::Mode::kReady:
      case ThreadState::Mode::kWoken:
        return true;
      case ThreadState::Mode::kAwaiting:
        return world.cells[thread.cell] >= thread.value;
      default:
        return false;
    }
  }

  void visit(const World& world) {
    bool all_done = true;
    bool any_ready = false;
    for (std::size_t i = 0; i < threads_.size(); ++i) {
      if (world.threads[i].mode != ThreadState::Mode::kDone) all_done = false;
      if (!ready(world, world.threads[i])) continue;
      any_ready = true;
      World next = world;
      run(next, i);
      if (result_.violation.empty() && visited_.insert(fingerprint(next))) visit(next);
      if (!result_.violation.empty()) return;
      trace_.pop_back();
    }
    // A store becomes visible at any time, also after the end of its thread.
    for (std::size_t i = 0; i < threads_.size(); ++i) {
      if (world.threads[i].buffered == 0) continue;
      any_ready = true;
      all_done = false;
      World next = world;
      next.show_oldest_store(i);
      trace_.push_back({i, "store becomes visible", world.threads[i].buffer[0].value});
      if (visited_.insert(fingerprint(next))) visit(next);
      if (!result_.violation.empty()) return;
      trace_.pop_back();
    }
    if (all_done) {
      ++result_.ends;
      World end = world;
      at_end_(end);
    } else if (!any_ready) {
      fail("threads sleep for ever");
    }
    if (!result_.violation.empty()) describe();
  }

  // Takes one step of a thread.
  void run(World& world, std::size_t thread) {
    world_ = &world;
    thread_ = thread;
    cursor_ = 0;
    taken_ = false;
    thread_local_ = nullptr;
    thread_local_number_ = 0;
    place_ = 0xcbf29ce484222325u;
    if (setjmp(stop_) == 0) {
      threads_[thread]();
      world.threads[thread].mode = ThreadState::Mode::kDone;
    }
    if (!result_.violation.empty()) describe();
  }

  void describe() {
    if (!result_.trace.empty()) return;
    for (const Taken& taken : trace_) {
      result_.trace += "  thread " + std::to_string(taken.thread) + ": " + taken.what + " -> " +
                       std::to_string(taken.result) + "\n";
    }
  }

  // Two independent 64-bit hashes stand for a state.
  struct Fingerprint {
    std::uint64_t a = 0xcbf29ce484222325u;
    std::uint64_t b = 0x9e3779b97f4a7c15u;
    void add(std::uint64_t value) {
      a = (a ^ value) * 0x100000001b3u;
      a ^= a >> 32;
      b = (b + value) * 0xff51afd7ed558ccdu;
      b ^= b >> 29;
    }
    bool operator==(const Fingerprint&) const = default;
  };

  /// Millions of states: a flat table, in which most look-ups touch memory once.
  class Visited {
   public:
    /// False when it was there.
    bool insert(const Fingerprint& print) {
      if (2 * (size_ + 1) > slots_.size()) grow();
      const bool is_new = place(slots_, print);
      size_ += is_new ? 1 : 0;
      return is_new;
    }
    std::size_t size() const { return size_; }

   private:
    static constexpr Fingerprint kEmpty{0, 0};

    static bool place(std::vector<Fingerprint>& slots, const Fingerprint& print) {
      const std::size_t mask = slots.size() - 1;
      for (std::size_t at = print.b & mask;; at = (at + 1) & mask) {
        if (slots[at] == print) return false;
        if (slots[at] != kEmpty) continue;
        slots[at] = print;
        return true;
      }
    }
    void grow() {
      std::vector<Fingerprint> larger(slots_.size() * 4, kEmpty);
      for (const Fingerprint& print : slots_) {
        if (print != kEmpty) place(larger, print);
      }
      slots_.swap(larger);
    }

    std::size_t size_ = 0;
    std::vector<Fingerprint> slots_ = std::vector<Fingerprint>(1024, kEmpty);
  };

  Fingerprint fingerprint(const World& world) const {
    Fingerprint print;
    for (const std::uint64_t cell : world.cells) print.add(cell);
    for (std::size_t i = 0; i < threads_.size(); ++i) {
      const ThreadState& thread = world.threads[i];
      print.add(static_cast<std::uint64_t>(thread.mode));
      print.add(thread.place);
      print.add(static_cast<std::uint64_t>(thread.steps - thread.forgotten));
      for (std::size_t k = thread.forgotten; k < thread.steps; ++k) print.add(thread.results[k]);
      print.add(thread.buffered);
      for (std::size_t k = 0; k < thread.buffered; ++k) {
        print.add(thread.buffer[k].cell);
        print.add(thread.buffer[k].value);
      }
    }
    return print;
  }

  static inline Explorer* current_ = nullptr;

  std::vector<ThreadBody> threads_;
  EndCheck at_end_;
  Visited visited_;
  std::vector<Taken> trace_;
  Result result_;

  World* world_ = nullptr;
  std::size_t thread_ = 0;
  std::size_t cursor_ = 0;
  bool taken_ = false;
  void* thread_local_ = nullptr;
  std::uint32_t thread_local_number_ = 0;
  std::uint64_t place_ = 0;
  std::jmp_buf stop_;
};

}  // namespace quoll::model
