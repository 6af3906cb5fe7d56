// The C functions of wombat/wtable.h: a table of pointers by name, not synchronised.
#include <wombat/wtable.h>

#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <unordered_map>
#include <vector>

extern "C" {
// Exported without a header, for programs that look for it.
COMMONExpDLL extern int wtable_debug;
int wtable_debug = 0;
}

namespace {

struct Table {
  std::string name;
  std::unordered_map<std::string, void*> entries;
};

Table* table_of(wtable_t table) noexcept { return static_cast<Table*>(table); }

// A callback may remove the entry it is called for, so the walk goes over a copy of the keys.
std::vector<std::string> keys_of(const Table& table) {
  std::vector<std::string> keys;
  keys.reserve(table.entries.size());
  for (const auto& [key, data] : table.entries) keys.push_back(key);
  return keys;
}

}  // namespace

wtable_t wtable_create(const char* name, unsigned long size) {
  try {
    auto* table = new Table{name != nullptr ? name : "", {}};
    table->entries.reserve(size);
    return table;
  } catch (const std::exception&) {
    return nullptr;
  }
}

void wtable_destroy(wtable_t table) { delete table_of(table); }

int wtable_insert(wtable_t table, const char* key, void* data) {
  if (table == nullptr) return 0;
  if (key == nullptr) return -1;
  try {
    return table_of(table)->entries.insert_or_assign(key, data).second ? WTABLE_INSERT_SUCCESS : 0;
  } catch (const std::bad_alloc&) {
    return -1;
  }
}

void* wtable_lookup(wtable_t table, const char* key) {
  if (table == nullptr || key == nullptr) return nullptr;
  const auto it = table_of(table)->entries.find(key);
  return it == table_of(table)->entries.end() ? nullptr : it->second;
}

void* wtable_remove(wtable_t table, const char* key) {
  if (table == nullptr || key == nullptr) return nullptr;
  const auto it = table_of(table)->entries.find(key);
  if (it == table_of(table)->entries.end()) return nullptr;
  void* data = it->second;
  table_of(table)->entries.erase(it);
  return data;
}

void wtable_for_each(wtable_t table, wTableCallback cb, void* closure) {
  if (table == nullptr || cb == nullptr) return;
  for (const std::string& key : keys_of(*table_of(table))) {
    const auto it = table_of(table)->entries.find(key);
    if (it != table_of(table)->entries.end()) cb(table, it->second, key.c_str(), closure);
  }
}

void wtable_free_all(wtable_t table) {
  if (table == nullptr) return;
  for (const auto& [key, data] : table_of(table)->entries) std::free(data);
  table_of(table)->entries.clear();
}

void wtable_free_all_xdata(wtable_t table) { wtable_clear(table); }

void wtable_clear(wtable_t table) {
  if (table != nullptr) table_of(table)->entries.clear();
}

void wtable_clear_for_each(wtable_t table, wTableCallback cb, void* closure) {
  wtable_for_each(table, cb, closure);
  wtable_clear(table);
}

void dumptable(wtable_t table) {
  if (table == nullptr) return;
  const auto& entries = table_of(table)->entries;
  for (std::size_t i = 0; i < entries.bucket_count(); ++i) {
    const bool is_used = entries.bucket_size(i) > 0;
    std::fprintf(stderr, "bucket %zu %p:\n", i,
                 is_used ? static_cast<const void*>(&*entries.begin(i)) : nullptr);
    for (auto it = entries.begin(i); it != entries.end(i); ++it) {
      std::fprintf(stderr, "\tkey: %s\n", it->first.c_str());
    }
  }
}

uint32_t wtable_get_count(wtable_t table) {
  return table == nullptr ? 0 : static_cast<uint32_t>(table_of(table)->entries.size());
}
