// What the tests of the runtime share: a clean runtime before and after each test, and the log.
#pragma once

#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mama/integration/mama.h>
#include <mama/log.h>
#include <mama/mama.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/bridges/control.h"

namespace quoll::mama {

// Collects what is logged while it lives.
class LogCapture {
 public:
  LogCapture() {
    lines().clear();
    mama_setLogCallback2([](MamaLogLevel level, const char* text) {
      const std::lock_guard lock(mutex());
      lines().push_back(std::string(mama_logLevelToString(level)) + ": " + text);
    });
  }
  ~LogCapture() { mama_setLogCallback2(nullptr); }
  std::vector<std::string> all() const {
    const std::lock_guard lock(mutex());
    return lines();
  }
  void forget() {
    const std::lock_guard lock(mutex());
    std::vector<std::string>().swap(lines());
  }
  // The lines of that level or word, joined.
  std::string with(const std::string& word) const {
    std::string found;
    for (const std::string& line : all()) {
      if (line.find(word) != std::string::npos) found += line + "\n";
    }
    return found;
  }

 private:
  static std::vector<std::string>& lines() {
    static std::vector<std::string> lines;
    return lines;
  }
  static std::mutex& mutex() {
    static std::mutex mutex;
    return mutex;
  }
};

inline bool is_mapped(const char* library) {
  void* mapped = dlopen(library, RTLD_LAZY | RTLD_NOLOAD);
  if (mapped != nullptr) dlclose(mapped);
  return mapped != nullptr;
}

// A folder that is gone afterwards.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "quoll_runtime_XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string path() const { return path_.string(); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
  }
  std::string read(const std::string& name) const {
    std::ifstream file(path_ / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  bool has(const std::string& name) const { return std::filesystem::exists(path_ / name); }

 private:
  std::filesystem::path path_;
};

class RuntimeTest : public testing::Test {
 protected:
  RuntimeTest() {
    unsetenv("WOMBAT_PATH");
    reset_controls();
  }
  ~RuntimeTest() override { close_everything(); }

  // Bridges that were loaded without an open can only be released by an open and a close.
  static void close_everything() {
    reset_controls();
    unsigned int count = 1;
    mama_closeCount(&count);
    if (mamaInternal_getProperties() != nullptr && count == 0) {
      mamaBridge bridge = nullptr;
      mama_loadBridge(&bridge, "rtgood");
      mama_open();
    }
    for (count = 1; count > 0;) mama_closeCount(&count);
  }

  // Libraries stay mapped, and so do the controls of earlier tests.
  static void reset_controls() {
    for (const char* name : {"rtgood", "rtother"}) {
      if (TestBridgeControl* found = find_control(name); found != nullptr) reset(*found);
    }
  }
  // A bridge that has not yet come back from its dispatch may still read: what a test has not
  // changed is not written.
  static void reset(TestBridgeControl& control) {
    const TestBridgeControl blank{};
    const auto set = [](auto& field, const auto& value) {
      if (field != value) field = value;
    };
    set(control.before_dispatch, blank.before_dispatch);
    set(control.closure, blank.closure);
    set(control.on_open, blank.on_open);
    set(control.on_close, blank.on_close);
    set(control.start_result, blank.start_result);
    set(control.stop_result, blank.stop_result);
    set(control.close_result, blank.close_result);
    set(control.start_returns_at_once, blank.start_returns_at_once);
    set(control.refuse_events, blank.refuse_events);
    for (int* count : {&control.starts, &control.stops, &control.opens, &control.closes}) {
      __atomic_store_n(count, 0, __ATOMIC_RELAXED);
    }
  }
  // Not through RTLD_DEFAULT: that would pin the library.
  static TestBridgeControl* find_control(const std::string& name) {
    void* library = dlopen(("libmama" + name + "impl.so").c_str(), RTLD_LAZY | RTLD_NOLOAD);
    if (library == nullptr) return nullptr;
    void* symbol = dlsym(library, (name + "_control").c_str());
    dlclose(library);
    return static_cast<TestBridgeControl*>(symbol);
  }

  static mamaBridge load(const char* name) {
    mamaBridge bridge = nullptr;
    EXPECT_EQ(mama_loadBridge(&bridge, name), MAMA_STATUS_OK);
    return bridge;
  }
  static TestBridgeControl* control(const std::string& name) {
    TestBridgeControl* found = find_control(name);
    EXPECT_NE(found, nullptr);
    return found;
  }

  LogCapture log_;
};

}  // namespace quoll::mama
