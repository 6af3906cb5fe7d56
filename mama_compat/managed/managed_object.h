/// What managed timers, inboxes and subscriptions have in common.
#pragma once

#include <mama/queue.h>
#include <mama/status.h>
#include <quoll/ownership.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <thread>

#include "quoll/gate.h"
#include "quoll/ref.h"

namespace quoll::managed {

class ManagedObject;
class Session;

/// What keeps a session's thread going: its objects until they have ended, and calls that still
/// have something to enqueue. When the last one goes, the session's thread is told.
class SessionUse final : public RefCounted<SessionUse> {
 public:
  explicit SessionUse(Session& session) noexcept : session_(session) {}

 private:
  friend class RefCounted<SessionUse>;
  ~SessionUse();
  Session& session_;
};

/// An event for a session's queue, part of what it is about, so that one which the queue refuses
/// can be kept and tried again.
struct SessionEvent {
  mamaQueueEventCB run;
  void* closure;
  SessionEvent* next = nullptr;  // of those that were refused; the session's
};

/// A native object of one session, its gate, and the application's callbacks behind it. The native
/// object is this one's (quoll/ownership.h).
/// Made by a create function. Its session holds it until the native layer has reported the end and
/// the last callback has returned; events and calls under way do so, too. Any thread may call the
/// public functions.
class ManagedObject : public RefCounted<ManagedObject> {
 public:
  /// In the order in which a session ends them.
  enum class Kind { kInbox, kSubscription, kTimer };
  static constexpr int kKinds = 3;

  virtual ~ManagedObject() = default;

  Kind kind() const noexcept { return kind_; }
  /// No callback starts any more. Waits for nobody.
  void shut() noexcept;
  /// A callback is running, outside of which the caller is.
  bool is_busy_elsewhere() const noexcept {
    return gate_.frames() != 0 && !gate_.entered_by_caller();
  }
  /// After shut(): waits for such a callback. TIMEOUT when that would wait for the caller itself.
  mama_status wait_until_quiet();
  /// The thread in the innermost callback; none when it is not in one.
  std::thread::id executor() const noexcept { return executor_.load(std::memory_order_relaxed); }

 protected:
  ManagedObject(Session& session, Kind kind) noexcept
      : session_(session), kind_(kind), end_event_{&run_end, this} {}

  /// Makes the native object, running. What it made is undone when it fails. Calls publish() before
  /// the first callback can come, and when it succeeds.
  virtual mama_status make() = 0;
  /// Tells the application its handle; by publish(), once.
  virtual void write_out() noexcept = 0;
  /// Begins the native object's end, on the session's thread.
  virtual mama_status end() = 0;

  /// The session knows the handle, and the application, too. Again and again, from any thread.
  void publish(void* native);
  bool is_published() const noexcept { return is_published_.load(std::memory_order_acquire); }
  /// Runs a callback of the application, unless the object is shut.
  template <class Callback>
  void deliver(Callback&& callback) {
    const Gate::Frame inside(gate_);
    if (!inside) return;
    const Execution here(executor_);
    callback();
  }
  /// Has a function called by the session's thread. For what a bridge reports on another one.
  void call_later(std::function<void()> function);
  /// The native layer has reported the end. The object may be gone afterwards.
  void ended();
  /// Enqueues an event on the session's queue, again and again if need be.
  mama_status post(SessionEvent& event);

  Session& session() const noexcept { return session_; }

  /// What this thread does to native objects is done for the object that owns them.
  class Acting {
   public:
    explicit Acting(ManagedObject* owner) noexcept : outer_(quollOwner_actFor(owner)) {}
    ~Acting() { quollOwner_actFor(outer_); }
    Acting(const Acting&) = delete;
    Acting& operator=(const Acting&) = delete;

   private:
    void* const outer_;
  };

 private:
  friend class Session;

  /// Notes which thread is in the callback. Written inside the gate, read under the lock of all
  /// waits (CallbackWait): a thread that waits has written before it took that lock.
  class Execution {
   public:
    explicit Execution(std::atomic<std::thread::id>& executor) noexcept
        : executor_(executor), outer_(executor.load(std::memory_order_relaxed)) {
      executor_.store(std::this_thread::get_id(), std::memory_order_relaxed);
    }
    ~Execution() { executor_.store(outer_, std::memory_order_relaxed); }
    Execution(const Execution&) = delete;
    Execution& operator=(const Execution&) = delete;

   private:
    std::atomic<std::thread::id>& executor_;
    const std::thread::id outer_;
  };

  static void MAMACALLTYPE run_end(mamaQueue queue, void* object);
  /// The native object has ended, or the last callback has returned after shut().
  void step_out() noexcept;

  Gate gate_;
  std::atomic<std::thread::id> executor_{};
  std::atomic<bool> is_published_{false};
  std::atomic<int> steps_left_{2};
  Session& session_;
  const Kind kind_;

  // Guarded by the session's lock.
  const void* key_ = this;  // the native handle as soon as it is published
  bool is_being_made_ = true;
  bool is_doomed_ = false;  // somebody has seen to its end
  bool has_ended_ = false;  // natively
  Ref<SessionUse> use_;
  std::list<ManagedObject*>::iterator place_;
  ManagedObject* next_doomed_ = nullptr;

  SessionEvent end_event_;
};

}  // namespace quoll::managed
