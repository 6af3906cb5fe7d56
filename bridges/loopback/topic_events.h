/// Telling transports what happens to topics.
#pragma once

#include <mama/transport.h>

#include <deque>
#include <string>

#include "quoll/mutex.h"

namespace quoll::loopback {

class Domain;
class Member;

/// Carries topic events from where they happen, under a topic's lock, to the callback queues of the
/// domain's transports, in the order in which they happened. Transports without a topic callback
/// get none. What happens while memory is out may be lost, with an error in the log. Any thread.
class TopicEvents {
 public:
  /// Under the topic's lock.
  void note(mamaTransportTopicEvent event, const std::string& topic) noexcept
      QUOLL_EXCLUDES(mutex_);
  /// Without any lock. Posts what was noted, unless another thread is doing that.
  void announce(Domain& domain) QUOLL_EXCLUDES(mutex_);

 private:
  struct Note {
    mamaTransportTopicEvent event;
    std::string topic;
  };

  Mutex mutex_;
  std::deque<Note> notes_ QUOLL_GUARDED_BY(mutex_);
  bool announcing_ QUOLL_GUARDED_BY(mutex_) = false;
};

/// Tells one transport, if it has a topic callback.
void tell_topic_event(Member& member, mamaTransportTopicEvent event, const std::string& topic);

}  // namespace quoll::loopback
