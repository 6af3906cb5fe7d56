// Runs a fuzz target over files, in every build: fuzz_<target>_test FILE-OR-FOLDER...
// The name of each file is printed before it is run, so that the last one is the one that failed.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "check.h"

namespace {

void collect(const std::filesystem::path& path, std::vector<std::filesystem::path>* files) {
  if (std::filesystem::is_regular_file(path)) files->push_back(path);
  if (!std::filesystem::is_directory(path)) return;
  for (const auto& entry : std::filesystem::directory_iterator(path)) collect(entry.path(), files);
}

void run(const std::filesystem::path& path) {
  std::printf("%s\n", path.c_str());
  std::fflush(stdout);
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> content{std::istreambuf_iterator<char>(file), {}};
  // A copy of just that size: behind it the address sanitizer watches.
  const std::vector<std::uint8_t> bytes(content.begin(), content.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i) collect(argv[i], &files);
  std::sort(files.begin(), files.end());
  for (const auto& file : files) run(file);
  std::printf("%zu inputs\n", files.size());
  if (files.empty()) std::fprintf(stderr, "no inputs: the corpus folder is missing or empty\n");
  return files.empty() ? 1 : 0;
}
