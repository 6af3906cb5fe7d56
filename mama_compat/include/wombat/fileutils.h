/* Quoll: wombat/fileutils.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Finding files.
 */
#ifndef QUOLL_WOMBAT_FILEUTILS_H_
#define QUOLL_WOMBAT_FILEUTILS_H_

#include <stddef.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Looks for a file in a list of folders and takes the first that can be opened for reading.
 * @param buffer      receives "<folder>/<file>"; "" when there is none
 * @param bufferSize  its size in bytes
 * @param filename    the file
 * @param pathlist    folders; not changed
 * @param delim       every character of it separates folders; NULL for ":"
 * @return 1 when found, else 0; 0 with the buffer untouched for a NULL pathlist
 */
COMMONExpDLL int fileUtils_findFileInPathList(char* buffer, size_t bufferSize, const char* filename,
                                              const char* pathlist, const char* delim);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_FILEUTILS_H_ */
