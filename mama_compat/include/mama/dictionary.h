/* Quoll: mama/dictionary.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Data dictionaries: descriptions of fields by number and by name.
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

typedef void(MAMACALLTYPE* mamaDictionary_completeCallback)(mamaDictionary dictionary,
                                                            void* closure);
typedef void(MAMACALLTYPE* mamaDictionary_timeoutCallback)(mamaDictionary dictionary,
                                                           void* closure);
typedef void(MAMACALLTYPE* mamaDictionary_errorCallback)(mamaDictionary dictionary,
                                                         const char* errMsg, void* closure);

/** What mama_createDictionary takes. */
typedef struct mamaDictionaryCallbackSet {
  mamaDictionary_completeCallback onComplete;
  mamaDictionary_timeoutCallback onTimeout;
  mamaDictionary_errorCallback onError;
} mamaDictionaryCallbackSet;

MAMAExpDLL mama_status mama_createDictionary(mamaDictionary* dictionary, mamaQueue queue,
                                             mamaDictionaryCallbackSet dictionaryCallbacks,
                                             mamaSource source, double timeout, int retries,
                                             void* closure);
MAMAExpDLL mama_status mamaDictionary_create(mamaDictionary* dictionary);
MAMAExpDLL mama_status mamaDictionary_destroy(mamaDictionary dictionary);
MAMAExpDLL mama_status mamaDictionary_getFeedName(mamaDictionary dictionary, const char** result);
MAMAExpDLL mama_status mamaDictionary_getFeedHost(mamaDictionary dictionary, const char** result);
MAMAExpDLL mama_status mamaDictionary_getFieldDescriptorByFid(mamaDictionary dictionary,
                                                              mamaFieldDescriptor* result,
                                                              mama_fid_t fid);
MAMAExpDLL mama_status mamaDictionary_getFieldDescriptorByIndex(mamaDictionary dictionary,
                                                                mamaFieldDescriptor* result,
                                                                unsigned short index);
MAMAExpDLL mama_status mamaDictionary_getFieldDescriptorByName(mamaDictionary dictionary,
                                                               mamaFieldDescriptor* result,
                                                               const char* fname);
MAMAExpDLL mama_status mamaDictionary_getFieldDescriptorByNameAll(mamaDictionary dictionary,
                                                                  const char* fname,
                                                                  mamaFieldDescriptor* descList,
                                                                  size_t* size);
MAMAExpDLL mama_status mamaDictionary_getMaxFid(mamaDictionary dictionary, mama_fid_t* value);
MAMAExpDLL mama_status mamaDictionary_getSize(mamaDictionary dictionary, size_t* value);
MAMAExpDLL mama_status mamaDictionary_hasDuplicates(mamaDictionary dictionary, int* value);
MAMAExpDLL mama_status mamaDictionary_buildDictionaryFromMessage(mamaDictionary dictionary,
                                                                 const mamaMsg msg);
MAMAExpDLL mama_status mamaDictionary_getDictionaryMessage(mamaDictionary dictionary, mamaMsg* msg);
MAMAExpDLL mama_status mamaDictionary_fillDictionaryMessage(mamaDictionary dictionary,
                                                            mamaMsg* msg);
MAMAExpDLL mama_status mamaDictionary_createFieldDescriptor(mamaDictionary dictionary,
                                                            mama_fid_t fid, const char* name,
                                                            mamaFieldType type,
                                                            mamaFieldDescriptor* descriptor);
MAMAExpDLL mama_status mamaDictionary_setMaxFid(mamaDictionary dictionary, mama_size_t maxFid);
MAMAExpDLL mama_status mamaDictionary_writeToFile(mamaDictionary dictionary, const char* fileName);
MAMAExpDLL mama_status mamaDictionary_populateFromFile(mamaDictionary dictionary,
                                                       const char* fileName);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_MAMA_DICTIONARY_H_ */
