/* What tests see of, and tell, a test bridge. Each bridge exports one object, <name>_control. */
#ifndef QUOLL_TESTS_RUNTIME_BRIDGES_CONTROL_H_
#define QUOLL_TESTS_RUNTIME_BRIDGES_CONTROL_H_

#include <bridge.h>

typedef struct {
  /* Called by Bridge_start before it dispatches: the moment in which a stop would be lost. */
  void (*before_dispatch)(void* closure);
  void* closure;
  /* Called by open, close and stop. */
  void (*on_open)(mamaBridge bridge);
  void (*on_close)(mamaBridge bridge);
  mama_status start_result; /* what Bridge_start answers */
  mama_status stop_result;  /* what Bridge_stop answers; one that is not OK does not stop */
  mama_status close_result;
  int start_returns_at_once; /* Bridge_start does not dispatch */
  int refuse_events;         /* the queue is full */
  int starts;                /* calls of each function; read them when the bridge is at rest */
  int stops;
  int opens;
  int closes;
} TestBridgeControl;

#endif
