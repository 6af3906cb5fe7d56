/// What bridges and the runtime tell each other about themselves.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <thread>

#include "quoll/mutex.h"

namespace quoll::mama {

/// Write-once properties, apart from those of the program: `mama.runtime_version`, and for each
/// bridge `mama.<bridge>.compile_version` and the like. The table exists from the first library
/// load to the final close. Any thread may call anything; values keep their address while the table
/// exists.
///
/// What a load records is journalled, so that a load that fails takes it back and can be tried
/// again.
class MetaProperties {
 public:
  static MetaProperties& instance();

  /// Creates the table with what the runtime itself tells; no effect when it exists.
  void create();
  void drop();

  enum class SetResult { kOk, kAlreadySet, kNoTable };
  SetResult set(std::string_view name, std::string_view value);
  const char* get(std::string_view name) const;

  /// Remembers what this thread sets while it lives, and removes it at its end unless told to keep
  /// it.
  class Journal {
   public:
    Journal();
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;
    void keep() noexcept { keep_ = true; }

   private:
    bool keep_ = false;
    std::uint64_t first_;
  };

 private:
  struct Entry {
    std::string value;
    std::thread::id setter;
    std::uint64_t sequence = 0;
  };

  MetaProperties() = default;
  mutable Mutex mutex_;
  bool exists_ QUOLL_GUARDED_BY(mutex_) = false;
  std::uint64_t next_sequence_ QUOLL_GUARDED_BY(mutex_) = 0;
  std::map<std::string, Entry, std::less<>> entries_ QUOLL_GUARDED_BY(mutex_);
};

/// `mama.<bridge>.<property>`, from a name that is bare or already full; at most 1023 bytes.
std::string full_meta_name(std::string_view bridge, std::string_view property);

}  // namespace quoll::mama
