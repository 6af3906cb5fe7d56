// The C functions of mama/dictionary.h.
#include <algorithm>

#include "dispatch/queue.h"
#include "message/dictionary.h"
#include "message/dictionary_request.h"
#include "message/msg.h"

using quoll::mama::DictionaryRequest;
using quoll::mama::guarded;
using quoll::mama::pool_of;

// ---- life --------------------------------------------------------------------------------------

mama_status mamaDictionary_create(mamaDictionary* dictionary) {
  QUOLL_CHECK_POINTER(dictionary, MAMA_STATUS_NULL_ARG);
  *dictionary = pool_of<mamaDictionaryImpl_>().create();
  return *dictionary == nullptr ? MAMA_STATUS_NOMEM : MAMA_STATUS_OK;
}

mama_status mamaDictionary_destroy(mamaDictionary dictionary) {
  if (dictionary == nullptr) return MAMA_STATUS_OK;
  QUOLL_CHECK_HANDLE(dictionary);
  auto& pool = pool_of<mamaDictionaryImpl_>();
  if (!pool.retire(dictionary, __builtin_return_address(0))) return MAMA_STATUS_INVALID_ARG;
  if (dictionary->request != nullptr) {
    dictionary->request->close();
  } else {
    pool.release(dictionary);
  }
  return MAMA_STATUS_OK;
}

mama_status mama_createDictionary(mamaDictionary* dictionary, mamaQueue queue,
                                  mamaDictionaryCallbackSet dictionaryCallbacks, mamaSource source,
                                  double timeout, int retries, void* closure) {
  QUOLL_CHECK_POINTER(dictionary, MAMA_STATUS_NULL_ARG);
  *dictionary = nullptr;
  QUOLL_CHECK_QUEUE(queue, MAMA_STATUS_INVALID_QUEUE, MAMA_STATUS_INVALID_QUEUE);
  QUOLL_TRY(mamaDictionary_create(dictionary));
  const mamaDictionary made = *dictionary;  // a callback may clear the caller's variable
  made->request = pool_of<DictionaryRequest>().create(
      made, DictionaryRequest::Order{queue, dictionaryCallbacks, timeout, retries, closure});
  QUOLL_CHECK_POINTER(made->request, MAMA_STATUS_NOMEM);
  return made->request->begin(source);  // unguarded: it calls the transport's symbol map
}

// ---- filling -----------------------------------------------------------------------------------

mama_status mamaDictionary_createFieldDescriptor(mamaDictionary dictionary, mama_fid_t fid,
                                                 const char* name, mamaFieldType type,
                                                 mamaFieldDescriptor* descriptor) {
  QUOLL_CHECK_HANDLE(dictionary);
  return guarded([=] {
    mamaFieldDescriptor made = dictionary->set(fid, type, name);
    if (descriptor != nullptr) *descriptor = made;
    return MAMA_STATUS_OK;
  });
}

mama_status mamaDictionary_setMaxFid(mamaDictionary dictionary, mama_size_t maxFid) {
  constexpr mama_size_t kLastFid = 0xFFFF;
  QUOLL_CHECK_HANDLE(dictionary);
  return guarded([=] {
    dictionary->raise_max_fid(static_cast<mama_fid_t>(std::min(maxFid, kLastFid)));
    return MAMA_STATUS_OK;
  });
}

mama_status mamaDictionary_populateFromFile(mamaDictionary dictionary, const char* fileName) {
  QUOLL_CHECK_HANDLE(dictionary);
  QUOLL_CHECK_POINTER(fileName, MAMA_STATUS_NULL_ARG);
  return guarded([=] { return quoll::mama::read_dictionary_file(*dictionary, fileName); });
}

mama_status mamaDictionary_writeToFile(mamaDictionary dictionary, const char* fileName) {
  QUOLL_CHECK_HANDLE(dictionary);
  QUOLL_CHECK_POINTER(fileName, MAMA_STATUS_NULL_ARG);
  return guarded([=] { return quoll::mama::write_dictionary_file(*dictionary, fileName); });
}

mama_status mamaDictionary_buildDictionaryFromMessage(mamaDictionary dictionary,
                                                      const mamaMsg msg) {
  QUOLL_CHECK_HANDLE(dictionary);
  QUOLL_TRY(quoll::mama::check_payload(msg, __func__));
  return guarded([=] { return quoll::mama::add_fields_of(msg, *dictionary); });
}

