/// What the tests of statistics share.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mama/integration/stat.h>
#include <mama/integration/statscollector.h>
#include <mama/integration/statsgenerator.h>
#include <mama/msg.h>
#include <mama/stat.h>
#include <mama/statfields.h>
#include <mama/statscollector.h>
#include <mama/statslogger.h>
#include <mama/statsloggerfields.h>
#include <mama/subscription.h>

#include <string>
#include <utility>
#include <vector>

#include "runtime/runtime_fixture.h"

namespace quoll::test {

class TestCollector {
 public:
  explicit TestCollector(const char* name = "mine",
                         mamaStatsCollectorType type = MAMA_STATS_COLLECTOR_TYPE_USER) {
    EXPECT_EQ(mamaStatsCollector_create(&collector_, type, name, "loopback"), MAMA_STATUS_OK);
  }
  ~TestCollector() { destroy(); }
  TestCollector(const TestCollector&) = delete;
  TestCollector& operator=(const TestCollector&) = delete;

  operator mamaStatsCollector() const { return collector_; }
  /// The test has destroyed it.
  void release() { collector_ = nullptr; }
  void destroy() {
    if (collector_ == nullptr) return;
    EXPECT_EQ(mamaStatsCollector_destroy(std::exchange(collector_, nullptr)), MAMA_STATUS_OK);
  }

 private:
  mamaStatsCollector collector_ = nullptr;
};

class TestStat {
 public:
  explicit TestStat(mamaStatsCollector collector, const char* name = "apples",
                    mama_fid_t fid = 500) {
    EXPECT_EQ(mamaStat_create(&stat_, collector, MAMA_STAT_LOCKABLE, name, fid), MAMA_STATUS_OK);
  }
  ~TestStat() { destroy(); }
  TestStat(const TestStat&) = delete;
  TestStat& operator=(const TestStat&) = delete;

  operator mamaStat() const { return stat_; }
  void destroy() {
    if (stat_ != nullptr) {
      EXPECT_EQ(mamaStat_destroy(std::exchange(stat_, nullptr)), MAMA_STATUS_OK);
    }
  }

 private:
  mamaStat stat_ = nullptr;
};

class TestGenerator {
 public:
  explicit TestGenerator(double interval_s = 60) {
    EXPECT_EQ(mamaStatsGenerator_create(&generator_, interval_s), MAMA_STATUS_OK);
  }
  ~TestGenerator() { destroy(); }
  TestGenerator(const TestGenerator&) = delete;
  TestGenerator& operator=(const TestGenerator&) = delete;

  operator mamaStatsGenerator() const { return generator_; }
  void destroy() {
    if (generator_ == nullptr) return;
    EXPECT_EQ(mamaStatsGenerator_stopReportTimer(generator_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaStatsGenerator_destroy(std::exchange(generator_, nullptr)), MAMA_STATUS_OK);
  }

 private:
  mamaStatsGenerator generator_ = nullptr;
};

inline std::string text_in(mamaMsg message, const MamaReservedField& field) {
  const char* text = nullptr;
  mamaMsg_getString(message, field.mName, field.mFid, &text);
  return text != nullptr ? text : "(none)";
}

inline constexpr mama_i32_t kMissing = -999;

inline mama_i32_t number_of(mamaMsg message, mama_fid_t fid) {
  mama_i32_t number = kMissing;
  mamaMsg_getI32(message, nullptr, fid, &number);
  return number;
}

/// A message that somebody has kept, as it was.
class KeptMessage {
 public:
  explicit KeptMessage(mamaMsg message) {
    EXPECT_EQ(mamaMsg_copy(message, &copy_), MAMA_STATUS_OK);
  }
  KeptMessage(KeptMessage&& other) noexcept : copy_(std::exchange(other.copy_, nullptr)) {}
  ~KeptMessage() {
    if (copy_ != nullptr) mamaMsg_destroy(copy_);
  }
  operator mamaMsg() const { return copy_; }

 private:
  mamaMsg copy_ = nullptr;
};

/// Keeps all that is published on a topic of the loopback; read when its thread is at rest.
class Listener {
 public:
  Listener(mamaTransport transport, mamaQueue queue, const char* topic) {
    EXPECT_EQ(mamaSubscription_allocate(&subscription_), MAMA_STATUS_OK);
    mamaMsgCallbacks callbacks{};
    callbacks.onMsg = [](mamaSubscription, mamaMsg message, void* self, void*) {
      static_cast<Listener*>(self)->messages.emplace_back(message);
    };
    EXPECT_EQ(
        mamaSubscription_createBasic(subscription_, transport, queue, &callbacks, topic, this),
        MAMA_STATUS_OK);
  }
  ~Listener() {
    EXPECT_EQ(mamaSubscription_destroy(subscription_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_deallocate(subscription_), MAMA_STATUS_OK);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::vector<KeptMessage> messages;

 private:
  mamaSubscription subscription_ = nullptr;
};

/// The messages in a field of a report.
inline std::vector<mamaMsg> events_of(mamaMsg report, const MamaReservedField& field) {
  const mamaMsg* events = nullptr;
  mama_size_t count = 0;
  mamaMsg_getVectorMsg(report, field.mName, field.mFid, &events, &count);
  return {events, events + count};
}

}  // namespace quoll::test
