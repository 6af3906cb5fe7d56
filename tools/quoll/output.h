/// How the commands print: plain text for people, JSON lines for programs.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace quoll::tool {

enum class Format { kAuto, kPlain, kJson };

/// Where a command's results go. Errors go to stderr in either format.
class Output {
 public:
  /// kAuto: plain on a terminal, else JSON.
  explicit Output(Format format);

  bool json() const { return json_; }
  /// True when a picture can be drawn over again: plain, and on a terminal.
  bool live() const { return !json_ && terminal_; }

  /// One JSON object on a line of its own.
  void line(const nlohmann::ordered_json& object);
  /// Plain text as it is, and flushed.
  void text(const std::string& text);

 private:
  bool terminal_;
  bool json_;
};

/// 1234567 -> "1,234,567".
std::string grouped(std::uint64_t number);
/// Nanoseconds as people read them: "850 ns", "12.3 µs", "4.56 ms", "1.20 s".
std::string readable_duration(double nanoseconds);

}  // namespace quoll::tool
