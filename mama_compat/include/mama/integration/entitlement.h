/* Quoll: mama/integration/entitlement.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What entitlement bridges share with the runtime. An entitlement bridge `<n>` is a library
 * libmamaent<n>.so that exports the functions of mamaEntitlementFunctions under the names
 * <n>EntitlementBridge_destroy and so on, and <n>EntitlementBridge_init, which is called first and
 * may store the bridge's own state. It is loaded by the first mama_open of a build that lists it
 * (runtime 9).
 */
#ifndef QUOLL_MAMA_INTEGRATION_ENTITLEMENT_H_
#define QUOLL_MAMA_INTEGRATION_ENTITLEMENT_H_

#include <mama/entitlement.h>
#include <mama/integration/types.h>
#include <mama/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** <n>EntitlementBridge_init: stores the bridge's own state, or NULL. */
typedef mama_status (*mamaEntitlementInit)(void** impl);

/** The functions of an entitlement bridge. All are needed. */
typedef struct mamaEntitlementFunctions_ {
  /** At the last mama_close, unless init stored NULL. */
  mama_status (*destroy)(mamaEntitlementBridge bridge);
  /** For each subject: makes its entitlement subscription and stores it in the context. */
  mama_status (*createSubscription)(mamaEntitlementBridge bridge, SubjectContext* subject);
  /** Ends what createSubscription stored, unless that was NULL. */
  mama_status (*destroySubscription)(void* subscription);
  /** Tells that the subscription is a snapshot. */
  mama_status (*setIsSnapshot)(void* subscription, int isSnapshot);
  /** 0 to refuse the subject. */
  int (*isAllowed)(void* subscription, char* subject);
  /** For a subject whose messages carry an entitlement code. */
  mama_status (*registerSubjectContext)(SubjectContext* subject);
} mamaEntitlementFunctions;

/** A loaded entitlement bridge. */
struct mamaEntitlementBridge_ {
  void* mImpl; /**< what init stored */
  mamaEntitlementFunctions mFunctions;
};

/** What an entitlement bridge knows about one subject. It fills both members in. */
struct mamaEntitlementSubscription_ {
  void* mImpl;
  mamaEntitlementBridge mBridge;
};

/** The entitlement bridge that a transport uses. @return OK; NULL_ARG; NOT_FOUND for none */
MAMAExpDLL mama_status mamaTransportImpl_getEntitlementBridge(
    mamaTransport transport, mamaEntitlementBridge* entitlementBridge);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_ENTITLEMENT_H_ */
