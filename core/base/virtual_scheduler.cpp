#include "base/virtual_scheduler.h"

#include <pthread.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/futex.h"

namespace quoll {
namespace {

using Participant = VirtualScheduler::Participant;

/// As which participant the calling thread is known to a scheduler. Schedulers are told apart by
/// number: addresses are reused. Trivial, because it is needed until the very end of the thread.
struct Membership {
  std::uint64_t scheduler = 0;
  Participant* participant = nullptr;
};
thread_local constinit std::array<Membership, 4> memberships{};
thread_local constinit std::size_t next_membership = 0;

void remember(std::uint64_t scheduler, Participant* participant) noexcept {
  memberships[next_membership++ % memberships.size()] = {scheduler, participant};
}

/// Lets the schedulers that adopted a thread know of its end.
class AdoptedThread {
 public:
  ~AdoptedThread() {
    for (const auto& [scheduler, participant] : adopted_) {
      if (const auto alive = scheduler.lock()) alive->leave(*participant);
    }
  }
  void add(std::weak_ptr<VirtualScheduler> scheduler,
           VirtualScheduler::ParticipantPtr participant) {
    adopted_.emplace_back(std::move(scheduler), std::move(participant));
  }

 private:
  std::vector<std::pair<std::weak_ptr<VirtualScheduler>, VirtualScheduler::ParticipantPtr>>
      adopted_;
};
thread_local AdoptedThread adopted_thread;

std::string kernel_thread_name() {
  char name[16] = "";
  pthread_getname_np(pthread_self(), name, sizeof name);
  return name;
}

std::uint64_t next_serial() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

constexpr Duration kPollCost = std::chrono::microseconds(1);
constexpr std::int64_t kShortestNapNs = 50'000;
constexpr std::int64_t kLongestNapNs = 5'000'000;

}  // namespace

VirtualScheduler::VirtualScheduler(std::uint64_t seed) noexcept
    : serial_(next_serial()), random_state_(seed) {}

// --- who is who ---

Participant* VirtualScheduler::find_self() const noexcept {
  for (const Membership& membership : memberships) {
    if (membership.scheduler == serial_) return membership.participant;
  }
  return nullptr;
}

Participant& VirtualScheduler::self() {
  if (Participant* const participant = find_self(); participant != nullptr) return *participant;
  adopt_caller();
  return *find_self();
}

void VirtualScheduler::enlist_creator() {
  const ParticipantPtr participant = add(kernel_thread_name());
  remember(serial_, participant.get());
  MutexLock lock(mutex_);
  participant->state = State::kRunning;
  running_ = participant.get();
}

void VirtualScheduler::adopt_caller() {
  auto participant = std::make_shared<Participant>();
  participant->name = kernel_thread_name();
  participant->adopted = true;
  adopted_thread.add(weak_from_this(), participant);
  remember(serial_, participant.get());
  {
    MutexLock lock(mutex_);
    foreign_seen_ = true;
    participants_.push_back(participant);
    kick();
  }
  await_turn(*participant);
}

VirtualScheduler::ParticipantPtr VirtualScheduler::add(std::string name) {
  auto participant = std::make_shared<Participant>();
  participant->name = std::move(name);
  MutexLock lock(mutex_);
  participants_.push_back(participant);
  return participant;
}

void VirtualScheduler::remove(Participant& participant) {
  MutexLock lock(mutex_);
  end(participant);
}

void VirtualScheduler::end(Participant& participant) {
  participant.state = State::kEnded;
  for (const ParticipantPtr& other : participants_) {
    if (other->state == State::kJoining && other->joined == &participant) {
      other->state = State::kRunnable;
    }
  }
  std::erase_if(participants_,
                [&](const ParticipantPtr& other) { return other.get() == &participant; });
}

void VirtualScheduler::run(const ParticipantPtr& participant, const std::function<void()>& body) {
  remember(serial_, participant.get());
  await_turn(*participant);
  body();
  mutex_.lock();
  end(*participant);
  give_up();
}

void VirtualScheduler::leave(Participant& participant) {
  mutex_.lock();
  end(participant);
  for (Membership& membership : memberships) {
    if (membership.scheduler == serial_) membership = {};
  }
  give_up();
}

// --- waiting and waking ---

/// Takes a thread that waits on the clock while it is in an Outside back in for so long.
class VirtualScheduler::Inside {
 public:
  Inside(VirtualScheduler& scheduler, const Participant& caller)
      : scheduler_(caller.state == State::kOutside ? &scheduler : nullptr) {
    if (scheduler_ != nullptr) scheduler_->come_back();
  }
  ~Inside() {
    if (scheduler_ != nullptr) scheduler_->go_outside();
  }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  VirtualScheduler* const scheduler_;
};

bool VirtualScheduler::wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                            TimePoint deadline) {
  Participant& caller = self();
  const Inside inside(*this, caller);
  mutex_.lock();
  if (word.load(std::memory_order_acquire) != expected) {
    mutex_.unlock();
    return true;
  }
  caller.state = State::kWaiting;
  caller.word = &word;
  caller.deadline = deadline > now() ? deadline : saturating_add(now(), kPollCost);
  caller.timed_out = false;
  switch_away(caller);
  return !caller.timed_out;
}

