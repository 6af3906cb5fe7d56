#include <dlfcn.h>
#include <fmt/format.h>
#include <quoll/loopback.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>

#include "commands.h"
#include "demo_subscriber.h"
#include "dispatched_queue.h"
#include "event_printer.h"
#include "session.h"

namespace quoll::tool {
namespace {

constexpr const char* kTopic = "inject.demo";

/// The bridge is loaded at run time, and its functions with it.
template <class Function>
Function* loopback_function(const char* name) {
  auto* const found = reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
  if (found == nullptr) throw std::runtime_error(fmt::format("the loopback has no {}", name));
  return found;
}
#define LOOPBACK_FUNCTION(name) loopback_function<decltype(name)>(#name)

void set_up(mamaTransport transport, const std::vector<std::string>& settings) {
  auto* const set = LOOPBACK_FUNCTION(quollLoopback_set);
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos) {
      throw std::runtime_error(fmt::format("'{}': must be KEY=VALUE", setting));
    }
    require(set(transport, setting.substr(0, equals).c_str(), setting.substr(equals + 1).c_str()),
            fmt::format("'{}' (the keys are in quoll/loopback.h)", setting));
  }
}

void fill(mamaMsg message, std::uint64_t number) {
  require(mamaMsg_clear(message), "mamaMsg_clear");
  require(mamaMsg_addU32(message, "MdSeqNum", 10, static_cast<mama_u32_t>(number)), "MdSeqNum");
  require(mamaMsg_addI64(message, DemoSubscriber::kSendTimeField, 0, DemoSubscriber::now_ns()),
          "send time");
}

/// A publisher on a transport that misbehaves, and a subscriber on another one.
class Injection {
 public:
  Injection(const InjectOptions& options, Output& output)
      : options_(options),
        output_(output),
        session_("loopback", options.transport),
        queue_(session_.bridge()),
        events_(session_.transport(), queue_.handle(), output) {
    set_up(session_.transport(), options.settings);
    subscriber_ = std::make_unique<DemoSubscriber>("inject", options.count);
    subscriber_->subscribe(session_.transport(), queue_.handle(), kTopic);
  }

  int run(Interrupt& interrupt) {
    auto* const disconnect = LOOPBACK_FUNCTION(quollLoopback_disconnect);
    auto* const reconnect = LOOPBACK_FUNCTION(quollLoopback_reconnect);
    const std::unique_ptr<mamaPublisherImpl_, mama_status (*)(mamaPublisher)> publisher(
        events_.create_publisher(kTopic), mamaPublisher_destroy);
    mamaMsg message = nullptr;
    require(mamaMsg_create(&message), "mamaMsg_create");
    const std::unique_ptr<mamaMsgImpl_, mama_status (*)(mamaMsg)> owner(message, mamaMsg_destroy);
    const auto pause = std::chrono::duration<double>(options_.rate > 0 ? 1 / options_.rate : 0);
    for (std::uint64_t number = 1; number <= options_.count && !interrupt.came(); ++number) {
      if (number == options_.disconnect_at) disconnect(session_.transport());
      if (number == options_.reconnect_at) reconnect(session_.transport());
      fill(message, number);
      if (mamaPublisher_send(publisher.get(), message) != MAMA_STATUS_OK) ++refused_;
      ++published_;
      interrupt.wait_for(std::chrono::milliseconds(0));
      std::this_thread::sleep_for(pause);
    }
    settle(interrupt);
    summarise();
    return 0;
  }

 private:
  /// Until nothing is on its way any more.
  void settle(Interrupt& interrupt) {
    auto* const get_counts = LOOPBACK_FUNCTION(quollLoopback_getCounts);
    do {
      require(get_counts(session_.transport(), &counts_), "quollLoopback_getCounts");
    } while ((counts_.waiting != 0 || queue_.depth() != 0) &&
             !interrupt.wait_for(std::chrono::milliseconds(5)));
  }

  void summarise() {
    const SequenceCheck& check = subscriber_->check();
    if (output_.json()) {
      output_.line({{"event", "summary"},
                    {"published", published_},
                    {"refused", refused_},
                    {"received", check.received()},
                    {"lost", check.lost(published_)},
                    {"duplicated", check.duplicated()},
                    {"out_of_order", check.out_of_order()},
                    {"injected",
                     {{"failed", counts_.failed},
                      {"rejected", counts_.rejected},
                      {"disconnected", counts_.disconnected},
                      {"dropped", counts_.dropped},
                      {"duplicated", counts_.duplicated},
                      {"reordered", counts_.reordered},
                      {"overflowed", counts_.overflowed}}}});
      return;
    }
    output_.text(fmt::format(
        "published {}, received {}: {} lost, {} doubled, {} out of order\n"
        "injected: {} failed, {} rejected, {} disconnected, {} dropped, {} doubled, {} held back, "
        "{} overflowed\n",
        grouped(published_), grouped(check.received()), grouped(check.lost(published_)),
        grouped(check.duplicated()), grouped(check.out_of_order()), counts_.failed,
        counts_.rejected, counts_.disconnected, counts_.dropped, counts_.duplicated,
        counts_.reordered, counts_.overflowed));
  }

  const InjectOptions& options_;
  Output& output_;
  Session session_;
  DispatchedQueue queue_;
  EventPrinter events_;
  std::unique_ptr<DemoSubscriber> subscriber_;
  std::uint64_t published_ = 0;
  std::uint64_t refused_ = 0;
  quollLoopbackCounts counts_{};
};

}  // namespace

int run_inject(const InjectOptions& options, Output& output, Interrupt& interrupt) {
  return Injection(options, output).run(interrupt);
}

}  // namespace quoll::tool
