/// The object behind mamaMsgReply.
#pragma once

#include <mama/types.h>

#include "runtime/known_bridge.h"

/// The bridge's reply handle and the bridge that it belongs to. Owned by the application; may
/// outlive the message that it came from.
struct mamaMsgReplyImpl_ {
  quoll::mama::KnownBridge bridge;
  void* handle = nullptr;
};
