#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "commands.h"
#include "dispatched_queue.h"
#include "event_printer.h"
#include "session.h"
#include "topic_listener.h"

namespace quoll::tool {

int run_listen(const ListenOptions& options, Output& output, Interrupt& interrupt) {
  const Session session(options.middleware, options.transport);
  const DispatchedQueue queue(session.bridge());
  std::unique_ptr<EventPrinter> events;
  if (options.events) {
    events = std::make_unique<EventPrinter>(session.transport(), queue.handle(), output);
  }
  std::atomic<std::uint64_t> received{0};
  std::vector<std::unique_ptr<TopicListener>> listeners;
  for (const std::string& topic : options.topics) {
    listeners.push_back(std::make_unique<TopicListener>(session.transport(), queue.handle(), topic,
                                                        output, received, options.count));
  }
  if (!output.json()) {
    output.text(fmt::format("quoll listen: {} on '{}', transport '{}'; Ctrl-C ends\n",
                            fmt::join(options.topics, ", "), options.middleware,
                            options.transport));
    if (options.middleware == "loopback") {
      output.text(
          "(the loopback stays inside one process: only this process could publish to it)\n");
    }
  }
  while (options.count == 0 || received.load(std::memory_order_acquire) < options.count) {
    if (interrupt.wait_for(std::chrono::milliseconds(20))) break;
  }
  return 0;
}

}  // namespace quoll::tool
