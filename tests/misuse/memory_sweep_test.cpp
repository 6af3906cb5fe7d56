// Every public function with valid arguments, while memory is out after no, one, two, ... blocks.
// Nothing crashes, nothing hangs, and no exception leaves a C function. A program of its own: it
// replaces operator new.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "misuse/call_table.h"
#include "misuse/child.h"
#include "misuse/objects.h"
#include "support/limited_memory.h"

namespace quoll::test::misuse {
namespace {

/// Calls that wait by design when their objects are valid; ends of what the test ends itself,
/// without a handle that could tell that it is over; calls that want what the test has no valid one
/// of.
constexpr std::string_view kLeftOut[] = {"wombatQueue_dispatch",
                                         "mama_start",
                                         "mama_startAll",
                                         "mamaQueue_dispatch",
                                         "mamaQueue_dispatchEvent",
                                         "baseBridgeMamaQueue_dispatch",
                                         "baseBridgeMamaQueue_dispatchEvent",
                                         "baseBridge_start",
                                         "baseBridgeMamaIoImpl_stop",
                                         "baseBridgeMamaMsg_destroyReplyHandle",
                                         "mamaPublisherCallbacks_deallocate",
                                         "mamaTransport_freeAllConnections",
                                         "mamaTransport_freeAllServerConnections",
                                         "properties_Free",
                                         "properties_FreeEx",
                                         "properties_FreeEx2",
                                         "wombatQueue_deallocate",
                                         "wombatQueue_destroy",
                                         "wtable_destroy"};

/// More blocks than any call needs that is not a loop of its own.
constexpr int kMostBlocks = 40;

std::vector<const Call*> calls() {
  std::vector<const Call*> all;
  for (const Call& call : all_calls()) {
    const bool is_left_out =
        std::find(std::begin(kLeftOut), std::end(kLeftOut), call.name) != std::end(kLeftOut);
    if (call.function != nullptr && !is_left_out) all.push_back(&call);
  }
  return all;
}

/// False when the call had enough.
bool runs_out(Report& report, const Call& call, int blocks) {
  Objects objects;
  std::vector<Value> values(call.arguments.size() + 1);
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    values[i] = objects.value(call.arguments[i]);
  }
  allowed = blocks;
  bool has_thrown = false;
  try {
    call.invoke(call.function, values.data());
  } catch (const std::bad_alloc&) {
    has_thrown = true;
  }
  const bool was_out = allowed < 0;
  allowed = kUnlimited;
  if (has_thrown) {
    report.finding(std::string(call.name) + " throws after " + std::to_string(blocks) + " blocks");
  }
  return was_out;
}

TEST(MemorySweep, EveryCallAnswers) {
  const std::vector<const Call*> all = calls();
  ASSERT_GT(all.size(), 1000u);  // the table is not empty by mistake
  const auto findings = run_in_children(
      all.size(), [](Report&) { return enter(State::kOpened); },
      [&](Report& report, std::size_t i) {
        for (int blocks = 0; blocks < kMostBlocks; ++blocks) {
          report.begin(i,
                       std::string(all[i]->name) + " after " + std::to_string(blocks) + " blocks");
          const bool was_out = runs_out(report, *all[i], blocks);
          enter(State::kOpened);
          if (!was_out) break;
        }
      });
  for (const std::string& finding : findings) ADD_FAILURE() << finding;
}

}  // namespace
}  // namespace quoll::test::misuse
