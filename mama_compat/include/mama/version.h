/* Quoll: mama/version.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef MamaVersionH
#define MamaVersionH

#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MAMA_VERSION_MAJOR 6
#define MAMA_VERSION_MINOR 3
#define MAMA_VERSION_RELEASE "2"
#define MAMA_VERSION "mama 6.3.2"

MAMAExpDLL extern const char* mama_version;

#ifdef __cplusplus
}
#endif

#endif /* MamaVersionH */
