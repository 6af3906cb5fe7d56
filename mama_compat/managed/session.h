/// A session: one queue, its thread, and the managed objects on it.
#pragma once

#include <mama/mamaManagedEnvironment.h>

#include <atomic>
#include <cstdint>
#include <list>
#include <string>
#include <thread>
#include <unordered_map>

#include "managed/managed_object.h"
#include "quoll/handle_pool.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"

namespace quoll::managed {

class Connection;

/// Made and destroyed by the application through its connection, which holds it until it has been
/// reaped. Open; then shut: its objects are silent, and no others are made; then closing: the
/// objects end on the session's thread. When the last one has reported its end, and the events that
/// were on the queue before have run, the connection's thread reaps the session: it joins the
/// thread and destroys the queue. Any thread may call anything that says nothing else.
class Session : public RefCounted<Session> {
 public:
  /// The queue with its running thread; null with a status when they cannot be had.
  static Ref<Session> create(Connection& connection, mama_status* status);
  // A handle is the address; nobody follows one that is not in LiveHandles.
  mamaEnvSession handle() noexcept { return reinterpret_cast<mamaEnvSession>(this); }
  static Session* of(mamaEnvSession handle) noexcept { return reinterpret_cast<Session*>(handle); }

  static void operator delete(void* storage) noexcept;
  mamaQueue queue() const noexcept { return queue_; }
  bool is_own_thread() const noexcept { return thread_.load() == std::this_thread::get_id(); }

  // Objects.
  /// Makes the object, which nobody else knows yet. On failure nothing of it is left, but perhaps a
  /// callback that could not be waited for.
  mama_status make(ManagedObject& object);
  mama_status shut_down(const void* handle, ManagedObject::Kind kind);
  mama_status destroy(const void* handle, ManagedObject::Kind kind);
  bool knows(const void* handle) const QUOLL_EXCLUDES(mutex_);

  // The session.
  mama_status shut_down_all();
  enum class Wait { kNo, kForCallbacks };
  mama_status begin_end(Wait wait);

  // For the connection's thread.
  /// Enqueues what the queue has refused.
  void try_again();
  /// The session's thread has nothing more to do.
  bool is_done() const noexcept { return is_done_.load(std::memory_order_acquire); }
  /// False when the application's own objects still need the queue.
  bool reap();

 private:
  friend class ManagedObject;
  friend class SessionUse;
  enum class State { kOpen, kShut, kClosing };

  template <class T>
  friend class quoll::HandlePool;
  friend class RefCounted<Session>;
  explicit Session(Connection& connection) noexcept
      : connection_(connection), done_event_{&on_done, this} {}
  ~Session();
  mama_status start();
  void discard_queue();

  // For its objects.
  void publish(ManagedObject& object, void* native) QUOLL_EXCLUDES(mutex_);
  void note_end(ManagedObject& object) QUOLL_EXCLUDES(mutex_);
  bool has_ended(const ManagedObject& object) const QUOLL_EXCLUDES(mutex_);
  void remove(ManagedObject& object) noexcept QUOLL_EXCLUDES(mutex_);
  /// Enqueues an event; one that is refused is kept and tried again later.
  mama_status post(SessionEvent& event);
  void keep_for_later(SessionEvent& event) QUOLL_EXCLUDES(mutex_);
  void use_has_ended() { post(done_event_); }

  mama_status enlist(ManagedObject& object) QUOLL_EXCLUDES(mutex_);
  bool finish_make(ManagedObject& object, mama_status* status) QUOLL_EXCLUDES(mutex_);
  mama_status hand_over(ManagedObject& object);
  Ref<ManagedObject> find(const void* handle, ManagedObject::Kind kind) const
      QUOLL_REQUIRES(mutex_);
  Ref<ManagedObject> first_busy_elsewhere() const QUOLL_EXCLUDES(mutex_);

  static void MAMACALLTYPE on_first_event(mamaQueue queue, void* session);
  static void MAMACALLTYPE on_done(mamaQueue queue, void* session);

  Connection& connection_;
  mamaQueue queue_ = nullptr;
  mamaDispatcher dispatcher_ = nullptr;
  std::atomic<std::thread::id> thread_{};
  std::atomic<bool> is_done_{false};
  SessionEvent done_event_;

  mutable Mutex mutex_;
  State state_ QUOLL_GUARDED_BY(mutex_) = State::kOpen;
  // The session's own use, until it is closing.
  Ref<SessionUse> use_ QUOLL_GUARDED_BY(mutex_);
  // By native handle; by its own address until that is known, and when it belongs to another one.
  std::unordered_map<const void*, Ref<ManagedObject>> objects_ QUOLL_GUARDED_BY(mutex_);
  // The same in the order of creation.
  std::list<ManagedObject*> in_order_[ManagedObject::kKinds] QUOLL_GUARDED_BY(mutex_);
  SessionEvent* refused_ QUOLL_GUARDED_BY(mutex_) = nullptr;
};

}  // namespace quoll::managed
