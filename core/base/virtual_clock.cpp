#include "quoll/virtual_clock.h"

#include <utility>

#include "base/native_thread.h"
#include "base/virtual_scheduler.h"

namespace quoll {
namespace {

/// A thread that is also a participant. The native thread ends shortly after the participant.
class VirtualThread final : public Thread {
 public:
  VirtualThread(std::shared_ptr<VirtualScheduler> scheduler,
                VirtualScheduler::ParticipantPtr participant)
      : scheduler_(std::move(scheduler)), participant_(std::move(participant)) {}

  /// False when the system refuses a thread. Throws std::bad_alloc.
  bool start(std::string name, std::function<void()> body) {
    native_ = NativeThread::start(std::move(name),
                                  [scheduler = scheduler_, participant = participant_,
                                   body = std::move(body)] { scheduler->run(participant, body); });
    return native_ != nullptr;
  }
  void join() override {
    scheduler_->join(*participant_);
    native_->join();
  }
  void detach() override { native_->detach(); }
  bool is_current() const noexcept override { return native_->is_current(); }

 private:
  const std::shared_ptr<VirtualScheduler> scheduler_;
  const VirtualScheduler::ParticipantPtr participant_;
  std::unique_ptr<Thread> native_;
};

}  // namespace

VirtualClock::VirtualClock(std::uint64_t seed, std::chrono::system_clock::time_point wall_start)
    : wall_start_(wall_start), scheduler_(std::make_shared<VirtualScheduler>(seed)) {
  scheduler_->enlist_creator();
}

VirtualClock::~VirtualClock() = default;

TimePoint VirtualClock::now() const noexcept { return scheduler_->now(); }

std::chrono::system_clock::time_point VirtualClock::wall_now() const noexcept {
  return wall_start_ +
         std::chrono::duration_cast<std::chrono::system_clock::duration>(now().time_since_epoch());
}

// The copies of the pointer keep the scheduler for threads that are parked when the clock goes.
bool VirtualClock::wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                        TimePoint deadline) noexcept {
  const auto scheduler = scheduler_;
  return scheduler->wait(word, expected, deadline);
}

bool VirtualClock::wait_idle(const std::atomic<std::uint32_t>& word,
                             std::uint32_t expected) noexcept {
  const auto scheduler = scheduler_;
  return scheduler->wait_idle(word, expected);
}

void VirtualClock::wake_one(const std::atomic<std::uint32_t>& word) noexcept {
  const auto scheduler = scheduler_;
  scheduler->wake(word, false);
}

void VirtualClock::wake_all(const std::atomic<std::uint32_t>& word) noexcept {
  const auto scheduler = scheduler_;
  scheduler->wake(word, true);
}

std::unique_ptr<Thread> VirtualClock::spawn(std::string name, std::function<void()> body) {
  scheduler_->self();
  auto participant = scheduler_->add(name);
  try {
    auto thread = std::make_unique<VirtualThread>(scheduler_, participant);
    if (thread->start(std::move(name), std::move(body))) return thread;
  } catch (...) {
    scheduler_->remove(*participant);
    throw;
  }
  scheduler_->remove(*participant);
  return nullptr;
}

void VirtualClock::set_switch_on_wake(bool on) noexcept { scheduler_->set_switch_on_wake(on); }
void VirtualClock::set_patience(Duration real_time) noexcept {
  scheduler_->set_patience(real_time);
}
void VirtualClock::on_deadlock(std::function<void(const std::string&)> hook) {
  scheduler_->on_deadlock(std::move(hook));
}

VirtualClock::Outside::Outside(VirtualClock& clock) : scheduler_(clock.scheduler_) {
  scheduler_->go_outside();
}
VirtualClock::Outside::~Outside() { scheduler_->come_back(); }

}  // namespace quoll
