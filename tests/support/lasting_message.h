/// Messages that outlive mama_close.
#pragma once

#include <gtest/gtest.h>
#include <mama/mama.h>
#include <mama/msg.h>
#include <payloadbridge.h>

namespace quoll::test {

/// A message of the default payload that can still be destroyed when MAMA is closed, by a table
/// that MAMA does not know and so does not end. To be called while MAMA is open.
inline mamaMsg make_lasting_message() {
  static const mamaPayloadBridgeImpl_ table = [] {
    mamaPayloadBridge payload = nullptr;
    EXPECT_EQ(mama_getPayloadBridge(&payload, "omnmmsg"), MAMA_STATUS_OK);
    return *payload;
  }();
  mamaMsg message = nullptr;
  EXPECT_EQ(mamaMsg_createForPayloadBridge(&message, const_cast<mamaPayloadBridge>(&table)),
            MAMA_STATUS_OK);
  return message;
}

}  // namespace quoll::test
