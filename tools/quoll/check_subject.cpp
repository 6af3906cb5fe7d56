#include "check_subject.h"

#include <fmt/format.h>
#include <mama/integration/subscription.h>
#include <mama/timer.h>

#include <algorithm>
#include <chrono>
#include <map>

namespace quoll::tool {
namespace {

constexpr mama_fid_t kNumberFid = 100;
constexpr auto kLimit = std::chrono::seconds(5);
constexpr auto kWhile = std::chrono::milliseconds(100);

/// What the bridge has reported, and the functions that stood where we stand.
struct Interposed {
  std::mutex mutex;
  std::map<const void*, int> reports;
  std::atomic<bool> holds_subscriptions{false};
  mamaBridgeImpl_ original{};
  std::atomic<void(MAMACALLTYPE*)(mamaSubscription, void*)> on_subscription{nullptr};
  std::atomic<mamaTimerCb> on_timer{nullptr};
  std::atomic<mamaInboxDestroyCallback> on_inbox{nullptr};

  static Interposed& instance() {
    static auto& only = *new Interposed;
    return only;
  }
  void begin_life(const void* object) {
    const std::lock_guard guard(mutex);
    reports.erase(object);
  }
  /// True for the first report of its life.
  bool note(const void* object) {
    const std::lock_guard guard(mutex);
    return ++reports[object] == 1;
  }
};

void MAMACALLTYPE subscription_report(mamaSubscription subscription, void* closure) {
  Interposed& here = Interposed::instance();
  if (here.note(subscription) && !here.holds_subscriptions) {
    here.on_subscription.load()(subscription, closure);
  }
}

void MAMACALLTYPE timer_report(mamaTimer timer, void* closure) {
  Interposed& here = Interposed::instance();
  if (here.note(timer)) here.on_timer.load()(timer, closure);
}

void MAMACALLTYPE inbox_report(mamaInbox inbox, void* closure) {
  Interposed& here = Interposed::instance();
  if (here.note(inbox)) here.on_inbox.load()(inbox, closure);
}

template <auto kSlot>
mama_status create_subscription(subscriptionBridge* result, const char* source, const char* symbol,
                                mamaTransport transport, mamaQueue queue,
                                mamaMsgCallbacks callbacks, mamaSubscription subscription,
                                void* closure) {
  Interposed& here = Interposed::instance();
  here.begin_life(subscription);
  here.on_subscription = callbacks.onDestroy;
  callbacks.onDestroy = &subscription_report;
  return (here.original.*kSlot)(result, source, symbol, transport, queue, callbacks, subscription,
                                closure);
}

/// The base bridge's inboxes are subscriptions in disguise: theirs are reported inside the call and
/// by libmama's handle, so each object has a count of its own.
void interpose(mamaBridge bridge) {
  Interposed& here = Interposed::instance();
  here.original = *bridge;
  bridge->bridgeMamaSubscriptionCreate =
      &create_subscription<&mamaBridgeImpl_::bridgeMamaSubscriptionCreate>;
  if (bridge->bridgeMamaSubscriptionCreateWildCard != nullptr) {
    bridge->bridgeMamaSubscriptionCreateWildCard =
        &create_subscription<&mamaBridgeImpl_::bridgeMamaSubscriptionCreateWildCard>;
  }
  bridge->bridgeMamaTimerCreate = [](timerBridge* timer, void* native, mamaTimerCb action,
                                     mamaTimerCb on_destroyed, mama_f64_t interval,
                                     mamaTimer parent, void* closure) {
    Interposed& now = Interposed::instance();
    now.on_timer = on_destroyed;
    return now.original.bridgeMamaTimerCreate(timer, native, action, &timer_report, interval,
                                              parent, closure);
  };
  bridge->bridgeMamaInboxCreate =
      [](inboxBridge* inbox, mamaTransport transport, mamaQueue queue,
         mamaInboxMsgCallback on_message, mamaInboxErrorCallback on_error,
         mamaInboxDestroyCallback on_destroyed, void* closure, mamaInbox parent) {
        Interposed& now = Interposed::instance();
        now.on_inbox = on_destroyed;
        return now.original.bridgeMamaInboxCreate(inbox, transport, queue, on_message, on_error,
                                                  &inbox_report, closure, parent);
      };
}

}  // namespace

void expect(bool holds, const std::string& otherwise) {
  if (!holds) throw CheckFailed(otherwise);
}

void need(mama_status status, const std::string& what) {
  if (status == MAMA_STATUS_NOT_IMPLEMENTED) throw CheckSkipped(what + " is not implemented");
  expect(status == MAMA_STATUS_OK,
         fmt::format("{} answers {}", what, mamaStatus_stringForStatus(status)));
}

CheckSubject::CheckSubject(const CheckTarget& target) {
  const mama_status loaded =
      mama_loadBridgeWithPath(&bridge_, target.name.c_str(), target.folder.c_str());
  expect(loaded == MAMA_STATUS_OK,
         fmt::format("cannot be loaded: {}", mamaStatus_stringForStatus(loaded)));
  need(mama_open(), "mama_open");
  interpose(bridge_);
}

mamaQueue CheckSubject::queue() const {
  mamaQueue made = nullptr;
  need(mamaQueue_create(&made, bridge_), "creating a queue");
  return made;
}

mamaTransport CheckSubject::transport(const char* name) const {
  mamaTransport made = nullptr;
  need(mamaTransport_allocate(&made), "mamaTransport_allocate");
  need(mamaTransport_create(made, name, bridge_), "creating a transport");
  return made;
}

int CheckSubject::reports_for(const void* object) {
  Interposed& here = Interposed::instance();
  const std::lock_guard guard(here.mutex);
  const auto place = here.reports.find(object);
  return place != here.reports.end() ? place->second : 0;
}

void CheckSubject::hold_subscription_reports() {
  Interposed::instance().holds_subscriptions = true;
}

// ---- listeners ---------------------------------------------------------------------------------

CheckListener::CheckListener() {
  need(mamaSubscription_allocate(&handle_), "mamaSubscription_allocate");
}

mama_status CheckListener::create(mamaTransport transport, mamaQueue queue, const char* topic) {
  mamaMsgCallbacks callbacks{};
  callbacks.onMsg = [](mamaSubscription, mamaMsg message, void* closure, void*) {
    static_cast<Heard*>(closure)->take(message);
  };
  callbacks.onDestroy = [](mamaSubscription, void* closure) {
    ++static_cast<Heard*>(closure)->destroys;
  };
  return mamaSubscription_createBasic(handle_, transport, queue, &callbacks, topic, &heard_);
}

mama_status CheckListener::create_wildcard(mamaTransport transport, mamaQueue queue,
                                           const char* source, const char* symbol) {
  mamaWildCardMsgCallbacks callbacks{};
  callbacks.onMsg = [](mamaSubscription, mamaMsg message, const char*, void* closure, void*) {
    static_cast<Heard*>(closure)->take(message);
  };
  return mamaSubscription_createBasicWildCard(handle_, transport, queue, &callbacks, source, symbol,
                                              &heard_);
}

subscriptionBridge CheckListener::bridge_handle() const {
  return mamaSubscription_getSubscriptionBridge(handle_);
}

void CheckListener::Heard::take(mamaMsg message) {
  {
    const std::lock_guard guard(mutex);
    numbers.push_back(number_of(message));
    threads.push_back(std::this_thread::get_id());
  }
  ++count;
  if (on_message) on_message(message);
}

std::vector<std::uint64_t> CheckListener::numbers() const {
  const std::lock_guard guard(heard_.mutex);
  return heard_.numbers;
}

bool CheckListener::heard_only_on(std::thread::id thread) const {
  const std::lock_guard guard(heard_.mutex);
  return std::all_of(heard_.threads.begin(), heard_.threads.end(),
                     [&](auto id) { return id == thread; });
}

// ---- publishers and messages -------------------------------------------------------------------

CheckPublisher::CheckPublisher(mamaTransport transport, const char* symbol, const char* source) {
  need(mamaPublisher_create(&handle_, transport, symbol, source, nullptr), "creating a publisher");
  message_ = numbered_message(0);
}

void CheckPublisher::send(std::uint64_t number) {
  need(mamaMsg_updateU64(message_, "number", kNumberFid, number), "changing a message");
  need(mamaPublisher_send(handle_, message_), "sending");
}

mamaMsg numbered_message(std::uint64_t number) {
  mamaMsg made = nullptr;
  need(mamaMsg_create(&made), "creating a message of the bridge's payload");
  need(mamaMsg_addU64(made, "number", kNumberFid, number), "filling a message");
  return made;
}

std::uint64_t number_of(mamaMsg message) {
  mama_u64_t number = 0;
  const mama_status status = mamaMsg_getU64(message, "number", kNumberFid, &number);
  return status == MAMA_STATUS_OK ? number : ~std::uint64_t{0};
}

// ---- dispatching -------------------------------------------------------------------------------

bool dispatch_until(mamaQueue queue, const std::function<bool()>& is_so) {
  const auto end = std::chrono::steady_clock::now() + kLimit;
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > end) return false;
    const mama_status status = mamaQueue_timedDispatch(queue, 10);
    expect(status == MAMA_STATUS_OK || status == MAMA_STATUS_TIMEOUT,
           fmt::format("timedDispatch answers {}", mamaStatus_stringForStatus(status)));
  }
  return true;
}

void dispatch_a_while(mamaQueue queue) {
  const auto end = std::chrono::steady_clock::now() + kWhile;
  while (std::chrono::steady_clock::now() < end) mamaQueue_timedDispatch(queue, 10);
}

}  // namespace quoll::tool
