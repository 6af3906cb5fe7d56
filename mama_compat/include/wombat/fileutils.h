/* Quoll: wombat/fileutils.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_WOMBAT_FILEUTILS_H_
#define QUOLL_WOMBAT_FILEUTILS_H_

#include <stddef.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

COMMONExpDLL int fileUtils_findFileInPathList(char* buffer, size_t bufferSize, const char* filename,
                                              const char* pathlist, const char* delim);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_FILEUTILS_H_ */
