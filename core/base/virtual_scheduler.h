/// Who runs, and what time it is, under a VirtualClock. Private to core/base.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "quoll/clock.h"
#include "quoll/mutex.h"

namespace quoll {

/// Hands one baton among the participating threads. All state is guarded by one lock, which is
/// never held while a thread sleeps; each participant sleeps on a futex word of its own.
///
/// There is at most one thread with the baton (`running_`). Nobody has it while somebody decides
/// (`deciding_`), and when all wait and only the outside world can go on; then whoever comes from
/// there decides (kick()).
class VirtualScheduler : public std::enable_shared_from_this<VirtualScheduler> {
 public:
  explicit VirtualScheduler(std::uint64_t seed) noexcept;
  VirtualScheduler(const VirtualScheduler&) = delete;
  VirtualScheduler& operator=(const VirtualScheduler&) = delete;

  enum class State { kRunnable, kRunning, kWaiting, kIdle, kJoining, kOutside, kEnded };

  struct Participant {
    std::string name;
    bool adopted = false;  // a foreign thread
    State state = State::kRunnable;
    const std::atomic<std::uint32_t>* word = nullptr;  // kWaiting, kIdle
    TimePoint deadline = kNever;                       // kWaiting
    Participant* joined = nullptr;                     // kJoining
    bool timed_out = false;
    bool nap = false;              // a poller that has nothing to do but let real time pass
    std::uint64_t idle_since = 0;  // kIdle: activity_ when it came
    std::atomic<std::uint32_t> turn{0};
  };
  using ParticipantPtr = std::shared_ptr<Participant>;

  TimePoint now() const noexcept {
    return TimePoint(Duration(now_ns_.load(std::memory_order_acquire)));
  }
  /// Makes the calling thread a participant that has the baton.
  void enlist_creator();
  /// The caller as a participant; a foreign thread becomes one, and waits for its turn.
  Participant& self();

  bool wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected, TimePoint deadline);
  bool wait_idle(const std::atomic<std::uint32_t>& word, std::uint32_t expected);
  void wake(const std::atomic<std::uint32_t>& word, bool all);

  /// For spawn(): the participant is there, and waits for its first turn, before the thread exists.
  ParticipantPtr add(std::string name);
  void remove(Participant& participant);
  /// On the new thread: waits for the first turn, runs, and gives the baton up for good.
  void run(const ParticipantPtr& participant, const std::function<void()>& body);
  /// Waits until run() is over.
  void join(Participant& target);

  void go_outside();
  void come_back();
  /// The end of an adopted thread.
  void leave(Participant& participant);

  void set_switch_on_wake(bool on) noexcept { switch_on_wake_ = on; }
  void set_patience(Duration patience) noexcept { patience_ns_ = patience.count(); }
  void on_deadlock(std::function<void(const std::string&)> hook);

 private:
  class Inside;

  Participant* find_self() const noexcept;
  void adopt_caller();

  Participant* decide() QUOLL_REQUIRES(mutex_);
  Participant* choose(State state, bool fresh_only) QUOLL_REQUIRES(mutex_);
  bool jump() QUOLL_REQUIRES(mutex_);
  Participant* choose_napper() QUOLL_REQUIRES(mutex_);
  void report_deadlock() QUOLL_REQUIRES(mutex_);
  std::string describe() const QUOLL_REQUIRES(mutex_);
  void grant(Participant* next) QUOLL_REQUIRES(mutex_);
  void kick() QUOLL_REQUIRES(mutex_);
  void end(Participant& participant) QUOLL_REQUIRES(mutex_);

  /// The caller gives the baton up, is in a state other than kRunning, and holds the lock, which is
  /// given up too. Comes back with the next turn.
  void switch_away(Participant& self) QUOLL_RELEASE(mutex_);
  /// The same without coming back.
  void give_up() QUOLL_RELEASE(mutex_);
  void await_turn(Participant& self);
  void await_outside_world(Participant& self);
  void nap();
  std::uint64_t random() QUOLL_REQUIRES(mutex_);

  const std::uint64_t serial_;
  std::atomic<std::int64_t> now_ns_{0};
  std::atomic<bool> switch_on_wake_{false};
  std::atomic<std::int64_t> patience_ns_{10'000'000'000};
  std::atomic<std::uint32_t> poke_{0};  // ends a nap

  Mutex mutex_;
  std::vector<ParticipantPtr> participants_ QUOLL_GUARDED_BY(mutex_);  // not those that have ended
  Participant* running_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  bool deciding_ QUOLL_GUARDED_BY(mutex_) = false;
  bool foreign_seen_ QUOLL_GUARDED_BY(mutex_) = false;
  std::size_t outside_ QUOLL_GUARDED_BY(mutex_) = 0;
  std::uint64_t activity_ QUOLL_GUARDED_BY(mutex_) = 0;  // turns given to others than pollers
  std::int64_t napped_ns_ QUOLL_GUARDED_BY(mutex_) = 0;  // since the last such turn
  std::uint64_t random_state_ QUOLL_GUARDED_BY(mutex_);
  std::function<void(const std::string&)> on_deadlock_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll
