// The input is the hints of a price and its text. It is refused or read as strtod does, and printed
// in every precision without overrunning a buffer.
#include <mama/price.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "support/check.h"

namespace {

class Price {
 public:
  Price() { FUZZ_CHECK(mamaPrice_create(&handle_) == MAMA_STATUS_OK); }
  Price(const Price&) = delete;
  Price& operator=(const Price&) = delete;
  ~Price() { FUZZ_CHECK(mamaPrice_destroy(handle_) == MAMA_STATUS_OK); }
  operator mamaPrice() const { return handle_; }

 private:
  mamaPrice handle_ = nullptr;
};

void check_text(mamaPrice price) {
  char text[512] = "?";
  FUZZ_CHECK(mamaPrice_getAsString(price, text, sizeof text) == MAMA_STATUS_OK);
  FUZZ_CHECK(text[0] != '\0');
  double value = 0;
  mamaPricePrecision precision = MAMA_PRICE_PREC_UNKNOWN;
  FUZZ_CHECK(mamaPrice_getWithHints(price, &value, &precision) == MAMA_STATUS_OK);
  if (precision < MAMA_PRICE_PREC_INT) {
    char expected[512];
    std::snprintf(expected, sizeof expected, "%.*f",
                  precision == MAMA_PRICE_PREC_UNKNOWN ? 6 : static_cast<int>(precision), value);
    FUZZ_CHECK(std::strcmp(text, expected) == 0);
  }
  for (const std::size_t size : {std::size_t{1}, std::size_t{MAMA_PRICE_MAX_STR_LEN},
                                 std::strlen(text), std::strlen(text) + 1}) {
    fuzz::check_cut_text(size, text, [price](char* buffer, std::size_t max) {
      return mamaPrice_getAsString(price, buffer, max) == MAMA_STATUS_OK;
    });
  }
}

/// Rounding to n decimals is off by at most half of the last one.
void check_rounding(mamaPrice price, double value) {
  for (int precision = 1; precision <= 10; ++precision) {
    double rounded = 0;
    FUZZ_CHECK(mamaPrice_getRoundedValue(price, static_cast<mamaPricePrecision>(precision),
                                         &rounded) == MAMA_STATUS_OK);
    if (std::fabs(value) < 1e4) {
      FUZZ_CHECK(std::fabs(rounded - value) <= 0.5 * std::pow(10.0, -precision) + 1e-9);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::uint8_t hints = input.byte();
  const std::string text = input.rest().c_str();
  const Price price;
  FUZZ_CHECK(mamaPrice_setHints(price, hints) == MAMA_STATUS_OK);
  char* end = nullptr;
  const double expected = std::strtod(text.c_str(), &end);
  const bool is_number = end != text.c_str();
  FUZZ_CHECK(mamaPrice_setFromString(price, text.c_str()) ==
             (is_number ? MAMA_STATUS_OK : MAMA_STATUS_INVALID_ARG));
  double value = 0;
  mamaPriceHints kept = 0;
  FUZZ_CHECK(mamaPrice_getValue(price, &value) == MAMA_STATUS_OK);
  FUZZ_CHECK(mamaPrice_getHints(price, &kept) == MAMA_STATUS_OK);
  if (!is_number) {
    FUZZ_CHECK(value == 0 && kept == hints);
  } else {
    FUZZ_CHECK(value == expected || (std::isnan(value) && std::isnan(expected)));
    check_rounding(price, value);
  }
  for (int precision = 0; precision < 32; ++precision) {
    FUZZ_CHECK(mamaPrice_setPrecision(price, static_cast<mamaPricePrecision>(precision)) ==
               MAMA_STATUS_OK);
    check_text(price);
  }
  return 0;
}
