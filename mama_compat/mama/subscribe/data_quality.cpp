#include "subscribe/data_quality.h"

#include <mama/integration/msg.h>
#include <mama/log.h>
#include <mama/reservedfields.h>
#include <mama/status.h>

#include <algorithm>
#include <utility>

namespace quoll::mama {
namespace {

std::uint32_t sequence_of(mamaMsg message) {
  mama_i64_t number = 0;
  if (mamaMsg_getI64(message, MamaFieldSeqNum.mName, MamaFieldSeqNum.mFid, &number) !=
      MAMA_STATUS_OK) {
    return 0;
  }
  return static_cast<std::uint32_t>(number);
}

std::uint64_t sender_of(mamaMsg message) {
  mama_u64_t sender = 0;
  if (mamaMsg_getU64(message, MamaFieldSenderId.mName, MamaFieldSenderId.mFid, &sender) !=
      MAMA_STATUS_OK) {
    return 0;
  }
  return sender;
}

/// Several updates that were conflated into one use up their numbers.
std::uint32_t updates_in(mamaMsg message) {
  mama_u16_t count = 1;
  if (mamaMsg_getU16(message, MamaFieldConflateCount.mName, MamaFieldConflateCount.mFid, &count) !=
          MAMA_STATUS_OK ||
      count == 0) {
    return 1;
  }
  return count;
}

/// The number that lies so many after `last`. Publishers leave 0 out, which means "not numbered".
std::uint32_t number_after(std::uint32_t last, std::uint32_t updates) {
  const std::uint32_t sum = last + updates;
  return sum < last ? sum + 1 : sum;
}

/// A message of the cache while the application sees it: one that it detaches is its own from then
/// on, every other ends here.
class Shown {
 public:
  explicit Shown(mamaMsg message) : message_(message) {
    context_.mCache = &message_;
    context_.mCacheSize = 1;
    mamaMsgImpl_setDqStrategyContext(message_, &context_);
  }
  ~Shown() {
    if (message_ != nullptr) mamaMsg_destroy(message_);
  }
  Shown(const Shown&) = delete;
  Shown& operator=(const Shown&) = delete;

  mamaMsg message() const noexcept { return message_; }

