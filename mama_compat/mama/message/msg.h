/// The object behind a mamaMsg.
#pragma once

#include <bridge.h>
#include <mama/integration/mama.h>
#include <mama/integration/msg.h>
#include <mama/msg.h>
#include <payloadbridge.h>

#include <memory>
#include <string>
#include <vector>

#include "message/field.h"
#include "message/payload.h"
#include "support/shim.h"

namespace quoll::mama {

/// How long a text of setSubscInfo may be.
inline constexpr std::size_t kSubscriptionTextMax = 255;

}  // namespace quoll::mama

/// A message: a payload, which holds the fields, and a bridge message, which knows where it came
/// from.
///
/// Three kinds: those that an application creates own their payload; a queue's reusable message is
/// filled by the middleware, again and again, and keeps one payload for each payload id that came;
/// sub-messages show a payload that belongs to the payload of their parent, which also owns them.
/// Owned by whoever created it, or by queue or parent. One thread at a time, getters included.
/// The end waits for nothing.
struct mamaMsgImpl_ {
 public:
  using Payload = quoll::mama::Payload;

  mamaMsgImpl_() = default;
  mamaMsgImpl_(const mamaMsgImpl_&) = delete;
  mamaMsgImpl_& operator=(const mamaMsgImpl_&) = delete;
  ~mamaMsgImpl_();

  /// A new message that owns an empty payload of that record's bridge, or is without payload where
  /// the record names none.
  static mama_status create(Payload record, mamaMsg* msg);
  /// A new message around a payload.
  static mama_status wrap(const Payload& payload, bool owner, mamaMsg* msg);
  static void destroy(mamaMsg msg, const void* by);

  const Payload& record() const noexcept { return current_; }
  mamaPayloadBridge table() const noexcept { return current_.bridge; }
  msgPayload payload() const noexcept { return current_.payload; }
  /// Not without payload, nor after the final close, which takes the payload's table away.
  bool has_payload() const noexcept {
    return current_.payload != nullptr && current_.table_alive();
  }
  char payload_id() const noexcept { return current_.id; }
  bool owner() const noexcept { return owner_; }
  void set_owner(bool owner) noexcept { owner_ = owner; }
  bool modifiable() const { return owner_ || mamaInternal_getAllowMsgModify() != 0; }

  /// Shows another payload, which belongs to somebody else.
  void rewrap(const Payload& payload);
  /// The payload's table changes: what there was of another payload goes.
  void set_table(mamaPayloadBridge bridge);
  void set_payload(msgPayload payload, bool owner);
  mama_status clear();
  mama_status copy_to(mamaMsg* copy);
  mama_status temp_copy(mamaMsg* copy);
  mama_status detach();
  /// Wire bytes replace the content; bytes of another payload id also replace the payload.
  mama_status set_new_buffer(const void* bytes, mama_size_t size);
  /// The same for the queue's reusable message, in the payload's native form. When it fails the
  /// message is left without payload.
  mama_status set_incoming(const void* data, mama_size_t size, char id);
  mama_status byte_size(mama_size_t* size) const;

  /// A wrapper around a payload of a sub-message; lives until the content of this message goes.
  mama_status add_nested(msgPayload payload, mamaMsg* nested);
  quoll::mama::NestedMessages& message_vector() noexcept { return message_vector_; }
  mamaMsgField shared_field();
  mamaDateTime scratch_time();
  std::string& text() noexcept { return text_; }
  /// A sub-message or temp copy, which another message ends.
  bool is_held() const noexcept { return held_; }
  void mark_held() noexcept { held_ = true; }
  /// A reusable message that its queue has not let go of.
  bool is_kept_by_queue() const;

  /// The middleware bridge; null for none and after its end.
  mamaBridge bridge() const;
  const quoll::mama::KnownBridge& known_bridge() const noexcept { return bridge_; }
  msgBridge bridge_msg() const noexcept { return bridge_msg_; }
  mama_status set_bridge(mamaBridge bridge);
  mamaQueue queue() const noexcept { return queue_; }
  void set_queue(mamaQueue queue) noexcept { queue_ = queue; }
  mamaMsgStatus status() const noexcept { return status_; }
  void set_status(mamaMsgStatus status) noexcept { status_ = status; }
  /// The message may lie in the cache of that context, until its content is replaced or it is
  /// detached; so long must the context live.
  void set_dq_context(mamaDqContext* context) noexcept { dq_context_ = context; }
  const std::string& subject() const noexcept { return subject_; }
  void set_subscription_info(const char* root, const char* source, const char* symbol, bool modify);

 private:
  /// Ends everything that was handed out for the present content.
  void drop_handed_out();
  void destroy_temp_copy();
  void leave_dq_cache() noexcept;
  /// Lets go of the present payload: destroys it if it is owned.
  void drop_payload();
  /// An owned payload becomes one of those that are kept for incoming data. What cannot is
  /// returned, to be destroyed when nothing of it is needed any more.
  Payload keep_payload();
  /// Whether the present payload is one of those.
  bool is_kept() const noexcept;
  /// The one of that id and bridge, or null.
  const Payload* kept(char id, mamaPayloadBridge bridge) const noexcept;
  /// The message takes over a payload that it shall destroy.
  void take(const Payload& payload);
  mama_status fill(const Payload& target, const void* bytes, mama_size_t size);
  mama_status fill_incoming(const void* data, mama_size_t size, char id);
  void set_parent();

  Payload current_;
  /// Payloads made for incoming data, one for each id; freed with the message.
  std::vector<Payload> kept_;
  bool owner_ = false;  ///< current_ is destroyed with the message
  bool held_ = false;
  mamaMsgStatus status_ = MAMA_MSG_STATUS_OK;
  quoll::mama::KnownBridge bridge_;
  msgBridge bridge_msg_ = nullptr;
  mamaQueue queue_ = nullptr;
  mamaDqContext* dq_context_ = nullptr;
  quoll::mama::NestedMessages nested_;
  quoll::mama::NestedMessages message_vector_;
  mamaMsgField field_ = nullptr;
  mamaMsg temp_copy_ = nullptr;
  mamaDateTime scratch_time_ = nullptr;
  std::string text_;
  std::string subject_;
};

namespace quoll::mama {

/// The status of a message argument that must be live and have a payload.
inline mama_status check_payload(const mamaMsgImpl_* msg, const char* function) {
  QUOLL_TRY(check_handle(msg, function));
  return msg->has_payload() ? MAMA_STATUS_OK : MAMA_STATUS_NULL_ARG;
}

/// The same for a function that changes the message.
inline mama_status check_writable(const mamaMsgImpl_* msg, const char* function) {
  QUOLL_TRY(check_payload(msg, function));
  return msg->modifiable() ? MAMA_STATUS_OK : MAMA_STATUS_NOT_MODIFIABLE;
}

}  // namespace quoll::mama
