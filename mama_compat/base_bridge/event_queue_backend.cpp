// The usual storage of a base queue: the core's EventQueue.
#include <mama/integration/queue.h>

#include "event_discard.h"
#include "queue_backend.h"
#include "quoll/event_loop.h"
#include "quoll/event_queue.h"
#include "quoll/timer_service.h"
#include "timer.h"

namespace quoll::base_bridge {
namespace {

class EventQueueBackend final : public QueueBackend {
 public:
  explicit EventQueueBackend(mamaQueue parent) : events_({.context = parent}) {
    events_.set_watermark_callbacks(&report_high_watermark, &report_low_watermark, nullptr);
  }

  EventSink& sink() noexcept override { return events_; }
  PostResult post(EventCallback callback, void* closure) override {
    return events_.post(callback, closure);
  }
  void dispatch() override { events_.dispatch(); }
  void dispatch_until(TimePoint deadline) override { events_.dispatch_until(deadline); }
  void stop() noexcept override { events_.stop(); }
  std::size_t count() const noexcept override { return events_.count(); }
  void set_watermarks(std::size_t low, std::size_t high) override {
    events_.set_watermarks(low, high);
  }
  void set_enqueue_callback(EventCallback callback, void* closure) override {
    events_.set_enqueue_callback(callback, closure);
  }
  void remove_enqueue_callback() override { events_.remove_enqueue_callback(); }
  void close(void (*on_left)(void*), void* closure) override {
    events_.close(on_left, closure, &discard_event);
  }
  bool closed() const noexcept override { return events_.closed(); }

 private:
  EventQueue events_;
};

}  // namespace

Ref<QueueBackend> make_event_queue_backend(mamaQueue parent) {
  return Ref<QueueBackend>::adopt(new EventQueueBackend(parent));
}

void report_high_watermark(void* parent, std::size_t count, void*) {
  mamaQueueImpl_highWatermarkExceeded(static_cast<mamaQueue>(parent), count);
}

void report_low_watermark(void* parent, std::size_t count, void*) {
  mamaQueueImpl_lowWatermarkExceeded(static_cast<mamaQueue>(parent), count);
}

void discard_event(EventCallback callback, void* event_closure, void*) {
  if (QueueTimer::discard(callback, event_closure)) return;
  if (QueueIo::discard(callback, event_closure)) return;
  if (discard_foreign_event(callback, event_closure)) return;
  discard_timer_event(callback, event_closure);
}

}  // namespace quoll::base_bridge
