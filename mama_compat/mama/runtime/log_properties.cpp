// The properties that configure the log (docs/properties.md), applied at the first open. A key that
// is absent leaves the setting as it is.
#include <mama/log.h>

#include "common/text.h"
#include "runtime/lifecycle.h"
#include "runtime/log_text.h"
#include "runtime/property_store.h"

namespace quoll::mama {
namespace {

void apply_level() {
  const char* text = property_or_null("mama.logging.level");
  if (text == nullptr) return;
  MamaLogLevel level = mama_getLogLevel();
  if (mama_tryStringToLogLevel(text, &level) != 0) {
    mama_setLogLevel(level);
  } else {
    mama_log(MAMA_LOG_LEVEL_WARN, "property 'mama.logging.level': '%s' is no log level; ignored",
             text);
  }
}

void apply_policy() {
  const char* text = property_or_null("mama.logging.file.policy");
  if (text == nullptr) return;
  mamaLogFilePolicy policy = LOGFILE_UNBOUNDED;
  mama_tryStringToLogPolicy(text, &policy);
  mama_setLogFilePolicy(policy);
}

}  // namespace

void apply_log_properties() {
  if (property_or_null("mama.logging.milliseconds") != nullptr) {
    show_milliseconds(property_is_true("mama.logging.milliseconds"));
  }
  apply_level();
  apply_policy();
  if (const auto bytes = property_number("mama.logging.file.maxsize"); bytes && *bytes >= 0) {
    mama_setLogSize(static_cast<unsigned long>(*bytes));
  }
  if (const auto files = property_number("mama.logging.file.maxroll")) {
    mama_setNumLogFiles(static_cast<int>(*files));
  }
  if (property_or_null("mama.logging.file.append") != nullptr) {
    mama_setAppendToLogFile(property_is_true("mama.logging.file.append") ? 1 : 0);
  }
  if (const char* name = property_or_null("mama.logging.file.name")) {
    mama_logToFile(name, mama_getLogLevel());
  }
}

}  // namespace quoll::mama
