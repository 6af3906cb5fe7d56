// The last error of each thread. A thread-local variable: it exists as long as its thread, whether
// the runtime is open or not.
#include <mama/error.h>
#include <mama/mama.h>

#include <cctype>
#include <string>

namespace {

thread_local mamaError last_error = MAMA_ERROR_DEFAULT;

struct ErrorName {
  mamaError error;
  const char* name;
};
constexpr ErrorName kErrorNames[] = {{MAMA_ERROR_DEFAULT, "DEFAULT"},
                                     {MAMA_ERROR_NO_RESOLVER, "NO_RESOLVER"},
                                     {MAMA_ERROR_INITIAL_TIMEOUT, "INITIAL_TIMEOUT"},
                                     {MAMA_ERROR_RECAP_TIMEOUT, "RECAP_TIMEOUT"},
                                     {MAMA_ERROR_NOT_ENTITLED, "NOT_ENTITLED"}};

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

const char* mamaError_convertToString(mamaError error) {
  for (const auto& entry : kErrorNames) {
    if (entry.error == error) return entry.name;
  }
  return "UNKNOWN";
}

mamaError mamaError_convertFromString(const char* str) {
  if (str == nullptr) return MAMA_ERROR_UNKNOWN;
  const std::string text = str;
  for (const auto& entry : kErrorNames) {
    if (text == entry.name || text == lower_case(entry.name)) return entry.error;
  }
  return MAMA_ERROR_UNKNOWN;
}

void mama_setLastError(mamaError error) { last_error = error; }

mamaError mama_getLastErrorCode(void) { return last_error; }

const char* mama_getLastErrorText(void) { return mamaError_convertToString(last_error); }
