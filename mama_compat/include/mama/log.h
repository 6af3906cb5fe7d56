/* Quoll: mama/log.h
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef QUOLL_MAMA_LOG_H_
#define QUOLL_MAMA_LOG_H_

#include <mama/status.h>
#include <stdarg.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
  MAMA_LOG_LEVEL_OFF = 0,
  MAMA_LOG_LEVEL_SEVERE = 1,
  MAMA_LOG_LEVEL_ERROR = 2,
  MAMA_LOG_LEVEL_WARN = 3,
  MAMA_LOG_LEVEL_NORMAL = 4,
  MAMA_LOG_LEVEL_FINE = 5,
  MAMA_LOG_LEVEL_FINER = 6,
  MAMA_LOG_LEVEL_FINEST = 7
} MamaLogLevel;

typedef enum {
  LOGFILE_UNBOUNDED = 1,
  LOGFILE_ROLL = 2,
  LOGFILE_OVERWRITE = 3,
  LOGFILE_USER = 4
} mamaLogFilePolicy;

typedef void(MAMACALLTYPE* mamaLogCb)(MamaLogLevel level, const char* format, va_list args);
typedef void(MAMACALLTYPE* mamaLogCb2)(MamaLogLevel level, const char* message);
typedef void(MAMACALLTYPE* mamaLogCb3)(const char* prefix, const char* format, va_list args);
typedef void(MAMACALLTYPE* logSizeCbType)(void);

MAMAExpDLL extern MamaLogLevel gMamaLogLevel;
MAMAExpDLL extern FILE* gMamaLogFile;

MAMAExpDLL void mama_logDefault(MamaLogLevel level, const char* format, va_list ap);
MAMAExpDLL void mama_logDefault2(MamaLogLevel level, const char* message);
MAMAExpDLL void mama_logStdout(MamaLogLevel level, const char* format, ...);
MAMAExpDLL void mama_forceLogDefault(MamaLogLevel level, const char* format, va_list ap);
MAMAExpDLL void mama_forceLogPrefixDefault(const char* prefix, const char* format, va_list ap);
MAMAExpDLL mama_status mama_enableLogging(FILE* file, MamaLogLevel level);
MAMAExpDLL mama_status mama_logToFile(const char* file, MamaLogLevel level);
MAMAExpDLL mama_status mama_disableLogging(void);
MAMAExpDLL void mama_log(MamaLogLevel level, const char* format, ...);
MAMAExpDLL void mama_log2(MamaLogLevel level, const char* message);
MAMAExpDLL void mama_logVa(MamaLogLevel level, const char* format, va_list args);
MAMAExpDLL void mama_forceLogVa(const char* format, va_list args);
MAMAExpDLL void mama_forceLogVaWithPrefix(const char* prefix, const char* format, va_list args);
MAMAExpDLL void mama_forceLog(MamaLogLevel level, const char* format, ...);
MAMAExpDLL void mama_forceLogWithPrefix(const char* prefix, const char* format, ...);
MAMAExpDLL mama_status mama_setLogCallback(mamaLogCb callback);
MAMAExpDLL mama_status mama_setLogCallback2(mamaLogCb2 callback);
MAMAExpDLL mama_status mama_setForceLogCallback(mamaLogCb callback);
MAMAExpDLL mama_status mama_setForceLogPrefixCallback(mamaLogCb3 callback);
MAMAExpDLL mama_status mama_setLogLevel(MamaLogLevel level);
MAMAExpDLL MamaLogLevel mama_getLogLevel(void);
MAMAExpDLL mama_status mama_setLogSize(unsigned long size);
MAMAExpDLL mama_status mama_setNumLogFiles(int numFiles);
MAMAExpDLL mama_status mama_setLogFilePolicy(mamaLogFilePolicy policy);
MAMAExpDLL mama_status mama_setAppendToLogFile(int append);
MAMAExpDLL int mama_loggingToFile(void);
MAMAExpDLL mama_status mama_setLogSizeCb(logSizeCbType logCallbacks);
MAMAExpDLL const char* mama_logLevelToString(MamaLogLevel level);
MAMAExpDLL int mama_tryStringToLogLevel(const char* s, MamaLogLevel* level);
MAMAExpDLL const char* mama_logPolicyToString(mamaLogFilePolicy level);
MAMAExpDLL int mama_tryStringToLogPolicy(const char* s, mamaLogFilePolicy* policy);
MAMAExpDLL int mama_logIncrementVerbosity(MamaLogLevel* level);
MAMAExpDLL int mama_logDecrementVerbosity(MamaLogLevel* level);
MAMAExpDLL mama_status mama_logForceRollLogFiles(void);
MAMAExpDLL void mama_logDestroy(void);
MAMAExpDLL void mama_loginit(void);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_LOG_H_ */
