/* Quoll: mama/mama.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The life of the runtime: loading bridges, open and close, start and stop, properties and the
 * identity of the application. Includes what a client usually needs.
 *
 * Usual order: mama_loadBridge, mama_open, mama_getDefaultEventQueue, create objects, mama_start
 * (which blocks) ... mama_stop, destroy the objects, mama_close. Open and close are counted, as are
 * start and stop of each bridge. All functions may be called from any thread; see each one for what
 * it must not be called from.
 */
#ifndef QUOLL_MAMA_MAMA_H_
#define QUOLL_MAMA_MAMA_H_

#include <mama/datetime.h>
#include <mama/dictionary.h>
#include <mama/entitlement.h>
#include <mama/error.h>
#include <mama/fielddesc.h>
#include <mama/ft.h>
#include <mama/inbox.h>
#include <mama/log.h>
#include <mama/marketdata.h>
#include <mama/middleware.h>
#include <mama/msg.h>
#include <mama/msgfield.h>
#include <mama/msgstatus.h>
#include <mama/msgtype.h>
#include <mama/price.h>
#include <mama/publisher.h>
#include <mama/quality.h>
#include <mama/queue.h>
#include <mama/reservedfields.h>
#include <mama/senderId.h>
#include <mama/servicelevel.h>
#include <mama/source.h>
#include <mama/sourceman.h>
#include <mama/status.h>
#include <mama/subscription.h>
#include <mama/subscriptiontype.h>
#include <mama/symbolmap.h>
#include <mama/symbolmapfile.h>
#include <mama/timer.h>
#include <mama/timezone.h>
#include <mama/transport.h>
#include <mama/types.h>
#include <stddef.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MAMA_OPEN_MD 1
#define MAMA_OPEN_PUB_SUB 2

/** Messages a second that a transport's throttle lets pass. */
#define MAMA_DEFAULT_THROTTLE_RATE 500
#define MAMA_DEFAULT_RECAP_THROTTLE_RATE 250
#define MAMA_DEFAULT_RETRIES 2

/** Seconds to wait for an initial value. */
#define MAMA_DEFAULT_TIMEOUT (10.0)

/** Longest names in bytes, with the end of the string. */
#define MAMA_MAX_SYMBOL_LEN 128
#define MAMA_MAX_ROOT_LEN 5
#define MAMA_MAX_SOURCE_LEN 64
#define MAMA_MAX_TRANSPORT_LEN 64
#define MAMA_MAX_BRIDGE_NAME_LEN 64
#define MAMA_MAX_RESOURCE_POOL_LEN 128
#define MAMA_MAX_TOTAL_SYMBOL_LEN 199

/** Called on the background thread when mama_start has returned, with its status. */
typedef void(MAMACALLTYPE* mamaStartCB)(mama_status status);

/** Called when a bridge has stopped, with the status of mama_start. */
typedef void(MAMACALLTYPE* mamaStopCB)(mama_status status);

/** As mamaStartCB, with the bridge and the closure given to mama_startBackgroundEx. */
typedef void(MAMACALLTYPE* mamaStopCBEx)(mama_status status, mamaBridge bridge, void* closure);

/** Why an entitlement server ended a session. */
typedef enum {
  SESSION_DISCONNECT_REASON_ADMIN = 0,
  SESSION_DISCONNECT_REASON_NEW_CONNECTION = 1,
  SESSION_DISCONNECT_REASON_ENTITLEMENTS_UPDATE = 2,
  SESSION_DISCONNECT_REASON_INVALID = 101
} sessionDisconnectReason;

/** The entitlement server has ended the user's session; on a thread of the entitlement bridge. */
typedef void(MAMACALLTYPE* onSessionDisconnectCB)(const sessionDisconnectReason reason,
                                                  const char* userId, const char* host,
                                                  const char* appName);

/** Entitlements have changed; on a thread of the entitlement bridge. */
typedef void(MAMACALLTYPE* onEntitlementUpdateCB)(void);

/** Checking has been switched off (non-zero) or on (0); on a thread of the entitlement bridge. */
typedef void(MAMACALLTYPE* onEntitlementCheckingSwitchCB)(const int isEntitlementsCheckingDisabled);

/** What mama_registerEntitlementCallbacks takes; each may be NULL. */
typedef struct mamaEntitlementCallbacks_ {
  onSessionDisconnectCB onSessionDisconnect;
  onEntitlementUpdateCB onEntitlementUpdate;
  onEntitlementCheckingSwitchCB onEntitlementCheckingSwitch;
} mamaEntitlementCallbacks;

