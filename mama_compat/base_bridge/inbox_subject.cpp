#include "inbox_subject.h"

#include <sys/random.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <random>
#include <ratio>

#include "quoll/clock.h"

namespace quoll::base_bridge {
namespace {

using Ticks = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;

// From 15 October 1582, where UUIDs begin to count, to 1 January 1970.
constexpr std::int64_t kGregorianOffsetTicks = 0x01b21dd213814000;

/// What tells this process from all others: 62 random bits, made once.
struct Node {
  std::uint16_t clock_sequence;
  std::uint64_t node;

  Node() {
    std::uint64_t random[2];
    if (getrandom(random, sizeof random, 0) != static_cast<ssize_t>(sizeof random)) {
      std::random_device device;
      for (auto& word : random) word = (std::uint64_t{device()} << 32) | device();
    }
    clock_sequence = static_cast<std::uint16_t>((random[0] & 0x3fff) | 0x8000);
    node = (random[1] & 0xffffffffffff) | 0x010000000000;  // the multicast bit: not a real card
  }
};

/// The present, but never the same twice.
std::int64_t next_timestamp() {
  static std::atomic<std::int64_t> last{0};
  const std::int64_t now =
      std::chrono::floor<Ticks>(Clock::process().wall_now().time_since_epoch()).count() +
      kGregorianOffsetTicks;
  std::int64_t before = last.load(std::memory_order_relaxed);
  std::int64_t next;
  do {
    next = std::max(now, before + 1);
  } while (!last.compare_exchange_weak(before, next, std::memory_order_relaxed));
  return next;
}

}  // namespace

std::string next_inbox_subject() {
  static const Node self;
  const auto time = static_cast<std::uint64_t>(next_timestamp());
  char text[64];
  std::snprintf(
      text, sizeof text, "_INBOX.%08x-%04x-%04x-%04x-%012llx",
      static_cast<unsigned>(time & 0xffffffff), static_cast<unsigned>((time >> 32) & 0xffff),
      static_cast<unsigned>(((time >> 48) & 0x0fff) | 0x1000),
      static_cast<unsigned>(self.clock_sequence), static_cast<unsigned long long>(self.node));
  return text;
}

}  // namespace quoll::base_bridge
