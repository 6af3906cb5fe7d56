// Time zones before, while and after MAMA is open.
#include "support/mama_fixture.h"
#include "zone_support.h"

using message_test::file_of;
using message_test::Zone;
using message_test::ZoneDirectory;

namespace {

using namespace std::chrono_literals;

class ZoneCloseTest : public quoll::test::VirtualMamaTest {
 protected:
  ~ZoneCloseTest() override { mamaTimeZone_cleanUp(); }  // before the clock goes
};

TEST_F(ZoneCloseTest, TheLastCloseEndsTheThreadAndLeavesTheZones) {
  const ZoneDirectory directory;
  directory.write("Close/Moving", file_of("Asia/Tokyo"));
  const Zone zone("Close/Moving");
  const mamaTimeZone eastern = mamaTimeZone_usEastern();
  clock().sleep_for(1ms);
  mama_.reset();
  directory.write("Close/Moving", file_of("Asia/Kolkata"));
  clock().sleep_for(24h);
  EXPECT_EQ(zone.offset(), 9 * 3600);  // nobody has read the file again
  const char* name = nullptr;
  EXPECT_EQ(mamaTimeZone_getTz(eastern, &name), MAMA_STATUS_OK);
  EXPECT_STREQ(name, "US/Eastern");
  EXPECT_EQ(mamaTimeZone_usEastern(), eastern);
  const Zone another("Close/Moving");  // and the thread is back
  clock().sleep_for(1ms);
  EXPECT_EQ(zone.offset(), 19'800);
}

}  // namespace
