/* Quoll: wombat/platform.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Shared libraries by their short names (common 10). From any thread.
 */
#ifndef QUOLL_WOMBAT_PLATFORM_H_
#define QUOLL_WOMBAT_PLATFORM_H_

#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Loads lib<libName>.so; its symbols become visible to what is loaded later.
 * @param libName  the name without "lib" and ".so"
 * @param path     the folder; NULL for the loader's search path
 * @return the handle, for closeSharedLib; NULL on failure, see getLibError
 */
COMMONExpDLL LIB_HANDLE openSharedLib(const char* libName, const char* path);

/** Gives a library back. @return 0; otherwise the system's error, also for NULL */
COMMONExpDLL int closeSharedLib(LIB_HANDLE handle);

/** The address of a function; NULL when the library has no such symbol, or for NULL. */
COMMONExpDLL void* loadLibFunc(LIB_HANDLE handle, const char* funcName);

/**
 * What went wrong in the last of these calls of this thread, and forgets it; NULL when nothing did.
 * The text belongs to the system.
 */
COMMONExpDLL char* getLibError(void);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_PLATFORM_H_ */
