/// What the tests of dictionaries share.
#pragma once

#include <mama/dictionary.h>
#include <mama/log.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "message/message_support.h"

namespace message_test {

/// A dictionary, destroyed at the end of the scope, and its functions in short.
class Dict {
 public:
  Dict() { EXPECT_EQ(mamaDictionary_create(&dictionary_), MAMA_STATUS_OK); }
  Dict(const Dict&) = delete;
  Dict& operator=(const Dict&) = delete;
  ~Dict() { EXPECT_EQ(mamaDictionary_destroy(dictionary_), MAMA_STATUS_OK); }
  operator mamaDictionary() const { return dictionary_; }

  mamaFieldDescriptor add(int fid, const char* name, int type = MAMA_FIELD_TYPE_I32) {
    mamaFieldDescriptor made = nullptr;
    EXPECT_EQ(mamaDictionary_createFieldDescriptor(dictionary_, static_cast<mama_fid_t>(fid), name,
                                                   static_cast<mamaFieldType>(type), &made),
              MAMA_STATUS_OK);
    return made;
  }
  std::size_t size() const {
    std::size_t size = ~std::size_t{0};
    EXPECT_EQ(mamaDictionary_getSize(dictionary_, &size), MAMA_STATUS_OK);
    return size;
  }
  int max_fid() const {
    mama_fid_t fid = 77;
    EXPECT_EQ(mamaDictionary_getMaxFid(dictionary_, &fid), MAMA_STATUS_OK);
    return fid;
  }
  int has_duplicates() const {
    int duplicates = -1;
    EXPECT_EQ(mamaDictionary_hasDuplicates(dictionary_, &duplicates), MAMA_STATUS_OK);
    return duplicates;
  }
  mamaFieldDescriptor by_fid(int fid) const {
    mamaFieldDescriptor found = nullptr;
    EXPECT_EQ(
        mamaDictionary_getFieldDescriptorByFid(dictionary_, &found, static_cast<mama_fid_t>(fid)),
        MAMA_STATUS_OK);
    return found;
  }
  /// Null when it is not found.
  mamaFieldDescriptor by_name(const char* name) const {
    mamaFieldDescriptor found = nullptr;
    const mama_status status = mamaDictionary_getFieldDescriptorByName(dictionary_, &found, name);
    EXPECT_EQ(status, found != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOT_FOUND);
    return found;
  }
  std::vector<int> fids_named(const char* name, std::size_t room = 10) const {
    std::vector<mamaFieldDescriptor> found(room);
    std::size_t count = room;
    EXPECT_EQ(mamaDictionary_getFieldDescriptorByNameAll(dictionary_, name, found.data(), &count),
              MAMA_STATUS_OK);
    std::vector<int> fids;
    for (std::size_t i = 0; i < count; ++i) fids.push_back(mamaFieldDescriptor_getFid(found[i]));
    return fids;
  }

  /// All of it, by index: fid → name and type.
  using Content = std::vector<std::pair<int, std::pair<std::string, int>>>;
  Content content() const {
    Content all;
    for (std::size_t i = 0; i < size(); ++i) {
      mamaFieldDescriptor at = nullptr;
      EXPECT_EQ(mamaDictionary_getFieldDescriptorByIndex(dictionary_, &at,
                                                         static_cast<unsigned short>(i)),
                MAMA_STATUS_OK);
      all.push_back(
          {mamaFieldDescriptor_getFid(at),
           {mamaFieldDescriptor_getName(at), static_cast<int>(mamaFieldDescriptor_getType(at))}});
    }
    return all;
  }

 private:
  mamaDictionary dictionary_ = nullptr;
};

/// Keeps what is logged while it lives.
class Log {
 public:
  Log() {
    lines().clear();
    mama_setLogCallback2([](MamaLogLevel level, const char* text) {
      lines().push_back(std::string(mama_logLevelToString(level)) + ": " + text);
    });
  }
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  ~Log() { mama_setLogCallback2(nullptr); }
  const std::vector<std::string>& all() const { return lines(); }

 private:
  static std::vector<std::string>& lines() {
    static std::vector<std::string> lines;
    return lines;
  }
};

/// A folder that is gone afterwards.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "quoll_dict_XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string operator/(const char* name) const { return (path_ / name).string(); }
  std::string path() const { return path_.string(); }
  std::string write(const char* name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return *this / name;
  }
  std::string read(const char* name) const {
    std::ifstream file(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::filesystem::path path_;
};

}  // namespace message_test
