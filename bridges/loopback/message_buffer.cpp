#include "message_buffer.h"

#include <cstring>
#include <limits>
#include <new>

namespace quoll::loopback {

MessageBuffer* MessageBuffer::create(const Outgoing& outgoing, std::uint32_t tickets) noexcept {
  static_assert(sizeof(MessageBuffer) % alignof(Ticket) == 0);
  const std::size_t payload_offset = sizeof(MessageBuffer) + tickets * sizeof(Ticket);
  const std::size_t reply_offset = payload_offset + outgoing.payload_bytes;
  const std::size_t bytes = reply_offset + outgoing.reply_subject.size() + 1;
  if (bytes > std::numeric_limits<std::uint32_t>::max()) return nullptr;
  PoolBlock* const block = MessagePool::take(bytes);
  if (block == nullptr) return nullptr;
  const PoolBlock head = *block;
  auto* message = ::new (static_cast<void*>(block)) MessageBuffer;
  message->block_ = head;
  message->ticket_capacity_ = tickets;
  message->payload_offset_ = static_cast<std::uint32_t>(payload_offset);
  message->payload_bytes_ = static_cast<std::uint32_t>(outgoing.payload_bytes);
  message->reply_offset_ = static_cast<std::uint32_t>(reply_offset);
  message->type_ = outgoing.type;
  char* const out = reinterpret_cast<char*>(message);
  std::memcpy(out + payload_offset, outgoing.payload, outgoing.payload_bytes);
  if (!outgoing.reply_subject.empty()) {
    std::memcpy(out + reply_offset, outgoing.reply_subject.data(), outgoing.reply_subject.size());
  }
  out[bytes - 1] = '\0';
  return message;
}

void MessageBuffer::discard() noexcept { MessagePool::give(&block_); }

void MessageBuffer::consume() noexcept {
  // The last one needs no atomic subtraction: nobody else can change the count any more.
  if (pending_.load(std::memory_order_acquire) == 1 ||
      pending_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    discard();
  }
}

}  // namespace quoll::loopback
