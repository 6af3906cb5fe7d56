/// Enumerators of subscriptions as text.
#include <mama/subscmsgtype.h>
#include <mama/subscription.h>
#include <mama/subscriptiontype.h>

const char* mamaSubscription_stringForState(mamaSubscriptionState state) {
  switch (state) {
    case MAMA_SUBSCRIPTION_UNKNOWN:
      return "MAMA_SUBSCRIPTION_UNKNOWN";
    case MAMA_SUBSCRIPTION_ALLOCATED:
      return "MAMA_SUBSCRIPTION_ALLOCATED";
    case MAMA_SUBSCRIPTION_SETUP:
      return "MAMA_SUBSCRIPTION_SETUP";
    case MAMA_SUBSCRIPTION_ACTIVATING:
      return "MAMA_SUBSCRIPTION_ACTIVATING";
    case MAMA_SUBSCRIPTION_ACTIVATED:
      return "MAMA_SUBSCRIPTION_ACTIVATED";
    case MAMA_SUBSCRIPTION_DEACTIVATING:
      return "MAMA_SUBSCRIPTION_DEACTIVATING";
    case MAMA_SUBSCRIPTION_DEACTIVATED:
      return "MAMA_SUBSCRIPTION_DEACTIVATED";
    case MAMA_SUBSCRIPTION_DESTROYING:
      return "MAMA_SUBSCRIPTION_DESTROYING";
    case MAMA_SUBSCRIPTION_DESTROYED:
      return "MAMA_SUBSCRIPTION_DESTROYED";
    case MAMA_SUBSCRIPTION_DEALLOCATING:
      return "MAMA_SUBSCRIPTION_DEALLOCATING";
    case MAMA_SUBSCRIPTION_DEALLOCATED:
      return "MAMA_SUBSCRIPTION_DEALLOCATED";
    case MAMA_SUBSCRIPTION_REACTIVATING:
      return "MAMA_SUBSCRIPTION_REACTIVATING";
  }
  return "State not recognised";
}

const char* MamaSubscTypeStr(mamaSubscriptionType subtype) {
  switch (subtype) {
    case MAMA_SUBSC_TYPE_NORMAL:
      return "NORMAL";
    case MAMA_SUBSC_TYPE_GROUP:
      return "GROUP";
    case MAMA_SUBSC_TYPE_BOOK:
      return "BOOK";
    case MAMA_SUBSC_TYPE_BASIC:
      return "BASIC";
    case MAMA_SUBSC_TYPE_DICTIONARY:
      return "DICTIONARY";
    case MAMA_SUBSC_TYPE_SYMBOL_LIST:
    case MAMA_SUBSC_TYPE_SYMBOL_LIST_NORMAL:
      return "SYMBOL_LIST_NORMAL";
    case MAMA_SUBSC_TYPE_SYMBOL_LIST_GROUP:
      return "SYMBOL_LIST_GROUP";
    case MAMA_SUBSC_TYPE_SYMBOL_LIST_BOOK:
      return "SYMBOL_LIST_BOOK";
  }
  return "unknown";
}

const char* MamaSubscMsgTypeStr(mamaSubscMsgType msgType) {
  switch (msgType) {
    case MAMA_SUBSC_SUBSCRIBE:
      return "SUBSCRIBE";
    case MAMA_SUBSC_SNAPSHOT:
      return "SNAPSHOT";
    case MAMA_SUBSC_UNSUBSCRIBE:
      return "UNSUBSCRIBE";
    case MAMA_SUBSC_RESUBSCRIBE:
      return "RESUBSCRIBE";
    case MAMA_SUBSC_REFRESH:
      return "REFRESH";
    case MAMA_SUBSC_DDICT_SNAPSHOT:
      return "DDICT_SNAPSHOT";
    case MAMA_SUBSC_WORLDVIEW_RQST:
      return "WORLDVIEW_RQST";
    case MAMA_SUBSC_DQ_SUBSCRIBER:
      return "DQ_SUBSCRIBER";
    case MAMA_SUBSC_DQ_PUBLISHER:
      return "DQ_PUBLISHER";
    case MAMA_SUBSC_DQ_NETWORK:
      return "DQ_NETWORK";
    case MAMA_SUBSC_DQ_UNKNOWN:
      return "DQ_UNKNOWN";
    case MAMA_SUBSC_FEATURE_SET_RQST:
      return "FEATURE_SET_RQST";
    case MAMA_SUBSC_DQ_GROUP_SUBSCRIBER:
      return "DQ_GROUP";
  }
  return "unknown";
}
