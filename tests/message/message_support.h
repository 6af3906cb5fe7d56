/// What the message tests share: messages of the default payload, wire bytes in hex.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mama/datetime.h>
#include <mama/mama.h>
#include <mama/msg.h>
#include <mama/msgfield.h>
#include <mama/price.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace message_test {

using Bytes = std::vector<std::uint8_t>;

/// Bytes from hex digits; blanks and bars are skipped.
inline Bytes hex(std::string_view text) {
  Bytes bytes;
  int high = -1;
  for (const char c : text) {
    if (c == ' ' || c == '|') continue;
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    if (high < 0) {
      high = digit;
    } else {
      bytes.push_back(static_cast<std::uint8_t>(high << 4 | digit));
      high = -1;
    }
  }
  return bytes;
}

/// The payload library of that name; loaded when it is not. MAMA need not be open.
inline mamaPayloadBridge load_payload(const char* name) {
  mamaPayloadBridge bridge = nullptr;
  EXPECT_EQ(mama_loadPayloadBridge(&bridge, name), MAMA_STATUS_OK) << name;
  return bridge;
}
inline mamaPayloadBridge omnmmsg() { return load_payload("omnmmsg"); }

/// The payload that a run of the tests is about: the environment may name another one.
inline const char* payload_name() {
  const char* name = std::getenv("QUOLL_TEST_PAYLOAD");
  return name != nullptr ? name : "omnmmsg";
}
inline mamaPayloadBridge payload() { return load_payload(payload_name()); }

/// Leaves a test that is about the wire format of omnmmsg.
#define OMNMMSG_ONLY()                                               \
  if (std::string_view(message_test::payload_name()) != "omnmmsg") { \
    GTEST_SKIP() << "of the wire format of omnmmsg";                 \
  }                                                                  \
  static_assert(true)

/// A message of the payload, destroyed at the end of the scope.
class Msg {
 public:
  Msg() : Msg(payload()) {}
  explicit Msg(mamaPayloadBridge bridge) {
    EXPECT_EQ(mamaMsg_createForPayloadBridge(&msg_, bridge), MAMA_STATUS_OK);
  }
  explicit Msg(const Bytes& bytes) {
    payload();
    EXPECT_EQ(mamaMsg_createFromByteBuffer(&msg_, bytes.data(), bytes.size()), MAMA_STATUS_OK);
  }
  Msg(const Msg&) = delete;
  Msg& operator=(const Msg&) = delete;
  ~Msg() { EXPECT_EQ(mamaMsg_destroy(msg_), MAMA_STATUS_OK); }

  operator mamaMsg() const { return msg_; }

  Bytes bytes() const {
    const void* buffer = nullptr;
    mama_size_t size = 0;
    EXPECT_EQ(mamaMsg_getByteBuffer(msg_, &buffer, &size), MAMA_STATUS_OK);
    const auto* at = static_cast<const std::uint8_t*>(buffer);
    return {at, at + size};
  }

 private:
  mamaMsg msg_ = nullptr;
};

class Time {
 public:
  Time() { EXPECT_EQ(mamaDateTime_create(&time_), MAMA_STATUS_OK); }
  Time(std::int64_t seconds, std::uint32_t nanoseconds, mamaDateTimePrecision precision,
       mamaDateTimeHints hints)
      : Time() {
    EXPECT_EQ(mamaDateTime_setEpochTimeExt(time_, seconds, nanoseconds), MAMA_STATUS_OK);
    EXPECT_EQ(mamaDateTime_setPrecision(time_, precision), MAMA_STATUS_OK);
    EXPECT_EQ(mamaDateTime_setHints(time_, hints), MAMA_STATUS_OK);
  }
  Time(const Time&) = delete;
  Time& operator=(const Time&) = delete;
  ~Time() { EXPECT_EQ(mamaDateTime_destroy(time_), MAMA_STATUS_OK); }
  operator mamaDateTime() const { return time_; }

  std::int64_t seconds() const { return value().first; }
  std::uint32_t nanoseconds() const { return value().second; }
  unsigned hints() const {
    mamaDateTimeHints hints = 0;
    EXPECT_EQ(mamaDateTime_getHints(time_, &hints), MAMA_STATUS_OK);
    return hints;
  }
  unsigned precision() const {
    mamaDateTimePrecision precision = MAMA_DATE_TIME_PREC_UNKNOWN;
    EXPECT_EQ(mamaDateTime_getPrecision(time_, &precision), MAMA_STATUS_OK);
    return precision;
  }
  std::string text() const {
    char buffer[64] = "?";
    EXPECT_EQ(mamaDateTime_getAsString(time_, buffer, sizeof buffer), MAMA_STATUS_OK);
    return buffer;
  }

 private:
  std::pair<std::int64_t, std::uint32_t> value() const {
    std::int64_t seconds = 0;
    std::uint32_t nanoseconds = 0;
    EXPECT_EQ(mamaDateTime_getEpochTimeExt(time_, &seconds, &nanoseconds), MAMA_STATUS_OK);
    return {seconds, nanoseconds};
  }
  mamaDateTime time_ = nullptr;
};

class PriceValue {
 public:
  explicit PriceValue(double value = 0, mamaPriceHints hints = 0) {
    EXPECT_EQ(mamaPrice_create(&price_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaPrice_setWithHints(price_, value, hints), MAMA_STATUS_OK);
  }
  PriceValue(const PriceValue&) = delete;
  PriceValue& operator=(const PriceValue&) = delete;
  ~PriceValue() { EXPECT_EQ(mamaPrice_destroy(price_), MAMA_STATUS_OK); }
  operator mamaPrice() const { return price_; }

  double value() const {
    double value = 0;
    EXPECT_EQ(mamaPrice_getValue(price_, &value), MAMA_STATUS_OK);
    return value;
  }
  unsigned hints() const {
    mamaPriceHints hints = 0;
    EXPECT_EQ(mamaPrice_getHints(price_, &hints), MAMA_STATUS_OK);
    return hints;
  }
  std::string text() const {
    char buffer[64] = "?";
    EXPECT_EQ(mamaPrice_getAsString(price_, buffer, sizeof buffer), MAMA_STATUS_OK);
    return buffer;
  }

 private:
  mamaPrice price_ = nullptr;
};

/// One field of every type that the payload writes; nothing is left out, so cutting or changing its
/// bytes meets every branch of the parser.
void fill_with_everything(mamaMsg msg);

}  // namespace message_test
