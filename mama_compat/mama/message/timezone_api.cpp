// The C functions of mama/timezone.h.
#include <chrono>
#include <new>

#include "message/timezone.h"
#include "message/timezone_scanner.h"
#include "quoll/clock.h"
#include "support/shim.h"

namespace quoll::mama {

namespace {

TimeZone& zone_object(mamaTimeZone handle) noexcept { return *static_cast<TimeZone*>(handle); }

mama_status check_zone(mamaTimeZone handle, const char* function) {
  return check_handle(static_cast<TimeZone*>(handle), function, MAMA_STATUS_INVALID_ARG);
}

/// One that the application may change.
mama_status check_own_zone(mamaTimeZone handle, const char* function) {
  QUOLL_TRY(check_zone(handle, function));
  return zone_object(handle).of_process ? MAMA_STATUS_INVALID_ARG : MAMA_STATUS_OK;
}

mama_status make(mamaTimeZone* handle, Zone* zone) {
  ZoneScanner::process().start();
  TimeZone* made = pool_of<TimeZone>().create(zone);
  if (made == nullptr) return MAMA_STATUS_NOMEM;
  *handle = made;
  return MAMA_STATUS_OK;
}

/// One of those that belong to the process.
mamaTimeZone make_of_process(Zone* zone) {
  ZoneScanner::process().start();
  TimeZone* made = pool_of<TimeZone>().create(zone, true);
  if (made == nullptr) throw std::bad_alloc();
  return made;
}

/// By the name that a program gives: none means the local zone. Null when there is no such zone.
Zone* zone_named(const char* name) {
  ZoneDatabase& database = ZoneDatabase::process();
  return name == nullptr || *name == '\0' ? database.expect("") : database.find(name);
}

}  // namespace

mama_status find_zone(mamaTimeZone handle, const char* function, Zone** zone) {
  if (handle == nullptr) {
    *zone = ZoneDatabase::process().utc();
    return MAMA_STATUS_OK;
  }
  QUOLL_TRY(check_zone(handle, function));
  *zone = zone_object(handle).zone.load(std::memory_order_acquire);
  return MAMA_STATUS_OK;
}

std::int64_t wall_seconds() noexcept {
  const auto since_epoch = Clock::process().wall_now().time_since_epoch();
  return std::chrono::floor<std::chrono::seconds>(since_epoch).count();
}

}  // namespace quoll::mama

using quoll::mama::check_own_zone;
using quoll::mama::check_zone;
using quoll::mama::guarded;
using quoll::mama::pool_of;
using quoll::mama::TimeZone;
using quoll::mama::Zone;
using quoll::mama::zone_object;
using quoll::mama::ZoneDatabase;
using quoll::mama::ZoneRules;
using quoll::mama::ZoneScanner;

#define CHECK_RESULT(pointer) QUOLL_CHECK_POINTER(pointer, MAMA_STATUS_INVALID_ARG)

// The zone is found before the static is made: what the log says about it calls foreign code.
#define QUOLL_DEFINE_ZONE_OF_PROCESS(Name, found)                          \
  mamaTimeZone mamaTimeZone_##Name(void) try {                             \
    Zone* const zone = ZoneDatabase::process().found;                      \
    static const mamaTimeZone handle = quoll::mama::make_of_process(zone); \
    return handle;                                                         \
  } catch (const std::bad_alloc&) {                                        \
    return nullptr; /* the next call tries again */                        \
  }
QUOLL_DEFINE_ZONE_OF_PROCESS(local, expect(""))
QUOLL_DEFINE_ZONE_OF_PROCESS(utc, utc())
QUOLL_DEFINE_ZONE_OF_PROCESS(usEastern, expect("US/Eastern"))
#undef QUOLL_DEFINE_ZONE_OF_PROCESS

mama_status mamaTimeZone_create(mamaTimeZone* timeZone) {
  CHECK_RESULT(timeZone);
  *timeZone = nullptr;
  return guarded([&] { return quoll::mama::make(timeZone, quoll::mama::zone_named(nullptr)); });
}

