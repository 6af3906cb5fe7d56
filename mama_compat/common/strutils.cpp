// The C functions of wombat/strutils.h.
#include <wombat/strutils.h>

#include <algorithm>
#include <cctype>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "common/environment_expansion.h"
#include "common/number_text.h"
#include "common/text.h"
#include "common/version_text.h"

namespace {

// Copies as snprintf does: cut to the buffer, always terminated, the full length returned.
int give_text(char* result, std::size_t max_length, const std::string& text) {
  const std::size_t kept = std::min(text.size(), max_length - 1);
  std::memcpy(result, text.data(), kept);
  result[kept] = '\0';
  return static_cast<int>(text.size());
}

int print_unsigned(char* result, std::size_t max_length, unsigned long long value,
                   std::size_t min_width) {
  if (result == nullptr || max_length == 0 || min_width >= max_length) return -1;
  if (max_length == 1) {
    *result = '\0';
    return 0;
  }
  return give_text(result, max_length, quoll::compat::unsigned_text(value, min_width));
}

int print_signed(char* result, std::size_t max_length, long long value, std::size_t min_width) {
  if (value >= 0) {
    return print_unsigned(result, max_length, static_cast<unsigned long long>(value), min_width);
  }
  if (result == nullptr || max_length <= 1) return -1;
  const int printed = print_unsigned(result + 1, max_length - 1,
                                     0ULL - static_cast<unsigned long long>(value), min_width);
  if (printed < 0) return -1;
  *result = '-';
  return printed + 1;
}

int print_decimal(char* result, std::size_t max_length, double value, std::size_t places) {
  if (result == nullptr || max_length == 0) return -1;
  const int full = give_text(result, max_length, quoll::compat::decimal_text(value, places));
  return std::min(full, static_cast<int>(std::min<std::size_t>(max_length - 1, INT_MAX)));
}

void shift(char** result, std::size_t* max_length, std::size_t by) {
  *result += by;
  *max_length -= by;
}

}  // namespace

int wmFastCopyAndShiftStr(char** result, size_t* maxLen, const char* value) {
  if (result == nullptr || *result == nullptr || maxLen == nullptr || *maxLen == 0) return 0;
  const std::size_t wanted = value != nullptr ? std::strlen(value) : 0;
  // The terminator needs a byte of its own.
  const std::size_t copied = std::min(wanted, *maxLen - 1);
  if (copied > 0) std::memcpy(*result, value, copied);
  (*result)[copied] = '\0';
  shift(result, maxLen, copied);
  return static_cast<int>(copied);
}

int wmFastCopyAndShiftChar(char** result, size_t* maxLen, char value) {
  if (result == nullptr || *result == nullptr || maxLen == nullptr) return 0;
  if (value == '\0' || *maxLen < 2) return 0;
  (*result)[0] = value;
  (*result)[1] = '\0';
  shift(result, maxLen, 1);
  return 1;
}

int wmFastPrintAndShiftF64(char** result, size_t* maxLen, w_f64_t value, size_t places) {
  if (result == nullptr || maxLen == nullptr) return 0;
  const int printed = print_decimal(*result, *maxLen, value, places);
  if (printed <= 0) return 0;
  shift(result, maxLen, static_cast<std::size_t>(printed));
  return printed;
}

size_t wmStrSizeCpy(char* dst, const char* src, size_t siz) {
  if (dst == nullptr || src == nullptr || siz == 0) return 0;
  const std::size_t copied = std::min(std::strlen(src), siz - 1);
  std::memcpy(dst, src, copied);
  dst[copied] = '\0';
  return copied;
}

int wmFastPrintU32(char* result, size_t maxLen, w_u32_t value, size_t minWidth) {
  return print_unsigned(result, maxLen, value, minWidth);
}

int wmFastPrintI32(char* result, size_t maxLen, w_i32_t value, size_t minWidth) {
  return print_signed(result, maxLen, value, minWidth);
}

int wmFastPrintU64(char* result, size_t maxLen, w_u64_t value, size_t minWidth) {
  return print_unsigned(result, maxLen, value, minWidth);
}

int wmFastPrintI64(char* result, size_t maxLen, w_i64_t value, size_t minWidth) {
  return print_signed(result, maxLen, value, minWidth);
}

int wmFastPrintF32(char* result, size_t maxLen, w_f32_t value, size_t decimalPlaces) {
  return print_decimal(result, maxLen, static_cast<double>(value), decimalPlaces);
}

int wmFastPrintF64(char* result, size_t maxLen, w_f64_t value, size_t decimalPlaces) {
  return print_decimal(result, maxLen, value, decimalPlaces);
}

char* toLowerCase(char* s) {
  for (char* c = s; c != nullptr && *c != '\0'; ++c) {
    *c = static_cast<char>(std::tolower(static_cast<unsigned char>(*c)));
  }
  return s;
}

char* printfAlloc(const char* fmt, ...) {
  if (fmt == nullptr) return nullptr;
  char* text = nullptr;
  va_list arguments;
  va_start(arguments, fmt);
  const int length = vasprintf(&text, fmt, arguments);
  va_end(arguments);
  return length < 0 ? nullptr : text;
}

int strlenEx(const char* s) { return s == nullptr ? 0 : static_cast<int>(std::strlen(s)); }

int strcatAlloc(char** s, const char* ct) {
  constexpr std::size_t kBlock = 100;
  if (s == nullptr) return 1;
  if (ct == nullptr) return 0;
  const std::size_t before = *s != nullptr ? std::strlen(*s) : 0;
  const std::size_t added = std::strlen(ct);
  const std::size_t blocks = (before + added) / kBlock + 1;
  auto* grown = static_cast<char*>(std::realloc(*s, blocks * kBlock));
  if (grown == nullptr) return 1;
  std::memcpy(grown + before, ct, added + 1);
  *s = grown;
  return 0;
}

int strtobool(const char* s) { return quoll::compat::is_true_text(s) ? 1 : 0; }

int strToVersionInfo(const char* s, versionInfo* version) {
  if (version == nullptr) return 0;
  const auto parsed = quoll::compat::parse_version(s != nullptr ? s : "");
  *version = parsed.version;
  return parsed.complete ? 1 : 0;
}

char* strReplaceEnvironmentVariable(const char* value) {
  if (value == nullptr || std::strchr(value, '$') == nullptr) return nullptr;
  const auto expanded = quoll::compat::expand_environment(value);
  return expanded ? strdup(expanded->c_str()) : nullptr;
}

char* wstrsep(char** sp, char* sep) {
  if (sp == nullptr || *sp == nullptr || **sp == '\0' || sep == nullptr) return nullptr;
  return strsep(sp, sep);
}