bool VirtualScheduler::wait_idle(const std::atomic<std::uint32_t>& word, std::uint32_t expected) {
  Participant& caller = self();
  const Inside inside(*this, caller);
  mutex_.lock();
  if (word.load(std::memory_order_acquire) != expected) {
    mutex_.unlock();
    return true;
  }
  caller.state = State::kIdle;
  caller.word = &word;
  caller.deadline = kNever;
  caller.timed_out = false;
  caller.idle_since = activity_;
  switch_away(caller);
  if (std::exchange(caller.nap, false)) nap();
  return !caller.timed_out;
}

void VirtualScheduler::wake(const std::atomic<std::uint32_t>& word, bool all) {
  Participant* const caller = find_self();
  mutex_.lock();
  const auto waits = [&word](const ParticipantPtr& other) {
    return other->word == &word &&
           (other->state == State::kWaiting || other->state == State::kIdle);
  };
  const auto count = std::count_if(participants_.begin(), participants_.end(), waits);
  std::uint64_t skip = !all && count > 1 ? random() % static_cast<std::uint64_t>(count) : 0;
  for (const ParticipantPtr& other : participants_) {
    if (waits(other) && (all || skip-- == 0)) other->state = State::kRunnable;
  }
  if (caller == nullptr || caller->state == State::kOutside) {
    foreign_seen_ = true;
    kick();
  } else if (switch_on_wake_.load(std::memory_order_relaxed)) {
    caller->state = State::kRunnable;
    switch_away(*caller);
    return;
  }
  mutex_.unlock();
}

void VirtualScheduler::join(Participant& target) {
  Participant& caller = self();
  const Inside inside(*this, caller);
  mutex_.lock();
  if (target.state == State::kEnded) {
    mutex_.unlock();
    return;
  }
  caller.state = State::kJoining;
  caller.joined = &target;
  switch_away(caller);
}

void VirtualScheduler::go_outside() {
  Participant* const caller = find_self();
  if (caller == nullptr) return;
  mutex_.lock();
  caller->state = State::kOutside;
  ++outside_;
  give_up();
}

void VirtualScheduler::come_back() {
  Participant* const caller = find_self();
  if (caller == nullptr) return;
  {
    MutexLock lock(mutex_);
    caller->state = State::kRunnable;
    --outside_;
    kick();
  }
  await_turn(*caller);
}

// --- the baton ---

void VirtualScheduler::await_turn(Participant& self) {
  while (self.turn.load(std::memory_order_acquire) == 0) futex::wait(self.turn, 0, kNever);
  self.turn.store(0, std::memory_order_relaxed);
}

void VirtualScheduler::grant(Participant* next) {
  running_ = next;
  if (next == nullptr) return;
  next->state = State::kRunning;
  next->turn.store(1, std::memory_order_release);
}

void VirtualScheduler::switch_away(Participant& self) {
  running_ = nullptr;
  Participant* const next = decide();
  grant(next);
  mutex_.unlock();
  if (next == nullptr) {
    await_outside_world(self);
  } else if (next != &self) {
    futex::wake(next->turn, 1);
  }
  await_turn(self);
}

/// Nobody has the baton, because a foreign thread was seen and may do something yet.
void VirtualScheduler::await_outside_world(Participant& self) {
  const TimePoint until =
      saturating_add(Clock::real().now(), Duration(patience_ns_.load(std::memory_order_relaxed)));
  while (self.turn.load(std::memory_order_acquire) == 0) {
    if (futex::wait(self.turn, 0, until)) continue;
    MutexLock lock(mutex_);
    if (running_ == nullptr && !deciding_ && outside_ == 0) {
      foreign_seen_ = false;  // it had its time
      kick();
    }
    return;
  }
}

void VirtualScheduler::give_up() {
  running_ = nullptr;
  Participant* const next = decide();
  grant(next);
  mutex_.unlock();
  if (next != nullptr) futex::wake(next->turn, 1);
}

/// Something came from outside: if nobody has the baton, somebody may be able to go on now.
void VirtualScheduler::kick() {
  poke_.fetch_add(1, std::memory_order_relaxed);
  futex::wake(poke_, 1);
  if (running_ != nullptr || deciding_) return;
  Participant* const next = decide();
  grant(next);
  if (next != nullptr) futex::wake(next->turn, 1);
}

