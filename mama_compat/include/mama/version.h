/* Quoll: mama/version.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The version of the interface that Quoll speaks. A bridge records the one that it was compiled
 * with; bridges of the same major and minor version can be loaded (runtime 7.2).
 */
#ifndef MamaVersionH
#define MamaVersionH

#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MAMA_VERSION_MAJOR 6
#define MAMA_VERSION_MINOR 3
#define MAMA_VERSION_RELEASE "2"

/** What mama_version holds. */
#define MAMA_VERSION "mama 6.3.2"

/** The version of the library that is loaded, e.g. "mama 6.3.2". */
MAMAExpDLL extern const char* mama_version;

#ifdef __cplusplus
}
#endif

#endif /* MamaVersionH */
