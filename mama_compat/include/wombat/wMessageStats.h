/* Quoll: wombat/wMessageStats.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Message rates and latencies of test tools (common 12). A cache belongs to one thread at a time.
 * Latencies are in milliseconds, bytes are told in units of 1000.
 */
#ifndef QUOLL_WOMBAT_WMESSAGESTATS_H_
#define QUOLL_WOMBAT_WMESSAGESTATS_H_

#include <stdio.h>
#include <sys/time.h>
#include <wombat/machine.h>
#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Results. */
enum { STATS_OK = 0, STATS_FAILURE_GENERAL = -1, STATS_NULL_PARAM = 1, STATS_NO_MEMORY = 2 };

/** The record of one category; opaque. */
typedef struct perfData_t perfData;

/** All records; opaque. */
typedef struct statsCache_t statsCache;

/** Opaque, and not used by any function. */
typedef struct processInfo_t processInfo;

/** How long a message was under way, in milliseconds. */
typedef struct latencyVals {
  double pubTimeMilliSecs;     /**< the part of whole seconds, or the time of day of sending */
  double recieveTimeMilliSecs; /**< the rest, or the time of day of receiving */
  double latencyMilliSecs;     /**< the sum, or the difference */
} latencyVals;

/** What the record of a cache without categories holds; the names that end in P are of a period. */
typedef struct performanceData {
  const char* mSymbol;   /**< "Global"; belongs to the cache */
  double mTotalTime;     /**< seconds since the cache was created */
  long mMsgCountP;       /**< messages */
  double mMsgPerSecP;    /**< messages per second */
  long mByteCountP;      /**< 1000 bytes */
  double mBytePerSecP;   /**< 1000 bytes per second */
  double mMinLatencyP;   /**< 999999999 when there was none */
  double mMaxLatencyP;   /**< of the period, as are the next two */
  double mAveLatencyP;   /**< the mean */
  double mStdDeviationP; /**< of the sample: n - 1 */
} performanceData;

/**
 * Makes a cache.
 * @param numMsgCategories  how many categories to expect; 0 for one record of everything, "Global"
 * @param outfile           where rows are printed; NULL for nowhere
 * @param header            1 to print column names: at once on stdout, before each row elsewhere
 * @return STATS_OK; STATS_NULL_PARAM; STATS_NO_MEMORY
 */
COMMONExpDLL int createStatisticsCache(statsCache** sCache, int numMsgCategories, FILE* outfile,
                                       int header);

/**
 * Ends the present period: prints a row for each record with messages in it, or fills
 * `myPerformanceData` instead when that is not NULL and the cache has no categories.
 */
COMMONExpDLL void statisticsCacheToFile(statsCache* sCache, performanceData* myPerformanceData);

/**
 * Counts a message.
 * @param msgCategoryName   its category; ignored, and may be NULL, when the cache has none
 * @param numBytesRecieved  its size
 * @param timeSecs          when it was sent: seconds since 1970,
 * @param timeMicroSecs     and microseconds; both 0 when `cLatency` tells the latency
 * @param cLatency          the latency, in milliseconds; 999999999 and more when unknown
 * @param tv                when it was received
 * @return STATS_OK; STATS_NULL_PARAM; STATS_NO_MEMORY
 */
COMMONExpDLL int updateStatisticsCache(statsCache* sCache, const char* msgCategoryName,
                                       long numBytesRecieved, long timeSecs, long timeMicroSecs,
                                       double cLatency, struct timeval tv);

/** Frees the cache with all records. NULL: nothing happens. */
COMMONExpDLL void destroyStatsCache(statsCache* sCache);

/**
 * Ends the present period, and prints a row for each record about its whole life.
 * @return STATS_OK; STATS_NULL_PARAM
 */
COMMONExpDLL int printPerfReport(statsCache* sCache, FILE* outfile);

/**
 * The time between sending and receiving.
 * @param timeSecs       when it was sent: seconds since 1970,
 * @param timeMicroSecs  and microseconds
 * @param latency        receives the time in milliseconds; may be NULL; untouched, and the result
 *                       0, when the difference is too large for microseconds in a long
 * @param tv             when it was received
 */
COMMONExpDLL latencyVals calcLatency(long timeSecs, long timeMicroSecs, double* latency,
                                     struct timeval tv);

/**
 * The same from a text, by the time of day.
 * @param timeStamp   the local time of sending; its last three characters are milliseconds
 * @param timeFormat  how strptime reads what is before those
 * @param latency     receives the time in milliseconds; may be NULL
 * @param tv          when it was received; {0, 0} for now
 * @return 0, with a message on stderr, for a missing or unreadable text
 */
COMMONExpDLL latencyVals calcLatency1TimeStamp(const char* timeStamp, const char* timeFormat,
                                               double* latency, struct timeval tv);

/**
 * Counts its own calls, and prints at each numMsg-th what the process has used. From any thread.
 * @param numMsg     0 and less: nothing happens
 * @param graphData  where to print
 */
COMMONExpDLL void printStatsLevel1(int numMsg, FILE* graphData);

/** Makes now the beginning for getCpuTimeVals. From any thread. */
COMMONExpDLL void startCpuTimer(void);

/**
 * Processor time of this process and the children that it waited for.
 * @param cpuV      receives seconds in sum, the seconds since the beginning, and the per cent of
 *                  all processors that were used since then (-1 when no time has passed)
 * @param isUpdate  not 0 to begin anew
 */
COMMONExpDLL void getCpuTimeVals(cpuVals* cpuV, int isUpdate);

/** Each value of cpuV2 less that of cpuV1. */
COMMONExpDLL void getCpuTimeValDiff(cpuVals cpuV1, cpuVals cpuV2, cpuVals* cpuV);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_WMESSAGESTATS_H_ */
