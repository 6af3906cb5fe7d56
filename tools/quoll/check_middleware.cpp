/// What a middleware bridge must keep: loading, queues, timers, ios.
#include <fmt/format.h>
#include <mama/integration/queue.h>
#include <mama/io.h>
#include <mama/timer.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "check_messages.h"
#include "check_subject.h"

namespace quoll::tool {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// ---- loading -----------------------------------------------------------------------------------

void load(const CheckTarget& target) { const CheckSubject subject(target); }

void identity(const CheckTarget& target) {
  const CheckSubject subject(target);
  const mamaBridgeImpl_& table = *subject.bridge();
  const char* const name = table.bridgeGetName();
  expect(name != nullptr && name == target.name,
         fmt::format("getName says '{}', but it is loaded as '{}'", name != nullptr ? name : "NULL",
                     target.name));
  expect(table.bridgeGetVersion() != nullptr, "getVersion gives NULL");
  char** names = nullptr;
  char* ids = nullptr;
  expect(table.bridgeGetDefaultPayloadId(&names, &ids) == MAMA_STATUS_OK && names != nullptr &&
             ids != nullptr && names[0] != nullptr,
         "getDefaultPayloadId names no payload");
  std::size_t count = 0;
  while (names[count] != nullptr) ++count;
  expect(std::strlen(ids) == count,
         fmt::format("getDefaultPayloadId gives {} names and {} ids", count, std::strlen(ids)));
}

void default_queue(const CheckTarget& target) {
  const CheckSubject subject(target);
  mamaQueue queue = nullptr;
  need(mama_getDefaultEventQueue(subject.bridge(), &queue), "asking for the default queue");
  expect(queue != nullptr, "open has set no default queue (mamaImpl_setDefaultEventQueue)");
}

std::size_t entries_in(const char* folder) {
  using std::filesystem::directory_iterator;
  return static_cast<std::size_t>(std::distance(directory_iterator(folder), directory_iterator()));
}

void reload(const CheckTarget& target) {
  std::array<std::size_t, 2> threads{}, descriptors{};
  for (int round = 0; round < 6; ++round) {
    mamaBridge bridge = nullptr;
    need(mama_loadBridgeWithPath(&bridge, target.name.c_str(), target.folder.c_str()), "loading");
    need(mama_open(), "mama_open");
    need(mama_close(), "mama_close");
    const std::size_t which =
        round < 3 ? 0 : 1;  // the first rounds may leave what is kept for good
    threads[which] = entries_in("/proc/self/task");
    descriptors[which] = entries_in("/proc/self/fd");
  }
  expect(threads[1] <= threads[0],
         fmt::format("each close leaves threads: {} after 3, {} after 6", threads[0], threads[1]));
  expect(descriptors[1] <= descriptors[0],
         fmt::format("each close leaves descriptors: {} after 3, {} after 6", descriptors[0],
                     descriptors[1]));
}

/// A thread that is left to itself when the check fails while it runs: the process ends then.
/// `body` owns what it uses.
class CheckThread {
 public:
  explicit CheckThread(std::function<void()> body) : thread_(std::move(body)) {}
  ~CheckThread() {
    if (thread_.joinable()) thread_.detach();
  }
  CheckThread(const CheckThread&) = delete;
  CheckThread& operator=(const CheckThread&) = delete;
  void join() { thread_.join(); }  // one that stays runs into the limit of the check

