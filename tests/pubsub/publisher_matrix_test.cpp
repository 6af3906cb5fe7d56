/// The rows of publishers and transports in the destroy matrix (docs/destroy-matrix.md), on the
/// loopback, whose publishers and transports have callbacks when they are asked for.
#include <quoll/loopback.h>

#include "pubsub/pubsub_support.h"
#include "quoll/clock.h"
#include "quoll/virtual_clock.h"
#include "support/destroy_matrix.h"

namespace quoll::test {
namespace {

/// A publisher whose sends are confirmed on its queue.
class PublisherSubject final : public Subject {
 public:
  mama_status create(mamaBridge bridge, mamaQueue queue) override {
    mama_setProperty("mama.loopback.transport.telling.publisher_success", "true");
    transport_ = std::make_unique<TestTransport>(bridge, "telling");
    message_ = std::make_unique<Message>(1);
    mamaPublisherCallbacks callbacks{};
    callbacks.onCreate = [](mamaPublisher own, void* closure) {
      of(closure).publisher_ = own;
      if (of(closure).calls_on_create_) of(closure).called();
    };
    callbacks.onSuccess = [](mamaPublisher, mama_status, const char*, void* closure) {
      EXPECT_FALSE(of(closure).gone()) << "a callback after onDestroy";
      of(closure).called();
    };
    callbacks.onDestroy = [](mamaPublisher, void* closure) {
      EXPECT_FALSE(of(closure).destroyed_.exchange(true)) << "reported twice";
    };
    mamaPublisher made = nullptr;
    return mamaPublisher_createWithCallbacks(&made, *transport_, queue, "t.a", nullptr, nullptr,
                                             &callbacks, this);
  }
  mama_status destroy() override { return mamaPublisher_destroy(publisher_); }
  void provoke() override { mamaPublisher_send(publisher_, *message_); }
  void provoke_during_create() override { calls_on_create_ = true; }
  bool gone() override { return destroyed_.load(std::memory_order_acquire); }
  mama_status destroy_parent(mamaQueue) override {
    return mamaTransport_destroy(transport_->release());
  }
  void before_close() override {
    message_.reset();
    transport_.reset();
  }

 private:
  static PublisherSubject& of(void* closure) { return *static_cast<PublisherSubject*>(closure); }

  bool calls_on_create_ = false;
  std::unique_ptr<TestTransport> transport_;
  std::unique_ptr<Message> message_;
  mamaPublisher publisher_ = nullptr;
  std::atomic<bool> destroyed_{false};
};

/// A transport that is told of events on its callback queue.
class TransportSubject final : public Subject {
 public:
  mama_status create(mamaBridge bridge, mamaQueue queue) override {
    EXPECT_EQ(mamaTransport_allocate(&transport_), MAMA_STATUS_OK);
    mamaTransport_setTransportCallback(
        transport_,
        [](mamaTransport, mamaTransportEvent, short, const void*, void* closure) {
          static_cast<TransportSubject*>(closure)->called();
        },
        this);
    mamaTransport_setTransportCallbackQueue(transport_, queue);
    return mamaTransport_create(transport_, name_, bridge);
  }
  mama_status destroy() override { return mamaTransport_destroy(transport_); }
  void provoke() override { quollLoopback_raise(transport_, MAMA_TRANSPORT_CONNECT, 13); }
  void provoke_during_create() override {
    mama_setProperty("mama.loopback.transport.eager.connection_events", "true");
    name_ = "eager";
  }
  bool gone() override {
    const char* name = nullptr;
    return mamaTransport_getName(transport_, &name) == MAMA_STATUS_INVALID_ARG;
  }
  mama_status destroy_parent(mamaQueue queue) override {
    EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
    return mama_close();
  }

 private:
  const char* name_ = "subject";
  mamaTransport transport_ = nullptr;
};

std::vector<MatrixCell> matrix() {
  using S = Situation;
  constexpr auto kOk = MAMA_STATUS_OK;
  const auto publisher = [] { return std::make_unique<PublisherSubject>(); };
  const auto transport = [] { return std::make_unique<TransportSubject>(); };
  std::vector<MatrixCell> cells;
  for (const S situation :
       {S::kOwnCallback, S::kOtherCallback, S::kOtherThread, S::kAfterParent, S::kTwice,
        S::kDuringCreate, S::kDuringStop, S::kDuringClose, S::kAfterClose}) {
    const auto status = situation == S::kTwice ? MAMA_STATUS_INVALID_ARG : kOk;
    cells.push_back({"publisher", publisher, situation, status});
    cells.push_back({"transport", transport, situation, status});
  }
  return cells;
}

TEST(PublisherDestroyMatrix, EveryCell) {
  for (const MatrixCell& cell : matrix()) run_matrix_cell("loopback", cell);
}

TEST(PublisherDestroyMatrix, EveryCellInVirtualTime) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    for (const MatrixCell& cell : matrix()) {
      VirtualClock clock(seed);
      Clock::set_process(clock);
      run_matrix_cell("loopback", cell);
      Clock::set_process(Clock::real());
    }
  }
}

}  // namespace
}  // namespace quoll::test
