/// When subscriptions are refreshed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "quoll/clock.h"

namespace quoll::mama {

/// Keys of those that are to be refreshed regularly, and when each is due. New ones are spread over
/// the time before their first refresh, so that many that came at once do not stay together. A
/// plain value; keys grow in the order in which they are added.
class RefreshSchedule {
 public:
  using Key = std::uintptr_t;

  /// Between two refreshes.
  static constexpr Duration kInterval = std::chrono::minutes(55);
  /// Between two looks at what is due.
  static constexpr Duration kTick = std::chrono::milliseconds(13990);

  void add(Key key, TimePoint now);
  void remove(Key key);
  /// Somebody else has refreshed it.
  void postpone(Key key, TimePoint now);
  bool empty() const noexcept { return fresh_.empty() && due_.empty(); }

  /// The keys to refresh at a tick, in order; each is due again after the interval. `random` is
  /// evenly distributed in [0, 1).
  std::vector<Key> take_due(TimePoint now, double random);

 private:
  /// How many new ones may go at a tick.
  double fresh_per_tick(TimePoint now, double random) const;
  void set_due(Key key, TimePoint due);

  std::map<Key, TimePoint> fresh_;               // not refreshed yet: when they were added
  std::map<Key, TimePoint> due_;                 // the others: when they are due
  std::set<std::pair<TimePoint, Key>> by_time_;  // of due_
};

}  // namespace quoll::mama
