/// What mama_createDictionary starts.
#pragma once

#include <mama/dictionary.h>
#include <mama/inbox.h>
#include <mama/publisher.h>
#include <mama/source.h>
#include <mama/timer.h>

#include <atomic>
#include <optional>
#include <string>

#include "quoll/gate.h"

namespace quoll::mama {

/// Asks for a dictionary, again when no answer comes in time, and fills the dictionary from the
/// answer: the requests go out on `_MDDD.<name space>`, the answers come to an inbox.
///
/// Belongs to the dictionary, which has at most one. Everything but begin() and close() runs on the
/// queue's thread, which may be done before begin() has returned on another one. The first outcome
/// (filled, failed, timed out) ends inbox, timer and publisher, then calls the application, which
/// may destroy the dictionary there. close() waits for a callback on another thread, unless the
/// caller is inside a callback itself: then who leaves last frees the dictionary. Lives in a
/// HandlePool, so that what a closed bridge keeps is still reachable, until the inbox, the timer
/// and the dictionary have let go.
class DictionaryRequest {
 public:
  struct Order {
    mamaQueue queue;
    mamaDictionaryCallbackSet callbacks;  ///< null ones log, or do nothing
    double timeout_s;
    int retries;
    void* closure;
  };

  DictionaryRequest(mamaDictionary dictionary, const Order& order);
  DictionaryRequest(const DictionaryRequest&) = delete;
  DictionaryRequest& operator=(const DictionaryRequest&) = delete;

  /// Once. After a failure no callback comes.
  mama_status begin(mamaSource source);
  /// Once, when the dictionary's handle is retired: no callback begins any more, and the dictionary
  /// is released.
  void close();

 private:
  class Hold;

  static void MAMACALLTYPE on_reply(mamaMsg reply, void* closure);
  static void MAMACALLTYPE on_timer(mamaTimer timer, void* closure);
  static void MAMACALLTYPE on_inbox_destroyed(mamaInbox inbox, void* closure);
  static void MAMACALLTYPE on_timer_destroyed(mamaTimer timer, void* closure);
  static void closed(void* closure);

  mama_status make_parts(mamaSource source);
  mama_status send();
  void take(mamaMsg reply);
  void time_passed();
  /// The outcome is decided: true for the first, who calls drop_parts().
  bool settle() noexcept { return !settled_.exchange(true, std::memory_order_acq_rel); }
  void drop_parts();
  void fail(mama_status status);
  void fail(const char* text);
  template <class Callback, class... Text>
  void end(Callback callback, Text... text);
  void drop_hold() noexcept;

  const mamaDictionary dictionary_;
  const Order order_;
  mamaBridge bridge_ = nullptr;
  int index_ = 0;  // of the sub-transport
  std::string symbol_;
  std::optional<std::string> name_space_;
  mamaPublisher publisher_ = nullptr;
  mamaInbox inbox_ = nullptr;
  mamaTimer timer_ = nullptr;

  Gate gate_;
  std::atomic<bool> settled_{false};
  std::atomic<int> sent_{0};
  std::atomic<int> holds_{1};
};

}  // namespace quoll::mama
