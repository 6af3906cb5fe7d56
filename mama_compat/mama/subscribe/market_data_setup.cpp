#include "subscribe/market_data_setup.h"

#include <mama/integration/bridge.h>
#include <mama/integration/publisher.h>
#include <mama/log.h>

#include <new>

#include "message/request_message.h"
#include "transport/transport.h"

namespace quoll::mama {
namespace {

constexpr const char kRoot[] = "_MD";

/// What the types of subscriptions differ in.
struct TypeTraits {
  bool is_market_data;
  const char* root;
  bool accepts_many_initials;
  const char* symbol;  // null: as given
};

TypeTraits traits_of(mamaSubscriptionType type) noexcept {
  switch (type) {
    case MAMA_SUBSC_TYPE_NORMAL:
    case MAMA_SUBSC_TYPE_BOOK:
      return {true, kRoot, false, nullptr};
    case MAMA_SUBSC_TYPE_GROUP:
      return {true, kRoot, true, nullptr};
    case MAMA_SUBSC_TYPE_DICTIONARY:
      return {true, "_MDDD", false, nullptr};
    case MAMA_SUBSC_TYPE_SYMBOL_LIST:
    case MAMA_SUBSC_TYPE_SYMBOL_LIST_NORMAL:
      return {true, kRoot, true, "SYMBOL_LIST_NORMAL"};
    case MAMA_SUBSC_TYPE_SYMBOL_LIST_GROUP:
      return {true, kRoot, true, "SYMBOL_LIST_GROUP"};
    case MAMA_SUBSC_TYPE_SYMBOL_LIST_BOOK:
      return {true, kRoot, true, "SYMBOL_LIST_BOOK"};
    case MAMA_SUBSC_TYPE_BASIC:
      break;
  }
  return {false, nullptr, false, nullptr};
}

mamaSubscMsgType kind_of(const SubscriptionSettings& settings) noexcept {
  if (settings.type == MAMA_SUBSC_TYPE_DICTIONARY) return MAMA_SUBSC_DDICT_SNAPSHOT;
  return settings.service_level == MAMA_SERVICE_LEVEL_SNAPSHOT ? MAMA_SUBSC_SNAPSHOT
                                                               : MAMA_SUBSC_SUBSCRIBE;
}

mama_status check(const MarketDataSetup::Target& target, const SubscriptionSettings& settings) {
  const bool is_snapshot = settings.service_level == MAMA_SERVICE_LEVEL_SNAPSHOT;
  const char* const symbol = MarketDataSetup::symbol_of(settings.type, target.symbol);
  const char* wrong = nullptr;
  if (!is_snapshot && settings.service_level != MAMA_SERVICE_LEVEL_REAL_TIME) {
    wrong = "a service level that is neither real time nor snapshot";
  } else if (is_snapshot && settings.requires_initial == 0) {
    wrong = "a snapshot that requires no initial value";
  } else if (!traits_of(settings.type).is_market_data) {
    wrong = "a type that is not of market data";
  }
  if (wrong == nullptr) {
    return symbol != nullptr || target.may_lack_symbol ? MAMA_STATUS_OK : MAMA_STATUS_NULL_ARG;
  }
  mama_log(MAMA_LOG_LEVEL_ERROR, "mamaSubscription: cannot set up %s of source %s: %s",
           symbol != nullptr ? symbol : "(no symbol)",
           target.source != nullptr ? target.source : "(none)", wrong);
  return MAMA_STATUS_INVALID_ARG;
}

}  // namespace

const char* MarketDataSetup::symbol_of(mamaSubscriptionType type, const char* symbol) noexcept {
  const char* const own = traits_of(type).symbol;
  return own != nullptr ? own : symbol;
}

mama_status MarketDataSetup::make(Ref<MarketDataSetup>* result, const Target& target,
                                  const SubscriptionSettings& settings) {
  QUOLL_TRY(check(target, settings));
  // Rather no data than data that nobody has allowed.
  if (target.transport->entitlements() != nullptr &&
      !mamaBridgeImpl_areEntitlementsDeferred(target.transport->bridge())) {
    mama_log(MAMA_LOG_LEVEL_ERROR,
             "mamaSubscription: cannot set up on transport %s: market data is not checked against "
             "entitlement bridges yet",
             target.transport->name());
    return MAMA_STATUS_NOT_IMPLEMENTED;
  }
  Ref<MarketDataSetup> made;
  QUOLL_TRY(guarded([&] {
    made = make_ref<MarketDataSetup>(target, settings);
    return MAMA_STATUS_OK;
  }));
  const mama_status status = undo_if_thrown([&] { return made->open(); }, [&] { made->end(); });
  if (status == MAMA_STATUS_OK) *result = std::move(made);
  return status;
}

MarketDataSetup::MarketDataSetup(const Target& target, const SubscriptionSettings& settings)
    : transport_(*target.transport),
      bridge_(target.transport->known_bridge()),
      queue_(target.queue),
      source_(target.source != nullptr ? std::optional<std::string>(target.source) : std::nullopt),
      symbol_(symbol_of(settings.type, target.symbol) != nullptr
                  ? symbol_of(settings.type, target.symbol)
                  : ""),
      mapped_symbol_(target.transport->mapped_symbol(symbol_.c_str())),
      type_(settings.type),
      app_data_type_(settings.app_data_type),
      expects_updates_(settings.service_level != MAMA_SERVICE_LEVEL_SNAPSHOT),
      accepts_many_initials_(traits_of(settings.type).accepts_many_initials),
      initial_kind_(kind_of(settings)) {
  transport_.hold();
}

MarketDataSetup::~MarketDataSetup() { transport_.drop_hold(); }

const char* MarketDataSetup::root() const noexcept { return traits_of(type_).root; }

mama_status MarketDataSetup::open() {
  index_ = transport_.balancer.current();
  transport_.balancer.advance(source(), symbol_.c_str());
  mamaPublisher publisher = nullptr;
  QUOLL_TRY(mamaPublisherImpl_createByIndex(&publisher, transport_.handle(), index_, nullptr,
                                            nullptr, mapped_symbol_.c_str(), source(), root(),
                                            nullptr));
  publisher_.store(publisher);
  return MAMA_STATUS_OK;
}

void MarketDataSetup::end() {
  if (mamaPublisher publisher = publisher_.exchange(nullptr)) mamaPublisher_destroy(publisher);
}

mama_status MarketDataSetup::create_request(mamaSubscMsgType kind, const char* issue_symbol,
                                            mamaMsg* msg) const {
  const Requester requester{
      .bridge = bridge_.handle(),
      .root = root(),
      .source = source(),
      .symbol = issue_symbol != nullptr ? issue_symbol : mapped_symbol_.c_str(),
      .type = issue_symbol != nullptr ? MAMA_SUBSC_TYPE_NORMAL : type_,
      .app_data_type = app_data_type_};
  QUOLL_TRY(quoll::mama::create_request(&requester, kind, msg));
  if (issue_symbol == nullptr) return MAMA_STATUS_OK;
  // For one symbol of a group field 61 says so; field 5, for readers of old, keeps the reason.
  return mamaMsg_updateI32(*msg, "MdSubscMsgType", 61, MAMA_SUBSC_DQ_GROUP_SUBSCRIBER);
}

}  // namespace quoll::mama
