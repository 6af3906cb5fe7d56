// What is left when memory runs out. A program of its own: it replaces operator new.
#include <gtest/gtest.h>
#include <mama/log.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/timezone.h>
#include <wombat/queue.h>

#include <cstdio>
#include <functional>
#include <string>
#include <utility>

#include "support/limited_memory.h"
#include "support/mama_fixture.h"

namespace quoll::test {
namespace {

using MemoryTest = MamaTest;

TEST_F(MemoryTest, ADispatcherThatCannotBeMadeLeavesItsPlace) {
  TestQueue queue(bridge());
  int failures = 0;
  for (int allocations = 0;; ++allocations) {
    mamaDispatcher dispatcher = nullptr;
    allowed = allocations;
    const mama_status status = mamaDispatcher_create(&dispatcher, queue);
    allowed = kUnlimited;
    if (status == MAMA_STATUS_OK) {
      EXPECT_EQ(mamaDispatcher_destroy(dispatcher), MAMA_STATUS_OK);
      break;
    }
    ++failures;
    ASSERT_EQ(status, MAMA_STATUS_NOMEM) << mamaStatus_stringForStatus(status);
    ASSERT_EQ(dispatcher, nullptr);
    TestDispatcher next(queue);  // TOO_MANY_DISPATCHERS if the place were still taken
    ASSERT_NE(static_cast<mamaDispatcher>(next), nullptr);
  }
  EXPECT_GE(failures, 3) << "state, name and thread";
}

/// Calls with room for 0, 1, 2, ... allocations, until there was enough; NOMEM before.
void until_there_is_enough(const std::function<mama_status()>& call) {
  for (int room = 0;; ++room) {
    SCOPED_TRACE(room);
    allowed = room;
    const mama_status status = call();
    const bool was_enough = std::exchange(allowed, kUnlimited) >= 0;
    ASSERT_EQ(status, was_enough ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM)
        << mamaStatus_stringForStatus(status);
    if (was_enough) break;
  }
}

TEST_F(MemoryTest, ABridgeThatCannotBeStartedIsNotStarted) {
  until_there_is_enough([&] { return mama_startBackground(bridge(), [](mama_status) {}); });
  EXPECT_EQ(mama_stop(bridge()), MAMA_STATUS_OK);
}

TEST_F(MemoryTest, ATimeZoneThatCannotBeMadeIsNotThere) {
  mamaTimeZone zone = nullptr;
  until_there_is_enough([&] { return mamaTimeZone_createFromTz(&zone, "Europe/Berlin"); });
  EXPECT_EQ(mamaTimeZone_destroy(zone), MAMA_STATUS_OK);
}

class QueueStatisticsMemoryTest : public MamaTest {
 protected:
  void SetUp() override {
    mama_setProperty("mama.statslogging.enable", "true");
    mama_setProperty("mama.statslogging.queue.logging", "true");
    MamaTest::SetUp();
  }
};

// 20/14, row 20.
TEST_F(QueueStatisticsMemoryTest, AQueueWhoseStatisticsCannotBeMadeIsNotMade) {
  mamaQueue queue = nullptr;
  until_there_is_enough([&] {
    EXPECT_EQ(queue, nullptr);
    return mamaQueue_create(&queue, bridge());
  });
  EXPECT_EQ(mamaQueue_enableStats(queue), MAMA_STATUS_OK);  // it has them
  EXPECT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
}

std::string last_line;
int lines = 0;

void MAMACALLTYPE keep_line(MamaLogLevel, const char* text) {
  last_line = text;
  ++lines;
}

TEST_F(MemoryTest, ALineWithoutMemoryIsLost) {
  const std::string text(2000, 'x');
  last_line.reserve(2 * text.size());
  lines = 0;
  mama_setLogCallback2(&keep_line);
  allowed = 0;
  mama_log(MAMA_LOG_LEVEL_ERROR, "%s", text.c_str());
  allowed = kUnlimited;
  EXPECT_EQ(lines, 0);
  mama_log(MAMA_LOG_LEVEL_ERROR, "%s", text.c_str());
  EXPECT_EQ(lines, 1);
  EXPECT_EQ(last_line, text);

  mama_setLogCallback2(nullptr);
  FILE* const file = tmpfile();
  mama_enableLogging(file, MAMA_LOG_LEVEL_NORMAL);
  for (int room = 0; allowed = room, mama_log(MAMA_LOG_LEVEL_ERROR, "%s", text.c_str()),
           std::exchange(allowed, kUnlimited) < 0;
       ++room) {
    EXPECT_EQ(std::ftell(file), 0) << room;
  }
  EXPECT_GT(std::ftell(file), 2000);
  mama_enableLogging(nullptr, MAMA_LOG_LEVEL_NORMAL);
  std::fclose(file);
}

// Common 15, row 5.
TEST(WombatQueueMemoryTest, AQueueThatCannotGrowIsFull) {
  wombatQueue queue = nullptr;
  ASSERT_EQ(wombatQueue_allocate(&queue), WOMBAT_QUEUE_OK);
  ASSERT_EQ(wombatQueue_create(queue, 0, 1, 1), WOMBAT_QUEUE_OK);
  int items[3];
  EXPECT_EQ(wombatQueue_enqueue(queue, nullptr, &items[0], nullptr), WOMBAT_QUEUE_OK);
  allowed = 0;
  const wombatQueueStatus refused = wombatQueue_enqueue(queue, nullptr, &items[1], nullptr);
  allowed = kUnlimited;
  EXPECT_EQ(refused, WOMBAT_QUEUE_FULL);
  EXPECT_EQ(wombatQueue_enqueue(queue, nullptr, &items[2], nullptr), WOMBAT_QUEUE_OK);
  for (int* const expected : {&items[0], &items[2]}) {
    void* data = nullptr;
    EXPECT_EQ(wombatQueue_poll(queue, &data, nullptr), WOMBAT_QUEUE_OK);
    EXPECT_EQ(data, expected);
  }
  EXPECT_EQ(wombatQueue_destroy(queue), WOMBAT_QUEUE_OK);
}

}  // namespace
}  // namespace quoll::test
