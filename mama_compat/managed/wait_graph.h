/// Who waits for whose callback.
#pragma once

#include <thread>

namespace quoll::managed {

class ManagedObject;

/// The calling thread's wait for the callback of an object, as others see it; on its stack. Refused
/// (false) when it would close a circle: the thread that runs the callback is waiting, directly or
/// through others, for a callback that the caller runs. A thread waits for one object at a time,
/// and the last one that is about to close a circle sees all others in it, since all are enlisted
/// under one lock before they wait.
class CallbackWait {
 public:
  explicit CallbackWait(const ManagedObject& object);
  ~CallbackWait();
  CallbackWait(const CallbackWait&) = delete;
  CallbackWait& operator=(const CallbackWait&) = delete;
  explicit operator bool() const noexcept { return is_enlisted_; }

 private:
  bool closes_circle() const noexcept;

  const std::thread::id waiter_;
  const ManagedObject& object_;
  bool is_enlisted_ = false;
  CallbackWait* next_ = nullptr;
};

}  // namespace quoll::managed
