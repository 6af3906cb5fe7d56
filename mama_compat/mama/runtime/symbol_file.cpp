// mamaUtils_readSymbolFile: lists of symbols for test programs.
#include <mama/mamautils.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "common/path_list.h"

namespace {

// A line is read in pieces of this many bytes, as programs with long lines have come to expect.
constexpr std::size_t kMaxSymbolBytes = 197;

// A caller's array of symbols. One that is full takes no more.
class SymbolList {
 public:
  SymbolList(const char** symbols, mama_size_t capacity) : symbols_(symbols), capacity_(capacity) {}

  bool is_given() const noexcept { return symbols_ != nullptr; }
  mama_size_t count() const noexcept { return count_; }

  void add(std::string_view symbol) {
    if (count_ < capacity_) symbols_[count_++] = strndup(symbol.data(), symbol.size());
  }

 private:
  const char** symbols_;
  mama_size_t capacity_;
  mama_size_t count_ = 0;
};

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  return line;
}

// Of `level1|level2` only what follows the bar is kept; see docs/properties.md for why.
void add_symbol(std::string_view symbol, SymbolList& level1, SymbolList& level2) {
  const std::size_t bar = symbol.find('|');
  if (bar != std::string_view::npos && level2.is_given()) {
    level2.add(symbol.substr(bar + 1));
  } else {
    level1.add(symbol);
  }
}

void add_line(std::string_view line, SymbolList& level1, SymbolList& level2) {
  while (!line.empty()) {
    add_symbol(line.substr(0, kMaxSymbolBytes), level1, level2);
    line.remove_prefix(std::min(line.size(), kMaxSymbolBytes));
  }
}

}  // namespace

mama_status mamaUtils_readSymbolFile(const char* symbolFile, const char** level1SymbolList,
                                     mama_size_t level1SymbolListSize,
                                     mama_size_t* level1SymbolListCount,
                                     const char** level2SymbolList,
                                     mama_size_t level2SymbolListSize,
                                     mama_size_t* level2SymbolListCount) {
  if (symbolFile == nullptr || level1SymbolList == nullptr) return MAMA_STATUS_NULL_ARG;
  if (*symbolFile == '\0' || level1SymbolListSize == 0) return MAMA_STATUS_INVALID_ARG;
  const auto content = quoll::compat::read_whole_file(symbolFile);
  if (!content) return MAMA_STATUS_NOT_FOUND;

  SymbolList level1(level1SymbolList, level1SymbolListSize);
  SymbolList level2(level2SymbolList, level2SymbolListSize);
  std::string_view rest = *content;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    add_line(trimmed(rest.substr(0, end)), level1, level2);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (level1SymbolListCount != nullptr) *level1SymbolListCount = level1.count();
  if (level2SymbolListCount != nullptr) *level2SymbolListCount = level2.count();
  return MAMA_STATUS_OK;
}
