#include "demo.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace quoll::tool {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t kPassesByDefault = 20;
// The publisher pauses while a queue is deeper: what the demo holds in memory stays small.
constexpr std::uint64_t kMaxQueueDepth = 50'000;
constexpr std::int64_t kStallLimitNs = 5'000'000'000;
constexpr milliseconds kRefresh{200};

}  // namespace

DemoTimers::DemoTimers(unsigned count,
                       const std::vector<std::unique_ptr<DispatchedQueue>>& queues) {
  for (unsigned i = 0; i < count; ++i) {
    const double interval_s = 0.05 + 0.1 * i / count;
    mamaTimer timer = nullptr;
    require(mamaTimer_create(
                &timer, queues[i % queues.size()]->handle(),
                [](mamaTimer, void* closure) {
                  static_cast<DemoTimers*>(closure)->ticks_.fetch_add(1, std::memory_order_relaxed);
                },
                interval_s, this),
            "mamaTimer_create");
    timers_.push_back(timer);
  }
}

DemoTimers::~DemoTimers() {
  for (mamaTimer timer : timers_) mamaTimer_destroy(timer);
}

BarPublisher::BarPublisher(const Session& session, const std::vector<Bar>& bars,
                           std::uint64_t count, double rate,
                           const std::vector<std::unique_ptr<DispatchedQueue>>& queues)
    : bars_(bars), count_(count), rate_(rate), queues_(queues) {
  require(mamaPublisher_create(&publisher_, session.transport(), kTopic, nullptr, nullptr),
          "mamaPublisher_create");
  thread_ = std::thread([this] { run(); });
}

BarPublisher::~BarPublisher() {
  stop();
  mamaPublisher_destroy(publisher_);
}

void BarPublisher::stop() {
  stopping_.store(true, std::memory_order_relaxed);
  if (thread_.joinable()) thread_.join();
}

void BarPublisher::run() {
  try {
    publish_all();
  } catch (const std::exception& error) {
    error_ = error.what();
  }
  finished_.store(true, std::memory_order_release);
}

void BarPublisher::publish_all() {
  mamaMsg message = nullptr;
  require(mamaMsg_create(&message), "mamaMsg_create");
  const std::unique_ptr<mamaMsgImpl_, mama_status (*)(mamaMsg)> owner(message, mamaMsg_destroy);
  started_ns_ = DemoSubscriber::now_ns();
  for (std::uint64_t number = 1; number <= count_; ++number) {
    pace(number);
    if (stopping_.load(std::memory_order_relaxed)) return;
    fill(message, bars_[(number - 1) % bars_.size()], number);
    require(mamaPublisher_send(publisher_, message), "mamaPublisher_send");
    published_.store(number, std::memory_order_release);
  }
}

void BarPublisher::pace(std::uint64_t number) const {
  if (rate_ > 0) {
    const auto due_ns =
        started_ns_ + static_cast<std::int64_t>(static_cast<double>(number - 1) / rate_ * 1e9);
    while (!stopping_.load(std::memory_order_relaxed)) {
      const std::int64_t left_ns = due_ns - DemoSubscriber::now_ns();
      if (left_ns <= 0) break;
      std::this_thread::sleep_for(
          std::chrono::nanoseconds(std::min<std::int64_t>(left_ns, 50'000'000)));
    }
  }
  if (number % 256 == 0) wait_for_room();
}

void BarPublisher::wait_for_room() const {
  const auto full = [this] {
    return std::any_of(queues_.begin(), queues_.end(),
                       [](const auto& queue) { return queue->depth() > kMaxQueueDepth; });
  };
  while (!stopping_.load(std::memory_order_relaxed) && full()) {
    std::this_thread::sleep_for(milliseconds(1));
  }
}

void BarPublisher::fill(mamaMsg message, const Bar& bar, std::uint64_t number) const {
  const auto check = [](mama_status status) { require(status, "filling a message"); };
  check(mamaMsg_clear(message));
  check(mamaMsg_addU8(message, "MdMsgType", 1, MAMA_MSG_TYPE_TRADE));
  check(mamaMsg_addU8(message, "MdMsgStatus", 2, MAMA_MSG_STATUS_OK));
  check(mamaMsg_addU32(message, "MdSeqNum", 10, static_cast<mama_u32_t>(number)));
  check(mamaMsg_addString(message, "wSymbol", 470, "SPX"));
  check(mamaMsg_addString(message, "wTradeDate", 476, bar.date.c_str()));
  check(mamaMsg_addF64(message, "wOpenPrice", 407, bar.open));
  check(mamaMsg_addF64(message, "wHighPrice", 278, bar.high));
  check(mamaMsg_addF64(message, "wLowPrice", 327, bar.low));
  check(mamaMsg_addF64(message, "wClosePrice", 242, bar.close));
  check(mamaMsg_addF64(message, "wAdjustedAveragePrice", 3567, bar.adjusted_close));
  check(mamaMsg_addI64(message, "wTotalVolume", 475, bar.volume));
  check(mamaMsg_addI64(message, DemoSubscriber::kSendTimeField, 0, DemoSubscriber::now_ns()));
}

