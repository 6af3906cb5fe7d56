/// The data quality of one subject of a market-data subscription.
#pragma once

#include <mama/integration/types.h>
#include <mama/msg.h>
#include <mama/msgstatus.h>
#include <mama/msgtype.h>
#include <mama/quality.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>

#include "transport/data_quality_settings.h"

namespace quoll::mama {

/// What the data quality asks of the subject that it watches. Everything but the questions may call
/// the application, which may end the subscription.
class DataQualityHost {
 public:
  /// The activation is over: nothing more shall be done.
  virtual bool has_ended() const = 0;
  /// A complete image is expected and has not come yet.
  virtual bool awaits_initial() const = 0;
  virtual bool recovers_gaps() const = 0;

  /// To onMsg; dropped after the end.
  virtual void forward(mamaMsg message) = 0;
  virtual void quality_changed(mamaQuality quality) = 0;
  virtual void gap_found() = 0;
  /// False when there is a request already.
  virtual bool request_recap() = 0;
  virtual void count_takeover() = 0;
  /// Data arrives in sequence, so the transport works.
  virtual void transport_is_good() = 0;

 protected:
  ~DataQualityHost() = default;
};

/// The sequence of one subject through one activation: follows the numbers and the sender of its
/// messages, decides which of them are forwarded, asks for a recap after a gap, and keeps what
/// comes before an image until that is there.
///
/// Belongs to its host, which makes a new one for each activation and keeps it until the last
/// process() has returned. process() is called on the thread that dispatches the subscription's
/// queue (also from inside itself: a callback may dispatch); what is marked so by any thread.
class DataQuality {
 public:
  /// The newest `cache_size` messages are kept.
  DataQuality(DataQualityHost& host, const DataQualitySettings& settings, int cache_size);
  DataQuality(const DataQuality&) = delete;
  DataQuality& operator=(const DataQuality&) = delete;

  /// A whole value of the subject, or a part of one.
  static bool is_image(mamaMsgType type) noexcept;
  /// Not of the types that the application hears of by other callbacks, or not at all.
  static bool is_forwarded(mamaMsgType type) noexcept;

  /// Type and status are those of the message. The message is forwarded, kept, or dropped.
  void process(mamaMsgType type, mamaMsgStatus status, mamaMsg message);

  /// Any thread. True if it was good: then the application is to be told.
  bool set_possibly_stale() noexcept;
  /// Any thread: the host has asked for a recap without being asked to.
  void wait_for_recap() noexcept { state_.store(DQ_STATE_WAITING_FOR_RECAP); }
  /// Any thread: no recap came. The next gap asks again.
  void recap_failed() noexcept;
  /// Any thread.
  mamaQuality quality() const noexcept;

 private:
  /// What the check reads of a message.
  struct Arrival {
    mamaMsgType type;
    mamaMsgStatus status;
    mamaMsg message;
    std::uint32_t sequence;  // 0: not numbered
    std::uint64_t sender;    // 0: not known
    std::uint32_t updates;   // how many it stands for
  };
  struct Destroy {
    void operator()(mamaMsg message) const noexcept { mamaMsg_destroy(message); }
  };
  using OwnMessage = std::unique_ptr<mamaMsgImpl_, Destroy>;

  static Arrival read(mamaMsgType type, mamaMsgStatus status, mamaMsg message);
  bool comes_too_early() const;
  void keep(mamaMsg message, mamaMsgStatus status);
  OwnMessage take_next_after(std::uint32_t number);
  void replay_after(std::uint32_t& number);

  // True to forward the message.
  bool accepts(const Arrival& arrival);
  bool accepts_takeover(const Arrival& arrival);
  bool accepts_initial(const Arrival& arrival);
  bool accepts_recap(const Arrival& arrival);
  bool accepts_update(const Arrival& arrival);
  bool accepts_duplicate(const Arrival& arrival);
  bool accepts_after_gap(const Arrival& arrival);

  void establish(const Arrival& arrival);
  void become_good();
  bool is_takeover(const Arrival& arrival) const noexcept;
  bool is_old(const Arrival& arrival) const noexcept;
  bool is_waiting() const noexcept;

  DataQualityHost& host_;
  const DataQualitySettings settings_;
  const std::size_t cache_size_;
  std::atomic<dqState> state_{DQ_STATE_NOT_ESTABLISHED};
  std::uint32_t last_ = 0;     // the number of the last message in sequence
  std::uint64_t sender_ = 0;   // of the last image or takeover
  bool may_fill_gap_ = false;  // an image came, and nothing in sequence since: the cache may help
  std::deque<OwnMessage> cache_;  // oldest first
};

}  // namespace quoll::mama
