/// Ctrl-C as something that a loop can wait for.
#pragma once

#include <chrono>

namespace quoll::tool {

/// Takes SIGINT and SIGTERM out of the ordinary way. Make one in main, before any thread exists, so
/// that all threads inherit the mask; then no handler ever interrupts the runtime. The second
/// signal ends the process at once.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// Waits; true as soon as a signal has come (and from then on at once).
  bool wait_for(std::chrono::milliseconds timeout);
  bool came() const { return came_; }

 private:
  int descriptor_;
  bool came_ = false;
};

}  // namespace quoll::tool
