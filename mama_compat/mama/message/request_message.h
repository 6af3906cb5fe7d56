/// Requests to publishers, as messages.
#pragma once

#include <mama/msg.h>
#include <mama/subscmsgtype.h>
#include <mama/subscriptiontype.h>

namespace quoll::mama {

/// Whose a request is.
struct Requester {
  mamaBridge bridge;  ///< may be null
  const char* root;   ///< may be null, as the source; then the subject is source and symbol
  const char* source;
  const char* symbol;
  mamaSubscriptionType type;
  mama_u8_t app_data_type;
};

/// A request of the default payload, for mamaMsg_destroy; of nobody in particular for a null
/// requester.
mama_status create_request(const Requester* requester, mamaSubscMsgType kind, mamaMsg* msg);

}  // namespace quoll::mama
