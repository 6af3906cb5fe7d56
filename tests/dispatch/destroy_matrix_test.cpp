// Every cell of docs/destroy-matrix.md for queue, dispatcher, timer, io and inbox.
#include "support/destroy_matrix.h"

#include <bridge.h>
#include <fcntl.h>
#include <mama/inbox.h>
#include <mama/integration/bridge/base.h>
#include <mama/integration/inbox.h>
#include <mama/io.h>
#include <mama/timer.h>
#include <unistd.h>

#include <vector>

#include "support/bridges/probe.h"
#include "support/test_transport.h"

namespace quoll::test {
namespace {

class QueueSubject final : public Subject {
 public:
  mama_status create(mamaBridge bridge, mamaQueue queue) override {
    if (in_create_) return create_with_meddling_bridge(*bridge);
    queue_ = queue;  // the cell's own queue is the subject
    return MAMA_STATUS_OK;
  }
  mama_status destroy() override { return mamaQueue_destroy(queue_); }
  void provoke() override {
    mamaQueue_enqueueEvent(
        queue_, [](mamaQueue, void* self) { static_cast<QueueSubject*>(self)->called(); }, this);
  }
  // A handle is known before the creation is over only to the bridge.
  void provoke_during_create() override { in_create_ = true; }
  bool can_end_during_create() const override { return false; }
  bool gone() override { return mamaQueueImpl_getBridgeImpl(queue_) == nullptr; }
  mama_status destroy_parent(mamaQueue) override { return mama_close(); }
  bool is_queue() const override { return true; }

 private:
  mama_status create_with_meddling_bridge(const mamaBridgeImpl_& bridge) {
    static QueueSubject* self;
    static mamaBridgeImpl_ table;
    self = this;
    table = bridge;
    table.bridgeMamaQueueCreate = [](queueBridge* out, mamaQueue parent) {
      self->queue_ = parent;
      self->called();
      return baseBridgeMamaQueue_create(out, parent);
    };
    return mamaQueue_create(&queue_, &table);
  }

  mamaQueue queue_ = nullptr;
  bool in_create_ = false;
};

class DispatcherSubject final : public Subject {
 public:
  mama_status create(mamaBridge, mamaQueue queue) override {
    queue_ = queue;
    if (early_) provoke();
    return mamaDispatcher_create(&dispatcher_, queue);
  }
  mama_status destroy() override { return mamaDispatcher_destroy(dispatcher_); }
  void provoke() override {
    mamaQueue_enqueueEvent(
        queue_, [](mamaQueue, void* self) { static_cast<DispatcherSubject*>(self)->called(); },
        this);
  }
  void provoke_during_create() override { early_ = true; }
  bool gone() override {
    mamaQueue queue = nullptr;
    return mamaDispatcher_getQueue(dispatcher_, &queue) == MAMA_STATUS_INVALID_ARG;
  }
  bool dispatches() const override { return true; }

 private:
  mamaDispatcher dispatcher_ = nullptr;
  mamaQueue queue_ = nullptr;
  bool early_ = false;
};

class TimerSubject final : public Subject {
 public:
  mama_status create(mamaBridge, mamaQueue queue) override {
    return mamaTimer_create2(
        &timer_, queue, [](mamaTimer, void* self) { static_cast<TimerSubject*>(self)->called(); },
        [](mamaTimer, void* self) { static_cast<TimerSubject*>(self)->destroyed_ = true; }, 0.0,
        this);
  }
  mama_status destroy() override { return mamaTimer_destroy(timer_); }
  bool gone() override { return destroyed_; }

 private:
  mamaTimer timer_ = nullptr;
  std::atomic<bool> destroyed_{false};
};

class IoSubject final : public Subject {
 public:
  IoSubject() {
    EXPECT_EQ(::pipe2(ends_, O_NONBLOCK | O_CLOEXEC), 0);
    EXPECT_EQ(::write(ends_[1], "x", 1), 1);
  }
  ~IoSubject() override {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  mama_status create(mamaBridge, mamaQueue queue) override {
    return mamaIo_create(
        &io_, queue, static_cast<std::uint32_t>(ends_[0]),
        [](mamaIo, mamaIoType, void* self) { static_cast<IoSubject*>(self)->called(); },
        MAMA_IO_READ, this);
  }
  mama_status destroy() override { return mamaIo_destroy(io_); }
  bool gone() override {
    std::uint32_t descriptor = 0;
    return mamaIo_getDescriptor(io_, &descriptor) == MAMA_STATUS_INVALID_ARG;
  }

 private:
  int ends_[2] = {-1, -1};
  mamaIo io_ = nullptr;
};

class InboxSubject final : public Subject {
 public:
  explicit InboxSubject(bool asynchronous) { probe_setAsynchronousDestroy(asynchronous ? 1 : 0); }
  ~InboxSubject() override {
    probe_setAsynchronousDestroy(0);
    probe_setOnSubscribe(nullptr, nullptr);
  }
  mama_status create(mamaBridge bridge, mamaQueue queue) override {
    transport_ = std::make_unique<TestTransport>(bridge);
    const mama_status status = mamaInbox_create2(
        &inbox_, *transport_, queue,
        [](mamaMsg, void* self) { static_cast<InboxSubject*>(self)->called(); }, nullptr,
        [](mamaInbox, void* self) { static_cast<InboxSubject*>(self)->destroyed_ = true; }, this);
    if (status == MAMA_STATUS_OK && !destroyed_) {
      subject_ = baseBridgeMamaInboxImpl_getReplySubject(mamaInboxImpl_getInboxBridge(inbox_));
    }
    return status;
  }
  mama_status destroy() override { return mamaInbox_destroy(inbox_); }
  void provoke() override { probe_deliver(subject_.c_str()); }
  void provoke_during_create() override {
    probe_setOnSubscribe(
        [](const char*, void* self) { static_cast<InboxSubject*>(self)->called(); }, this);
  }
  // Its subscription is not complete yet.
  bool can_end_during_create() const override { return false; }
  bool gone() override { return destroyed_; }
  mama_status destroy_parent(mamaQueue queue) override {
    const mama_status refused = mamaQueue_destroy(queue);
    EXPECT_EQ(mamaTransport_destroy(transport_->release()), MAMA_STATUS_OK);
    return refused;
  }
  void before_close() override { transport_.reset(); }

