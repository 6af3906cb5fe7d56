/* Quoll: mama/dictionary.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Data dictionaries: descriptions of fields by number and by name.
 *
 * Lifetime: descriptors belong to their dictionary. They are valid until it is destroyed or their
 * number is replaced; a later use of one is answered with a status, as for NULL. They are not for
 * mamaFieldDescriptor_destroy.
 *
 * Threads: while a function fills a dictionary (createFieldDescriptor, setMaxFid,
 * populateFromFile, buildDictionaryFromMessage), and while a request of mama_createDictionary is in
 * progress, until its onComplete, no other thread may use the dictionary, nor iterate messages with
 * it. Then any number of threads may look up, write it and iterate messages with it at once. To
 * change a dictionary that is in use, fill another one, switch over to it, and destroy the old one
 * when no thread has a descriptor of it any more (subscription 18).
 */
#ifndef QUOLL_MAMA_DICTIONARY_H_
#define QUOLL_MAMA_DICTIONARY_H_

#include <mama/fielddesc.h>
#include <mama/msg.h>
#include <mama/status.h>
#include <mama/types.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The dictionary has arrived. */
typedef void(MAMACALLTYPE* mamaDictionary_completeCallback)(mamaDictionary dictionary,
                                                            void* closure);

/** It has not. */
typedef void(MAMACALLTYPE* mamaDictionary_timeoutCallback)(mamaDictionary dictionary,
                                                           void* closure);

/** It could not be had; errMsg is valid during the call. */
typedef void(MAMACALLTYPE* mamaDictionary_errorCallback)(mamaDictionary dictionary,
                                                         const char* errMsg, void* closure);

/** What mama_createDictionary takes. */
typedef struct mamaDictionaryCallbackSet {
  mamaDictionary_completeCallback onComplete;
  mamaDictionary_timeoutCallback onTimeout;
  mamaDictionary_errorCallback onError;
} mamaDictionaryCallbackSet;

/**
 * Asks a source for its dictionary. The request goes out at once, on the source's transport, as
 * `_MDDD.<symbol name space>` with the symbol DATA_DICT; it is repeated when no answer has come in
 * time. One callback tells the outcome, on the queue's thread, when inbox and timer are gone
 * already; the dictionary may be destroyed there. Answers must have MdMsgType and MdMsgStatus,
 * others are dropped; of an answer in parts (MdMsgNum, MdMsgTotal) the last one completes.
 * @param dictionary           receives the dictionary, which fills later; whatever the status is,
 *                             when it is not NULL it is for mamaDictionary_destroy
 * @param queue                where the callbacks run; of the bridge of the source's transport
 * @param dictionaryCallbacks  copied; a NULL onTimeout or onError logs
 * @param source               with a transport; used during the call only
 * @param timeout              seconds, from one request to the next
 * @param retries              how often the request is repeated; 0 or less: not at all
 * @param closure              passed to the callbacks
 * @return OK; NULL_ARG for a NULL dictionary or source; INVALID_QUEUE; INVALID_ARG for a source
 *         without transport, or a timeout that is negative; NO_BRIDGE_IMPL; NOMEM; or why the
 *         request could not be sent; then no callback comes
 */
MAMAExpDLL mama_status mama_createDictionary(mamaDictionary* dictionary, mamaQueue queue,
                                             mamaDictionaryCallbackSet dictionaryCallbacks,
                                             mamaSource source, double timeout, int retries,
                                             void* closure);

/** An empty dictionary, for mamaDictionary_destroy. @return OK; NULL_ARG; NOMEM */
MAMAExpDLL mama_status mamaDictionary_create(mamaDictionary* dictionary);

/**
 * Frees it with its descriptors, and ends a request for it; also inside its callbacks.
 * @return OK, also for NULL; INVALID_ARG for one that was destroyed
 */
MAMAExpDLL mama_status mamaDictionary_destroy(mamaDictionary dictionary);

/**
 * Where it came from: name, and host, of the feed, as the message that filled it had them. Valid
 * until the dictionary is filled again or destroyed.
 * @return OK; INVALID_ARG for NULL; NOT_FOUND, with a NULL result, when it is not known
 */
MAMAExpDLL mama_status mamaDictionary_getFeedName(mamaDictionary dictionary, const char** result);
MAMAExpDLL mama_status mamaDictionary_getFeedHost(mamaDictionary dictionary, const char** result);

/**
 * The descriptor with this number.
 * @return OK, with *result NULL when there is none; NULL_ARG; INVALID_ARG, with *result NULL, for a
 *         number beyond the highest (mamaDictionary_getMaxFid)
 */
