/// What a market-data subscription is between its activation and the end of that.
#pragma once

#include <mama/error.h>
#include <mama/msg.h>
#include <mama/msgstatus.h>
#include <mama/msgtype.h>
#include <mama/subscription.h>

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "quoll/mutex.h"
#include "quoll/ref.h"
#include "subscribe/image_request.h"
#include "subscribe/market_data_item.h"
#include "subscribe/market_data_setup.h"
#include "subscribe/subscription_activation.h"

namespace quoll::mama {

class Subscription;

/// One activation of a market-data subscription: its requests, the state of its symbols, and what
/// becomes of each message. A new one is made for each activation, so that nothing of an earlier
/// one is taken for present.
///
/// Shared by the activation and by the requests. Messages and timers come on the thread of the
/// subscription's queue and are handled inside the activation's gate, which also keeps the
/// subscription; after each callback the activation may have ended (has_ended()). stop_requests()
/// may come from any thread.
class MarketData final : public RefCounted<MarketData> {
 public:
  MarketData(Subscription& subscription, Ref<MarketDataSetup> setup,
             const SubscriptionActivation& activation);
  ~MarketData();

  const MarketDataSetup& setup() const noexcept { return *setup_; }
  Subscription& subscription() const noexcept { return subscription_; }
  const Counters& counters() const noexcept { return counters_; }

  // The activating thread.
  /// After the bridge's part was made.
  struct BridgePart {
    bool is_valid, has_wildcards;
  };
  void prepare(const BridgePart& part) noexcept {
    if (part.has_wildcards) has_members_ = true;
    has_wildcards_ = part.has_wildcards;
    tells_source_ = part.is_valid && !part.has_wildcards;
  }
  /// Asks for the initial value, or tells the source of the subscription if none is required.
  mama_status begin(bool requires_initial);
  /// Registered with the transport while it lasts.
  void listen() QUOLL_EXCLUDES(mutex_);

  // Any thread. No request is sent any more; the second time nothing happens.
  void stop_requests() QUOLL_EXCLUDES(mutex_);
  void stop_listening() QUOLL_EXCLUDES(mutex_);

  // Inside the activation's gate.
  void process(mamaMsg message);
  void forward(MarketDataItem& item, mamaMsg message);
  /// The data of all symbols: true if the application is to be told. Empty when nobody keeps it.
  std::optional<bool> set_possibly_stale() QUOLL_EXCLUDES(mutex_);
  /// By the application, or by the subscription itself, when what was at hand has been delivered.
  bool has_ended() const noexcept;
  /// False when it cannot be asked for, or already is.
  bool request_recap(MarketDataItem& item) QUOLL_EXCLUDES(mutex_);
  /// The member of the message that is being delivered, or was last; null when there are none.
  MarketDataItem* current_member() const noexcept {
    return has_members_ ? current_.load() : nullptr;
  }

  // From requests, outside that gate.
  void take_reply(mamaMsg reply);
  void time_passed(ImageRequest& request);

  // Any thread, inside the activation's gate.
  /// Tells the source that the subscription is still wanted, by way of the throttle.
  void send_refresh();
  /// Of the symbols whose data may be stale.
  void request_recaps_of_stale() QUOLL_EXCLUDES(mutex_);

 private:
  class Refresh;

  /// False for a message that goes no further.
  bool accept_status(MarketDataItem& item, mamaMsgType type, mamaMsgStatus status);
  void deliver(MarketDataItem& item, mamaMsgType type, mamaMsgStatus status, mamaMsg message);
  void become_possibly_stale(MarketDataItem& item);
  /// A refresh was published: ours, or that of another client.
  void heard_refresh() QUOLL_EXCLUDES(mutex_);
  void count_image(MarketDataItem& item, mamaMsg message);
  void fail(MarketDataItem& item, mama_status status);
  void report(mama_status status, mamaError error);

  MarketDataItem* item_of(mamaMsg message);
  mama_status send_initial();
  mama_status tell_source(mamaSubscMsgType kind);
  void stop_waiting(MarketDataItem& item) QUOLL_EXCLUDES(mutex_);
  void drop(ImageRequest& request) QUOLL_EXCLUDES(mutex_);
  void handle_silence(ImageRequest& request);
  void end_initials(ImageRequest& request);
  void give_up(ImageRequest& request);
  /// By the subscription itself, which goes on delivering what is at hand.
  void deactivate_after_last();

  Subscription& subscription_;
  const Ref<MarketDataSetup> setup_;
  const SubscriptionActivation& activation_;  // inside its gate; before, only its address
  const Counters counters_;
  std::atomic<bool> has_members_;  // what the bridge says comes beside the first messages
  std::atomic<bool> has_wildcards_{false};
  bool tells_source_ = false;
  std::atomic<bool> is_own_refresh_next_{false};
  bool ends_by_itself_ = false;
  std::atomic<int> initials_{0};  // complete images
  MarketDataItem only_;
  std::atomic<MarketDataItem*> current_{nullptr};

  Mutex mutex_;
  bool stopped_ QUOLL_GUARDED_BY(mutex_) = false;
  void* listener_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  Ref<ImageRequest> initial_ QUOLL_GUARDED_BY(mutex_);
  std::map<std::string, std::unique_ptr<MarketDataItem>, std::less<>> members_
      QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::mama
