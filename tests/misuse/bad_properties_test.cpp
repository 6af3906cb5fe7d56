// Properties files with errors: what can be read is read, the rest does no harm.
#include <gtest/gtest.h>
#include <mama/mama.h>
#include <wombat/property.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "misuse/child.h"

namespace quoll::test::misuse {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFile = "bad.properties";

class BadProperties : public ::testing::Test {
 protected:
  BadProperties() : folder_((fs::temp_directory_path() / "quoll-properties-XXXXXX").string()) {
    if (mkdtemp(folder_.data()) == nullptr) std::abort();
    mama_setLogCallback2([](MamaLogLevel, const char*) {});
  }
  ~BadProperties() override {
    mama_setLogCallback2(nullptr);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  void write(const std::string& content) const {
    std::ofstream(folder_ + "/" + kFile, std::ios::binary) << content;
  }
  /// Loads, opens and closes with the file; gives the value of a key while it is open.
  std::string value_with_file(const char* key) const {
    mamaBridge bridge = nullptr;
    EXPECT_EQ(mama_setPropertiesFromFile(folder_.c_str(), kFile), MAMA_STATUS_OK);
    EXPECT_EQ(mama_loadBridge(&bridge, "loopback"), MAMA_STATUS_OK);
    EXPECT_EQ(mama_openWithProperties(folder_.c_str(), kFile), MAMA_STATUS_OK);
    const char* value = mama_getProperty(key);
    std::string copy = value != nullptr ? value : "(none)";
    std::free(const_cast<char*>(mama_getPropertiesAsString()));
    EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
    return copy;
  }

  std::string folder_;
};

TEST_F(BadProperties, Truncated) {
  const std::string whole = "first=1\nsecond=\\\n  2\nthird=${HOME}\n#comment\n\\u=x\nlast=\\";
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    write(whole.substr(0, length));
    EXPECT_EQ(value_with_file("first"), length > 6 ? "1" : "(none)") << length;
  }
}

TEST_F(BadProperties, VeryLongLine) {
  const std::string value(1 << 20, 'v');
  write("before=1\nlong=" + value + "\nafter=2\n" + std::string(1 << 20, 'k') + "\nend=3\n");
  EXPECT_EQ(value_with_file("long"), value);
  EXPECT_EQ(value_with_file("after"), "2");
  EXPECT_EQ(value_with_file("end"), "3");
}

TEST_F(BadProperties, NulBytes) {
  write(std::string("before=1\n\0\0nul=\0x\nk\0ey=v\nafter=2\n", 32));
  EXPECT_EQ(value_with_file("before"), "1");
  EXPECT_EQ(value_with_file("after"), "2");
}

TEST_F(BadProperties, RandomBytes) {
  std::mt19937 random(11);
  for (int round = 0; round < 100; ++round) {
    std::string noise;
    for (int i = 0; i < 1000; ++i) {
      constexpr char kLikely[] = "=:\\\n\r \t${}()#!ab";
      noise += random() % 2 == 0 ? kLikely[random() % (sizeof kLikely - 1)]
                                 : static_cast<char>(random());
    }
    write("good=1\n" + noise);
    const std::string value = value_with_file("good");
    EXPECT_NE(value, "(none)");
  }
}

TEST_F(BadProperties, DirectoryAsFile) {
  fs::create_directory(folder_ + "/" + kFile);
  EXPECT_EQ(value_with_file("first"), "(none)");
}

// A variable that names itself, one after the other or growing with each step, must end; in a
// child, as the alternative is to hang.
TEST_F(BadProperties, VariablesThatReferToThemselves) {
  struct Case {
    const char* name;
    const char* value;
  };
  constexpr Case kCases[] = {
      {"QUOLL_SELF", "${QUOLL_SELF}"},
      {"QUOLL_SELF", "$(QUOLL_SELF)"},
      {"QUOLL_SELF", "${QUOLL_SELF}${QUOLL_SELF}"},
      {"QUOLL_SELF", "$(QUOLL_SELF)x"},
      {"QUOLL_SELF", "${QUOLL_SELF"},
      {"QUOLL_SELF", "$(((((((("},
  };
  const auto findings = run_in_children(
      std::size(kCases),
      [](Report&) {
        return mama_setLogCallback2([](MamaLogLevel, const char*) {}) == MAMA_STATUS_OK;
      },
      [&](Report& report, std::size_t i) {
        report.begin(i, std::string("a variable with the value ") + kCases[i].value);
        setenv(kCases[i].name, kCases[i].value, 1);
        write("a=${QUOLL_SELF}\nb=$(QUOLL_SELF)\ngood=1\n");
        if (value_with_file("good") != "1") report.finding("good is lost");
        mama_setProperty("c", "$(QUOLL_SELF)");
      });
  for (const std::string& finding : findings) ADD_FAILURE() << finding;
}

}  // namespace
}  // namespace quoll::test::misuse
