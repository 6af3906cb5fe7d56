// Every stored type by every getter, of messages and of fields; and every boundary of every scalar
// by every scalar getter, against the rule worked out in wider numbers.
#include <cmath>
#include <functional>
#include <limits>

#include "message_support.h"
#include "table_calls.h"

using message_test::Msg;
using message_test::PriceValue;
using message_test::Time;

namespace {

constexpr mama_status kOk = MAMA_STATUS_OK;
constexpr mama_status kWrong = MAMA_STATUS_WRONG_FIELD_TYPE;

// ---- types -------------------------------------------------------------------------------------

/// A way to put field 1 into a message.
struct Stored {
  std::string type;
  std::function<mama_status(mamaMsg)> add;
};

std::vector<Stored> stored_types() {
  std::vector<Stored> all;
#define STORED(Name, T)                                                                         \
  all.push_back({#Name, [](mamaMsg msg) { return mamaMsg_add##Name(msg, nullptr, 1, T(1)); }}); \
  all.push_back({"Vector" #Name, [](mamaMsg msg) {                                              \
                   const T values[] = {T(1), T(2)};                                             \
                   return mamaMsg_addVector##Name(msg, nullptr, 1, values, 2);                  \
                 }});
  TABLE_SCALARS(STORED)
#undef STORED
  const auto with_objects = [](auto body) {
    return [body](mamaMsg msg) {
      const Time time(1577836800, 0, MAMA_DATE_TIME_PREC_SECONDS, 3);
      const PriceValue price(1.5);
      Msg sub;
      return body(msg, mamaDateTime(time), mamaPrice(price), mamaMsg(sub));
    };
  };
  all.push_back({"String", [](mamaMsg msg) {
                   return mamaMsg_addString(msg, nullptr, 1, "2020-01-01 00:00:00");
                 }});
  all.push_back(
      {"Opaque", [](mamaMsg msg) { return mamaMsg_addOpaque(msg, nullptr, 1, "12345678", 8); }});
  all.push_back({"VectorString", [](mamaMsg msg) {
                   const char* texts[] = {"a", "b"};
                   return mamaMsg_addVectorString(msg, nullptr, 1, texts, 2);
                 }});
  all.push_back({"DateTime", with_objects([](mamaMsg msg, mamaDateTime time, mamaPrice, mamaMsg) {
                   return mamaMsg_addDateTime(msg, nullptr, 1, time);
                 })});
  all.push_back({"Price", with_objects([](mamaMsg msg, mamaDateTime, mamaPrice price, mamaMsg) {
                   return mamaMsg_addPrice(msg, nullptr, 1, price);
                 })});
  all.push_back({"Msg", with_objects([](mamaMsg msg, mamaDateTime, mamaPrice, mamaMsg sub) {
                   return mamaMsg_addMsg(msg, nullptr, 1, sub);
                 })});
  all.push_back(
      {"VectorDateTime", with_objects([](mamaMsg msg, mamaDateTime time, mamaPrice, mamaMsg) {
         return mamaMsg_addVectorDateTime(msg, nullptr, 1, &time, 1);
       })});
  all.push_back(
      {"VectorPrice", with_objects([](mamaMsg msg, mamaDateTime, mamaPrice price, mamaMsg) {
         return mamaMsg_addVectorPrice(msg, nullptr, 1, &price, 1);
       })});
  all.push_back({"VectorMsg", with_objects([](mamaMsg msg, mamaDateTime, mamaPrice, mamaMsg sub) {
                   return mamaMsg_addVectorMsg(msg, nullptr, 1, &sub, 1);
                 })});
  return all;
}

/// A getter, at message level and, where there is one, at field level.
struct Getter {
  std::string type;
  std::function<mama_status(mamaMsg)> get;
  std::function<mama_status(mamaMsgField)> get_field;
};

#define PLAIN_GETTER(Name, Result)                                                        \
  Getter {                                                                                \
#Name,                                                                                  \
        [](mamaMsg msg) {                                                                   \
          Result result{};                                                                  \
          return mamaMsg_get##Name(msg, nullptr, 1, &result);                               \
        },                                                                                  \
        [](mamaMsgField field) {                                                            \
          Result result{};                                                                  \
          return mamaMsgField_get##Name(field, &result);                                    \
        } \
  }
#define SIZED_GETTER(Name, Result)                                                        \
  Getter {                                                                                \
#Name,                                                                                  \
        [](mamaMsg msg) {                                                                   \
          Result result{};                                                                  \
          mama_size_t size = 0;                                                             \
          return mamaMsg_get##Name(msg, nullptr, 1, &result, &size);                        \
        },                                                                                  \
        [](mamaMsgField field) {                                                            \
          Result result{};                                                                  \
          mama_size_t size = 0;                                                             \
          return mamaMsgField_get##Name(field, &result, &size);                             \
        } \
  }
#define OBJECT_GETTER(Name, Object)                                                         \
  Getter {                                                                                  \
#Name,                                                                                    \
        [](mamaMsg msg) {                                                                     \
          const Object object;                                                                \
          return mamaMsg_get##Name(msg, nullptr, 1, object);                                  \
        },                                                                                    \
        [](mamaMsgField field) {                                                              \
          const Object object;                                                                \
          return mamaMsgField_get##Name(field, object);                                       \
        } \
  }

std::vector<Getter> getters() {
  std::vector<Getter> all;
#define GETTERS(Name, T)                \
  all.push_back(PLAIN_GETTER(Name, T)); \
  all.push_back(SIZED_GETTER(Vector##Name, const T*));
  TABLE_SCALARS(GETTERS)
#undef GETTERS
  all.push_back(PLAIN_GETTER(String, const char*));
  all.push_back(PLAIN_GETTER(Msg, mamaMsg));
  all.push_back(SIZED_GETTER(Opaque, const void*));
  all.push_back(SIZED_GETTER(VectorString, const char**));
  all.push_back(SIZED_GETTER(VectorMsg, const mamaMsg*));
  all.push_back(OBJECT_GETTER(DateTime, Time));
  all.push_back(OBJECT_GETTER(Price, PriceValue));
  Getter times{"VectorDateTime", nullptr, nullptr}, prices{"VectorPrice", nullptr, nullptr};
  times.get = [](mamaMsg msg) {
    const mamaDateTime* result = nullptr;
    mama_size_t size = 0;
    return mamaMsg_getVectorDateTime(msg, nullptr, 1, &result, &size);
  };
  prices.get = [](mamaMsg msg) {
    const mamaPrice* result = nullptr;
    mama_size_t size = 0;
    return mamaMsg_getVectorPrice(msg, nullptr, 1, &result, &size);
  };
  all.push_back(times);
  all.push_back(prices);
  return all;
}

bool is_scalar(const std::string& type) {
#define IS(Name, T) type == #Name ||
  return TABLE_SCALARS(IS) false;
#undef IS
}

/// The matrix of the specification, for values that every scalar holds.
bool accepts(const std::string& getter, const std::string& stored) {
  if (getter == stored) return true;
  if (is_scalar(getter) && is_scalar(stored)) return true;
  if (getter == "F32" || getter == "F64") return stored == "Price";
  if (getter == "Price") return stored == "F64";
  if (getter == "DateTime") {
    return stored == "String" || stored == "F64" || stored == "I64" || stored == "U64";
  }
  return false;
}

TEST(ConversionMatrix, EveryTypeByEveryGetter) {
  const std::vector<Getter> all_getters = getters();
  const std::vector<Stored> all_stored = stored_types();
  EXPECT_EQ(all_getters.size(), 33u);
  EXPECT_EQ(all_stored.size(), 33u);
  for (const Stored& stored : all_stored) {
    Msg msg;
    ASSERT_EQ(stored.add(msg), kOk) << stored.type;
    mamaMsgField field = nullptr;
    for (const Getter& getter : all_getters) {
      SCOPED_TRACE(stored.type + " by get" + getter.type);
      const bool accepted = accepts(getter.type, stored.type);
      const mama_status refused = getter.type == "Msg" ? MAMA_STATUS_NOT_FOUND : kWrong;
      EXPECT_EQ(getter.get(msg), accepted ? kOk : refused);
      if (getter.get_field == nullptr) continue;
      ASSERT_EQ(mamaMsg_getField(msg, nullptr, 1, &field), kOk);
      EXPECT_EQ(getter.get_field(field), accepted ? kOk : kWrong);
    }
  }
}

// ---- values ------------------------------------------------------------------------------------

__extension__ typedef __int128 Wide;

/// What the rule says about a stored value; nothing for a wrong type.
template <class Target, class From>
mama_status expected_conversion(From from, Target* result) {
  if constexpr (!std::is_floating_point_v<Target> && std::is_floating_point_v<From>) {
    const double whole = std::trunc(static_cast<double>(from));
    constexpr double kBeyondAll = 1e20;
    if (!(std::fabs(whole) < kBeyondAll)) return kWrong;  // NaN too
    const auto wide = static_cast<Wide>(whole);
    if (wide < static_cast<Wide>(std::numeric_limits<Target>::min()) ||
        wide > static_cast<Wide>(std::numeric_limits<Target>::max())) {
      return kWrong;
    }
    *result = static_cast<Target>(wide);
  } else if constexpr (!std::is_floating_point_v<Target>) {
    const auto wide = static_cast<Wide>(from);
    const bool fits = wide >= static_cast<Wide>(std::numeric_limits<Target>::min()) &&
                      wide <= static_cast<Wide>(std::numeric_limits<Target>::max());
    if (sizeof(From) > sizeof(Target) && !fits) return kWrong;
    *result = static_cast<Target>(from);
  } else {
    *result = static_cast<Target>(from);
  }
  return kOk;
}

/// Boundaries of all integer types, and what lies beside them, as far as T has them.
template <class T>
std::vector<T> boundaries() {
  using Limits = std::numeric_limits<T>;
  std::vector<T> all = {Limits::lowest(), Limits::max(), Limits::min()};
  for (const int bits : {0, 7, 8, 15, 16, 31, 32, 63, 64}) {
    for (const int sign : {1, -1}) {
      for (const int beside : {-1, 0, 1}) {
        const Wide value = sign * (Wide{1} << bits) + beside;
        if constexpr (std::is_floating_point_v<T>) {
          all.push_back(static_cast<T>(value));
          all.push_back(static_cast<T>(value) + T(0.5));
          all.push_back(std::nextafter(static_cast<T>(value), Limits::lowest()));
        } else if (value >= static_cast<Wide>(Limits::min()) &&
                   value <= static_cast<Wide>(Limits::max())) {
          all.push_back(static_cast<T>(value));
        }
      }
    }
  }
  if constexpr (std::is_floating_point_v<T>) {
    for (const T value : {Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN(), T(-0.0),
                          Limits::denorm_min()}) {
      all.push_back(value);
    }
  }
  return all;
}

template <class T>
void expect_same(T value, T expected) {
  if constexpr (std::is_floating_point_v<T>) {
    if (std::isnan(expected)) {
      EXPECT_TRUE(std::isnan(value));
      return;
    }
  }
  EXPECT_EQ(value, expected);
}

template <class Target, class From>
void check(mamaMsg msg, mamaMsgField field, From from,
           mama_status (*get)(const mamaMsg, const char*, mama_fid_t, Target*),
           mama_status (*get_field)(const mamaMsgField, Target*)) {
  Target expected = Target(77);  // stays where there is no conversion
  const mama_status status = expected_conversion(from, &expected);
  Target value = Target(77);
  EXPECT_EQ(get(msg, nullptr, 1, &value), status);
  expect_same(value, expected);
  value = Target(77);
  EXPECT_EQ(get_field(field, &value), status);
  expect_same(value, expected);
}

template <class From>
void check_all(const char* type, mama_status (*update)(mamaMsg, const char*, mama_fid_t, From)) {
  Msg msg;
  for (const From value : boundaries<From>()) {
    SCOPED_TRACE(std::string(type) + " " + std::to_string(value));
    ASSERT_EQ(update(msg, nullptr, 1, value), kOk);
    mamaMsgField field = nullptr;
    ASSERT_EQ(mamaMsg_getField(msg, nullptr, 1, &field), kOk);
#define CHECK_TARGET(Name, T)                                                     \
  {                                                                               \
    SCOPED_TRACE("by get" #Name);                                                 \
    check<T, From>(msg, field, value, mamaMsg_get##Name, mamaMsgField_get##Name); \
  }
    TABLE_SCALARS(CHECK_TARGET)
#undef CHECK_TARGET
  }
}

TEST(ConversionMatrix, EveryBoundaryByEveryScalarGetter) {
#define CHECK_STORED(Name, T) check_all<T>(#Name, mamaMsg_update##Name);
  TABLE_SCALARS(CHECK_STORED)
#undef CHECK_STORED
}

}  // namespace
