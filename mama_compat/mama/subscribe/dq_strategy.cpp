/// The strategy of the data quality, as the C++ layer built for the reference knows it; no public
/// header declares it. What it holds lies in the subscription's settings, so the subscription is
/// its own strategy: it has one in every state, whether its transport checks the data quality or
/// not.
#include <mama/status.h>
#include <mama/subscription.h>

#include "subscribe/subscription.h"

using dqStrategy = struct dqStrategyImpl_*;

extern "C" {

/// Null for NULL or a subscription that was deallocated. Valid as long as the subscription.
MAMAExpDLL dqStrategy mamaSubscription_getDqStrategy(mamaSubscription subscription);
/// mamaSubscription_setRecoverGaps and mamaSubscription_getRecoverGaps.
MAMAExpDLL mama_status dqStrategy_setRecoverGaps(dqStrategy strategy, int newValue);
MAMAExpDLL mama_status dqStrategy_getRecoverGaps(dqStrategy strategy, int* result);

}  // extern "C"

dqStrategy mamaSubscription_getDqStrategy(mamaSubscription subscription) {
  if (quoll::mama::check_handle(subscription, __func__) != MAMA_STATUS_OK) return nullptr;
  return reinterpret_cast<dqStrategy>(subscription);
}

mama_status dqStrategy_setRecoverGaps(dqStrategy strategy, int newValue) {
  return mamaSubscription_setRecoverGaps(reinterpret_cast<mamaSubscription>(strategy), newValue);
}

mama_status dqStrategy_getRecoverGaps(dqStrategy strategy, int* result) {
  return mamaSubscription_getRecoverGaps(reinterpret_cast<mamaSubscription>(strategy), result);
}
