#include "subscribe/image_request.h"

#include <mama/integration/inbox.h>
#include <mama/integration/publisher.h>
#include <mama/log.h>

#include <new>

#include "subscribe/market_data.h"
#include "support/shim.h"
#include "transport/transport.h"

namespace quoll::mama {

/// One sending, while it waits in the throttle.
class ImageRequest::Sending final : public ThrottleAction {
 public:
  explicit Sending(ImageRequest& request)
      : ThrottleAction(&request), request_(Ref<ImageRequest>::share(&request)) {}
  void run() override { request_->send(); }

 private:
  const Ref<ImageRequest> request_;
};

ImageRequest::ImageRequest(MarketData& data, MarketDataItem& item, const Order& order)
    : data_(Ref<MarketData>::share(&data)), item_(item), order_(order) {}

void ImageRequest::unref() noexcept {
  if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    pool_of<ImageRequest>().destroy(this);
  }
}

mama_status ImageRequest::make(Ref<ImageRequest>* result, MarketData& data, MarketDataItem& item,
                               const Order& order) {
  auto made = Ref<ImageRequest>::adopt(pool_of<ImageRequest>().create(data, item, order));
  if (!made) return MAMA_STATUS_NOMEM;
  const MarketDataSetup& setup = data.setup();
  made->ref();  // the inbox's
  const mama_status status = undo_if_thrown(
      [&] {
        return mamaInbox_createByIndex2(&made->inbox_, setup.transport().handle(), setup.index(),
                                        setup.queue(), &on_reply, nullptr, &on_inbox_ended,
                                        made.get());
      },
      [&] { made->unref(); });
  if (status == MAMA_STATUS_OK) {
    *result = std::move(made);
  } else {
    made->unref();
  }
  return status;
}

// ---- sending -----------------------------------------------------------------------------------

void ImageRequest::send() {
  const Gate::Frame inside(gate_);
  if (!inside) return;
  waits_for_throttle_.store(false);
  mama_status status = start_timer();
  sent_.fetch_add(1);
  if (status == MAMA_STATUS_OK) status = send_message();
  if (status == MAMA_STATUS_OK) return;
  mama_log(MAMA_LOG_LEVEL_WARN, "mamaSubscription: request %d for %s could not be sent: %s",
           sent_.load(), data_->setup().mapped_symbol().c_str(),
           mamaStatus_stringForStatus(status));
}

mama_status ImageRequest::start_timer() {
  if (timer_ != nullptr) return mamaTimer_reset(timer_);
  ref();  // the timer's
  const mama_status status = mamaTimer_create2(&timer_, data_->setup().queue(), &on_timer,
                                               &on_timer_ended, order_.timeout_s, this);
  if (status != MAMA_STATUS_OK) {
    timer_ = nullptr;
    unref();
  }
  return status;
}

/// Makes the message anew each time: one that is kept would outlive its payload's library at a
/// close.
mama_status ImageRequest::send_message() {
  const MarketDataSetup& setup = data_->setup();
  mamaMsg message = nullptr;
  QUOLL_TRY(setup.create_request(order_.kind, item_.issue_symbol(), &message));
  const mama_status status =
      mamaPublisherImpl_sendFromInboxByIndex(setup.publisher(), setup.index(), inbox_, message);
  mamaMsg_destroy(message);
  return status;
}

mama_status ImageRequest::send_later() {
  waits_for_throttle_.store(true);
  Throttle& throttle = data_->setup().transport().throttle(MAMA_THROTTLE_RECAP);
  const mama_status status = throttle.dispatch(make_ref<Sending>(*this), true);
  if (status == MAMA_STATUS_OK) return status;
  waits_for_throttle_.store(false);
  sent_.fetch_add(1);  // in vain; the timer goes on
  return status;
}

// ---- events ------------------------------------------------------------------------------------

void MAMACALLTYPE ImageRequest::on_reply(mamaMsg reply, void* closure) {
  const auto self = Ref<ImageRequest>::share(static_cast<ImageRequest*>(closure));
  const Gate::Frame inside(self->gate_);
  if (inside) self->data_->take_reply(reply);
}

void MAMACALLTYPE ImageRequest::on_timer(mamaTimer, void* closure) {
  const auto self = Ref<ImageRequest>::share(static_cast<ImageRequest*>(closure));
  const Gate::Frame inside(self->gate_);
  if (inside && !self->waits_for_throttle_.load()) self->data_->time_passed(*self);
}

// ---- the end -----------------------------------------------------------------------------------

void ImageRequest::stop() {
  const auto self = Ref<ImageRequest>::share(this);
  ref();  // the gate's
  if (!gate_.close(&drained, this)) {
    unref();
    return;
  }
  data_->setup()
      .transport()
      .throttle(MAMA_THROTTLE_RECAP)
      .remove_owner(this, Throttle::Wait::kUnlessInsideCallback);
}

void ImageRequest::drained(void* closure) {
  auto* const self = static_cast<ImageRequest*>(closure);
  mamaInbox_destroy(self->inbox_);
  if (self->timer_ != nullptr) mamaTimer_destroy(self->timer_);
  self->unref();
}

void MAMACALLTYPE ImageRequest::on_inbox_ended(mamaInbox, void* closure) {
  static_cast<ImageRequest*>(closure)->unref();
}

void MAMACALLTYPE ImageRequest::on_timer_ended(mamaTimer, void* closure) {
  static_cast<ImageRequest*>(closure)->unref();
}

}  // namespace quoll::mama
