#include "runtime/runtime_fixture.h"

namespace quoll::mama {
namespace {

class IdentityTest : public RuntimeTest {
 protected:
  static const char* name() {
    const char* text = "?";
    EXPECT_EQ(mama_getApplicationName(&text), MAMA_STATUS_OK);
    return text;
  }
  static const char* class_name() {
    const char* text = "?";
    EXPECT_EQ(mama_getApplicationClassName(&text), MAMA_STATUS_OK);
    return text;
  }
};

TEST_F(IdentityTest, DefaultsComeWithOpenAndGoWithClose) {
  EXPECT_EQ(name(), nullptr);
  load("rtgood");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_STREQ(name(), "MamaApplication");
  EXPECT_STREQ(class_name(), "MamaApplications");
  EXPECT_EQ(mama_setApplicationName(nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(name(), nullptr);
  mama_open();
  EXPECT_STREQ(name(), "MamaApplication") << "a nested open fills it in too";
  mama_close();
  mama_close();
  EXPECT_EQ(name(), nullptr);
  EXPECT_EQ(class_name(), nullptr);
}

TEST_F(IdentityTest, SetNamesStay) {
  std::string text = "mine";
  EXPECT_EQ(mama_setApplicationName(text.c_str()), MAMA_STATUS_OK);
  EXPECT_EQ(mama_setApplicationClassName("class"), MAMA_STATUS_OK);
  text = "gone";
  load("rtgood");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_STREQ(name(), "mine");
  EXPECT_STREQ(class_name(), "class");
}

TEST_F(IdentityTest, UserHostAddress) {
  const char* text = nullptr;
  EXPECT_EQ(mama_getUserName(&text), MAMA_STATUS_OK);
  EXPECT_NE(text, nullptr);
  EXPECT_EQ(mama_getHostName(&text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, getHostName());
  EXPECT_EQ(mama_getIpAddress(&text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, getIpAddress());
}

TEST_F(IdentityTest, NullOutputs) {
  EXPECT_EQ(mama_getApplicationName(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_getApplicationClassName(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_getUserName(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_getHostName(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_getIpAddress(nullptr), MAMA_STATUS_NULL_ARG);
}

}  // namespace
}  // namespace quoll::mama
