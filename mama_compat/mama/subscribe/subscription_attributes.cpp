/// mama/subscription.h: setters and getters.
#include <mama/integration/subscription.h>
#include <mama/subscription.h>

#include <type_traits>

#include "subscribe/subscription.h"

using quoll::mama::check_handle;
using quoll::mama::SubscriptionSettings;

namespace {

template <class Value>
mama_status set(mamaSubscription subscription, const char* function,
                Value SubscriptionSettings::*member, std::type_identity_t<Value> value) {
  QUOLL_TRY(check_handle(subscription, function));
  subscription->settings.*member = value;
  return MAMA_STATUS_OK;
}

template <class Stored, class Value>
mama_status get(mamaSubscription subscription, const char* function,
                Stored SubscriptionSettings::*member, Value* out) {
  QUOLL_TRY(check_handle(subscription, function));
  QUOLL_CHECK_POINTER(out, MAMA_STATUS_NULL_ARG);
  *out = subscription->settings.*member;
  return MAMA_STATUS_OK;
}

/// Requests are sent for market data only, so a basic subscription has no such attribute.
mama_status check_requests(mamaSubscription subscription, const char* function) {
  QUOLL_TRY(check_handle(subscription, function));
  return subscription->settings.type == MAMA_SUBSC_TYPE_BASIC ? MAMA_STATUS_INVALID_ARG
                                                              : MAMA_STATUS_OK;
}

}  // namespace

// An attribute that is stored and given back as it is.
#define QUOLL_SETTER(Name, Type, member)                                           \
  mama_status mamaSubscription_##Name(mamaSubscription subscription, Type value) { \
    return set(subscription, __func__, &SubscriptionSettings::member, value);      \
  }
#define QUOLL_GETTER(Name, Type, member)                                          \
  mama_status mamaSubscription_##Name(mamaSubscription subscription, Type* out) { \
    return get(subscription, __func__, &SubscriptionSettings::member, out);       \
  }
// The same for what only market data requests use.
#define QUOLL_REQUEST_SETTER(Name, Type, member)                                   \
  mama_status mamaSubscription_##Name(mamaSubscription subscription, Type value) { \
    QUOLL_TRY(check_requests(subscription, __func__));                             \
    return set(subscription, __func__, &SubscriptionSettings::member, value);      \
  }
#define QUOLL_REQUEST_GETTER(Name, Type, member)                                  \
  mama_status mamaSubscription_##Name(mamaSubscription subscription, Type* out) { \
    QUOLL_TRY(check_requests(subscription, __func__));                            \
    return get(subscription, __func__, &SubscriptionSettings::member, out);       \
  }

QUOLL_SETTER(setSubscriptionType, mamaSubscriptionType, type)
QUOLL_GETTER(getSubscriptionType, mamaSubscriptionType, type)
QUOLL_GETTER(getServiceLevel, mamaServiceLevel, service_level)
QUOLL_GETTER(getServiceLevelOpt, long, service_level_option)
QUOLL_SETTER(setRequiresInitial, int, requires_initial)
QUOLL_GETTER(getRequiresInitial, int, requires_initial)
QUOLL_SETTER(setAppDataType, uint8_t, app_data_type)
QUOLL_GETTER(getAppDataType, uint8_t, app_data_type)
QUOLL_SETTER(setRecoverGaps, int, recover_gaps)
QUOLL_GETTER(getRecoverGaps, int, recover_gaps)
QUOLL_GETTER(getPreIntitialCacheSize, int, pre_initial_cache_size)
QUOLL_SETTER(setGroupSizeHint, int, group_size_hint)
QUOLL_GETTER(getReceivedInitial, int, received_initial)
QUOLL_GETTER(getExpectingInitial, int, expecting_initial)
QUOLL_SETTER(setDebugLevel, MamaLogLevel, debug_level)
QUOLL_GETTER(getTransportIndex, int, transport_index)
QUOLL_REQUEST_SETTER(setTimeout, double, timeout_s)
QUOLL_REQUEST_GETTER(getTimeout, double, timeout_s)
QUOLL_REQUEST_SETTER(setRecapTimeout, double, recap_timeout_s)
QUOLL_REQUEST_SETTER(setRetries, int, retries)
QUOLL_REQUEST_GETTER(getRetries, int, retries)

mama_status mamaSubscription_setTransportIndex(mamaSubscription subscription, int tportIndex) {
  return set(subscription, __func__, &SubscriptionSettings::transport_index, tportIndex);
}

mama_status mamaSubscription_getRecapTimeout(mamaSubscription subscription, double* timeout) {
  QUOLL_TRY(check_requests(subscription, __func__));
  QUOLL_CHECK_POINTER(timeout, MAMA_STATUS_NULL_ARG);
  *timeout = subscription->settings.recap_timeout();
  return MAMA_STATUS_OK;
}

mama_status mamaSubscription_setServiceLevel(mamaSubscription subscription,
                                             mamaServiceLevel serviceLevel, long serviceLevelOpt) {
  QUOLL_CHECK_HANDLE(subscription);
  subscription->settings.service_level = serviceLevel;
  subscription->settings.service_level_option = serviceLevelOpt;
  return MAMA_STATUS_OK;
}

mama_status mamaSubscription_setPreIntitialCacheSize(mamaSubscription subscription, int cacheSize) {
  return set(subscription, __func__, &SubscriptionSettings::pre_initial_cache_size,
             cacheSize > 0 ? cacheSize : 0);
}

// ---- the qualifier filter: bits of the wMsgQual field -------------------------------------------

