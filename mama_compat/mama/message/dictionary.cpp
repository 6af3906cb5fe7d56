// Data dictionaries: the functions of mama/dictionary.h that build one and look fields up.
#include <mama/dictionary.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "message/msg.h"

using quoll::mama::guarded;
using quoll::mama::pool_of;

/// Field descriptors by fid, which the dictionary owns. Owned by the application; built by one
/// thread, then read by any.
struct mamaDictionaryImpl_ {
  mamaDictionaryImpl_() = default;
  mamaDictionaryImpl_(const mamaDictionaryImpl_&) = delete;
  mamaDictionaryImpl_& operator=(const mamaDictionaryImpl_&) = delete;
  ~mamaDictionaryImpl_() {
    for (mamaFieldDescriptor descriptor : by_fid) mamaFieldDescriptor_destroy(descriptor);
  }

  void make_room(std::size_t last_fid) {
    if (by_fid.size() <= last_fid) by_fid.resize(last_fid + 1);
  }

  std::vector<mamaFieldDescriptor> by_fid;  ///< null where a fid is unknown
  mama_fid_t max_fid = 0;
  std::size_t size = 0;
};

namespace {

bool has_name(mamaFieldDescriptor descriptor, const char* name) {
  return descriptor != nullptr && std::strcmp(mamaFieldDescriptor_getName(descriptor), name) == 0;
}

}  // namespace

mama_status mamaDictionary_create(mamaDictionary* dictionary) {
  QUOLL_CHECK_POINTER(dictionary, MAMA_STATUS_NULL_ARG);
  *dictionary = pool_of<mamaDictionaryImpl_>().create();
  return *dictionary == nullptr ? MAMA_STATUS_NOMEM : MAMA_STATUS_OK;
}

mama_status mamaDictionary_destroy(mamaDictionary dictionary) {
  if (dictionary == nullptr) return MAMA_STATUS_OK;
  QUOLL_CHECK_HANDLE(dictionary);
  pool_of<mamaDictionaryImpl_>().destroy(dictionary, __builtin_return_address(0));
  return MAMA_STATUS_OK;
}

mama_status mamaDictionary_createFieldDescriptor(mamaDictionary dictionary, mama_fid_t fid,
                                                 const char* name, mamaFieldType type,
                                                 mamaFieldDescriptor* descriptor) {
  QUOLL_CHECK_HANDLE(dictionary);
  return guarded([=] {
    dictionary->make_room(fid);
    mamaFieldDescriptor made = nullptr;
    QUOLL_TRY(mamaFieldDescriptor_create(&made, fid, type, name));
    mamaFieldDescriptor& slot = dictionary->by_fid[fid];
    if (slot == nullptr) ++dictionary->size;
    mamaFieldDescriptor_destroy(slot);
    slot = made;
    dictionary->max_fid = std::max(dictionary->max_fid, fid);
    if (descriptor != nullptr) *descriptor = made;
    return MAMA_STATUS_OK;
  });
}

mama_status mamaDictionary_setMaxFid(mamaDictionary dictionary, mama_size_t maxFid) {
  constexpr mama_size_t kLastFid = 0xFFFF;
  QUOLL_CHECK_HANDLE(dictionary);
  return guarded([=] {
    const mama_size_t fid = std::min(maxFid, kLastFid);
    dictionary->make_room(fid);
    dictionary->max_fid = std::max(dictionary->max_fid, static_cast<mama_fid_t>(fid));
    return MAMA_STATUS_OK;
  });
}

mama_status mamaDictionary_getFieldDescriptorByFid(mamaDictionary dictionary,
                                                   mamaFieldDescriptor* result, mama_fid_t fid) {
  QUOLL_CHECK_HANDLE(dictionary);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  if (fid >= dictionary->by_fid.size()) return MAMA_STATUS_INVALID_ARG;
  *result = dictionary->by_fid[fid];
  return MAMA_STATUS_OK;
}

mama_status mamaDictionary_getFieldDescriptorByIndex(mamaDictionary dictionary,
                                                     mamaFieldDescriptor* result,
                                                     unsigned short index) {
  QUOLL_CHECK_HANDLE(dictionary);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  std::size_t left = index;
  for (mamaFieldDescriptor descriptor : dictionary->by_fid) {
    if (descriptor == nullptr || left-- != 0) continue;
    *result = descriptor;
    return MAMA_STATUS_OK;
  }
  return MAMA_STATUS_INVALID_ARG;
}

mama_status mamaDictionary_getFieldDescriptorByName(mamaDictionary dictionary,
                                                    mamaFieldDescriptor* result,
                                                    const char* fname) {
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = nullptr;
  QUOLL_CHECK_HANDLE(dictionary);
  QUOLL_CHECK_POINTER(fname, MAMA_STATUS_NULL_ARG);
  for (mamaFieldDescriptor descriptor : dictionary->by_fid) {
    if (!has_name(descriptor, fname)) continue;
    *result = descriptor;
    return MAMA_STATUS_OK;
  }
  return MAMA_STATUS_NOT_FOUND;
}

mama_status mamaDictionary_getFieldDescriptorByNameAll(mamaDictionary dictionary, const char* fname,
                                                       mamaFieldDescriptor* descList,
                                                       size_t* size) {
  QUOLL_CHECK_HANDLE(dictionary, MAMA_STATUS_INVALID_ARG);
  if (fname == nullptr || descList == nullptr || size == nullptr || *size == 0) {
    return MAMA_STATUS_INVALID_ARG;
  }
  std::size_t found = 0;
  for (mamaFieldDescriptor descriptor : dictionary->by_fid) {
    if (found < *size && has_name(descriptor, fname)) descList[found++] = descriptor;
  }
  *size = found;
  return MAMA_STATUS_OK;
}

mama_status mamaDictionary_getMaxFid(mamaDictionary dictionary, mama_fid_t* value) {
  QUOLL_CHECK_HANDLE(dictionary, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(value, MAMA_STATUS_INVALID_ARG);
  *value = dictionary->max_fid;
  return MAMA_STATUS_OK;
}

mama_status mamaDictionary_getSize(mamaDictionary dictionary, size_t* value) {
  QUOLL_CHECK_HANDLE(dictionary, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(value, MAMA_STATUS_INVALID_ARG);
  *value = dictionary->size;
  return MAMA_STATUS_OK;
}
