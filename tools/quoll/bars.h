/// Daily price bars, the data that `quoll demo` replays.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quoll::tool {

/// One trading day.
struct Bar {
  std::string date;  ///< YYYY-MM-DD
  double open = 0;
  double high = 0;
  double low = 0;
  double close = 0;
  double adjusted_close = 0;
  std::int64_t volume = 0;
};

/// Reads the text of a CSV file with the columns date, open, high, low, close, adjclose, volume
/// (one head line). Throws std::runtime_error that names `source`, the line and what is wrong with
/// it.
std::vector<Bar> parse_bars(std::string_view csv, const std::string& source);
/// The same from a file.
std::vector<Bar> read_bars(const std::string& path);

/// The S&P 500 bars of 2000 to 2020 that are part of the program (data/sp500-2000.csv).
std::string_view builtin_bars_csv();

}  // namespace quoll::tool
