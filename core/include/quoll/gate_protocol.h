/// The protocol of quoll::Gate, apart from what it runs on, so that the model checker of the tests
/// explores the very code that ships. Users include quoll/gate.h.
#pragma once

#include <atomic>
#include <cstdint>

#include "quoll/api.h"
#include "quoll/gate_notes.h"

namespace quoll {

/// One stay inside a gate: a link of the list of all stays of a thread, innermost first.
struct GateStay {
  void* gate;            // null: refused, and nothing else is set
  GateStay* outer;       // the stay that this one is within
  std::uint32_t weight;  // what leaving takes from the gate's word, if the frame is counted there
  std::uint32_t place;   // where the thread has noted it, from 1; 0: counted in the gate's word
};

/// Everything a gate is lives in one 32-bit word, on which closers also sleep:
///
///     parked frames: 13 bits | frames: 14 bits | five flags
///
/// Because whatever somebody waits for is part of the word that he sleeps on, no wake-up can be
/// lost; because every step is one atomic operation on that word, all threads agree on one order of
/// steps. docs/lifetime.md explains the states and why the promises hold.
///
/// A light gate (`kLight`) leaves it to the threads to note who is inside (GateNotes). A closer
/// begins by counting, in its word, those whom it finds noted; from there on it is a gate like the
/// others.
///
/// `Platform` supplies: Word (an atomic 32-bit word), Cell<T> (a plain variable), Clock, Waiter (a
/// sleep on a word with a clock), innermost() (the list of stays of the calling thread), wake() and
/// overflow(); for light gates also notes() (of the calling thread; null: none can be had),
/// notes_used(), first_notes() (of all threads) and barrier_everywhere().
template <class Platform, bool kLight = false>
class QUOLL_API GateProtocol {
 public:
  using Clock = typename Platform::Clock;
  using Word = typename Platform::Word;

  /// One stay inside a gate, on the stack of the thread that entered. Frames nest, also of the same
  /// gate. Test it: false means that the gate was closed, and the callback must not run.
  class Frame {
   public:
    explicit Frame(GateProtocol& gate) noexcept {
      // Prepared beforehand: what follows an atomic operation waits for it.
      GateStay*& innermost = Platform::innermost();
      stay_.gate = &gate;
      stay_.outer = innermost;
      stay_.weight = kFrame;
      if (!gate.enter(stay_)) [[unlikely]] {
        stay_.gate = nullptr;
        return;
      }
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdangling-pointer"  // the destructor takes it out again
#endif
      innermost = &stay_;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
    }
    ~Frame() {
      if (stay_.gate == nullptr) return;
      Platform::innermost() = stay_.outer;
      if constexpr (kLight) {
        if (stay_.place != 0 && !take_note_back(stay_.place)) return;
      }
      static_cast<GateProtocol*>(stay_.gate)->leave(stay_.weight);
    }
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;
    explicit operator bool() const noexcept { return stay_.gate != nullptr; }

   private:
    GateStay stay_;
  };

  /// Called once, when the gate is closed and the last frame has left: in close() itself when
  /// nobody is inside, else on the thread that leaves last.
  using DrainAction = void (*)(void* closure);

  GateProtocol() noexcept = default;
  GateProtocol(const GateProtocol&) = delete;
  GateProtocol& operator=(const GateProtocol&) = delete;

  /// Lets nobody in any more; does not wait. True for the first caller only.
  bool close() noexcept;
  /// As close(), and names what is to happen when the last frame has left. Only the first close
  /// counts: false, and the action is not taken, when the gate was closed already.
  bool close(DrainAction action, void* closure) noexcept;
  /// As close(), then waits: a caller outside for every frame, a caller inside for every frame but
  /// its own and those of other callers inside (they could never meet). True for the first only.
  bool close_and_wait(Clock& clock = Platform::default_clock()) noexcept;
  /// For ends that an application may ask for from anywhere: inside a callback of any gate, where
  /// it may hold a lock that a running callback wants, as close(); elsewhere as close_and_wait().
  bool close_and_wait_if_outside_all(Clock& clock = Platform::default_clock()) noexcept {
    return caller_is_inside_any() ? close() : close_and_wait(clock);
  }

  /// Opens it again, for storage that serves another object from now on while somebody who is late
  /// for the last one may still try to enter. Called by the one who owns the storage, after all
  /// closes have returned, or by the drain action. False when it is not empty, or a late-comer is
  /// on his way out: the gate stays closed.
  bool reopen() noexcept requires(!kLight) {
    std::uint32_t state = state_.load(std::memory_order_acquire);
    // A late-comer who has counted himself in must find the word as it was when he did.
    return empty(state) && (state & kClosed) != 0 &&
           state_.compare_exchange_strong(state, 0, std::memory_order_acq_rel,
                                          std::memory_order_relaxed);
  }

