#include "message/timezone_scanner.h"

#include <algorithm>
#include <utility>

#include "message/timezone_database.h"
#include "quoll/log.h"
#include "runtime/lifecycle_participants.h"

namespace quoll::mama {

namespace {

const LifecycleParticipant scanning{"time zones", [] {}, [] { ZoneScanner::process().stop(); }};

}  // namespace

ZoneScanner& ZoneScanner::process() {
  static auto& scanner = *new ZoneScanner;
  return scanner;
}

void ZoneScanner::start() {
  {
    const OwnerTurn::Scope turn(turn_);
    if (run_.thread != nullptr) return;
    Clock& clock = Clock::process();
    run_.stopped = std::make_shared<StopWord>(0);
    run_.thread = clock.spawn("mama_tz_scan",
                              [this, &clock, stopped = run_.stopped] { run(clock, *stopped); });
    if (run_.thread != nullptr) return;
  }
  log(LogLevel::kWarning, "time zones: no thread to keep them up to date");
}

void ZoneScanner::stop() {
  Run run;
  {
    const OwnerTurn::Scope turn(turn_);
    run = std::exchange(run_, {});
  }
  if (run.thread == nullptr) return;
  run.stopped->store(1);
  Clock::process().wake_all(*run.stopped);
  if (run.thread->is_current()) {
    run.thread->detach();
  } else {
    run.thread->join();  // without the turn: the thread may want it, in a log callback
  }
}

void ZoneScanner::set_interval(double seconds) noexcept {
  constexpr double kMinute = 60;
  constexpr double kShortest = 0.001, kLongest = 1e9;
  if (seconds > 0) {
    interval_was_set_.store(true);
    interval_seconds_.store(std::clamp(seconds, kShortest, kLongest));
  } else if (!interval_was_set_.exchange(true)) {
    interval_seconds_.store(kMinute);
  }
}

void ZoneScanner::run(Clock& clock, const StopWord& stopped) {
  while (stopped.load() == 0) {
    ZoneDatabase::process().reload_all();
    const std::chrono::duration<double> interval(interval_seconds_.load());
    const TimePoint next =
        saturating_add(clock.now(), std::chrono::duration_cast<Duration>(interval));
    while (stopped.load() == 0 && clock.wait(stopped, 0, next)) {
    }
  }
}

}  // namespace quoll::mama