namespace {

/// One look at the running demo.
struct Snapshot {
  double elapsed_s = 0;
  std::uint64_t published = 0;
  std::uint64_t received = 0;
  double rate = 0;  // messages received per second since the snapshot before
  std::uint64_t ticks = 0;
  std::vector<std::uint64_t> depths;
  double p50_ns = 0;
  double p99_ns = 0;
};

/// Everything that runs, in the order in which it must end (reversed).
class Demo {
 public:
  Demo(const DemoOptions& options, Output& output)
      : options_(options),
        output_(output),
        bars_(options.data.empty() ? parse_bars(builtin_bars_csv(), "built-in data")
                                   : read_bars(options.data)),
        count_(options.count != 0 ? options.count : bars_.size() * kPassesByDefault),
        session_(options.middleware, options.transport) {
    for (unsigned i = 0; i < options_.queues; ++i) {
      queues_.push_back(std::make_unique<DispatchedQueue>(session_.bridge()));
    }
    subscribe();
  }

  int run(Interrupt& interrupt);

 private:
  void subscribe();
  Snapshot snapshot(const Snapshot& before) const;
  bool all_received() const;
  void show(const Snapshot& now);
  void draw(const Snapshot& now);
  int summarise(const Snapshot& last, bool interrupted, bool stalled);
  std::vector<std::string> failures(std::uint64_t published) const;

