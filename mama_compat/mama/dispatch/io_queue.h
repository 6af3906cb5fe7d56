/// What libmama tells libmamabaseimpl about ios, beyond the public interface.
#pragma once

#include <mama/io.h>
#include <mama/queue.h>
#include <mama/status.h>
#include <mama/types.h>

extern "C" {

/// The queue that the io was created on. NULL_ARG for a NULL io, INVALID_ARG for a NULL result or a
/// destroyed io. The queue may have been destroyed meanwhile.
MAMAExpDLL mama_status mamaIoImpl_getQueue(mamaIo io, mamaQueue* queue);

/// mamaQueue_enqueueEvent for the queue of an io that is alive: nothing counts the io, so the
/// application may destroy the queue meanwhile. Its end waits for this call, or this refuses.
MAMAExpDLL mama_status mamaIoImpl_enqueueEvent(mamaQueue queue, mamaQueueEventCB callback,
                                               void* closure);
}
