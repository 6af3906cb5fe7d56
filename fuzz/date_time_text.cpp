// The input is a text of a date-time and a format. Every way of parsing gives the same, what is
// printed is read back, and no buffer is overrun.
#include <mama/datetime.h>

#include <memory>

#include "support/check.h"

namespace {

using fuzz::check_cut_text;

/// The value and all that goes with it.
struct Parts {
  mama_i64_t seconds = 0;
  mama_u32_t nanoseconds = 0;
  mamaDateTimePrecision precision = MAMA_DATE_TIME_PREC_UNKNOWN;
  mamaDateTimeHints hints = 0;

  bool operator==(const Parts&) const = default;
};

class Time {
 public:
  Time() { FUZZ_CHECK(mamaDateTime_create(&handle_) == MAMA_STATUS_OK); }
  Time(const Time&) = delete;
  Time& operator=(const Time&) = delete;
  ~Time() { FUZZ_CHECK(mamaDateTime_destroy(handle_) == MAMA_STATUS_OK); }
  operator mamaDateTime() const { return handle_; }

  Parts parts() const {
    Parts parts;
    FUZZ_CHECK(mamaDateTime_getEpochTimeExt(handle_, &parts.seconds, &parts.nanoseconds) ==
               MAMA_STATUS_OK);
    FUZZ_CHECK(mamaDateTime_getPrecision(handle_, &parts.precision) == MAMA_STATUS_OK);
    FUZZ_CHECK(mamaDateTime_getHints(handle_, &parts.hints) == MAMA_STATUS_OK);
    FUZZ_CHECK(parts.nanoseconds < 1'000'000'000);
    return parts;
  }

 private:
  mamaDateTime handle_ = nullptr;
};

void check_entry_points(const std::string& text, const Parts& parts) {
  const Time time;
  FUZZ_CHECK(mamaDateTime_setFromStringWithTz(time, text.c_str(), nullptr) == MAMA_STATUS_OK);
  FUZZ_CHECK(time.parts() == parts);
  // Not ended by NUL: the length is all there is.
  const std::unique_ptr<char[]> exact(new char[text.size() + (text.empty() ? 1 : 0)]);
  std::memcpy(exact.get(), text.data(), text.size());
  FUZZ_CHECK(mamaDateTime_setFromStringBuffer(time, exact.get(), text.size()) == MAMA_STATUS_OK);
  FUZZ_CHECK(time.parts() == parts);
  FUZZ_CHECK(mamaDateTime_setFromStringBufferWithTz(time, exact.get(), text.size(), nullptr) ==
             MAMA_STATUS_OK);
  FUZZ_CHECK(time.parts() == parts);
}

/// What is printed is read back: the precision is that of the digits.
void check_round_trip(mamaDateTime time, const Parts& parts) {
  char text[128] = "?";
  const mama_status status = mamaDateTime_getAsString(time, text, sizeof text);
  struct tm broken_down {};
  FUZZ_CHECK((mamaDateTime_getStructTm(time, &broken_down) == MAMA_STATUS_OK) ==
             (status == MAMA_STATUS_OK));
  if (status != MAMA_STATUS_OK) return;
  FUZZ_CHECK(timegm(&broken_down) == parts.seconds);
  for (const std::size_t size : {std::size_t{1}, std::size_t{8}, std::strlen(text) + 1}) {
    check_cut_text(size, text, [time](char* buffer, std::size_t max) {
      return mamaDateTime_getAsString(time, buffer, max) == MAMA_STATUS_OK;
    });
  }
  constexpr auto kBoth = MAMA_DATE_TIME_HAS_DATE | MAMA_DATE_TIME_HAS_TIME;
  if ((parts.hints & kBoth) != kBoth || broken_down.tm_year + 1900 > 9999) return;
  const Time again;
  FUZZ_CHECK(mamaDateTime_setFromString(again, text) == MAMA_STATUS_OK);
  FUZZ_CHECK(again.parts() == parts);
}

void check_format(mamaDateTime time, const std::string& format) {
  const std::size_t most = 16 * format.size() + 16;
  const std::unique_ptr<char[]> whole(new char[most]);
  if (mamaDateTime_getAsFormattedString(time, whole.get(), most, format.c_str()) !=
      MAMA_STATUS_OK) {
    return;
  }
  const std::size_t size = std::strlen(whole.get());
  for (const std::size_t cut : {std::size_t{1}, size / 2 + 1, size, size + 1}) {
    check_cut_text(cut, whole.get(), [&](char* buffer, std::size_t max) {
      return mamaDateTime_getAsFormattedString(time, buffer, max, format.c_str()) == MAMA_STATUS_OK;
    });
  }
}

/// Arithmetic on any parsed value: defined, and undone by its opposite where nothing is cut.
void check_arithmetic(mamaDateTime time, const Parts& parts, std::uint8_t amount) {
  const Time moved;
  FUZZ_CHECK(mamaDateTime_copy(moved, time) == MAMA_STATUS_OK);
  FUZZ_CHECK(moved.parts() == parts);
  const mama_i64_t microseconds = (amount - 100) * mama_i64_t{777'777};
  (void)mamaDateTime_addMicroseconds(moved, microseconds);
  (void)mamaDateTime_addMicroseconds(moved, -microseconds);
  FUZZ_CHECK(mamaDateTime_equal(moved, time) == 1);
  FUZZ_CHECK(mamaDateTime_compare(moved, time) == 0);
  (void)mamaDateTime_clearTime(moved);
  (void)mamaDateTime_copyTime(moved, time);
  FUZZ_CHECK(mamaDateTime_equal(moved, time) == 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::uint8_t amount = input.byte();
  std::string format = input.bytes(input.byte());
  format = format.c_str();  // up to the first NUL
  const std::string text = input.rest().c_str();
  const Time time;
  FUZZ_CHECK(mamaDateTime_setFromString(time, text.c_str()) == MAMA_STATUS_OK);
  const Parts parts = time.parts();
  check_entry_points(text, parts);
  check_round_trip(time, parts);
  check_format(time, format);
  check_arithmetic(time, parts, amount);
  return 0;
}