/** Details of a bridge, for the one bridge that offers them. */
typedef void(MAMACALLTYPE* bridgeInfoCallback)(mamaBridge bridge, const char* description);

/**
 * Call <implIdentifier>Bridge_createImpl, which a bridge from before dynamic loading offers, to
 * obtain its handle. In C++ that function must have been declared, as extern "C".
 */
#ifdef __cplusplus
#define MAMA_CREATE_BRIDGE(implIdentifier, impl) implIdentifier##Bridge_createImpl(&(impl))
#else
#define MAMA_CREATE_BRIDGE(implIdentifier, impl)                \
  do {                                                          \
    extern void implIdentifier##Bridge_createImpl(mamaBridge*); \
    implIdentifier##Bridge_createImpl(&(impl));                 \
  } while (0)
#endif
#define MAMA_LINK_BRIDGE(implIdentifier, impl) MAMA_CREATE_BRIDGE(implIdentifier, impl)

/* ---- Loading */

/**
 * Chooses the payload of messages that are created without naming one. Wins over the automatic
 * choice (the first payload loaded) from then on.
 * @param id  the id character of a loaded payload, e.g. 'O'
 * @return OK; NULL_ARG when it is 0 or no such payload is loaded
 */
MAMAExpDLL mama_status mama_setDefaultPayload(char id);

/**
 * Loads the middleware bridge "libmama<middleware>impl.so" with the system loader's search,
 * initialises and opens it (runtime 6). May be called before mama_open. A bridge that is loaded
 * already is returned as it is.
 * @param impl        receives the handle, valid until the last mama_close; NULL when the load
 *                    failed after the library was opened
 * @param middleware  its name, e.g. "loopback"; case matters
 * @return OK; NULL_ARG; NO_BRIDGE_IMPL: the library cannot be opened (the log says why) or 127 are
 *         loaded; INVALID_ARG: not a bridge, or built for another version; PLATFORM: required
 *         functions are missing (the log names them); or the status of the bridge's own init or
 *         open. A failed load leaves nothing behind and may be repeated.
 */
MAMAExpDLL mama_status mama_loadBridge(mamaBridge* impl, const char* middleware);

/**
 * Loads the message format "libmama<payloadName>impl.so"; the first one becomes the default payload
 * (runtime 6.2).
 * @param bridge       receives the handle, valid until the last mama_close
 * @param payloadName  its name, e.g. "omnmmsg"
 * @return as mama_loadBridge, and SYSTEM_ERROR when its id character is taken
 */
MAMAExpDLL mama_status mama_loadPayloadBridge(mamaPayloadBridge* bridge, const char* payloadName);

/**
 * mama_loadBridge from one folder. The folder is not part of the bridge's name: a bridge of that
 * name that is loaded already is returned.
 * @param path  the folder; NULL for the system loader's search
 * @return as mama_loadBridge
 */
MAMAExpDLL mama_status mama_loadBridgeWithPath(mamaBridge* impl, const char* middleware,
                                               const char* path);

/* ---- Open and close */

/**
 * Opens the runtime with $WOMBAT_PATH/mama.properties. Only the first open does more than count: it
 * loads properties, applies those about logging, loads payloads and plugins. A missing properties
 * file is no error.
 * @return OK; NO_BRIDGE_IMPL when no middleware or no payload is loaded: then the count stays 0 and
 *         what this call loaded is released
 */
MAMAExpDLL mama_status mama_open(void);

/**
 * mama_open that also tells the count.
 * @param count  receives the number of opens in effect after the call, on every path; may be NULL
 * @return as mama_open
 */
MAMAExpDLL mama_status mama_openCount(unsigned int* count);

/**
 * mama_open with another properties file. Values set by mama_setProperty or from files named before
 * win over those of this file; values that came only from an implicit load of the default file do
 * not (runtime 3.2).
 * @param path      folders separated by ":"; the first that holds the file is used; NULL for
 *                  $WOMBAT_PATH
 * @param filename  NULL for mama.properties
 * @return as mama_open
 */
MAMAExpDLL mama_status mama_openWithProperties(const char* path, const char* filename);

/**
 * Both of the above. All other open functions are this one with NULL arguments.
 * @return as mama_open
 */
