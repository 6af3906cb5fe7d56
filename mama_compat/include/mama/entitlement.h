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

/** Objects that entitlement bridges ask libmama for. @return OK; NULL_ARG; NOMEM */
MAMAExpDLL mama_status
mamaEntitlementBridge_createSubscription(mamaEntitlementSubscription* subscription);
MAMAExpDLL mama_status
mamaEntitlementBridge_destroySubscription(mamaEntitlementSubscription subscription);
MAMAExpDLL mama_status mamaEntitlementBridge_create(mamaEntitlementBridge* bridge);
MAMAExpDLL mama_status mamaEntitlementBridge_destroy(mamaEntitlementBridge bridge);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_ENTITLEMENT_H_ */
