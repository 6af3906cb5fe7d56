/// What stores and dispatches the events of a base queue.
#pragma once

#include <mama/queue.h>

#include <cstddef>

#include "quoll/clock.h"
#include "quoll/event.h"
#include "quoll/ref.h"

namespace quoll::base_bridge {

/// The storage behind one base queue: an EventQueue of the core, or a wombatQueue that an
/// application brought along. Referenced by the queue, and by timers, whose ticks are posted
/// straight into it. Any thread may call anything, also from inside event callbacks and enqueue
/// callbacks; no lock is held while one runs.
class QueueBackend : public RefCounted<QueueBackend> {
 public:
  virtual ~QueueBackend() = default;

  /// For those that post internal events; lives as long as the backend.
  virtual EventSink& sink() noexcept = 0;
  virtual PostResult post(EventCallback callback, void* closure) = 0;

  /// Whose turn it is to dispatch() is libmama's affair. The backend may be gone when one of these
  /// returns, if a callback destroyed the queue.
  virtual void dispatch() = 0;
  virtual void dispatch_until(TimePoint deadline) = 0;
  virtual void stop() noexcept = 0;

  virtual std::size_t count() const noexcept = 0;
  /// high = 0: none.
  virtual void set_watermarks(std::size_t low, std::size_t high) = 0;
  virtual void set_enqueue_callback(EventCallback callback, void* closure) = 0;
  virtual void remove_enqueue_callback() = 0;

  /// Ends the queue: refuses events, drops the pending ones, stops the dispatching threads and
  /// waits for them. Inside one of its own callbacks it does not wait for that. `on_left` runs when
  /// the last of them has left. Once.
  virtual void close(void (*on_left)(void* closure), void* closure) = 0;
  virtual bool closed() const noexcept = 0;

 protected:
  QueueBackend() = default;
};

/// The event handed to watermark callbacks goes through libmama, which knows the application's.
Ref<QueueBackend> make_event_queue_backend(mamaQueue parent);
/// Takes the wombatQueue over: it ends with the backend.
Ref<QueueBackend> make_wombat_queue_backend(mamaQueue parent, void* native);

/// Tells libmama that a watermark was passed. `parent` is a mamaQueue.
void report_high_watermark(void* parent, std::size_t count, void* closure);
void report_low_watermark(void* parent, std::size_t count, void* closure);

/// An event that a closing queue drops instead of calling: gives back what it holds.
void discard_event(EventCallback callback, void* event_closure, void* closure);

}  // namespace quoll::base_bridge
