#include "services/statistics.h"

#include <mama/integration/bridge.h>
#include <mama/integration/mama.h>
#include <mama/integration/transport.h>
#include <mama/log.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/transport.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "runtime/bridge_registry.h"
#include "runtime/lifecycle.h"
#include "runtime/property_store.h"
#include "support/shim.h"

namespace quoll::mama {
namespace {

constexpr double kIntervalS = 60;
constexpr const char* kNoMiddleware = "-----";

/// Of queues, in the order they are made.
const std::vector<mamaStatType> kQueueStats = {
    MAMA_STAT_TYPE_INITIALS,     MAMA_STAT_TYPE_RECAPS,      MAMA_STAT_TYPE_UNKNOWN_MSGS,
    MAMA_STAT_TYPE_NUM_MESSAGES, MAMA_STAT_TYPE_QUEUE_SIZE,  MAMA_STAT_TYPE_SUBSCRIPTIONS,
    MAMA_STAT_TYPE_TIMEOUTS,     MAMA_STAT_TYPE_WOMBAT_MSGS, MAMA_STAT_TYPE_FAST_MSGS,
    MAMA_STAT_TYPE_RV_MSGS};

/// Of transports and of the process.
const std::vector<mamaStatType> kTransportStats = {MAMA_STAT_TYPE_INITIALS,
                                                   MAMA_STAT_TYPE_RECAPS,
                                                   MAMA_STAT_TYPE_UNKNOWN_MSGS,
                                                   MAMA_STAT_TYPE_NUM_MESSAGES,
                                                   MAMA_STAT_TYPE_FT_TAKEOVERS,
                                                   MAMA_STAT_TYPE_SUBSCRIPTIONS,
                                                   MAMA_STAT_TYPE_TIMEOUTS,
                                                   MAMA_STAT_TYPE_WOMBAT_MSGS,
                                                   MAMA_STAT_TYPE_FAST_MSGS,
                                                   MAMA_STAT_TYPE_RV_MSGS,
                                                   MAMA_STAT_TYPE_PUBLISHER_SEND,
                                                   MAMA_STAT_TYPE_PUBLISHER_INBOX_SEND,
                                                   MAMA_STAT_TYPE_PUBLISHER_REPLY_SEND};

/// The key of a property of statistics.
std::string key(const std::string& rest) { return "mama.statslogging." + rest; }

double interval_s() {
  const char* const text = property_or_null(key("interval"));
  if (text == nullptr) return kIntervalS;
  const double value = std::strtod(text, nullptr);
  if (std::isfinite(value) && value > 0) return value;
  mama_log(MAMA_LOG_LEVEL_WARN, "property %s: '%s' is not above 0; %g s is used",
           key("interval").c_str(), text, kIntervalS);
  return kIntervalS;
}

/// On which the reports are published: the one that the properties name, else the first.
mama_status find_publishing_bridge(mamaBridge* bridge) {
  if (const char* const name = property_or_null(key("middleware"))) {
    return mama_loadBridge(bridge, name);
  }
  MiddlewareBridge* const first = BridgeRegistry::instance().first();
  QUOLL_CHECK_POINTER(first, MAMA_STATUS_NO_BRIDGE_IMPL);
  mama_log(MAMA_LOG_LEVEL_NORMAL,
           "statistics are published on middleware '%s'; property %s is unset", first->name.c_str(),
           key("middleware").c_str());
  *bridge = first->handle();
  return MAMA_STATUS_OK;
}

}  // namespace

Statistics& Statistics::instance() {
  static auto& statistics = *new Statistics;
  return statistics;
}

void Statistics::Wanted::read(const char* name) {
  const std::string logging = key(name) + ".logging";
  log = property_or_null(logging) == nullptr || property_is_true(logging);
  publish = property_is_true(key(name) + ".publishing");
}

// ---- opening and closing -----------------------------------------------------------------------

void Statistics::open() {
  if (find_generator() || !property_is_true(key("enable"))) return;
  mamaStatsGenerator generator = nullptr;
  if (mamaStatsGenerator_create(&generator, interval_s()) != MAMA_STATUS_OK) return;
  global_wanted_.read("global");
  transport_.read("transport");
  queue_.read("queue");
  lbm_.read("lbm");
  user_.read("user");
  const auto all = {&global_wanted_, &transport_, &queue_, &lbm_, &user_};
  generator->is_logged =
      std::any_of(all.begin(), all.end(), [](const Wanted* one) { return one->log.load(); });
  {
    const MutexLock lock(mutex_);
    generator_ = Ref<mamaStatsGeneratorImpl_>::share(generator);
  }
  if (global_wanted_.is_kept()) {
    const char* name = nullptr;
    mama_getApplicationName(&name);
    auto global =
        make({MAMA_STATS_COLLECTOR_TYPE_GLOBAL, name != nullptr ? name : "", kNoMiddleware,
              global_wanted_.log, global_wanted_.publish, kTransportStats});
    const MutexLock lock(mutex_);
    global_ = std::move(global);
  }
  const bool must_publish =
      std::any_of(all.begin(), all.end(), [](const Wanted* one) { return one->publish.load(); });
  if (!must_publish || publish_reports(generator) != MAMA_STATUS_OK) {
    report_on_default_queue(generator);
  }
  for (MiddlewareBridge* bridge : BridgeRegistry::instance().all()) {
    mamaQueue queue = nullptr;
    if (mama_getDefaultEventQueue(bridge->handle(), &queue) == MAMA_STATUS_OK) {
      mamaQueue_enableStats(queue);
    }
  }
}

void Statistics::report_on_default_queue(mamaStatsGenerator generator) {
  MiddlewareBridge* const first = BridgeRegistry::instance().first();
  mamaQueue queue = nullptr;
  if (first != nullptr) mama_getDefaultEventQueue(first->handle(), &queue);
  if (const mama_status status = mamaStatsGenerator_setQueue(generator, queue);
      status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "statistics cannot be reported at intervals: %s",
             mamaStatus_stringForStatus(status));
  }
}

