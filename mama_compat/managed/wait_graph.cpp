#include "managed/wait_graph.h"

#include "managed/managed_object.h"
#include "quoll/mutex.h"

namespace quoll::managed {
namespace {

Mutex mutex;
constinit CallbackWait* first QUOLL_GUARDED_BY(mutex) = nullptr;

}  // namespace

CallbackWait::CallbackWait(const ManagedObject& object)
    : waiter_(std::this_thread::get_id()), object_(object) {
  MutexLock lock(mutex);
  if (closes_circle()) return;
  is_enlisted_ = true;
  next_ = first;
  first = this;
}

CallbackWait::~CallbackWait() {
  if (!is_enlisted_) return;
  MutexLock lock(mutex);
  CallbackWait** link = &first;
  while (*link != this) link = &(*link)->next_;
  *link = next_;
}

// From the object to the thread in its callback, from that thread to the object that it waits for,
// and so on. There is no circle among those who are enlisted, so the walk ends.
bool CallbackWait::closes_circle() const noexcept QUOLL_REQUIRES(mutex) {
  for (const ManagedObject* object = &object_; object != nullptr;) {
    const std::thread::id executor = object->executor();
    if (executor == std::thread::id()) return false;
    if (executor == waiter_) return true;
    object = nullptr;
    for (const CallbackWait* wait = first; wait != nullptr; wait = wait->next_) {
      if (wait->waiter_ == executor) object = &wait->object_;
    }
  }
  return false;
}

}  // namespace quoll::managed
