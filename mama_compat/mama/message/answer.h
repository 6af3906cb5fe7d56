/// What the answer of a source says.
#pragma once

#include <mama/msg.h>
#include <mama/msgstatus.h>
#include <mama/msgtype.h>
#include <mama/status.h>

namespace quoll::mama {

/// What the application is told of a status, or a type, that brings no data and that nothing
/// follows; OK for the others.
mama_status failure_of(mamaMsgStatus status) noexcept;
mama_status failure_of(mamaMsgType type) noexcept;

/// False for a part of several that is not the last one.
bool completes_the_answer(mamaMsg message);

}  // namespace quoll::mama
