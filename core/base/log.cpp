#include "quoll/log.h"

#include <atomic>
#include <cstdarg>
#include <cstdio>

namespace quoll {
namespace {

void write_to_stderr(LogLevel level, const char* text) {
  if (level == LogLevel::kError || level == LogLevel::kWarning) {
    std::fprintf(stderr, "quoll: %s: %s\n", level == LogLevel::kError ? "error" : "warning", text);
  }
}

constinit std::atomic<LogSink> installed_sink{&write_to_stderr};

}  // namespace

void set_log_sink(LogSink sink) noexcept {
  installed_sink.store(sink != nullptr ? sink : &write_to_stderr, std::memory_order_release);
}

void log(LogLevel level, const char* format, ...) noexcept {
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  installed_sink.load(std::memory_order_acquire)(level, text);
}

}  // namespace quoll
