/// Random lives of publishers on four threads at once: created, sent through, and ended from
/// wherever a publisher may be ended, while errors, confirmations and throttled sends are under
/// way. The closure of each is freed in its onDestroy, so that whatever comes later is seen.
///
/// QUOLL_SCHEDULES=100000 runs so many lives (the suite: 2,000); QUOLL_SEED chooses others.
#include <mama/log.h>

#include <cstdlib>
#include <memory>
#include <mutex>
#include <random>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

constexpr std::uint64_t kThreads = 4;

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* const text = std::getenv(variable);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// Who ends a publisher; the thread that made it does when it did not come to that.
enum class Ender { kThread, kQueue, kOnCreate, kOnError, kOnSuccess, kCompletion, kTransport };
constexpr int kEnders = 7;

/// What outlives a publisher: how often it was told what, and whether somebody has ended it.
struct Life {
  mamaPublisher publisher = nullptr;
  std::atomic<bool> is_ended{false};
  std::atomic<int> creates{0};
  std::atomic<int> destroys{0};
  Ender ender = Ender::kThread;
  std::mutex mutex;  // the call that ends a handle is the last one to begin with it (rule 22)

  void end_if(Ender by) {
    if (ender != by) return;
    const std::lock_guard lock(mutex);
    if (is_ended.exchange(true)) return;
    EXPECT_EQ(mamaPublisher_destroy(publisher), MAMA_STATUS_OK);
  }
};

/// The closure: gone after onDestroy.
struct Closure {
  std::shared_ptr<Life> life;
  std::unique_ptr<int> canary = std::make_unique<int>(1);

  static Closure& of(void* closure) {
    auto& self = *static_cast<Closure*>(closure);
    EXPECT_EQ(*self.canary, 1);
    return self;
  }
};

mamaPublisherCallbacks callbacks_of_a_life() {
  mamaPublisherCallbacks callbacks{};
  callbacks.onCreate = [](mamaPublisher own, void* closure) {
    const auto life = Closure::of(closure).life;
    life->publisher = own;
    ++life->creates;
    life->end_if(Ender::kOnCreate);
  };
  callbacks.onError = [](mamaPublisher, mama_status, const char*, void* closure) {
    const auto life = Closure::of(closure).life;
    life->end_if(Ender::kOnError);
  };
  callbacks.onSuccess = [](mamaPublisher, mama_status, const char*, void* closure) {
    const auto life = Closure::of(closure).life;
    life->end_if(Ender::kOnSuccess);
  };
  callbacks.onDestroy = [](mamaPublisher, void* closure) {
    const std::unique_ptr<Closure> freed(&Closure::of(closure));
    ++freed->life->destroys;
  };
  return callbacks;
}

class PublisherSchedulesTest : public MamaTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
  void SetUp() override {
    MamaTest::SetUp();
    if (HasFatalFailure()) return;
    mama_setLogLevel(MAMA_LOG_LEVEL_OFF);  // sends through publishers that have ended are logged
    mama_setProperty("mama.loopback.transport.telling.publisher_success", "true");
    mama_setProperty("mama.loopback.transport.telling.not_entitled", "refused");
    mama_setProperty("mama.loopback.transport.telling.delay_ms", "0.2");
    mama_setProperty("mama.throttle.interval", "0.001");
    mama_setProperty("mama.throttle.default_throttle_rate", "1000000");
  }
  void TearDown() override {
    mama_setLogLevel(MAMA_LOG_LEVEL_NORMAL);
    MamaTest::TearDown();
  }
};

/// One thread's lives.
class Player {
 public:
  Player(mamaBridge bridge, mamaTransport shared, mamaQueue queue, std::uint64_t seed)
      : bridge_(bridge), shared_(shared), queue_(queue), random_(seed) {}

