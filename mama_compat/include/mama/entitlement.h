/* Quoll: mama/entitlement.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Objects of entitlement bridges.
 */
#ifndef QUOLL_MAMA_ENTITLEMENT_H_
#define QUOLL_MAMA_ENTITLEMENT_H_

#include <mama/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A loaded entitlement bridge. */
typedef struct mamaEntitlementBridge_* mamaEntitlementBridge;

/** What an entitlement bridge knows about a subscription. */
typedef struct mamaEntitlementSubscription_* mamaEntitlementSubscription;

/**
 * An empty object for what an entitlement bridge knows about a subject; the bridge fills it in
 * (mama/integration/entitlement.h).
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status
mamaEntitlementBridge_createSubscription(mamaEntitlementSubscription* subscription);

/**
 * Frees it, after the bridge's destroySubscription when the bridge filled it in.
 * @return OK, also for NULL; INVALID_ARG for one that was freed
 */
MAMAExpDLL mama_status
mamaEntitlementBridge_destroySubscription(mamaEntitlementSubscription subscription);

/** An empty object for a bridge itself; the loader's business. @return OK; NULL_ARG; NOMEM */
MAMAExpDLL mama_status mamaEntitlementBridge_create(mamaEntitlementBridge* bridge);

/** Frees it, after the bridge's destroy when the bridge has state. @return as destroySubscription
 */
MAMAExpDLL mama_status mamaEntitlementBridge_destroy(mamaEntitlementBridge bridge);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_ENTITLEMENT_H_ */
