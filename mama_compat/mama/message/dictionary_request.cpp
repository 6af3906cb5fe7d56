#include "message/dictionary_request.h"

#include <mama/integration/inbox.h>
#include <mama/integration/msg.h>
#include <mama/integration/publisher.h>
#include <mama/log.h>

#include <string>

#include "message/answer.h"
#include "message/dictionary.h"
#include "message/msg.h"
#include "message/request_message.h"
#include "transport/transport.h"

namespace quoll::mama {
namespace {

constexpr const char kRoot[] = "_MDDD";
constexpr const char kSymbol[] = "DATA_DICT";

/// What an answer says that brings no dictionary; OK for one that may.
mama_status failure_of(mamaMsgStatus status, mamaMsgType type) noexcept {
  const mama_status failure = quoll::mama::failure_of(status);
  return failure != MAMA_STATUS_OK ? failure : quoll::mama::failure_of(type);
}

void MAMACALLTYPE ignore_completion(mamaDictionary, void*) {}
void MAMACALLTYPE log_timeout(mamaDictionary dictionary, void*) {
  mama_log(MAMA_LOG_LEVEL_NORMAL, "mamaDictionary %p: no answer to the request",
           static_cast<void*>(dictionary));
}
void MAMACALLTYPE log_error(mamaDictionary dictionary, const char* text, void*) {
  mama_log(MAMA_LOG_LEVEL_NORMAL, "mamaDictionary %p: the request failed: %s",
           static_cast<void*>(dictionary), text);
}

DictionaryRequest::Order completed(DictionaryRequest::Order order) {
  auto& callbacks = order.callbacks;
  if (callbacks.onComplete == nullptr) callbacks.onComplete = &ignore_completion;
  if (callbacks.onTimeout == nullptr) callbacks.onTimeout = &log_timeout;
  if (callbacks.onError == nullptr) callbacks.onError = &log_error;
  return order;
}

}  // namespace

/// Keeps the request during a callback, which may be its inbox's or timer's last.
class DictionaryRequest::Hold {
 public:
  explicit Hold(DictionaryRequest& request) noexcept : request_(request) {
    request_.holds_.fetch_add(1, std::memory_order_relaxed);
  }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;
  ~Hold() { request_.drop_hold(); }

 private:
  DictionaryRequest& request_;
};

DictionaryRequest::DictionaryRequest(mamaDictionary dictionary, const Order& order)
    : dictionary_(dictionary), order_(completed(order)) {}

// ---- asking ------------------------------------------------------------------------------------

mama_status DictionaryRequest::begin(mamaSource source) {
  const Hold hold(*this);  // the answer may come, and end the dictionary, before send() is back
  mama_status status = make_parts(source);
  if (status == MAMA_STATUS_OK) status = send();
  sent_.store(1, std::memory_order_release);
  if (status == MAMA_STATUS_OK || !settle()) return MAMA_STATUS_OK;
  drop_parts();
  return status;
}

/// Every part is there before the first event can come.
mama_status DictionaryRequest::make_parts(mamaSource source) {
  const char* name_space = nullptr;
  mamaTransport transport = nullptr;
  QUOLL_TRY(mamaSource_getSymbolNamespace(source, &name_space));
  QUOLL_TRY(mamaSource_getTransport(source, &transport));
  QUOLL_TRY(check_handle(transport, "mama_createDictionary", MAMA_STATUS_INVALID_ARG));
  QUOLL_CHECK_POINTER(transport->bridge(), MAMA_STATUS_NO_BRIDGE_IMPL);
  index_ = transport->balancer.current();
  transport->balancer.advance(name_space, kSymbol);

  bridge_ = transport->bridge();
  symbol_ = transport->mapped_symbol(kSymbol);
  if (name_space != nullptr) name_space_ = name_space;
  QUOLL_TRY(mamaPublisherImpl_createByIndex(&publisher_, transport, index_, nullptr, nullptr,
                                            symbol_.c_str(), name_space, kRoot, nullptr));
  holds_.fetch_add(1, std::memory_order_relaxed);  // the inbox's
  mama_status status = mamaInbox_createByIndex2(&inbox_, transport, index_, order_.queue, &on_reply,
                                                nullptr, &on_inbox_destroyed, this);
  if (status != MAMA_STATUS_OK) drop_hold();
  QUOLL_TRY(status);
  holds_.fetch_add(1, std::memory_order_relaxed);  // the timer's
  status = mamaTimer_create2(&timer_, order_.queue, &on_timer, &on_timer_destroyed,
                             order_.timeout_s, this);
  if (status != MAMA_STATUS_OK) drop_hold();
  return status;
}

/// Makes the message anew each time: one that is kept would outlive its payload's library at a
/// close.
mama_status DictionaryRequest::send() {
  const Requester requester{.bridge = bridge_,
                            .root = kRoot,
                            .source = name_space_ ? name_space_->c_str() : nullptr,
                            .symbol = symbol_.c_str(),
                            .type = MAMA_SUBSC_TYPE_DICTIONARY,
                            .app_data_type = 0};
  mamaMsg message = nullptr;
  QUOLL_TRY(create_request(&requester, MAMA_SUBSC_DDICT_SNAPSHOT, &message));
  const mama_status status =
      mamaPublisherImpl_sendFromInboxByIndex(publisher_, index_, inbox_, message);
  mamaMsg_destroy(message);
  return status;
}

void DictionaryRequest::time_passed() {
  const int sent = sent_.load(std::memory_order_acquire);
  if (sent == 0) return;  // begin() has not come to it yet
  if (sent > order_.retries) {
    if (settle()) end(order_.callbacks.onTimeout);
    return;
  }
  sent_.store(sent + 1, std::memory_order_release);
  if (const mama_status status = send(); status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_WARN, "mamaDictionary %p: request %d could not be sent: %s",
             static_cast<void*>(dictionary_), sent + 1, mamaStatus_stringForStatus(status));
  }
}

