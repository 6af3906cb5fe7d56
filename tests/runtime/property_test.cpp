// The properties of the process: every mama_* property function, merging and origins.
#include <mama/integration/bridge.h>

#include <thread>

#include "runtime/runtime_fixture.h"

namespace quoll::mama {
namespace {

using testing::HasSubstr;

class PropertyTest : public RuntimeTest {
 protected:
  void use_default_file(const std::string& text) {
    folder_.write("mama.properties", text);
    setenv("WOMBAT_PATH", folder_.path().c_str(), 1);
  }
  ~PropertyTest() override { unsetenv("WOMBAT_PATH"); }
  TemporaryFolder folder_;
};

TEST_F(PropertyTest, FirstAccessLoadsTheDefaultFileOnce) {
  use_default_file("a=1\n");
  EXPECT_EQ(mamaInternal_getProperties(), nullptr);
  EXPECT_STREQ(mama_getProperty("a"), "1");
  EXPECT_THAT(log_.with("Normal:"), HasSubstr(folder_ / "mama.properties"));
  const wproperty_t handle = mamaInternal_getProperties();
  ASSERT_NE(handle, nullptr);
  folder_.write("mama.properties", "a=2\n");
  mama_loadDefaultProperties();
  EXPECT_STREQ(mama_getProperty("a"), "1");
  mama_setProperty("b", "x");
  mama_setPropertiesFromFile(folder_.path().c_str(), "mama.properties");
  EXPECT_EQ(mamaInternal_getProperties(), handle) << "stable until the final close";
  EXPECT_STREQ(properties_Get(handle, "b"), "x");
}

TEST_F(PropertyTest, SetAlsoLoadsTheDefaultFileFirst) {
  use_default_file("a=file\nb=file\n");
  EXPECT_EQ(mama_setProperty("a", "set"), MAMA_STATUS_OK);
  EXPECT_STREQ(mama_getProperty("a"), "set");
  EXPECT_STREQ(mama_getProperty("b"), "file");
}

TEST_F(PropertyTest, SetAndGetArguments) {
  EXPECT_EQ(mama_setProperty(nullptr, "x"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_setProperty("x", nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_getProperty(nullptr), nullptr);
  EXPECT_EQ(mama_getProperty(""), nullptr);
  EXPECT_EQ(mama_getProperty("unset"), nullptr);
  setenv("QUOLL_TEST_V", "v", 1);
  EXPECT_EQ(mama_setProperty("a", "$(QUOLL_TEST_V) \\n"), MAMA_STATUS_OK);
  EXPECT_STREQ(mama_getProperty("a"), "v \\n");
  unsetenv("QUOLL_TEST_V");
  const char* old_value = mama_getProperty("a");
  mama_setProperty("a", "other");
  EXPECT_STREQ(old_value, "v \\n") << "kept until the final close";
}

TEST_F(PropertyTest, MemoryWinsOverFiles) {
  folder_.write("one", "a=one\nb=one\n");
  folder_.write("two", "b=two\nc=two\nd=\n");
  mama_setProperty("a", "set");
  EXPECT_EQ(mama_setPropertiesFromFile(folder_.path().c_str(), "one"), MAMA_STATUS_OK);
  EXPECT_EQ(mama_setPropertiesFromFile(folder_.path().c_str(), "two"), MAMA_STATUS_OK);
  EXPECT_STREQ(mama_getProperty("a"), "set");
  EXPECT_STREQ(mama_getProperty("b"), "one");
  EXPECT_STREQ(mama_getProperty("c"), "two");
  EXPECT_EQ(mama_getProperty("d"), nullptr);
}

TEST_F(PropertyTest, SetPropertiesFromFileResults) {
  EXPECT_EQ(mama_setPropertiesFromFile(nullptr, "x"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_setPropertiesFromFile("x", nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_setPropertiesFromFile("/nowhere", "none"), MAMA_STATUS_OK);
  EXPECT_THAT(log_.with("Error:"), HasSubstr("/nowhere/none"));
}

TEST_F(PropertyTest, ExplicitOpenOverridesImplicitDefaults) {
  use_default_file("a=default\nb=default\nc=default\n");
  folder_.write("mine", "a=mine\nb=mine\nlast=1\nlast=2\n");
  load("rtgood");  // reads the default file
  mama_setProperty("b", "set");
  ASSERT_EQ(mama_openWithProperties(folder_.path().c_str(), "mine"), MAMA_STATUS_OK);
  EXPECT_STREQ(mama_getProperty("a"), "mine");
  EXPECT_STREQ(mama_getProperty("b"), "set");
  EXPECT_STREQ(mama_getProperty("c"), "default");
  EXPECT_STREQ(mama_getProperty("last"), "2") << "within a file the last one wins";
}

TEST_F(PropertyTest, MissingFileIsNoFailure) {
  load("rtgood");
  EXPECT_EQ(mama_openWithProperties("/nowhere", "none"), MAMA_STATUS_OK);
  EXPECT_THAT(log_.with("Error:"), HasSubstr("/nowhere/none"));
}

TEST_F(PropertyTest, MissingDefaultFileIsSilentOnceThereIsAProperty) {
  mama_setProperty("a", "1");
  load("rtgood");
  const std::size_t errors = log_.with("no file could be opened").size();
  EXPECT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(log_.with("no file could be opened").size(), errors);
}

TEST_F(PropertyTest, FinalCloseDropsThem) {
  load("rtgood");
  mama_setProperty("a", "1");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  ASSERT_EQ(mama_close(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_getProperties(), nullptr);
  EXPECT_EQ(mama_getProperty("a"), nullptr);
}

TEST_F(PropertyTest, AsString) {
  const char* text = mama_getPropertiesAsString();
  EXPECT_STREQ(text, "");
  std::free(const_cast<char*>(text));
  mama_setProperty("b", "2");
  mama_setProperty("a", std::string(5000, 'x').c_str());
  text = mama_getPropertiesAsString();
  EXPECT_EQ(text, "a=" + std::string(5000, 'x') + "\nb=2");
  std::free(const_cast<char*>(text));
}

TEST_F(PropertyTest, TransportNames) {
  char names[4][64];
  std::size_t count = 99;
  EXPECT_EQ(mama_getAvailableTransportNames(names, 4, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mama_getAvailableTransportNames(names, 4, &count), MAMA_STATUS_OK);
  EXPECT_EQ(count, 0u);
  for (const char* key :
       {"mama.qpid.transport.sub.url", "mama.qpid.transport.sub.other", "mama.zmq.transport.pub.x",
        "mama.zmq.transport.none", "mama.zmq.transport.none2.", "other.zmq.transport.no.x",
        "mama.zmq.transports.no.x"}) {
    mama_setProperty(key, "1");
  }
  EXPECT_EQ(mama_getAvailableTransportNames(names, 4, &count), MAMA_STATUS_OK);
  ASSERT_EQ(count, 2u);
  EXPECT_STREQ(names[0], "pub");
  EXPECT_STREQ(names[1], "sub");
  EXPECT_EQ(mama_getAvailableTransportNames(names, 1, &count), MAMA_STATUS_OK);
  EXPECT_EQ(count, 1u);
  mama_setProperty(("mama.a.transport.a" + std::string(100, 'y') + ".x").c_str(), "1");
  EXPECT_EQ(mama_getAvailableTransportNames(names, 4, &count), MAMA_STATUS_OK);
  EXPECT_EQ(names[0], "a" + std::string(62, 'y')) << "cut, and terminated";
  EXPECT_EQ(mama_getAvailableTransportNames(names, 4, nullptr), MAMA_STATUS_NULL_ARG);
}

TEST_F(PropertyTest, Parameters) {
  const char* otherwise = "default";
  EXPECT_EQ(mamaImpl_getParameter(otherwise, "a.%s", "b"), otherwise);
  EXPECT_EQ(mamaInternal_getProperties(), nullptr) << "does not load the default file";
  mama_setProperty("a.b", "42x");
  mama_setProperty("a.bad", "x");
  EXPECT_STREQ(mamaImpl_getParameter(otherwise, "a.%s", "b"), "42x");
  EXPECT_EQ(mamaImpl_getParameter(nullptr, "a.none"), nullptr);
  EXPECT_EQ(mamaImpl_getParameterAsLong(5, 0, 100, "a.%s", "b"), 42);
  EXPECT_EQ(mamaImpl_getParameterAsLong(5, 0, 10, "a.%s", "b"), 10);
  EXPECT_EQ(mamaImpl_getParameterAsLong(5, 50, 100, "a.b"), 50);
  EXPECT_EQ(mamaImpl_getParameterAsLong(5, 0, 100, "a.none"), 5);
  EXPECT_EQ(mamaImpl_getParameterAsLong(5, 10, 100, "a.none"), 10) << "the default is clamped too";
  EXPECT_EQ(mamaImpl_getParameterAsLong(5, 0, 100, "a.bad"), 0);
}

TEST_F(PropertyTest, DefaultQueueTimeout) {
  EXPECT_EQ(mamaBridgeImpl_getDefaultQueueTimeout(), 2000);
  mama_setProperty("mama.defaultqueue.timeout", "300");
  EXPECT_EQ(mamaBridgeImpl_getDefaultQueueTimeout(), 300);
  mama_setProperty("mama.defaultqueue.timeout", "0");
  EXPECT_EQ(mamaBridgeImpl_getDefaultQueueTimeout(), 2000);
}

TEST_F(PropertyTest, LogCallbackMayReadWhileTheFileIsBeingRead) {
  use_default_file("a=1\n");
  static int calls;
  calls = 0;
  mama_setLogCallback2([](MamaLogLevel, const char*) {
    ++calls;
    mama_getProperty("a");
  });
  EXPECT_STREQ(mama_getProperty("a"), "1");
  mama_setLogCallback2(nullptr);
  EXPECT_GT(calls, 0);
}

TEST_F(PropertyTest, ConcurrentFirstAccessSeesTheWholeFile) {
  use_default_file("a=1\n");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] { EXPECT_STREQ(mama_getProperty("a"), "1"); });
  }
  for (auto& thread : threads) thread.join();
}

TEST_F(PropertyTest, LogPropertiesAreAppliedAtOpen) {
  load("rtgood");
  mama_setProperty("mama.logging.level", "warn");
  mama_setProperty("mama.logging.file.name", (folder_ / "log").c_str());
  mama_setProperty("mama.logging.file.policy", "Roll");
  mama_setProperty("mama.logging.file.maxsize", "10");
  mama_setProperty("mama.logging.file.maxroll", "2");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(mama_getLogLevel(), MAMA_LOG_LEVEL_WARN);
  EXPECT_EQ(mama_loggingToFile(), 1);
  for (const char* text : {"0123456789\n", "next"}) mama_logStdout(MAMA_LOG_LEVEL_WARN, "%s", text);
  EXPECT_EQ(folder_.read("log"), "next");
  EXPECT_EQ(folder_.read("log1"), "0123456789\n");
  mama_close();
  EXPECT_EQ(mama_loggingToFile(), 0);
  EXPECT_EQ(mama_getLogLevel(), MAMA_LOG_LEVEL_WARN) << "survives the close";
  mama_setLogLevel(MAMA_LOG_LEVEL_NORMAL);
  mama_setLogFilePolicy(LOGFILE_UNBOUNDED);
}

TEST_F(PropertyTest, UnknownLogLevelIsNamed) {
  load("rtgood");
  mama_setProperty("mama.logging.level", "loud");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(mama_getLogLevel(), MAMA_LOG_LEVEL_NORMAL);
  EXPECT_THAT(log_.with("Warn:"), HasSubstr("'loud'"));
}

TEST_F(PropertyTest, BadAffinityIsNamed) {
  load("rtgood");
  mama_setProperty("mama.thread_affinity.some_thread", "0,x");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_THAT(log_.with("Warn:"), HasSubstr("mama.thread_affinity.some_thread"));
}

TEST_F(PropertyTest, Flags) {
  load("rtgood");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_getAllowMsgModify(), 1);
  EXPECT_EQ(mamaInternal_getCatchCallbackExceptions(), 0);
  mama_close();
  load("rtgood");
  mama_setProperty("mama.message.allowmodify", "no");
  mama_setProperty("mama.catchcallbackexceptions.enable", "true");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_getAllowMsgModify(), 0);
  EXPECT_EQ(mamaInternal_getCatchCallbackExceptions(), 1);
  mama_close();
  load("rtgood");
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  EXPECT_EQ(mamaInternal_getAllowMsgModify(), 1) << "each open starts from the defaults";
  EXPECT_EQ(mamaInternal_getCatchCallbackExceptions(), 0);
}

}  // namespace
}  // namespace quoll::mama