mama_status mamaDictionary_getDictionaryMessage(mamaDictionary dictionary, mamaMsg* msg) {
  QUOLL_CHECK_HANDLE(dictionary);
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_INVALID_ARG);
  *msg = nullptr;
  mamaMsg made = nullptr;
  QUOLL_TRY(mamaMsg_create(&made));
  const mama_status status = quoll::mama::append_fields(*dictionary, made);
  if (status != MAMA_STATUS_OK) {
    mamaMsg_destroy(made);
    return status;
  }
  *msg = made;
  return MAMA_STATUS_OK;
}

mama_status mamaDictionary_fillDictionaryMessage(mamaDictionary dictionary, mamaMsg* msg) {
  QUOLL_CHECK_HANDLE(dictionary);
  QUOLL_CHECK_POINTER(msg, MAMA_STATUS_INVALID_ARG);
  QUOLL_TRY(quoll::mama::check_writable(*msg, __func__));
  return quoll::mama::append_fields(*dictionary, *msg);
}

// ---- looking up --------------------------------------------------------------------------------

mama_status mamaDictionary_getFieldDescriptorByFid(mamaDictionary dictionary,
                                                   mamaFieldDescriptor* result, mama_fid_t fid) {
  QUOLL_CHECK_HANDLE(dictionary);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = dictionary->by_fid(fid);
  return fid <= dictionary->max_fid() ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG;
}

mama_status mamaDictionary_getFieldDescriptorByIndex(mamaDictionary dictionary,
                                                     mamaFieldDescriptor* result,
                                                     unsigned short index) {
  QUOLL_CHECK_HANDLE(dictionary);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  if (index >= dictionary->size()) return MAMA_STATUS_INVALID_ARG;
  *result = dictionary->by_fid(dictionary->fids()[index]);
  return MAMA_STATUS_OK;
}

mama_status mamaDictionary_getFieldDescriptorByName(mamaDictionary dictionary,
                                                    mamaFieldDescriptor* result,
                                                    const char* fname) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = nullptr;
  QUOLL_CHECK_HANDLE(dictionary);
  QUOLL_CHECK_POINTER(fname, MAMA_STATUS_NULL_ARG);
  const auto& fids = dictionary->fids_named(fname);
  if (fids.empty()) return MAMA_STATUS_NOT_FOUND;
  *result = dictionary->by_fid(fids.front());
  return MAMA_STATUS_OK;
}

mama_status mamaDictionary_getFieldDescriptorByNameAll(mamaDictionary dictionary, const char* fname,
                                                       mamaFieldDescriptor* descList,
                                                       size_t* size) {
  QUOLL_CHECK_HANDLE(dictionary, MAMA_STATUS_INVALID_ARG);
  if (fname == nullptr || descList == nullptr || size == nullptr || *size == 0) {
    return MAMA_STATUS_INVALID_ARG;
  }
  const auto& fids = dictionary->fids_named(fname);
  *size = std::min(*size, fids.size());
  std::transform(fids.begin(), fids.begin() + static_cast<std::ptrdiff_t>(*size), descList,
                 [dictionary](mama_fid_t fid) { return dictionary->by_fid(fid); });
  return MAMA_STATUS_OK;
}

// ---- the whole ---------------------------------------------------------------------------------

namespace {

mama_status get_text(const std::optional<std::string>& text, const char** result) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_INVALID_ARG);
  *result = text ? text->c_str() : nullptr;
  return text ? MAMA_STATUS_OK : MAMA_STATUS_NOT_FOUND;
}

}  // namespace

mama_status mamaDictionary_getFeedName(mamaDictionary dictionary, const char** result) {
  QUOLL_CHECK_HANDLE(dictionary, MAMA_STATUS_INVALID_ARG);
  return get_text(dictionary->feed_name, result);
}

mama_status mamaDictionary_getFeedHost(mamaDictionary dictionary, const char** result) {
  QUOLL_CHECK_HANDLE(dictionary, MAMA_STATUS_INVALID_ARG);
  return get_text(dictionary->feed_host, result);
}

mama_status mamaDictionary_getMaxFid(mamaDictionary dictionary, mama_fid_t* value) {
  QUOLL_CHECK_HANDLE(dictionary, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(value, MAMA_STATUS_INVALID_ARG);
  *value = dictionary->max_fid();
  return MAMA_STATUS_OK;
}

mama_status mamaDictionary_getSize(mamaDictionary dictionary, size_t* value) {
  QUOLL_CHECK_HANDLE(dictionary, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(value, MAMA_STATUS_INVALID_ARG);
  *value = dictionary->size();
  return MAMA_STATUS_OK;
}

mama_status mamaDictionary_hasDuplicates(mamaDictionary dictionary, int* value) {
  QUOLL_CHECK_HANDLE(dictionary, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(value, MAMA_STATUS_INVALID_ARG);
  *value = dictionary->has_duplicates() ? 1 : 0;
  return MAMA_STATUS_OK;
}
