/// A message on its way: the one serialised copy, and a ticket for each subscription it goes to.
#pragma once

#include <mama/integration/bridge/base.h>

#include <atomic>
#include <cstdint>
#include <string_view>

#include "message_pool.h"

namespace quoll::loopback {

class MessageBuffer;
class Subscription;
class TopicState;

/// What a publisher puts into a message.
struct Outgoing {
  const void* payload = nullptr;
  std::size_t payload_bytes = 0;
  baseMsgType type = BASE_MSG_PUB_SUB;
  std::string_view reply_subject = {};  // of a request: where replies go
};

/// One message for one subscription; the closure of its queue event. Holds the storage of both, and
/// of `topic`, until it is consumed.
struct Ticket {
  MessageBuffer* message;
  Subscription* subscription;
  TopicState* topic;  // wildcard subscriptions: the concrete topic
};

/// The serialised message, in one pooled block with its tickets. Made by the publishing thread;
/// freed when the last ticket was consumed, by whoever does that.
class MessageBuffer {
 public:
  /// Copies the payload, leaves room for `tickets`. Null when memory is out.
  static MessageBuffer* create(const Outgoing& outgoing, std::uint32_t tickets) noexcept;
  /// Only before the first ticket is on its way.
  void discard() noexcept;

  std::uint32_t ticket_capacity() const noexcept { return ticket_capacity_; }
  Ticket* tickets() noexcept { return reinterpret_cast<Ticket*>(this + 1); }
  /// The first `count` tickets are valid now and will be consumed one by one.
  void arm(std::uint32_t count) noexcept { pending_.store(count, std::memory_order_relaxed); }
  /// One ticket is done. Nothing of the message may be touched after it.
  void consume() noexcept;

  const void* payload() const noexcept { return bytes() + payload_offset_; }
  std::uint32_t payload_bytes() const noexcept { return payload_bytes_; }
  baseMsgType type() const noexcept { return static_cast<baseMsgType>(type_); }
  /// NUL-terminated; "" for what is not a request.
  const char* reply_subject() const noexcept { return bytes() + reply_offset_; }

 private:
  MessageBuffer() = default;
  const char* bytes() const noexcept { return reinterpret_cast<const char*>(this); }

  PoolBlock block_;
  std::atomic<std::uint32_t> pending_;
  std::uint32_t ticket_capacity_;
  std::uint32_t payload_offset_;
  std::uint32_t payload_bytes_;
  std::uint32_t reply_offset_;
  std::uint32_t type_;
};

}  // namespace quoll::loopback
