/// What the set-up of a market-data subscription has recorded.
#pragma once

#include <mama/msg.h>
#include <mama/publisher.h>
#include <mama/subscmsgtype.h>

#include <atomic>
#include <optional>
#include <string>

#include "quoll/ref.h"
#include "runtime/known_bridge.h"
#include "subscribe/subscription_settings.h"

namespace quoll::mama {

class Transport;

/// Where a market-data subscription gets its data from and how it asks for them: the names, the
/// kind of request, and the publisher that sends requests. Made by setup, shared by the
/// subscription and by what each activation makes; end() takes the publisher away. Never changes,
/// so any thread may read.
class MarketDataSetup final : public RefCounted<MarketDataSetup> {
 public:
  struct Target {
    mamaTransport transport;  ///< alive, with a bridge
    mamaQueue queue;
    const char* source;  ///< may be null
    const char* symbol;  ///< may be null for symbol lists
    bool may_lack_symbol;
  };

  /// INVALID_ARG for a service level or type that cannot be set up; or the status of what it needs.
  static mama_status make(Ref<MarketDataSetup>* result, const Target& target,
                          const SubscriptionSettings& settings);
  MarketDataSetup(const Target& target, const SubscriptionSettings& settings);
  ~MarketDataSetup();

  /// The symbol that a type of subscription is for: symbol lists have one of their own.
  static const char* symbol_of(mamaSubscriptionType type, const char* symbol) noexcept;

  /// Once or more, by who ends the subscription; waits for sends on other threads.
  void end();

  Transport& transport() const noexcept { return transport_; }
  const KnownBridge& bridge() const noexcept { return bridge_; }
  mamaQueue queue() const noexcept { return queue_; }
  const char* source() const noexcept { return source_ ? source_->c_str() : nullptr; }
  /// Of the subjects of its requests; null for a type that has none.
  const char* root() const noexcept;
  const std::string& symbol() const noexcept { return symbol_; }
  const std::string& mapped_symbol() const noexcept { return mapped_symbol_; }
  int index() const noexcept { return index_; }

  mamaSubscMsgType initial_kind() const noexcept { return initial_kind_; }
  /// Groups and symbol lists: the initial values come as any number of images.
  bool accepts_many_initials() const noexcept { return accepts_many_initials_; }
  bool is_group() const noexcept { return type_ == MAMA_SUBSC_TYPE_GROUP; }
  /// False for a snapshot, which ends with its image.
  bool expects_updates() const noexcept { return expects_updates_; }
  /// False for what gets nothing but answers to its requests.
  bool has_topic() const noexcept {
    return expects_updates_ && type_ != MAMA_SUBSC_TYPE_DICTIONARY;
  }

  /// A request for mamaMsg_destroy. `issue_symbol`: for a symbol of a group, else null.
  mama_status create_request(mamaSubscMsgType kind, const char* issue_symbol, mamaMsg* msg) const;
  mamaPublisher publisher() const noexcept { return publisher_.load(); }

 private:
  mama_status open();

  Transport& transport_;  // held
  const KnownBridge bridge_;
  const mamaQueue queue_;
  const std::optional<std::string> source_;
  const std::string symbol_, mapped_symbol_;
  const mamaSubscriptionType type_;
  const mama_u8_t app_data_type_;
  const bool expects_updates_;
  const bool accepts_many_initials_;
  const mamaSubscMsgType initial_kind_;
  int index_ = 0;
  std::atomic<mamaPublisher> publisher_{nullptr};
};

}  // namespace quoll::mama
