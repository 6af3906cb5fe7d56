/// What becomes of the messages of a market-data subscription, by status and type.
#include <mama/integration/msg.h>
#include <mama/integration/msgutils.h>
#include <mama/log.h>

#include "message/answer.h"
#include "runtime/plugins.h"
#include "subscribe/market_data.h"
#include "subscribe/subscription.h"
#include "transport/transport.h"

namespace quoll::mama {

/// Null for a message of a group that names no member.
MarketDataItem* MarketData::item_of(mamaMsg message) {
  if (!has_members_) return &only_;
  const char* symbol = nullptr;
  if (msgUtils_getIssueSymbol(message, &symbol) != MAMA_STATUS_OK || symbol == nullptr ||
      *symbol == '\0') {
    return nullptr;
  }
  MutexLock lock(mutex_);
  const auto found = members_.find(std::string_view(symbol));
  if (found != members_.end()) return found->second.get();
  return members_.emplace(symbol, std::make_unique<MarketDataItem>(*this, symbol))
      .first->second.get();
}

void MarketData::process(mamaMsg message) {
  MarketDataItem* const item = item_of(message);
  if (item == nullptr) {
    mama_log(MAMA_LOG_LEVEL_WARN, "mamaSubscription: a message of group %s without symbol",
             setup_->mapped_symbol().c_str());
    return;
  }
  current_.store(item);
  subscription_.has_seen_a_message();
  if (const int filter = subscription_.settings.qualifier_filter; filter != 0) {
    mama_u16_t qualifier = 0;
    if (mamaMsg_getU16(message, "wMsgQual", 21, &qualifier) == MAMA_STATUS_OK &&
        (qualifier & filter) != 0) {
      return;
    }
  }
  counters_.count(MAMA_STAT_TYPE_NUM_MESSAGES);
  const mamaMsgType type = mamaMsgType_typeForMsg(message);
  const mamaMsgStatus status = mamaMsgImpl_getStatusFromMsg(message);
  if (!accept_status(*item, type, status)) return;
  if (type == MAMA_MSG_TYPE_INITIAL) counters_.count(MAMA_STAT_TYPE_INITIALS);
  if (type == MAMA_MSG_TYPE_RECAP || type == MAMA_MSG_TYPE_BOOK_RECAP) {
    counters_.count(MAMA_STAT_TYPE_RECAPS);
  }
  if (type == MAMA_MSG_TYPE_UNKNOWN) counters_.count(MAMA_STAT_TYPE_UNKNOWN_MSGS);
  Plugins::instance().call(&Plugin::subscription_pre_msg, "subscriptionPreMsgHook",
                           subscription_.handle(), static_cast<int>(type), message);
  if (!has_ended()) deliver(*item, type, status, message);
}

bool MarketData::accept_status(MarketDataItem& item, mamaMsgType type, mamaMsgStatus status) {
  if (const mama_status failure = failure_of(status); failure != MAMA_STATUS_OK) {
    fail(item, failure);
    return false;
  }
  switch (status) {
    case MAMA_MSG_STATUS_OK:
    case MAMA_MSG_STATUS_LINE_DOWN:
    case MAMA_MSG_STATUS_STALE:
    case MAMA_MSG_STATUS_PLATFORM_STATUS:
    case MAMA_MSG_STATUS_TOPIC_CHANGE:
    case MAMA_MSG_STATUS_DUPLICATE:
      return true;
    case MAMA_MSG_STATUS_POSSIBLY_STALE:
      if (type == MAMA_MSG_TYPE_MISC) {
        become_possibly_stale(item);
        return !has_ended();
      }
      break;
    case MAMA_MSG_STATUS_UNKNOWN:
      counters_.count(MAMA_STAT_TYPE_UNKNOWN_MSGS);
      mama_log(MAMA_LOG_LEVEL_FINE, "mamaSubscription: a message of %s without status is dropped",
               setup_->mapped_symbol().c_str());
      become_possibly_stale(item);
      return false;
    default:
      break;
  }
  if (status != MAMA_MSG_STATUS_MISC || type != MAMA_MSG_TYPE_REFRESH) {
    mama_log(MAMA_LOG_LEVEL_FINE, "mamaSubscription: a message of %s has status %s",
             setup_->mapped_symbol().c_str(), mamaMsgStatus_stringForStatus(status));
  }
  return true;
}

void MarketData::deliver(MarketDataItem& item, mamaMsgType type, mamaMsgStatus status,
                         mamaMsg message) {
  if (DataQuality::is_image(type)) count_image(item, message);
  if (item.quality) {
    item.quality->process(type, status, message);
  } else if (DataQuality::is_forwarded(type)) {
    forward(item, message);
  }
  if (DataQuality::is_forwarded(type) || has_ended()) return;
  if (const mama_status failure = failure_of(type); failure != MAMA_STATUS_OK) {
    fail(item, failure);
  } else if (type == MAMA_MSG_TYPE_UNKNOWN) {
    mama_log(MAMA_LOG_LEVEL_FINE, "mamaSubscription: a message of %s without type is dropped",
             setup_->mapped_symbol().c_str());
  } else if (type == MAMA_MSG_TYPE_REFRESH) {
    heard_refresh();
  }
}

void MarketData::count_image(MarketDataItem& item, mamaMsg message) {
  if (!completes_the_answer(message)) return;
  initials_.fetch_add(1);
  item.images.fetch_add(1);
  subscription_.settings.received_initial = 1;
  if (setup_->accepts_many_initials()) return;
  stop_waiting(item);
  if (!setup_->expects_updates()) deactivate_after_last();
}

void MarketData::forward(MarketDataItem& item, mamaMsg message) {
  if (has_ended()) return;
  void* const closure = has_members_ ? item.closure.load() : subscription_.only_item_closure();
  const char* const topic = has_members_ ? item.symbol().c_str() : setup_->symbol().c_str();
  subscription_.tell_message(message, topic, closure);
}

void MarketData::become_possibly_stale(MarketDataItem& item) {
  const auto advisory = setup_->transport().advisory();
  if (!item.quality) {
    subscription_.process_stale(advisory.cause, advisory.info);
  } else if (item.quality->set_possibly_stale()) {
    subscription_.tell_possibly_stale(advisory.cause, advisory.info);
  }
}

std::optional<bool> MarketData::set_possibly_stale() {
  if (!only_.quality) return std::nullopt;
  bool is_new = only_.quality->set_possibly_stale();
  MutexLock lock(mutex_);
  for (const auto& [symbol, member] : members_) {
    if (member->quality->set_possibly_stale()) is_new = true;
  }
  return is_new;
}

void MarketData::fail(MarketDataItem& item, mama_status status) {
  stop_waiting(item);
  report(status, MAMA_ERROR_DEFAULT);
}

void MarketData::report(mama_status status, mamaError error) {
  if (has_ended()) return;
  mama_setLastError(error);
  subscription_.tell_error(status);
}

}  // namespace quoll::mama
