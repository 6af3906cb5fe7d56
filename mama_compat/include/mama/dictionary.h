/* Quoll: mama/dictionary.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Data dictionaries: descriptions of fields by number and by name. Descriptors belong to their
 * dictionary and are valid until it is destroyed or their number is replaced. A dictionary is used
 * by one thread at a time (subscription 18).
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
 * Asks a source for its dictionary; callbacks run on the queue's thread.
 * @param dictionary           receives the dictionary, which fills later
 * @param dictionaryCallbacks  copied
 * @param timeout              seconds
 * @param retries              how often the request is repeated
 * @param closure              passed to the callbacks
 */
MAMAExpDLL mama_status mama_createDictionary(mamaDictionary* dictionary, mamaQueue queue,
                                             mamaDictionaryCallbackSet dictionaryCallbacks,
                                             mamaSource source, double timeout, int retries,
                                             void* closure);

/** An empty dictionary, for mamaDictionary_destroy. @return OK; NULL_ARG; NOMEM */
MAMAExpDLL mama_status mamaDictionary_create(mamaDictionary* dictionary);

/**
 * Frees it with its descriptors, and ends a request for it; also inside its callbacks.
 * @return OK
 */
MAMAExpDLL mama_status mamaDictionary_destroy(mamaDictionary dictionary);

/** Where it came from: name, and host, of the feed. @return OK; INVALID_ARG for NULL; NOT_FOUND */
MAMAExpDLL mama_status mamaDictionary_getFeedName(mamaDictionary dictionary, const char** result);
MAMAExpDLL mama_status mamaDictionary_getFeedHost(mamaDictionary dictionary, const char** result);

/**
 * The descriptor with this number.
 * @return OK, with *result NULL when there is none; NULL_ARG; INVALID_ARG for a number beyond the
 *         dictionary
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
 * All descriptors with this name.
 * @param descList  the caller's array
 * @param size      how many fit; receives how many there are
 * @return OK; INVALID_ARG
 */
MAMAExpDLL mama_status mamaDictionary_getFieldDescriptorByNameAll(mamaDictionary dictionary,
                                                                  const char* fname,
                                                                  mamaFieldDescriptor* descList,
                                                                  size_t* size);

/**
 * The highest number; the number of descriptors; whether two have the same name.
 * @return OK; INVALID_ARG for NULL
 */
MAMAExpDLL mama_status mamaDictionary_getMaxFid(mamaDictionary dictionary, mama_fid_t* value);
MAMAExpDLL mama_status mamaDictionary_getSize(mamaDictionary dictionary, size_t* value);
MAMAExpDLL mama_status mamaDictionary_hasDuplicates(mamaDictionary dictionary, int* value);

/** Adds a descriptor for every field of a message; values do not matter. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaDictionary_buildDictionaryFromMessage(mamaDictionary dictionary,
                                                                 const mamaMsg msg);

/**
 * A message with one field for every descriptor, for mamaMsg_destroy; the next function appends
 * such fields to a message.
 * @return OK; NULL_ARG; INVALID_ARG for a NULL result
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

/** Makes room for numbers up to this one. @return OK; NULL_ARG */
MAMAExpDLL mama_status mamaDictionary_setMaxFid(mamaDictionary dictionary, mama_size_t maxFid);

/** Writes lines "fid|name|type". @return OK; NULL_ARG; IO_ERROR */
MAMAExpDLL mama_status mamaDictionary_writeToFile(mamaDictionary dictionary, const char* fileName);

/**
 * Adds the descriptors of such a file, in $WOMBAT_PATH or as named.
 * @return OK; NULL_ARG; IO_ERROR
 */
MAMAExpDLL mama_status mamaDictionary_populateFromFile(mamaDictionary dictionary,
                                                       const char* fileName);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_DICTIONARY_H_ */
