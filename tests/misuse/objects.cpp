#include "misuse/objects.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <iterator>
#include <utility>

#include "misuse/all_headers.h"

namespace quoll::test::misuse {
namespace {

constexpr std::size_t kBufferBytes = 4096;
// A tested call may leave an object behind that holds the queue open; that is not waited for.
constexpr long kQueueWaitMs = 20;

void on_message(::mamaSubscription, ::mamaMsg, void*, void*) {}
void on_timer(::mamaTimer, void*) {}
void on_io(::mamaIo, mamaIoType, void*) {}
void on_inbox(::mamaMsg, void*) {}
void on_inbox_error(mama_status, void*) {}
// Stands for any callback: it looks at no argument, and its result is 0 as number and as pointer.
void* on_anything() { return nullptr; }

::mamaBridge loaded_bridge() {
  ::mamaBridge bridge = nullptr;
  mama_getMiddlewareBridge(&bridge, "loopback");
  return bridge;
}

// A va_list as it lies in memory on x86-64 and in the System V ABI, with nothing left in registers:
// what is read comes from the (zeroed) overflow area.
struct EmptyArguments {
  unsigned general_offset = 48;
  unsigned float_offset = 304;
  void* overflow_area = overflow;
  void* save_area = overflow;
  static inline char overflow[kBufferBytes];
};

}  // namespace

const char* name_of(State state) {
  constexpr const char* kNames[] = {"before load", "loaded", "opened", "closed"};
  return kNames[static_cast<int>(state)];
}

bool enter(State state) {
  unsigned count = 1;
  while (mama_closeCount(&count) == MAMA_STATUS_OK && count > 0) {
  }
  if (state == State::kBeforeLoad) return true;
  ::mamaBridge bridge = nullptr;
  if (mama_loadBridge(&bridge, "loopback") != MAMA_STATUS_OK) return false;
  if (state == State::kLoaded) return true;
  if (mama_open() != MAMA_STATUS_OK) return false;
  if (state == State::kClosed) return mama_close() == MAMA_STATUS_OK;
  return true;
}

Objects::~Objects() {
  while (!cleanups_.empty()) {
    const auto cleanup = std::move(cleanups_.back());
    cleanups_.pop_back();
    cleanup();
  }
}

void* Objects::keep(void* object, std::function<void()> destroy) {
  if (object != nullptr) cleanups_.push_back(std::move(destroy));
  return object;
}

void* Objects::queue() {
  if (queue_ == nullptr) queue_ = make(Kind::mamaQueue);
  return queue_;
}

void* Objects::transport() {
  if (transport_ == nullptr) transport_ = make(Kind::mamaTransport);
  return transport_;
}

void* Objects::make(Kind kind) {
  switch (kind) {
    case Kind::mamaBridge:
      return loaded_bridge();
    case Kind::mamaPayloadBridge: {
      ::mamaPayloadBridge payload = nullptr;
      mama_getPayloadBridge(&payload, "omnmmsg");
      return payload;
    }
    case Kind::mamaQueue: {
      ::mamaQueue queue = nullptr;
      mamaQueue_create(&queue, loaded_bridge());
      return keep(queue, [queue] { mamaQueue_destroyTimedWait(queue, kQueueWaitMs); });
    }
    case Kind::mamaDispatcher: {
      auto* queue = static_cast<::mamaQueue>(make(Kind::mamaQueue));
      ::mamaDispatcher dispatcher = nullptr;
      mamaDispatcher_create(&dispatcher, queue);
      return keep(dispatcher, [dispatcher] { mamaDispatcher_destroy(dispatcher); });
    }
    case Kind::mamaQueueGroup: {
      ::mamaQueueGroup group = nullptr;
      mamaQueueGroup_create(&group, 1, loaded_bridge());
      return keep(group, [group] { mamaQueueGroup_destroy(group); });
    }
    case Kind::mamaTimer: {
      ::mamaTimer timer = nullptr;
      mamaTimer_create(&timer, static_cast<::mamaQueue>(queue()), on_timer, 1000.0, nullptr);
      return keep(timer, [timer] { mamaTimer_destroy(timer); });
    }
    case Kind::mamaIo: {
      int ends[2] = {-1, -1};
      if (pipe2(ends, O_CLOEXEC) != 0) return nullptr;
      cleanups_.push_back([read = ends[0], write = ends[1]] {
        close(read);
        close(write);
      });
      ::mamaIo io = nullptr;
      mamaIo_create(&io, static_cast<::mamaQueue>(queue()), static_cast<uint32_t>(ends[0]), on_io,
                    MAMA_IO_READ, nullptr);
      return keep(io, [io] { mamaIo_destroy(io); });
    }
    case Kind::mamaInbox: {
      ::mamaInbox inbox = nullptr;
      mamaInbox_create(&inbox, static_cast<::mamaTransport>(transport()),
                       static_cast<::mamaQueue>(queue()), on_inbox, on_inbox_error, nullptr);
      return keep(inbox, [inbox] { mamaInbox_destroy(inbox); });
    }
    case Kind::mamaTransport: {
      ::mamaTransport transport = nullptr;
      if (loaded_bridge() == nullptr) return nullptr;
      mamaTransport_allocate(&transport);
      mamaTransport_create(transport, "misuse", loaded_bridge());
      return keep(transport, [transport] { mamaTransport_destroy(transport); });
    }
    case Kind::mamaPublisher: {
      ::mamaPublisher publisher = nullptr;
      mamaPublisher_create(&publisher, static_cast<::mamaTransport>(transport()), "misuse", nullptr,
                           nullptr);
      return keep(publisher, [publisher] { mamaPublisher_destroy(publisher); });
    }
    case Kind::mamaDQPublisher: {
      ::mamaDQPublisher publisher = nullptr;
      mamaDQPublisher_allocate(&publisher);
      mamaDQPublisher_create(publisher, static_cast<::mamaTransport>(transport()), "misuse");
      return keep(publisher, [publisher] { mamaDQPublisher_destroy(publisher); });
    }
    case Kind::mamaSubscription: {
      if (loaded_bridge() == nullptr) return nullptr;
      ::mamaSubscription subscription = nullptr;
      mamaMsgCallbacks callbacks{};
      callbacks.onMsg = on_message;
      mamaSubscription_allocate(&subscription);
      mamaSubscription_createBasic(subscription, static_cast<::mamaTransport>(transport()),
                                   static_cast<::mamaQueue>(queue()), &callbacks, "misuse",
                                   nullptr);
      return keep(subscription, [subscription] {
        mamaSubscription_destroy(subscription);
        mamaSubscription_deallocate(subscription);
      });
    }
    case Kind::mamaMsg: {
      ::mamaMsg message = nullptr;
      mamaMsg_create(&message);
      mamaMsg_addI32(message, "number", 1, 42);
      mamaMsg_addString(message, "text", 2, "quoll");
      return keep(message, [message] { mamaMsg_destroy(message); });
    }
    case Kind::mamaMsgField: {
      ::mamaMsgField field = nullptr;
      mamaMsg_getField(static_cast<::mamaMsg>(make(Kind::mamaMsg)), "number", 1, &field);
      return field;
    }
    case Kind::mamaMsgIterator: {
      auto* message = static_cast<::mamaMsg>(make(Kind::mamaMsg));
      ::mamaMsgIterator iterator = nullptr;
      mamaMsgIterator_create(&iterator, nullptr);
      mamaMsgIterator_associate(iterator, message);
      return keep(iterator, [iterator] { mamaMsgIterator_destroy(iterator); });
    }
    case Kind::mamaMsgReply: {
      ::mamaMsgReply reply = reply_handle();
      return keep(reply, [reply] { mamaMsg_destroyReplyHandle(reply); });
    }
    case Kind::mamaDateTime: {
      ::mamaDateTime time = nullptr;
      mamaDateTime_create(&time);
      mamaDateTime_setToNow(time);
      return keep(time, [time] { mamaDateTime_destroy(time); });
    }
    case Kind::mamaTimeZone: {
      ::mamaTimeZone zone = nullptr;
      mamaTimeZone_createFromTz(&zone, "UTC");
      return keep(zone, [zone] { mamaTimeZone_destroy(zone); });
    }
    case Kind::mamaPrice: {
      ::mamaPrice price = nullptr;
      mamaPrice_create(&price);
      mamaPrice_setValue(price, 12.5);
      return keep(price, [price] { mamaPrice_destroy(price); });
    }
    case Kind::mamaMsgQual: {
      ::mamaMsgQual qualifier = nullptr;
      mamaMsgQual_create(&qualifier);
      return keep(qualifier, [qualifier] { mamaMsgQual_destroy(qualifier); });
    }
    case Kind::mamaDictionary: {
      ::mamaDictionary dictionary = nullptr;
      mamaDictionary_create(&dictionary);
      return keep(dictionary, [dictionary] { mamaDictionary_destroy(dictionary); });
    }
    case Kind::mamaFieldDescriptor: {
      ::mamaFieldDescriptor descriptor = nullptr;
      mamaFieldDescriptor_create(&descriptor, 7, MAMA_FIELD_TYPE_I32, "field");
      return keep(descriptor, [descriptor] { mamaFieldDescriptor_destroy(descriptor); });
    }
    case Kind::mamaSource: {
      ::mamaSource source = nullptr;
      mamaSource_create(&source);
      return keep(source, [source] { mamaSource_destroy(source); });
    }
    case Kind::mamaSourceManager: {
      ::mamaSourceManager manager = nullptr;
      mamaSourceManager_create(&manager);
      return keep(manager, [manager] { mamaSourceManager_destroy(manager); });
    }
    case Kind::queueBridge: {
      void* native = nullptr;
      mamaQueue_getNativeHandle(static_cast<::mamaQueue>(queue()), &native);
      return native;
    }
    case Kind::msgBridge: {
      auto* message = static_cast<::mamaMsg>(make(Kind::mamaMsg));
      if (message == nullptr) return nullptr;
      ::msgBridge bridge = nullptr;
      baseBridgeMamaMsg_create(&bridge, message);
      return keep(bridge, [bridge] { baseBridgeMamaMsg_destroy(bridge, 0); });
    }
    case Kind::wombatQueue: {
      ::wombatQueue queue = nullptr;
      wombatQueue_allocate(&queue);
      wombatQueue_create(queue, 0, 0, 0);
      return keep(queue, [queue] { wombatQueue_destroy(queue); });
    }
    case Kind::wproperty_t: {
      ::wproperty_t properties = properties_Create();
      return keep(properties, [properties] { properties_Free(properties); });
    }
    case Kind::endpointPool_t: {
      ::endpointPool_t pool = nullptr;
      endpointPool_create(&pool, "misuse");
      return keep(pool, [pool] { endpointPool_destroy(pool); });
    }
    case Kind::mamaConnection: {
      ::mamaConnection connection = nullptr;
      mamaConnection_allocate(&connection, nullptr, "", 0, 0, 0, 0, 0, "", "", nullptr);
      return keep(connection, [connection] { mamaConnection_free(connection); });
    }
    case Kind::mamaServerConnection: {
      ::mamaServerConnection connection = nullptr;
      mamaServerConnection_allocate(&connection, "", 0, 0);
      return keep(connection, [connection] { mamaServerConnection_free(connection); });
    }
    case Kind::wtable_t: {
      ::wtable_t table = wtable_create("misuse", 10);
      return keep(table, [table] { wtable_destroy(table); });
    }
    default:
      return nullptr;
  }
}

// Asks a question and takes the reply handle out of it.
::mamaMsgReply Objects::reply_handle() {
  ::mamaMsgReply reply = nullptr;
  auto* asking = static_cast<::mamaQueue>(queue());
  auto* publisher = static_cast<::mamaPublisher>(make(Kind::mamaPublisher));
  auto* inbox = static_cast<::mamaInbox>(make(Kind::mamaInbox));
  auto* request = static_cast<::mamaMsg>(make(Kind::mamaMsg));
  mamaMsgCallbacks callbacks{};
  callbacks.onMsg = [](::mamaSubscription, ::mamaMsg message, void* closure, void*) {
    mamaMsg_getReplyHandle(message, static_cast<::mamaMsgReply*>(closure));
  };
  ::mamaSubscription subscription = nullptr;
  mamaSubscription_allocate(&subscription);
  if (mamaSubscription_createBasic(subscription, static_cast<::mamaTransport>(transport()), asking,
                                   &callbacks, "misuse", &reply) == MAMA_STATUS_OK &&
      mamaPublisher_sendFromInbox(publisher, inbox, request) == MAMA_STATUS_OK) {
    constexpr std::uint64_t kLimitMs = 100;
    mamaQueue_timedDispatch(asking, kLimitMs);
  }
  destroy(Kind::mamaSubscription, subscription);
  return reply;
}

bool destroy(Kind kind, void* object) {
  switch (kind) {
    case Kind::endpointPool_t:
      return endpointPool_destroy(object) == MAMA_STATUS_OK;
    case Kind::mamaConnection:
      return mamaConnection_free(static_cast<::mamaConnection>(object)) == MAMA_STATUS_OK;
    case Kind::mamaServerConnection:
      return mamaServerConnection_free(static_cast<::mamaServerConnection>(object)) ==
             MAMA_STATUS_OK;
    case Kind::mamaQueue:
      return mamaQueue_destroyTimedWait(static_cast<::mamaQueue>(object), kQueueWaitMs) ==
             MAMA_STATUS_OK;
    case Kind::mamaDispatcher:
      return mamaDispatcher_destroy(static_cast<::mamaDispatcher>(object)) == MAMA_STATUS_OK;
    case Kind::mamaQueueGroup:
      return mamaQueueGroup_destroy(static_cast<::mamaQueueGroup>(object)) == MAMA_STATUS_OK;
    case Kind::mamaTimer:
      return mamaTimer_destroy(static_cast<::mamaTimer>(object)) == MAMA_STATUS_OK;
    case Kind::mamaIo:
      return mamaIo_destroy(static_cast<::mamaIo>(object)) == MAMA_STATUS_OK;
    case Kind::mamaInbox:
      return mamaInbox_destroy(static_cast<::mamaInbox>(object)) == MAMA_STATUS_OK;
    case Kind::mamaTransport:
      return mamaTransport_destroy(static_cast<::mamaTransport>(object)) == MAMA_STATUS_OK;
    case Kind::mamaPublisher:
      return mamaPublisher_destroy(static_cast<::mamaPublisher>(object)) == MAMA_STATUS_OK;
    case Kind::mamaDQPublisher:
      mamaDQPublisher_destroy(static_cast<::mamaDQPublisher>(object));
      return true;
    case Kind::mamaSubscription:
      return mamaSubscription_destroy(static_cast<::mamaSubscription>(object)) == MAMA_STATUS_OK &&
             mamaSubscription_deallocate(static_cast<::mamaSubscription>(object)) == MAMA_STATUS_OK;
    case Kind::mamaMsg:
      return mamaMsg_destroy(static_cast<::mamaMsg>(object)) == MAMA_STATUS_OK;
    case Kind::mamaMsgReply:
      return mamaMsg_destroyReplyHandle(static_cast<::mamaMsgReply>(object)) == MAMA_STATUS_OK;
    case Kind::mamaMsgIterator:
      return mamaMsgIterator_destroy(static_cast<::mamaMsgIterator>(object)) == MAMA_STATUS_OK;
    case Kind::mamaDateTime:
      return mamaDateTime_destroy(object) == MAMA_STATUS_OK;
    case Kind::mamaTimeZone:
      return mamaTimeZone_destroy(object) == MAMA_STATUS_OK;
    case Kind::mamaPrice:
      return mamaPrice_destroy(object) == MAMA_STATUS_OK;
    case Kind::mamaMsgQual:
      return mamaMsgQual_destroy(static_cast<::mamaMsgQual>(object)) == MAMA_STATUS_OK;
    case Kind::mamaDictionary:
      return mamaDictionary_destroy(static_cast<::mamaDictionary>(object)) == MAMA_STATUS_OK;
    case Kind::mamaFieldDescriptor:
      return mamaFieldDescriptor_destroy(static_cast<::mamaFieldDescriptor>(object)) ==
             MAMA_STATUS_OK;
    case Kind::mamaSource:
      return mamaSource_destroy(static_cast<::mamaSource>(object)) == MAMA_STATUS_OK;
    case Kind::mamaSourceManager:
      return mamaSourceManager_destroy(static_cast<::mamaSourceManager>(object)) == MAMA_STATUS_OK;
    default:
      return false;
  }
}

void* Objects::make_destroyed(Kind kind) {
  if (kind == Kind::mamaMsgField) {
    // What make() gives belongs to a message.
    ::mamaMsgField field = nullptr;
    mamaMsgField_create(&field);
    return mamaMsgField_destroy(field) == MAMA_STATUS_OK ? field : nullptr;
  }
  void* object = make(kind);
  if (object == nullptr || !destroy(kind, object)) return nullptr;
  // A timer lives until its queue has delivered the end.
  if (kind == Kind::mamaTimer) mamaQueue_dispatchEvent(static_cast<::mamaQueue>(queue()));
  return object;
}

Value Objects::value(Kind kind) {
  static char text[] = "misuse";
  Value value;
  switch (kind) {
    case Kind::kNumber:
      value.number = 1;
      break;
    case Kind::kText:
      value.pointer = text;
      break;
    case Kind::kBuffer: {
      void* buffer = std::calloc(1, kBufferBytes);
      value.pointer = keep(buffer, [buffer] { std::free(buffer); });
      break;
    }
    case Kind::kFunction:
      value.pointer = reinterpret_cast<void*>(&on_anything);
      break;
    case Kind::kVariadic: {
      auto* arguments = new EmptyArguments;
      value.pointer = keep(arguments, [arguments] { delete arguments; });
      break;
    }
    case Kind::kNothing:
      break;
    default:
      value.pointer = make(kind);
  }
  return value;
}

}  // namespace quoll::test::misuse
