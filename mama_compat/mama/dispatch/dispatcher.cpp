#include "dispatch/dispatcher.h"

#include <mama/log.h>

#include <new>
#include <string>
#include <utility>

#include "dispatch/teardown.h"
#include "quoll/mutex.h"
#include "runtime/thread_affinity.h"
#include "support/shim.h"

using quoll::Clock;
using quoll::MutexLock;
using quoll::Thread;
using quoll::mama::DispatcherState;
using quoll::mama::DispatchScope;
using quoll::mama::pool_of;
using quoll::mama::Queue;

namespace {

using Dispatcher = mamaDispatcherImpl_;

constexpr std::size_t kLongestThreadName = 255;

// Dispatchers that were destroyed on their own thread, which cannot join itself.
quoll::Mutex retired_mutex;
Dispatcher* retired QUOLL_GUARDED_BY(retired_mutex) = nullptr;

void run(const std::string& thread_name, Queue& queue, DispatcherState& state) {
  const quoll::mama::ThreadPresence presence(thread_name);
  DispatcherState::of_this_thread = &state;
  while (state.started.load(std::memory_order_acquire) == 0) {
    Clock::process().wait(state.started, 0);
  }
  while (state.stopping.load(std::memory_order_acquire) == 0 &&
         queue.dispatch() == MAMA_STATUS_OK) {
  }
  state.exited.store(1, std::memory_order_release);
  Clock::process().wake_all(state.exited);
}

}  // namespace

mama_status mamaDispatcherImpl_::create(mamaDispatcher* out, mamaQueue queue) {
  join_retired(false);
  const Queue::Ref alive = queue->keep();
  if (!alive) return MAMA_STATUS_INVALID_QUEUE;
  std::shared_ptr<DispatcherState> state;
  try {
    state = std::make_shared<DispatcherState>();
    state->queue = queue;
    if (!queue->attach(state)) {
      return queue->closing() ? MAMA_STATUS_INVALID_ARG : MAMA_STATUS_TOO_MANY_DISPATCHERS;
    }
    const std::string name =
        ("mama_dispatcher_" + queue->copy_of_name()).substr(0, kLongestThreadName);
    std::unique_ptr<Thread> thread =
        Clock::process().spawn(name, [name, alive, state] { run(name, *alive, *state); });
    if (thread == nullptr) {
      mama_log(MAMA_LOG_LEVEL_ERROR, "mamaDispatcher_create: the system refuses a thread for %s",
               name.c_str());
      queue->detach(state);
      return MAMA_STATUS_SYSTEM_ERROR;
    }
    // The object is complete when its handle becomes valid: a stale handle to its storage is one
    // with which another thread may destroy it from now on. Its thread begins after *out is set, as
    // a callback may destroy it, too.
    *out = pool_of<Dispatcher>().create(alive, state, std::move(thread));
    if (*out == nullptr) state->stopping.store(1, std::memory_order_release);
    const mama_status status = *out == nullptr ? MAMA_STATUS_NOMEM : MAMA_STATUS_OK;
    state->started.store(1, std::memory_order_release);
    Clock::process().wake_all(state->started);
    if (status != MAMA_STATUS_OK) {
      thread->join();
      queue->detach(state);
    }
    return status;
  } catch (const std::bad_alloc&) {
    // Before there was a thread; nothing throws while there is one.
    if (state != nullptr) queue->detach(state);
    return MAMA_STATUS_NOMEM;
  }
}

mama_status mamaDispatcherImpl_::destroy() {
  join_retired(false);
  if (!pool_of<Dispatcher>().retire(this, reinterpret_cast<const void*>(&mamaDispatcher_destroy))) {
    return MAMA_STATUS_INVALID_ARG;
  }
  state_->stopping.store(1, std::memory_order_release);
  if (thread_->is_current()) {
    // Our dispatch is in progress: the one request is not lost.
    queue_->stop_dispatch();
    queue_->detach(state_);
    MutexLock lock(retired_mutex);
    next_retired_ = std::exchange(retired, this);
    return MAMA_STATUS_OK;
  }
  queue_->stop_dispatcher(*state_);
  thread_->join();
  queue_->detach(state_);
  pool_of<Dispatcher>().release(this);
  return MAMA_STATUS_OK;
}

void mamaDispatcherImpl_::join_retired(bool wait) {
  Dispatcher* ended = nullptr;
  {
    MutexLock lock(retired_mutex);
    for (Dispatcher** link = &retired; *link != nullptr;) {
      Dispatcher* const each = *link;
      if (each->thread_->is_current() || (!wait && each->state_->exited.load() == 0)) {
        link = &each->next_retired_;
      } else {
        *link = std::exchange(each->next_retired_, ended);
        ended = each;
      }
    }
  }
  while (ended != nullptr) {
    Dispatcher* const each = std::exchange(ended, ended->next_retired_);
    each->thread_->join();
    pool_of<Dispatcher>().release(each);
  }
}

bool quoll::mama::is_inside_dispatch() noexcept { return DispatchScope::is_caller_inside_any(); }

void quoll::mama::bridge_closing(mamaBridge bridge) {
  Queue::end_dispatchers_of(bridge);
  Dispatcher::join_retired(true);
}

void quoll::mama::bridge_ended(mamaBridge bridge, BridgeEnd end) {
  Queue::abandon_queues_of(bridge, end);
}

// ---- the C functions ---------------------------------------------------------------------------

mama_status mamaDispatcher_create(mamaDispatcher* result, mamaQueue queue) {
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = nullptr;
  QUOLL_CHECK_QUEUE(queue);
  return mamaDispatcherImpl_::create(result, queue);
}

mama_status mamaDispatcher_getQueue(mamaDispatcher dispatcher, mamaQueue* result) {
  QUOLL_CHECK_HANDLE(dispatcher);
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_INVALID_ARG);
  mamaQueue queue = dispatcher->queue();
  QUOLL_CHECK_POINTER(queue, MAMA_STATUS_INVALID_QUEUE);
  *result = queue;
  return MAMA_STATUS_OK;
}

mama_status mamaDispatcher_destroy(mamaDispatcher dispatcher) {
  QUOLL_CHECK_HANDLE(dispatcher);
  return dispatcher->destroy();
}