namespace {

enum QualifierBit {
  kPossiblyDuplicate = 0x1,
  kDefinitelyDuplicate = 0x2,
  kPossiblyDelayed = 0x4,
  kDefinitelyDelayed = 0x8,
  kOutOfSequence = 0x10,
};

}  // namespace

mama_status mamaSubscription_setMsgQualifierFilter(
    mamaSubscription subscription, int ignoreDefinitelyDuplicate, int ignorePossiblyDuplicate,
    int ignoreDefinitelyDelayed, int ignorePossiblyDelayed, int ignoreOutOfSequence) {
  QUOLL_CHECK_HANDLE(subscription);
  subscription->settings.qualifier_filter =
      (ignoreDefinitelyDuplicate != 0 ? kDefinitelyDuplicate : 0) |
      (ignorePossiblyDuplicate != 0 ? kPossiblyDuplicate : 0) |
      (ignoreDefinitelyDelayed != 0 ? kDefinitelyDelayed : 0) |
      (ignorePossiblyDelayed != 0 ? kPossiblyDelayed : 0) |
      (ignoreOutOfSequence != 0 ? kOutOfSequence : 0);
  return MAMA_STATUS_OK;
}

mama_status mamaSubscription_getMsgQualifierFilter(
    mamaSubscription subscription, int* ignoreDefinitelyDuplicate, int* ignorePossiblyDuplicate,
    int* ignoreDefinitelyDelayed, int* ignorePossiblyDelayed, int* ignoreOutOfSequence) {
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_CHECK_POINTER(ignoreDefinitelyDuplicate, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(ignorePossiblyDuplicate, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(ignoreDefinitelyDelayed, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(ignorePossiblyDelayed, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(ignoreOutOfSequence, MAMA_STATUS_NULL_ARG);
  const int filter = subscription->settings.qualifier_filter;
  *ignoreDefinitelyDuplicate = filter & kDefinitelyDuplicate;
  *ignorePossiblyDuplicate = filter & kPossiblyDuplicate;
  *ignoreDefinitelyDelayed = filter & kDefinitelyDelayed;
  *ignorePossiblyDelayed = filter & kPossiblyDelayed;
  *ignoreOutOfSequence = filter & kOutOfSequence;
  return MAMA_STATUS_OK;
}

// ---- debug level -------------------------------------------------------------------------------

MamaLogLevel mamaSubscription_getDebugLevel(mamaSubscription subscription) {
  if (check_handle(subscription, __func__) != MAMA_STATUS_OK) return MAMA_LOG_LEVEL_WARN;
  return subscription->settings.debug_level;
}

int mamaSubscription_checkDebugLevel(mamaSubscription subscription, MamaLogLevel level) {
  if (check_handle(subscription, __func__) != MAMA_STATUS_OK) return 0;
  return subscription->settings.debug_level >= level ? 1 : 0;
}

// ---- what create stored ------------------------------------------------------------------------

mama_status mamaSubscription_setSymbol(mamaSubscription subscription, const char* symbol) {
  QUOLL_CHECK_HANDLE(subscription);
  subscription->set_symbol(symbol);
  return MAMA_STATUS_OK;
}

mama_status mamaSubscription_getSymbol(mamaSubscription subscription, const char** symbol) {
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_CHECK_POINTER(symbol, MAMA_STATUS_NULL_ARG);
  *symbol = subscription->symbol();
  return MAMA_STATUS_OK;
}

mama_status mamaSubscription_getSubscSymbol(mamaSubscription subscription, const char** symbol) {
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_CHECK_POINTER(symbol, MAMA_STATUS_NULL_ARG);
  *symbol = subscription->subscribed_symbol();
  return MAMA_STATUS_OK;
}

mama_status mamaSubscription_getTransport(mamaSubscription subscription, mamaTransport* transport) {
  QUOLL_CHECK_HANDLE(subscription, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(transport, MAMA_STATUS_NULL_ARG);
  *transport = subscription->transport();
  return MAMA_STATUS_OK;
}

mama_status mamaSubscription_getQueue(mamaSubscription subscription, mamaQueue* queue) {
  QUOLL_CHECK_HANDLE(subscription, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_NULL_ARG);
  *queue = subscription->queue();
  return MAMA_STATUS_OK;
}

mama_status mamaSubscription_getClosure(mamaSubscription subscription, void** closure) {
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_CHECK_POINTER(closure, MAMA_STATUS_NULL_ARG);
  *closure = subscription->closure();
  return MAMA_STATUS_OK;
}

mamaMsgCallbacks* mamaSubscription_getUserCallbacks(mamaSubscription subscription) {
  if (check_handle(subscription, __func__) != MAMA_STATUS_OK) return nullptr;
  return subscription->user_callbacks();
}

wildCardType mamaSubscription_getWildCardType(mamaSubscription subscription) {
  if (check_handle(subscription, __func__) != MAMA_STATUS_OK) return wc_none;
  return subscription->wildcard_kind();
}

// ---- state -------------------------------------------------------------------------------------

mama_status mamaSubscription_getState(mamaSubscription subscription, mamaSubscriptionState* state) {
  QUOLL_CHECK_HANDLE(subscription);
  QUOLL_CHECK_POINTER(state, MAMA_STATUS_NULL_ARG);
  *state = subscription->state();
  return MAMA_STATUS_OK;
}

int mamaSubscription_isValid(mamaSubscription subscription) {
  if (check_handle(subscription, __func__) != MAMA_STATUS_OK) return 0;
  return subscription->state() == MAMA_SUBSCRIPTION_ACTIVATED ? 1 : 0;
}

int mamaSubscription_isActive(mamaSubscription subscription) {
  return mamaSubscription_isValid(subscription);
}
