#include "message/msg.h"

#include <mama/datetime.h>
#include <mama/integration/queue.h>
#include <mama/log.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "dispatch/queue.h"

namespace {

/// Empty for none.
std::string cut(const char* text) {
  if (text == nullptr) return {};
  return {text, strnlen(text, quoll::mama::kSubscriptionTextMax)};
}

}  // namespace

using quoll::mama::call_slot;
using quoll::mama::check_handle;
using quoll::mama::Payload;
using quoll::mama::pool_of;

// ---- life --------------------------------------------------------------------------------------

mama_status mamaMsgImpl_::wrap(const Payload& payload, bool owner, mamaMsg* msg) {
  mamaMsgImpl_* made = pool_of<mamaMsgImpl_>().create();
  if (made == nullptr) return MAMA_STATUS_NOMEM;
  made->current_ = payload;
  made->owner_ = owner;
  made->set_parent();
  *msg = made;
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_::create(Payload record, mamaMsg* msg) {
  *msg = nullptr;
  if (record.bridge != nullptr) {
    QUOLL_TRY(call_slot(record.bridge->msgPayloadCreate, &record.payload));
  }
  const mama_status status = wrap(record, true, msg);
  if (status != MAMA_STATUS_OK) record.destroy();
  return status;
}

void mamaMsgImpl_::destroy(mamaMsg msg, const void* by) {
  pool_of<mamaMsgImpl_>().destroy(msg, by);
}

mamaMsgImpl_::~mamaMsgImpl_() {
  message_vector_.drop();
  drop_payload();
  for (Payload& payload : kept_) payload.destroy();
  nested_.drop();
  if (bridge_msg_ != nullptr && bridge() != nullptr) {
    call_slot(bridge_.handle()->bridgeMamaMsgDestroy, bridge_msg_, 0);  // owns nothing any more
  }
  if (field_ != nullptr) pool_of<mamaMsgFieldImpl_>().destroy(field_);
  destroy_temp_copy();
  if (scratch_time_ != nullptr) mamaDateTime_destroy(scratch_time_);
}

void mamaMsgImpl_::set_parent() {
  if (current_.payload != nullptr && current_.bridge->msgPayloadSetParent != nullptr) {
    current_.bridge->msgPayloadSetParent(current_.payload, this);
  }
}

void mamaMsgImpl_::drop_handed_out() {
  if (!message_vector_.empty()) message_vector_.drop();
  if (!nested_.empty()) nested_.drop();
  if (field_ != nullptr) field_->let_go();
  destroy_temp_copy();
}

void mamaMsgImpl_::destroy_temp_copy() {
  if (temp_copy_ == nullptr) return;
  destroy(temp_copy_, nullptr);
  temp_copy_ = nullptr;
}

bool mamaMsgImpl_::is_kept() const noexcept {
  return std::any_of(kept_.begin(), kept_.end(), [this](const Payload& payload) {
    return payload.payload == current_.payload;
  });
}

void mamaMsgImpl_::drop_payload() {
  if (owner_ && !is_kept()) current_.destroy();
  current_.payload = nullptr;
  owner_ = false;
}

Payload mamaMsgImpl_::keep_payload() {
  Payload left;
  if (current_.payload != nullptr && !is_kept()) {
    if (kept(current_.id, current_.bridge) == nullptr) {
      kept_.push_back(current_);
    } else {
      left = current_;
    }
  }
  owner_ = false;
  return left;
}

const Payload* mamaMsgImpl_::kept(char id, mamaPayloadBridge bridge) const noexcept {
  for (const Payload& payload : kept_) {
    if (payload.id == id && payload.bridge == bridge && payload.table_alive()) return &payload;
  }
  return nullptr;
}

// ---- payload -----------------------------------------------------------------------------------

void mamaMsgImpl_::take(const Payload& payload) {
  drop_handed_out();
  drop_payload();
  current_ = payload;
  owner_ = true;
  set_parent();
  if (field_ != nullptr) field_->table = current_.bridge;
}

void mamaMsgImpl_::rewrap(const Payload& payload) {
  take(payload);
  owner_ = false;
  status_ = MAMA_MSG_STATUS_OK;
}

void mamaMsgImpl_::set_table(mamaPayloadBridge bridge) {
  const Payload record = Payload::of(bridge);
  if (record.same_bridge(current_)) return;
  drop_handed_out();
  drop_payload();
  current_ = record;
}

void mamaMsgImpl_::set_payload(msgPayload payload, bool owner) {
  if (payload == current_.payload) {
    drop_handed_out();
    set_parent();
  } else {
    Payload replacement = current_;
    replacement.payload = payload;
    take(replacement);
  }
  owner_ = owner;
}

mama_status mamaMsgImpl_::clear() {
  drop_handed_out();
  if (!has_payload()) return MAMA_STATUS_OK;
  const mama_status status = call_slot(table()->msgPayloadClear, payload());
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaMsg_clear: the payload '%c' refused: %s", payload_id(),
             mamaStatus_stringForStatus(status));
  }
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_::copy_to(mamaMsg* copy) {
  if (!has_payload()) return MAMA_STATUS_OK;
  Payload made = current_;
  made.payload = nullptr;
  QUOLL_TRY(call_slot(table()->msgPayloadCopy, payload(), &made.payload));
  if (*copy == nullptr) {
    if (const mama_status status = wrap(made, true, copy); status != MAMA_STATUS_OK) {
      made.destroy();
      return status;
    }
  } else {
    (*copy)->take(made);  // which ends this message, where it is a sub-message of the other
  }
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_::temp_copy(mamaMsg* copy) {
  if (modifiable()) {
    *copy = this;
    return MAMA_STATUS_OK;
  }
  if (temp_copy_ == nullptr) {
    QUOLL_TRY(copy_to(&temp_copy_));
    if (temp_copy_ != nullptr) temp_copy_->mark_held();
  }
  *copy = temp_copy_;
  return MAMA_STATUS_OK;
}

/// What lies in the cache is destroyed by it; a detached message is the application's to destroy.
void mamaMsgImpl_::leave_dq_cache() noexcept {
  if (dq_context_ == nullptr) return;
  if (dq_context_->mCache != nullptr) {
    for (int i = 0; i < dq_context_->mCacheSize; ++i) {
      if (dq_context_->mCache[i] == this) dq_context_->mCache[i] = nullptr;
    }
  }
  dq_context_ = nullptr;
}

mama_status mamaMsgImpl_::detach() {
  if (queue_ == nullptr) return MAMA_STATUS_INVALID_QUEUE;
  if (bridge() == nullptr) return MAMA_STATUS_NO_BRIDGE_IMPL;
  if (owner_) {  // detached before, by the data quality perhaps
    leave_dq_cache();
    return MAMA_STATUS_OK;
  }
  if (bridge_.handle()->bridgeMamaMsgDetach == nullptr) return MAMA_STATUS_NOT_IMPLEMENTED;
  mamaQueueImpl_detachMsg(queue_, this);
  // The bridge may hand its data over by making this message the owner.
  if (const mama_status status = bridge_.handle()->bridgeMamaMsgDetach(bridge_msg_);
      status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaMsg_detach: the bridge refused: %s",
             mamaStatus_stringForStatus(status));
    return status;
  }
  if (!owner_ && has_payload()) {
    Payload made = current_;
    made.payload = nullptr;
    QUOLL_TRY(call_slot(table()->msgPayloadCopy, payload(), &made.payload));
    const mamaMsg temp_copy = std::exchange(temp_copy_, nullptr);  // of the same content: it stays
    take(made);
    temp_copy_ = temp_copy;
  }
  leave_dq_cache();
  owner_ = true;
  return MAMA_STATUS_OK;
}

