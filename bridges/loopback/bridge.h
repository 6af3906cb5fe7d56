/// What the parts of the bridge share.
#pragma once

#include <mama/queue.h>
#include <mama/status.h>

#include <new>
#include <string>

namespace quoll::loopback {

/// The default event queue of the loaded bridge; null before open.
mamaQueue default_queue();

/// Runs `body`, whose memory may run out: nothing of C++ crosses the C boundary.
template <class Body>
mama_status guarded(Body&& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
}

/// `source.symbol` and the like: the parts that are there, joined by dots.
template <class... Parts>
std::string joined(Parts... parts) {
  std::string text;
  bool first = true;
  const auto add = [&](const char* part) {
    if (part == nullptr) return;
    if (!first) text += '.';
    text += part;
    first = false;
  };
  (add(parts), ...);
  return text;
}

template <class... Pointers>
bool any_null(Pointers... pointers) {
  return ((pointers == nullptr) || ...);
}

}  // namespace quoll::loopback

// Returns NULL_ARG from the calling function when one of the pointers is NULL; looks at nothing
// else.
#define LOOPBACK_REQUIRE(...) \
  if (::quoll::loopback::any_null(__VA_ARGS__)) return MAMA_STATUS_NULL_ARG