MAMAExpDLL mama_status mama_openWithPropertiesCount(const char* path, const char* filename,
                                                    unsigned int* count);

/* ---- Properties */

/**
 * Sets a property for as long as the runtime lives. References to the environment, $(NAME) or
 * ${NAME}, are replaced. Loads the default file first if nothing has been loaded yet.
 * @param name   e.g. "mama.loopback.transport.tport1.domain"; copied
 * @param value  copied
 * @return OK; NULL_ARG; PLATFORM when it cannot be stored
 */
MAMAExpDLL mama_status mama_setProperty(const char* name, const char* value);

/**
 * Adds the properties of a file; values that are in memory already win.
 * @param path      folders separated by ":"
 * @param filename  the file
 * @return OK, also when there is no such file (the log says so); NULL_ARG
 */
MAMAExpDLL mama_status mama_setPropertiesFromFile(const char* path, const char* filename);

/**
 * The value of a property. Loads the default file first if nothing has been loaded yet.
 * @return the value, owned by the library, valid until the last mama_close; NULL for NULL, "" or an
 *         unknown name
 */
MAMAExpDLL const char* mama_getProperty(const char* name);

/** Loads $WOMBAT_PATH/mama.properties if nothing has been loaded yet. */
MAMAExpDLL void mama_loadDefaultProperties(void);

/**
 * All properties as lines "key=value" without a newline at the end, in no particular order.
 * @return a text that the caller frees with free(); "" when there are none
 */
MAMAExpDLL const char* mama_getPropertiesAsString(void);

/**
 * Undoes one open. The last one stops what still runs, releases payloads, plugins and bridges,
 * properties and the application's name, and closes the log file (runtime 4). Every handle is
 * invalid afterwards; the application has destroyed its objects before. Libraries stay mapped. Must
 * not be called from a callback on a queue of a bridge, nor from a stop callback.
 * @return OK, also at count 0, where it does nothing; NOMEM when memory ran out meanwhile: MAMA is
 *         still open then, and the next call goes on
 */
MAMAExpDLL mama_status mama_close(void);

/**
 * mama_close that also tells the count.
 * @param count  receives the number of opens still in effect; may be NULL
 * @return as mama_close
 */
MAMAExpDLL mama_status mama_closeCount(unsigned int* count);

/* ---- Start and stop */

/**
 * Version of the runtime and of the bridge, e.g. "mama 6.3.2 (loopback 1.0) (non entitled)".
 * @return a text in a buffer of the calling thread, overwritten by the next call; NULL for NULL
 */
MAMAExpDLL const char* mama_getVersion(mamaBridge bridgeImpl);

/**
 * Starts a bridge: dispatches its default event queue on the calling thread until mama_stop. When
 * it runs already, counts one more start and returns at once (runtime 5).
 * @return OK after a stop; NO_BRIDGE_IMPL for NULL; INVALID_QUEUE when it has no default queue; or
 *         the bridge's status
 */
MAMAExpDLL mama_status mama_start(mamaBridge bridgeImpl);

/**
 * Starts every loaded bridge on a thread of its own.
 * @param isBlocking  non-zero to wait until all of them have stopped
 * @return OK; the status of the last bridge that could not be started
 */
MAMAExpDLL mama_status mama_startAll(mama_bool_t isBlocking);

/**
 * Starts a bridge on a thread of its own, named mama_<bridge>_default, and returns. A stop that
 * follows is honoured even if the thread has not got going yet.
 * @param callback  called on that thread when the bridge has stopped
 * @return OK; NO_BRIDGE_IMPL for a NULL bridge; INVALID_ARG for a NULL callback; NOMEM;
 *         SYSTEM_ERROR when the thread cannot be made or the previous one still runs
 */
MAMAExpDLL mama_status mama_startBackground(mamaBridge bridgeImpl, mamaStartCB callback);

/**
 * mama_startBackground with a closure.
 * @return as mama_startBackground
 */
MAMAExpDLL mama_status mama_startBackgroundEx(mamaBridge bridgeImpl, mamaStopCBEx callback,
                                              void* closure);

/**
 * Undoes one start of a bridge. The last one makes mama_start return after the event in progress;
 * this call does not wait for it. From any thread, also from a callback. Stopping a bridge that
 * does not run does nothing.
 * @return OK; NO_BRIDGE_IMPL for NULL; INVALID_QUEUE when it has no default queue; the status of a
 *         bridge that refuses, which then runs on
 */