  const DemoOptions& options_;
  Output& output_;
  const std::vector<Bar> bars_;
  const std::uint64_t count_;
  Session session_;
  std::vector<std::unique_ptr<DispatchedQueue>> queues_;
  std::vector<std::unique_ptr<DemoSubscriber>> subscribers_;
  std::unique_ptr<DemoTimers> timers_;
  std::unique_ptr<BarPublisher> publisher_;
  std::int64_t started_ns_ = 0;
  std::size_t drawn_lines_ = 0;
};

void Demo::subscribe() {
  for (unsigned i = 0; i < options_.subscribers; ++i) {
    // The last of several listens by pattern: the same messages must reach it, too.
    const bool wildcard = i != 0 && i + 1 == options_.subscribers;
    const unsigned queue = i % options_.queues;
    subscribers_.push_back(std::make_unique<DemoSubscriber>(
        fmt::format("{} {} (queue {})", wildcard ? "sp500.>" : BarPublisher::kTopic, i + 1,
                    queue + 1),
        count_));
    if (wildcard) {
      subscribers_.back()->subscribe_wildcard(session_.transport(), queues_[queue]->handle(),
                                              "sp500.>");
    } else {
      subscribers_.back()->subscribe(session_.transport(), queues_[queue]->handle(),
                                     BarPublisher::kTopic);
    }
  }
}

bool Demo::all_received() const {
  const std::uint64_t published = publisher_->published();
  return publisher_->finished() &&
         std::all_of(subscribers_.begin(), subscribers_.end(), [published](const auto& subscriber) {
           return subscriber->check().lost(published) == 0;
         });
}

Snapshot Demo::snapshot(const Snapshot& before) const {
  Snapshot now;
  now.elapsed_s = static_cast<double>(DemoSubscriber::now_ns() - started_ns_) / 1e9;
  now.published = publisher_->published();
  LatencyHistogram all;
  for (const auto& subscriber : subscribers_) {
    now.received += subscriber->check().received();
    all.add(subscriber->latency());
  }
  const double passed_s = now.elapsed_s - before.elapsed_s;
  now.rate = passed_s > 0 ? static_cast<double>(now.received - before.received) / passed_s : 0;
  now.ticks = timers_->ticks();
  for (const auto& queue : queues_) now.depths.push_back(queue->depth());
  now.p50_ns = all.quantile(0.5);
  now.p99_ns = all.quantile(0.99);
  return now;
}

int Demo::run(Interrupt& interrupt) {
  if (!output_.json()) {
    output_.text(
        fmt::format("quoll demo: {} S&P 500 bars ({} to {}), {} messages {} over '{}' to {} "
                    "subscribers on {} queues\n",
                    bars_.size(), bars_.front().date, bars_.back().date, grouped(count_),
                    options_.rate > 0
                        ? fmt::format("at {}/s", grouped(static_cast<std::uint64_t>(options_.rate)))
                        : std::string("as fast as possible"),
                    options_.middleware, options_.subscribers, options_.queues));
  }
  started_ns_ = DemoSubscriber::now_ns();
  timers_ = std::make_unique<DemoTimers>(options_.timers, queues_);
  publisher_ = std::make_unique<BarPublisher>(session_, bars_, count_, options_.rate, queues_);

  Snapshot last;
  std::int64_t progress_ns = started_ns_;
  bool interrupted = false;
  bool stalled = false;
  while (!all_received() && !interrupted && !stalled) {
    interrupted = interrupt.wait_for(kRefresh);
    const Snapshot now = snapshot(last);
    if (now.received != last.received || now.published != last.published) {
      progress_ns = DemoSubscriber::now_ns();
    }
    stalled = publisher_->finished() && DemoSubscriber::now_ns() - progress_ns > kStallLimitNs;
    last = now;
    show(now);
  }
  publisher_->stop();
  // After an interruption, what was published is still on its way: give it the time it needs.
  for (int i = 0; interrupted && !all_received() && i < 100; ++i) {
    std::this_thread::sleep_for(milliseconds(20));
  }
  return summarise(snapshot(Snapshot{}), interrupted, stalled);
}

void Demo::show(const Snapshot& now) {
  if (output_.json()) {
    output_.line({{"event", "progress"},
                  {"elapsed_s", now.elapsed_s},
                  {"published", now.published},
                  {"received", now.received},
                  {"received_per_s", now.rate},
                  {"queue_depths", now.depths},
                  {"timer_ticks", now.ticks},
                  {"latency_p50_ns", now.p50_ns},
                  {"latency_p99_ns", now.p99_ns}});
  } else if (output_.live()) {
    draw(now);
  }
}

void Demo::draw(const Snapshot& now) {
  constexpr std::size_t kBarWidth = 40;
  std::string picture;
  if (drawn_lines_ != 0) picture += fmt::format("\x1b[{}F\x1b[J", drawn_lines_);
  const double part = static_cast<double>(now.published) / static_cast<double>(count_);
  const auto filled = static_cast<std::size_t>(part * kBarWidth);
  picture += fmt::format("[{:#<{}}{:.<{}}] {:5.1f} %   {:.1f} s\n", "", filled, "",
                         kBarWidth - filled, part * 100, now.elapsed_s);
  picture += fmt::format("  published {:>12}   received/s {:>12}   timer ticks {:>9}\n",
                         grouped(now.published), grouped(static_cast<std::uint64_t>(now.rate)),
                         grouped(now.ticks));
  std::string depths;
  for (const std::uint64_t depth : now.depths) depths += fmt::format(" {:>7}", grouped(depth));
  picture += fmt::format("  queue depths{}   latency p50 {}   p99 {}\n", depths,
                         readable_duration(now.p50_ns), readable_duration(now.p99_ns));
  std::size_t lines = 3;
  for (const auto& subscriber : subscribers_) {
    picture += fmt::format("  {:<32} {:>12}\n", subscriber->name(),
                           grouped(subscriber->check().received()));
    ++lines;
  }
  output_.text(picture);
  drawn_lines_ = lines;
}

std::vector<std::string> Demo::failures(std::uint64_t published) const {
  std::vector<std::string> list;
  if (!publisher_->error().empty()) list.push_back("publisher: " + publisher_->error());
  for (const auto& subscriber : subscribers_) {
    const SequenceCheck& check = subscriber->check();
    const auto complain = [&](std::uint64_t number, const char* what) {
      if (number != 0)
        list.push_back(fmt::format("{}: {} {}", subscriber->name(), grouped(number), what));
    };
    complain(check.lost(published), "messages lost");
    complain(check.duplicated(), "messages duplicated");
    complain(check.out_of_order(), "messages out of order");
    complain(check.foreign(), "messages that nobody sent");
    complain(subscriber->errors(), "errors");
  }
  return list;
}

int Demo::summarise(const Snapshot& last, bool interrupted, bool stalled) {
  const std::vector<std::string> failed = failures(last.published);
  if (output_.json()) {
    output_.line({{"event", "summary"},
                  {"ok", failed.empty()},
                  {"interrupted", interrupted},
                  {"stalled", stalled},
                  {"elapsed_s", last.elapsed_s},
                  {"published", last.published},
                  {"subscribers", subscribers_.size()},
                  {"received", last.received},
                  {"received_per_s", last.rate},
                  {"timer_ticks", last.ticks},
                  {"latency_p50_ns", last.p50_ns},
                  {"latency_p99_ns", last.p99_ns},
                  {"failures", failed}});
    return failed.empty() ? 0 : 1;
  }
  std::string text = fmt::format(
      "\nSummary{}\n"
      "  published        {}\n"
      "  received         {} by {} subscribers, {}/s\n"
      "  timer ticks      {}\n"
      "  latency          p50 {}, p99 {}\n"
      "  elapsed          {:.2f} s\n",
      interrupted ? " (interrupted)" : "", grouped(last.published), grouped(last.received),
      subscribers_.size(), grouped(static_cast<std::uint64_t>(last.rate)), grouped(last.ticks),
      readable_duration(last.p50_ns), readable_duration(last.p99_ns), last.elapsed_s);
  for (const std::string& failure : failed) text += fmt::format("  FAILED: {}\n", failure);
  if (failed.empty()) text += "  every message arrived once and in order\n";
  output_.text(text);
  return failed.empty() ? 0 : 1;
}

}  // namespace

int run_demo(const DemoOptions& options, Output& output, Interrupt& interrupt) {
  return Demo(options, output).run(interrupt);
}

}  // namespace quoll::tool
