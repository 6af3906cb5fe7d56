// Files that are no bridge, and bytes that are no message, through the public interface: each gets
// its status and a log line that names it, the next correct load works, and nothing is left behind.
#include <gtest/gtest.h>
#include <mama/mama.h>
#include <mama/msg.h>
#include <mama/msgfield.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "misuse/child.h"

namespace quoll::test::misuse {
namespace {

namespace fs = std::filesystem;

int marker;
std::string logged;
std::mutex logged_mutex;

void on_log(MamaLogLevel level, const char* text) {
  const std::lock_guard lock(logged_mutex);
  if (level <= MAMA_LOG_LEVEL_ERROR) logged.append(text).append("\n");
}

/// A folder for broken bridges, gone at the end.
class Folder {
 public:
  Folder() : path_((fs::temp_directory_path() / "quoll-bridges-XXXXXX").string()) {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const char* path() const { return path_.c_str(); }
  std::string file_of(const std::string& bridge) const {
    return path_ + "/libmama" + bridge + "impl.so";
  }
  void write(const std::string& bridge, const std::string& content) const {
    std::ofstream(file_of(bridge), std::ios::binary) << content;
  }

 private:
  std::string path_;
};

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t open_descriptors() {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

class BadBridge : public ::testing::Test {
 protected:
  void SetUp() override {
    mama_setLogCallback2(on_log);
    logged.clear();
  }
  void TearDown() override {
    // After whatever happened, the right bridge works.
    mamaBridge bridge = nullptr;
    EXPECT_EQ(mama_loadBridge(&bridge, "loopback"), MAMA_STATUS_OK);
    EXPECT_EQ(mama_open(), MAMA_STATUS_OK);
    EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
    mama_setLogCallback2(nullptr);
  }

  /// The library cannot be opened: the status of that, the handle untouched, the file in the log.
  void expect_refused(const std::string& bridge) {
    logged.clear();
    auto* const untouched = reinterpret_cast<mamaBridge>(&marker);
    mamaBridge handle = untouched;
    EXPECT_EQ(mama_loadBridgeWithPath(&handle, bridge.c_str(), folder_.path()),
              MAMA_STATUS_NO_BRIDGE_IMPL);
    EXPECT_EQ(handle, untouched);
    EXPECT_NE(logged.find(folder_.file_of(bridge)), std::string::npos) << logged;
  }

  Folder folder_;
};

TEST_F(BadBridge, Missing) { expect_refused("absent"); }

TEST_F(BadBridge, TextFile) {
  folder_.write("text", "This is no library.\n");
  expect_refused("text");
}

TEST_F(BadBridge, EmptyFile) {
  folder_.write("empty", "");
  expect_refused("empty");
}

TEST_F(BadBridge, DirectoryOfThatName) {
  fs::create_directory(folder_.file_of("folder"));
  expect_refused("folder");
}

TEST_F(BadBridge, DanglingAndCircularLinks) {
  fs::create_symlink("nowhere", folder_.file_of("dangling"));
  expect_refused("dangling");
  fs::create_symlink(folder_.file_of("circle"), folder_.file_of("circle"));
  expect_refused("circle");
}

// In a child that is not root, as root reads everything.
TEST_F(BadBridge, UnreadableFile) {
  constexpr uid_t kNobody = 65534;
  folder_.write("secret", "x");
  ASSERT_EQ(chmod(folder_.path(), 0755), 0);
  ASSERT_EQ(chmod(folder_.file_of("secret").c_str(), 0), 0);
  const auto findings = run_in_children(
      1,
      [](Report&) {
        return mama_setLogCallback2(on_log) == MAMA_STATUS_OK &&
               (geteuid() != 0 || seteuid(kNobody) == 0);
      },
      [&](Report& report, std::size_t i) {
        report.begin(i, "an unreadable bridge");
        mamaBridge bridge = nullptr;
        if (mama_loadBridgeWithPath(&bridge, "secret", folder_.path()) !=
            MAMA_STATUS_NO_BRIDGE_IMPL) {
          report.finding("it is not refused");
        }
        if (logged.find("Permission denied") == std::string::npos ||
            logged.find(folder_.file_of("secret")) == std::string::npos) {
          report.finding("the log does not say why: " + logged);
        }
      });
  for (const std::string& finding : findings) ADD_FAILURE() << finding;
}

// A whole library, but not of a middleware: it has no init.
TEST_F(BadBridge, AnotherLibrary) {
  fs::copy(MISUSE_LIBRARY_FOLDER "/libmamaomnmmsgimpl.so", folder_.file_of("other"));
  mamaBridge handle = reinterpret_cast<mamaBridge>(&marker);
  EXPECT_EQ(mama_loadBridgeWithPath(&handle, "other", folder_.path()), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(handle, nullptr);
  EXPECT_NE(logged.find("otherBridge_init"), std::string::npos) << logged;
}

// Names that would leave the folder, overflow a buffer, or mean something to a formatter.
TEST_F(BadBridge, StrangeNames) {
  for (const std::string& name :
       {std::string(), std::string("%s%n%s"), std::string("../loopback"), std::string(300, 'x'),
        std::string(5000, '/'), std::string("\xff\xfe")}) {
    auto* const untouched = reinterpret_cast<mamaBridge>(&marker);
    mamaBridge handle = untouched;
    EXPECT_EQ(mama_loadBridgeWithPath(&handle, name.c_str(), folder_.path()),
              MAMA_STATUS_NO_BRIDGE_IMPL)
        << name;
    EXPECT_EQ(handle, untouched);
    mamaPayloadBridge payload = nullptr;
    EXPECT_NE(mama_loadPayloadBridge(&payload, name.c_str()), MAMA_STATUS_OK) << name;
  }
}

// A copy of a real bridge, cut at many lengths; each in a child, as the loader might die of it.
// What is cut behind everything that is mapped may load.
TEST_F(BadBridge, CutAtAnyLength) {
  const std::string whole = content_of(MISUSE_LIBRARY_FOLDER "/libmamaloopbackimpl.so");
  ASSERT_GT(whole.size(), 1000u);
  constexpr std::size_t kCuts = 120;
  const auto findings = run_in_children(
      kCuts, [](Report&) { return mama_setLogCallback2(on_log) == MAMA_STATUS_OK; },
      [&](Report& report, std::size_t i) {
        // Dense at both ends.
        const std::size_t length =
            i < 40 ? i * 16
                   : (i < 80 ? whole.size() * (i - 39) / 42 : whole.size() - (120 - i) * 64);
        const std::string name = "cut" + std::to_string(length);
        report.begin(i, "a bridge cut to " + std::to_string(length) + " bytes");
        folder_.write(name, whole.substr(0, length));
        logged.clear();
        mamaBridge bridge = nullptr;
        const mama_status status = mama_loadBridgeWithPath(&bridge, name.c_str(), folder_.path());
        if (status == MAMA_STATUS_OK) report.finding(name + " loads under a wrong name");
        if (bridge != nullptr) report.finding(name + " gives a handle");
        if (logged.find(name) == std::string::npos) report.finding(name + " is not in the log");
        fs::remove(folder_.file_of(name));
      });
  for (const std::string& finding : findings) ADD_FAILURE() << finding;
}

TEST_F(BadBridge, RepetitionsLeaveNothing) {
  folder_.write("text", "This is no library.\n");
  fs::copy(MISUSE_LIBRARY_FOLDER "/libmamaomnmmsgimpl.so", folder_.file_of("other"));
  const auto attempt = [this](int count) {
    for (int i = 0; i < count; ++i) {
      mamaBridge bridge = nullptr;
      EXPECT_EQ(mama_loadBridgeWithPath(&bridge, "text", folder_.path()),
                MAMA_STATUS_NO_BRIDGE_IMPL);
      EXPECT_EQ(mama_loadBridgeWithPath(&bridge, "other", folder_.path()), MAMA_STATUS_INVALID_ARG);
      EXPECT_EQ(mama_loadBridgeWithPath(&bridge, "absent", folder_.path()),
                MAMA_STATUS_NO_BRIDGE_IMPL);
      logged.clear();
    }
  };
  attempt(10);
  const std::size_t descriptors = open_descriptors();
  attempt(200);
  EXPECT_EQ(open_descriptors(), descriptors);
}

/// Reads everything of a message that may be nonsense.
void read_all(mamaMsg message) {
  mamaMsg_iterateFields(
      message,
      [](const mamaMsg, const mamaMsgField field, void*) {
        char text[256];
        mamaMsgField_getAsString(field, text, sizeof text);
        mamaMsg inner = nullptr;
        if (mamaMsgField_getMsg(field, &inner) == MAMA_STATUS_OK && inner != nullptr) {
          mama_size_t fields = 0;
          mamaMsg_getNumFields(inner, &fields);
        }
      },
      nullptr, nullptr);
  mama_i32_t number = 0;
  const char* text = nullptr;
  mamaMsg_getI32(message, "number", 1, &number);
  mamaMsg_getString(message, "text", 2, &text);
  mamaMsg_toString(message);
}

// Bytes of a real message, cut at each length, and with random bytes changed.
TEST_F(BadBridge, HostilePayloadBytes) {
  mamaBridge bridge = nullptr;
  ASSERT_EQ(mama_loadBridge(&bridge, "loopback"), MAMA_STATUS_OK);
  ASSERT_EQ(mama_open(), MAMA_STATUS_OK);
  mamaMsg inner = nullptr;
  mamaMsg message = nullptr;
  ASSERT_EQ(mamaMsg_create(&inner), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_create(&message), MAMA_STATUS_OK);
  const mama_i64_t numbers[] = {1, -2, 3};
  const char* texts[] = {"a", "quoll", ""};
  mamaMsg_addString(inner, "deep", 9, "inside");
  mamaMsg_addI32(message, "number", 1, 42);
  mamaMsg_addString(message, "text", 2, "hunts");
  mamaMsg_addOpaque(message, "bytes", 3, "\0\1\2", 3);
  mamaMsg_addVectorI64(message, "numbers", 4, numbers, std::size(numbers));
  mamaMsg_addVectorString(message, "texts", 5, texts, std::size(texts));
  mamaMsg_addMsg(message, "inner", 6, inner);
  const void* bytes = nullptr;
  mama_size_t size = 0;
  ASSERT_EQ(mamaMsg_getByteBuffer(message, &bytes, &size), MAMA_STATUS_OK);
  const std::string whole(static_cast<const char*>(bytes), size);

  const auto try_bytes = [](const std::string& hostile) {
    // On the heap and of the exact size, so that a read behind the end is seen.
    const std::vector<char> exact(hostile.begin(), hostile.end());
    mamaMsg made = nullptr;
    if (mamaMsg_createFromByteBuffer(&made, exact.data(), exact.size()) == MAMA_STATUS_OK) {
      read_all(made);
    }
    mamaMsg_destroy(made);
  };
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    try_bytes(whole.substr(0, length));
  }
  std::mt19937 random(7);
  constexpr int kMutations = 20'000;
  for (int i = 0; i < kMutations; ++i) {
    std::string hostile = whole;
    for (unsigned changes = 1 + random() % 4; changes > 0; --changes) {
      hostile[1 + random() % (hostile.size() - 1)] = static_cast<char>(random());
    }
    try_bytes(hostile);
  }
  try_bytes(whole);
  mamaMsg_destroy(message);
  mamaMsg_destroy(inner);
  EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
}

}  // namespace
}  // namespace quoll::test::misuse
