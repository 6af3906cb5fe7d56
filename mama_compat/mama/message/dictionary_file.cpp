// Dictionary files: lines "fid|name|type".
#include <mama/log.h>
#include <mama/mama.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "common/path_list.h"
#include "message/dictionary.h"

namespace quoll::mama {
namespace {

constexpr int kMaxReports = 10;

struct FileCloser {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

/// The paths to try for a file of that name, best first. WOMBAT_PATH is one directory here.
std::vector<std::string> paths_for(const std::string& name) {
  const bool as_is =
      name.starts_with('/') || name.starts_with('.') || (name.size() > 1 && name[1] == ':');
  const char* directory = std::getenv("WOMBAT_PATH");
  if (as_is || directory == nullptr || *directory == '\0') return {name};
  return {compat::join_path(directory, name), name};
}

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view right_trimmed(std::string_view line) {
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

/// The leading decimal number of a text, 0 without one, as atoi() would have it; numbers that do
/// not fit are the nearest that does.
long long leading_number(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  unsigned long long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range || number > LLONG_MAX) number = LLONG_MAX;
  return negative ? -static_cast<long long>(number) : static_cast<long long>(number);
}

/// Takes a file apart, line by line.
class Parser {
 public:
  explicit Parser(const std::string& path) : path_(path) {}

  std::vector<Dictionary::Entry> entries_of(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      ++line_number_;
      read_line(right_trimmed(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (skipped_ > kMaxReports) {
      mama_log(MAMA_LOG_LEVEL_WARN, "mamaDictionary: %s: %d lines are skipped in all",
               path_.c_str(), skipped_);
    }
    return std::move(entries_);
  }

 private:
  void read_line(std::string_view line) {
    if (line.empty()) return;
    const std::size_t first = line.find('|');
    const std::size_t second = first < line.size() ? line.find('|', first + 1) : line.npos;
    if (second == line.npos) return skip(line, "it is no \"fid|name|type\"");
    if (line.find('\0') != line.npos) return skip(line, "it has a NUL in it");
    const long long fid = leading_number(line.substr(0, first));
    if (fid < 0 || fid > UINT16_MAX) return skip(line, "the fid is not in 0 to 65535");
    // Any type is kept: applications may have types of their own.
    const long long type = leading_number(line.substr(second + 1));
    entries_.push_back({static_cast<mama_fid_t>(fid),
                        static_cast<mamaFieldType>(std::clamp<long long>(type, INT_MIN, INT_MAX)),
                        std::string(line.substr(first + 1, second - first - 1))});
  }

  void skip(std::string_view line, const char* reason) {
    constexpr std::size_t kShownBytes = 60;
    if (++skipped_ > kMaxReports) return;
    std::string shown(line.substr(0, kShownBytes));
    std::replace_if(
        shown.begin(), shown.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
    mama_log(MAMA_LOG_LEVEL_WARN, "mamaDictionary: %s:%zu is skipped, %s: \"%s%s\"", path_.c_str(),
             line_number_, reason, shown.c_str(), line.size() > kShownBytes ? "..." : "");
  }

  const std::string& path_;
  std::vector<Dictionary::Entry> entries_;
  std::size_t line_number_ = 0;
  int skipped_ = 0;
};

/// What a name must not have in it, or its line would be read as something else.
bool can_be_written(const std::string& name) { return name.find_first_of("|\n") == name.npos; }

bool write_lines(const Dictionary& dictionary, const std::string& path, File file) {
  for (mama_fid_t fid : dictionary.fids()) {
    const mamaFieldDescriptorImpl_& descriptor = *dictionary.by_fid(fid);
    if (!can_be_written(descriptor.name)) {
      mama_log(MAMA_LOG_LEVEL_WARN,
               "mamaDictionary_writeToFile: %s: fid %u is left out, its name has a bar or a line "
               "end in it: \"%s\"",
               path.c_str(), static_cast<unsigned>(fid), descriptor.name.c_str());
    } else if (std::fprintf(file.get(), "%u|%s|%d\n", static_cast<unsigned>(fid),
                            descriptor.name.c_str(), static_cast<int>(descriptor.type)) < 0) {
      return false;
    }
  }
  return std::fclose(file.release()) == 0;
}

}  // namespace

mama_status read_dictionary_file(Dictionary& dictionary, const char* name) {
  for (const std::string& path : paths_for(name)) {
    const auto text = compat::read_whole_file(path);
    if (!text) continue;
    dictionary.merge(Parser(path).entries_of(*text));
    return MAMA_STATUS_OK;
  }
  mama_log(MAMA_LOG_LEVEL_ERROR, "mamaDictionary_populateFromFile: %s cannot be read: %s", name,
           std::strerror(errno));
  return MAMA_STATUS_IO_ERROR;
}

mama_status write_dictionary_file(const Dictionary& dictionary, const char* name) {
  for (const std::string& path : paths_for(name)) {
    File file(std::fopen(path.c_str(), "we"));
    if (!file) continue;
    if (write_lines(dictionary, path, std::move(file))) return MAMA_STATUS_OK;
    mama_log(MAMA_LOG_LEVEL_ERROR, "mamaDictionary_writeToFile: %s is not written whole: %s",
             path.c_str(), std::strerror(errno));
    return MAMA_STATUS_IO_ERROR;
  }
  mama_log(MAMA_LOG_LEVEL_ERROR, "mamaDictionary_writeToFile: %s cannot be opened: %s", name,
           std::strerror(errno));
  return MAMA_STATUS_IO_ERROR;
}

}  // namespace quoll::mama
