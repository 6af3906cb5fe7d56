/// What a fuzz target asserts, and how it reads its input.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

/// A broken promise ends the program, in every build: the fuzzer keeps the input.
#define FUZZ_CHECK(condition)                                                              \
  do {                                                                                     \
    if (!(condition)) {                                                                    \
      std::fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                        \
    }                                                                                      \
  } while (false)

namespace fuzz {

/// Takes values off the front of the input; an exhausted input gives zeros and empty texts.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : at_(data), end_(data + size) {}

  bool empty() const { return at_ == end_; }
  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  template <class T>
  T take() {
    T value{};
    const std::size_t size = std::min(sizeof value, left());
    if (size != 0) std::memcpy(&value, at_, size);
    at_ += size;
    return value;
  }
  std::uint8_t byte() { return take<std::uint8_t>(); }
  std::string bytes(std::size_t size) {
    size = std::min(size, left());
    std::string text(reinterpret_cast<const char*>(at_), size);
    at_ += size;
    return text;
  }
  std::string rest() { return bytes(left()); }

 private:
  const std::uint8_t* at_;
  const std::uint8_t* end_;
};

/// Calls `print(buffer, size)` with a buffer of exactly `size` bytes (the address sanitizer sees
/// one more) and checks that what it writes is ended by NUL and is the start of `whole`.
template <class Print>
void check_cut_text(std::size_t size, std::string_view whole, Print print) {
  if (size == 0) return;
  auto* buffer = static_cast<char*>(std::malloc(size));
  std::memset(buffer, 0x7E, size);
  FUZZ_CHECK(print(buffer, size));
  const auto* nul = static_cast<const char*>(std::memchr(buffer, 0, size));
  FUZZ_CHECK(nul != nullptr);
  FUZZ_CHECK(whole.substr(0, size - 1) ==
             std::string_view(buffer, static_cast<std::size_t>(nul - buffer)));
  std::free(buffer);
}

}  // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