  void play() {
    const auto life = std::make_shared<Life>();
    life->ender = static_cast<Ender>(pick(kEnders));
    std::unique_ptr<TestTransport> own;
    if (life->ender == Ender::kTransport) {
      own = std::make_unique<TestTransport>(bridge_, "telling");
    }
    auto* const closure = new Closure{life};
    mamaPublisherCallbacks callbacks = callbacks_of_a_life();
    mamaPublisher made = nullptr;
    ASSERT_EQ(mamaPublisher_createWithCallbacks(
                  &made, own ? static_cast<mamaTransport>(*own) : shared_, queue_,
                  pick(2) == 0 ? "refused" : "heard", nullptr, nullptr, &callbacks, closure),
              MAMA_STATUS_OK);
    for (int i = pick(6); i > 0; --i) send(*life);
    own.reset();
    if (!life->is_ended.exchange(true)) {
      const bool on_queue = life->ender == Ender::kQueue;
      EXPECT_EQ(on_queue ? mamaPublisher_destroyEx(life->publisher)
                         : mamaPublisher_destroy(life->publisher),
                MAMA_STATUS_OK);
    }
    lives_.push_back(life);
  }

  /// Afterwards: each was told of its beginning and its end, once.
  void check() const {
    for (const auto& life : lives_) {
      EXPECT_EQ(life->creates, 1);
      EXPECT_EQ(life->destroys, 1);
    }
  }

 private:
  int pick(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }

  void send(Life& life) {
    const std::lock_guard lock(life.mutex);
    if (life.is_ended) return;
    messages_.push_back(std::make_unique<Message>(1));
    const mamaMsg message = *messages_.back();
    if (pick(2) == 0) {
      mamaPublisher_send(life.publisher, message);
      return;
    }
    if (life.ender != Ender::kCompletion) {
      mamaPublisher_sendWithThrottle(life.publisher, message, nullptr, nullptr);
      return;
    }
    mamaPublisher_sendWithThrottle(
        life.publisher, message,
        [](mamaPublisher, mamaMsg, mama_status, void* ended) {
          EXPECT_EQ(static_cast<Life*>(ended)->destroys, 0) << "a completion after onDestroy";
          static_cast<Life*>(ended)->end_if(Ender::kCompletion);
        },
        &life);
  }

  mamaBridge bridge_;
  mamaTransport shared_;
  mamaQueue queue_;
  std::mt19937_64 random_;
  std::vector<std::shared_ptr<Life>> lives_;
  std::vector<std::unique_ptr<Message>> messages_;  // throttled sends borrow them
};

TEST_F(PublisherSchedulesTest, RandomLivesOnFourThreads) {
  const std::uint64_t schedules = number_from("QUOLL_SCHEDULES", 2000);
  const std::uint64_t seed = number_from("QUOLL_SEED", 1);
  std::vector<std::unique_ptr<Player>> players;
  {
    TestTransport shared(bridge(), "telling");
    TestQueue queue(bridge()), of_listener(bridge());
    Subscriber subscriber(shared, of_listener, "heard");
    std::atomic<bool> done{false};
    TestThread listener([&] {
      while (!done.load()) mamaQueue_timedDispatch(of_listener, 1);
    });
    TestThread default_dispatcher([&] {
      while (!done.load()) mamaQueue_timedDispatch(default_queue(), 1);
    });
    {
      TestDispatcher dispatcher(queue);
      std::vector<std::unique_ptr<TestThread>> threads;
      for (std::uint64_t i = 0; i < kThreads; ++i) {
        players.push_back(std::make_unique<Player>(bridge(), shared, queue, seed * kThreads + i));
        threads.push_back(std::make_unique<TestThread>([&schedules, player = players[i].get()] {
          for (std::uint64_t n = 0; n < schedules / kThreads; ++n) player->play();
        }));
      }
    }
    run_events(queue);  // destroys that are queued
    done.store(true);
    default_dispatcher.join();
    listener.join();
    run_events(of_listener);
  }
  for (const auto& player : players) player->check();
}

}  // namespace
}  // namespace quoll::test
