#include "bars.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace quoll::tool {
namespace {

constexpr std::string_view kHead = "date,open,high,low,close,adjclose,volume";
constexpr std::size_t kColumns = 7;

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

template <class Number>
bool to_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// Splits at commas; false when the number of columns is wrong.
bool split(std::string_view line, std::array<std::string_view, kColumns>& columns) {
  for (std::size_t i = 0; i < kColumns; ++i) {
    const std::size_t comma = line.find(',');
    if ((comma == std::string_view::npos) != (i == kColumns - 1)) return false;
    columns[i] = line.substr(0, comma);
    line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
  }
  return true;
}

}  // namespace

std::vector<Bar> parse_bars(std::string_view csv, const std::string& source) {
  const auto fail = [&source](std::size_t line, const std::string& what) {
    throw std::runtime_error(fmt::format("{}:{}: {}", source, line, what));
  };
  if (const std::string_view head = take_line(csv); head != kHead) {
    fail(1, fmt::format("the head line is '{}', but must be '{}'", head, kHead));
  }
  std::vector<Bar> bars;
  for (std::size_t number = 2; !csv.empty(); ++number) {
    const std::string_view line = take_line(csv);
    if (line.empty()) continue;
    std::array<std::string_view, kColumns> columns;
    if (!split(line, columns)) fail(number, fmt::format("'{}' has not {} columns", line, kColumns));
    Bar bar;
    bar.date = columns[0];
    const std::array<double*, 5> prices{&bar.open, &bar.high, &bar.low, &bar.close,
                                        &bar.adjusted_close};
    for (std::size_t i = 0; i < prices.size(); ++i) {
      if (!to_number(columns[i + 1], *prices[i])) {
        fail(number, fmt::format("'{}' is not a price", columns[i + 1]));
      }
    }
    if (!to_number(columns[6], bar.volume)) {
      fail(number, fmt::format("'{}' is not a volume", columns[6]));
    }
    bars.push_back(std::move(bar));
  }
  if (bars.empty()) fail(2, "there are no bars");
  return bars;
}

std::vector<Bar> read_bars(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(fmt::format("{}: cannot be opened for reading", path));
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return parse_bars(text, path);
}

}  // namespace quoll::tool
