// Ios: one thread polls the descriptors. Each io has at most one event on its queue; it is polled
// again when that has run.
#include <fcntl.h>
#include <mama/io.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "hermit.h"

struct ioBridge_ {
  const std::weak_ptr<queueBridge_> queue;  // whose events hold the io
  uint32_t descriptor;
  mamaIoCb action;
  mamaIoType type;
  mamaIo parent;
  void* closure;
  std::atomic<bool> alive{true};
  std::atomic<bool> armed{true};
  hermit::Lock busy{};  // held by the action that runs

  void run();
  short interest() const {
    return static_cast<short>((type != MAMA_IO_WRITE ? POLLIN : 0) |
                              (type != MAMA_IO_READ ? POLLOUT : 0));
  }
};

namespace hermit {
namespace {

class Poller {
 public:
  static Poller& instance() {
    static auto& poller = *new Poller;
    return poller;
  }

  void add(const std::shared_ptr<ioBridge_>& io) {
    const std::lock_guard guard(mutex_);
    ios_.push_back(io);
    if (!thread_.joinable()) start();
    wake();
  }
  void remove(const ioBridge_* io) {
    const std::lock_guard guard(mutex_);
    ios_.erase(std::remove_if(ios_.begin(), ios_.end(),
                              [io](const auto& each) { return each.get() == io; }),
               ios_.end());
  }
  void wake() { static_cast<void>(!::write(pipe_[1], "w", 1)); }
  void close() {
    {
      const std::lock_guard guard(mutex_);
      if (!thread_.joinable()) return;
      ending_ = true;
      ios_.clear();
      wake();
    }
    thread_.join();
    ::close(pipe_[0]);
    ::close(pipe_[1]);
  }

 private:
  void start() {
    if (::pipe2(pipe_, O_NONBLOCK | O_CLOEXEC) != 0) return;
    ending_ = false;
    thread_ = std::thread([this] { run(); });
  }

  void run() {
    std::vector<pollfd> wanted;
    std::vector<std::shared_ptr<ioBridge_>> polled;
    for (;;) {
      wanted.assign(1, {pipe_[0], POLLIN, 0});
      polled.assign(1, nullptr);
      {
        const std::lock_guard guard(mutex_);
        if (ending_) return;
        for (const auto& io : ios_) {
          if (!io->armed) continue;
          wanted.push_back({static_cast<int>(io->descriptor), io->interest(), 0});
          polled.push_back(io);
        }
      }
      if (::poll(wanted.data(), wanted.size(), -1) <= 0) continue;
      char drained[64];
      while (::read(pipe_[0], drained, sizeof drained) > 0) {
      }
      for (size_t i = 1; i < wanted.size(); ++i) {
        if (wanted[i].revents != 0) report(polled[i], wanted[i].revents);
      }
    }
  }

  static void report(const std::shared_ptr<ioBridge_>& io, short events) {
    io->armed = false;
    const auto queue = io->queue.lock();
    if ((events & POLLNVAL) != 0 || !queue || queue->closed) return;  // for good
    post(queue->parent, [io](mamaQueue) { io->run(); });
  }

  std::mutex mutex_;
  std::vector<std::shared_ptr<ioBridge_>> ios_;
  bool ending_ = false;
  int pipe_[2] = {-1, -1};
  std::thread thread_;
};

Registry<ioBridge_>& ios() {
  static auto& all = *new Registry<ioBridge_>;
  return all;
}

}  // namespace

void close_ios() {
  Poller::instance().close();
  ios().clear();
}

}  // namespace hermit

using hermit::Guard;
using hermit::ios;
using hermit::Poller;

void ioBridge_::run() {
  const Guard guard(busy);
  if (!alive) return;
  if (action != nullptr) action(parent, type, closure);
  if (!alive) return;
  armed = true;
  Poller::instance().wake();
}

extern "C" {

MAMAExpBridgeDLL mama_status hermitBridgeMamaIo_create(ioBridge* result, void* native,
                                                       uint32_t descriptor, mamaIoCb action,
                                                       mamaIoType type, mamaIo parent,
                                                       void* closure) {
  if (result == nullptr || native == nullptr || parent == nullptr) return MAMA_STATUS_NULL_ARG;
  *result = nullptr;
  if (type != MAMA_IO_READ && type != MAMA_IO_WRITE && type != MAMA_IO_ERROR) {
    return MAMA_STATUS_UNSUPPORTED_IO_TYPE;
  }
  const std::shared_ptr<ioBridge_> made(
      new ioBridge_{static_cast<queueBridge>(native)->shared_from_this(), descriptor, action, type,
                    parent, closure});
  *result = ios().add(made);
  Poller::instance().add(made);
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaIo_getDescriptor(ioBridge io, uint32_t* descriptor) {
  if (io == nullptr || descriptor == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = ios().find(io);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  *descriptor = self->descriptor;
  return MAMA_STATUS_OK;
}

MAMAExpBridgeDLL mama_status hermitBridgeMamaIo_destroy(ioBridge io) {
  if (io == nullptr) return MAMA_STATUS_NULL_ARG;
  const auto self = ios().take(io);
  if (!self) return MAMA_STATUS_INVALID_ARG;
  self->alive = false;
  Poller::instance().remove(io);
  const Guard guard(self->busy);  // until its action has returned
  return MAMA_STATUS_OK;
}

}  // extern "C"
