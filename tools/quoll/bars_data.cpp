#include "bars.h"

// The file becomes part of the program, byte for byte.
asm(".section .rodata\n"
    ".global quoll_bars_begin\n"
    ".global quoll_bars_end\n"
    "quoll_bars_begin:\n"
    ".incbin \"" QUOLL_BARS_FILE
    "\"\n"
    "quoll_bars_end:\n"
    ".previous\n");
extern "C" const char quoll_bars_begin[];
extern "C" const char quoll_bars_end[];

namespace quoll::tool {

std::string_view builtin_bars_csv() {
  return {quoll_bars_begin, static_cast<std::size_t>(quoll_bars_end - quoll_bars_begin)};
}

}  // namespace quoll::tool
