// The C functions of mama/price.h.
#include "message/price.h"

#include <locale.h>

#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "message/decimal_text.h"
#include "support/shim.h"

namespace quoll::mama {

namespace {

// A value nearer to 0 than this is 0.
constexpr double kZeroTolerance = 1e-11;
// Holds two 64-bit integers and what stands around them.
constexpr std::size_t kTextSize = 64;

// From here on a double is not a 64-bit integer any more.
constexpr double kIntegerLimit = 9223372036854775808.0;

/// Toward zero; what lies beyond 64 bits is cut to them.
std::int64_t truncate(double value) noexcept {
  using Limits = std::numeric_limits<std::int64_t>;
  if (std::isnan(value)) return 0;
  if (value >= kIntegerLimit) return Limits::max();
  if (value < -kIntegerLimit) return Limits::min();
  return static_cast<std::int64_t>(value);
}

std::string fraction_text(double value, int denominator) {
  const std::int64_t whole = truncate(value);
  const std::int64_t numerator = truncate(denominator * (value - static_cast<double>(whole)));
  if (numerator == 0) return std::to_string(whole);
  char buffer[kTextSize];
  if (whole == 0) {
    std::snprintf(buffer, sizeof buffer, "%" PRId64 "/%d", numerator, denominator);
  } else {
    std::snprintf(buffer, sizeof buffer, "%" PRId64 " %" PRId64 "/%d", whole, std::abs(numerator),
                  denominator);
  }
  return buffer;
}

/// `i'NN`, with tenths of a tick behind it: always, or where there are some.
std::string tick_text(double value, int ticks, bool always_tenths) {
  const double magnitude = std::fabs(value);
  const std::int64_t whole = truncate(magnitude);
  const double in_ticks = (magnitude - static_cast<double>(whole)) * ticks;
  const int tick = static_cast<int>(truncate(in_ticks));
  const int tenths = static_cast<int>(truncate((in_ticks - tick) * 10));
  char buffer[kTextSize];
  int size =
      std::snprintf(buffer, sizeof buffer, "%s%" PRId64 "'%02d", value < 0 ? "-" : "", whole, tick);
  if (always_tenths || tenths != 0) {
    std::snprintf(buffer + size, sizeof buffer - static_cast<std::size_t>(size), "%d", tenths);
  }
  return buffer;
}

/// strtod, but the point is always a point: see decimal_text.
double parse(const char* text, char** end) {
  static const locale_t c_locale = newlocale(LC_ALL_MASK, "C", nullptr);
  return strtod_l(text, end, c_locale);
}

mama_status check_price(mamaPrice price, const char* function) {
  return check_handle(static_cast<Price*>(price), function, MAMA_STATUS_INVALID_ARG);
}

Price& price_of(mamaPrice price) noexcept { return *static_cast<Price*>(price); }

}  // namespace

std::string Price::text() const {
  // Integers, fractions and ticks need a whole part; what has none is shown as it is.
  const bool is_decimal =
      precision() < MAMA_PRICE_PREC_INT || precision() == MAMA_PRICE_PREC_10000000000000000;
  const bool has_whole_part =
      precision() == MAMA_PRICE_PREC_INT ? std::isfinite(value) : std::fabs(value) < kIntegerLimit;
  if (!is_decimal && !has_whole_part) return decimal_text(value, 6);
  switch (const unsigned p = precision()) {
    case MAMA_PRICE_PREC_UNKNOWN:
      return decimal_text(value, 6);
    case MAMA_PRICE_PREC_INT:
      return std::to_string(truncate(value));
    case MAMA_PRICE_PREC_TICK_32:
    case MAMA_PRICE_PREC_HALF_32:
      return tick_text(value, 32, false);
    case MAMA_PRICE_PREC_QUARTER_32:
      return tick_text(value, 32, true);
    case MAMA_PRICE_PREC_TICK_64:
      return tick_text(value, 64, false);
    case MAMA_PRICE_PREC_HALF_64:
      return tick_text(value, 64, true);
    case MAMA_PRICE_PREC_10000000000000000:
      return decimal_text(value, 16);
    default:
      if (p < MAMA_PRICE_PREC_INT) return decimal_text(value, static_cast<int>(p));
      return fraction_text(value, 2 << (p - MAMA_PRICE_PREC_DIV_2));
  }
}

}  // namespace quoll::mama

