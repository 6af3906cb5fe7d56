// Load, open, start, stop, close, again and again: nothing stays behind.
#include <malloc.h>
#include <mama/integration/bridge.h>

#include <thread>

#include "runtime/runtime_fixture.h"

namespace quoll::mama {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif
#else
constexpr bool kIsSanitized = false;
#endif
constexpr int kCycles = kIsSanitized ? 200 : 1000;

std::size_t entries_in(const char* folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++count;
  return count;
}

class CyclesTest : public RuntimeTest {
 protected:
  static void cycle() {
    mamaBridge bridge = nullptr;
    mamaPayloadBridge payload = nullptr;
    mamaQueue internal = nullptr;
    ASSERT_EQ(mama_loadBridge(&bridge, "rtgood"), MAMA_STATUS_OK);
    ASSERT_EQ(mama_loadPayloadBridge(&payload, "rtpayb"), MAMA_STATUS_OK);
    ASSERT_EQ(mama_setProperty("key", "value"), MAMA_STATUS_OK);
    ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
    ASSERT_EQ(mamaBridgeImpl_getInternalEventQueue(bridge, &internal), MAMA_STATUS_OK);
    ASSERT_EQ(mama_startBackground(bridge, [](mama_status) {}), MAMA_STATUS_OK);
    ASSERT_EQ(mama_stop(bridge), MAMA_STATUS_OK);
    ASSERT_EQ(mama_loadBridge(&bridge, "rtlacks"), MAMA_STATUS_PLATFORM);
    ASSERT_EQ(mama_close(), MAMA_STATUS_OK);
  }
  // Whatever is wrong with a bridge, and a good one that is to be unmapped each time.
  static void broken_cycle() {
    struct Broken {
      const char* name;
      mama_status status;
    };
    mamaBridge bridge = nullptr;
    mamaPayloadBridge payload = nullptr;
    for (const Broken& broken :
         {Broken{"rtnowhere", MAMA_STATUS_NO_BRIDGE_IMPL},
          Broken{"rtnoinit", MAMA_STATUS_INVALID_ARG}, Broken{"rtnoname", MAMA_STATUS_PLATFORM},
          Broken{"rtnoversion", MAMA_STATUS_INVALID_ARG},
          Broken{"rtoldversion", MAMA_STATUS_INVALID_ARG}}) {
      ASSERT_EQ(mama_loadBridge(&bridge, broken.name), broken.status) << broken.name;
    }
    for (const char* failure : {"QUOLL_TEST_INIT_FAILS", "QUOLL_TEST_OPEN_FAILS"}) {
      setenv(failure, "1", 1);
      ASSERT_NE(mama_loadBridge(&bridge, "rtother"), MAMA_STATUS_OK) << failure;
      unsetenv(failure);
    }
    ASSERT_NE(mama_loadPayloadBridge(&payload, "rtpayfails"), MAMA_STATUS_OK);
    ASSERT_NE(mama_loadPayloadBridge(&payload, "rtpaylacks"), MAMA_STATUS_OK);
    ASSERT_EQ(mama_setProperty("mama.bridge.unload.rtgood", "true"), MAMA_STATUS_OK);
    ASSERT_EQ(mama_loadBridge(&bridge, "rtgood"), MAMA_STATUS_OK);
    ASSERT_EQ(mama_loadPayloadBridge(&payload, "rtpayb"), MAMA_STATUS_OK);
    ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
    ASSERT_EQ(mama_close(), MAMA_STATUS_OK);
  }

  void expect_nothing_is_left_by(void (*run)());
};

void CyclesTest::expect_nothing_is_left_by(void (*run)()) {
  for (int i = 0; i < 100; ++i) run();
  const std::size_t threads = entries_in("/proc/self/task");
  const std::size_t files = entries_in("/proc/self/fd");
  log_.forget();
  const std::size_t bytes = mallinfo2().uordblks;
  for (int i = 0; i < kCycles; ++i) {
    run();
    if (HasFatalFailure()) return;
  }
  EXPECT_EQ(entries_in("/proc/self/task"), threads);
  EXPECT_EQ(entries_in("/proc/self/fd"), files);
  // The log capture of this test and gtest itself allocate a little; a leak of one small block in
  // each cycle would show.
  log_.forget();
  if (!kIsSanitized) {
    EXPECT_LT(mallinfo2().uordblks, bytes + 16 * std::size_t{kCycles});
  }
}

TEST_F(CyclesTest, LeaveNothingBehind) { expect_nothing_is_left_by(&cycle); }

TEST_F(CyclesTest, BrokenBridgesLeaveNothingBehind) { expect_nothing_is_left_by(&broken_cycle); }

}  // namespace
}  // namespace quoll::mama
