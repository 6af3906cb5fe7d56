#include "model.h"

#include <mama/datetime.h>
#include <mama/log.h>
#include <mama/mama.h>
#include <mama/price.h>

namespace fuzz {

namespace {

const Field* find_in(const std::vector<Field>& fields, const char* name, mama_fid_t fid) {
  if (fid != 0) {
    for (const Field& field : fields) {
      if (field.fid == fid) return &field;
    }
  }
  if (name == nullptr || *name == '\0') return nullptr;
  for (const Field& field : fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

}  // namespace

const Field* Model::find(const char* name, mama_fid_t fid) const {
  return find_in(fields, name, fid);
}

Field* Model::find(const char* name, mama_fid_t fid) {
  return const_cast<Field*>(find_in(fields, name, fid));
}

void Model::add(const char* name, mama_fid_t fid, Value value) {
  fields.push_back({name == nullptr ? "" : name, fid, std::move(value)});
}

void Model::update(const char* name, mama_fid_t fid, Value value) {
  if (Field* field = find(name, fid)) {
    field->value = std::move(value);
  } else {
    add(name, fid, std::move(value));
  }
}

void Model::apply(const Model& source) {
  const Model copy = source;  // it may be this one
  for (const Field& field : copy.fields) {
    if (field.fid == 0 && field.name.empty()) continue;
    update(field.name.c_str(), field.fid, field.value);
  }
}

std::size_t Model::size() const {
  std::size_t sum = 8;
  for (const Field& field : fields) {
    sum += 8 + field.name.size();
    for (const std::string& element : field.value.elements) sum += element.size() + 1;
    for (const Model& message : field.value.messages) sum += message.size();
  }
  return sum;
}

std::optional<mama_status> key_status(const char* name, mama_fid_t fid) {
  if (fid != 0) return std::nullopt;
  if (name == nullptr) return MAMA_STATUS_NULL_ARG;
  if (*name == '\0') return MAMA_STATUS_INVALID_ARG;
  return std::nullopt;
}

std::string image_of_time(mamaDateTime time) {
  mama_i64_t seconds = 0;
  mama_u32_t nanoseconds = 0;
  mamaDateTimePrecision precision = MAMA_DATE_TIME_PREC_UNKNOWN;
  mamaDateTimeHints hints = 0;
  FUZZ_CHECK(mamaDateTime_getEpochTimeExt(time, &seconds, &nanoseconds) == MAMA_STATUS_OK);
  FUZZ_CHECK(mamaDateTime_getPrecision(time, &precision) == MAMA_STATUS_OK);
  FUZZ_CHECK(mamaDateTime_getHints(time, &hints) == MAMA_STATUS_OK);
  return image(seconds) + image(nanoseconds) + image(precision) + image(hints);
}

std::string image_of_price(mamaPrice price) {
  double value = 0;
  mamaPriceHints hints = 0;
  FUZZ_CHECK(mamaPrice_getValue(price, &value) == MAMA_STATUS_OK);
  FUZZ_CHECK(mamaPrice_getHints(price, &hints) == MAMA_STATUS_OK);
  return image(value) + image(hints);
}

void set_up_messages() {
  static const bool done = [] {
    mama_setLogLevel(MAMA_LOG_LEVEL_OFF);  // bad messages are worth a status each, not a line
    mamaPayloadBridge bridge = nullptr;
    FUZZ_CHECK(mama_loadPayloadBridge(&bridge, "omnmmsg") == MAMA_STATUS_OK);
    return true;
  }();
  (void)done;
}

}  // namespace fuzz
