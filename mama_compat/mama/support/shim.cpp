#include "support/shim.h"

#include <dlfcn.h>
#include <mama/log.h>

namespace quoll::mama {

void report_stale_handle(const char* function, const void* handle, const void* destroyed_by) {
  Dl_info where{};
  if (destroyed_by != nullptr && dladdr(destroyed_by, &where) != 0 && where.dli_sname != nullptr) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "%s: handle %p was destroyed before, by a call from %s (%s)",
             function, handle, where.dli_sname, where.dli_fname);
  } else {
    mama_log(MAMA_LOG_LEVEL_ERROR, "%s: handle %p was destroyed before (by a call from %p)",
             function, handle, destroyed_by);
  }
}

}  // namespace quoll::mama
