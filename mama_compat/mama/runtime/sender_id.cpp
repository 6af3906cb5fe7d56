/// mama/senderId.h: who sends; the address of this machine above, the number of the process below.
#include <arpa/inet.h>
#include <mama/mama.h>
#include <mama/senderId.h>
#include <netdb.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <optional>

#include "quoll/mutex.h"

namespace {

using quoll::Mutex;
using quoll::MutexLock;

constexpr int kAddressShift = 32;

Mutex self_mutex;
std::optional<std::uint64_t> self QUOLL_GUARDED_BY(self_mutex);

/// In network order; all ones when the host has none, 0 when its name is unknown.
std::uint32_t address_of_host() {
  const char* host = nullptr;
  if (mama_getHostName(&host) != MAMA_STATUS_OK || host == nullptr || *host == '\0') return 0;
  addrinfo hints{};
  hints.ai_family = AF_INET;
  addrinfo* list = nullptr;
  if (getaddrinfo(host, nullptr, &hints, &list) != 0 || list == nullptr) return INADDR_NONE;
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(list, freeaddrinfo);
  sockaddr_in address{};
  std::memcpy(&address, list->ai_addr, sizeof address);
  return address.sin_addr.s_addr;
}

}  // namespace

uint64_t mamaSenderId_getSelf(void) {
  {
    MutexLock lock(self_mutex);
    if (self) return *self;
  }
  // Outside the lock: asking for the host's address may take its time.
  const std::uint64_t computed =
      (std::uint64_t{address_of_host()} << kAddressShift) + static_cast<std::uint32_t>(getpid());
  MutexLock lock(self_mutex);
  if (!self) self = computed;
  return *self;
}

void mamaSenderId_setSelf(uint64_t id) {
  MutexLock lock(self_mutex);
  self = id;
}

void mamaSenderId_getIpAddr(uint64_t senderId, char* buffer, size_t maxLen) {
  if (buffer == nullptr || maxLen == 0) return;
  in_addr address{};
  address.s_addr = static_cast<in_addr_t>(senderId >> kAddressShift);
  char text[INET_ADDRSTRLEN] = {};
  inet_ntop(AF_INET, &address, text, sizeof text);
  std::strncpy(buffer, text, maxLen - 1);
  buffer[maxLen - 1] = '\0';
}

void mamaSenderId_getPid(uint64_t senderId, uint16_t* result) {
  if (result != nullptr) *result = static_cast<std::uint16_t>(senderId);
}

void mamaSenderId_getPid64(uint64_t senderId, uint32_t* result) {
  if (result != nullptr) *result = static_cast<std::uint32_t>(senderId);
}
