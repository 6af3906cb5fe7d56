/* Quoll: mama/statslogger.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Receivers of statistics messages.
 */
#ifndef QUOLL_MAMA_STATSLOGGER_H_
#define QUOLL_MAMA_STATSLOGGER_H_

#include <mama/status.h>
#include <mama/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SL_TOPIC_USAGE_LOG "SL_TOPIC_USAGE_LOG"
#define STATS_TOPIC "STATS_TOPIC"

/** What is reported. */
typedef enum mamaSlEvent_ {
  MAMA_SL_EVENT_LOGIN = 0,
  MAMA_SL_EVENT_LOGOUT = 1,
  MAMA_SL_EVENT_SUB_CREATE = 2,
  MAMA_SL_EVENT_SUB_FAIL = 3,
  MAMA_SL_EVENT_SUB_DESTROY = 4,
  MAMA_SL_EVENT_SUB_ENT_PASS = 5
} mamaSlEvent;

/** Why a subscription failed. */
typedef enum mamaSlSubFailReason_ {
  MAMA_SL_SUB_FAIL_REGEX = 0,
  MAMA_SL_SUB_FAIL_CODE = 1,
  MAMA_SL_SUB_FAIL_TIMEOUT = 2,
  MAMA_SL_SUB_FAIL_NOT_FOUND = 3
} mamaSlSubFailReason;

/** The names of events and reasons. Static. */
MAMAExpDLL const char* mamaStatsLogger_eventToString(mamaSlEvent event);
MAMAExpDLL const char* mamaStatsLogger_subFailReasonToString(mamaSlSubFailReason subFailReason);

/** A logger, to be made usable with one of the create functions. @return OK; NULL_ARG; NOMEM */
MAMAExpDLL mama_status mamaStatsLogger_allocate(mamaStatsLogger* logger);

/**
 * Publishes reports at intervals on SL_TOPIC_USAGE_LOG; the other create function only on demand,
 * on the topic given.
 * @return OK; NULL_ARG; or the publisher's status
 */
MAMAExpDLL mama_status mamaStatsLogger_create(mamaStatsLogger logger, mamaQueue queue,
                                              mamaTransport tport);
MAMAExpDLL mama_status mamaStatsLogger_createForStats(mamaStatsLogger logger, mamaQueue queue,
                                                      mamaTransport tport, const char* topic);

/** Sends a last report and ends it. @return OK; NULL_ARG; or the status of that report */
MAMAExpDLL mama_status mamaStatsLogger_destroy(mamaStatsLogger logger);

/**
 * Seconds between reports; and the number of events after which one is sent anyway.
 * @return OK; INVALID_ARG for NULL, or an interval of 0 or less
 */
MAMAExpDLL mama_status mamaStatsLogger_setReportInterval(mamaStatsLogger logger,
                                                         mama_f64_t interval);
MAMAExpDLL mama_status mamaStatsLogger_setReportSize(mamaStatsLogger logger, mama_size_t numEvents);

/**
 * Who reports: texts are copied, NULL clears; getters return internal texts or NULL.
 * @return OK; INVALID_ARG for a NULL logger
 */
MAMAExpDLL mama_status mamaStatsLogger_setUserName(mamaStatsLogger logger, const char* userName);
MAMAExpDLL mama_status mamaStatsLogger_getUserName(const mamaStatsLogger logger,
                                                   const char** userName);
MAMAExpDLL mama_status mamaStatsLogger_setHostName(mamaStatsLogger logger, const char* hostName);
MAMAExpDLL mama_status mamaStatsLogger_getHostName(const mamaStatsLogger logger,
                                                   const char** hostName);
MAMAExpDLL mama_status mamaStatsLogger_setApplicationName(mamaStatsLogger logger,
                                                          const char* appName);
MAMAExpDLL mama_status mamaStatsLogger_getApplicationName(const mamaStatsLogger logger,
                                                          const char** appName);
MAMAExpDLL mama_status mamaStatsLogger_setApplicationClass(mamaStatsLogger logger,
                                                           const char* applClass);
MAMAExpDLL mama_status mamaStatsLogger_getApplicationClass(const mamaStatsLogger logger,
                                                           const char** appClass);
MAMAExpDLL mama_status mamaStatsLogger_setIpAddress(mamaStatsLogger logger, const char* ipAddress);
MAMAExpDLL mama_status mamaStatsLogger_getIpAddress(const mamaStatsLogger logger,
                                                    const char** ipAddress);

/**
 * Events of the user and of subscriptions. Those of subscriptions are left out (OK): they are
 * reported where somebody has asked for a subscription's events, and nothing of the interface does.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mamaStatsLogger_logLogin(mamaStatsLogger logger);
MAMAExpDLL mama_status mamaStatsLogger_logLogout(mamaStatsLogger logger);
MAMAExpDLL mama_status mamaStatsLogger_logSubscriptionEntitlePass(mamaStatsLogger logger,
                                                                  mamaSubscription subscription,
                                                                  int32_t entitleCode);
MAMAExpDLL mama_status mamaStatsLogger_logSubscriptionFail(mamaStatsLogger logger,
                                                           mamaSubscription subscription,
                                                           mamaSlSubFailReason reason);
MAMAExpDLL mama_status mamaStatsLogger_logSubscriptionDestroy(mamaStatsLogger logger,
                                                              mamaSubscription subscription);

/** Adds a copy of a statistics message to the report. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaStatsLogger_addStatMsg(mamaStatsLogger* logger, mamaMsg msg);

/** Sends the report now. @return OK; NULL_ARG; INVALID_ARG before create; or the publisher's status
 */
MAMAExpDLL mama_status mamaStatsLogger_sendReport(mamaStatsLogger* logger);

/**
 * Whether messages are counted, and counting one. @return OK; INVALID_ARG for a NULL logger;
 * NULL_ARG for a NULL result
 */
MAMAExpDLL mama_status mamaStatsLogger_getLogMsgStats(mamaStatsLogger logger,
                                                      mama_bool_t* logMsgStats);
MAMAExpDLL mama_status mamaStatsLogger_setLogMsgStats(mamaStatsLogger logger,
                                                      mama_bool_t logMsgStats);
MAMAExpDLL mama_status mamaStatsLogger_incMsgCount(mamaStatsLogger statsLogger);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_STATSLOGGER_H_ */