mama_status mamaTimeZone_createFromTz(mamaTimeZone* timeZone, const char* tzId) {
  CHECK_RESULT(timeZone);
  *timeZone = nullptr;
  return guarded([&]() -> mama_status {
    Zone* zone = quoll::mama::zone_named(tzId);
    return zone == nullptr ? MAMA_STATUS_NOT_FOUND : quoll::mama::make(timeZone, zone);
  });
}

mama_status mamaTimeZone_createCopy(mamaTimeZone* timeZone, const mamaTimeZone timeZoneCopy) {
  CHECK_RESULT(timeZone);
  *timeZone = nullptr;
  QUOLL_TRY(check_zone(timeZoneCopy, __func__));
  return guarded(
      [&] { return quoll::mama::make(timeZone, zone_object(timeZoneCopy).zone.load()); });
}

mama_status mamaTimeZone_destroy(mamaTimeZone timeZone) {
  QUOLL_TRY(check_own_zone(timeZone, __func__));
  return pool_of<TimeZone>().destroy(&zone_object(timeZone), __builtin_return_address(0))
             ? MAMA_STATUS_OK
             : MAMA_STATUS_INVALID_ARG;
}

mama_status mamaTimeZone_copy(mamaTimeZone timeZone, const mamaTimeZone timeZoneCopy) {
  QUOLL_TRY(check_own_zone(timeZone, __func__));
  QUOLL_TRY(check_zone(timeZoneCopy, __func__));
  zone_object(timeZone).zone.store(zone_object(timeZoneCopy).zone.load());
  return MAMA_STATUS_OK;
}

mama_status mamaTimeZone_set(mamaTimeZone timeZone, const char* tzId) {
  QUOLL_TRY(check_own_zone(timeZone, __func__));
  return guarded([&]() -> mama_status {
    Zone* zone = quoll::mama::zone_named(tzId);
    if (zone == nullptr) return MAMA_STATUS_NOT_FOUND;
    zone_object(timeZone).zone.store(zone);
    return MAMA_STATUS_OK;
  });
}

mama_status mamaTimeZone_clear(mamaTimeZone timeZone) {
  QUOLL_TRY(check_own_zone(timeZone, __func__));
  return mamaTimeZone_set(timeZone, nullptr);
}

mama_status mamaTimeZone_getTz(const mamaTimeZone timeZone, const char** result) {
  QUOLL_TRY(check_zone(timeZone, __func__));
  CHECK_RESULT(result);
  const Zone& zone = *zone_object(timeZone).zone.load();
  if (!zone.name().empty()) {
    *result = zone.name().c_str();
    return MAMA_STATUS_OK;
  }
  const ZoneRules* rules = zone.rules();
  if (rules == nullptr) return MAMA_STATUS_NOT_FOUND;
  *result = ZoneDatabase::process().keep(rules->at(quoll::mama::wall_seconds()).abbreviation);
  return MAMA_STATUS_OK;
}

mama_status mamaTimeZone_getOffset(const mamaTimeZone timeZone, mama_i32_t* result) {
  QUOLL_TRY(check_zone(timeZone, __func__));
  CHECK_RESULT(result);
  const ZoneRules* rules = zone_object(timeZone).zone.load()->rules();
  if (rules == nullptr) return MAMA_STATUS_NOT_FOUND;
  *result = rules->at(quoll::mama::wall_seconds()).offset_seconds;
  return MAMA_STATUS_OK;
}

mama_status mamaTimeZone_check(mamaTimeZone timeZone) {
  QUOLL_TRY(check_zone(timeZone, __func__));
  return zone_object(timeZone).zone.load()->reload() ? MAMA_STATUS_OK : MAMA_STATUS_NOT_FOUND;
}

void mamaTimeZone_setScanningInterval(mama_f64_t seconds) {
  ZoneScanner::process().set_interval(seconds);
}

void mamaTimeZone_cleanUp(void) { ZoneScanner::process().stop(); }