MAMAExpDLL mama_status mamaDictionary_getFieldDescriptorByFid(mamaDictionary dictionary,
                                                              mamaFieldDescriptor* result,
                                                              mama_fid_t fid);

/**
 * The descriptors in the order of their numbers, from 0.
 * @return OK; NULL_ARG; INVALID_ARG for an index beyond the end
 */
MAMAExpDLL mama_status mamaDictionary_getFieldDescriptorByIndex(mamaDictionary dictionary,
                                                                mamaFieldDescriptor* result,
                                                                unsigned short index);

/** The descriptor with this name, the one of the lowest number. @return OK; NULL_ARG; NOT_FOUND */
MAMAExpDLL mama_status mamaDictionary_getFieldDescriptorByName(mamaDictionary dictionary,
                                                               mamaFieldDescriptor* result,
                                                               const char* fname);

/**
 * The descriptors with this name, in the order of their numbers.
 * @param descList  the caller's array
 * @param size      how many fit; receives how many were written, 0 when nothing has this name
 * @return OK; INVALID_ARG for NULL or no room
 */
MAMAExpDLL mama_status mamaDictionary_getFieldDescriptorByNameAll(mamaDictionary dictionary,
                                                                  const char* fname,
                                                                  mamaFieldDescriptor* descList,
                                                                  size_t* size);

/**
 * The highest number, 0 in an empty dictionary; the number of descriptors; 1 if two numbers have
 * the same name, else 0.
 * @return OK; INVALID_ARG for NULL
 */
MAMAExpDLL mama_status mamaDictionary_getMaxFid(mamaDictionary dictionary, mama_fid_t* value);
MAMAExpDLL mama_status mamaDictionary_getSize(mamaDictionary dictionary, size_t* value);
MAMAExpDLL mama_status mamaDictionary_hasDuplicates(mamaDictionary dictionary, int* value);

/**
 * Adds a descriptor for every field of a message, and replaces those of the same numbers; values do
 * not matter, but for strings in the fields MdFeedName and MdFeedHost.
 * @return OK; NULL_ARG; or why the message cannot be read, and then nothing is added
 */
MAMAExpDLL mama_status mamaDictionary_buildDictionaryFromMessage(mamaDictionary dictionary,
                                                                 const mamaMsg msg);

/**
 * A message with one field for every descriptor, for mamaMsg_destroy; the next function appends
 * such fields to a message. The values mean nothing. Descriptors of types that messages do not have
 * (QUANTITY, COLLECTION, UNKNOWN, numbers that are no types) are left out, and logged.
 * @return OK; NULL_ARG, also without a payload; INVALID_ARG for a NULL result; NOT_MODIFIABLE
 */
MAMAExpDLL mama_status mamaDictionary_getDictionaryMessage(mamaDictionary dictionary, mamaMsg* msg);
MAMAExpDLL mama_status mamaDictionary_fillDictionaryMessage(mamaDictionary dictionary,
                                                            mamaMsg* msg);

/**
 * Adds a descriptor, or replaces the one of that number. The result may be NULL.
 * @return OK; NULL_ARG; NOMEM
 */
MAMAExpDLL mama_status mamaDictionary_createFieldDescriptor(mamaDictionary dictionary,
                                                            mama_fid_t fid, const char* name,
                                                            mamaFieldType type,
                                                            mamaFieldDescriptor* descriptor);

/** Makes room for numbers up to this one, at most 65535; the highest number is never lowered. */
MAMAExpDLL mama_status mamaDictionary_setMaxFid(mamaDictionary dictionary, mama_size_t maxFid);

/**
 * Writes a line "fid|name|type" for each descriptor, in the order of the fids; the type is the
 * number of the mamaFieldType. A name with a bar or a line end has no such form: it is left out,
 * and logged.
 * @param fileName  a name that begins with neither '/' nor '.' is tried in the directory
 *                  $WOMBAT_PATH first
 * @return OK; NULL_ARG; IO_ERROR when it cannot be opened, or not be written to the end (what was
 *         written then stays)
 */
MAMAExpDLL mama_status mamaDictionary_writeToFile(mamaDictionary dictionary, const char* fileName);

/**
 * Adds the descriptors of such a file, and replaces those of the same fids. Lines with fewer than
 * two bars, a NUL, or a fid that is not in 0 to 65535 are skipped, and logged; what follows a third
 * bar is not looked at. Numbers are read up to the first byte that is no digit.
 * @param fileName  as in mamaDictionary_writeToFile
 * @return OK; NULL_ARG; IO_ERROR when it cannot be read, and NOMEM; then nothing is added
 */
MAMAExpDLL mama_status mamaDictionary_populateFromFile(mamaDictionary dictionary,
                                                       const char* fileName);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_DICTIONARY_H_ */