// ---- the answer --------------------------------------------------------------------------------

void DictionaryRequest::take(mamaMsg reply) {
  const mamaMsgStatus status = mamaMsgImpl_getStatusFromMsg(reply);
  const mamaMsgType type = mamaMsgType_typeForMsg(reply);
  if (const mama_status failure = failure_of(status, type); failure != MAMA_STATUS_OK) {
    fail(failure);
  } else if (status == MAMA_MSG_STATUS_UNKNOWN || type == MAMA_MSG_TYPE_UNKNOWN ||
             type == MAMA_MSG_TYPE_REFRESH) {
    mama_log(MAMA_LOG_LEVEL_WARN,
             "mamaDictionary %p: an answer of type %s and status %s is dropped",
             static_cast<void*>(dictionary_), mamaMsgType_stringForType(type),
             mamaMsgStatus_stringForStatus(status));
  } else if (status != MAMA_MSG_STATUS_OK && type != MAMA_MSG_TYPE_DDICT_SNAPSHOT &&
             type != MAMA_MSG_TYPE_UPDATE) {
    const std::string text = std::string("Error: mamaDictionary: unexpected MsgType/MsgStatus: ") +
                             mamaMsgType_stringForType(type) + "/" +
                             mamaMsgStatus_stringForStatus(status) + "\n";
    fail(text.c_str());
  } else if (const mama_status built = add_fields_of(reply, *dictionary_);
             built != MAMA_STATUS_OK) {
    fail(mamaStatus_stringForStatus(built));
  } else if (completes_the_answer(reply) && settle()) {
    end(order_.callbacks.onComplete);
  }
}

void DictionaryRequest::fail(mama_status status) {
  if (status != MAMA_STATUS_TIMEOUT) return fail(mamaStatus_stringForStatus(status));
  if (settle()) end(order_.callbacks.onTimeout);
}

void DictionaryRequest::fail(const char* text) {
  if (settle()) end(order_.callbacks.onError, text);
}

template <class Callback, class... Text>
void DictionaryRequest::end(Callback callback, Text... text) {
  drop_parts();
  const Gate::Frame inside(gate_);  // not after a close on another thread
  if (inside) callback(dictionary_, text..., order_.closure);
}

// ---- the end -----------------------------------------------------------------------------------

/// The publisher first: its end waits for a send on another thread, which uses the inbox.
void DictionaryRequest::drop_parts() {
  if (publisher_ != nullptr) mamaPublisher_destroy(publisher_);
  if (inbox_ != nullptr) mamaInbox_destroy(inbox_);
  if (timer_ != nullptr) mamaTimer_destroy(timer_);
}

void DictionaryRequest::close() {
  if (Gate::caller_is_inside_any()) {
    gate_.close(&closed, this);
  } else {
    gate_.close_and_wait();
    closed(this);
  }
}

void DictionaryRequest::closed(void* closure) {
  auto* const self = static_cast<DictionaryRequest*>(closure);
  if (self->settle()) self->drop_parts();
  pool_of<mamaDictionaryImpl_>().release(self->dictionary_);
  self->drop_hold();
}

void DictionaryRequest::drop_hold() noexcept {
  if (holds_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    pool_of<DictionaryRequest>().destroy(this);
  }
}

// ---- events ------------------------------------------------------------------------------------

void MAMACALLTYPE DictionaryRequest::on_reply(mamaMsg reply, void* closure) {
  auto& self = *static_cast<DictionaryRequest*>(closure);
  const Hold hold(self);
  const Gate::Frame inside(self.gate_);
  if (inside) self.take(reply);
}

void MAMACALLTYPE DictionaryRequest::on_timer(mamaTimer, void* closure) {
  auto& self = *static_cast<DictionaryRequest*>(closure);
  const Hold hold(self);
  const Gate::Frame inside(self.gate_);
  if (inside) self.time_passed();
}

void MAMACALLTYPE DictionaryRequest::on_inbox_destroyed(mamaInbox, void* closure) {
  static_cast<DictionaryRequest*>(closure)->drop_hold();
}

void MAMACALLTYPE DictionaryRequest::on_timer_destroyed(mamaTimer, void* closure) {
  static_cast<DictionaryRequest*>(closure)->drop_hold();
}

}  // namespace quoll::mama
