/* Quoll: mama/integration/msgfield.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_INTEGRATION_MSGFIELD_H_
#define QUOLL_MAMA_INTEGRATION_MSGFIELD_H_

#include <mama/integration/types.h>
#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

MAMAExpDLL mama_status mamaMsgFieldImpl_setPayload(mamaMsgField msgField, msgFieldPayload payload);
MAMAExpDLL mama_status mamaMsgFieldImpl_setFieldDesc(mamaMsgField msgField,
                                                     mamaFieldDescriptor descriptor);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_MSGFIELD_H_ */