mama_status Statistics::publish_reports(mamaStatsGenerator generator) {
  mamaBridge bridge = nullptr;
  mamaQueue queue = nullptr;
  mama_status status = find_publishing_bridge(&bridge);
  if (status == MAMA_STATUS_OK) status = mamaBridgeImpl_getInternalEventQueue(bridge, &queue);
  if (status == MAMA_STATUS_OK) {
    status = mamaTransportImpl_allocateInternalTransport(&transport_of_reports_);
  }
  if (status == MAMA_STATUS_OK) {
    const char* const name = property_or_null(key("transport"));
    status =
        mamaTransport_create(transport_of_reports_, name != nullptr ? name : "statslogger", bridge);
  }
  if (status == MAMA_STATUS_OK) status = make_logger(queue);
  if (status == MAMA_STATUS_OK) {
    mamaStatsGenerator_setStatsLogger(generator, &logger_);
    status = mamaStatsGenerator_setQueue(generator, queue);
  }
  if (status == MAMA_STATUS_OK) return status;
  mama_log(MAMA_LOG_LEVEL_ERROR, "statistics cannot be published: %s",
           mamaStatus_stringForStatus(status));
  mamaStatsGenerator_setStatsLogger(generator, nullptr);
  if (logger_ != nullptr) mamaStatsLogger_destroy(std::exchange(logger_, nullptr));
  if (transport_of_reports_ != nullptr) {
    mamaTransport_destroy(std::exchange(transport_of_reports_, nullptr));
  }
  return status;
}

mama_status Statistics::make_logger(mamaQueue queue) {
  QUOLL_TRY(mamaStatsLogger_allocate(&logger_));
  const char* text = nullptr;
  if (mama_getUserName(&text) == MAMA_STATUS_OK) mamaStatsLogger_setUserName(logger_, text);
  if (mama_getHostName(&text) == MAMA_STATUS_OK) mamaStatsLogger_setHostName(logger_, text);
  if (mama_getIpAddress(&text) == MAMA_STATUS_OK) mamaStatsLogger_setIpAddress(logger_, text);
  if (mama_getApplicationName(&text) == MAMA_STATUS_OK) {
    mamaStatsLogger_setApplicationName(logger_, text);
  }
  if (mama_getApplicationClassName(&text) == MAMA_STATUS_OK) {
    mamaStatsLogger_setApplicationClass(logger_, text);
  }
  return mamaStatsLogger_createForStats(logger_, queue, transport_of_reports_, STATS_TOPIC);
}

void Statistics::stop_timer() {
  if (const auto generator = find_generator()) generator->stop_timer();
}

void Statistics::close() {
  MutexLock lock(mutex_);
  const auto generator = std::exchange(generator_, nullptr);
  auto global = std::exchange(global_, nullptr);
  lock.unlock();
  for (Wanted* wanted : {&global_wanted_, &transport_, &queue_, &lbm_, &user_}) wanted->clear();
  if (global) {
    generator->remove(global->collector());
    global->end();
  }
  if (generator) mamaStatsGenerator_destroy(generator.get());
  if (logger_ != nullptr) mamaStatsLogger_destroy(std::exchange(logger_, nullptr));
  if (transport_of_reports_ != nullptr) {
    mamaTransport_destroy(std::exchange(transport_of_reports_, nullptr));
  }
}

