#include "managed/connection.h"

#include <mama/log.h>
#include <mama/transport.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <utility>

#include "managed/live_handles.h"
#include "quoll/handle_pool.h"
#include "quoll/make_room.h"
#include "support/shim.h"

namespace quoll::managed {
namespace {

using mama::pool_of;

constexpr double kSessionTimerInterval_s = 1;
constexpr double kDestroyWait_s = 10;

thread_local const Connection* connection_of_this_thread = nullptr;

/// A number of seconds, not negative.
double seconds_property(const char* name, double otherwise) {
  const char* text = mama_getProperty(name);
  if (text == nullptr) return otherwise;
  char* end = nullptr;
  const double value = std::strtod(text, &end);
  if (end != text && *end == '\0' && std::isfinite(value) && value >= 0) return value;
  mama_log(MAMA_LOG_LEVEL_WARN, "%s: '%s' is not a number of seconds; it is %g", name, text,
           otherwise);
  return otherwise;
}

TimePoint destroy_deadline() {
  const double wait_s = seconds_property("mama.env.destroy_wait", kDestroyWait_s);
  constexpr double kMillisecondsPerSecond = 1e3;
  constexpr double kLongest_ms = 1e15;
  if (wait_s == 0) return kNever;
  const double wait_ms = std::min(std::ceil(wait_s * kMillisecondsPerSecond), kLongest_ms);
  return saturating_add(Clock::process().now(),
                        saturating_milliseconds(static_cast<std::uint64_t>(wait_ms)));
}

/// Waits until the word has a value. TIMEOUT when the deadline comes first.
mama_status wait_for(const std::atomic<std::uint32_t>& word, std::uint32_t value,
                     TimePoint deadline) {
  for (;;) {
    const std::uint32_t seen = word.load(std::memory_order_acquire);
    if (seen == value) return MAMA_STATUS_OK;
    if (!Clock::process().wait(word, seen, deadline) && word.load() != value) {
      return MAMA_STATUS_TIMEOUT;
    }
  }
}

}  // namespace

// ---- the queue and its thread ------------------------------------------------------------------

Ref<Connection> Connection::create(mamaBridge bridge, mama_status* status) {
  quollLifecycle_beforeLastClose(&destroy_all);
  auto connection = Ref<Connection>::adopt(pool_of<Connection>().create(bridge));
  *status = connection ? connection->start() : MAMA_STATUS_NOMEM;
  if (*status == MAMA_STATUS_OK) return connection;
  if (connection) connection->discard_queue();
  return nullptr;
}

Connection::~Connection() { HandlePool<Connection>::retire(this); }

void Connection::operator delete(void* storage) noexcept {
  pool_of<Connection>().reclaim(storage, HandlePool<Connection>::Reuse::kLate);
}

mama_status Connection::start() {
  QUOLL_TRY(mamaQueue_create(&queue_, bridge_));
  char name[64];
  std::snprintf(name, sizeof name, "MME Object queue %p", static_cast<void*>(this));
  QUOLL_TRY(mamaQueue_setQueueName(queue_, name));
  QUOLL_TRY(mamaQueue_enqueueEvent(
      queue_, [](mamaQueue, void* closure) { static_cast<Connection*>(closure)->take_thread(); },
      this));
  QUOLL_TRY(mamaDispatcher_create(&dispatcher_, queue_));
  const double interval_s =
      seconds_property("mama.env.session_timer_interval", kSessionTimerInterval_s);
  return mamaTimer_create2(&timer_, queue_, &on_tick, &on_timer_destroyed,
                           interval_s > 0 ? interval_s : kSessionTimerInterval_s, this);
}

void Connection::discard_queue() {
  if (dispatcher_ != nullptr) mamaDispatcher_destroy(dispatcher_);
  if (queue_ != nullptr && mamaQueue_destroy(queue_) != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "managed environment: the queue of connection %p stays",
             static_cast<void*>(this));
  }
}

void Connection::take_thread() const noexcept { connection_of_this_thread = this; }

void MAMACALLTYPE Connection::on_tick(mamaTimer, void* closure) {
  auto* connection = static_cast<Connection*>(closure);
  try {
    for (const Ref<Session>& session : connection->all_sessions()) session->try_again();
    connection->reap();
  } catch (const std::bad_alloc&) {  // the next tick
  }
  if (connection->is_timer_refused_) connection->end_timer();
}

void Connection::session_is_done() {
  const mama_status status = mamaQueue_enqueueEvent(
      queue_,
      [](mamaQueue, void* closure) {
        try {
          static_cast<Connection*>(closure)->reap();
        } catch (const std::bad_alloc&) {  // at the next tick
        }
      },
      this);
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_FINE, "managed environment: a session waits for the next tick: %s",
             mamaStatus_stringForStatus(status));
  }
}

void Connection::reap() {
  for (const Ref<Session>& session : all_sessions()) {
    if (!session->is_done() || !session->reap()) continue;
    {
      MutexLock lock(mutex_);
      sessions_.erase(std::find(sessions_.begin(), sessions_.end(), session));
    }
    sessions_alive_.fetch_sub(1, std::memory_order_acq_rel);
    Clock::process().wake_all(sessions_alive_);
  }
}

// ---- sessions ----------------------------------------------------------------------------------