 private:
  std::thread thread_;
};

void start_stop(const CheckTarget& target) {
  const CheckSubject subject(target);
  for (int round = 1; round <= 2; ++round) {
    const auto started = std::make_shared<std::atomic<mama_status>>(MAMA_STATUS_PLATFORM);
    CheckThread starter([started, bridge = subject.bridge()] { *started = mama_start(bridge); });
    mamaQueue queue = nullptr;
    need(mama_getDefaultEventQueue(subject.bridge(), &queue), "asking for the default queue");
    static std::atomic<int> ran;
    need(mamaQueue_enqueueEvent(
             queue, [](mamaQueue, void*) { ++ran; }, nullptr),
         "enqueuing on the default queue");
    const auto end = Clock::now() + std::chrono::seconds(5);
    while (ran < round && Clock::now() < end) std::this_thread::sleep_for(milliseconds(1));
    expect(ran == round, fmt::format("start {} does not dispatch the default queue", round));
    need(mama_stop(subject.bridge()), "mama_stop");
    starter.join();
    expect(*started == MAMA_STATUS_OK,
           fmt::format("start {} answers {}", round, mamaStatus_stringForStatus(*started)));
  }
}

// ---- queues ------------------------------------------------------------------------------------

struct Sequence {
  std::vector<int> seen;
  mamaQueue queue = nullptr;
  bool wrong_queue = false;
  struct Item {
    Sequence* all;
    int number;
  };
  static void MAMACALLTYPE event(mamaQueue queue, void* closure) {
    const auto& item = *static_cast<Item*>(closure);
    item.all->wrong_queue = item.all->wrong_queue || queue != item.all->queue;
    item.all->seen.push_back(item.number);
  }
};

void queue_order(const CheckTarget& target) {
  const CheckSubject subject(target);
  constexpr int kEvents = 1000;
  Sequence sequence;
  sequence.queue = subject.queue();
  std::vector<Sequence::Item> items;
  for (int i = 0; i < 2 * kEvents; ++i) items.push_back({&sequence, i});
  const auto enqueue = [&](int from) {
    for (int i = from; i < from + kEvents; ++i) {
      mamaQueue_enqueueEvent(sequence.queue, &Sequence::event, &items[static_cast<std::size_t>(i)]);
    }
  };
  std::thread other([&] { enqueue(kEvents); });
  enqueue(0);
  other.join();
  expect(dispatch_until(sequence.queue, [&] { return sequence.seen.size() == 2 * kEvents; }),
         fmt::format("{} of {} events ran", sequence.seen.size(), 2 * kEvents));
  int next[] = {0, kEvents};
  for (const int number : sequence.seen) {
    expect(number == next[number / kEvents]++, "events of one thread run in another order");
  }
  expect(!sequence.wrong_queue, "an event gets another first argument than its mamaQueue");
}

void queue_timeout(const CheckTarget& target) {
  const CheckSubject subject(target);
  const mamaQueue queue = subject.queue();
  const auto begin = Clock::now();
  const mama_status status = mamaQueue_timedDispatch(queue, 50);
  expect(status == MAMA_STATUS_OK,
         fmt::format("on an empty queue it answers {}, not OK (destroyWait ends at anything else)",
                     mamaStatus_stringForStatus(status)));
  expect(Clock::now() - begin >= milliseconds(50), "it returns before its time is over");
}

void queue_stop(const CheckTarget& target) {
  const CheckSubject subject(target);
  const mamaQueue queue = subject.queue();
  for (int round = 1; round <= 2; ++round) {
    CheckThread dispatching([queue] { mamaQueue_dispatch(queue); });
    static std::atomic<int> running;
    mamaQueue_enqueueEvent(
        queue, [](mamaQueue, void*) { ++running; }, nullptr);
    while (running < round) std::this_thread::sleep_for(milliseconds(1));
    need(mamaQueue_stopDispatch(queue), "stopping a queue");
    dispatching.join();
  }
  mamaQueue_enqueueEvent(
      queue, [](mamaQueue of, void*) { mamaQueue_stopDispatch(of); }, nullptr);
  need(mamaQueue_dispatch(queue), "a dispatch that an event stops");
  need(mamaQueue_destroy(queue), "destroying a queue");
}

// ---- timers ------------------------------------------------------------------------------------

struct Ticker {
  std::vector<Clock::time_point> ticks;
  std::vector<std::thread::id> threads;
  int destroyed = 0;
  std::size_t ticks_before_end = 0;
  bool destroys_itself = false;

