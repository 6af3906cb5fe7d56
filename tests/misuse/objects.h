/// Makes what calls need: valid handles of every kind, destroyed ones, and the runtime around them.
#pragma once

#include <mama/mama.h>
#include <mama/msg.h>

#include <functional>
#include <vector>

#include "misuse/call_table.h"

namespace quoll::test::misuse {

/// Where the runtime stands when a call is made.
enum class State { kBeforeLoad, kLoaded, kOpened, kClosed };
const char* name_of(State state);

/// Brings the process to a state, with the loopback bridge. False when that failed.
bool enter(State state);

/// Handles for one call. What it made and what still lives is destroyed at its end, the newest
/// first.
class Objects {
 public:
  Objects() = default;
  ~Objects();
  Objects(const Objects&) = delete;
  Objects& operator=(const Objects&) = delete;

  /// A live handle, or null when the state of the runtime does not allow one. An object of each
  /// kind is made anew on each call.
  void* make(Kind kind);
  /// A handle that was destroyed.
  void* make_destroyed(Kind kind);
  /// What a call is given for an argument: live handles, buffers, texts, callbacks.
  Value value(Kind kind);

 private:
  void* keep(void* object, std::function<void()> destroy);
  void* queue();
  void* transport();
  ::mamaMsgReply reply_handle();

  void* queue_ = nullptr;
  void* transport_ = nullptr;
  std::vector<std::function<void()>> cleanups_;
};

/// The calls that destroy an object of a kind; null when there is none.
bool destroy(Kind kind, void* object);

}  // namespace quoll::test::misuse
