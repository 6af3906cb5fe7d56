#include "runtime/identity.h"

#include <mama/mama.h>
#include <pwd.h>
#include <unistd.h>
#include <wombat/port.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

#include "support/shim.h"

namespace quoll::mama {

ApplicationIdentity& ApplicationIdentity::instance() {
  static auto& identity = *new ApplicationIdentity;
  return identity;
}

void ApplicationIdentity::set_locked(Part part, const char* text) {
  if (text == nullptr) {
    slot(part) = nullptr;
    return;
  }
  auto known = std::find(texts_.begin(), texts_.end(), text);
  if (known == texts_.end()) known = texts_.insert(texts_.end(), text);
  slot(part) = known->c_str();
}

void ApplicationIdentity::set(Part part, const char* text) {
  MutexLock lock(mutex_);
  set_locked(part, text);
}

const char* ApplicationIdentity::get(Part part) const {
  MutexLock lock(mutex_);
  return part == Part::kName ? name_ : class_;
}

void ApplicationIdentity::fill_in_defaults() {
  MutexLock lock(mutex_);
  if (name_ == nullptr) set_locked(Part::kName, "MamaApplication");
  if (class_ == nullptr) set_locked(Part::kClass, "MamaApplications");
}

void ApplicationIdentity::clear() {
  MutexLock lock(mutex_);
  name_ = nullptr;
  class_ = nullptr;
  texts_.clear();
}

namespace {

std::string login_name() {
  std::vector<char> buffer(256);
  int error;
  while ((error = getlogin_r(buffer.data(), buffer.size())) == ERANGE && buffer.size() < 65536) {
    buffer.resize(buffer.size() * 2);
  }
  return error == 0 ? buffer.data() : "";
}

std::string account_name() {
  std::vector<char> buffer(1024);
  passwd entry{};
  passwd* found = nullptr;
  int error;
  while ((error = getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found)) == ERANGE &&
         buffer.size() < (1u << 20)) {
    buffer.resize(buffer.size() * 2);
  }
  return error == 0 && found != nullptr && entry.pw_name != nullptr ? entry.pw_name : "";
}

// Looked up once: the pointer that programs get stays valid.
const std::string& user_name() {
  static const auto& name = *new std::string([] {
    std::string login = login_name();
    return login.empty() ? account_name() : login;
  }());
  return name;
}

}  // namespace
}  // namespace quoll::mama

using quoll::mama::guarded;
using Identity = quoll::mama::ApplicationIdentity;

mama_status mama_setApplicationName(const char* applicationName) {
  return guarded([=] {
    Identity::instance().set(Identity::Part::kName, applicationName);
    return MAMA_STATUS_OK;
  });
}

mama_status mama_setApplicationClassName(const char* className) {
  return guarded([=] {
    Identity::instance().set(Identity::Part::kClass, className);
    return MAMA_STATUS_OK;
  });
}

mama_status mama_getApplicationName(const char** applicationName) {
  QUOLL_CHECK_POINTER(applicationName, MAMA_STATUS_NULL_ARG);
  *applicationName = Identity::instance().get(Identity::Part::kName);
  return MAMA_STATUS_OK;
}

mama_status mama_getApplicationClassName(const char** className) {
  QUOLL_CHECK_POINTER(className, MAMA_STATUS_NULL_ARG);
  *className = Identity::instance().get(Identity::Part::kClass);
  return MAMA_STATUS_OK;
}

mama_status mama_getUserName(const char** userName) {
  QUOLL_CHECK_POINTER(userName, MAMA_STATUS_NULL_ARG);
  return guarded([=] {
    *userName = quoll::mama::user_name().c_str();
    return MAMA_STATUS_OK;
  });
}

mama_status mama_getHostName(const char** hostName) {
  QUOLL_CHECK_POINTER(hostName, MAMA_STATUS_NULL_ARG);
  *hostName = getHostName();
  return MAMA_STATUS_OK;
}

mama_status mama_getIpAddress(const char** ipAddress) {
  QUOLL_CHECK_POINTER(ipAddress, MAMA_STATUS_NULL_ARG);
  *ipAddress = getIpAddress();
  return MAMA_STATUS_OK;
}