  bool closed() const noexcept { return (state_.load(std::memory_order_acquire) & kClosed) != 0; }
  /// True when the calling thread is inside, however deep.
  bool entered_by_caller() const noexcept { return own_frames().all != 0; }
  /// True when another thread is inside at this moment.
  bool entered_by_others() const noexcept { return frames() != own_frames().all; }
  /// True when the calling thread is inside a callback of any gate: such a thread may hold locks of
  /// the application, so closers that are not obliged to wait should not.
  static bool caller_is_inside_any() noexcept { return Platform::innermost() != nullptr; }
  /// Frames inside at this moment, for counters and tests.
  std::uint32_t frames() const noexcept {
    const std::uint32_t state = state_.load(std::memory_order_relaxed);
    std::uint32_t frames = frames_in(state);
    if constexpr (kLight) {
      if ((state & kClosed) != 0) return frames;
      for (Notes* notes = Platform::first_notes(); notes != nullptr; notes = notes->next()) {
        frames += notes->noted(this);
      }
    }
    return frames;
  }

  // The word. Public for the tests.
  static constexpr std::uint32_t kClosed = 1u << 0;      // nobody enters any more
  static constexpr std::uint32_t kWaited = 1u << 1;      // somebody waits: who settles it wakes
  static constexpr std::uint32_t kOtherClock = 1u << 2;  // ... with a clock that is not the default
  static constexpr std::uint32_t kAction = 1u << 3;      // a drain action is set
  static constexpr std::uint32_t kDrained = 1u << 4;     // the drain action has been claimed
  static constexpr std::uint32_t kFrame = 1u << 5;       // one frame
  static constexpr std::uint32_t kCrowded = 1u << 18;    // top bit of the frame count: too many
  static constexpr std::uint32_t kParked = 1u << 19;     // one frame of a thread that closes
  static constexpr std::uint32_t kMaxFrames = kCrowded / kFrame;

  static constexpr std::uint32_t frames_in(std::uint32_t state) noexcept {
    return (state % kParked) / kFrame;
  }
  static constexpr std::uint32_t parked_in(std::uint32_t state) noexcept { return state / kParked; }
  /// Nobody is inside: what closers outside wait for.
  static constexpr bool empty(std::uint32_t state) noexcept { return frames_in(state) == 0; }
  /// Nobody is inside but closers: what closers inside wait for.
  static constexpr bool settled(std::uint32_t state) noexcept {
    return frames_in(state) == parked_in(state);
  }

 private:
  using Notes = GateNotes<Platform>;
  struct OwnFrames {
    std::uint32_t all = 0;
    std::uint32_t unparked = 0;
  };

  bool enter(GateStay& stay) noexcept {
    stay.place = 0;
    if constexpr (kLight) {
      std::uint32_t& used = Platform::notes_used();
      Notes* const notes = Platform::notes();
      if (used != Notes::kPlaces && notes != nullptr) [[likely]] {
        notes->put(used, this);
        stay.place = ++used;
        if ((state_.load(std::memory_order_seq_cst) & kClosed) == 0) [[likely]]
          return true;
        if (take_note_back(stay.place)) leave(kFrame);
        return false;
      }
    }
    return enter_counted();
  }
  /// True when the frame has been counted.
  static bool take_note_back(std::uint32_t place) noexcept {
    Platform::notes_used() = place - 1;
    return Platform::notes()->take_back(place - 1);
  }
  bool enter_counted() noexcept {
    // Who comes after the close does not count himself in: a stream of late-comers would otherwise
    // keep closers waiting.
    if ((state_.load(std::memory_order_acquire) & kClosed) != 0) return false;
    const std::uint32_t before = state_.fetch_add(kFrame, std::memory_order_acquire);
    if ((before & (kClosed | kCrowded)) == 0) [[likely]]
      return true;
    return enter_refused(before);
  }
  void leave(std::uint32_t weight) noexcept {
    const std::uint32_t before = state_.fetch_sub(weight, std::memory_order_acq_rel);
    if ((before & kClosed) != 0) [[unlikely]]
      leave_closed(before - weight);
  }
  bool enter_refused(std::uint32_t before) noexcept;
  void leave_closed(std::uint32_t after) noexcept;
  void count_noted() noexcept;
  OwnFrames own_frames() const noexcept;
  void mark_own_frames_parked() noexcept;

