// Broken bridges: each gets its status, a log line that names the culprit, a report for programs,
// and leaves nothing behind; the next correct load works.
#include <quoll/load_report.h>

#include <memory>

#include "runtime/runtime_fixture.h"

namespace quoll::mama {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

int marker;
const auto kUntouched = reinterpret_cast<mamaBridge>(&marker);
const auto kPayloadUntouched = reinterpret_cast<mamaPayloadBridge>(&marker);

struct Report {
  explicit Report(const char* name, quollBridgeKind kind = QUOLL_BRIDGE_MIDDLEWARE)
      : report(quollLoadReport_get(kind, name), quollLoadReport_free) {}
  const quollLoadReport* operator->() const { return report.get(); }
  static std::vector<std::string> texts(const quollTextList& list) {
    return {list.items, list.items + list.count};
  }
  std::unique_ptr<const quollLoadReport, decltype(&quollLoadReport_free)> report;
};

class LoadFailureTest : public RuntimeTest {
 protected:
  mama_status load_failing(const char* name, const char* folder = nullptr) {
    handle_ = kUntouched;
    return mama_loadBridgeWithPath(&handle_, name, folder);
  }
  mama_status load_failing_payload(const char* name) {
    payload_ = kPayloadUntouched;
    return mama_loadPayloadBridge(&payload_, name);
  }
  std::string errors() const { return log_.with("Error:"); }
  static void expect_mapped(const char* library, bool expected) {
    void* mapped = dlopen(library, RTLD_LAZY | RTLD_NOLOAD);
    EXPECT_EQ(mapped != nullptr, expected) << library;
    if (mapped != nullptr) dlclose(mapped);
  }

