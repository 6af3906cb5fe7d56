/// Every public call as data, so that tests can go through all of them. The table is generated from
/// the facts about the interface; what our libraries do not export (yet) has no address.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace quoll::test::misuse {

/// What a test hands to an argument. Handle kinds are named after their type.
enum class Kind {
  kNumber,    ///< a scalar, an enumerator, or a structure by value (given as zeros)
  kText,      ///< a string that is read
  kBuffer,    ///< anything else that is pointed to: 4 KiB of zeros
  kFunction,  ///< a callback
  kVariadic,  ///< a va_list
  kNothing,   ///< a pointer of which tests have no valid one: always NULL
  // Handles.
  mamaBridge,
  mamaPayloadBridge,
  mamaQueue,
  mamaDispatcher,
  mamaQueueGroup,
  mamaTimer,
  mamaIo,
  mamaInbox,
  mamaTransport,
  mamaPublisher,
  mamaSubscription,
  mamaMsg,
  mamaMsgField,
  mamaMsgIterator,
  mamaMsgReply,
  mamaDateTime,
  mamaTimeZone,
  mamaPrice,
  mamaMsgQual,
  mamaDictionary,
  mamaFieldDescriptor,
  mamaSource,
  mamaSourceManager,
  queueBridge,
  msgBridge,
  timerBridge,
  ioBridge,
  inboxBridge,
  wombatQueue,
  wproperty_t,
  wtable_t,
  wList,
  wIterator,
  wLock,
  endpointPool_t,
  mamaConnection,
  mamaServerConnection,
  mamaDQPublisher,
};

inline bool is_handle(Kind kind) { return kind >= Kind::mamaBridge; }
inline bool is_pointer(Kind kind) { return kind != Kind::kNumber; }

/// One argument: the pointer for pointer kinds, the number for kNumber.
struct Value {
  void* pointer = nullptr;
  int number = 0;
};

/// What a call gave back.
struct Answer {
  bool is_status = false;  ///< mama_status or one of the common library's status types
  long long value = 0;     ///< of integers and pointers; 0 for void, structures and floats
};

struct Call {
  const char* name;
  const char* returns;
  std::vector<Kind> arguments;
  Answer (*invoke)(void* function, const Value* values);
  void* function;  ///< null when no library exports it
};

std::span<const Call> all_calls();
const Call* find_call(const char* name);

}  // namespace quoll::test::misuse
