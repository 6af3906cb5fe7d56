// Every public function with NULL for all of its arguments, and with NULL for each single one while
// the others are valid, in each state of the runtime. Nothing crashes, nothing hangs, and no call
// whose object is NULL claims to have worked.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "misuse/call_table.h"
#include "misuse/child.h"
#include "misuse/objects.h"

namespace quoll::test::misuse {
namespace {

/// One way to call a function: which arguments are NULL.
struct Trial {
  const Call* call;
  int null_argument;  ///< kAll, or the index of the only NULL one
  static constexpr int kAll = -1;

  std::string name() const {
    return std::string(call->name) +
           (null_argument == kAll ? "(all NULL)"
                                  : "(argument " + std::to_string(null_argument + 1) + " NULL)");
  }
};

/// OK for NULL although it is the object, and why.
struct Exception {
  const char* call;
  const char* reason;
};
constexpr Exception kMayBeOk[] = {
    {"mama_openCount", "the count is optional (open/close)"},
    {"mama_openWithProperties", "the default path and file (open/close)"},
    {"mama_openWithPropertiesCount", "the default path and file (open/close)"},
    {"mama_closeCount", "always OK, the count is optional (open/close)"},
    {"mama_enableLogging", "NULL is the standard error stream (logging)"},
    {"mama_setLogCallback2", "NULL restores the default (logging)"},
    {"mama_setApplicationName", "NULL clears the name (identity)"},
    {"mamaDictionary_destroy", "freeing nothing is no error (dictionary.h)"},
    {"mamaFieldDescriptor_destroy", "freeing nothing is no error (fielddesc.h)"},
    {"baseBridgeMamaIoImpl_stop", "ending what was not started is no error (base.h)"},
    {"mamaEntitlementBridge_destroy", "freeing nothing is no error (entitlement.h)"},
    {"mamaEntitlementBridge_destroySubscription", "freeing nothing is no error (entitlement.h)"},
    {"mamaStatsGenerator_destroy", "freeing nothing is no error (statsgenerator.h)"},
    {"mamaConnection_free", "freeing nothing is no error (connection.h)"},
    {"mamaServerConnection_free", "freeing nothing is no error (serverconnection.h)"},
    {"mama_setApplicationClassName", "NULL clears the class (identity)"},
    {"msgUtils_createSubscriptionMessage", "a request of no subscription (msgUtils)"},
    {"msgUtils_createSubscribeMsg", "a request of no subscription (msgUtils)"},
    {"msgUtils_createSnapshotSubscribe", "a request of no subscription (msgUtils)"},
    {"msgUtils_createUnsubscribeMsg", "a request of no subscription (msgUtils)"},
    {"msgUtils_createRefreshMsg", "a request of no subscription (msgUtils)"},
    {"msgUtils_createDictionarySubscribe", "a request of no subscription (msgUtils)"},
    {"msgUtils_createRecoveryRequestMsg", "a request of no subscription (msgUtils)"},
};

/// Calls that wait by design when their objects are valid.
constexpr const char* kWaits[] = {"wombatQueue_dispatch"};

bool may_be_ok(const Call& call) {
  return std::any_of(std::begin(kMayBeOk), std::end(kMayBeOk), [&](const Exception& exception) {
    return std::strcmp(exception.call, call.name) == 0;
  });
}

bool changes_the_state(const Call& call) {
  for (const char* prefix : {"mama_open", "mama_close", "mama_load", "mama_start", "mama_stop",
                             "mama_setDefaultPayload", "mama_setLog", "baseBridge_"}) {
    if (std::string_view(call.name).starts_with(prefix)) return true;
  }
  return false;
}

std::vector<Trial> trials() {
  std::vector<Trial> all;
  for (const Call& call : all_calls()) {
    if (call.function == nullptr || call.arguments.empty()) continue;
    all.push_back({&call, Trial::kAll});
    const auto pointers = std::count_if(call.arguments.begin(), call.arguments.end(), is_pointer);
    const bool waits = std::any_of(std::begin(kWaits), std::end(kWaits), [&](const char* name) {
      return std::strcmp(name, call.name) == 0;
    });
    if (pointers < 1 || waits || call.arguments.size() < 2) continue;
    for (std::size_t i = 0; i < call.arguments.size(); ++i) {
      // A va_list cannot be compared with NULL where it is an array.
      if (call.arguments[i] == Kind::kVariadic) continue;
      if (is_pointer(call.arguments[i])) all.push_back({&call, static_cast<int>(i)});
    }
  }
  return all;
}

void run(Report& report, State state, const Trial& trial) {
  const Call& call = *trial.call;
  Answer answer;
  {
    Objects objects;
    std::vector<Value> values(call.arguments.size() + 1);
    for (std::size_t i = 0; trial.null_argument != Trial::kAll && i < call.arguments.size(); ++i) {
      if (trial.null_argument != static_cast<int>(i)) values[i] = objects.value(call.arguments[i]);
    }
    answer = call.invoke(call.function, values.data());
    const bool object_is_null = trial.null_argument <= 0 && is_pointer(call.arguments.front());
    if (answer.is_status && answer.value == 0 && object_is_null && !may_be_ok(call)) {
      report.finding(trial.name() + " gives OK");
    }
  }
  if (changes_the_state(call)) enter(state);
}

class NullSweep : public ::testing::TestWithParam<State> {};

TEST_P(NullSweep, EveryCallAnswers) {
  const std::vector<Trial> all = trials();
  ASSERT_GT(all.size(), 1000u);  // the table is not empty by mistake
  const auto findings = run_in_children(
      all.size(), [](Report&) { return enter(GetParam()); },
      [&](Report& report, std::size_t i) {
        report.begin(i, all[i].name());
        run(report, GetParam(), all[i]);
      });
  for (const std::string& finding : findings) ADD_FAILURE() << finding;
}

INSTANTIATE_TEST_SUITE_P(States, NullSweep,
                         ::testing::Values(State::kBeforeLoad, State::kLoaded, State::kOpened,
                                           State::kClosed),
                         [](const auto& tested) {
                           std::string name = name_of(tested.param);
                           std::erase(name, ' ');
                           return name;
                         });

}  // namespace
}  // namespace quoll::test::misuse
