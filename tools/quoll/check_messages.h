/// The part of the middleware checks that is about messages.
#pragma once

#include "check.h"

namespace quoll::tool {

std::span<const Check> message_checks();

}  // namespace quoll::tool
