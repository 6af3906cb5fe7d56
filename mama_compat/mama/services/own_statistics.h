/// The statistics that the runtime keeps of its own objects.
#pragma once

#include <mama/stat.h>
#include <mama/statscollector.h>

#include <string>
#include <vector>

#include "quoll/ref.h"
#include "services/stats_collector.h"

namespace quoll::mama {

/// A collector with its statistics, of one queue, one transport, or the process. Held by that
/// object, and by whoever counts for it; from end() on it is in no report, and what is still
/// counted is lost. Any thread may call anything.
class OwnStatistics final : public RefCounted<OwnStatistics> {
 public:
  struct Plan {
    mamaStatsCollectorType type;
    std::string name;
    std::string middleware;
    bool is_logged;
    bool is_published;
    std::vector<mamaStatType> stats;
  };

  /// In no report yet. Null when memory is out.
  static Ref<OwnStatistics> make(const Plan& plan);
  ~OwnStatistics();

  mamaStatsCollector collector() const noexcept { return collector_.get(); }
  void count(mamaStatType stat) noexcept;
  void poll(mamaStatType stat, pollStatCb callback, void* closure);
  /// After it, and unless it is called from inside a callback, no poll callback runs any more.
  void end() noexcept;

 private:
  OwnStatistics() = default;

  Ref<mamaStatsCollectorImpl_> collector_;
  std::vector<Ref<mamaStatImpl_>> stats_;
};

/// Whose statistics count what happens to an object; found once, when that is made. Null ones do
/// not count.
struct Counters {
  Ref<OwnStatistics> queue;
  Ref<OwnStatistics> transport;
  Ref<OwnStatistics> global;

  void count(mamaStatType stat) const noexcept {
    for (const auto* counter : {&queue, &transport, &global}) {
      if (*counter) (*counter)->count(stat);
    }
  }
};

}  // namespace quoll::mama
