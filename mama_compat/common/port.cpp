// The functions of wombat/port.h that are not just other names for what the system has.
#include <ifaddrs.h>
#include <net/if.h>
#include <wombat/port.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

namespace {

struct AddressListDeleter {
  void operator()(addrinfo* list) const noexcept { freeaddrinfo(list); }
};
struct InterfaceListDeleter {
  void operator()(ifaddrs* list) const noexcept { freeifaddrs(list); }
};

in_addr address_in(const sockaddr* address) noexcept {
  sockaddr_in ipv4{};
  std::memcpy(&ipv4, address, sizeof ipv4);
  return ipv4.sin_addr;
}

std::optional<in_addr> first_address_of(const char* name) {
  addrinfo hints{};
  hints.ai_family = AF_INET;
  addrinfo* list = nullptr;
  if (getaddrinfo(name, nullptr, &hints, &list) != 0 || list == nullptr) return std::nullopt;
  const std::unique_ptr<addrinfo, AddressListDeleter> owner(list);
  return address_in(list->ai_addr);
}

std::string node_name() {
  utsname names{};
  return uname(&names) == 0 ? names.nodename : "";
}

std::string node_address() {
  const auto address = first_address_of(getHostName());
  char text[INET_ADDRSTRLEN];
  if (!address || inet_ntop(AF_INET, &*address, text, sizeof text) == nullptr) {
    return "not determined";
  }
  return text;
}

// The name of a network (/etc/networks), else an address in any of its written forms, else a host.
std::optional<in_addr> address_of(const char* text) {
  in_addr address{};
  if (inet_aton(text, &address) != 0) return address;
  netent result{};
  netent* network = nullptr;
  char buffer[2048];
  int error = 0;
  if (getnetbyname_r(text, &result, buffer, sizeof buffer, &network, &error) == 0 &&
      network != nullptr && network->n_addrtype == AF_INET) {
    return inet_makeaddr(network->n_net, 0);
  }
  return first_address_of(text);
}

in_addr with_value(in_addr_t value) noexcept {
  in_addr address{};
  address.s_addr = value;
  return address;
}

}  // namespace

int wsem_timedwait(sem_t* sem, unsigned int ts) {
  if (sem == nullptr) {
    errno = EINVAL;
    return -1;
  }
  if (ts == 0) return sem_trywait(sem);
  timespec deadline{};
  if (clock_gettime(CLOCK_MONOTONIC, &deadline) != 0) return -1;
  deadline.tv_sec += static_cast<time_t>(ts / 1000);
  deadline.tv_nsec += static_cast<long>(ts % 1000) * 1'000'000;
  if (deadline.tv_nsec >= 1'000'000'000) {
    deadline.tv_nsec -= 1'000'000'000;
    ++deadline.tv_sec;
  }
  // Not sem_timedwait(): its deadline moves with steps of the wall clock.
  return sem_clockwait(sem, CLOCK_MONOTONIC, &deadline);
}

// Both are looked up once and kept for ever: programs hold on to the pointers. Without memory there
// is no answer yet.
const char* getHostName(void) try {
  static const auto& name = *new std::string(node_name());
  return name.c_str();
} catch (const std::bad_alloc&) {
  return "";
}

const char* getIpAddress(void) try {
  static const auto& address = *new std::string(node_address());
  return address.c_str();
} catch (const std::bad_alloc&) {
  return "";
}

struct in_addr wresolve_ip(const char* arg) {
  if (arg == nullptr || *arg == '\0') return with_value(INADDR_ANY);
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return with_value(INADDR_NONE);
  const std::unique_ptr<ifaddrs, InterfaceListDeleter> owner(list);
  const auto wanted = address_of(arg);
  for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
    if (entry->ifa_addr == nullptr || entry->ifa_addr->sa_family != AF_INET) continue;
    const in_addr address = address_in(entry->ifa_addr);
    if (std::strcmp(entry->ifa_name, arg) == 0) return address;
    if (!wanted) continue;
    if (address.s_addr == wanted->s_addr) return address;
    const in_addr_t mask =
        entry->ifa_netmask != nullptr ? address_in(entry->ifa_netmask).s_addr : INADDR_NONE;
    if ((address.s_addr & mask) == wanted->s_addr) return address;
  }
  return with_value(INADDR_NONE);
}
