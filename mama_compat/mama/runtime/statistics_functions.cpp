// The entry points of statistics. This build has none: what asks says so, what adds is refused.
#include <mama/integration/mama.h>
#include <mama/log.h>
#include <mama/mama.h>

mama_status mama_addStatsCollector(mamaStatsCollector) { return MAMA_STATUS_NULL_ARG; }

mama_status mama_removeStatsCollector(mamaStatsCollector) {
  mama_log(MAMA_LOG_LEVEL_ERROR, "mama_removeStatsCollector: statistics are not enabled");
  return MAMA_STATUS_NOT_FOUND;
}

int mama_getGenerateTransportStats(void) { return 0; }

mamaStatsGenerator mamaInternal_getStatsGenerator(void) { return nullptr; }

mamaStatsCollector mamaInternal_getGlobalStatsCollector(void) { return nullptr; }

int mamaInternal_generateLbmStats(void) { return 0; }
