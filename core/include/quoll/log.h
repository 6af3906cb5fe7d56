/// What the native runtime has to say, handed to whoever keeps the log.
#pragma once

#include "quoll/api.h"

namespace quoll {

enum class LogLevel { kError, kWarning, kInfo, kDebug };

/// Receives one line without its end. Any thread, no lock of the runtime held; must not throw.
using LogSink = void (*)(LogLevel level, const char* text);

/// Installs the receiver; null brings back the default, which writes errors and warnings to stderr.
/// Any thread; a line that is being written may still go to the receiver before.
QUOLL_API void set_log_sink(LogSink sink) noexcept;

/// Writes a line (printf format; cut at 1,023 bytes). Never call it with a lock held.
QUOLL_API void log(LogLevel level, const char* format, ...) noexcept
    __attribute__((format(printf, 2, 3)));

}  // namespace quoll
