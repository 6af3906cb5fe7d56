#include "managed/session.h"

#include <mama/log.h>

#include <cstdio>
#include <iterator>
#include <new>
#include <utility>

#include "managed/connection.h"
#include "managed/live_handles.h"
#include "support/shim.h"

namespace quoll::managed {

using mama::pool_of;

// ---- the queue and its thread ------------------------------------------------------------------

Ref<Session> Session::create(Connection& connection, mama_status* status) {
  const auto session = Ref<Session>::adopt(pool_of<Session>().create(connection));
  *status = session ? session->start() : MAMA_STATUS_NOMEM;
  if (*status == MAMA_STATUS_OK) return session;
  if (session) session->discard_queue();
  return nullptr;
}

Session::~Session() { HandlePool<Session>::retire(this); }

void Session::operator delete(void* storage) noexcept {
  pool_of<Session>().reclaim(storage, HandlePool<Session>::Reuse::kLate);
}

mama_status Session::start() {
  QUOLL_TRY(mamaQueue_create(&queue_, connection_.bridge()));
  char name[64];
  std::snprintf(name, sizeof name, "MME Session queue %p", static_cast<void*>(this));
  QUOLL_TRY(mamaQueue_setQueueName(queue_, name));
  QUOLL_TRY(mamaQueue_enqueueEvent(queue_, &on_first_event, this));
  QUOLL_TRY(mamaDispatcher_create(&dispatcher_, queue_));
  try {
    MutexLock lock(mutex_);
    use_ = make_ref<SessionUse>(*this);
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
  return MAMA_STATUS_OK;
}

void Session::discard_queue() {
  if (dispatcher_ != nullptr) mamaDispatcher_destroy(dispatcher_);
  if (queue_ != nullptr) mamaQueue_destroy(queue_);
}

void MAMACALLTYPE Session::on_first_event(mamaQueue, void* closure) {
  const auto* session = static_cast<Session*>(closure);
  session->connection_.take_thread();
  static_cast<Session*>(closure)->thread_.store(std::this_thread::get_id());
}

void MAMACALLTYPE Session::on_done(mamaQueue, void* closure) {
  auto* session = static_cast<Session*>(closure);
  session->is_done_.store(true, std::memory_order_release);
  session->connection_.session_is_done();
}

bool Session::reap() {
  {
    MutexLock lock(mutex_);
    if (refused_ != nullptr) return false;
  }
  if (mamaQueue_canDestroy(queue_) != MAMA_STATUS_OK) return false;
  if (dispatcher_ != nullptr) mamaDispatcher_destroy(std::exchange(dispatcher_, nullptr));
  std::size_t left = 0;
  mamaQueue_getEventCount(queue_, &left);
  if (mamaQueue_destroy(queue_) != MAMA_STATUS_OK) return false;
  if (left != 0) {
    mama_log(MAMA_LOG_LEVEL_WARN,
             "managed environment: session %p has ended, %zu later events of its queue are dropped",
             static_cast<void*>(this), left);
  }
  return true;
}

// ---- events ------------------------------------------------------------------------------------

mama_status Session::post(SessionEvent& event) {
  const mama_status status = mamaQueue_enqueueEvent(queue_, event.run, event.closure);
  if (status != MAMA_STATUS_OK) keep_for_later(event);
  return status;
}

void Session::keep_for_later(SessionEvent& event) {
  MutexLock lock(mutex_);
  event.next = std::exchange(refused_, &event);
}

void Session::try_again() {
  SessionEvent* refused;
  bool must_report = false;
  {
    MutexLock lock(mutex_);
    refused = std::exchange(refused_, nullptr);
  }
  while (refused != nullptr) {
    SessionEvent& event = *refused;
    refused = event.next;  // before it runs, which may be its end
    post(event);
    // It must have run before the session is reaped.
    if (is_done_.exchange(false)) must_report = true;
  }
  if (must_report) post(done_event_);
}

// ---- making and ending objects -----------------------------------------------------------------

mama_status Session::make(ManagedObject& object) {
  QUOLL_TRY(enlist(object));
  mama_status status;
  {
    const ManagedObject::Acting owner(&object);
    status = object.make();
  }
  const bool is_made = status == MAMA_STATUS_OK;
  const bool must_end = finish_make(object, &status);
  if (status != MAMA_STATUS_OK) {
    object.shut();
    // The closure is still in use when this cannot be waited for: that is more than a refusal.
    const mama_status quiet = object.wait_until_quiet();
    if (quiet != MAMA_STATUS_OK) status = quiet;
  }
  if (!is_made) object.ended();
  if (must_end) hand_over(object);
  return status;
}

mama_status Session::enlist(ManagedObject& object) {
  MutexLock lock(mutex_);
  if (state_ != State::kOpen) return MAMA_STATUS_INVALID_ARG;
  auto& order = in_order_[static_cast<int>(object.kind())];
  order.push_back(&object);
  try {
    objects_.emplace(&object, Ref<ManagedObject>::share(&object));
  } catch (...) {
    order.pop_back();
    throw;
  }
  object.place_ = std::prev(order.end());
  object.use_ = use_;
  return MAMA_STATUS_OK;
}

// No later than the creation: what the application gave for the handle may be gone afterwards.
void Session::publish(ManagedObject& object, void* native) {
  MutexLock lock(mutex_);
  if (!object.is_being_made_ || object.is_published_.load(std::memory_order_relaxed)) return;
  // Of an object that has ended inside its callback, which still runs.
  if (auto former = objects_.extract(native); !former.empty()) {
    former.key() = former.mapped()->key_ = former.mapped().get();
    objects_.insert(std::move(former));
  }
  auto entry = objects_.extract(object.key_);
  entry.key() = object.key_ = native;
  objects_.insert(std::move(entry));
  object.write_out();
  object.is_published_.store(true, std::memory_order_release);
}

/// True when the object, although it was made, is to end: its own callback, or the session's end,
/// came first.
bool Session::finish_make(ManagedObject& object, mama_status* status) {
  MutexLock lock(mutex_);
  object.is_being_made_ = false;
  if (*status != MAMA_STATUS_OK) return false;
  if (state_ != State::kOpen) {
    *status = MAMA_STATUS_INVALID_ARG;
    object.is_doomed_ = true;
  }
  return object.is_doomed_;
}

mama_status Session::hand_over(ManagedObject& object) {
  object.ref();  // the event's
  return post(object.end_event_);
}

void Session::note_end(ManagedObject& object) {
  MutexLock lock(mutex_);
  object.is_doomed_ = object.has_ended_ = true;
}

bool Session::has_ended(const ManagedObject& object) const {
  MutexLock lock(mutex_);
  return object.has_ended_;
}

void Session::remove(ManagedObject& object) noexcept {
  // Let go without the lock, and the use last: the session may end then.
  Ref<SessionUse> use;
  Ref<ManagedObject> last;
  MutexLock lock(mutex_);
  use = std::move(object.use_);
  const auto found = objects_.find(object.key_);
  last = std::move(found->second);
  objects_.erase(found);
  in_order_[static_cast<int>(object.kind())].erase(object.place_);
}

// ---- what the application asks -----------------------------------------------------------------

Ref<ManagedObject> Session::find(const void* handle, ManagedObject::Kind kind) const {
  const auto found = objects_.find(handle);
  if (found == objects_.end() || found->second->kind() != kind) return nullptr;
  return found->second;
}

bool Session::knows(const void* handle) const {
  MutexLock lock(mutex_);
  return objects_.contains(handle);
}

mama_status Session::shut_down(const void* handle, ManagedObject::Kind kind) {
  Ref<ManagedObject> object;
  {
    MutexLock lock(mutex_);
    object = find(handle, kind);
    if (!object || object->is_doomed_) return MAMA_STATUS_NOT_FOUND;
  }
  object->shut();
  return object->wait_until_quiet();
}

mama_status Session::destroy(const void* handle, ManagedObject::Kind kind) {
  Ref<ManagedObject> object;
  Ref<SessionUse> use;  // until the event is on its way
  bool is_ours = false;
  {
    MutexLock lock(mutex_);
    object = find(handle, kind);
    if (object && !object->is_doomed_) {
      object->is_doomed_ = true;
      is_ours = !object->is_being_made_;  // else who makes it sees to it
      use = object->use_;
    }
  }
  if (!object) {
    for (const Ref<Session>& other : LiveHandles<Session>::instance().all()) {
      if (other.get() == this || !other->knows(handle)) continue;
      mama_log(MAMA_LOG_LEVEL_WARN,
               "managed environment: %p belongs to session %p, not to %p; not destroyed", handle,
               static_cast<void*>(other.get()), static_cast<void*>(this));
      return MAMA_STATUS_INVALID_ARG;
    }
    return MAMA_STATUS_OK;
  }
  object->shut();
  const mama_status quiet = object->wait_until_quiet();
  const mama_status status = is_ours ? hand_over(*object) : MAMA_STATUS_OK;
  return quiet != MAMA_STATUS_OK ? quiet : status;
}

Ref<ManagedObject> Session::first_busy_elsewhere() const {
  MutexLock lock(mutex_);
  for (const auto& order : in_order_) {
    for (ManagedObject* object : order) {
      if (object->is_busy_elsewhere()) return Ref<ManagedObject>::share(object);
    }
  }
  return nullptr;
}

mama_status Session::shut_down_all() {
  {
    MutexLock lock(mutex_);
    if (state_ == State::kOpen) state_ = State::kShut;
    for (const auto& order : in_order_) {
      for (ManagedObject* object : order) object->shut();
    }
  }
  while (const Ref<ManagedObject> busy = first_busy_elsewhere()) {
    QUOLL_TRY(busy->wait_until_quiet());
  }
  return MAMA_STATUS_OK;
}

mama_status Session::begin_end(Wait wait) {
  const mama_status quiet = wait == Wait::kNo ? MAMA_STATUS_OK : shut_down_all();
  Ref<SessionUse> use;  // until everything has been handed over
  ManagedObject* doomed = nullptr;
  {
    MutexLock lock(mutex_);
    if (state_ == State::kClosing) return quiet;
    state_ = State::kClosing;
    use = std::move(use_);
    ManagedObject** link = &doomed;
    for (const auto& order : in_order_) {
      for (ManagedObject* object : order) {
        object->shut();
        if (std::exchange(object->is_doomed_, true)) continue;
        if (object->is_being_made_) continue;  // who makes it sees to it
        object->ref();
        *link = object;
        link = &object->next_doomed_;
      }
    }
  }
  while (doomed != nullptr) {
    const auto object = Ref<ManagedObject>::adopt(doomed);
    doomed = object->next_doomed_;
    hand_over(*object);
  }
  return quiet;
}

}  // namespace quoll::managed