// ---- buffers -----------------------------------------------------------------------------------

mama_status mamaMsgImpl_::fill(const Payload& target, const void* bytes, mama_size_t size) {
  if (target.bridge->msgPayloadDeserialize != nullptr) {
    return target.bridge->msgPayloadDeserialize(target.bridge, target.payload, bytes, size);
  }
  return call_slot(target.bridge->msgPayloadUnSerialize, target.payload, bytes, size);
}

mama_status mamaMsgImpl_::set_new_buffer(const void* bytes, mama_size_t size) {
  const char id = *static_cast<const char*>(bytes);
  if (has_payload() && current_.id == id) {
    drop_handed_out();
    return fill(current_, bytes, size);
  }
  mamaPayloadBridge bridge = mamaInternal_findPayload(id);
  if (bridge == nullptr) return MAMA_STATUS_NO_BRIDGE_IMPL;
  const bool owner = owner_;
  // The bytes may lie in the present payload, which therefore goes last.
  if (const Payload* known = kept(id, bridge); known != nullptr) {
    QUOLL_TRY(fill(*known, bytes, size));
    take(*known);
  } else {
    Payload made = Payload::of(bridge, id);
    if (!owner) kept_.reserve(kept_.size() + 1);
    QUOLL_TRY(call_slot(bridge->msgPayloadCreate, &made.payload));
    if (const mama_status status = fill(made, bytes, size); status != MAMA_STATUS_OK) {
      made.destroy();
      return status;
    }
    take(made);
    if (!owner) kept_.push_back(made);
  }
  owner_ = owner;
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_::set_incoming(const void* data, mama_size_t size, char id) {
  drop_handed_out();
  if (!owner_) return fill_incoming(data, size, id);
  if (bridge_msg_ != nullptr && bridge() != nullptr) {
    call_slot(bridge_.handle()->bridgeMamaMsgDestroyMiddlewareMsg, bridge_msg_);
  }
  kept_.reserve(kept_.size() + 2);  // nothing throws while the former payload is in hand
  Payload former = keep_payload();
  const mama_status status = fill_incoming(data, size, id);
  former.destroy();  // the data may lie in it
  return status;
}

mama_status mamaMsgImpl_::fill_incoming(const void* data, mama_size_t size, char id) {
  // All of them were of the former content, which must not pass for the new one.
  current_ = Payload{};
  status_ = MAMA_MSG_STATUS_OK;
  dq_context_ = nullptr;
  if (id == '\0') {
    if (data == nullptr || size == 0) return MAMA_STATUS_NULL_ARG;
    id = *static_cast<const char*>(data);
  }
  mamaPayloadBridge bridge = mamaInternal_findPayload(id);
  if (bridge == nullptr) return MAMA_STATUS_NO_BRIDGE_IMPL;
  if (const Payload* known = kept(id, bridge); known != nullptr) [[likely]] {
    QUOLL_TRY(call_slot(bridge->msgPayloadSetByteBuffer, known->payload, bridge, data, size));
    current_ = *known;
    return MAMA_STATUS_OK;
  }
  Payload made = Payload::of(bridge, id);
  kept_.reserve(kept_.size() + 1);
  QUOLL_TRY(call_slot(bridge->msgPayloadCreateFromByteBuffer, &made.payload, bridge, data, size));
  kept_.push_back(made);
  current_ = made;
  set_parent();
  return MAMA_STATUS_OK;
}

mama_status mamaMsgImpl_::byte_size(mama_size_t* size) const {
  *size = 0;
  if (!has_payload()) return MAMA_STATUS_OK;
  if (table()->msgPayloadGetByteSize != nullptr) {
    return table()->msgPayloadGetByteSize(payload(), size);
  }
  const void* bytes = nullptr;
  return call_slot(table()->msgPayloadSerialize, payload(), &bytes, size);
}

// ---- what belongs to the message ---------------------------------------------------------------

mama_status mamaMsgImpl_::add_nested(msgPayload payload, mamaMsg* nested) {
  Payload child = current_;
  child.payload = payload;
  return nested_.add(child, nested);
}

mamaMsgField mamaMsgImpl_::shared_field() {
  if (field_ == nullptr) {
    field_ = pool_of<mamaMsgFieldImpl_>().create();
    if (field_ == nullptr) return nullptr;
    field_->message = this;
  }
  field_->table = current_.bridge;
  return field_;
}

mamaDateTime mamaMsgImpl_::scratch_time() {
  if (scratch_time_ == nullptr) mamaDateTime_create(&scratch_time_);
  return scratch_time_;
}

bool mamaMsgImpl_::is_kept_by_queue() const {
  return queue_ != nullptr && !owner_ && quoll::HandlePool<mamaQueueImpl_>::is_live(queue_) &&
         queue_->keeps(this);
}

mamaBridge mamaMsgImpl_::bridge() const {
  return quoll::mama::BridgeRegistry::instance().is_usable(bridge_) ? bridge_.handle() : nullptr;
}

mama_status mamaMsgImpl_::set_bridge(mamaBridge new_bridge) {
  if (bridge_msg_ != nullptr && bridge() != nullptr) {
    call_slot(bridge_.handle()->bridgeMamaMsgDestroy, bridge_msg_, 0);
  }
  bridge_msg_ = nullptr;
  bridge_ = quoll::mama::KnownBridge(new_bridge);
  if (new_bridge->bridgeMamaMsgCreate == nullptr) return MAMA_STATUS_NOT_IMPLEMENTED;
  const mama_status status = new_bridge->bridgeMamaMsgCreate(&bridge_msg_, this);
  if (status != MAMA_STATUS_OK) {
    // Its other functions would be called without its message.
    bridge_msg_ = nullptr;
    bridge_ = {};
  }
  return status;
}

void mamaMsgImpl_::set_subscription_info(const char* root, const char* source, const char* symbol,
                                         bool modify) {
  // Each of them may be the present subject, which getSubject gives.
  const std::string own_symbol = cut(symbol);
  if (root != nullptr && source != nullptr) {
    subject_ = cut((cut(root) + "." + cut(source)).c_str());
  } else if (source != nullptr && symbol != nullptr) {
    subject_ = cut((cut(source) + "." + own_symbol).c_str());
  } else if (symbol != nullptr) {
    subject_ = own_symbol;
  }
  if (symbol != nullptr && modify && bridge() != nullptr) {
    call_slot(bridge_.handle()->bridgeMamaMsgSetSendSubject, bridge_msg_, own_symbol.c_str(),
              subject_.c_str());
  }
}
