/// A payload together with the bridge that made it.
#pragma once

#include <mama/integration/types.h>
#include <mama/status.h>
#include <payloadbridge.h>

#include <cstdint>
#include <vector>

#include "quoll/handle_pool.h"
#include "runtime/bridge_registry.h"

namespace quoll::mama {

/// Names a payload; owns nothing by itself. Always used and destroyed through the bridge that made
/// it.
struct Payload {
  mamaPayloadBridge bridge = nullptr;
  msgPayload payload = nullptr;
  char id = '\0';
  /// Which of the bridges that lived at the address it is. 0: it was given by the application and
  /// never loaded, so it cannot be unloaded either.
  std::uint64_t generation = 0;

  /// The record of a bridge, without payload.
  static Payload of(mamaPayloadBridge bridge);
  static Payload of(mamaPayloadBridge bridge, char id);

  /// The record for a sub-message of that message.
  static Payload like(mamaMsg message, mamaPayloadBridge bridge);

  /// False after the final close has taken the payload's table away, unless that is kept. Cheap:
  /// asked in every call.
  bool table_alive() const noexcept {
    if (generation == 0) return true;
    const auto* loaded = reinterpret_cast<const PayloadBridge*>(bridge);
    return HandlePool<PayloadBridge>::is_live(loaded) && loaded->generation == generation;
  }
  /// Whether the other one comes from the same library, loaded by the same load.
  bool same_bridge(const Payload& other) const noexcept {
    return bridge == other.bridge && generation == other.generation;
  }
  /// Destroys the payload. One whose bridge is gone is leaked, with a warning.
  void destroy();
};

/// Wrappers around payloads that belong to another payload: the sub-messages of a message or field.
/// Owned by that message or field; the wrappers are reused for the next sub-messages. Not
/// thread-safe.
class NestedMessages {
 public:
  NestedMessages() = default;
  NestedMessages(const NestedMessages&) = delete;
  NestedMessages& operator=(const NestedMessages&) = delete;
  ~NestedMessages() { drop(); }

  /// One more, which keeps its handle until drop().
  mama_status add(const Payload& payload, mamaMsg* message);
  /// One for each payload instead of those there were; handles of former ones are used again.
  mama_status assign(const Payload& like, const msgPayload* payloads, mama_size_t count);
  /// The one wrapper of this list, now around that payload.
  mama_status show(const Payload& payload, mamaMsg* message);
  void drop();

  bool empty() const noexcept { return messages_.empty(); }
  const mamaMsg* data() const noexcept { return messages_.data(); }

 private:
  std::vector<mamaMsg> messages_;
};

}  // namespace quoll::mama
