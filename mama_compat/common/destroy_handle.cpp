// The C functions of wombat/destroyHandle.h.
#include <wombat/destroyHandle.h>

#include <new>

namespace {

void free_handle(pDestroyHandle handle) noexcept {
  wlock_destroy(handle->m_lock);
  delete handle;
}

// Runs `body` with the handle locked; frees the handle when it says so.
template <typename Body>
void with_locked(pDestroyHandle handle, Body body) {
  wlock_lock(handle->m_lock);
  const bool is_over = body(*handle);
  wlock_unlock(handle->m_lock);
  if (is_over) free_handle(handle);
}

}  // namespace

pDestroyHandle destroyHandle_create(void* owner) {
  wLock lock = wlock_create();
  if (lock == nullptr) return nullptr;
  auto* handle = new (std::nothrow) wDestroyHandle{0, lock, 0, owner};
  if (handle == nullptr) wlock_destroy(lock);
  return handle;
}

void destroyHandle_destroyOwner(pDestroyHandle handle) {
  if (handle == nullptr) return;
  with_locked(handle, [](wDestroyHandle& it) {
    it.m_destroyed = 1;
    it.m_owner = nullptr;
    return it.m_numberReferences <= 0;
  });
}

void destroyHandle_incrementRefCount(pDestroyHandle handle) {
  if (handle == nullptr) return;
  with_locked(handle, [](wDestroyHandle& it) {
    ++it.m_numberReferences;
    return false;
  });
}

void* destroyHandle_removeReference(pDestroyHandle handle) {
  if (handle == nullptr) return nullptr;
  void* owner = nullptr;
  with_locked(handle, [&](wDestroyHandle& it) {
    owner = it.m_owner;
    return --it.m_numberReferences <= 0 && it.m_destroyed != 0;
  });
  return owner;
}
