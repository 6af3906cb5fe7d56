// Prices: hints, arithmetic, texts.
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
      {1.256, MAMA_PRICE_PREC_100, "1.26"},
      {0.5, MAMA_PRICE_PREC_10000000000000000, "0.5000000000000000"},
      {-7.9, MAMA_PRICE_PREC_INT, "-7"},
      {3e10, MAMA_PRICE_PREC_INT, "30000000000"},
      {0.5, MAMA_PRICE_PREC_DIV_4, "2/4"},
      {-0.5, MAMA_PRICE_PREC_DIV_4, "-2/4"},
      {3.0, MAMA_PRICE_PREC_DIV_8, "3"},
      {3.25, MAMA_PRICE_PREC_DIV_8, "3 2/8"},
      {-3.25, MAMA_PRICE_PREC_DIV_8, "-3 2/8"},
      {1.5, MAMA_PRICE_PREC_DIV_512, "1 256/512"},
      {100 + 16.0 / 32, MAMA_PRICE_PREC_TICK_32, "100'16"},
      {100 + 16.5 / 32, MAMA_PRICE_PREC_TICK_32, "100'165"},
      {100 + 16.5 / 32, MAMA_PRICE_PREC_HALF_32, "100'165"},
      {100 + 16.0 / 32, MAMA_PRICE_PREC_HALF_32, "100'16"},
      {100 + 16.25 / 32, MAMA_PRICE_PREC_QUARTER_32, "100'162"},
      {100 + 16.0 / 32, MAMA_PRICE_PREC_QUARTER_32, "100'160"},
      {2 + 33.0 / 64, MAMA_PRICE_PREC_TICK_64, "2'33"},
      {2 + 33.5 / 64, MAMA_PRICE_PREC_HALF_64, "2'335"},
      {-0.5, MAMA_PRICE_PREC_TICK_32, "-0'16"},
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
  double value = 0;
  mamaPricePrecision precision = MAMA_PRICE_PREC_UNKNOWN;
  EXPECT_EQ(mamaPrice_getWithHints(price, &value, &precision), MAMA_STATUS_OK);
  EXPECT_EQ(precision, MAMA_PRICE_PREC_TICK_32);
  EXPECT_EQ(mamaPrice_clear(price), MAMA_STATUS_OK);
  EXPECT_EQ(price.value(), 0.0);
  EXPECT_EQ(price.hints(), 0u);
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
  EXPECT_EQ(mamaPrice_setFromString(price, "none"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(price.value(), 1.0);
  EXPECT_EQ(mamaPrice_setFromString(price, "12.5 USD"), MAMA_STATUS_OK);
  EXPECT_EQ(price.value(), 12.5);
  EXPECT_EQ(price.hints(), 0x20u);
  EXPECT_EQ(mamaPrice_setFromString(price, nullptr), MAMA_STATUS_INVALID_ARG);
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
  mama_bool_t zero = 9;
  PriceValue tiny(1e-12);
  EXPECT_EQ(mamaPrice_isZero(tiny, &zero), MAMA_STATUS_OK);
  EXPECT_EQ(zero, 1);
  EXPECT_EQ(mamaPrice_isZero(b, &zero), MAMA_STATUS_OK);
  EXPECT_EQ(zero, 0);
}

TEST(Price, Rounding) {
  PriceValue price(1.23456, MAMA_PRICE_PREC_100);
  double value = 0;
  EXPECT_EQ(mamaPrice_getRoundedValue(price, MAMA_PRICE_PREC_UNKNOWN, &value), MAMA_STATUS_OK);
  EXPECT_DOUBLE_EQ(value, 1.23);
  EXPECT_EQ(mamaPrice_getRoundedValue(price, MAMA_PRICE_PREC_10000000000, &value), MAMA_STATUS_OK);
  EXPECT_DOUBLE_EQ(value, 1.23456);
  EXPECT_EQ(mamaPrice_getRoundedValue(price, MAMA_PRICE_PREC_INT, &value), MAMA_STATUS_OK);
  EXPECT_EQ(value, 1.23456);
}

TEST(Price, PrecisionTables) {
  EXPECT_EQ(mamaPrice_decimals2Precision(0), MAMA_PRICE_PREC_INT);
  EXPECT_EQ(mamaPrice_decimals2Precision(10), MAMA_PRICE_PREC_10000000000);
  EXPECT_EQ(mamaPrice_decimals2Precision(11), MAMA_PRICE_PREC_UNKNOWN);
  EXPECT_EQ(mamaPrice_decimals2Precision(-1), MAMA_PRICE_PREC_UNKNOWN);
  EXPECT_EQ(mamaPrice_denom2Precision(1), MAMA_PRICE_PREC_INT);
  EXPECT_EQ(mamaPrice_denom2Precision(512), MAMA_PRICE_PREC_DIV_512);
  EXPECT_EQ(mamaPrice_denom2Precision(3), MAMA_PRICE_PREC_UNKNOWN);
  EXPECT_EQ(mamaPrice_precision2Decimals(MAMA_PRICE_PREC_10), 1);
  EXPECT_EQ(mamaPrice_precision2Decimals(MAMA_PRICE_PREC_INT), 10);
  EXPECT_EQ(mamaPrice_precision2Denom(MAMA_PRICE_PREC_DIV_64), 64);
  EXPECT_EQ(mamaPrice_precision2Denom(MAMA_PRICE_PREC_INT), 1);
  EXPECT_EQ(mamaPrice_precision2Denom(MAMA_PRICE_PREC_10), 0);
}

TEST(Price, NullAndDestroyedHandles) {
  PriceValue good;
  mamaPrice gone = nullptr;
  ASSERT_EQ(mamaPrice_create(&gone), MAMA_STATUS_OK);
  ASSERT_EQ(mamaPrice_destroy(gone), MAMA_STATUS_OK);
  double value = 0;
  for (mamaPrice bad : {static_cast<mamaPrice>(nullptr), gone}) {
    EXPECT_EQ(mamaPrice_destroy(bad), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaPrice_setValue(bad, 1), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaPrice_getValue(bad, &value), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(mamaPrice_copy(good, bad), MAMA_STATUS_INVALID_ARG);
  }
  EXPECT_EQ(mamaPrice_create(nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPrice_getValue(good, nullptr), MAMA_STATUS_INVALID_ARG);
}

}  // namespace
