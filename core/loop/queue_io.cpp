#include <sys/epoll.h>

#include <cerrno>
#include <new>
#include <utility>

#include "loop/loop_core.h"

namespace quoll {
namespace {

short event_mask(Interest interest) noexcept {
  const unsigned bits = static_cast<unsigned>(interest);
  const int read = (bits & static_cast<unsigned>(Interest::kRead)) != 0 ? EV_READ : 0;
  const int write = (bits & static_cast<unsigned>(Interest::kWrite)) != 0 ? EV_WRITE : 0;
  return static_cast<short>(read | write);
}

/// How long to wait before an event is offered again to a sink that was full.
constexpr timeval kRetry{.tv_sec = 0, .tv_usec = 1000};

}  // namespace

int EventLoop::Core::probe(int descriptor) {
  epoll_event nothing{};
  if (::epoll_ctl(probe_, EPOLL_CTL_ADD, descriptor, &nothing) != 0) return errno;
  ::epoll_ctl(probe_, EPOLL_CTL_DEL, descriptor, &nothing);
  return 0;
}

/// Watches for readiness, or, with a timeout, only lets time pass. Not when armed.
int EventLoop::Core::add(QueueIo::State& io, const timeval* timeout) {
  const bool timed = timeout != nullptr;
  event_assign(&io.event_, base_.get(), timed ? -1 : io.descriptor(),
               timed ? short{EV_TIMEOUT} : event_mask(io.options_.interest), &Core::on_ready, &io);
  errno = 0;
  if (event_add(&io.event_, timeout) != 0) return errno != 0 ? errno : EINVAL;
  io.ref();
  io.armed_ = true;
  io.next_ = armed_;
  io.link_ = &armed_;
  if (armed_ != nullptr) armed_->link_ = &io.next_;
  armed_ = &io;
  watched_.store(watched_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  return 0;
}

bool EventLoop::Core::disarm(QueueIo::State& io) {
  if (!io.armed_) return false;
  io.armed_ = false;
  *io.link_ = io.next_;
  if (io.next_ != nullptr) io.next_->link_ = io.link_;
  watched_.store(watched_.load(std::memory_order_relaxed) - 1, std::memory_order_relaxed);
  return true;
}

void EventLoop::Core::watch_first(QueueIo::State& io) {
  int error = 0;
  {
    MutexLock lock(mutex_);
    if (stopped_) return;
    error = probe(io.descriptor());
    // Without a callback there is nothing to call: readiness would only keep the loop spinning.
    if (error == 0 && io.options_.on_ready != nullptr) error = add(io, nullptr);
  }
  if (error != 0) refuse(io, error);
}

void EventLoop::Core::watch(QueueIo::State& io) {
  int error = 0;
  {
    MutexLock lock(mutex_);
    if (stopped_ || io.armed_ || io.gate_.closed()) return;
    error = add(io, nullptr);
  }
  if (error != 0) refuse(io, error);
}

void EventLoop::Core::refuse(QueueIo::State& io, int error) {
  {
    MutexLock lock(mutex_);
    if (io.refused_) return;
    io.refused_ = true;
  }
  post([self = Ref<QueueIo::State>::share(&io), error] {
    const Gate::Frame frame(self->gate_);
    if (frame && self->options_.on_refused) self->options_.on_refused(self->descriptor(), error);
  });
}

void EventLoop::Core::forget(QueueIo::State& io) {
  {
    MutexLock lock(mutex_);
    if (!io.armed_) return;
    event_del_noblock(&io.event_);
  }
  // on_ready() may be about to run all the same, and libevent reads the event before it does: so
  // the base's reference is given up on the loop's thread; or by stop(), when that does not run any
  // more, or memory is out.
  try {
    post([this, self = Ref<QueueIo::State>::share(&io)] {
      MutexLock lock(mutex_);
      if (disarm(*self)) self->unref();  // not the last one
    });
  } catch (const std::bad_alloc&) {
  }
}

void EventLoop::Core::on_ready(evutil_socket_t, short what, void* argument) {
  auto& io = *static_cast<QueueIo::State*>(argument);
  Core& core = *io.core_;
  {
    MutexLock lock(core.mutex_);
    if (!core.disarm(io)) return;
  }
  const Ref<QueueIo::State> self = Ref<QueueIo::State>::adopt(&io);
  core.busy_ = true;
  const Gate::Frame frame(io.gate_);
  if (!frame) return;
  if ((what & EV_TIMEOUT) != 0) return core.watch(io);
  io.ref();  // run_event() gives it up
  const PostResult result = io.options_.sink->post(&QueueIo::State::run_event, &io);
  if (result == PostResult::kOk) return;
  io.unref();
  if (result == PostResult::kClosed) return;
  MutexLock lock(core.mutex_);
  if (!core.stopped_ && !io.gate_.closed()) static_cast<void>(core.add(io, &kRetry));
}

QueueIo::State::State(Ref<EventLoop::Core> core, Options options)
    : core_(std::move(core)), options_(std::move(options)) {}

void QueueIo::State::run_event(void* context, void* argument) {
  const Ref<State> self = Ref<State>::adopt(static_cast<State*>(argument));
  // Once the frame has left, also when the callback throws; without effect when the io has ended.
  struct WatchingAgain {
    State& io;
    ~WatchingAgain() { io.watch_again(); }
  } const watching_again{*self};
  const Gate::Frame frame(self->gate_);
  if (frame) self->options_.on_ready(context, self->options_.closure);
}

void QueueIo::State::destroy() {
  gate_.close_and_wait(core_->clock());
  core_->forget(*this);
}

QueueIo::QueueIo(Ref<State> state) : state_(std::move(state)) {}

std::unique_ptr<QueueIo> QueueIo::create(EventLoop& loop, Options options) try {
  Ref<State> state = make_ref<State>(loop.core_, std::move(options));
  std::unique_ptr<QueueIo> io(new QueueIo(state));
  loop.core_->watch_first(*state);
  return io;
} catch (const std::bad_alloc&) {
  return nullptr;
}

QueueIo::~QueueIo() { state_->destroy(); }
void QueueIo::destroy() { state_->destroy(); }
int QueueIo::descriptor() const noexcept { return state_->descriptor(); }

bool QueueIo::discard(EventCallback callback, void* closure) noexcept {
  if (callback != &State::run_event) return false;
  const Ref<State> self = Ref<State>::adopt(static_cast<State*>(closure));
  self->watch_again();
  return true;
}

}  // namespace quoll
