/* Quoll: mama/status.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The result of almost every function of the interface, and its text.
 *
 * Unless a function says otherwise: MAMA_STATUS_OK means that it did what it says; on any other
 * status nothing has changed and out-parameters are untouched; a NULL handle gives
 * MAMA_STATUS_NULL_ARG; a handle whose object has been destroyed gives a status too, never a crash.
 * The comments of the other headers name statuses without the MAMA_STATUS_ prefix.
 */
#ifndef QUOLL_MAMA_STATUS_H_
#define QUOLL_MAMA_STATUS_H_

#include <stddef.h>
#include <wombat/port.h>
#include <wombat/wConfig.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The first of the entitlement codes. */
#define MAMA_STATUS_BASE 9000
#define MAMA_STATUS_MAX 1000

/** What became of a call. The numbers are part of the binary interface. */
typedef enum {
  MAMA_STATUS_OK = 0,                        /**< It worked */
  MAMA_STATUS_NOMEM = 1,                     /**< Out of memory */
  MAMA_STATUS_PLATFORM = 2,                  /**< The middleware or the platform failed */
  MAMA_STATUS_SYSTEM_ERROR = 3,              /**< The system failed, e.g. no thread could be made */
  MAMA_STATUS_INVALID_ARG = 4,               /**< An argument has a value that is not allowed */
  MAMA_STATUS_NULL_ARG = 5,                  /**< A handle or a required argument is NULL */
  MAMA_STATUS_NOT_FOUND = 6,                 /**< There is no such thing */
  MAMA_STATUS_TIMER_FAILURE = 7,             /**< A timer could not be made */
  MAMA_STATUS_IP_NOT_FOUND = 8,              /**< The address cannot be resolved */
  MAMA_STATUS_TIMEOUT = 9,                   /**< The time is over */
  MAMA_STATUS_NOT_ENTITLED = 10,             /**< The user is not entitled to this subject */
  MAMA_STATUS_PROPERTY_TOO_LONG = 11,        /**< A text does not fit; it was stored cut */
  MAMA_STATUS_MD_NOT_OPENED = 12,            /**< Market data has not been opened */
  MAMA_STATUS_PUB_SUB_NOT_OPENED = 13,       /**< Publish/subscribe has not been opened */
  MAMA_STATUS_ENTITLEMENTS_NOT_ENABLED = 14, /**< There is no entitlement checking */
  MAMA_STATUS_BAD_TRANSPORT_TYPE = 15,       /**< The transport cannot do this */
  MAMA_STATUS_UNSUPPORTED_IO_TYPE = 16,  /**< The bridge does not watch for this kind of io event */
  MAMA_STATUS_TOO_MANY_DISPATCHERS = 17, /**< The queue has a dispatcher already */
  MAMA_STATUS_NOT_IMPLEMENTED = 18,      /**< The bridge or payload lacks this optional function */
  MAMA_STATUS_WRONG_FIELD_TYPE =
      19,                          /**< The field's type cannot be converted to the one asked for */
  MAMA_STATUS_BAD_SYMBOL = 20,     /**< The symbol is unknown */
  MAMA_STATUS_IO_ERROR = 21,       /**< A file or device failed */
  MAMA_STATUS_NOT_INSTALLED = 22,  /**< A required part is not installed */
  MAMA_STATUS_CONFLATE_ERROR = 23, /**< Conflation failed */
  MAMA_STATUS_QUEUE_FULL = 24,     /**< The queue is full */
  MAMA_STATUS_QUEUE_END = 25,      /**< The end of the queue is reached */
  MAMA_STATUS_NO_BRIDGE_IMPL = 26, /**< There is no (such) bridge */
  MAMA_STATUS_INVALID_QUEUE = 27,  /**< There is no (usable) queue */
  MAMA_STATUS_NOT_MODIFIABLE = 28, /**< The message must not be changed */
  MAMA_STATUS_DELETE = 29,         /**< The item was deleted */
  MAMA_STATUS_NOT_PERMISSIONED = 4001, /**< The user lacks a permission */
  MAMA_STATUS_SUBSCRIPTION_INVALID_STATE =
      5001,                              /**< The subscription's state does not allow this call */
  MAMA_STATUS_QUEUE_OPEN_OBJECTS = 5002, /**< Objects on the queue are still alive */
  MAMA_STATUS_SUBSCRIPTION_INVALID_TYPE = 5003, /**< Not for this type of subscription */
  MAMA_STATUS_SUBSCRIPTION_GAP = 5004,          /**< A gap in the sequence numbers was detected */
  MAMA_STATUS_NOT_INITIALISED = 5005,           /**< It has not been initialised */
  MAMA_STATUS_NO_SUBSCRIBERS = 5006,            /**< Nobody subscribes */
  MAMA_STATUS_EXPIRED = 5007,                   /**< The item has expired */
  MAMA_STATUS_BANDWIDTH_EXCEEDED = 5008,        /**< The bandwidth limit is exceeded */
  MAMA_ENTITLE_STATUS_NOMEM = 9001,
  MAMA_ENTITLE_STATUS_BAD_PARAM = 9002,
  MAMA_ENTITLE_STATUS_BAD_DATA = 9003,
  MAMA_ENTITLE_STATUS_URL_ERROR = 9004,
  MAMA_ENTITLE_STATUS_OS_LOGIN_ID_UNAVAILABLE = 9005,
  MAMA_ENTITLE_STATUS_ALREADY_ENTITLED = 9006,
  MAMA_ENTITLE_STATUS_CAC_LIMIT_EXCEEDED = 9007,
  MAMA_ENTITLE_STATUS_OEP_LISTENER_CREATION_FAILURE = 9008,
  MAMA_ENTITLE_HTTP_ERRHOST = 9010,
  MAMA_ENTITLE_HTTP_ERRSOCK = 9011,
  MAMA_ENTITLE_HTTP_ERRCONN = 9012,
  MAMA_ENTITLE_HTTP_ERRWRHD = 9013,
  MAMA_ENTITLE_HTTP_ERRWRDT = 9014,
  MAMA_ENTITLE_HTTP_ERRRDHD = 9015,
  MAMA_ENTITLE_HTTP_ERRPAHD = 9016,
  MAMA_ENTITLE_HTTP_ERRNULL = 9017,
  MAMA_ENTITLE_HTTP_ERRNOLG = 9018,
  MAMA_ENTITLE_HTTP_ERRMEM = 9019,
  MAMA_ENTITLE_HTTP_ERRRDDT = 9020,
  MAMA_ENTITLE_HTTP_ERRURLH = 9021,
  MAMA_ENTITLE_HTTP_ERRURLP = 9022,
  MAMA_ENTITLE_HTTP_BAD_QUERY = 9023,
  MAMA_ENTITLE_HTTP_FORBIDDEN = 9024,
  MAMA_ENTITLE_HTTP_TIMEOUT = 9025,
  MAMA_ENTITLE_HTTP_SERVER_ERR = 9026,
  MAMA_ENTITLE_HTTP_NO_IMPL = 9027,
  MAMA_ENTITLE_HTTP_OVERLOAD = 9028,
  MAMA_ENTITLE_NO_USER = 9029,
  MAMA_ENTITLE_NO_SERVERS_SPECIFIED = 9030,
  MAMA_ENTITLE_SITE_NOT_FOUND = 9032
} mama_status;