  Word state_{0};
  typename Platform::template Cell<DrainAction> action_{};
  typename Platform::template Cell<void*> closure_{};
};

template <class Platform, bool kLight>
bool GateProtocol<Platform, kLight>::enter_refused(std::uint32_t before) noexcept {
  if ((before & kClosed) == 0) Platform::overflow();
  leave(kFrame);
  return false;
}

template <class Platform, bool kLight>
void GateProtocol<Platform, kLight>::leave_closed(std::uint32_t after) noexcept {
  // From here on the gate may be gone, unless an action is set: only the word's address may be
  // used.
  const bool wakes = (after & kWaited) != 0 && settled(after);
  const bool other_clock = (after & kOtherClock) != 0;
  const bool last = empty(after) && (after & (kAction | kDrained)) == kAction;
  // Several may find the gate empty, because late-comers count themselves in and out again. Each
  // holds a reference, so the gate is still there whoever runs the action; or it has been reopened,
  // and then the word is another one. If somebody has counted himself in meanwhile, he claims.
  if (last && state_.compare_exchange_strong(after, after | kDrained, std::memory_order_acq_rel,
                                             std::memory_order_relaxed)) {
    const DrainAction action = action_.get();
    void* closure = closure_.get();
    if (wakes) Platform::wake(state_, other_clock);
    action(closure);
  } else if (wakes) {
    Platform::wake(state_, other_clock);
  }
}

template <class Platform, bool kLight>
bool GateProtocol<Platform, kLight>::close() noexcept {
  const std::uint32_t before = state_.fetch_or(kClosed, std::memory_order_seq_cst);
  if constexpr (kLight) count_noted();
  return (before & kClosed) == 0;
}

/// After the gate was closed: from now on its word tells who is inside. Who is noted too late for
/// this has seen that the gate is closed.
template <class Platform, bool kLight>
void GateProtocol<Platform, kLight>::count_noted() noexcept {
  Notes* const first = Platform::first_notes();
  if (first == nullptr) return;
  for (Notes* notes = first; notes != nullptr; notes = notes->next()) notes->announce_closer();
  Platform::barrier_everywhere();
  for (Notes* notes = first; notes != nullptr; notes = notes->next()) {
    notes->count(this, [this](std::uint32_t frames) {
      const std::uint32_t before = state_.fetch_add(frames * kFrame, std::memory_order_acq_rel);
      if (frames_in(before) + frames >= kMaxFrames) Platform::overflow();
    });
  }
}

template <class Platform, bool kLight>
bool GateProtocol<Platform, kLight>::close(DrainAction action, void* closure) noexcept {
  // Several closers may race: the action may be written only by the one that wins, and before
  // anybody can see kAction. A frame of our own keeps the gate from draining meanwhile.
  std::uint32_t state = state_.load(std::memory_order_acquire);
  do {
    if ((state & kClosed) != 0) return false;
  } while (!state_.compare_exchange_weak(state, (state | kClosed) + kFrame,
                                         std::memory_order_seq_cst, std::memory_order_acquire));
  action_.set(action);
  closure_.set(closure);
  if constexpr (kLight) count_noted();
  // One step publishes the action, takes our frame out and, if it was the last one, claims the
  // action: afterwards the action may have run on another thread and freed the gate.
  state = (state | kClosed) + kFrame;
  std::uint32_t after;
  do {
    after = (state | kAction) - kFrame;
    if (empty(after)) after |= kDrained;
  } while (!state_.compare_exchange_weak(state, after, std::memory_order_acq_rel,
                                         std::memory_order_acquire));
  if ((after & kWaited) != 0 && settled(after)) {
    Platform::wake(state_, (after & kOtherClock) != 0);
  }
  if (empty(after)) action(closure);
  return true;
}

template <class Platform, bool kLight>
bool GateProtocol<Platform, kLight>::close_and_wait(Clock& clock) noexcept {
  bool first = false;
  if constexpr (kLight) first = close();
  const OwnFrames own = own_frames();
  const auto satisfied = [&own](std::uint32_t state) {
    return own.all != 0 ? settled(state) : empty(state);
  };
  typename Platform::Waiter waiter(state_, clock);
  const std::uint32_t waiting = kWaited | (waiter.other_clock() ? kOtherClock : 0);

  // One step closes, parks our frames and announces that we wait, so that `before` and `after` say
  // exactly who has to be woken and whether there is anything to wait for.
  std::uint32_t before = state_.load(std::memory_order_acquire);
  std::uint32_t after;
  do {
    after = (before | kClosed) + own.unparked * kParked;
    if (!satisfied(after)) after |= waiting;
  } while (!state_.compare_exchange_weak(before, after, std::memory_order_acq_rel,
                                         std::memory_order_acquire));
  if (own.unparked != 0) {
    mark_own_frames_parked();
    // Other closers inside may have waited for nobody but us.
    if ((before & kWaited) != 0 && settled(after)) {
      Platform::wake(state_, (before & kOtherClock) != 0);
    }
  }
  while (!satisfied(after)) {
    waiter.wait(after);
    after = state_.load(std::memory_order_acquire);
  }
  return first || (before & kClosed) == 0;
}

template <class Platform, bool kLight>
typename GateProtocol<Platform, kLight>::OwnFrames GateProtocol<Platform, kLight>::own_frames()
    const noexcept {
  OwnFrames own;
  for (const GateStay* stay = Platform::innermost(); stay != nullptr; stay = stay->outer) {
    if (stay->gate != this) continue;
    ++own.all;
    if (stay->weight == kFrame) ++own.unparked;
  }
  return own;
}

template <class Platform, bool kLight>
void GateProtocol<Platform, kLight>::mark_own_frames_parked() noexcept {
  for (GateStay* stay = Platform::innermost(); stay != nullptr; stay = stay->outer) {
    if (stay->gate == this) stay->weight = kFrame + kParked;
  }
}

}  // namespace quoll
