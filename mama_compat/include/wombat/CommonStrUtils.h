/* Quoll: wombat/CommonStrUtils.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Texts for C++ programs (common 14).
 */
#ifndef QUOLL_WOMBAT_COMMONSTRUTILS_H_
#define QUOLL_WOMBAT_COMMONSTRUTILS_H_

#include <wombat/wConfig.h>

#include <string>
#include <vector>

namespace Wombat {

class COMMONExpDLL CommonStrUtils {
 public:
  /** Remove these characters from both ends, or from one; return the argument. */
  static std::string& trim(std::string& str, const char* charsToTrim = " \t\n\r\f\v");
  static std::string& ltrim(std::string& str, const char* charsToTrim = " \t\n\r\f\v");
  static std::string& rtrim(std::string& str, const char* charsToTrim = " \t\n\r\f\v");

  /**
   * The parts of a text, trimmed; there is always at least one.
   * @param input  the text
   * @param delim  what stands between them, as a whole; empty for one part
   */
  static std::vector<std::string> split(const std::string& input, const std::string& delim);
};

}  // namespace Wombat

#endif /* QUOLL_WOMBAT_COMMONSTRUTILS_H_ */
