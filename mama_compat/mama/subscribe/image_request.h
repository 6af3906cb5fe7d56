/// A request for images, from its first sending to its end.
#pragma once

#include <mama/inbox.h>
#include <mama/subscmsgtype.h>
#include <mama/timer.h>

#include <atomic>
#include <string>

#include "quoll/gate.h"
#include "quoll/ref.h"

namespace quoll::mama {

class MarketData;
class MarketDataSetup;
class MarketDataItem;

/// Asks for an initial value or a recap: sends the request from an inbox of its own, takes the
/// answers, and tells its maker when none has come in time. Retries, and recaps from the first
/// sending on, go to the front of the transport's recap throttle. The reply timer begins anew with
/// each actual sending.
///
/// Made for one request and never used again, so that no late answer is taken for another's. Shared
/// by the market data that made it, its inbox, its timer, and the throttle. Answers and timer run
/// on the subscription's queue, sendings on the default queue (the first one of an initial request
/// on the activating thread), all inside the gate; stop() closes that from any thread, does not
/// wait, and who leaves last ends inbox and timer. Lives in a HandlePool, so that what a closed
/// bridge keeps is still reachable.
class ImageRequest {
 public:
  enum class Purpose { kInitial, kRecap };
  struct Order {
    Purpose purpose;
    mamaSubscMsgType kind;
    double timeout_s;
    int retries;
  };

  /// With its inbox, not sent yet.
  static mama_status make(Ref<ImageRequest>* result, MarketData& data, MarketDataItem& item,
                          const Order& order);
  ImageRequest(MarketData& data, MarketDataItem& item, const Order& order);
  ImageRequest(const ImageRequest&) = delete;
  ImageRequest& operator=(const ImageRequest&) = delete;

  void send();
  /// By way of the throttle.
  mama_status send_later();
  /// Any number of times. No answer is taken, and nothing is sent, by those who begin after it.
  void stop();

  Purpose purpose() const noexcept { return order_.purpose; }
  MarketDataItem& item() const noexcept { return item_; }
  bool may_retry() const noexcept { return sent_.load() <= order_.retries; }

  void ref() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
  void unref() noexcept;

 private:
  class Sending;

  static void MAMACALLTYPE on_reply(mamaMsg reply, void* closure);
  static void MAMACALLTYPE on_timer(mamaTimer timer, void* closure);
  static void MAMACALLTYPE on_inbox_ended(mamaInbox inbox, void* closure);
  static void MAMACALLTYPE on_timer_ended(mamaTimer timer, void* closure);
  static void drained(void* closure);

  mama_status start_timer();
  mama_status send_message();

  const Ref<MarketData> data_;
  MarketDataItem& item_;
  const Order order_;
  mamaInbox inbox_ = nullptr;
  mamaTimer timer_ = nullptr;  // from the first sending on
  Gate gate_;
  std::atomic<int> sent_{0};
  std::atomic<bool> waits_for_throttle_{false};
  std::atomic<int> references_{1};
};

}  // namespace quoll::mama