  static void MAMACALLTYPE tick(mamaTimer timer, void* closure) {
    auto& self = *static_cast<Ticker*>(closure);
    self.ticks.push_back(Clock::now());
    self.threads.push_back(std::this_thread::get_id());
    if (self.destroys_itself) mamaTimer_destroy(timer);
  }
  static void MAMACALLTYPE end(mamaTimer, void* closure) {
    auto& self = *static_cast<Ticker*>(closure);
    ++self.destroyed;
    self.ticks_before_end = self.ticks.size();
  }
};

void expect_one_report(const void* object, const char* what) {
  const int reports = CheckSubject::reports_for(object);
  expect(reports == 1, fmt::format("the bridge reported the end of a {} {} times", what, reports));
}

void timer_ticks(const CheckTarget& target) {
  const CheckSubject subject(target);
  const mamaQueue queue = subject.queue();
  Ticker ticker;
  mamaTimer timer = nullptr;
  const auto begin = Clock::now();
  need(mamaTimer_create2(&timer, queue, &Ticker::tick, &Ticker::end, 0.02, &ticker),
       "creating a timer");
  expect(dispatch_until(queue, [&] { return ticker.ticks.size() >= 3; }), "it does not tick");
  for (std::size_t i = 0; i < 3; ++i) {
    expect(ticker.ticks[i] - begin >= milliseconds(20) * (static_cast<int>(i) + 1),
           fmt::format("tick {} is early", i + 1));
    expect(ticker.threads[i] == std::this_thread::get_id(),
           "ticks run on another thread than the one that dispatches");
  }
}

void timer_end(const CheckTarget& target) {
  const CheckSubject subject(target);
  for (const bool from_tick : {false, true}) {
    const mamaQueue queue = subject.queue();
    Ticker ticker;
    ticker.destroys_itself = from_tick;
    mamaTimer timer = nullptr;
    need(mamaTimer_create2(&timer, queue, &Ticker::tick, &Ticker::end, 0.005, &ticker),
         "creating a timer");
    expect(dispatch_until(queue, [&] { return !ticker.ticks.empty(); }), "it does not tick");
    if (!from_tick) need(mamaTimer_destroy(timer), "destroying a timer");
    const std::size_t ticks = ticker.ticks.size();
    expect(dispatch_until(queue, [&] { return ticker.destroyed > 0; }),
           "the end of a timer is never reported");
    dispatch_a_while(queue);
    expect(ticker.ticks.size() == ticks, "it ticks after it was destroyed");
    expect_one_report(timer, "timer");
    need(mamaQueue_destroy(queue), "destroying the queue afterwards");
  }
}

// ---- ios ---------------------------------------------------------------------------------------

void io_read(const CheckTarget& target) {
  const CheckSubject subject(target);
  const mamaQueue queue = subject.queue();
  int ends[2];
  expect(pipe(ends) == 0, "this system gives no pipe");
  struct Reader {
    int actions = 0;
    std::thread::id thread;
  } reader;
  mamaIo io = nullptr;
  need(mamaIo_create(
           &io, queue, static_cast<std::uint32_t>(ends[0]),
           [](mamaIo, mamaIoType, void* closure) {
             auto& self = *static_cast<Reader*>(closure);
             ++self.actions;
             self.thread = std::this_thread::get_id();
           },
           MAMA_IO_READ, &reader),
       "creating an io");
  dispatch_a_while(queue);
  expect(reader.actions == 0, "the action runs although there is nothing to read");
  expect(write(ends[1], "x", 1) == 1, "this system's pipe takes nothing");
  expect(dispatch_until(queue, [&] { return reader.actions > 0; }),
         "the action does not run although there is something to read");
  expect(reader.thread == std::this_thread::get_id(),
         "the action runs on another thread than the one that dispatches");
  need(mamaIo_destroy(io), "destroying an io");
  const int before = reader.actions;
  dispatch_a_while(queue);
  expect(reader.actions == before, "the action runs after the io was destroyed");
}

// ---- odd arguments -----------------------------------------------------------------------------

void null_arguments(const CheckTarget& target) {
  const CheckSubject subject(target);
  const mamaBridgeImpl_& table = *subject.bridge();
  std::vector<std::string> accepted;
  const auto refused = [&](const char* function, mama_status status) {
    if (status == MAMA_STATUS_OK) accepted.emplace_back(function);
  };
  refused("Queue_destroy", table.bridgeMamaQueueDestroy(nullptr));
  refused("Queue_dispatch", table.bridgeMamaQueueDispatch(nullptr));
  refused("Queue_timedDispatch", table.bridgeMamaQueueTimedDispatch(nullptr, 0));
  refused("Queue_dispatchEvent", table.bridgeMamaQueueDispatchEvent(nullptr));
  refused("Queue_enqueueEvent", table.bridgeMamaQueueEnqueueEvent(nullptr, nullptr, nullptr));
  refused("Queue_stopDispatch", table.bridgeMamaQueueStopDispatch(nullptr));
  refused("Timer_destroy", table.bridgeMamaTimerDestroy(nullptr));
  refused("Inbox_destroy", table.bridgeMamaInboxDestroy(nullptr));
  refused("Transport_destroy", table.bridgeMamaTransportDestroy(nullptr));
  refused("Subscription_mute", table.bridgeMamaSubscriptionMute(nullptr));
  refused("Subscription_destroy", table.bridgeMamaSubscriptionDestroy(nullptr));
  refused("Publisher_destroy", table.bridgeMamaPublisherDestroy(nullptr));
  refused("Publisher_send", table.bridgeMamaPublisherSend(nullptr, nullptr));
  if (table.bridgeMamaSubscriptionIsValid(nullptr) != 0) {
    accepted.emplace_back("Subscription_isValid");
  }
  expect(accepted.empty(), fmt::format("OK for a NULL object: {}", fmt::join(accepted, ", ")));
}

}  // namespace

std::span<const Check> middleware_checks() {
  static const auto all = [] {
    std::vector<Check> checks{
        {"load", "it can be loaded and opened", &load},
        {"identity", "its name is the one it is loaded by; it has a version and payloads",
         &identity},
        {"default-queue", "open creates the default queue", &default_queue},
        {"reload", "closing leaves no threads and descriptors", &reload},
        {"start-stop", "start dispatches the default queue until stop, again and again",
         &start_stop},
        {"queue-order", "events run in the order of the enqueues, with the mamaQueue",
         &queue_order},
        {"queue-timeout", "timedDispatch waits its time and answers OK", &queue_timeout},
        {"queue-stop", "a stop ends a dispatch, from any thread and from events", &queue_stop},
        {"timer-ticks", "timers tick on the queue's thread, never early", &timer_ticks},
        {"timer-end", "the end of a timer is its last event, and is reported once", &timer_end},
        {"io-read", "ios report what can be read on the queue's thread, and nothing after the end",
         &io_read},
        {"null-arguments", "functions refuse a NULL object", &null_arguments}};
    const std::span<const Check> messages = message_checks();
    checks.insert(checks.end(), messages.begin(), messages.end());
    return checks;
  }();
  return all;
}

}  // namespace quoll::tool
