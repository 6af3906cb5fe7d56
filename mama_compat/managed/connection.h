/// A connection: the managed environment of one bridge.
#pragma once

#include <mama/mamaManagedEnvironment.h>

#include <atomic>
#include <cstdint>
#include <vector>

#include "managed/session.h"
#include "quoll/clock.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"

namespace quoll::managed {

/// Holds the sessions until they are gone, and a queue with a thread of its own (the object thread)
/// that reaps them, when they say that they are done and, for what could not be done at once, every
/// `mama.env.session_timer_interval` seconds. Made and destroyed by the application. Its end waits
/// for the sessions to be reaped, each of which waits for its callbacks and native objects. Any
/// thread may call anything.
class Connection : public RefCounted<Connection> {
 public:
  static Ref<Connection> create(mamaBridge bridge, mama_status* status);

  mamaEnvConnection handle() noexcept { return reinterpret_cast<mamaEnvConnection>(this); }
  static Connection* of(mamaEnvConnection handle) noexcept {
    return reinterpret_cast<Connection*>(handle);
  }
  /// Ends all that are alive; at the last mama_close().
  static void MAMACALLTYPE destroy_all();

  static void operator delete(void* storage) noexcept;

  mamaBridge bridge() const noexcept { return bridge_; }

  mama_status create_session(mamaEnvSession* out);
  /// Null when it is not one of this connection's, or was reaped.
  Ref<Session> session(const Session* handle) const QUOLL_EXCLUDES(mutex_);
  mama_status end_session(Session& session);
  mama_status adopt(mamaTransport transport);
  mama_status destroy();

  /// Some session is done. From its thread.
  void session_is_done();
  /// The calling thread belongs to this connection from now on.
  void take_thread() const noexcept;

 private:
  template <class T>
  friend class quoll::HandlePool;
  friend class RefCounted<Connection>;
  explicit Connection(mamaBridge bridge) noexcept : bridge_(bridge) {}
  ~Connection();
  mama_status start();
  void discard_queue();
  std::vector<Ref<Session>> all_sessions() const QUOLL_EXCLUDES(mutex_);
  mama_status end_session_timer(TimePoint deadline);
  void end_timer();
  mama_status finish(TimePoint deadline);
  void reap();
  static void MAMACALLTYPE on_tick(mamaTimer timer, void* connection);
  static void MAMACALLTYPE on_timer_destroyed(mamaTimer timer, void* connection);

  const mamaBridge bridge_;
  mamaQueue queue_ = nullptr;
  mamaDispatcher dispatcher_ = nullptr;
  mamaTimer timer_ = nullptr;
  bool is_timer_refused_ = false;  // its end was, by the bridge; the object thread's

  // Sessions that are not reaped, and those that are being made; waited for.
  std::atomic<std::uint32_t> sessions_alive_{0};
  std::atomic<std::uint32_t> is_timer_gone_{0};
  std::atomic<std::uint32_t> is_gone_{0};

  mutable Mutex mutex_;
  bool is_open_ QUOLL_GUARDED_BY(mutex_) = true;
  bool is_timer_ending_ QUOLL_GUARDED_BY(mutex_) = false;
  bool is_finishing_ QUOLL_GUARDED_BY(mutex_) = false;
  std::vector<Ref<Session>> sessions_ QUOLL_GUARDED_BY(mutex_);
  std::vector<mamaTransport> transports_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::managed
