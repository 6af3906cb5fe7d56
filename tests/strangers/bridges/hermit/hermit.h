// "hermit": a middleware that extends nothing. Every function that it has is its own: queues on
// wombatQueue, timers on the wombat timer heap, a thread that polls descriptors, and messages that
// travel inside the process. Written as a stranger would, against installed headers alone.
#pragma once

#include <bridge.h>
#include <mama/integration/msg.h>
#include <mama/integration/queue.h>
#include <wombat/queue.h>
#include <wombat/timers.h>
#include <wombat/wlock.h>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace hermit {

// A recursive mutex, for std::lock_guard.
class Lock {
 public:
  Lock() = default;
  ~Lock() { wlock_destroy(lock_); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  void lock() { wlock_lock(lock_); }
  void unlock() { wlock_unlock(lock_); }

 private:
  wLock const lock_ = wlock_create();
};
using Guard = std::lock_guard<Lock>;

// The living objects of one kind. A handle that is not in here is dead, and is not followed.
template <class T>
class Registry {
 public:
  T* add(std::shared_ptr<T> object) {
    T* const handle = object.get();
    const Guard guard(lock_);
    objects_.emplace(handle, std::move(object));
    return handle;
  }
  std::shared_ptr<T> find(const T* handle) const {
    const Guard guard(lock_);
    const auto place = objects_.find(handle);
    return place != objects_.end() ? place->second : nullptr;
  }
  // Of several callers one gets it.
  std::shared_ptr<T> take(const T* handle) {
    const Guard guard(lock_);
    const auto place = objects_.find(handle);
    if (place == objects_.end()) return nullptr;
    std::shared_ptr<T> object = std::move(place->second);
    objects_.erase(place);
    return object;
  }
  void clear() {
    std::unordered_map<const T*, std::shared_ptr<T>> last;  // ended without the lock
    const Guard guard(lock_);
    objects_.swap(last);
  }

 private:
  mutable Lock lock_;
  std::unordered_map<const T*, std::shared_ptr<T>> objects_;
};

// An event of ours: it frees itself, whether it runs or its queue drops it.
class Task {
 public:
  virtual ~Task() = default;
  virtual void run(mamaQueue queue) = 0;

  static void MAMACALLTYPE event(mamaQueue queue, void* closure) {
    const std::unique_ptr<Task> task(static_cast<Task*>(closure));
    task->run(queue);
  }
};

template <class Body>
class TaskOf final : public Task {
 public:
  explicit TaskOf(Body body) : body_(std::move(body)) {}
  void run(mamaQueue queue) override { body_(queue); }

 private:
  Body body_;
};

// Runs body(queue) on the thread that dispatches the queue.
template <class Body>
mama_status post(mamaQueue queue, Body body) {
  auto* const task = new TaskOf<Body>(std::move(body));
  // When an enqueue callback of the application throws, the event is on the queue all the same.
  const mama_status status = mamaQueue_enqueueEvent(queue, &Task::event, task);
  if (status != MAMA_STATUS_OK) delete task;
  return status;
}

struct Packet {
  std::string bytes;
  std::string reply_subject;  // of requests; else empty
};

void open_timers();
void close_timers();
void close_ios();
void close_air();
void close_publishers();
void close_queues();

// Makes an inbox's subscription: its messages go to `sink` instead of libmama's subscription.
using Sink = void (*)(mamaMsg message, void* closure);
subscriptionBridge subscribe_inbox(const std::string& subject, mamaTransport transport,
                                   mamaQueue queue, Sink sink, void* closure);
void unsubscribe_inbox(subscriptionBridge subscription);

}  // namespace hermit

// The part of a message that is the bridge's.
struct msgBridge_ {
  std::string reply_subject;  // of a request
  std::string send_subject;
};

struct queueBridge_ : std::enable_shared_from_this<queueBridge_> {
  explicit queueBridge_(mamaQueue of) : parent(of) {}
  ~queueBridge_();

  template <class Take>
  bool run_one(Take take);

  mamaQueue const parent;
  wombatQueue events = nullptr;
  std::atomic<bool> stopping{false};
  std::atomic<bool> closed{false};
  hermit::Lock lock;  // what follows
  mamaQueueEnqueueCB on_enqueue = nullptr;
  void* on_enqueue_closure = nullptr;
};

struct inboxBridge_ {
  std::string subject;
  subscriptionBridge subscription;
  mamaInboxMsgCallback on_message;
  mamaInboxDestroyCallback on_destroyed;
  void* closure;
  mamaInbox parent;
};
