// Every handle type: made, destroyed, and then given to every function that takes it first. Each
// call gives a status that is not OK (or NULL, or 0), logs an error that names the function, and
// new objects still work.
#include <gtest/gtest.h>
#include <mama/mama.h>
#include <mama/queuegroup.h>

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "misuse/call_table.h"
#include "misuse/child.h"
#include "misuse/objects.h"

namespace quoll::test::misuse {
namespace {

struct Handle {
  Kind kind;
  const char* name;
};
constexpr Handle kHandles[] = {
    {Kind::mamaQueue, "mamaQueue"},
    {Kind::mamaDispatcher, "mamaDispatcher"},
    {Kind::mamaQueueGroup, "mamaQueueGroup"},
    {Kind::mamaTimer, "mamaTimer"},
    {Kind::mamaIo, "mamaIo"},
    {Kind::mamaInbox, "mamaInbox"},
    {Kind::mamaTransport, "mamaTransport"},
    {Kind::mamaPublisher, "mamaPublisher"},
    {Kind::mamaSubscription, "mamaSubscription"},
    {Kind::mamaMsg, "mamaMsg"},
    {Kind::mamaMsgField, "mamaMsgField"},
    {Kind::mamaMsgIterator, "mamaMsgIterator"},
    {Kind::mamaMsgReply, "mamaMsgReply"},
    {Kind::mamaDateTime, "mamaDateTime"},
    {Kind::mamaTimeZone, "mamaTimeZone"},
    {Kind::mamaPrice, "mamaPrice"},
    {Kind::mamaMsgQual, "mamaMsgQual"},
    {Kind::mamaDictionary, "mamaDictionary"},
    {Kind::mamaFieldDescriptor, "mamaFieldDescriptor"},
    {Kind::mamaConnection, "mamaConnection"},
    {Kind::mamaServerConnection, "mamaServerConnection"},
    {Kind::mamaDQPublisher, "mamaDQPublisher"},
    {Kind::endpointPool_t, "endpointPool_t"},
    {Kind::mamaSource, "mamaSource"},
    {Kind::mamaSourceManager, "mamaSourceManager"},
};

/// Calls that hand the handle on, and so log under the name of another public function.
struct HandsOn {
  const char* call;
  const char* to;
};
constexpr HandsOn kHandsOn[] = {
    {"baseBridge_start", "mamaQueue_dispatch"},
    {"baseBridge_stop", "mamaQueue_stopDispatch"},
    {"mamaDQPublisher_create", "mamaDQPublisher_createWithCallbacks"},
    {"mamaMsgImpl_getStatusFromMsg", "mamaMsg_getI32"},
    {"mamaMsg_toJsonString", "mamaMsg_toJsonStringWithDictionary"},
    {"mamaSourceManager_findOrCreateSource", "mamaSourceManager_createSource"},
    {"mamaTransport_getBridgeTransport", "mamaTransport_getBridgeTransportByIndex"},
    {"mamaMsgQual_clear", "mamaMsgQual_setValue"},
    {"mamaMsgStatus_statusForMsg", "mamaMsgImpl_getStatus"},
    {"mamaMsgStatus_stringForMsg", "mamaMsgImpl_getStatus"},
    {"mamaMsgType_stringForMsg", "mamaMsg_getI32"},
    {"mamaMsgType_typeForMsg", "mamaMsg_getI32"},
    {"mamaSubscription_isActive", "mamaSubscription_isValid"},
    {"msgUtils_getIssueSymbol", "mamaMsg_getString"},
    {"msgUtils_msgNum", "mamaMsg_getI32"},
    {"msgUtils_msgSubscMsgType", "mamaMsg_getI32"},
    {"msgUtils_msgTotal", "mamaMsg_getI32"},
    {"msgUtils_setStatus", "mamaMsgImpl_setStatus"},
    {"msgUtils_setSubscSubject", "mamaMsg_addString"},
};

const char* name_in_log(const Call& call) {
  for (const HandsOn& entry : kHandsOn) {
    if (std::strcmp(entry.call, call.name) == 0) return entry.to;
  }
  return call.name;
}

std::string logged;  // of the call under test; in a child with one thread that logs

void on_log(MamaLogLevel level, const char* text) {
  if (level <= MAMA_LOG_LEVEL_ERROR) logged.append(text).append("\n");
}

std::vector<const Call*> calls_on(Kind kind) {
  std::vector<const Call*> calls;
  for (const Call& call : all_calls()) {
    if (call.function == nullptr || call.arguments.empty()) continue;
    // Placeholders look at nothing.
    if (std::string_view(call.name).starts_with("baseBridgeMamaTransport_")) continue;
    if (call.arguments.front() == kind) calls.push_back(&call);
  }
  return calls;
}

void check_answer(Report& report, const Call& call, const Answer& answer) {
  const std::string name = std::string(call.name) + "(destroyed)";
  if (answer.is_status && answer.value == 0) report.finding(name + " gives OK");
  if (std::string_view(call.returns) == "void") return;
  if (!answer.is_status && std::string_view(call.returns).ends_with("*") && answer.value != 0 &&
      std::string_view(call.returns) != "const char *") {
    report.finding(name + " gives a pointer");
  }
  if (logged.find(std::string(name_in_log(call)) + ":") == std::string::npos) {
    report.finding(name + " gives " + std::to_string(answer.value) +
                   " and logs no error with its name" +
                   (logged.empty() ? "" : ": " + logged.substr(0, 120)));
  }
}

void call_with_destroyed(Report& report, Kind kind, const Call& call) {
  Objects objects;
  void* stale = objects.make_destroyed(kind);
  if (stale == nullptr) {
    report.finding(std::string(call.name) + ": no destroyed handle to call it with");
    return;
  }
  std::vector<Value> values(call.arguments.size());
  values[0].pointer = stale;
  for (std::size_t i = 1; i < values.size(); ++i) values[i] = objects.value(call.arguments[i]);
  logged.clear();
  const Answer answer = call.invoke(call.function, values.data());
  check_answer(report, call, answer);
}

class StaleHandle : public ::testing::TestWithParam<Handle> {};

TEST_P(StaleHandle, EveryCallRefusesIt) {
  const Kind kind = GetParam().kind;
  const std::vector<const Call*> calls = calls_on(kind);
  ASSERT_FALSE(calls.empty());
  const auto findings = run_in_children(
      calls.size() + 1,
      [](Report&) {
        return enter(State::kOpened) && mama_setLogCallback2(on_log) == MAMA_STATUS_OK;
      },
      [&](Report& report, std::size_t i) {
        if (i < calls.size()) {
          report.begin(i, std::string(calls[i]->name) + "(destroyed)");
          call_with_destroyed(report, kind, *calls[i]);
          return;
        }
        report.begin(i, "a new object after misuse");
        Objects objects;
        void* fresh = objects.make(kind);
        if (fresh == nullptr) report.finding("no new object can be made");
      });
  for (const std::string& finding : findings) ADD_FAILURE() << finding;
}

INSTANTIATE_TEST_SUITE_P(Types, StaleHandle, ::testing::ValuesIn(kHandles),
                         [](const auto& tested) { return std::string(tested.param.name); });

// The application destroys a queue of a group by its handle, and then the group.
TEST(StaleQueueOfGroup, TheGroupIsDestroyedAllTheSame) {
  ASSERT_TRUE(enter(State::kOpened));
  Objects objects;
  auto* group = static_cast<mamaQueueGroup>(objects.make(Kind::mamaQueueGroup));
  mamaQueue queue = nullptr;
  ASSERT_EQ(mamaQueueGroup_getQueueByIndex(group, &queue, 0), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueueGroup_stopDispatch(group), MAMA_STATUS_OK);
  ASSERT_EQ(mamaQueue_destroy(queue), MAMA_STATUS_OK);
  EXPECT_EQ(mamaQueueGroup_destroy(group), MAMA_STATUS_OK);
  EXPECT_TRUE(enter(State::kBeforeLoad));
}

}  // namespace
}  // namespace quoll::test::misuse
