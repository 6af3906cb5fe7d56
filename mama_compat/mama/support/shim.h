/// What the C shims of libmama share: argument checks, NULL rules, status mapping. They exist once.
#pragma once

#include <mama/status.h>

#include <new>
#include <utility>

#include "quoll/handle_pool.h"

namespace quoll::mama {

/// The handle structures (`struct mamaQueueImpl_`, …) live in one HandlePool each, which outlives
/// everything on purpose: a thread may still hold a handle when main returns.
template <class T>
HandlePool<T>& pool_of() {
  static constinit HandlePool<T> pool;
  return pool;
}

/// Logs the use of a handle after its destruction, with both call sites when they are known.
void report_stale_handle(const char* function, const void* handle, const void* destroyed_by);

/// The status of a handle argument: OK, `if_null` for NULL, `if_stale` for one that was destroyed
/// (which is also logged under the name of the public function).
template <class T>
mama_status check_handle(const T* handle, const char* function,
                         mama_status if_null = MAMA_STATUS_NULL_ARG,
                         mama_status if_stale = MAMA_STATUS_INVALID_ARG) {
  if (handle == nullptr) return if_null;
  if (HandlePool<T>::is_live(handle)) [[likely]]
    return MAMA_STATUS_OK;
  report_stale_handle(function, handle, HandlePool<T>::destroyed_by(handle));
  return if_stale;
}

/// Returns from the calling shim unless `expression` is OK.
#define QUOLL_TRY(expression)                                                            \
  do {                                                                                   \
    if (const mama_status quoll_status_ = (expression); quoll_status_ != MAMA_STATUS_OK) \
        [[unlikely]]                                                                     \
      return quoll_status_;                                                              \
  } while (false)

/// QUOLL_TRY(check_handle(...)) under the name of the public function.
#define QUOLL_CHECK_HANDLE(handle, ...) \
  QUOLL_TRY(::quoll::mama::check_handle(handle, __func__ __VA_OPT__(, ) __VA_ARGS__))

/// Returns `status` from the calling shim when the pointer argument is NULL.
#define QUOLL_CHECK_POINTER(pointer, status) \
  do {                                       \
    if ((pointer) == nullptr) [[unlikely]]   \
      return (status);                       \
  } while (false)

/// Runs `body`; memory that is out becomes a status. What else foreign code throws passes.
template <class Body>
mama_status guarded(Body&& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
}

/// The same for functions that answer with a value.
template <class Value, class Body>
Value guarded_or(Value if_out_of_memory, Body&& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return if_out_of_memory;
  }
}

/// Calls an optional function of a bridge's table: NOT_IMPLEMENTED when the bridge lacks it.
template <class Function, class... Args>
mama_status call_slot(Function function, Args&&... args) {
  if (function == nullptr) [[unlikely]]
    return MAMA_STATUS_NOT_IMPLEMENTED;
  return function(std::forward<Args>(args)...);
}

/// The same for functions that answer with a value; `otherwise` stands for a missing one.
template <class Value, class Function, class... Args>
Value ask_slot(Value otherwise, Function function, Args&&... args) {
  if (function == nullptr) [[unlikely]]
    return otherwise;
  return static_cast<Value>(function(std::forward<Args>(args)...));
}

/// Undoes what was prepared when foreign code throws; the exception goes on to the application.
template <class Call, class Undo>
auto undo_if_thrown(Call&& call, Undo&& undo) {
  try {
    return call();
  } catch (...) {
    undo();
    throw;
  }
}

}  // namespace quoll::mama
