#include "transport/refresh_schedule.h"

#include <algorithm>

namespace quoll::mama {
namespace {

/// So long a new one is left alone: publishers have just heard of it.
constexpr Duration kYouth = std::chrono::minutes(5);
/// After the refresh of another client ours comes before the next one of that.
constexpr Duration kHeadStart = std::chrono::seconds(1);

}  // namespace

void RefreshSchedule::add(Key key, TimePoint now) { fresh_.emplace(key, now); }

void RefreshSchedule::remove(Key key) {
  fresh_.erase(key);
  const auto found = due_.find(key);
  if (found == due_.end()) return;
  by_time_.erase({found->second, key});
  due_.erase(found);
}

void RefreshSchedule::postpone(Key key, TimePoint now) {
  if (fresh_.contains(key) || due_.contains(key)) set_due(key, now + kInterval - kHeadStart);
}

void RefreshSchedule::set_due(Key key, TimePoint due) {
  remove(key);
  due_.emplace(key, due);
  by_time_.emplace(due, key);
}

double RefreshSchedule::fresh_per_tick(TimePoint now, double random) const {
  const Duration left = fresh_.rbegin()->second + kInterval - now;
  const double ticks = std::max(1.0, static_cast<double>(left.count()) / kTick.count());
  return 2 * (1 + random * static_cast<double>(fresh_.size()) / ticks) + 1;
}

std::vector<RefreshSchedule::Key> RefreshSchedule::take_due(TimePoint now, double random) {
  const TimePoint next_tick = now + kTick;
  std::vector<Key> keys;
  const double at_most = fresh_.empty() ? 0 : fresh_per_tick(now, random);
  for (const auto& [key, added] : fresh_) {
    const bool is_due = added + kInterval < next_tick;
    const bool is_old_enough = now - added > kYouth;
    if (!is_due && (!is_old_enough || static_cast<double>(keys.size() + 1) > at_most)) break;
    keys.push_back(key);
  }
  for (const auto& [due, key] : by_time_) {
    if (due >= next_tick) break;
    keys.push_back(key);
  }
  for (const Key key : keys) set_due(key, now + kInterval);
  return keys;
}

}  // namespace quoll::mama
