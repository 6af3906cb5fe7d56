/* Quoll: mama/log.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Logging of the runtime and of applications. A line is written when the current level is at least
 * the line's level and is not Off. It goes to the controlled log file (mama_logToFile), else to the
 * FILE of mama_enableLogging, else to stderr, and is flushed.
 *
 * All functions may be called from any thread, at any time, also without mama_open. Settings and
 * callbacks belong to the process: mama_close closes the controlled file and leaves the rest. The
 * properties mama.logging.* are applied by the first mama_open (runtime 11).
 */
#ifndef QUOLL_MAMA_LOG_H_
#define QUOLL_MAMA_LOG_H_

#include <mama/status.h>
#include <stdarg.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How important a line is; also the threshold. */
typedef enum {
  MAMA_LOG_LEVEL_OFF = 0,    /**< Nothing is logged */
  MAMA_LOG_LEVEL_SEVERE = 1, /**< The program cannot go on as intended */
  MAMA_LOG_LEVEL_ERROR = 2,  /**< An operation failed */
  MAMA_LOG_LEVEL_WARN = 3,   /**< Something that deserves attention */
  MAMA_LOG_LEVEL_NORMAL = 4, /**< The default level */
  MAMA_LOG_LEVEL_FINE = 5,   /**< Details */
  MAMA_LOG_LEVEL_FINER = 6,  /**< More details */
  MAMA_LOG_LEVEL_FINEST = 7  /**< Everything; lines carry the thread id */
} MamaLogLevel;

/** What happens when the controlled log file has grown beyond its size limit. */
typedef enum {
  LOGFILE_UNBOUNDED = 1, /**< It goes on growing (default) */
  LOGFILE_ROLL = 2, /**< It is renamed to file1, file1 to file2 and so on, and a new one is begun */
  LOGFILE_OVERWRITE = 3, /**< Writing goes on at its start, without truncation */
  LOGFILE_USER = 4       /**< The callback of mama_setLogSizeCb is called */
} mamaLogFilePolicy;

/** Receives a line as format and arguments, on the logging thread, with no lock held; may log. */
typedef void(MAMACALLTYPE* mamaLogCb)(MamaLogLevel level, const char* format, va_list args);

/** Receives a line as finished text (cut to 4094 bytes), on the logging thread; may log. */
typedef void(MAMACALLTYPE* mamaLogCb2)(MamaLogLevel level, const char* message);

/** Receives a forced line with its prefix, on the logging thread; may log. */
typedef void(MAMACALLTYPE* mamaLogCb3)(const char* prefix, const char* format, va_list args);

/**
 * Called on the logging thread when the log file is over its limit under LOGFILE_USER; must not
 * log.
 */
typedef void(MAMACALLTYPE* logSizeCbType)(void);

/** The live level. Deprecated: use mama_getLogLevel and mama_setLogLevel. */
MAMAExpDLL extern MamaLogLevel gMamaLogLevel;

/** The live FILE of mama_enableLogging, or NULL. Deprecated. */
MAMAExpDLL extern FILE* gMamaLogFile;

/**
 * The default log callback: writes "YYYY-MM-DD HH:MM:SS: text" in local time, with milliseconds
 * when mama.logging.milliseconds is set, if the level lets it pass. A callback of your own may call
 * it to keep the default output.
 */
MAMAExpDLL void mama_logDefault(MamaLogLevel level, const char* format, va_list ap);

/** Like mama_logDefault, for a finished text. */
MAMAExpDLL void mama_logDefault2(MamaLogLevel level, const char* message);

/**
 * Writes as it is, with no time stamp and no newline added, to stdout (or to the controlled log
 * file), if the level lets it pass. Bypasses the callbacks.
 */
MAMAExpDLL void mama_logStdout(MamaLogLevel level, const char* format, ...);

/**
 * The default callback of the force functions: writes whatever the level is, with the thread id.
 * The level is not looked at.
 */
MAMAExpDLL void mama_forceLogDefault(MamaLogLevel level, const char* format, va_list ap);

/** The same with a prefix between thread id and text. */
MAMAExpDLL void mama_forceLogPrefixDefault(const char* prefix, const char* format, va_list ap);

/**
 * Sends log lines to an open file.
 * @param file   NULL for stderr; the caller keeps it and must keep it open
 * @param level  the new threshold; not range-checked
 * @return OK. A controlled log file stays in use until mama_disableLogging.
 */
MAMAExpDLL mama_status mama_enableLogging(FILE* file, MamaLogLevel level);

/**
 * Opens a controlled log file: truncated, or at its end in append mode.
 * @param file   a name that starts with "/" or "." or has ":" as its second byte is taken as it is,
 *               any other is put into $WOMBAT_PATH if that is set
 * @param level  the new threshold
 * @return OK; INVALID_ARG for NULL or ""; NOMEM, IO_ERROR (nothing changes then)
 */
MAMAExpDLL mama_status mama_logToFile(const char* file, MamaLogLevel level);

