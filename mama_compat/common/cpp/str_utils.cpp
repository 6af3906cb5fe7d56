// The C++ class of wombat/CommonStrUtils.h.
#include <wombat/CommonStrUtils.h>

namespace Wombat {

std::string& CommonStrUtils::trim(std::string& str, const char* charsToTrim) {
  return ltrim(rtrim(str, charsToTrim), charsToTrim);
}

std::string& CommonStrUtils::ltrim(std::string& str, const char* charsToTrim) {
  return str.erase(0, str.find_first_not_of(charsToTrim));
}

std::string& CommonStrUtils::rtrim(std::string& str, const char* charsToTrim) {
  return str.erase(str.find_last_not_of(charsToTrim) + 1);
}

std::vector<std::string> CommonStrUtils::split(const std::string& input, const std::string& delim) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  while (true) {
    const std::size_t end = delim.empty() ? std::string::npos : input.find(delim, start);
    std::string part = input.substr(start, end == std::string::npos ? end : end - start);
    parts.push_back(trim(part));
    if (end == std::string::npos) return parts;
    start = end + delim.size();
  }
}

}  // namespace Wombat
