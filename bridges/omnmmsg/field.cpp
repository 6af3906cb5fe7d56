#include "field.h"

#include "message.h"
#include "vector_views.h"

namespace quoll::omnm {

Field::Field() noexcept = default;
Field::~Field() = default;

const FieldEntry* Field::entry() const {
  return message_ == nullptr ? nullptr : message_->entry_at(ordinal_);
}

VectorViews& Field::views() {
  if (views_ == nullptr) views_ = std::make_unique<VectorViews>();
  return *views_;
}

Message& Field::child() {
  if (child_ == nullptr) child_ = std::make_unique<Message>();
  return *child_;
}

}  // namespace quoll::omnm
