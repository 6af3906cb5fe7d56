#include "values.h"

#include <mama/datetime.h>
#include <mama/price.h>

namespace quoll::omnm {

namespace {

// Records are images of C structures; the gaps are zero.
constexpr std::size_t kTimeHints = 0;
constexpr std::size_t kTimeSeconds = 8;
constexpr std::size_t kTimeNanoseconds = 16;
constexpr std::size_t kTimePrecision = 20;
constexpr std::size_t kPriceHints = 0;
constexpr std::size_t kPriceValue = 8;

constexpr std::uint32_t kNanosecondsPerSecond = 1'000'000'000;
// Seconds of a day and less may be a time without date.
constexpr std::int64_t kLargestTimeOfDay = 86'400;

mama_status set_time(mamaDateTime time, std::int64_t seconds, std::uint32_t nanoseconds,
                     mamaDateTimePrecision precision, std::uint8_t hints) noexcept {
  mama_status status = mamaDateTime_setEpochTimeExt(time, seconds, nanoseconds);
  if (status == MAMA_STATUS_OK) status = mamaDateTime_setPrecision(time, precision);
  if (status == MAMA_STATUS_OK) status = mamaDateTime_setHints(time, hints);
  return status;
}

// The setter of the interface takes milliseconds since 1970 as unsigned; a stored I64 may lie
// before.
mama_status set_milliseconds(mamaDateTime time, std::int64_t milliseconds) noexcept {
  if (milliseconds >= 0) {
    return mamaDateTime_setEpochTimeMilliseconds(time, static_cast<std::uint64_t>(milliseconds));
  }
  std::int64_t seconds = milliseconds / 1000;
  std::int64_t rest = milliseconds % 1000;
  if (rest < 0) {
    rest += 1000;
    --seconds;
  }
  return set_time(time, seconds, static_cast<std::uint32_t>(rest) * 1'000'000,
                  rest != 0 ? MAMA_DATE_TIME_PREC_MILLISECONDS : MAMA_DATE_TIME_PREC_SECONDS,
                  MAMA_DATE_TIME_HAS_DATE | MAMA_DATE_TIME_HAS_TIME);
}

}  // namespace

mama_status write_time(mamaDateTime time, std::uint8_t* record) noexcept {
  mama_i64_t seconds = 0;
  mama_u32_t nanoseconds = 0;
  mamaDateTimeHints hints = 0;
  mamaDateTimePrecision precision = MAMA_DATE_TIME_PREC_UNKNOWN;
  mama_status status = mamaDateTime_getEpochTimeExt(time, &seconds, &nanoseconds);
  if (status == MAMA_STATUS_OK) status = mamaDateTime_getHints(time, &hints);
  if (status == MAMA_STATUS_OK) status = mamaDateTime_getPrecision(time, &precision);
  if (status != MAMA_STATUS_OK) return status;
  std::memset(record, 0, kTimeRecordSize);
  record[kTimeHints] = hints;
  store(record + kTimeSeconds, seconds);
  store(record + kTimeNanoseconds, nanoseconds);
  record[kTimePrecision] = static_cast<std::uint8_t>(precision);
  return MAMA_STATUS_OK;
}

mama_status read_time(const std::uint8_t* record, mamaDateTime result) noexcept {
  const auto seconds = load<std::int64_t>(record + kTimeSeconds);
  const auto nanoseconds = load<std::uint32_t>(record + kTimeNanoseconds);
  if (nanoseconds >= kNanosecondsPerSecond) return MAMA_STATUS_INVALID_ARG;
  std::uint8_t hints = record[kTimeHints];
  if (seconds > kLargestTimeOfDay) hints |= MAMA_DATE_TIME_HAS_DATE;
  const std::uint8_t precision = record[kTimePrecision];
  return set_time(result, seconds, nanoseconds,
                  precision > MAMA_DATE_TIME_PREC_UNKNOWN
                      ? MAMA_DATE_TIME_PREC_UNKNOWN
                      : static_cast<mamaDateTimePrecision>(precision),
                  hints);
}

mama_status write_price(mamaPrice price, std::uint8_t* record) noexcept {
  double value = 0;
  mamaPriceHints hints = 0;
  mama_status status = mamaPrice_getValue(price, &value);
  if (status == MAMA_STATUS_OK) status = mamaPrice_getHints(price, &hints);
  if (status != MAMA_STATUS_OK) return status;
  std::memset(record, 0, kPriceRecordSize);
  record[kPriceHints] = hints;
  store(record + kPriceValue, value);
  return MAMA_STATUS_OK;
}

mama_status read_price(const std::uint8_t* record, mamaPrice result) noexcept {
  return mamaPrice_setWithHints(result, load<double>(record + kPriceValue), record[kPriceHints]);
}

mama_status get_time(WireType type, const std::uint8_t* data, mamaDateTime result) noexcept {
  switch (type) {
    case MAMA_FIELD_TYPE_TIME:
      return read_time(data, result);
    case MAMA_FIELD_TYPE_STRING:
      return mamaDateTime_setFromString(result, reinterpret_cast<const char*>(data));
    case MAMA_FIELD_TYPE_F64:
      return mamaDateTime_setEpochTimeF64(result, load<double>(data));
    case MAMA_FIELD_TYPE_I64:
      return set_milliseconds(result, load<std::int64_t>(data));
    case MAMA_FIELD_TYPE_U64:
      return mamaDateTime_setEpochTimeMicroseconds(result, load<std::uint64_t>(data));
    default:
      return MAMA_STATUS_WRONG_FIELD_TYPE;
  }
}

mama_status get_price(WireType type, const std::uint8_t* data, mamaPrice result) noexcept {
  switch (type) {
    case MAMA_FIELD_TYPE_PRICE:
      return read_price(data, result);
    case MAMA_FIELD_TYPE_F64:
      return mamaPrice_setValue(result, load<double>(data));
    default:
      return MAMA_STATUS_WRONG_FIELD_TYPE;
  }
}

}  // namespace quoll::omnm
