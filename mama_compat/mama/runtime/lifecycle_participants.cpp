#include "runtime/lifecycle_participants.h"

#include <vector>

namespace quoll::mama {

// Written by constructors while the library is being loaded, read only afterwards.
constinit const LifecycleParticipant* LifecycleParticipant::first_ = nullptr;

LifecycleParticipant::LifecycleParticipant(const char* name, Action on_open,
                                           Action on_close) noexcept
    : name_(name), on_open_(on_open), on_close_(on_close), next_(first_) {
  first_ = this;
}

void LifecycleParticipant::open_all() {
  std::vector<const LifecycleParticipant*> in_order;
  for (const auto* p = first_; p != nullptr; p = p->next_) in_order.insert(in_order.begin(), p);
  for (const auto* p : in_order) p->on_open_();
}

void LifecycleParticipant::close_all() {
  for (const auto* p = first_; p != nullptr; p = p->next_) p->on_close_();
}

}  // namespace quoll::mama
