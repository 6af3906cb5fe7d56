#include "conflation.h"

#include <mama/integration/msg.h>

#include <utility>

namespace quoll::loopback {

Interception::~Interception() {
  if (message_ != nullptr) mamaMsg_destroy(message_);
}

void Interception::process(const std::string& topic, std::string_view bytes) {
  {
    MutexLock lock(mutex_);
    items_.push_back({topic, std::string(bytes)});
    if (std::exchange(is_processing_, true)) return;
  }
  for (;;) {
    Item item;
    {
      MutexLock lock(mutex_);
      if (items_.empty()) {
        is_processing_ = false;
        return;
      }
      item = std::move(items_.front());
      items_.pop_front();
    }
    try {
      Gate::Frame inside(gate_);
      if (inside) call(item);
    } catch (...) {
      MutexLock lock(mutex_);
      is_processing_ = false;
      throw;
    }
  }
}

void Interception::call(const Item& item) {
  if (message_ == nullptr && mamaMsg_create(&message_) != MAMA_STATUS_OK) return;
  const auto size = static_cast<std::uint32_t>(item.bytes.size());
  if (mamaMsgImpl_setMsgBuffer(message_, item.bytes.data(), size, '\0') != MAMA_STATUS_OK) return;
  process_(manager_, message_, item.topic.c_str());
}

}  // namespace quoll::loopback
