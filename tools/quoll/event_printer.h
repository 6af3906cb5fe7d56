/// Prints what happens to a transport, to its topics, and to publishers.
#pragma once

#include <mama/mama.h>
#include <mama/publisher.h>
#include <mama/transport.h>

#include <string>

#include "output.h"

namespace quoll::tool {

/// Listens to one transport from its making to its end, which come before those of the transport.
/// Events come on the queue; use that of the listeners, so that one thread prints.
class EventPrinter {
 public:
  EventPrinter(mamaTransport transport, mamaQueue queue, Output& output);
  ~EventPrinter();
  EventPrinter(const EventPrinter&) = delete;
  EventPrinter& operator=(const EventPrinter&) = delete;

  /// A publisher whose callbacks are printed; the caller's to destroy, before this.
  mamaPublisher create_publisher(const std::string& topic);

 private:
  void print(const char* kind, const std::string& what, const std::string& about);

  mamaTransport const transport_;
  mamaQueue const queue_;
  Output& output_;
};

}  // namespace quoll::tool
