/* Quoll: mama/integration/msgfield.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What payload bridges need of a mamaMsgField.
 */
#ifndef QUOLL_MAMA_INTEGRATION_MSGFIELD_H_
#define QUOLL_MAMA_INTEGRATION_MSGFIELD_H_

#include <mama/integration/types.h>
#include <mama/status.h>
#include <mama/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Points the field at a payload's field. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaMsgFieldImpl_setPayload(mamaMsgField msgField, msgFieldPayload payload);

/** Gives the field a descriptor. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaMsgFieldImpl_setFieldDesc(mamaMsgField msgField,
                                                     mamaFieldDescriptor descriptor);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_INTEGRATION_MSGFIELD_H_ */