// ---- what is kept ------------------------------------------------------------------------------

Ref<mamaStatsGeneratorImpl_> Statistics::find_generator() const {
  const MutexLock lock(mutex_);
  return generator_;
}

mamaStatsGenerator Statistics::generator() const { return find_generator().get(); }

Ref<OwnStatistics> Statistics::global() const {
  const MutexLock lock(mutex_);
  return global_;
}

mama_status Statistics::add(mamaStatsCollector collector) {
  const auto generator = find_generator();
  if (!generator) return MAMA_STATUS_NULL_ARG;
  if (collector->type() == MAMA_STATS_COLLECTOR_TYPE_USER && !user_.is_kept()) {
    return MAMA_STATUS_OK;
  }
  return guarded([&] {
    generator->add(collector);
    return MAMA_STATUS_OK;
  });
}

mama_status Statistics::remove(mamaStatsCollector collector) {
  const auto generator = find_generator();
  return generator && generator->remove(collector) ? MAMA_STATUS_OK : MAMA_STATUS_NOT_FOUND;
}

Ref<OwnStatistics> Statistics::make(const OwnStatistics::Plan& plan) {
  auto made = OwnStatistics::make(plan);
  if (made) add(made->collector());
  return made;
}

Ref<OwnStatistics> Statistics::of_queue(const std::string& name, const char* middleware) {
  if (!queue_.is_kept()) return nullptr;
  if (queue_.publish) {
    mama_log(MAMA_LOG_LEVEL_NORMAL, "statistics of queue %s are published", name.c_str());
  }
  return make(
      {MAMA_STATS_COLLECTOR_TYPE_QUEUE, name, middleware, queue_.log, queue_.publish, kQueueStats});
}

Ref<OwnStatistics> Statistics::of_transport(const std::string& name, const char* middleware) {
  if (!transport_.is_kept() && !lbm_.is_kept()) return nullptr;
  OwnStatistics::Plan plan{
      MAMA_STATS_COLLECTOR_TYPE_TRANSPORT, name, middleware, transport_.log || lbm_.log,
      transport_.publish || lbm_.publish,  {}};
  if (transport_.is_kept()) plan.stats = kTransportStats;
  for (int fid = MAMA_STAT_TYPE_NAK_PACKETS_SENT;
       lbm_.is_kept() && fid <= MAMA_STAT_TYPE_LBM_REQUESTS_RECEIVED; ++fid) {
    plan.stats.push_back(static_cast<mamaStatType>(fid));
  }
  return make(plan);
}

}  // namespace quoll::mama

// ---- the C functions ---------------------------------------------------------------------------

using quoll::mama::Statistics;

mama_status mama_addStatsCollector(mamaStatsCollector statsCollector) {
  QUOLL_CHECK_HANDLE(statsCollector);
  if (Statistics::instance().generator() == nullptr) {
    quoll::mama::Lifecycle::instance().open_statistics();
  }
  const mama_status status = Statistics::instance().add(statsCollector);
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mama_addStatsCollector: collector %s is not added: %s",
             statsCollector->name().c_str(),
             Statistics::instance().generator() == nullptr ? "statistics are not enabled"
                                                           : mamaStatus_stringForStatus(status));
  }
  return status;
}

mama_status mama_removeStatsCollector(mamaStatsCollector statsCollector) {
  const bool is_enabled = Statistics::instance().generator() != nullptr;
  if (is_enabled) QUOLL_CHECK_POINTER(statsCollector, MAMA_STATUS_NULL_ARG);
  const mama_status status = Statistics::instance().remove(statsCollector);
  if (status != MAMA_STATUS_OK) {
    mama_log(MAMA_LOG_LEVEL_ERROR, "mama_removeStatsCollector: %s",
             is_enabled ? "the collector was not added" : "statistics are not enabled");
  }
  return status;
}

int mama_getGenerateTransportStats(void) {
  return Statistics::instance().keeps_transports() ? 1 : 0;
}

mamaStatsGenerator mamaInternal_getStatsGenerator(void) {
  return Statistics::instance().generator();
}

mamaStatsCollector mamaInternal_getGlobalStatsCollector(void) {
  const auto global = Statistics::instance().global();
  return global ? global->collector() : nullptr;
}

int mamaInternal_generateLbmStats(void) { return Statistics::instance().keeps_lbm() ? 1 : 0; }