using quoll::mama::check_price;
using quoll::mama::guarded;
using quoll::mama::pool_of;
using quoll::mama::Price;
using quoll::mama::price_of;

#define CHECK_PRICE(price) QUOLL_TRY(check_price(price, __func__))
#define CHECK_RESULT(pointer) QUOLL_CHECK_POINTER(pointer, MAMA_STATUS_INVALID_ARG)

mama_status mamaPrice_create(mamaPrice* price) {
  CHECK_RESULT(price);
  Price* made = pool_of<Price>().create();
  if (made == nullptr) return MAMA_STATUS_NOMEM;
  *price = made;
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_destroy(mamaPrice price) {
  CHECK_PRICE(price);
  pool_of<Price>().destroy(&price_of(price), __builtin_return_address(0));
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_clear(mamaPrice price) {
  CHECK_PRICE(price);
  price_of(price) = Price{};
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_copy(mamaPrice dest, const mamaPrice src) {
  CHECK_PRICE(dest);
  CHECK_PRICE(src);
  price_of(dest) = price_of(src);
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_add(mamaPrice dest, const mamaPrice rhs) {
  CHECK_PRICE(dest);
  CHECK_PRICE(rhs);
  price_of(dest).value += price_of(rhs).value;
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_subtract(mamaPrice dest, const mamaPrice rhs) {
  CHECK_PRICE(dest);
  CHECK_PRICE(rhs);
  price_of(dest).value -= price_of(rhs).value;
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_negate(mamaPrice price) {
  CHECK_PRICE(price);
  price_of(price).value = -price_of(price).value;
  return MAMA_STATUS_OK;
}

int mamaPrice_equal(const mamaPrice lhs, const mamaPrice rhs) {
  if (lhs == rhs) return 1;
  if (lhs == nullptr || rhs == nullptr) return 0;
  if (check_price(lhs, __func__) != MAMA_STATUS_OK) return 0;
  if (check_price(rhs, __func__) != MAMA_STATUS_OK) return 0;
  return price_of(lhs).value == price_of(rhs).value ? 1 : 0;
}

double mamaPrice_compare(const mamaPrice lhs, const mamaPrice rhs) {
  if (lhs == nullptr || rhs == nullptr) return 0.0;
  if (check_price(lhs, __func__) != MAMA_STATUS_OK) return 0.0;
  if (check_price(rhs, __func__) != MAMA_STATUS_OK) return 0.0;
  return price_of(lhs).value - price_of(rhs).value;
}

mama_status mamaPrice_isZero(const mamaPrice price, mama_bool_t* result) {
  CHECK_PRICE(price);
  CHECK_RESULT(result);
  *result = std::fabs(price_of(price).value) < quoll::mama::kZeroTolerance ? 1 : 0;
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_setValue(mamaPrice price, double value) {
  CHECK_PRICE(price);
  price_of(price).value = value;
  price_of(price).set_valid(true);
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_setPrecision(mamaPrice price, mamaPricePrecision precision) {
  CHECK_PRICE(price);
  price_of(price).set_precision(precision);
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_setIsValidPrice(mamaPrice price, mama_bool_t valid) {
  CHECK_PRICE(price);
  price_of(price).set_valid(valid != 0);
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_setHints(mamaPrice price, mamaPriceHints hints) {
  CHECK_PRICE(price);
  price_of(price).hints = hints;
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_setWithHints(mamaPrice price, double value, mamaPriceHints hints) {
  CHECK_PRICE(price);
  price_of(price).value = value;
  price_of(price).hints = hints;
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_setFromString(mamaPrice price, const char* str) {
  CHECK_PRICE(price);
  CHECK_RESULT(str);
  char* end = nullptr;
  const double value = quoll::mama::parse(str, &end);
  if (end == str) return MAMA_STATUS_INVALID_ARG;
  price_of(price).value = value;
  price_of(price).set_precision(MAMA_PRICE_PREC_UNKNOWN);
  price_of(price).set_valid(true);
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_getValue(const mamaPrice price, double* value) {
  CHECK_PRICE(price);
  CHECK_RESULT(value);
  *value = price_of(price).value;
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_getRoundedValue(const mamaPrice price, const mamaPricePrecision precision,
                                      double* value) {
  CHECK_PRICE(price);
  CHECK_RESULT(value);
  const unsigned decimals =
      precision == MAMA_PRICE_PREC_UNKNOWN ? price_of(price).precision() : precision;
  const double exact = price_of(price).value;
  if (decimals < 1 || decimals > 10) {
    *value = exact;
  } else {
    constexpr double kNoFraction = 4503599627370496.0;  // from 2^52 on a double has none
    const double scale = std::pow(10.0, static_cast<double>(decimals));
    const double scaled = scale * exact;
    *value = std::fabs(scaled) < kNoFraction ? std::floor(scaled + 0.5) / scale : exact;
  }
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_getPrecision(const mamaPrice price, mamaPricePrecision* precision) {
  CHECK_PRICE(price);
  CHECK_RESULT(precision);
  *precision = price_of(price).precision();
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_getIsValidPrice(const mamaPrice price, mama_bool_t* valid) {
  CHECK_PRICE(price);
  CHECK_RESULT(valid);
  *valid = price_of(price).valid() ? 1 : 0;
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_getHints(const mamaPrice price, mamaPriceHints* hints) {
  CHECK_PRICE(price);
  CHECK_RESULT(hints);
  *hints = price_of(price).hints;
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_getWithHints(const mamaPrice price, double* value,
                                   mamaPricePrecision* precision) {
  CHECK_PRICE(price);
  CHECK_RESULT(value);
  CHECK_RESULT(precision);
  *value = price_of(price).value;
  *precision = price_of(price).precision();
  return MAMA_STATUS_OK;
}

mama_status mamaPrice_getAsString(const mamaPrice price, char* str, mama_size_t maxLen) {
  CHECK_PRICE(price);
  CHECK_RESULT(str);
  return guarded([=] {
    std::snprintf(str, maxLen, "%s", price_of(price).text().c_str());
    return MAMA_STATUS_OK;
  });
}

mamaPricePrecision mamaPrice_decimals2Precision(mama_i32_t places) {
  if (places == 0) return MAMA_PRICE_PREC_INT;
  if (places < 1 || places > 10) return MAMA_PRICE_PREC_UNKNOWN;
  return static_cast<mamaPricePrecision>(places);
}

mamaPricePrecision mamaPrice_denom2Precision(mama_i32_t denominator) {
  if (denominator == 1) return MAMA_PRICE_PREC_INT;
  for (int p = MAMA_PRICE_PREC_DIV_2; p <= MAMA_PRICE_PREC_DIV_512; ++p) {
    if (denominator == 2 << (p - MAMA_PRICE_PREC_DIV_2)) return static_cast<mamaPricePrecision>(p);
  }
  return MAMA_PRICE_PREC_UNKNOWN;
}

mama_i32_t mamaPrice_precision2Decimals(mamaPricePrecision precision) {
  return precision <= MAMA_PRICE_PREC_10000000000 ? static_cast<mama_i32_t>(precision) : 10;
}

mama_i32_t mamaPrice_precision2Denom(mamaPricePrecision precision) {
  if (precision == MAMA_PRICE_PREC_INT) return 1;
  if (precision < MAMA_PRICE_PREC_DIV_2 || precision > MAMA_PRICE_PREC_DIV_512) return 0;
  return 2 << (precision - MAMA_PRICE_PREC_DIV_2);
}
