#include "event_printer.h"

#include <fmt/format.h>

#include "session.h"

namespace quoll::tool {

EventPrinter::EventPrinter(mamaTransport transport, mamaQueue queue, Output& output)
    : transport_(transport), queue_(queue), output_(output) {
  mamaTransport_setTransportCallbackQueue(transport, queue);
  mamaTransport_setTransportCallback(
      transport,
      [](mamaTransport, mamaTransportEvent event, short cause, const void*, void* closure) {
        static_cast<EventPrinter*>(closure)->print("transport", mamaTransportEvent_toString(event),
                                                   fmt::format("cause {}", cause));
      },
      this);
  mamaTransport_setTransportTopicCallback(
      transport,
      [](mamaTransport, mamaTransportTopicEvent event, const char* topic, const void*,
         void* closure) {
        static_cast<EventPrinter*>(closure)->print("topic", mamaTransportTopicEvent_toString(event),
                                                   topic);
      },
      this);
}

EventPrinter::~EventPrinter() {
  mamaTransport_setTransportCallback(transport_, nullptr, nullptr);
  mamaTransport_setTransportTopicCallback(transport_, nullptr, nullptr);
  mamaTransport_setTransportCallbackQueue(transport_, nullptr);
}

mamaPublisher EventPrinter::create_publisher(const std::string& topic) {
  mamaPublisherCallbacks callbacks{};
  callbacks.onCreate = [](mamaPublisher publisher, void* closure) {
    const char* symbol = nullptr;
    mamaPublisher_getSymbol(publisher, &symbol);
    static_cast<EventPrinter*>(closure)->print("publisher", "created", symbol);
  };
  callbacks.onError = [](mamaPublisher, mama_status status, const char* info, void* closure) {
    static_cast<EventPrinter*>(closure)->print("publisher", mamaStatus_stringForStatus(status),
                                               info);
  };
  callbacks.onSuccess = [](mamaPublisher, mama_status, const char* info, void* closure) {
    static_cast<EventPrinter*>(closure)->print("publisher", "success", info);
  };
  callbacks.onDestroy = [](mamaPublisher, void* closure) {
    static_cast<EventPrinter*>(closure)->print("publisher", "destroyed", "");
  };
  mamaPublisher publisher = nullptr;
  require(mamaPublisher_createWithCallbacks(&publisher, transport_, queue_, topic.c_str(), nullptr,
                                            nullptr, &callbacks, this),
          fmt::format("cannot publish to '{}'", topic));
  return publisher;
}

void EventPrinter::print(const char* kind, const std::string& what, const std::string& about) {
  if (output_.json()) {
    output_.line({{"event", kind}, {"what", what}, {"about", about}});
  } else {
    output_.text(fmt::format("[{}] {}{}{}\n", kind, what, about.empty() ? "" : ": ", about));
  }
}

}  // namespace quoll::tool
