#include "subscribe/default_callbacks.h"

#include <mama/log.h>

namespace quoll::mama {
namespace {

void MAMACALLTYPE log_create(mamaSubscription subscription, void*) {
  mama_log(MAMA_LOG_LEVEL_FINE, "mamaSubscription %p: created", static_cast<void*>(subscription));
}

void MAMACALLTYPE log_error(mamaSubscription subscription, mama_status status, void*,
                            const char* subject, void*) {
  mama_log(MAMA_LOG_LEVEL_ERROR, "mamaSubscription %p on %s: %s", static_cast<void*>(subscription),
           subject != nullptr ? subject : "(no subject)", mamaStatus_stringForStatus(status));
}

void MAMACALLTYPE log_quality(mamaSubscription subscription, mamaQuality quality,
                              const char* symbol, short cause, const void*, void*) {
  mama_log(MAMA_LOG_LEVEL_FINE, "mamaSubscription %p on %s: quality %d, cause %d",
           static_cast<void*>(subscription), symbol != nullptr ? symbol : "(no symbol)",
           static_cast<int>(quality), cause);
}

void MAMACALLTYPE log_gap(mamaSubscription subscription, void*) {
  mama_log(MAMA_LOG_LEVEL_FINE, "mamaSubscription %p: gap", static_cast<void*>(subscription));
}

void MAMACALLTYPE log_recap(mamaSubscription subscription, void*) {
  mama_log(MAMA_LOG_LEVEL_FINE, "mamaSubscription %p: recap requested",
           static_cast<void*>(subscription));
}

void MAMACALLTYPE log_destroy(mamaSubscription subscription, void*) {
  mama_log(MAMA_LOG_LEVEL_FINE, "mamaSubscription %p: destroyed", static_cast<void*>(subscription));
}

template <class Callback>
Callback either(Callback given, Callback otherwise) {
  return given != nullptr ? given : otherwise;
}

}  // namespace

mamaMsgCallbacks with_default_callbacks(const mamaMsgCallbacks& given) {
  mamaMsgCallbacks table{};
  table.onCreate = either(given.onCreate, &log_create);
  table.onError = either(given.onError, &log_error);
  table.onMsg = given.onMsg;
  table.onQuality = either(given.onQuality, &log_quality);
  table.onGap = either(given.onGap, &log_gap);
  table.onRecapRequest = either(given.onRecapRequest, &log_recap);
  table.onDestroy = either(given.onDestroy, &log_destroy);
  return table;
}

mamaMsgCallbacks with_default_callbacks(const mamaWildCardMsgCallbacks& given) {
  mamaMsgCallbacks table{};
  table.onCreate = either(given.onCreate, &log_create);
  table.onError = either(given.onError, &log_error);
  table.onDestroy = either(given.onDestroy, &log_destroy);
  return table;
}

}  // namespace quoll::mama
