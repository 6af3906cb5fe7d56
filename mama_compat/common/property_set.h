/// The set of properties behind a `wproperty_t`.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "quoll/api.h"

namespace quoll::compat {

/// Where a value came from; a stronger origin is not displaced by a weaker one in merge_text().
enum class PropertyOrigin : std::uint8_t {
  kImplicitFile,  // a default file that nobody asked for by name
  kExplicitFile,  // a file that the program named
  kProgram,       // set by a call
};

/// Keys and values. Any thread may call any function at any time; only the end of the object is the
/// owner's business. Values keep their address for the life of the set even when they are replaced,
/// so a pointer from get() is never left hanging; equal values of a key share their storage, so
/// replacing a value again and again by the same few texts does not grow.
///
/// The lock is held for look-ups and changes only, never while a callback runs.
class QUOLL_API PropertySet {
 public:
  PropertySet() = default;
  PropertySet(const PropertySet&) = delete;
  PropertySet& operator=(const PropertySet&) = delete;

  /// The value, or null when the key is unknown or has none.
  const char* get(std::string_view key) const;

  /// Stores a copy as it is. Without a value the key exists and reads as unset.
  void set(std::string_view key, std::optional<std::string_view> value,
           PropertyOrigin origin = PropertyOrigin::kProgram);

  /// Parses `text` and stores what it defines; later definitions replace earlier ones, also those
  /// that were in the set before. References to environment variables in values are expanded.
  void add_text(std::string_view text, PropertyOrigin origin = PropertyOrigin::kProgram);

  /// As add_text(), but a value that the set has already stays, unless it came from an implicit
  /// file and `may_replace_implicit` is true.
  void merge_text(std::string_view text, PropertyOrigin origin, bool may_replace_implicit);

  /// Puts every entry of `from` into this set. The storage of the values is shared afterwards.
  void merge(const PropertySet& from);

  std::size_t size() const;

  /// Keys and values in order of the keys, a key without a value with "". The pointers stay valid
  /// as long as the set lives.
  std::vector<std::pair<const char*, const char*>> entries() const;
  /// The same for keys that start with `prefix` and are longer, without the prefix.
  std::vector<std::pair<const char*, const char*>> entries_with_prefix(
      std::string_view prefix) const;

  /// Storage of a value, shared between sets by merge().
  using Value = std::shared_ptr<const std::string>;
  /// Every value that no other set shares, for a caller that lets them live on.
  std::vector<Value> values_owned_alone() const;

 private:
  struct Entry {
    Value current;  // null: no value
    PropertyOrigin origin = PropertyOrigin::kProgram;
    // Earlier values that somebody may still point to, by their text.
    std::unordered_map<std::string_view, Value> retired;
  };
  static void replace(Entry& entry, Value value);
  static Value make_value(Entry& entry, std::string_view text);

  mutable std::shared_mutex mutex_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace quoll::compat
