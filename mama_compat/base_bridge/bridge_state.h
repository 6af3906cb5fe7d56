/// The services that base keeps for a bridge.
#pragma once

#include <mama/integration/types.h>
#include <mama/types.h>

#include <atomic>
#include <map>
#include <memory>
#include <set>

#include "quoll/event.h"
#include "quoll/event_loop.h"
#include "quoll/gate.h"
#include "quoll/mutex.h"
#include "quoll/ref.h"
#include "quoll/timer_service.h"

namespace quoll::base_bridge {

/// What mamaBridgeImpl_getClosure yields to a bridge that extends base: it casts it to `void**` and
/// keeps its own pointer in the first place. The other places have always been there; base keeps
/// nothing in them.
struct BridgeClosure {
  void* of_extending_bridge = nullptr;
  void* timer_heap = nullptr;
  void* io_state = nullptr;
};

/// The timer thread and the io thread of one bridge, each started when it is first needed and ended
/// by baseBridge_close. Found by the bridge, never by its closure, which is kept here but may have
/// been replaced. Bridges that never passed through baseBridge_open share one state that is never
/// closed.
///
/// Any thread may call anything; the closers must not run on the threads that they end.
class BridgeState : public RefCounted<BridgeState> {
 public:
  BridgeState() = default;
  ~BridgeState();

  /// Opens the state of a bridge. False when it has one, or when memory is out.
  static bool open(mamaBridge bridge);
  /// Takes the state of a bridge out of the registry; null when it was not opened.
  static Ref<BridgeState> take(mamaBridge bridge);
  /// Null when it was not opened.
  static Ref<BridgeState> find(mamaBridge bridge);
  /// The state that objects of this bridge use; never null.
  static Ref<BridgeState> of(mamaBridge bridge);

  /// Keeps the services alive while one of them is used. Test it: false once they are closing.
  class TimerUse {
   public:
    explicit TimerUse(BridgeState& state);
    explicit operator bool() const noexcept { return service_ != nullptr; }
    TimerService& operator*() const noexcept { return *service_; }

   private:
    LightGate::Frame frame_;
    TimerService* service_ = nullptr;
  };
  class LoopUse {
   public:
    explicit LoopUse(BridgeState& state);
    explicit operator bool() const noexcept { return loop_ != nullptr; }
    EventLoop& operator*() const noexcept { return *loop_; }

   private:
    LightGate::Frame frame_;
    EventLoop* loop_ = nullptr;
  };

  /// End the threads: no timer expires and no descriptor is looked at any more.
  void close_timers();
  void close_loop();

  /// What posts to a mamaQueue, of whatever bridge. Lives as long as the state.
  EventSink& sink_of(mamaQueue queue);

  /// The ios that use the loop, so that those which the application leaves behind end with it.
  void add_io(ioBridge io);
  void remove_io(ioBridge io);
  /// Any of them, taken out; null when there is none left.
  ioBridge take_io();

  BridgeClosure closure;  // the extending bridge's; unsynchronised

 private:
  class MamaQueueSink;

  template <class Service>
  Service* start_once(std::atomic<Service*>& service, const char* thread_name);

  LightGate timer_gate_;
  LightGate loop_gate_;
  std::atomic<TimerService*> timers_{nullptr};
  std::atomic<EventLoop*> loop_{nullptr};
  Mutex mutex_;
  // Handles of queues are addresses that are used again, so this stays small.
  std::map<mamaQueue, std::unique_ptr<MamaQueueSink>> sinks_ QUOLL_GUARDED_BY(mutex_);
  std::set<ioBridge> ios_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::base_bridge
