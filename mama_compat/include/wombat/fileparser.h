/* Quoll: wombat/fileparser.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Reads a file front to back, whole or up to a character at a time (common 11). One parser serves
 * one thread at a time.
 */
#ifndef QUOLL_WOMBAT_FILEPARSER_H_
#define QUOLL_WOMBAT_FILEPARSER_H_

#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void* fileParser;

/** Results. */
typedef enum {
  FILE_PARSER_STATUS_OK = 0,
  FILE_PARSER_STATUS_NOMEM = 1,
  FILE_PARSER_STATUS_ERRNO = 2, /**< The system refuses, see errno */
  FILE_PARSER_STATUS_NULL_ARG = 3,
  FILE_PARSER_STATUS_INVALID_ARG = 4,
  FILE_PARSER_STATUS_INVALID_STATE = 5, /**< No file is open */
  FILE_PARSER_STATUS_NO_HANDLE = 6,     /**< The file cannot be opened */
  FILE_PARSER_STATUS_NO_FILE = 7,       /**< There is no such file */
  FILE_PARSER_STATUS_EOF = 8,
  FILE_PARSER_STATUS_FAILURE = 9 /**< The file cannot be mapped */
} fileParserStatus;

/** How the file is read. */
typedef enum {
  FILE_PARSER_TYPE_UNKNOWN = 0,
  FILE_PARSER_TYPE_MMAP = 1,       /**< Mapped into memory; it must not shrink meanwhile */
  FILE_PARSER_TYPE_FILE_STREAM = 2 /**< By the C library's streams */
} fileParserType;

/** A parser without a file, for fileParser_destroy. @return OK; NULL_ARG; NOMEM */
COMMONExpDLL fileParserStatus fileParser_allocate(fileParser* parser);

/**
 * Opens a file; a file that was open is closed before.
 * @return OK; NULL_ARG; INVALID_ARG for an empty name or an unknown type; NO_FILE; NO_HANDLE;
 *         FAILURE
 */
COMMONExpDLL fileParserStatus fileParser_create(fileParser parser, fileParserType type,
                                                const char* fileName);

/** The file's bytes when it was opened; 0 for NULL or without a file. */
COMMONExpDLL uint64_t fileParser_getFileSize(fileParser parser);

/**
 * Copies what comes next.
 * @param destBuffer      where to
 * @param destBufferSize  how many bytes at most
 * @param bytesWritten    receives how many there were, fewer at the end of the file
 * @return OK; NULL_ARG; INVALID_ARG for 0 bytes; INVALID_STATE; ERRNO
 */
COMMONExpDLL fileParserStatus fileParser_readFileToBuffer(fileParser parser, void* destBuffer,
                                                          uint64_t destBufferSize,
                                                          uint64_t* bytesWritten);

/**
 * Copies up to and including a character.
 * @param bytesWritten  receives how many bytes came before the character: destBuffer[*bytesWritten]
 *                      is the character, and may be overwritten to end a string. When the file or
 *                      the buffer ends first: how many bytes were copied
 * @return as fileParser_readFileToBuffer
 */
COMMONExpDLL fileParserStatus fileParser_readFileToBufferUntilCharacter(fileParser parser,
                                                                        void* destBuffer,
                                                                        uint64_t destBufferSize,
                                                                        char delim,
                                                                        uint64_t* bytesWritten);

/** Back to the front of the file. @return OK; NULL_ARG; INVALID_STATE */
COMMONExpDLL fileParserStatus fileParser_rewindFile(fileParser parser);

/** Not 0 at the end of the file; also for NULL and without a file. */
COMMONExpDLL int fileParser_isEndOfFile(fileParser parser);

/** The name of a status; "unknown" for any other number. */
COMMONExpDLL const char* fileParser_stringForStatus(fileParserStatus status);

/** Closes the file; the parser can open another one. @return OK; NULL_ARG; INVALID_STATE */
COMMONExpDLL fileParserStatus fileParser_closeFile(fileParser parser);

/** Closes the file, if there is one, and frees the parser. @return OK; NULL_ARG */
COMMONExpDLL fileParserStatus fileParser_destroy(fileParser parser);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_FILEPARSER_H_ */
