/* Quoll: mamaManagedEnvironment.h
 * SPDX-License-Identifier: Apache-2.0
 *
 * For programs that include the managed environment without the folder. */
#include <mama/mamaManagedEnvironment.h>
