#include "quoll/event_loop.h"

#include <event2/thread.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "loop/loop_core.h"
#include "quoll/virtual_clock.h"

namespace quoll {
namespace {

thread_local constinit const EventLoop::Core* loop_of_this_thread = nullptr;

void explain(std::string* error, const char* what, int code) {
  if (error != nullptr) *error = std::string(what) + ": " + std::strerror(code);
}

}  // namespace

EventLoop::Core::~Core() {
  if (probe_ >= 0) ::close(probe_);
}

bool EventLoop::Core::start(std::string thread_name, std::string* error) {
  static const int locking = evthread_use_pthreads();
  if (locking != 0) {
    explain(error, "libevent has no thread support", ENOSYS);
    return false;
  }
  probe_ = ::epoll_create1(EPOLL_CLOEXEC);
  if (probe_ >= 0) base_.reset(event_base_new());
  if (base_ == nullptr) {
    explain(error, "cannot make a poller", errno);
    return false;
  }
  wake_.reset(event_new(
      base_.get(), -1, EV_PERSIST,
      [](evutil_socket_t, short, void* core) { static_cast<Core*>(core)->run_tasks(); }, this));
  if (wake_ != nullptr) {
    thread_ = clock_.spawn(std::move(thread_name), [this] {
      loop_of_this_thread = this;
      if (clock_.is_virtual()) {
        run_virtual();
      } else {
        event_base_loop(base_.get(), EVLOOP_NO_EXIT_ON_EMPTY);
      }
    });
  }
  if (thread_ == nullptr) explain(error, "cannot start the loop's thread", EAGAIN);
  return thread_ != nullptr;
}

void EventLoop::Core::stop() {
  if (thread_ == nullptr) return;  // start() has failed
  {
    MutexLock lock(mutex_);
    ending_ = true;
    signal_.fetch_add(1, std::memory_order_relaxed);
    event_active(wake_.get(), EV_READ, 0);
  }
  clock_.wake_one(signal_);
  thread_->join();
  std::vector<Ref<QueueIo::State>> left_over;
  MutexLock lock(mutex_);
  stopped_ = true;
  while (armed_ != nullptr) {
    QueueIo::State& io = *armed_;
    event_del_noblock(&io.event_);
    disarm(io);
    left_over.push_back(Ref<QueueIo::State>::adopt(&io));
  }
  wake_.reset();
  base_.reset();
  lock.unlock();  // before the references go
}

bool EventLoop::Core::post(std::function<void()> task) {
  {
    MutexLock lock(mutex_);
    if (ending_) return false;
    tasks_.push_back(std::move(task));
    if (tasks_.size() > 1) return true;
    if (!clock_.is_virtual()) {
      event_active(wake_.get(), EV_READ, 0);
      return true;
    }
    signal_.fetch_add(1, std::memory_order_relaxed);
  }
  clock_.wake_one(signal_);
  return true;
}

bool EventLoop::Core::on_loop_thread() const noexcept { return loop_of_this_thread == this; }

bool EventLoop::Core::run_tasks() {
  std::vector<std::function<void()>> tasks;
  {
    MutexLock lock(mutex_);
    tasks.swap(tasks_);
    if (tasks.empty() && ending_) event_base_loopbreak(base_.get());
  }
  for (std::function<void()>& task : tasks) {
    task();
    task = nullptr;  // what it holds goes before the next one runs
  }
  if (!tasks.empty()) {
    MutexLock lock(mutex_);
    // The end does not come while there are tasks; look again once they are done.
    if (ending_) event_active(wake_.get(), EV_READ, 0);
  }
  return !tasks.empty();
}

bool EventLoop::Core::ended() {
  MutexLock lock(mutex_);
  return ending_ && tasks_.empty();
}

void EventLoop::Core::run_virtual() {
  auto& clock = static_cast<VirtualClock&>(clock_);
  while (!ended()) {
    const std::uint32_t seen = signal_.load(std::memory_order_relaxed);
    busy_ = false;
    event_base_loop(base_.get(), EVLOOP_NONBLOCK | EVLOOP_NO_EXIT_ON_EMPTY);
    const bool worked = run_tasks();
    if (!busy_ && !worked && !ended()) clock.wait_idle(signal_, seen);
  }
}

std::unique_ptr<EventLoop> EventLoop::start(std::string thread_name, Clock& clock,
                                            std::string* error) {
  Ref<Core> core = make_ref<Core>(clock);
  // Before there is a thread, as memory may be out.
  std::unique_ptr<EventLoop> loop(new EventLoop(core));
  return core->start(std::move(thread_name), error) ? std::move(loop) : nullptr;
}

EventLoop::EventLoop(Ref<Core> core) : core_(std::move(core)) {}
EventLoop::~EventLoop() { core_->stop(); }
bool EventLoop::post(std::function<void()> task) { return core_->post(std::move(task)); }
bool EventLoop::on_loop_thread() const noexcept { return core_->on_loop_thread(); }
std::size_t EventLoop::watched() const noexcept { return core_->watched(); }

}  // namespace quoll
