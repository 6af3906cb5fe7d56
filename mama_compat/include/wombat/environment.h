/* Quoll: wombat/environment.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The variables of the process's environment (common 10). Changing them while another thread reads
 * them is undefined, as it is with the system's own functions.
 */
#ifndef QUOLL_WOMBAT_ENVIRONMENT_H_
#define QUOLL_WOMBAT_ENVIRONMENT_H_

#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The value of a variable, which the environment owns; NULL when it is not set, or for NULL. */
COMMONExpDLL const char* environment_getVariable(const char* name);

/** Sets a variable. @return 0; -1 for NULL or a name that the system refuses */
COMMONExpDLL int environment_setVariable(const char* name, const char* value);

/** Removes a variable. @return 0, also when it was not set; -1 for NULL or a name with '=' */
COMMONExpDLL int environment_deleteVariable(const char* name);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_ENVIRONMENT_H_ */
