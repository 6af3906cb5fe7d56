/// The objects behind mamaSource and mamaSourceManager.
#pragma once

#include <mama/source.h>
#include <mama/sourceman.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/shim.h"

/// Sources by name. Owned by the application, or by the source whose sub-sources it holds; owns no
/// sources. One thread at a time.
struct mamaSourceManagerImpl_ final {
 public:
  mamaSourceManagerImpl_() = default;
  mamaSourceManagerImpl_(const mamaSourceManagerImpl_&) = delete;
  mamaSourceManagerImpl_& operator=(const mamaSourceManagerImpl_&) = delete;

  /// Null for none. A source that was destroyed is forgotten here.
  mamaSource find(std::string_view name);
  mama_status find_or_create(const char* name, mamaSource* result);
  /// SYSTEM_ERROR when the name is taken.
  mama_status add(mamaSource source, const char* name);
  /// A source, which another one at its address is not taken for.
  class Entry {
   public:
    explicit Entry(mamaSource source);
    /// Null when it was destroyed.
    mamaSource source() const;

   private:
    mamaSource source_;
    std::uint64_t serial_;
  };
  std::vector<Entry> all() const;
  void clear() noexcept { sources_.clear(); }

  bool is_of_a_source = false;

 private:
  std::map<std::string, Entry, std::less<>> sources_;
};

/// Where data comes from: a transport, a name space of symbols, and names. Owned by the
/// application; borrows its transport and parent, and owns the manager of its sub-sources, not
/// these themselves. One thread at a time.
struct mamaSourceImpl_ final {
 public:
  using Text = std::optional<std::string>;
  /// What clear() takes back.
  struct Attributes {
    Text id, mapped_id, display_id, symbol_namespace, transport_name;
    mamaTransport transport = nullptr;
    mamaSymbology symbology = nullptr;
    mamaSource parent = nullptr;
    mamaQuality quality = MAMA_QUALITY_UNKNOWN;
    mamaSourceState state = MAMA_SOURCE_STATE_UNKNOWN;
  };

  /// Null when memory is out.
  static mamaSource create();
  explicit mamaSourceImpl_(mamaSourceManager sub_sources) : sub_sources_(sub_sources) {}
  ~mamaSourceImpl_();
  mamaSourceImpl_(const mamaSourceImpl_&) = delete;
  mamaSourceImpl_& operator=(const mamaSourceImpl_&) = delete;

  void clear();
  mamaSourceManager sub_sources() const noexcept { return sub_sources_; }

  Attributes attributes;
  const std::uint64_t serial = next_serial.fetch_add(1, std::memory_order_relaxed);

 private:
  static inline std::atomic<std::uint64_t> next_serial{1};
  const mamaSourceManager sub_sources_;
};
