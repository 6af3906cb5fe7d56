#include "transport/data_quality_settings.h"

#include <mama/log.h>
#include <mama/mama.h>
#include <wombat/property.h>

#include <string_view>

namespace quoll::mama {
namespace {

bool says(const std::string& key, std::string_view value) {
  const char* const text = mama_getProperty(key.c_str());
  return text != nullptr && text == value;
}

bool is_true(const std::string& key) {
  return properties_GetPropertyValueAsBoolean(mama_getProperty(key.c_str())) != 0;
}

/// The key for the whole middleware beats that of the transport, unlike all others.
bool is_enabled(const DataQualitySettings::Keys& keys) {
  for (const std::string& key : {keys.middleware + "dq_enabled", keys.specific + "dq_enabled"}) {
    if (mama_getProperty(key.c_str()) != nullptr) return is_true(key);
  }
  return true;
}

/// There is the built-in one alone, so a transport that asks for another gets that.
void check_plugin(const std::string& key) {
  const char* const name = mama_getProperty(key.c_str());
  if (name == nullptr || std::string_view(name) == "dqstrategy") return;
  mama_log(MAMA_LOG_LEVEL_ERROR,
           "property %s: there is no data quality '%s'; the built-in 'dqstrategy' is used",
           key.c_str(), name);
}

}  // namespace

DataQualitySettings DataQualitySettings::read(const Keys& keys) {
  DataQualitySettings settings;
  settings.enabled = is_enabled(keys);
  if (settings.enabled) check_plugin(keys.specific + "dq_plugin");
  if (says(keys.general + "preinitialstrategy", "initial")) {
    settings.pre_initial = PRE_INITIAL_SCHEME_ON_INITIAL;
  }
  if (says(keys.general + "dqstrategy", "ignoredups")) {
    settings.duplicates = DQ_SCHEME_INGORE_DUPS;
  }
  if (says(keys.general + "ftstrategy", "waitforrecap")) {
    settings.takeover = DQ_FT_WAIT_FOR_RECAP;
  }
  settings.caches_before_recap = is_true(keys.specific + "prerecapcache.enable");
  return settings;
}

}  // namespace quoll::mama
