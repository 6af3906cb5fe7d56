/// What stands for the callbacks that the application left out.
#pragma once

#include <mama/subscription.h>

namespace quoll::mama {

/// `given` with every NULL entry but onMsg replaced by a function that logs.
mamaMsgCallbacks with_default_callbacks(const mamaMsgCallbacks& given);
/// The normal table that goes with a wildcard table: onCreate, onError and onDestroy only.
mamaMsgCallbacks with_default_callbacks(const mamaWildCardMsgCallbacks& given);

}  // namespace quoll::mama
