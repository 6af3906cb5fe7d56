/// The object behind mamaPublisher.
#pragma once

#include <bridge.h>
#include <mama/publisher.h>

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "quoll/gate.h"
#include "quoll/ref.h"
#include "runtime/known_bridge.h"
#include "services/own_statistics.h"
#include "support/shim.h"
#include "transport/throttle.h"

namespace quoll::mama {

class Transport;
struct MiddlewareBridge;

/// What a late call goes through before it is known to be inside: readable also when the publisher
/// has ended and its storage is free (HandlePool). The gates are closed then.
struct PublisherDoor {
  Gate sends_;
  Gate callbacks_gate_;
  std::atomic<bool> ending_{false};
};

/// A publisher on one transport. The state machine is mamaPublisherState; docs and messages use its
/// names.
///
/// Lives in a HandlePool. Ended by destroy() or by its transport's destroy; in the latter case the
/// handle stays as an inert shell that only destroy() accepts. The bridge reports the end of its
/// part through on_bridge_destroy(), inside its destroy or later from any thread; the
/// application's onDestroy runs then, exactly once, and no other callback after it. Sends may come
/// from any number of threads; destroy() waits for those that are in the bridge (but not for its
/// own caller's). Storage is freed when the application has let go of the handle, the bridge is
/// done, and nobody is inside a callback or a send.
class Publisher : private PublisherDoor {
 public:
  using ReadableWhenFree = PublisherDoor;  // see HandlePool

  struct Subject {
    const char* symbol;
    const char* source;
    const char* root;
  };

  Publisher(Transport& transport, mamaQueue queue, const mamaPublisherCallbacks* callbacks,
            const Subject& subject, void* closure);
  ~Publisher();
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  /// Makes a publisher and tells the application: the whole of mamaPublisher_create.
  static mama_status create(mamaPublisher* result, mamaTransport transport, int index,
                            mamaQueue queue, const mamaPublisherCallbacks* callbacks,
                            const Subject& subject, void* closure);

  mamaPublisher handle() noexcept;

  /// Calls `send(bridge table, bridge publisher)` unless the publisher is ended (INVALID_ARG) or
  /// its bridge (NO_BRIDGE_IMPL).
  template <class Send>
  mama_status send(Send&& send) {
    Gate::Frame inside(sends_);
    if (!inside) [[unlikely]]
      return ending_.load() ? MAMA_STATUS_INVALID_ARG : MAMA_STATUS_NO_BRIDGE_IMPL;
    return send(*bridge_.handle(), bridge_publisher_);
  }

  /// As send(); an OK is counted in the statistics of transport and process.
  template <class Send>
  mama_status send_and_count(mamaStatType stat, Send&& send) {
    return this->send([&](const mamaBridgeImpl& bridge, publisherBridge own) {
      const mama_status status = send(bridge, own);
      if (status == MAMA_STATUS_OK) counters_.count(stat);
      return status;
    });
  }

  /// Sends by way of the transport's default throttle. The message, and the inbox if there is one,
  /// are borrowed until `completed` was called, or until the end of the publisher, which drops what
  /// has not been sent.
  struct Throttled {
    mamaInbox inbox;
    mamaMsg message;
    mamaThrottledSendCompleteCb completed;
    void* closure;
  };
  mama_status send_throttled(const Throttled& send);

  /// By the application. A repeated call is OK and does nothing.
  mama_status destroy(const void* by);
  /// destroy() as an event of the publisher's queue; at once without one.
  mama_status destroy_on_queue(const void* by);
  /// By the transport, which goes first.
  void transport_destroyed();

  // Accessors; INVALID_ARG is for the caller to return when inert(): the transport has ended it,
  // and onDestroy, inside which they still work, has run.
  bool inert() const noexcept {
    return inert_.load(std::memory_order_acquire) && state() == MAMA_PUBLISHER_DESTROYED;
  }
  /// Null when the transport has been destroyed.
  mamaTransport transport() const noexcept;
  const char* symbol() const noexcept { return text_of(symbol_); }
  const char* source() const noexcept { return text_of(source_); }
  const char* root() const noexcept { return text_of(root_); }
  const mamaPublisherCallbacks& callbacks() const noexcept { return callbacks_; }
  mamaPublisherState state() const noexcept { return state_.load(std::memory_order_acquire); }

  void hold() noexcept { holds_.fetch_add(1, std::memory_order_relaxed); }
  void drop_hold() noexcept;

  /// For the close of a bridge: see publish/teardown.h.
  static std::uint32_t close_sends(MiddlewareBridge& bridge);

  // Place in the transport's list; guarded by the transport.
  Publisher* next_on_transport = nullptr;
  Publisher* previous_on_transport = nullptr;
  bool registered = false;

 private:
  using Text = std::optional<std::string>;
  static Text copy_of(const char* text) { return text != nullptr ? Text(text) : Text(); }
  static const char* text_of(const Text& text) noexcept { return text ? text->c_str() : nullptr; }

  // What the bridge calls.
  static void MAMACALLTYPE on_bridge_create(mamaPublisher publisher, void* closure);
  static void MAMACALLTYPE on_bridge_error(mamaPublisher publisher, mama_status status,
                                           const char* info, void* closure);
  static void MAMACALLTYPE on_bridge_success(mamaPublisher publisher, mama_status status,
                                             const char* info, void* closure);
  static void MAMACALLTYPE on_bridge_destroy(mamaPublisher publisher, void* closure);

  class ThrottledSend;

  mama_status open(int index);
  void drop_throttled_sends();
  void enlist();
  void delist() noexcept;
  bool try_hold() noexcept;
  mama_status set_bridge_callbacks();
  void abandon_bridge_publisher();
  void enter_state(mamaPublisherState state) noexcept;
  bool change_state(mamaPublisherState from, mamaPublisherState to) noexcept;
  void deliver_create();
  void bridge_destroyed();
  static void on_callbacks_drained(void* publisher);
  void deliver_destroy();
  void leave_destroying();
  /// The transitions from LIVE on; does nothing the second time.
  mama_status end();
  void finished() noexcept;

  const mamaPublisherCallbacks callbacks_;
  void* const closure_;
  const mamaQueue queue_;
  const KnownBridge bridge_;
  const Text symbol_, source_, root_;
  Transport& transport_;  // its storage is held; its handle may be dead
  publisherBridge bridge_publisher_ = nullptr;

  std::atomic<mamaPublisherState> state_{MAMA_PUBLISHER_CREATING};
  std::atomic<bool> create_delivered_{false};
  std::atomic<bool> destroy_delivered_{false};
  std::atomic<bool> inert_{false};
  std::atomic<bool> released_by_application_{false};
  std::atomic<const void*> destroyed_by_{nullptr};
  bool bridge_reports_destroy_ = false;
  // onDestroy follows when the bridge has reported and the other callbacks have left.
  static constexpr std::uint32_t kReported = 1;
  static constexpr std::uint32_t kDrained = 2;
  static constexpr std::uint32_t kDelivered = 4;
  std::atomic<std::uint32_t> report_{0};

  // All publishers that a bridge knows, for its close; guarded by the list's lock.
  Publisher* next_ = nullptr;
  Publisher** link_ = nullptr;

  const Ref<Throttle> throttle_;
  const Counters counters_;
  std::atomic<int> throttled_sends_{0};  // not completed yet

  // The application's handle, the bridge's part, and the frames in each gate.
  std::atomic<int> holds_{4};
};

}  // namespace quoll::mama

struct mamaPublisherImpl_ final : quoll::mama::Publisher {
  using Publisher::Publisher;
  using Publisher::ReadableWhenFree;
};
