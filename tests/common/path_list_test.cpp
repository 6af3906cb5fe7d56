#include "common/path_list.h"

#include <gtest/gtest.h>
#include <wombat/fileutils.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace quoll::compat {
namespace {

using Names = std::vector<std::string>;

TEST(PathList, Splits) {
  EXPECT_EQ(split_path_list("/a:/b"), (Names{"/a", "/b"}));
  EXPECT_EQ(split_path_list(":/a::/b:"), (Names{"/a", "/b"}));
  EXPECT_EQ(split_path_list("/a;/b:/c", ":;"), (Names{"/a", "/b", "/c"}));
  EXPECT_EQ(split_path_list(""), Names{});
}

TEST(PathList, Candidates) {
  EXPECT_EQ(candidate_paths("/a:\"/b\":\"\"", "f"), (Names{"/a/f", "/b/f"}));
  EXPECT_EQ(candidate_paths(nullptr, "f"), (Names{"./f"}));
  EXPECT_EQ(candidate_paths("", "f"), (Names{"./f"}));
}

TEST(FindFileInPathList, FindsAndReports) {
  char name[] = "/tmp/quoll_paths_XXXXXX";
  const std::filesystem::path folder = mkdtemp(name);
  std::ofstream(folder / "file") << "x";
  const std::string list = "/nowhere;" + folder.string();
  const std::string expected = (folder / "file").string();
  char buffer[256] = "untouched";

  EXPECT_EQ(fileUtils_findFileInPathList(buffer, sizeof buffer, "file", nullptr, nullptr), 0);
  EXPECT_STREQ(buffer, "untouched");
  EXPECT_EQ(fileUtils_findFileInPathList(buffer, sizeof buffer, "file", list.c_str(), ":;"), 1);
  EXPECT_EQ(buffer, expected);
  EXPECT_EQ(fileUtils_findFileInPathList(buffer, sizeof buffer, "none", list.c_str(), ":;"), 0);
  EXPECT_STREQ(buffer, "");
  EXPECT_EQ(fileUtils_findFileInPathList(buffer, sizeof buffer, "file", list.c_str(), nullptr), 0)
      << "without separators named, ':' is the one";
  EXPECT_EQ(fileUtils_findFileInPathList(buffer, 5, "file", list.c_str(), ";"), 0)
      << "a path that does not fit is not found";
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace quoll::compat
