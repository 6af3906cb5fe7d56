/// Dictionaries of 10,000 fields: look-ups through the C interface beside a hash map from the
/// standard library, loading beside reading the same lines into such maps.
#include <mama/dictionary.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "ratio_report.h"

namespace {

constexpr int kFields = 10'000;
constexpr int kFidStep = 3;  // leaves holes
constexpr std::size_t kLookUps = 4096;

struct Peer {
  struct Field {
    std::string name;
    int type;
  };
  std::unordered_map<std::uint16_t, Field> by_fid;
  std::unordered_map<std::string, std::uint16_t> by_name;

  bool load(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) {
      const std::size_t first = line.find('|'), second = line.find('|', first + 1);
      const auto fid = static_cast<std::uint16_t>(std::atoi(line.c_str()));
      std::string name = line.substr(first + 1, second - first - 1);
      by_name.emplace(name, fid);
      by_fid.insert_or_assign(fid, Field{std::move(name), std::atoi(line.c_str() + second + 1)});
    }
    return by_fid.size() == kFields;
  }
};

/// A file, the dictionary and the maps that were read from it, and fids and names to ask for.
struct Data {
  Data() {
    const int descriptor = mkstemp(path.data());
    if (descriptor < 0) std::abort();
    std::FILE* file = fdopen(descriptor, "w");
    for (int i = 0; i < kFields; ++i) {
      std::fprintf(file, "%d|wFieldNumber%d|%d\n", i * kFidStep, i, 14 + i % 8);
    }
    std::fclose(file);
    mamaDictionary_create(&dictionary);
    if (mamaDictionary_populateFromFile(dictionary, path.c_str()) != MAMA_STATUS_OK) std::abort();
    if (!peer.load(path)) std::abort();
    std::uint32_t random = 1;
    for (std::size_t i = 0; i < kLookUps; ++i) {
      random = random * 1664525 + 1013904223;
      const int field = static_cast<int>(random >> 8) % kFields;
      fids.push_back(static_cast<std::uint16_t>(field * kFidStep));
      names.push_back("wFieldNumber" + std::to_string(field));
    }
  }
  ~Data() {
    mamaDictionary_destroy(dictionary);
    unlink(path.c_str());
  }
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;

  std::string path = (std::filesystem::temp_directory_path() / "quoll_dictionary_XXXXXX").string();
  mamaDictionary dictionary = nullptr;
  Peer peer;
  std::vector<std::uint16_t> fids;
  std::vector<std::string> names;
};

const Data& data() {
  static const Data data;
  return data;
}

void by_fid(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state) {
    mamaFieldDescriptor found = nullptr;
    mamaDictionary_getFieldDescriptorByFid(data().dictionary, &found, data().fids[i++ % kLookUps]);
    benchmark::DoNotOptimize(found);
  }
}

void map_by_fid(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(data().peer.by_fid.find(data().fids[i++ % kLookUps]));
  }
}

void by_name(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state) {
    mamaFieldDescriptor found = nullptr;
    mamaDictionary_getFieldDescriptorByName(data().dictionary, &found,
                                            data().names[i++ % kLookUps].c_str());
    benchmark::DoNotOptimize(found);
  }
}

// As the interface has it, the name is a C string.
void map_by_name(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(data().peer.by_name.find(data().names[i++ % kLookUps].c_str()));
  }
}

void load(benchmark::State& state) {
  for (auto _ : state) {
    mamaDictionary dictionary = nullptr;
    mamaDictionary_create(&dictionary);
    mamaDictionary_populateFromFile(dictionary, data().path.c_str());
    mamaDictionary_destroy(dictionary);
  }
}

void map_load(benchmark::State& state) {
  for (auto _ : state) {
    Peer peer;
    benchmark::DoNotOptimize(peer.load(data().path));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto add = [](const char* name, void (*function)(benchmark::State&)) {
    benchmark::RegisterBenchmark(name, function)->MinTime(0.1);
  };
  add("by_fid", by_fid);
  add("map_by_fid", map_by_fid);
  add("by_name", by_name);
  add("map_by_name", map_by_name);
  add("load_10k", load);
  add("map_load_10k", map_load);
  return quoll::bench::run_with_ratios(argc, argv,
                                       {{"by_fid", "map_by_fid", 0, ""},
                                        {"by_name", "map_by_name", 0, ""},
                                        {"load_10k", "map_load_10k", 0, ""}},
                                       "ns");
}
