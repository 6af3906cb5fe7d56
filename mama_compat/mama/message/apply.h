/// mamaMsg_applyMsg between messages of different payloads.
#pragma once

#include <mama/status.h>
#include <mama/types.h>

namespace quoll::mama {

/// Updates `dest` with every field of `src`, in order, by the functions of both payloads. A field
/// that cannot be read or written is left out, which is logged. `dest` and `src` are live, have
/// payloads of different kinds, and `dest` may be changed.
mama_status apply_fields(mamaMsg dest, mamaMsg src);

}  // namespace quoll::mama