 private:
  mamaMsg message_;  // null once detached
  mamaDqContext context_{};
};

}  // namespace

DataQuality::DataQuality(DataQualityHost& host, const DataQualitySettings& settings, int cache_size)
    : host_(host),
      settings_(settings),
      cache_size_(static_cast<std::size_t>(std::max(cache_size, 0))) {}

bool DataQuality::is_image(mamaMsgType type) noexcept {
  switch (type) {
    case MAMA_MSG_TYPE_INITIAL:
    case MAMA_MSG_TYPE_SNAPSHOT:
    case MAMA_MSG_TYPE_RECAP:
    case MAMA_MSG_TYPE_DDICT_SNAPSHOT:
    case MAMA_MSG_TYPE_BOOK_INITIAL:
    case MAMA_MSG_TYPE_BOOK_SNAPSHOT:
    case MAMA_MSG_TYPE_BOOK_RECAP:
      return true;
    default:
      return false;
  }
}

bool DataQuality::is_forwarded(mamaMsgType type) noexcept {
  switch (type) {
    case MAMA_MSG_TYPE_REFRESH:
    case MAMA_MSG_TYPE_DELETE:
    case MAMA_MSG_TYPE_EXPIRE:
    case MAMA_MSG_TYPE_NOT_PERMISSIONED:
    case MAMA_MSG_TYPE_NOT_FOUND:
    case MAMA_MSG_TYPE_UNKNOWN:
      return false;
    default:
      return true;
  }
}

// ---- messages ----------------------------------------------------------------------------------

DataQuality::Arrival DataQuality::read(mamaMsgType type, mamaMsgStatus status, mamaMsg message) {
  const bool may_be_conflated =
      type != MAMA_MSG_TYPE_SEC_STATUS && type != MAMA_MSG_TYPE_BOOK_UPDATE;
  return {type,
          status,
          message,
          sequence_of(message),
          sender_of(message),
          may_be_conflated ? updates_in(message) : 1};
}

void DataQuality::process(mamaMsgType type, mamaMsgStatus status, mamaMsg message) {
  if (!is_forwarded(type)) return;
  if (!is_image(type)) {
    if (comes_too_early()) return keep(message, status);
    if (accepts(read(type, status, message))) host_.forward(message);
    return;
  }
  if (accepts(read(type, status, message))) host_.forward(message);
  const bool is_initial = type == MAMA_MSG_TYPE_INITIAL || type == MAMA_MSG_TYPE_BOOK_INITIAL;
  const bool is_recap = type == MAMA_MSG_TYPE_RECAP || type == MAMA_MSG_TYPE_BOOK_RECAP;
  const bool is_replayed = is_initial || (is_recap && settings_.caches_before_recap);
  if (!is_replayed || settings_.pre_initial != PRE_INITIAL_SCHEME_ON_INITIAL) return;
  if (host_.has_ended() || host_.awaits_initial()) return;  // the image has more parts
  replay_after(last_);
}

/// The image that it belongs after is not there yet.
bool DataQuality::comes_too_early() const {
  if (host_.awaits_initial()) return true;
  return settings_.caches_before_recap && state_.load() == DQ_STATE_WAITING_FOR_RECAP;
}

void DataQuality::keep(mamaMsg message, mamaMsgStatus status) {
  if (cache_size_ == 0) return;
  mamaMsg kept = nullptr;
  if (mamaMsg_detach(message) == MAMA_STATUS_OK) {
    kept = message;
  } else if (mamaMsg_copy(message, &kept) != MAMA_STATUS_OK) {
    return;
  }
  if (cache_.size() == cache_size_) cache_.pop_front();
  cache_.emplace_back(kept);
  // While a recap is awaited the value is known to be stale, and so is what changes it.
  mamaMsgImpl_setStatus(kept, host_.awaits_initial() ? status : MAMA_MSG_STATUS_STALE);
}

/// Of the cache; null when the one that continues the sequence is not there.
DataQuality::OwnMessage DataQuality::take_next_after(std::uint32_t number) {
  const auto found = std::find_if(cache_.begin(), cache_.end(), [number](const OwnMessage& kept) {
    return sequence_of(kept.get()) == number_after(number, updates_in(kept.get()));
  });
  if (found == cache_.end()) return nullptr;
  OwnMessage next = std::move(*found);
  cache_.erase(found);
  return next;
}

/// Forwards what continues the sequence, moving the number on, and empties the cache.
void DataQuality::replay_after(std::uint32_t& number) {
  while (OwnMessage next = take_next_after(number)) {
    number = sequence_of(next.get());
    const Shown shown(next.release());
    host_.forward(shown.message());
    if (host_.has_ended()) break;
  }
  cache_.clear();
}

// ---- the check of the sequence -----------------------------------------------------------------

bool DataQuality::accepts(const Arrival& arrival) {
  if (!host_.recovers_gaps()) return true;
  if (is_takeover(arrival) && accepts_takeover(arrival)) return true;
  switch (arrival.type) {
    case MAMA_MSG_TYPE_INITIAL:
    case MAMA_MSG_TYPE_BOOK_INITIAL:
      return accepts_initial(arrival);
    case MAMA_MSG_TYPE_RECAP:
    case MAMA_MSG_TYPE_BOOK_RECAP:
      return accepts_recap(arrival);
    case MAMA_MSG_TYPE_DDICT_SNAPSHOT:
      return true;
    default:
      return accepts_update(arrival);
  }
}

bool DataQuality::is_takeover(const Arrival& arrival) const noexcept {
  return sender_ != 0 && arrival.sender != 0 && arrival.sender != sender_;
}

/// Another publisher has taken the subject over. True if that is all there is to say.
bool DataQuality::accepts_takeover(const Arrival& arrival) {
  sender_ = arrival.sender;
  last_ = arrival.sequence;
  host_.count_takeover();
  if (settings_.takeover == DQ_FT_WAIT_FOR_RECAP) {
    state_.store(DQ_STATE_WAITING_FOR_RECAP_AFTER_FT);
    return false;
  }
  become_good();
  return true;
}

bool DataQuality::accepts_initial(const Arrival& arrival) {
  may_fill_gap_ = true;
  if (arrival.status == MAMA_MSG_STATUS_STALE || arrival.status == MAMA_MSG_STATUS_POSSIBLY_STALE) {
    last_ = arrival.sequence;
    sender_ = arrival.sender;
    state_.store(DQ_STATE_STALE_NO_RECAP);
  } else {
    establish(arrival);
  }
  return true;
}

bool DataQuality::accepts_recap(const Arrival& arrival) {
  if (settings_.duplicates == DQ_SCHEME_INGORE_DUPS) {
    if (is_old(arrival) && !is_waiting()) return false;
    if (arrival.type == MAMA_MSG_TYPE_BOOK_RECAP && arrival.sequence == 0 && last_ > 0 &&
        state_.load() != DQ_STATE_WAITING_FOR_RECAP_AFTER_FT) {
      return false;
    }
  }
  if (settings_.caches_before_recap) may_fill_gap_ = true;
  establish(arrival);
  return true;
}

bool DataQuality::accepts_update(const Arrival& arrival) {
  const dqState state = state_.load();
  if (state == DQ_STATE_WAITING_FOR_RECAP_AFTER_FT) {
    // A snapshot is the image that was waited for; nothing else is shown before one.
    if (!is_image(arrival.type)) return false;
    establish(arrival);
    return true;
  }
  const bool is_next = arrival.sequence == number_after(last_, arrival.updates);
  if (state != DQ_STATE_NOT_ESTABLISHED && arrival.sequence != 0 && !is_next) {
    if (settings_.duplicates == DQ_SCHEME_INGORE_DUPS && is_old(arrival) && !is_waiting()) {
      return false;
    }
    return arrival.sequence == last_ ? accepts_duplicate(arrival) : accepts_after_gap(arrival);
  }
  if (std::exchange(may_fill_gap_, false)) cache_.clear();
  if (arrival.sequence != 0) last_ = arrival.sequence;
  host_.transport_is_good();
  if (arrival.status == MAMA_MSG_STATUS_OK && !host_.has_ended()) become_good();
  return true;
}

bool DataQuality::accepts_duplicate(const Arrival& arrival) {
  state_.store(DQ_STATE_DUPLICATE);
  mamaMsgImpl_setStatus(arrival.message, MAMA_MSG_STATUS_DUPLICATE);
  host_.quality_changed(MAMA_QUALITY_DUPLICATE);
  return true;
}

bool DataQuality::accepts_after_gap(const Arrival& arrival) {
  if (settings_.pre_initial == PRE_INITIAL_SCHEME_ON_GAP && std::exchange(may_fill_gap_, false)) {
    std::uint32_t reached = last_;
    replay_after(reached);
    if (arrival.sequence == number_after(reached, arrival.updates)) {
      last_ = arrival.sequence;
      return true;
    }
    if (host_.has_ended()) return false;
  }
  mamaMsgImpl_setStatus(arrival.message, MAMA_MSG_STATUS_STALE);
  host_.gap_found();
  if (host_.has_ended()) return false;
  const dqState before = state_.exchange(DQ_STATE_WAITING_FOR_RECAP);
  if (before == DQ_STATE_WAITING_FOR_RECAP) return true;
  host_.request_recap();
  if (before != DQ_STATE_POSSIBLY_STALE && !host_.has_ended()) {
    host_.quality_changed(MAMA_QUALITY_STALE);
  }
  return true;
}

// ---- the state ---------------------------------------------------------------------------------

/// The image begins the sequence anew.
void DataQuality::establish(const Arrival& arrival) {
  last_ = arrival.sequence;
  sender_ = arrival.sender;
  host_.transport_is_good();
  if (!host_.has_ended()) become_good();
}

/// The first time is no news.
void DataQuality::become_good() {
  const dqState before = state_.exchange(DQ_STATE_OK);
  if (before != DQ_STATE_OK && before != DQ_STATE_NOT_ESTABLISHED) {
    host_.quality_changed(MAMA_QUALITY_OK);
  }
}

/// Not later than the last in sequence; numbers wrap.
bool DataQuality::is_old(const Arrival& arrival) const noexcept {
  return arrival.sequence == 0 || static_cast<std::int32_t>(arrival.sequence - last_) <= 0;
}

bool DataQuality::is_waiting() const noexcept {
  const dqState state = state_.load();
  return state == DQ_STATE_WAITING_FOR_RECAP || state == DQ_STATE_WAITING_FOR_RECAP_AFTER_FT;
}

bool DataQuality::set_possibly_stale() noexcept {
  dqState ok = DQ_STATE_OK;
  return state_.compare_exchange_strong(ok, DQ_STATE_POSSIBLY_STALE);
}

void DataQuality::recap_failed() noexcept {
  dqState waiting = DQ_STATE_WAITING_FOR_RECAP;
  state_.compare_exchange_strong(waiting, DQ_STATE_STALE_NO_RECAP);
}

mamaQuality DataQuality::quality() const noexcept {
  switch (state_.load()) {
    case DQ_STATE_OK:
      return MAMA_QUALITY_OK;
    case DQ_STATE_NOT_ESTABLISHED:
      return MAMA_QUALITY_UNKNOWN;
    case DQ_STATE_POSSIBLY_STALE:
      return MAMA_QUALITY_MAYBE_STALE;
    case DQ_STATE_DUPLICATE:
      return MAMA_QUALITY_DUPLICATE;
    case DQ_STATE_WAITING_FOR_RECAP:
    case DQ_STATE_STALE_NO_RECAP:
    case DQ_STATE_WAITING_FOR_RECAP_AFTER_FT:
      return MAMA_QUALITY_STALE;
  }
  return MAMA_QUALITY_UNKNOWN;
}

}  // namespace quoll::mama
