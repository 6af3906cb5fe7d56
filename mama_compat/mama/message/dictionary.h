/// The object behind a mamaDictionary.
#pragma once

#include <mama/dictionary.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "message/descriptor.h"

namespace quoll::mama {

class DictionaryRequest;

/// Field descriptors by number and by name. Look-ups by fid, index and name take constant time, an
/// addition too when it is above the present last fid (as in files), else a short move.
///
/// Owned by the application, owns its descriptors. Filled by one thread at a time while no other
/// uses it; then any number of threads may look up. What fails, for lack of memory say, changes
/// nothing.
class Dictionary {
 public:
  /// What a descriptor is made of.
  struct Entry {
    mama_fid_t fid;
    mamaFieldType type;
    std::string name;
  };

  Dictionary() = default;
  ~Dictionary();
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;

  /// Adds a descriptor; the one that had its fid ends.
  mamaFieldDescriptor set(mama_fid_t fid, mamaFieldType type, const char* name);
  /// Adds all or, when memory is out, none.
  void merge(std::vector<Entry> entries);
  void raise_max_fid(mama_fid_t fid);

  std::size_t size() const noexcept { return table_.fids.size(); }
  /// 0 when empty.
  mama_fid_t max_fid() const noexcept { return table_.max_fid; }
  bool has_duplicates() const noexcept { return table_.shared_names > 0; }

  /// Null where there is none.
  mamaFieldDescriptor by_fid(mama_fid_t fid) const noexcept {
    return fid < table_.by_fid.size() ? table_.by_fid[fid] : nullptr;
  }
  using Fids = std::vector<mama_fid_t>;
  /// In ascending order: all, and those of one name.
  const Fids& fids() const noexcept { return table_.fids; }
  const Fids& fids_named(std::string_view name) const noexcept;

  std::optional<std::string> feed_name;
  std::optional<std::string> feed_host;

 private:
  struct NameHash {
    using is_transparent = void;
    // Not noexcept: the standard library then keeps the hash beside each name, and neither growing
    // nor looking up computes those of other names again.
    std::size_t operator()(std::string_view name) const {
      return std::hash<std::string_view>()(name);
    }
  };

  /// The descriptors and the ways to find them, without owning them: a copy can be changed and then
  /// take the place of the original, or be dropped.
  struct Table {
    /// What put() may have to allocate; shows nowhere.
    void make_room_for(const mamaFieldDescriptorImpl_& descriptor);
    /// After make_room_for(). @return the descriptor that was there
    mamaFieldDescriptor put(mamaFieldDescriptor descriptor) noexcept;
    void take_out(const mamaFieldDescriptorImpl_& descriptor) noexcept;

    std::vector<mamaFieldDescriptor> by_fid;  // null in holes
    mama_fid_t max_fid = 0;
    Fids fids;
    std::unordered_map<std::string, Fids, NameHash, std::equal_to<>> names;
    std::size_t shared_names = 0;  // names that more than one fid has
  };

  Table table_;
};

/// Adds the entries of a dictionary file, or none of them. Logs what it cannot use.
/// @return OK; IO_ERROR; NOMEM is thrown
mama_status read_dictionary_file(Dictionary& dictionary, const char* name);
/// @return OK; IO_ERROR
mama_status write_dictionary_file(const Dictionary& dictionary, const char* name);

/// Adds a descriptor for each field of a message, or none. @return OK; why it could not be read
mama_status add_fields_of(mamaMsg message, Dictionary& dictionary);
/// Appends a field of each descriptor to a message; logs those that cannot be added.
mama_status append_fields(const Dictionary& dictionary, mamaMsg message);

}  // namespace quoll::mama

struct mamaDictionaryImpl_ final : quoll::mama::Dictionary {
  quoll::mama::DictionaryRequest* request =
      nullptr;  ///< ends with the dictionary, which it may free
};