/**
 * Closes the controlled file, forgets the FILE and the size callback, sets the level to Off.
 * @return OK
 */
MAMAExpDLL mama_status mama_disableLogging(void);

/** Logs a printf-formatted text through the current log callback, if the level lets it pass. */
MAMAExpDLL void mama_log(MamaLogLevel level, const char* format, ...);

/** Logs a text as it is ("%" has no meaning in it). */
MAMAExpDLL void mama_log2(MamaLogLevel level, const char* message);

/** mama_log with an argument list. */
MAMAExpDLL void mama_logVa(MamaLogLevel level, const char* format, va_list args);

/** mama_forceLog with an argument list; the callback gets the current level. */
MAMAExpDLL void mama_forceLogVa(const char* format, va_list args);

/** mama_forceLogWithPrefix with an argument list. */
MAMAExpDLL void mama_forceLogVaWithPrefix(const char* prefix, const char* format, va_list args);

/** Logs whatever the current level is, through the force callback. */
MAMAExpDLL void mama_forceLog(MamaLogLevel level, const char* format, ...);

/** Logs whatever the current level is, with a prefix, through the prefix callback. */
MAMAExpDLL void mama_forceLogWithPrefix(const char* prefix, const char* format, ...);

/**
 * Replaces the receiver of mama_log and mama_logVa. The two callback forms share one slot: the one
 * set last wins.
 * @return OK; NULL_ARG for NULL
 */
MAMAExpDLL mama_status mama_setLogCallback(mamaLogCb callback);

/** The same for a receiver of finished text; NULL restores mama_logDefault. @return OK */
MAMAExpDLL mama_status mama_setLogCallback2(mamaLogCb2 callback);

/** Replaces the receiver of mama_forceLog. @return OK; NULL_ARG for NULL */
MAMAExpDLL mama_status mama_setForceLogCallback(mamaLogCb callback);

/** Replaces the receiver of mama_forceLogWithPrefix. @return OK; NULL_ARG for NULL */
MAMAExpDLL mama_status mama_setForceLogPrefixCallback(mamaLogCb3 callback);

/** Sets the threshold. @return OK; NULL_ARG for a value that is no level */
MAMAExpDLL mama_status mama_setLogLevel(MamaLogLevel level);

/** The threshold. */
MAMAExpDLL MamaLogLevel mama_getLogLevel(void);

/** The size limit of the controlled log file in bytes (default 500,000,000). @return OK */
MAMAExpDLL mama_status mama_setLogSize(unsigned long size);

/** How many files rolling keeps, the current one included (default 10). @return OK */
MAMAExpDLL mama_status mama_setNumLogFiles(int numFiles);

/** What to do at the size limit. @return OK */
MAMAExpDLL mama_status mama_setLogFilePolicy(mamaLogFilePolicy policy);

/** Whether mama_logToFile appends (non-zero) or truncates (0, the default). @return OK */
MAMAExpDLL mama_status mama_setAppendToLogFile(int append);

/** 1 while a controlled log file is in use, else 0. */
MAMAExpDLL int mama_loggingToFile(void);

/** The callback of LOGFILE_USER. @return OK; NULL_ARG for NULL */
MAMAExpDLL mama_status mama_setLogSizeCb(logSizeCbType logCallbacks);

/**
 * "Off", "Severe", "Error", "Warn", "Normal", "Fine", "Finer" or "Finest"; "???" for any other
 * value. Static.
 */
MAMAExpDLL const char* mama_logLevelToString(MamaLogLevel level);

/**
 * Reads a level name, whatever its case; also "Warning", "Verbose" (Finer) and "Debug" (Finest).
 * @return 1; 0 for NULL or an unknown name, when *level stays as it is
 */
MAMAExpDLL int mama_tryStringToLogLevel(const char* s, MamaLogLevel* level);

/** "UNBOUNDED", "ROLL", "OVERWRITE" or "USER"; "???" for any other value. Static. */
MAMAExpDLL const char* mama_logPolicyToString(mamaLogFilePolicy level);

/** Reads a policy name, whatever its case. @return 1; 0 for NULL or an unknown name */
MAMAExpDLL int mama_tryStringToLogPolicy(const char* s, mamaLogFilePolicy* policy);

/** Moves *level one step towards Finest. @return 1; 0 for NULL or when it is Finest already */
MAMAExpDLL int mama_logIncrementVerbosity(MamaLogLevel* level);

/** Moves *level one step towards Off. @return 1; 0 for NULL or when it is Off already */
MAMAExpDLL int mama_logDecrementVerbosity(MamaLogLevel* level);

/**
 * Rolls the controlled log file now.
 * @return OK; INVALID_ARG when there is no such file; IO_ERROR when the new one cannot be opened
 */
MAMAExpDLL mama_status mama_logForceRollLogFiles(void);

/** Closes the controlled log file and keeps every setting. Called by the last mama_close. */
MAMAExpDLL void mama_logDestroy(void);

/** Kept for programs that call it: the logger needs no initialisation. */
MAMAExpDLL void mama_loginit(void);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_LOG_H_ */
