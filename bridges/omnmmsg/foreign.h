/// Messages of other payloads, taken over field by field.
#pragma once

#include <mama/status.h>
#include <mama/types.h>

namespace quoll::omnm {

class Message;

/// Appends every field of the message, whatever its payload, by the public interface. Stops at the
/// first field that cannot be taken over: NOT_IMPLEMENTED for a type without counterpart.
mama_status copy_fields(mamaMsg source, Message* target);

}  // namespace quoll::omnm