MAMAExpDLL mama_status mama_stop(mamaBridge bridgeImpl);

/** mama_stop for every loaded bridge, whether or not one fails. @return OK or the first failure */
MAMAExpDLL mama_status mama_stopAll(void);

/* ---- Identity of the application */

/**
 * The name under which this application appears. Set it before the first open; cleared by the last
 * close, and "MamaApplication" when never set.
 * @param applicationName  copied; NULL clears it
 * @return OK
 */
MAMAExpDLL mama_status mama_setApplicationName(const char* applicationName);

/**
 * The same for the class of applications; "MamaApplications" when never set.
 * @return OK
 */
MAMAExpDLL mama_status mama_setApplicationClassName(const char* className);

/**
 * Sets the receivers of entitlement events for the process.
 * @param entitlementCallbacks  copied
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status
mama_registerEntitlementCallbacks(const mamaEntitlementCallbacks* entitlementCallbacks);

/**
 * The application's name: an internal text, valid until it is set again or the last close; may be
 * NULL.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mama_getApplicationName(const char** applicationName);

/**
 * The application's class, as above.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mama_getApplicationClassName(const char** className);

/**
 * The user's login name, or the account name of the process, or "". Static.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mama_getUserName(const char** userName);

/** The name of this machine, looked up once. Static. @return OK; NULL_ARG */
MAMAExpDLL mama_status mama_getHostName(const char** hostName);

/**
 * The IPv4 address of this machine's name in dotted form, looked up once; "not determined" when it
 * cannot be resolved. Static.
 * @return OK; NULL_ARG
 */
MAMAExpDLL mama_status mama_getIpAddress(const char** ipAddress);

/**
 * The queue that mama_start dispatches. It belongs to the bridge: never destroy it.
 * @return OK; NO_BRIDGE_IMPL for a NULL bridge; NULL_ARG for NULL; INVALID_QUEUE when the bridge
 *         has none
 */
MAMAExpDLL mama_status mama_getDefaultEventQueue(mamaBridge bridgeImpl, mamaQueue* defaultQueue);

/* ---- The rest */

/** Sets the calling thread's last error. The runtime does so before it calls an error callback. */
MAMAExpDLL void mama_setLastError(mamaError error);

/** The calling thread's last error; MAMA_ERROR_DEFAULT when there was none. */
MAMAExpDLL mamaError mama_getLastErrorCode(void);

/** The same as text (mamaError_convertToString). */
MAMAExpDLL const char* mama_getLastErrorText(void);

/**
 * Only for a bridge named "lbm".
 * @return OK; NO_BRIDGE_IMPL for NULL; NOT_IMPLEMENTED for any other bridge
 */
MAMAExpDLL mama_status mama_setBridgeInfoCallback(mamaBridge bridgeImpl,
                                                  bridgeInfoCallback callback);

/**
 * Includes a collector in the statistics reports.
 * @return OK; NULL_ARG for NULL or when statistics are off
 */
MAMAExpDLL mama_status mama_addStatsCollector(mamaStatsCollector statsCollector);

/** Takes a collector out of the reports. @return OK; NOT_FOUND when there are no statistics */
MAMAExpDLL mama_status mama_removeStatsCollector(mamaStatsCollector statsCollector);

/** 1 when transports keep statistics, else 0. */
MAMAExpDLL int mama_getGenerateTransportStats(void);

/**
 * Looks up a loaded bridge; loads nothing.
 * @return OK; NULL_ARG; NOT_FOUND, with *bridge NULL
 */
MAMAExpDLL mama_status mama_getMiddlewareBridge(mamaBridge* bridge, const char* middlewareName);

/**
 * Looks up a loaded payload; loads nothing.
 * @return OK; NULL_ARG; NOT_FOUND, with *payloadBridge NULL
 */
MAMAExpDLL mama_status mama_getPayloadBridge(mamaPayloadBridge* payloadBridge,
                                             const char* payloadName);

/**
 * The names of all transports that the properties mention (mama.<any>.transport.<name>.<key>), in
 * no particular order.
 * @param transports  the caller's array; names are cut to fit and always ended by NUL
 * @param maxCount    how many fit
 * @param count       receives how many were written
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mama_getAvailableTransportNames(char (*transports)[MAMA_MAX_TRANSPORT_LEN],
                                                       size_t maxCount, size_t* count);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_MAMA_H_ */
