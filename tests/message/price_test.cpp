// Prices: hints, arithmetic, texts.
#include <cmath>
#include <limits>

#include "message_support.h"

using message_test::PriceValue;

namespace {

std::string text_of(double value, mamaPricePrecision precision) {
  PriceValue price(value, static_cast<mamaPriceHints>(precision));
  return price.text();
}

TEST(Price, TextsByPrecision) {
  const struct {
    double value;
    mamaPricePrecision precision;
    const char* text;
  } cases[] = {
      {1.5, MAMA_PRICE_PREC_UNKNOWN, "1.500000"},
      {1.256, MAMA_PRICE_PREC_10, "1.3"},
      {1.256, MAMA_PRICE_PREC_100, "1.26"},
      {-1.256, MAMA_PRICE_PREC_100, "-1.26"},
      {1.5, MAMA_PRICE_PREC_1000, "1.500"},
      {1.5, MAMA_PRICE_PREC_10000, "1.5000"},
      {1.5, MAMA_PRICE_PREC_100000, "1.50000"},
      {1.5, MAMA_PRICE_PREC_1000000, "1.500000"},
      {1.5, MAMA_PRICE_PREC_10000000, "1.5000000"},
      {1.5, MAMA_PRICE_PREC_100000000, "1.50000000"},
      {1.5, MAMA_PRICE_PREC_1000000000, "1.500000000"},
      {1.5, MAMA_PRICE_PREC_10000000000, "1.5000000000"},
      {1.5, MAMA_PRICE_PREC_100000000000, "1.50000000000"},
      {1.5, MAMA_PRICE_PREC_1000000000000, "1.500000000000"},
      {1.5, MAMA_PRICE_PREC_10000000000000, "1.5000000000000"},
      {1.5, MAMA_PRICE_PREC_100000000000000, "1.50000000000000"},
      {1.5, MAMA_PRICE_PREC_1000000000000000, "1.500000000000000"},
      {0.5, MAMA_PRICE_PREC_10000000000000000, "0.5000000000000000"},
      {7.9, MAMA_PRICE_PREC_INT, "7"},
      {-7.9, MAMA_PRICE_PREC_INT, "-7"},
      {-0.9, MAMA_PRICE_PREC_INT, "0"},
      {3e10, MAMA_PRICE_PREC_INT, "30000000000"},
      {1.5, MAMA_PRICE_PREC_DIV_2, "1 1/2"},
      {0.99, MAMA_PRICE_PREC_DIV_2, "1/2"},   // truncated
      {-0.3, MAMA_PRICE_PREC_DIV_2, "0"},     // and nothing is left of it
      {0.5, MAMA_PRICE_PREC_DIV_4, "2/4"},    // not reduced
      {-0.5, MAMA_PRICE_PREC_DIV_4, "-2/4"},  // the sign of the numerator
      {3.0, MAMA_PRICE_PREC_DIV_8, "3"},
      {3.25, MAMA_PRICE_PREC_DIV_8, "3 2/8"},
      {-3.25, MAMA_PRICE_PREC_DIV_8, "-3 2/8"},
      {-3.0, MAMA_PRICE_PREC_DIV_8, "-3"},
      {1.5, MAMA_PRICE_PREC_DIV_16, "1 8/16"},
      {1.5, MAMA_PRICE_PREC_DIV_32, "1 16/32"},
      {1.5, MAMA_PRICE_PREC_DIV_64, "1 32/64"},
      {1.5, MAMA_PRICE_PREC_DIV_128, "1 64/128"},
      {1.5, MAMA_PRICE_PREC_DIV_256, "1 128/256"},
      {1.5, MAMA_PRICE_PREC_DIV_512, "1 256/512"},
      {5e9 + 0.5, MAMA_PRICE_PREC_DIV_2, "5000000000 1/2"},
      {100 + 16.0 / 32, MAMA_PRICE_PREC_TICK_32, "100'16"},
      {100 + 16.5 / 32, MAMA_PRICE_PREC_TICK_32, "100'165"},
      {100 + 1.0 / 32, MAMA_PRICE_PREC_TICK_32, "100'01"},
      {100, MAMA_PRICE_PREC_TICK_32, "100'00"},
      {-0.5, MAMA_PRICE_PREC_TICK_32, "-0'16"},
      {-100 - 16.5 / 32, MAMA_PRICE_PREC_TICK_32, "-100'165"},
      {100 + 16.5 / 32, MAMA_PRICE_PREC_HALF_32, "100'165"},
      {100 + 16.0 / 32, MAMA_PRICE_PREC_HALF_32, "100'16"},
      {100 + 16.25 / 32, MAMA_PRICE_PREC_QUARTER_32, "100'162"},
      {100 + 16.0 / 32, MAMA_PRICE_PREC_QUARTER_32, "100'160"},
      {100 + 16.75 / 32, MAMA_PRICE_PREC_QUARTER_32, "100'167"},
      {2 + 33.0 / 64, MAMA_PRICE_PREC_TICK_64, "2'33"},
      {2 + 33.5 / 64, MAMA_PRICE_PREC_TICK_64, "2'335"},
      {2 + 33.5 / 64, MAMA_PRICE_PREC_HALF_64, "2'335"},
      {2 + 33.0 / 64, MAMA_PRICE_PREC_HALF_64, "2'330"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(text_of(each.value, each.precision), each.text) << each.precision;
  }
}

TEST(Price, TextsAreCutAndHugeValuesSurvive) {
  PriceValue price(1e300);
  char buffer[8];
  EXPECT_EQ(mamaPrice_getAsString(price, buffer, sizeof buffer), MAMA_STATUS_OK);
  EXPECT_EQ(std::string(buffer), "1000000");
  for (int precision = 0; precision < 32; ++precision) {
    for (const double value : {1e300, -1e300, std::numeric_limits<double>::quiet_NaN(),
                               std::numeric_limits<double>::infinity()}) {
      EXPECT_NE(text_of(value, static_cast<mamaPricePrecision>(precision)), "");
    }
  }
}

TEST(Price, HintsHoldPrecisionAndValidity) {
  PriceValue price;
  mama_bool_t valid = 9;
  EXPECT_EQ(mamaPrice_getIsValidPrice(price, &valid), MAMA_STATUS_OK);
  EXPECT_EQ(valid, 0);
  EXPECT_EQ(mamaPrice_setPrecision(price, MAMA_PRICE_PREC_TICK_32), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPrice_setValue(price, 5), MAMA_STATUS_OK);
  EXPECT_EQ(price.hints(), 0x20u | MAMA_PRICE_PREC_TICK_32);
  EXPECT_EQ(mamaPrice_getIsValidPrice(price, &valid), MAMA_STATUS_OK);
  EXPECT_EQ(valid, 1);
  EXPECT_EQ(mamaPrice_setIsValidPrice(price, 0), MAMA_STATUS_OK);
  EXPECT_EQ(price.hints(), unsigned{MAMA_PRICE_PREC_TICK_32});
  EXPECT_EQ(mamaPrice_setIsValidPrice(price, 2), MAMA_STATUS_OK);
  EXPECT_EQ(price.hints(), 0x20u | MAMA_PRICE_PREC_TICK_32);
  mamaPricePrecision precision = MAMA_PRICE_PREC_UNKNOWN;
  double value = 0;
  EXPECT_EQ(mamaPrice_getWithHints(price, &value, &precision), MAMA_STATUS_OK);
  EXPECT_EQ(value, 5.0);
  EXPECT_EQ(precision, MAMA_PRICE_PREC_TICK_32);
  EXPECT_EQ(mamaPrice_clear(price), MAMA_STATUS_OK);
  EXPECT_EQ(price.value(), 0.0);
  EXPECT_EQ(price.hints(), 0u);
}

TEST(Price, HintsAreOneByteAndThePrecisionFiveBitsOfIt) {
  PriceValue price(1, 0xC0);  // the bits that mean nothing
  mamaPricePrecision precision = MAMA_PRICE_PREC_UNKNOWN;
  EXPECT_EQ(mamaPrice_setPrecision(price, MAMA_PRICE_PREC_INT), MAMA_STATUS_OK);
  EXPECT_EQ(price.hints(), 0xC0u | MAMA_PRICE_PREC_INT);
  EXPECT_EQ(mamaPrice_getPrecision(price, &precision), MAMA_STATUS_OK);
  EXPECT_EQ(precision, MAMA_PRICE_PREC_INT);
  EXPECT_EQ(mamaPrice_setHints(price, 0x23), MAMA_STATUS_OK);  // replaced, not merged
  EXPECT_EQ(price.hints(), 0x23u);
  EXPECT_EQ(price.value(), 1.0);
  EXPECT_EQ(mamaPrice_setWithHints(price, 2, 3), MAMA_STATUS_OK);  // not valid: not said so
  EXPECT_EQ(price.hints(), 3u);
  EXPECT_EQ(price.value(), 2.0);
}

// Programs built for the reference read and write the two in place.
TEST(Price, ValueAndHintsLieWhereProgramsExpectThem) {
  PriceValue price(2.5, 7);
  auto* raw = static_cast<unsigned char*>(static_cast<mamaPrice>(price));
  double value = 0;
  memcpy(&value, raw, sizeof value);
  EXPECT_EQ(value, 2.5);
  EXPECT_EQ(raw[8], 7);
  value = -1;
  memcpy(raw, &value, sizeof value);
  EXPECT_EQ(price.value(), -1.0);
}

TEST(Price, FromString) {
  PriceValue price(1, MAMA_PRICE_PREC_100);
  for (const char* bad : {"none", "", " ", "USD 5"}) {
    EXPECT_EQ(mamaPrice_setFromString(price, bad), MAMA_STATUS_INVALID_ARG) << bad;
    EXPECT_EQ(price.value(), 1.0);
    EXPECT_EQ(price.hints(), unsigned{MAMA_PRICE_PREC_100});
  }
  const std::pair<const char*, double> good[] = {{"12.5 USD", 12.5}, {" -3", -3},  {"+4.", 4},
                                                 {"1e3x", 1000},     {"0x10", 16}, {".5", 0.5}};
  for (const auto& [text, value] : good) {
    EXPECT_EQ(mamaPrice_setFromString(price, text), MAMA_STATUS_OK) << text;
    EXPECT_EQ(price.value(), value) << text;
    EXPECT_EQ(price.hints(), 0x20u) << text;
  }
}

TEST(Price, ArithmeticLeavesHintsAlone) {
  PriceValue a(5, 3), b(2, 0x25);
  EXPECT_EQ(mamaPrice_add(a, b), MAMA_STATUS_OK);
  EXPECT_EQ(a.value(), 7.0);
  EXPECT_EQ(mamaPrice_subtract(a, b), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPrice_negate(a), MAMA_STATUS_OK);
  EXPECT_EQ(a.value(), -5.0);
  EXPECT_EQ(a.hints(), 3u);
  EXPECT_EQ(mamaPrice_equal(a, a), 1);
  EXPECT_EQ(mamaPrice_equal(a, b), 0);
  EXPECT_EQ(mamaPrice_equal(a, nullptr), 0);
  EXPECT_EQ(mamaPrice_compare(b, a), 7.0);
  EXPECT_EQ(mamaPrice_compare(b, nullptr), 0.0);
  EXPECT_EQ(mamaPrice_copy(a, b), MAMA_STATUS_OK);
  EXPECT_EQ(a.hints(), 0x25u);
}

TEST(Price, ComparingTakesValuesAlone) {
  const PriceValue a(2, 0), same(2, 0x25), nan(std::numeric_limits<double>::quiet_NaN());
  const PriceValue next(std::nextafter(2.0, 3.0));
  EXPECT_EQ(mamaPrice_equal(a, same), 1);
  EXPECT_EQ(mamaPrice_equal(a, next), 0);
  EXPECT_EQ(mamaPrice_equal(nan, nan), 1);  // the same handle
  EXPECT_EQ(mamaPrice_equal(nullptr, a), 0);
  EXPECT_EQ(mamaPrice_equal(nullptr, nullptr), 1);
  EXPECT_EQ(mamaPrice_compare(a, same), 0.0);
  EXPECT_EQ(mamaPrice_compare(nullptr, a), 0.0);
  const std::pair<double, mama_bool_t> cases[] = {{0.0, 1},      {-0.0, 1},       {9.9e-12, 1},
                                                  {-9.9e-12, 1}, {1e-11, 0},      {-1e-11, 0},
                                                  {1.0, 0},      {nan.value(), 0}};
  for (const auto& [value, expected] : cases) {
    mama_bool_t zero = 9;
    EXPECT_EQ(mamaPrice_isZero(PriceValue(value), &zero), MAMA_STATUS_OK);
    EXPECT_EQ(zero, expected) << value;
  }
}

TEST(Price, Rounding) {
  const auto rounded = [](const PriceValue& price, unsigned precision) {
    double value = 0;
    EXPECT_EQ(mamaPrice_getRoundedValue(price, static_cast<mamaPricePrecision>(precision), &value),
              MAMA_STATUS_OK);
    return value;
  };
  const PriceValue price(1.23456, MAMA_PRICE_PREC_100), negative(-2.5);
  EXPECT_DOUBLE_EQ(rounded(price, MAMA_PRICE_PREC_UNKNOWN), 1.23);  // the price's own
  EXPECT_DOUBLE_EQ(rounded(price, MAMA_PRICE_PREC_10), 1.2);
  EXPECT_DOUBLE_EQ(rounded(price, MAMA_PRICE_PREC_1000), 1.235);
  EXPECT_DOUBLE_EQ(rounded(PriceValue(-1.25), MAMA_PRICE_PREC_10), -1.2);  // half up
  EXPECT_DOUBLE_EQ(rounded(PriceValue(0.12345678914), MAMA_PRICE_PREC_10000000000), 0.1234567891);
  EXPECT_DOUBLE_EQ(rounded(PriceValue(5'000'000'000.5), MAMA_PRICE_PREC_10000000000),
                   5'000'000'000.5);
  for (unsigned other = MAMA_PRICE_PREC_100000000000; other < 32; ++other) {
    EXPECT_EQ(rounded(price, other), 1.23456) << other;
  }
  EXPECT_EQ(rounded(negative, MAMA_PRICE_PREC_UNKNOWN), -2.5);  // neither has one
}

TEST(Price, PrecisionTables) {
  for (int decimals = -2; decimals <= 20; ++decimals) {
    const int expected = decimals == 0                     ? int{MAMA_PRICE_PREC_INT}
                         : decimals >= 1 && decimals <= 10 ? decimals
                                                           : int{MAMA_PRICE_PREC_UNKNOWN};
    EXPECT_EQ(mamaPrice_decimals2Precision(decimals), expected) << decimals;
  }
  const std::pair<int, mamaPricePrecision> denominators[] = {
      {1, MAMA_PRICE_PREC_INT},      {2, MAMA_PRICE_PREC_DIV_2},     {4, MAMA_PRICE_PREC_DIV_4},
      {8, MAMA_PRICE_PREC_DIV_8},    {16, MAMA_PRICE_PREC_DIV_16},   {32, MAMA_PRICE_PREC_DIV_32},
      {64, MAMA_PRICE_PREC_DIV_64},  {128, MAMA_PRICE_PREC_DIV_128}, {256, MAMA_PRICE_PREC_DIV_256},
      {512, MAMA_PRICE_PREC_DIV_512}};
  for (const auto& [denominator, precision] : denominators) {
    EXPECT_EQ(mamaPrice_denom2Precision(denominator), precision) << denominator;
    EXPECT_EQ(mamaPrice_precision2Denom(precision), denominator) << denominator;
  }
  for (const int other : {-2, -1, 0, 3, 5, 100, 1024}) {
    EXPECT_EQ(mamaPrice_denom2Precision(other), MAMA_PRICE_PREC_UNKNOWN) << other;
  }
  for (unsigned p = 0; p < 32; ++p) {
    const auto precision = static_cast<mamaPricePrecision>(p);
    EXPECT_EQ(mamaPrice_precision2Decimals(precision), p <= 10 ? static_cast<int>(p) : 10) << p;
    if (p >= MAMA_PRICE_PREC_INT && p <= MAMA_PRICE_PREC_DIV_512) continue;
    EXPECT_EQ(mamaPrice_precision2Denom(precision), 0) << p;
  }
}

TEST(Price, NullAndDestroyedHandles) {
  constexpr mama_status kInvalid = MAMA_STATUS_INVALID_ARG;
  PriceValue good;
  mamaPrice gone = nullptr;
  ASSERT_EQ(mamaPrice_create(&gone), MAMA_STATUS_OK);
  ASSERT_EQ(mamaPrice_destroy(gone), MAMA_STATUS_OK);
  double value = 7;
  mama_bool_t flag = 7;
  mamaPricePrecision precision = MAMA_PRICE_PREC_DIV_8;
  mamaPriceHints hints = 7;
  char text[8] = "?";
  for (mamaPrice bad : {static_cast<mamaPrice>(nullptr), gone}) {
    EXPECT_EQ(mamaPrice_destroy(bad), kInvalid);
    EXPECT_EQ(mamaPrice_clear(bad), kInvalid);
    EXPECT_EQ(mamaPrice_setValue(bad, 1), kInvalid);
    EXPECT_EQ(mamaPrice_setPrecision(bad, MAMA_PRICE_PREC_INT), kInvalid);
    EXPECT_EQ(mamaPrice_setIsValidPrice(bad, 1), kInvalid);
    EXPECT_EQ(mamaPrice_setHints(bad, 1), kInvalid);
    EXPECT_EQ(mamaPrice_setWithHints(bad, 1, 1), kInvalid);
    EXPECT_EQ(mamaPrice_setFromString(bad, "1"), kInvalid);
    EXPECT_EQ(mamaPrice_negate(bad), kInvalid);
    EXPECT_EQ(mamaPrice_getValue(bad, &value), kInvalid);
    EXPECT_EQ(mamaPrice_getRoundedValue(bad, MAMA_PRICE_PREC_10, &value), kInvalid);
    EXPECT_EQ(mamaPrice_getPrecision(bad, &precision), kInvalid);
    EXPECT_EQ(mamaPrice_getIsValidPrice(bad, &flag), kInvalid);
    EXPECT_EQ(mamaPrice_getHints(bad, &hints), kInvalid);
    EXPECT_EQ(mamaPrice_getWithHints(bad, &value, &precision), kInvalid);
    EXPECT_EQ(mamaPrice_getAsString(bad, text, sizeof text), kInvalid);
    EXPECT_EQ(mamaPrice_isZero(bad, &flag), kInvalid);
    EXPECT_EQ(mamaPrice_equal(good, bad), 0);
    EXPECT_EQ(mamaPrice_compare(good, bad), 0.0);
    for (auto* function : {mamaPrice_copy, mamaPrice_add, mamaPrice_subtract}) {
      EXPECT_EQ(function(good, bad), kInvalid);
      EXPECT_EQ(function(bad, good), kInvalid);
    }
  }
  EXPECT_EQ(mamaPrice_create(nullptr), kInvalid);
  EXPECT_EQ(mamaPrice_setFromString(good, nullptr), kInvalid);
  EXPECT_EQ(mamaPrice_getValue(good, nullptr), kInvalid);
  EXPECT_EQ(mamaPrice_getRoundedValue(good, MAMA_PRICE_PREC_10, nullptr), kInvalid);
  EXPECT_EQ(mamaPrice_getPrecision(good, nullptr), kInvalid);
  EXPECT_EQ(mamaPrice_getIsValidPrice(good, nullptr), kInvalid);
  EXPECT_EQ(mamaPrice_getHints(good, nullptr), kInvalid);
  EXPECT_EQ(mamaPrice_getWithHints(good, nullptr, &precision), kInvalid);
  EXPECT_EQ(mamaPrice_getWithHints(good, &value, nullptr), kInvalid);
  EXPECT_EQ(mamaPrice_getAsString(good, nullptr, 8), kInvalid);
  EXPECT_EQ(mamaPrice_isZero(good, nullptr), kInvalid);
  EXPECT_EQ(value, 7.0);
  EXPECT_EQ(flag, 7);
  EXPECT_EQ(precision, MAMA_PRICE_PREC_DIV_8);
  EXPECT_EQ(hints, 7);
  EXPECT_STREQ(text, "?");
}

TEST(Price, WhatNoIntegerHolds) {
  const double inf = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const struct {
    double value;
    unsigned precision;
    const char* text;
  } rows[] = {
      {nan, MAMA_PRICE_PREC_INT, "nan"},
      {inf, MAMA_PRICE_PREC_INT, "inf"},
      {-inf, MAMA_PRICE_PREC_INT, "-inf"},
      {inf, MAMA_PRICE_PREC_TICK_32, "inf"},
      {-9223372036854775808.0, MAMA_PRICE_PREC_INT, "-9223372036854775808"},
      {1e19, MAMA_PRICE_PREC_INT, "9223372036854775807"},
      {1e10, MAMA_PRICE_PREC_10000000000000000, "10000000000.0000000000000000"},
      {1e19, MAMA_PRICE_PREC_10000000000000000, "10000000000000000000.0000000000000000"},
  };
  for (const auto& row : rows) {
    const PriceValue price(row.value, static_cast<mamaPriceHints>(row.precision));
    char text[128] = "?";
    EXPECT_EQ(mamaPrice_getAsString(price, text, sizeof text), MAMA_STATUS_OK);
    EXPECT_STREQ(text, row.text);
  }
}

TEST(Price, RoundingLeavesWhatHasNoFraction) {
  const double inf = std::numeric_limits<double>::infinity();
  for (const double value : {1e300, 1e305, -1e305, 4503599627370495.5, 123456789012345.67, inf}) {
    const PriceValue price(value);
    for (int decimals = 1; decimals <= 10; ++decimals) {
      double rounded = 0;
      EXPECT_EQ(
          mamaPrice_getRoundedValue(price, static_cast<mamaPricePrecision>(decimals), &rounded),
          MAMA_STATUS_OK);
      EXPECT_TRUE(rounded == value || std::fabs(rounded - value) <= 0.05)
          << value << " " << rounded;
    }
  }
}

}  // namespace
