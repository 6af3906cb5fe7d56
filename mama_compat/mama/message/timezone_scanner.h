/// The thread that keeps the time zones up to date.
#pragma once

#include <atomic>
#include <memory>

#include "common/owner_turn.h"
#include "quoll/clock.h"

namespace quoll::mama {

/// Reads the files of all zones in use again, at once and then in intervals. One for the process,
/// never destroyed; any thread may call any function. Starts and stops take turns, so that no lock
/// is held while a thread is made.
class ZoneScanner {
 public:
  static ZoneScanner& process();

  /// Starts the thread unless it runs.
  void start();
  /// Ends the thread and waits for it, except on that thread itself (in a log callback), where it
  /// ends after the callback. A later start() begins anew.
  void stop();
  /// From the next round on. 0, less, or what is no number keeps the interval; it is a minute then
  /// when none was ever set.
  void set_interval(double seconds) noexcept;

 private:
  ZoneScanner() = default;
  using StopWord = std::atomic<std::uint32_t>;
  void run(Clock& clock, const StopWord& stopped);

  struct Run {
    std::shared_ptr<StopWord> stopped;
    std::unique_ptr<Thread> thread;
  };
  static constexpr double kDefaultInterval = 1800.37;

  std::atomic<double> interval_seconds_{kDefaultInterval};
  std::atomic<bool> interval_was_set_{false};
  OwnerTurn turn_;
  Run run_;  // of whoever has the turn
};

}  // namespace quoll::mama
