/// Which properties say how the quality of data is checked.
#include "transport/data_quality_settings.h"

#include <mama/log.h>
#include <mama/mama.h>

#include <string>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using mama::DataQualitySettings;

class DataQualitySettingsTest : public MamaTest {
 protected:
  static DataQualitySettings read() {
    return DataQualitySettings::read({"mama.m.transport.t.", "mama.transport.t.", "mama.m."});
  }
  static void set(const char* key, const char* value) {
    ASSERT_EQ(mama_setProperty(key, value), MAMA_STATUS_OK);
  }
};

TEST_F(DataQualitySettingsTest, Defaults) {
  const DataQualitySettings settings = read();
  EXPECT_TRUE(settings.enabled);
  EXPECT_EQ(settings.pre_initial, PRE_INITIAL_SCHEME_ON_GAP);
  EXPECT_EQ(settings.duplicates, DQ_SCHEME_DELIVER_ALL);
  EXPECT_EQ(settings.takeover, DQ_FT_DO_NOT_WAIT_FOR_RECAP);
  EXPECT_FALSE(settings.caches_before_recap);
}

TEST_F(DataQualitySettingsTest, EverySchemeHasItsProperty) {
  set("mama.transport.t.preinitialstrategy", "initial");
  set("mama.transport.t.dqstrategy", "ignoredups");
  set("mama.transport.t.ftstrategy", "waitforrecap");
  set("mama.m.transport.t.prerecapcache.enable", "true");
  const DataQualitySettings settings = read();
  EXPECT_EQ(settings.pre_initial, PRE_INITIAL_SCHEME_ON_INITIAL);
  EXPECT_EQ(settings.duplicates, DQ_SCHEME_INGORE_DUPS);
  EXPECT_EQ(settings.takeover, DQ_FT_WAIT_FOR_RECAP);
  EXPECT_TRUE(settings.caches_before_recap);
}

TEST_F(DataQualitySettingsTest, OtherValuesAreTheDefaults) {
  set("mama.transport.t.preinitialstrategy", "Initial");
  set("mama.transport.t.dqstrategy", "all");
  set("mama.transport.t.ftstrategy", "");
  set("mama.m.transport.t.prerecapcache.enable", "perhaps");
  const DataQualitySettings settings = read();
  EXPECT_EQ(settings.pre_initial, PRE_INITIAL_SCHEME_ON_GAP);
  EXPECT_EQ(settings.duplicates, DQ_SCHEME_DELIVER_ALL);
  EXPECT_EQ(settings.takeover, DQ_FT_DO_NOT_WAIT_FOR_RECAP);
  EXPECT_FALSE(settings.caches_before_recap);
}

TEST_F(DataQualitySettingsTest, TheMiddlewareBeatsTheTransport) {
  set("mama.m.transport.t.dq_enabled", "false");
  EXPECT_FALSE(read().enabled);
  set("mama.m.dq_enabled", "true");
  EXPECT_TRUE(read().enabled);
  set("mama.m.dq_enabled", "0");
  set("mama.m.transport.t.dq_enabled", "1");
  EXPECT_FALSE(read().enabled);
}

TEST_F(DataQualitySettingsTest, AnotherPluginIsReportedAndTheBuiltInUsed) {
  static std::string logged;
  logged.clear();
  ASSERT_EQ(mama_setLogCallback2([](MamaLogLevel level, const char* text) {
              if (level == MAMA_LOG_LEVEL_ERROR) logged += text;
            }),
            MAMA_STATUS_OK);
  set("mama.m.transport.t.dq_plugin", "dqstrategy");
  EXPECT_TRUE(read().enabled);
  EXPECT_EQ(logged, "");
  set("mama.m.transport.t.dq_plugin", "other");
  EXPECT_TRUE(read().enabled);
  EXPECT_THAT(logged, ::testing::AllOf(::testing::HasSubstr("mama.m.transport.t.dq_plugin"),
                                       ::testing::HasSubstr("other")));
  logged.clear();
  set("mama.m.dq_enabled", "0");  // then nobody is asked
  EXPECT_FALSE(read().enabled);
  EXPECT_EQ(logged, "");
  ASSERT_EQ(mama_setLogCallback2(nullptr), MAMA_STATUS_OK);
}

}  // namespace
}  // namespace quoll::test