  mamaBridge handle_ = nullptr;
  mamaPayloadBridge payload_ = nullptr;
};

TEST_F(LoadFailureTest, NoSuchLibrary) {
  EXPECT_EQ(load_failing("rtnowhere"), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(handle_, kUntouched);
  EXPECT_THAT(errors(), AllOf(HasSubstr("libmamartnowhereimpl.so"), HasSubstr("No such file"),
                              HasSubstr(QUOLL_TEST_BRIDGE_FOLDER)));
  const Report report("rtnowhere");
  EXPECT_EQ(report->status, MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_STREQ(report->file, "libmamartnowhereimpl.so");
  EXPECT_THAT(report->loaderText, HasSubstr("No such file"));
  EXPECT_THAT(Report::texts(report->pathsTried),
              Contains(std::string(QUOLL_TEST_BRIDGE_FOLDER) + "/libmamartnowhereimpl.so"));
}

TEST_F(LoadFailureTest, NoSuchLibraryInFolder) {
  EXPECT_EQ(load_failing("rtgood", "/nowhere"), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_THAT(errors(), HasSubstr("/nowhere/libmamartgoodimpl.so"));
  EXPECT_EQ(Report::texts(Report("rtgood")->pathsTried),
            std::vector<std::string>{"/nowhere/libmamartgoodimpl.so"});
  load("rtgood");
  EXPECT_EQ(Report("rtgood")->status, MAMA_STATUS_OK);
}

// Cut at many places: in the header, in the tables, in the code, one byte before the end of what is
// mapped.
TEST_F(LoadFailureTest, TruncatedLibrary) {
  const TemporaryFolder folder;
  std::ifstream file(std::string(QUOLL_TEST_BRIDGE_FOLDER) + "/libmamartgoodimpl.so");
  const std::string whole{std::istreambuf_iterator<char>(file), {}};
  for (std::size_t length : {0, 3, 40, 100, 1000, 4096, 9000}) {
    ASSERT_LT(length, whole.size());
    folder.write("libmamartgoodimpl.so", whole.substr(0, length));
    EXPECT_EQ(load_failing("rtgood", folder.path().c_str()), MAMA_STATUS_NO_BRIDGE_IMPL) << length;
    EXPECT_THAT(errors(), HasSubstr(folder / "libmamartgoodimpl.so"));
  }
  folder.write("libmamartgoodimpl.so", "this is text");
  EXPECT_EQ(load_failing("rtgood", folder.path().c_str()), MAMA_STATUS_NO_BRIDGE_IMPL);
  load("rtgood");
}

TEST_F(LoadFailureTest, NoInit) {
  EXPECT_EQ(load_failing("rtnoinit"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(handle_, nullptr);
  EXPECT_THAT(errors(), HasSubstr("rtnoinitBridge_init"));
  EXPECT_EQ(Report::texts(Report("rtnoinit")->missingRequired),
            std::vector<std::string>{"rtnoinitBridge_init"});
  expect_mapped("libmamartnoinitimpl.so", false);
}

TEST_F(LoadFailureTest, MissingRequiredFunctions) {
  EXPECT_EQ(load_failing("rtlacks"), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(handle_, nullptr);
  EXPECT_THAT(errors(), AllOf(HasSubstr("rtlacksBridgeMamaQueue_enqueueEvent"),
                              HasSubstr("rtlacksBridgeMamaTransport_create")));
  EXPECT_EQ(Report::texts(Report("rtlacks")->missingRequired),
            (std::vector<std::string>{"rtlacksBridgeMamaQueue_enqueueEvent",
                                      "rtlacksBridgeMamaTransport_create"}));
  EXPECT_EQ(mamaInternal_getMetaProperty("mama.rtlacks.compile_version"), nullptr);
  expect_mapped("libmamartlacksimpl.so", false);
}

TEST_F(LoadFailureTest, MissingName) {
  EXPECT_EQ(load_failing("rtnoname"), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(handle_, nullptr);
  EXPECT_THAT(errors(), HasSubstr("rtnonameBridge_getName"));
}

TEST_F(LoadFailureTest, Versions) {
  EXPECT_EQ(load_failing("rtnoversion"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(handle_, nullptr);
  EXPECT_THAT(errors(), HasSubstr("rtnoversion"));
  EXPECT_EQ(load_failing("rtoldversion"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(handle_, nullptr);
  EXPECT_THAT(errors(), AllOf(HasSubstr("5.9.1"), HasSubstr("6.3.2")));
  EXPECT_STREQ(Report("rtoldversion")->versionFound, "5.9.1");
  EXPECT_STREQ(Report("rtoldversion")->versionNeeded, "6.3.2");
  EXPECT_EQ(load_failing("rtbadversion"), MAMA_STATUS_INVALID_ARG);
  EXPECT_THAT(errors(), HasSubstr("'six'"));
}

TEST_F(LoadFailureTest, FailingInitCanBeTriedAgain) {
  setenv("QUOLL_TEST_INIT_FAILS", "1", 1);
  EXPECT_EQ(load_failing("rtgood"), MAMA_STATUS_TIMEOUT);
  unsetenv("QUOLL_TEST_INIT_FAILS");
  EXPECT_EQ(handle_, nullptr);
  EXPECT_THAT(errors(), AllOf(HasSubstr("rtgoodBridge_init"), HasSubstr("STATUS_TIMEOUT")));
  EXPECT_EQ(mamaInternal_findBridge(), nullptr);
  load("rtgood");
}

TEST_F(LoadFailureTest, FailingOpenCanBeTriedAgain) {
  setenv("QUOLL_TEST_OPEN_FAILS", "1", 1);
  EXPECT_EQ(load_failing("rtgood"), MAMA_STATUS_IP_NOT_FOUND);
  unsetenv("QUOLL_TEST_OPEN_FAILS");
  EXPECT_EQ(handle_, nullptr);
  EXPECT_THAT(errors(), HasSubstr("rtgoodBridge_open"));
  EXPECT_EQ(mamaInternal_getMetaProperty("mama.rtgood.compile_version"), nullptr);
  load("rtgood");
  EXPECT_STREQ(mamaInternal_getMetaProperty("mama.rtgood.compile_version"), "6.3.2");
}

TEST_F(LoadFailureTest, MissingBaseLibrary) {
  EXPECT_EQ(load_failing("rtalone", QUOLL_TEST_NO_BASE_FOLDER), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(handle_, nullptr);
  EXPECT_THAT(errors(), HasSubstr(std::string(QUOLL_TEST_NO_BASE_FOLDER) + "/libmamabaseimpl.so"));
  EXPECT_EQ(Report("rtalone")->extendsBase, 1);
}

TEST_F(LoadFailureTest, Payloads) {
  EXPECT_EQ(load_failing_payload("rtnowhere"), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(payload_, kPayloadUntouched);
  EXPECT_THAT(errors(), HasSubstr("libmamartnowhereimpl.so"));

  EXPECT_EQ(load_failing_payload("rtpaynoinit"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(payload_, nullptr);
  EXPECT_THAT(errors(), HasSubstr("rtpaynoinitPayload_init"));

  EXPECT_EQ(load_failing_payload("rtpaylacks"), MAMA_STATUS_PLATFORM);
  EXPECT_EQ(payload_, nullptr);
  EXPECT_THAT(errors(), HasSubstr("rtpaylacksPayload_serialize"));
  EXPECT_EQ(Report("rtpaylacks", QUOLL_BRIDGE_PAYLOAD)->missingRequired.count, 107u);

  EXPECT_EQ(load_failing_payload("rtpayfails"), MAMA_STATUS_TIMEOUT);
  EXPECT_EQ(payload_, nullptr);
  EXPECT_EQ(load_failing_payload("rtpayversion"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(payload_, nullptr);
  EXPECT_THAT(errors(), HasSubstr("7.0.0"));
  EXPECT_EQ(mamaInternal_getDefaultPayload(), nullptr);
}

TEST_F(LoadFailureTest, DuplicatePayloadId) {
  mamaPayloadBridge first = nullptr;
  ASSERT_EQ(mama_loadPayloadBridge(&first, "rtpaya"), MAMA_STATUS_OK);
  EXPECT_EQ(load_failing_payload("rtpaydup"), MAMA_STATUS_SYSTEM_ERROR);
  EXPECT_EQ(payload_, nullptr);
  EXPECT_THAT(errors(), AllOf(HasSubstr("'a'"), HasSubstr("rtpaya"),
                              HasSubstr("mama.payload.rtpaydup.payloadId")));
  EXPECT_EQ(mama_getPayloadBridge(&payload_, "rtpaydup"), MAMA_STATUS_NOT_FOUND);
  mama_setProperty("mama.payload.rtpaydup.payloadId", "z");
  EXPECT_EQ(load_failing_payload("rtpaydup"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_findPayload('z'), payload_);
  EXPECT_EQ(mamaInternal_findPayload('a'), first);
}

TEST_F(LoadFailureTest, SuppressedPayloadFailure) {
  mama_setProperty("mama.payload.suppress_load_failure_logging", "true");
  EXPECT_EQ(load_failing_payload("rtnowhere"), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(errors().find("rtnowhere"), std::string::npos);
}

TEST_F(LoadFailureTest, NullArguments) {
  EXPECT_EQ(mama_loadBridge(nullptr, "x"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_loadBridge(&handle_, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_loadPayloadBridge(nullptr, "x"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_loadPayloadBridge(&payload_, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(quollLoadReport_get(QUOLL_BRIDGE_MIDDLEWARE, nullptr), nullptr);
  EXPECT_EQ(quollLoadReport_get(QUOLL_BRIDGE_MIDDLEWARE, "never tried"), nullptr);
  quollLoadReport_free(nullptr);
}

}  // namespace
}  // namespace quoll::mama
