/* An entitlement bridge; ENTITLEMENT is its name. An environment variable makes it fail, LACKS_...
 * leave functions out. */
#include <mama/integration/entitlement.h>
#include <stdlib.h>

#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_(a, b)
#define F(function) PASTE(ENTITLEMENT, PASTE(EntitlementBridge_, function))

#pragma GCC visibility push(default)

int PASTE(ENTITLEMENT, _inits);
int PASTE(ENTITLEMENT, _destroys);
int PASTE(ENTITLEMENT, _subscription_ends);

#ifndef LACKS_INIT
mama_status F(init)(void** impl) {
  if (getenv("QUOLL_TEST_ENTITLEMENT_FAILS") != NULL) return MAMA_STATUS_PLATFORM;
  ++PASTE(ENTITLEMENT, _inits);
  *impl = &PASTE(ENTITLEMENT, _inits);
  return MAMA_STATUS_OK;
}
#endif
mama_status F(destroy)(mamaEntitlementBridge bridge) {
  if (bridge->mImpl == &PASTE(ENTITLEMENT, _inits)) ++PASTE(ENTITLEMENT, _destroys);
  return MAMA_STATUS_OK;
}
mama_status F(createSubscription)(mamaEntitlementBridge bridge, SubjectContext* subject) {
  (void)bridge, (void)subject;
  return MAMA_STATUS_OK;
}
mama_status F(destroySubscription)(void* subscription) {
  ++*(int*)subscription;
  return MAMA_STATUS_OK;
}
mama_status F(setIsSnapshot)(void* subscription, int isSnapshot) {
  (void)subscription, (void)isSnapshot;
  return MAMA_STATUS_OK;
}
#ifndef LACKS_FUNCTION
int F(isAllowed)(void* subscription, char* subject) {
  (void)subscription, (void)subject;
  return 1;
}
#endif
mama_status F(registerSubjectContext)(SubjectContext* subject) {
  (void)subject;
  return MAMA_STATUS_OK;
}
