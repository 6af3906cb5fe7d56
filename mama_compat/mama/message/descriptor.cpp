// Field descriptors: the C functions of mama/fielddesc.h.
#include <mama/fielddesc.h>

#include <string>

#include "message/msg.h"

using quoll::mama::check_handle;
using quoll::mama::guarded;
using quoll::mama::pool_of;

/// What is known about a field beside its value. Owned by whoever created it, or by a dictionary;
/// read by any thread once it is complete.
struct mamaFieldDescriptorImpl_ {
  mamaFieldDescriptorImpl_(mama_fid_t its_fid, mamaFieldType its_type, const char* its_name)
      : fid(its_fid), type(its_type), name(its_name != nullptr ? its_name : "") {}

  const mama_fid_t fid;
  const mamaFieldType type;
  const std::string name;
  void* closure = nullptr;
};

mama_status mamaFieldDescriptor_create(mamaFieldDescriptor* descriptor, mama_fid_t fid,
                                       mamaFieldType type, const char* name) {
  QUOLL_CHECK_POINTER(descriptor, MAMA_STATUS_NULL_ARG);
  return guarded([=] {
    *descriptor = pool_of<mamaFieldDescriptorImpl_>().create(fid, type, name);
    return *descriptor == nullptr ? MAMA_STATUS_NOMEM : MAMA_STATUS_OK;
  });
}

mama_status mamaFieldDescriptor_destroy(mamaFieldDescriptor descriptor) {
  QUOLL_CHECK_HANDLE(descriptor, MAMA_STATUS_OK);
  if (descriptor != nullptr) {
    pool_of<mamaFieldDescriptorImpl_>().destroy(descriptor, __builtin_return_address(0));
  }
  return MAMA_STATUS_OK;
}

mama_fid_t mamaFieldDescriptor_getFid(const mamaFieldDescriptor descriptor) {
  constexpr mama_fid_t kNoFid = 65535;
  return check_handle(descriptor, __func__) == MAMA_STATUS_OK ? descriptor->fid : kNoFid;
}

mamaFieldType mamaFieldDescriptor_getType(const mamaFieldDescriptor descriptor) {
  return check_handle(descriptor, __func__) == MAMA_STATUS_OK ? descriptor->type
                                                              : static_cast<mamaFieldType>(-1);
}

const char* mamaFieldDescriptor_getName(const mamaFieldDescriptor descriptor) {
  return check_handle(descriptor, __func__) == MAMA_STATUS_OK ? descriptor->name.c_str() : nullptr;
}

const char* mamaFieldDescriptor_getTypeName(const mamaFieldDescriptor descriptor) {
  return mamaFieldTypeToString(check_handle(descriptor, __func__) == MAMA_STATUS_OK
                                   ? descriptor->type
                                   : MAMA_FIELD_TYPE_UNKNOWN);
}

mama_status mamaFieldDescriptor_setClosure(mamaFieldDescriptor descriptor, void* closure) {
  QUOLL_CHECK_HANDLE(descriptor);
  descriptor->closure = closure;
  return MAMA_STATUS_OK;
}

mama_status mamaFieldDescriptor_getClosure(mamaFieldDescriptor descriptor, void** closure) {
  QUOLL_CHECK_HANDLE(descriptor);
  QUOLL_CHECK_POINTER(closure, MAMA_STATUS_NULL_ARG);
  *closure = descriptor->closure;
  return MAMA_STATUS_OK;
}