/* Return the fitting status from a function that returns mama_status when an argument is NULL (or
 * an empty string), or when an allocation failed. As in the interface's other implementation, the
 * argument checks are left out when NDEBUG is defined without WITH_UNITTESTS. */
#if defined(NDEBUG) && !defined(WITH_UNITTESTS)
#define NULLARG_STATUS_CHECK(x)
#define NULLARG_STATUS_CHECK_STR(x)
#else
#define NULLARG_STATUS_CHECK(x)                   \
  do {                                            \
    if ((x) == NULL) return MAMA_STATUS_NULL_ARG; \
  } while (0)
#define NULLARG_STATUS_CHECK_STR(x)                                 \
  do {                                                              \
    if ((x) == NULL || (x)[0] == '\0') return MAMA_STATUS_NULL_ARG; \
  } while (0)
#endif
#define NOMEM_STATUS_CHECK(x)                  \
  do {                                         \
    if ((x) == NULL) return MAMA_STATUS_NOMEM; \
  } while (0)

/**
 * The text of a status, e.g. "STATUS_OK", "INVALID_QUEUE" or "MAMA_STATUS_NOT_PERMISSIONED"
 * (runtime 12.1).
 * @param status  any number
 * @return a static string; "unknown" for a number that is no status
 */
MAMAExpDLL const char* mamaStatus_stringForStatus(mama_status status);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_STATUS_H_ */