/// Who goes on; null when only the outside world can.
Participant* VirtualScheduler::decide() {
  deciding_ = true;
  Participant* next = nullptr;
  for (;;) {
    next = choose(State::kRunnable, false);
    if (next != nullptr) {
      ++activity_;
      napped_ns_ = 0;
      break;
    }
    next = choose(State::kIdle, true);
    if (next != nullptr) break;
    if (jump()) continue;
    next = choose_napper();
    if (next != nullptr || outside_ > 0 || foreign_seen_) break;
    report_deadlock();
  }
  deciding_ = false;
  return next;
}

Participant* VirtualScheduler::choose(State state, bool fresh_only) {
  const auto eligible = [=, activity = activity_](const ParticipantPtr& participant) {
    return participant->state == state && !(fresh_only && participant->idle_since == activity);
  };
  const auto count = std::count_if(participants_.begin(), participants_.end(), eligible);
  if (count == 0) return nullptr;
  std::uint64_t skip = count == 1 ? 0 : random() % static_cast<std::uint64_t>(count);
  for (const ParticipantPtr& participant : participants_) {
    if (eligible(participant) && skip-- == 0) return participant.get();
  }
  return nullptr;
}

bool VirtualScheduler::jump() {
  TimePoint earliest = kNever;
  for (const ParticipantPtr& participant : participants_) {
    if (participant->state == State::kWaiting) earliest = std::min(earliest, participant->deadline);
  }
  if (earliest == kNever) return false;
  now_ns_.store(earliest.time_since_epoch().count(), std::memory_order_release);
  for (const ParticipantPtr& participant : participants_) {
    if (participant->state != State::kWaiting || participant->deadline > earliest) continue;
    participant->state = State::kRunnable;
    participant->timed_out = true;
  }
  return true;
}

/// A poller that may look at the outside world once more, after a nap; null when there is none, or
/// when it has looked long enough and nobody is there who could help.
Participant* VirtualScheduler::choose_napper() {
  Participant* const poller = choose(State::kIdle, false);
  if (poller == nullptr) return nullptr;
  if (outside_ == 0 && napped_ns_ >= patience_ns_.load(std::memory_order_relaxed)) return nullptr;
  poller->nap = true;
  return poller;
}

void VirtualScheduler::nap() {
  const std::uint32_t seen = poke_.load(std::memory_order_relaxed);
  std::int64_t length_ns = 0;
  {
    MutexLock lock(mutex_);
    length_ns = std::clamp(napped_ns_, kShortestNapNs, kLongestNapNs);
    napped_ns_ += length_ns;
  }
  futex::wait(poke_, seen, Clock::real().now() + Duration(length_ns));
}

std::uint64_t VirtualScheduler::random() {
  random_state_ += 0x9e3779b97f4a7c15;  // splitmix64
  std::uint64_t mixed = random_state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31);
}

// --- deadlock ---

std::string VirtualScheduler::describe() const {
  std::string text = "virtual time stands at " + std::to_string(now().time_since_epoch().count()) +
                     " ns, and nobody can go on:";
  for (const ParticipantPtr& participant : participants_) {
    text += "\n  thread '" + participant->name + "' ";
    char word[64];
    switch (participant->state) {
      case State::kWaiting:
      case State::kIdle:
        std::snprintf(word, sizeof word, "waits on the word at %p (now %u)",
                      static_cast<const void*>(participant->word),
                      participant->word->load(std::memory_order_relaxed));
        text += word;
        if (participant->state == State::kIdle) text += " or for a descriptor";
        break;
      case State::kJoining:
        text += "joins thread '" + participant->joined->name + "'";
        break;
      case State::kOutside:
        text += "is outside";
        break;
      default:
        text += "can run";
    }
  }
  return text;
}

void VirtualScheduler::report_deadlock() {
  const std::string report = describe();
  const std::function<void(const std::string&)> hook = on_deadlock_;
  mutex_.unlock();
  if (!hook) {
    std::fprintf(stderr, "quoll: deadlock: %s\n", report.c_str());
    std::abort();
  }
  hook(report);
  mutex_.lock();
  napped_ns_ = 0;
  for (const ParticipantPtr& participant : participants_) {
    if (participant->state != State::kWaiting && participant->state != State::kIdle) continue;
    participant->state = State::kRunnable;
    participant->timed_out = true;
  }
}

void VirtualScheduler::on_deadlock(std::function<void(const std::string&)> hook) {
  MutexLock lock(mutex_);
  on_deadlock_ = std::move(hook);
}

}  // namespace quoll
