/// Who and where this process is.
#pragma once

#include <deque>
#include <string>

#include "quoll/mutex.h"

namespace quoll::mama {

/// The names that the program gives itself. Any thread may call anything. A name keeps its address
/// until the final close, even when another has replaced it.
class ApplicationIdentity {
 public:
  static ApplicationIdentity& instance();

  enum class Part { kName, kClass };
  /// Null clears.
  void set(Part part, const char* text);
  const char* get(Part part) const;
  /// Gives the default names to the parts that are unset.
  void fill_in_defaults();
  void clear();

 private:
  ApplicationIdentity() = default;
  const char*& slot(Part part) QUOLL_REQUIRES(mutex_) {
    return part == Part::kName ? name_ : class_;
  }
  void set_locked(Part part, const char* text) QUOLL_REQUIRES(mutex_);

  mutable Mutex mutex_;
  const char* name_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  const char* class_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  std::deque<std::string> texts_ QUOLL_GUARDED_BY(mutex_);
};

}  // namespace quoll::mama