 private:
  std::unique_ptr<TestTransport> transport_;
  mamaInbox inbox_ = nullptr;
  std::string subject_;
  std::atomic<bool> destroyed_{false};
};

std::vector<MatrixCell> matrix() {
  const auto queue = [] { return std::make_unique<QueueSubject>(); };
  const auto dispatcher = [] { return std::make_unique<DispatcherSubject>(); };
  const auto timer = [] { return std::make_unique<TimerSubject>(); };
  const auto io = [] { return std::make_unique<IoSubject>(); };
  const auto inbox = [] { return std::make_unique<InboxSubject>(false); };
  const auto slow_inbox = [] { return std::make_unique<InboxSubject>(true); };
  using S = Situation;
  constexpr auto kOk = MAMA_STATUS_OK;
  constexpr auto kInvalid = MAMA_STATUS_INVALID_ARG;
  constexpr auto kOpen = MAMA_STATUS_QUEUE_OPEN_OBJECTS;
  return {
      {"queue", queue, S::kOwnCallback, kOk},
      {"queue", queue, S::kOtherCallback, kOk},
      {"queue", queue, S::kOtherThread, kOk},
      {"queue", queue, S::kAfterParent, kInvalid},
      {"queue", queue, S::kTwice, kInvalid},
      {"queue", queue, S::kDuringCreate, kOpen},
      {"queue", queue, S::kDuringStop, kOk},
      {"queue", queue, S::kDuringClose, kOk},
      {"queue", queue, S::kAfterClose, kInvalid},

      {"dispatcher", dispatcher, S::kOwnCallback, kOk},
      {"dispatcher", dispatcher, S::kOtherCallback, kOk},
      {"dispatcher", dispatcher, S::kOtherThread, kOk},
      {"dispatcher", dispatcher, S::kAfterParent, kOk},
      {"dispatcher", dispatcher, S::kTwice, kInvalid},
      {"dispatcher", dispatcher, S::kDuringCreate, kOk},
      {"dispatcher", dispatcher, S::kDuringStop, kOk},
      {"dispatcher", dispatcher, S::kDuringClose, kOk},
      {"dispatcher", dispatcher, S::kAfterClose, kOk},

      {"timer", timer, S::kOwnCallback, kOk},
      {"timer", timer, S::kOtherCallback, kOk},
      {"timer", timer, S::kOtherThread, kOk},
      {"timer", timer, S::kAfterParent, kOk, true, kOpen},
      {"timer", timer, S::kTwice, kInvalid},
      {"timer", timer, S::kDuringCreate, kOk},
      {"timer", timer, S::kDuringStop, kOk},
      {"timer", timer, S::kDuringClose, kOk},
      {"timer", timer, S::kAfterClose, kInvalid, false},

      {"io", io, S::kOwnCallback, kOk},
      {"io", io, S::kOtherCallback, kOk},
      {"io", io, S::kOtherThread, kOk},
      {"io", io, S::kAfterParent, kOk},
      {"io", io, S::kTwice, kInvalid},
      {"io", io, S::kDuringCreate, kOk},
      {"io", io, S::kDuringStop, kOk},
      {"io", io, S::kDuringClose, kOk},
      {"io", io, S::kAfterClose, kOk},

      {"inbox", inbox, S::kOwnCallback, kOk},
      {"inbox", inbox, S::kOtherCallback, kOk},
      {"inbox", inbox, S::kOtherThread, kOk},
      {"inbox", inbox, S::kAfterParent, kOk, true, kOpen},
      {"inbox", inbox, S::kTwice, kInvalid},
      {"inbox", inbox, S::kDuringCreate, kOk},
      {"inbox", inbox, S::kDuringStop, kOk},
      {"inbox", inbox, S::kDuringClose, kOk},
      {"inbox", inbox, S::kAfterClose, kOk, false},

      {"inbox, reported later", slow_inbox, S::kOwnCallback, kOk},
      {"inbox, reported later", slow_inbox, S::kOtherCallback, kOk},
      {"inbox, reported later", slow_inbox, S::kOtherThread, kOk},
      {"inbox, reported later", slow_inbox, S::kAfterParent, kOk, true, kOpen},
      {"inbox, reported later", slow_inbox, S::kTwice, kInvalid},
      {"inbox, reported later", slow_inbox, S::kDuringStop, kOk},
      {"inbox, reported later", slow_inbox, S::kDuringClose, kOk},
      {"inbox, reported later", slow_inbox, S::kAfterClose, kOk, false},
  };
}

TEST(DestroyMatrix, EveryCell) {
  for (const MatrixCell& cell : matrix()) run_matrix_cell("probe", cell);
}

TEST(DestroyMatrix, EveryCellInVirtualTime) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    for (const MatrixCell& cell : matrix()) {
      VirtualClock clock(seed);
      Clock::set_process(clock);
      run_matrix_cell("probe", cell);
      Clock::set_process(Clock::real());
    }
  }
}

}  // namespace
}  // namespace quoll::test