mama_status Connection::create_session(mamaEnvSession* out) {
  LiveHandles<Session>::Place place;
  {
    MutexLock lock(mutex_);
    if (!is_open_) return MAMA_STATUS_INVALID_ARG;
    make_room(sessions_, sessions_alive_.load(std::memory_order_relaxed) + 1);  // all that may come
    sessions_alive_.fetch_add(1, std::memory_order_relaxed);
  }
  mama_status status;
  const Ref<Session> session = Session::create(*this, &status);
  if (!session) {
    sessions_alive_.fetch_sub(1, std::memory_order_acq_rel);
    Clock::process().wake_all(sessions_alive_);
    return status;
  }
  place.take(session);  // before it can be swept away, or it would be named for ever
  {
    MutexLock lock(mutex_);
    sessions_.push_back(session);
    if (!is_open_) status = MAMA_STATUS_INVALID_ARG;
  }
  if (status != MAMA_STATUS_OK) {
    end_session(*session);
    return status;
  }
  *out = session->handle();
  return MAMA_STATUS_OK;
}

Ref<Session> Connection::session(const Session* handle) const {
  MutexLock lock(mutex_);
  for (const Ref<Session>& each : sessions_) {
    if (each.get() == handle) return each;
  }
  return nullptr;
}

std::vector<Ref<Session>> Connection::all_sessions() const {
  MutexLock lock(mutex_);
  return sessions_;
}

mama_status Connection::end_session(Session& session) {
  const mama_status status = session.begin_end(Session::Wait::kForCallbacks);
  LiveHandles<Session>::instance().remove(&session);
  return status;
}

// ---- the end -----------------------------------------------------------------------------------

mama_status Connection::adopt(mamaTransport transport) {
  MutexLock lock(mutex_);
  if (!is_open_) return MAMA_STATUS_INVALID_ARG;
  if (std::find(transports_.begin(), transports_.end(), transport) == transports_.end()) {
    transports_.push_back(transport);
  }
  return MAMA_STATUS_OK;
}

mama_status Connection::destroy() {
  if (connection_of_this_thread == this) {
    mama_log(MAMA_LOG_LEVEL_ERROR,
             "mamaEnv_destroyConnection: connection %p cannot end on a thread of its own",
             static_cast<void*>(this));
    return MAMA_STATUS_PLATFORM;
  }
  const TimePoint deadline = destroy_deadline();
  {
    MutexLock lock(mutex_);
    is_open_ = false;
  }
  for (const Ref<Session>& session : all_sessions()) {
    session->begin_end(Session::Wait::kNo);
    LiveHandles<Session>::instance().remove(session.get());  // silent before it is unknown
  }
  QUOLL_TRY(wait_for(sessions_alive_, 0, deadline));
  QUOLL_TRY(end_session_timer(deadline));
  return finish(deadline);
}

// On the thread that ticks, so that it cannot end under a tick.
mama_status Connection::end_session_timer(TimePoint deadline) {
  bool is_ours;
  {
    MutexLock lock(mutex_);
    is_ours = !std::exchange(is_timer_ending_, true);
  }
  if (is_ours) {
    const mama_status status = mamaQueue_enqueueEvent(
        queue_, [](mamaQueue, void* closure) { static_cast<Connection*>(closure)->end_timer(); },
        this);
    if (status != MAMA_STATUS_OK) {
      MutexLock lock(mutex_);
      is_timer_ending_ = false;
      return status;
    }
  }
  return wait_for(is_timer_gone_, 1, deadline);
}

// A bridge that refuses is asked again at the next tick: the timer still ticks then.
void Connection::end_timer() { is_timer_refused_ = mamaTimer_destroy(timer_) != MAMA_STATUS_OK; }

void MAMACALLTYPE Connection::on_timer_destroyed(mamaTimer, void* closure) {
  auto* connection = static_cast<Connection*>(closure);
  connection->is_timer_gone_.store(1, std::memory_order_release);
  Clock::process().wake_all(connection->is_timer_gone_);
}

mama_status Connection::finish(TimePoint deadline) {
  std::vector<mamaTransport> transports;
  bool is_ours;
  {
    MutexLock lock(mutex_);
    is_ours = !std::exchange(is_finishing_, true);
    if (is_ours) transports.swap(transports_);
  }
  if (!is_ours) return wait_for(is_gone_, 1, deadline);
  discard_queue();
  mama_status result = MAMA_STATUS_OK;
  for (mamaTransport transport : transports) {
    const mama_status status = mamaTransport_destroy(transport);
    if (status == MAMA_STATUS_OK) continue;
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaEnv_destroyConnection: transport %p is not destroyed: %s",
             static_cast<void*>(transport), mamaStatus_stringForStatus(status));
    if (result == MAMA_STATUS_OK) result = status;
  }
  LiveHandles<Connection>::instance().remove(this);
  is_gone_.store(1, std::memory_order_release);
  Clock::process().wake_all(is_gone_);
  return result;
}

void MAMACALLTYPE Connection::destroy_all() {
  try {
    for (const Ref<Connection>& connection : LiveHandles<Connection>::instance().all()) {
      mama_log(MAMA_LOG_LEVEL_WARN,
               "mama_close: the managed connection %p was not destroyed; it is now",
               static_cast<void*>(connection.get()));
      const mama_status status = connection->destroy();
      if (status == MAMA_STATUS_OK) continue;
      mama_log(MAMA_LOG_LEVEL_ERROR, "mama_close: the managed connection %p has not ended: %s",
               static_cast<void*>(connection.get()), mamaStatus_stringForStatus(status));
    }
  } catch (const std::bad_alloc&) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mama_close: no memory to end the managed connections");
  }
}

}  // namespace quoll::managed
