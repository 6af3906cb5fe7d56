// Numbers have a point in every text, and are read with one, whatever the process's locale is.
#include <mama/mama.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>

#include "message_support.h"

using message_test::hex;
using message_test::Msg;
using message_test::PriceValue;

namespace {

/// What localedef makes of a locale with `decimal_point ","` and `thousands_sep "."`. Machines that
/// build and test need no locale of their own for this.
const message_test::Bytes kNumericWithComma =
    hex("14110320 06000000 20000000 22000000 24000000 28000000 2c000000 30000000"
        "2c00 2e00 03030000 2c000000 2e000000 414e53495f58332e342d3139363800");

/// The process writes numbers with a comma.
class Locale : public testing::Test {
 protected:
  void SetUp() override {
    std::string folder = (std::filesystem::temp_directory_path() / "locale_test.XXXXXX").string();
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    std::filesystem::create_directory(folder_ / "comma");
    std::ofstream file(folder_ / "comma" / "LC_NUMERIC", std::ios::binary);
    for (const std::uint8_t byte : kNumericWithComma) file.put(static_cast<char>(byte));
    file.close();
    ASSERT_EQ(setenv("LOCPATH", folder.c_str(), 1), 0);
    ASSERT_NE(std::setlocale(LC_NUMERIC, "comma"), nullptr);
    char text[8];
    std::snprintf(text, sizeof text, "%.1f", 1.5);
    ASSERT_STREQ(text, "1,5") << "or the tests show nothing";
  }
  void TearDown() override {
    std::setlocale(LC_NUMERIC, "C");
    unsetenv("LOCPATH");
    std::filesystem::remove_all(folder_);
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(Locale, PricesHaveAPoint) {
  const std::pair<mamaPricePrecision, const char*> texts[] = {
      {MAMA_PRICE_PREC_UNKNOWN, "-1234567.125000"},
      {MAMA_PRICE_PREC_10, "-1234567.1"},
      {MAMA_PRICE_PREC_100, "-1234567.12"},  // half to even
      {MAMA_PRICE_PREC_1000000000000000, "-1234567.125000000000000"},
      {MAMA_PRICE_PREC_10000000000000000, "-1234567.1250000000000000"},
      {MAMA_PRICE_PREC_INT, "-1234567"},
      {MAMA_PRICE_PREC_DIV_8, "-1234567 1/8"},
      {MAMA_PRICE_PREC_HALF_64, "-1234567'080"}};
  for (const auto& [precision, text] : texts) {
    EXPECT_EQ(PriceValue(-1234567.125, static_cast<mamaPriceHints>(precision)).text(), text);
  }
}

TEST_F(Locale, PricesAreReadWithAPoint) {
  PriceValue price;
  EXPECT_EQ(mamaPrice_setFromString(price, "12.5"), MAMA_STATUS_OK);
  EXPECT_EQ(price.value(), 12.5);
  EXPECT_EQ(mamaPrice_setFromString(price, "12,5"), MAMA_STATUS_OK);
  EXPECT_EQ(price.value(), 12) << "and what follows the number is ignored";
  EXPECT_EQ(mamaPrice_setFromString(price, ",5"), MAMA_STATUS_INVALID_ARG);
}

TEST_F(Locale, MessagesHaveAPointInEveryForm) {
  OMNMMSG_ONLY();
  Msg msg;
  const PriceValue price(1.5, MAMA_PRICE_PREC_100);
  const mama_f32_t floats[] = {0.5f, -2};
  ASSERT_EQ(mamaMsg_addF64(msg, "f", 1, 1234.5), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addPrice(msg, "p", 2, price), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addVectorF32(msg, "v", 3, floats, 2), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toString(msg), "{f[1]=1234.500000,p[2]=1.50,v[3]={0.500000,-2.000000}}");
  EXPECT_STREQ(mamaMsg_toNormalizedString(msg), "{f[1]=1234.5000,p[2]=1.50,v[3]={0.5000,-2.0000}}");
  EXPECT_STREQ(mamaMsg_toJsonString(msg), "{\"f\":1234.5000,\"p\":1.50,\"v\":[0.5000,-2.0000]}");
  char text[32] = "";
  EXPECT_EQ(mamaMsg_getFieldAsString(msg, nullptr, 1, text, sizeof text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "1234.500000");
}

TEST_F(Locale, DatesHaveAPoint) {
  const message_test::Time time(1577836800, 250'000'000, MAMA_DATE_TIME_PREC_MILLISECONDS, 3);
  EXPECT_EQ(time.text(), "2020-01-01 00:00:00.250");
  mamaDateTime read = nullptr;
  ASSERT_EQ(mamaDateTime_create(&read), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDateTime_setFromString(read, "2020-01-01 00:00:00.250"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDateTime_equal(read, time), 1);
  EXPECT_EQ(mamaDateTime_destroy(read), MAMA_STATUS_OK);
}

// In the C locale the texts are those of the C library, to the last digit.
TEST(Price, DecimalsAreThoseOfTheCLibrary) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t bits = random();
    double any = 0;
    std::memcpy(&any, &bits, sizeof any);
    const double near = static_cast<double>(bits % 2'000'000'000) / 1e4 - 1e5;
    for (const double value : {any, near}) {
      const auto precision = static_cast<unsigned>(bits >> 60);  // up to fifteen decimals
      char expected[400];
      std::snprintf(expected, sizeof expected, "%.*f",
                    precision == 0 ? 6 : static_cast<int>(precision), value);
      char text[400];
      ASSERT_EQ(mamaPrice_getAsString(PriceValue(value, static_cast<mamaPriceHints>(precision)),
                                      text, sizeof text),
                MAMA_STATUS_OK);
      ASSERT_STREQ(text, expected);
    }
  }
}

}  // namespace
