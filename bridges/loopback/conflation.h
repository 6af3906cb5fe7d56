/// Conflation managers: who takes what goes over one connection.
#pragma once

#include <mama/integration/types.h>
#include <mama/msg.h>

#include <atomic>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "quoll/gate.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"

namespace quoll::loopback {

/// A manager that is installed for what one transport sends to one peer. Once started it gets the
/// messages instead of the peer's subscriptions: by a sending thread, one at a time, with no lock
/// held. What is sent while one is being processed waits for that thread to go on.
///
/// Shared by the member and the sends under way; after close() nothing is processed.
class Interception : public RefCounted<Interception> {
 public:
  Interception(mamaConflationManager manager, conflateProcessCb function, bool is_started)
      : manager_(manager), process_(function), is_started_(is_started) {}
  ~Interception();

  mamaConflationManager manager() const noexcept { return manager_; }
  bool is_started() const noexcept { return is_started_.load(std::memory_order_acquire); }
  void start(bool starts) noexcept { is_started_.store(starts, std::memory_order_release); }

  void process(const std::string& topic, std::string_view bytes) QUOLL_EXCLUDES(mutex_);
  /// Waits for a call that runs, unless the caller is inside it.
  void close() { gate_.close_and_wait(); }

 private:
  struct Item {
    std::string topic;
    std::string bytes;
  };
  void call(const Item& item);

  const mamaConflationManager manager_;
  const conflateProcessCb process_;
  std::atomic<bool> is_started_;
  mamaMsg message_ = nullptr;  // of the thread that processes
  Gate gate_;
  Mutex mutex_;
  std::deque<Item> items_ QUOLL_GUARDED_BY(mutex_);
  bool is_processing_ QUOLL_GUARDED_BY(mutex_) = false;
};

}  // namespace quoll::loopback
