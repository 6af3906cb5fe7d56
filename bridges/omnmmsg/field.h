/// The field object: a place in a message.
#pragma once

#include <cstdint>
#include <memory>

namespace quoll::omnm {

class Message;
class VectorViews;
struct FieldEntry;

/// Refers to a field of a message by its place, so it survives updates of the message and can tell
/// when the place is gone. Unbound after construction. Belongs to an iterator, to a message or to
/// the caller of create; used by one thread at a time. The message must outlive its use.
class Field {
 public:
  Field() noexcept;
  Field(const Field&) = delete;
  Field& operator=(const Field&) = delete;
  ~Field();

  void bind(Message& message, std::uint32_t ordinal) noexcept {
    message_ = &message;
    ordinal_ = ordinal;
  }

  Message* message() const noexcept { return message_; }
  std::uint32_t ordinal() const noexcept { return ordinal_; }
  /// Where the field lies; null when unbound or when the message has no such field any more.
  const FieldEntry* entry() const;

  /// The sub-messages that getVectorMsg hands out, reused by the next call.
  VectorViews& views();
  /// The sub-message that getMsg hands out, reused by the next call.
  Message& child();

 private:
  Message* message_ = nullptr;
  std::uint32_t ordinal_ = 0;
  std::unique_ptr<VectorViews> views_;
  std::unique_ptr<Message> child_;
};

}  // namespace quoll::omnm
