// The native runtime alone, from its installed headers.
#include <quoll/dispatcher.h>
#include <quoll/event_queue.h>
#include <quoll/timer_service.h>

int main() {
  quoll::EventQueue queue;
  int seen = 0;
  queue.post([](void*, void* closure) { ++*static_cast<int*>(closure); }, &seen);
  return queue.dispatch_one() == quoll::EventQueue::Outcome::kDispatched && seen == 1 ? 0 : 1;
}
