/// The object behind a mamaFieldDescriptor.
#pragma once

#include <mama/fielddesc.h>

#include <atomic>
#include <string>
#include <utility>

/// What is known about a field beside its value. Fixed when it is made, but for the closure; so any
/// thread may read it. Lives in a HandlePool. Owned by the application that created it, or by the
/// library (a dictionary, the reserved fields), which then alone may end it.
struct mamaFieldDescriptorImpl_ {
  enum class Owner { kApplication, kLibrary };

  mamaFieldDescriptorImpl_(mama_fid_t its_fid, mamaFieldType its_type, std::string its_name,
                           Owner its_owner)
      : fid(its_fid), owner(its_owner), type(its_type), name(std::move(its_name)) {}

  const mama_fid_t fid;
  const Owner owner;
  const mamaFieldType type;
  const std::string name;
  std::atomic<void*> closure{nullptr};
};

namespace quoll::mama {

/// A descriptor that the library owns. Throws std::bad_alloc.
mamaFieldDescriptor make_descriptor(mama_fid_t fid, mamaFieldType type, std::string name);
/// Ends such a descriptor; null is allowed. `by` is the call site, for the report of a later use.
void end_descriptor(mamaFieldDescriptor descriptor, const void* by) noexcept;

}  // namespace quoll::mama
