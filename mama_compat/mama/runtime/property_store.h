/// The properties of the process.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/owner_turn.h"
#include "common/property_set.h"
#include "quoll/mutex.h"

namespace quoll::mama {

/// Holds the one PropertySet behind mama_getProperty() and mamaInternal_getProperties(). It comes
/// into being with the first property access, library load or open, reading the default file, and
/// goes with the final close; its address does not change in between. Any thread may call anything.
/// No lock is held while a line is logged or a file is read: readers of the file take turns.
class PropertyStore {
 public:
  static PropertyStore& instance();

  /// The set, or null while there is none.
  compat::PropertySet* set_or_null() const;
  /// The set; loads the default file when there is none yet.
  compat::PropertySet& ensure();

  /// Reads `file` from the directories of `path` into the set (docs/properties.md: search and
  /// merge). Null arguments mean the defaults.
  void load_for_open(const char* path, const char* file);
  void load_file(const char* path, const char* file);

  /// Ends the set. All pointers into it are invalid afterwards.
  void drop();

 private:
  PropertyStore() = default;
  compat::PropertySet& create_if_missing(bool& created);
  void load(const char* path, const char* file, compat::PropertyOrigin origin,
            bool may_replace_implicit, bool is_quiet);

  OwnerTurn turn_;
  mutable Mutex mutex_;
  compat::PropertySet* set_ QUOLL_GUARDED_BY(mutex_) = nullptr;
};

/// A property by its full name; null when it is unset or there is no set yet. Never loads a file.
const char* property_or_null(std::string_view name);
/// The boolean test of 10/3.3 applied to a property.
bool property_is_true(std::string_view name);
/// A number property; nothing when it is unset or does not start with a number.
std::optional<long long> property_number(std::string_view name);

}  // namespace quoll::mama
