// Field descriptors: the C functions of mama/fielddesc.h.
#include "message/descriptor.h"

#include <mama/log.h>

#include <new>

#include "message/msg.h"

using quoll::mama::check_handle;
using quoll::mama::guarded;
using quoll::mama::pool_of;
using Owner = mamaFieldDescriptorImpl_::Owner;

namespace quoll::mama {

mamaFieldDescriptor make_descriptor(mama_fid_t fid, mamaFieldType type, std::string name) {
  mamaFieldDescriptor made =
      pool_of<mamaFieldDescriptorImpl_>().create(fid, type, std::move(name), Owner::kLibrary);
  if (made == nullptr) throw std::bad_alloc();
  return made;
}

void end_descriptor(mamaFieldDescriptor descriptor, const void* by) noexcept {
  if (descriptor != nullptr) pool_of<mamaFieldDescriptorImpl_>().destroy(descriptor, by);
}

}  // namespace quoll::mama

mama_status mamaFieldDescriptor_create(mamaFieldDescriptor* descriptor, mama_fid_t fid,
                                       mamaFieldType type, const char* name) {
  QUOLL_CHECK_POINTER(descriptor, MAMA_STATUS_NULL_ARG);
  *descriptor = nullptr;
  return guarded([=] {
    *descriptor = pool_of<mamaFieldDescriptorImpl_>().create(fid, type, name != nullptr ? name : "",
                                                             Owner::kApplication);
    return *descriptor == nullptr ? MAMA_STATUS_NOMEM : MAMA_STATUS_OK;
  });
}

mama_status mamaFieldDescriptor_destroy(mamaFieldDescriptor descriptor) {
  if (descriptor == nullptr) return MAMA_STATUS_OK;
  QUOLL_CHECK_HANDLE(descriptor);
  if (descriptor->owner == Owner::kLibrary) {
    mama_log(MAMA_LOG_LEVEL_ERROR,
             "mamaFieldDescriptor_destroy: descriptor %p (fid %u, \"%s\") is not the caller's: it "
             "belongs to a dictionary or is a reserved field",
             static_cast<void*>(descriptor), static_cast<unsigned>(descriptor->fid),
             descriptor->name.c_str());
    return MAMA_STATUS_INVALID_ARG;
  }
  pool_of<mamaFieldDescriptorImpl_>().destroy(descriptor, __builtin_return_address(0));
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
  descriptor->closure.store(closure, std::memory_order_release);
  return MAMA_STATUS_OK;
}

mama_status mamaFieldDescriptor_getClosure(mamaFieldDescriptor descriptor, void** closure) {
  QUOLL_CHECK_HANDLE(descriptor);
  QUOLL_CHECK_POINTER(closure, MAMA_STATUS_NULL_ARG);
  *closure = descriptor->closure.load(std::memory_order_acquire);
  return MAMA_STATUS_OK;
}
