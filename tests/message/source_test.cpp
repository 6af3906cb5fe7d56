// Sources and their managers (mama/source.h, mama/sourceman.h).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mama/mama.h>

#include <string>
#include <vector>

namespace {

class Source {
 public:
  Source() { EXPECT_EQ(mamaSource_create(&source_), MAMA_STATUS_OK); }
  explicit Source(const char* id) : Source() {
    EXPECT_EQ(mamaSource_setId(source_, id), MAMA_STATUS_OK);
  }
  ~Source() { EXPECT_EQ(mamaSource_destroy(source_), MAMA_STATUS_OK); }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  operator mamaSource() const { return source_; }

 private:
  mamaSource source_ = nullptr;
};

class Manager {
 public:
  Manager() { EXPECT_EQ(mamaSourceManager_create(&manager_), MAMA_STATUS_OK); }
  ~Manager() { EXPECT_EQ(mamaSourceManager_destroy(manager_), MAMA_STATUS_OK); }
  Manager(const Manager&) = delete;
  Manager& operator=(const Manager&) = delete;
  operator mamaSourceManager() const { return manager_; }

 private:
  mamaSourceManager manager_ = nullptr;
};

struct TextAttribute {
  const char* name;
  mama_status (*set)(mamaSource, const char*);
  mama_status (*get)(const mamaSource, const char**);
  mama_status if_null;
};
constexpr TextAttribute kTexts[] = {
    {"id", mamaSource_setId, mamaSource_getId, MAMA_STATUS_INVALID_ARG},
    {"mapped id", mamaSource_setMappedId, mamaSource_getMappedId, MAMA_STATUS_INVALID_ARG},
    {"display id", mamaSource_setDisplayId, mamaSource_getDisplayId, MAMA_STATUS_INVALID_ARG},
    {"name space", mamaSource_setSymbolNamespace, mamaSource_getSymbolNamespace,
     MAMA_STATUS_NULL_ARG},
    {"transport name", mamaSource_setTransportName, mamaSource_getTransportName,
     MAMA_STATUS_NULL_ARG}};

std::string text_of(const TextAttribute& attribute, mamaSource source) {
  const char* text = "?";
  EXPECT_EQ(attribute.get(source, &text), MAMA_STATUS_OK);
  return text == nullptr ? "(none)" : text;
}

/// Every attribute that is no text, in numbers.
std::vector<long> values_of(mamaSource source) {
  mamaTransport transport = nullptr;
  mamaSymbology symbology = nullptr;
  mamaSource parent = nullptr;
  mamaQuality quality = MAMA_QUALITY_OK;
  mamaSourceState state = MAMA_SOURCE_STATE_OK;
  EXPECT_EQ(mamaSource_getTransport(source, &transport), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSource_getSymbology(source, &symbology), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSource_getParent(source, &parent), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSource_getQuality(source, &quality), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSource_getState(source, &state), MAMA_STATUS_OK);
  return {reinterpret_cast<long>(transport), reinterpret_cast<long>(symbology),
          reinterpret_cast<long>(parent), static_cast<long>(quality), static_cast<long>(state)};
}

mamaSourceManager sub_sources_of(mamaSource source) {
  mamaSourceManager manager = nullptr;
  EXPECT_EQ(mamaSource_getSubSourceManager(source, &manager), MAMA_STATUS_OK);
  return manager;
}

mamaSource found(mamaSourceManager manager, const char* name) {
  mamaSource source = nullptr;
  const mama_status status = mamaSourceManager_findSource(manager, name, &source);
  EXPECT_EQ(status, source == nullptr ? MAMA_STATUS_NOT_FOUND : MAMA_STATUS_OK);
  return source;
}

TEST(Source, TextsAreCopiedAndClearedByNull) {
  const Source source;
  for (const TextAttribute& attribute : kTexts) {
    SCOPED_TRACE(attribute.name);
    EXPECT_EQ(text_of(attribute, source), "(none)");
    std::string given = attribute.name;
    EXPECT_EQ(attribute.set(source, given.c_str()), MAMA_STATUS_OK);
    given.assign(given.size(), '#');
    EXPECT_EQ(text_of(attribute, source), attribute.name);
    EXPECT_EQ(attribute.set(source, ""), MAMA_STATUS_OK);
    EXPECT_EQ(text_of(attribute, source), "");
    EXPECT_EQ(attribute.set(source, nullptr), MAMA_STATUS_OK);
    EXPECT_EQ(text_of(attribute, source), "(none)");
  }
}

TEST(Source, ClearBringsEverythingBackToTheBeginning) {
  const Source parent("parent"), source("child"), sub("sub");
  const std::vector<long> fresh = {0, 0, 0, MAMA_QUALITY_UNKNOWN, MAMA_SOURCE_STATE_UNKNOWN};
  EXPECT_EQ(values_of(source), fresh);
  int object = 0;
  for (const TextAttribute& attribute : kTexts) attribute.set(source, "text");
  EXPECT_EQ(mamaSource_setTransport(source, reinterpret_cast<mamaTransport>(&object)),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaSource_setSymbology(source, reinterpret_cast<mamaSymbology>(&object)),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaSource_setQuality(source, MAMA_QUALITY_STALE), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSource_setState(source, MAMA_SOURCE_STATE_OFF), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSource_setParent(source, parent), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSource_setParent(sub, source), MAMA_STATUS_OK);
  const long at = reinterpret_cast<long>(&object);
  const long of_parent = reinterpret_cast<long>(static_cast<mamaSource>(parent));
  EXPECT_EQ(values_of(source),
            (std::vector<long>{at, at, of_parent, MAMA_QUALITY_STALE, MAMA_SOURCE_STATE_OFF}));
  EXPECT_EQ(mamaSource_clear(source), MAMA_STATUS_OK);
  EXPECT_EQ(values_of(source), fresh);
  for (const TextAttribute& attribute : kTexts) EXPECT_EQ(text_of(attribute, source), "(none)");
  // It has no sub-sources any more, and may have others.
  EXPECT_EQ(found(sub_sources_of(source), "sub"), nullptr);
  EXPECT_EQ(mamaSource_setParent(sub, source), MAMA_STATUS_OK);
  EXPECT_EQ(found(sub_sources_of(source), "sub"), sub);
}

TEST(Source, StatesHaveTheseNames) {
  const Source source;
  EXPECT_STREQ(mamaSource_getStateAsString(source), "SOURCE_STATE_UNKNOWN");
  mamaSource_setState(source, MAMA_SOURCE_STATE_OFF);
  EXPECT_STREQ(mamaSource_getStateAsString(source), "SOURCE_STATE_OFF");
  mamaSource_setState(source, MAMA_SOURCE_STATE_OK);
  EXPECT_STREQ(mamaSource_getStateAsString(source), "SOURCE_STATUS_OK");
  mamaSource_setState(source, static_cast<mamaSourceState>(2));
  EXPECT_STREQ(mamaSource_getStateAsString(source), "SOURCE_STATE_UNDEFINED");
  EXPECT_EQ(mamaSource_getStateAsString(nullptr), nullptr);
}

TEST(Source, AParentKnowsItsSubSourcesById) {
  const Source parent, source, twin("a");
  EXPECT_EQ(mamaSource_setParent(source, parent), MAMA_STATUS_SYSTEM_ERROR) << "without an id";
  mamaSource set = nullptr;
  EXPECT_EQ(mamaSource_getParent(source, &set), MAMA_STATUS_OK);
  EXPECT_EQ(set, parent) << "set nevertheless";
  mamaSource_setId(source, "a");
  EXPECT_EQ(mamaSource_setParent(source, parent), MAMA_STATUS_OK);
  EXPECT_EQ(found(sub_sources_of(parent), "a"), source);
  const char* mapped_id = nullptr;
  EXPECT_EQ(mamaSource_getMappedId(source, &mapped_id), MAMA_STATUS_OK);
  EXPECT_STREQ(mapped_id, "a");
  EXPECT_EQ(mamaSource_setParent(twin, parent), MAMA_STATUS_SYSTEM_ERROR) << "the id is taken";
  EXPECT_EQ(found(sub_sources_of(parent), "a"), source);
  EXPECT_EQ(mamaSourceManager_destroy(sub_sources_of(parent)), MAMA_STATUS_INVALID_ARG)
      << "it belongs to the source";
}

TEST(Source, NullHasAStatusOfEachFunction) {
  const Source source;
  for (const TextAttribute& attribute : kTexts) {
    SCOPED_TRACE(attribute.name);
    const char* text = nullptr;
    EXPECT_EQ(attribute.set(nullptr, "x"), attribute.if_null);
    EXPECT_EQ(attribute.get(nullptr, &text), attribute.if_null);
    EXPECT_EQ(attribute.get(source, nullptr), attribute.if_null);
  }
  mamaQuality quality{};
  mamaSourceState state{};
  mamaSource parent = nullptr;
  mamaTransport transport = nullptr;
  mamaSymbology symbology = nullptr;
  mamaSourceManager manager = nullptr;
  EXPECT_EQ(mamaSource_create(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_destroy(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_clear(nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSource_setQuality(nullptr, MAMA_QUALITY_OK), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSource_getQuality(nullptr, &quality), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSource_getQuality(source, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSource_setState(nullptr, MAMA_SOURCE_STATE_OK), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSource_getState(nullptr, &state), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_getState(source, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_setParent(nullptr, source), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_setParent(source, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_getParent(nullptr, &parent), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_getParent(source, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_setTransport(nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_getTransport(nullptr, &transport), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_getTransport(source, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_setSymbology(nullptr, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_getSymbology(nullptr, &symbology), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_getSymbology(source, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSource_getSubSourceManager(nullptr, &manager), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSource_getSubSourceManager(source, nullptr), MAMA_STATUS_INVALID_ARG);
}

TEST(Source, DestroyedHandlesAreAnswered) {
  mamaSource source = nullptr;
  ASSERT_EQ(mamaSource_create(&source), MAMA_STATUS_OK);
  const mamaSourceManager manager = sub_sources_of(source);
  EXPECT_EQ(mamaSource_destroy(source), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSource_destroy(source), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSource_setId(source, "a"), MAMA_STATUS_INVALID_ARG);
  mamaSource found = nullptr;
  EXPECT_EQ(mamaSourceManager_findSource(manager, "a", &found), MAMA_STATUS_INVALID_ARG);
}

TEST(SourceManager, FindsAndCreatesByName) {
  const Manager manager;
  EXPECT_EQ(found(manager, "a"), nullptr);
  mamaSource made = nullptr, again = nullptr, same = nullptr;
  ASSERT_EQ(mamaSourceManager_createSource(manager, "a", &made), MAMA_STATUS_OK);
  ASSERT_NE(made, nullptr);
  const char *id = nullptr, *mapped_id = "?";
  EXPECT_EQ(mamaSource_getId(made, &id), MAMA_STATUS_OK);
  EXPECT_STREQ(id, "a");
  EXPECT_EQ(mamaSource_getMappedId(made, &mapped_id), MAMA_STATUS_OK);
  EXPECT_EQ(mapped_id, nullptr);
  EXPECT_EQ(mamaSourceManager_createSource(manager, "a", &again), MAMA_STATUS_OK);
  EXPECT_EQ(again, made);
  EXPECT_EQ(mamaSourceManager_findOrCreateSource(manager, "a", &same), MAMA_STATUS_OK);
  EXPECT_EQ(same, made);
  mamaSource other = nullptr;
  EXPECT_EQ(mamaSourceManager_findOrCreateSource(manager, "b", &other), MAMA_STATUS_OK);
  EXPECT_NE(other, made);
  // One that is destroyed is found no more, and may be made anew.
  EXPECT_EQ(mamaSource_destroy(made), MAMA_STATUS_OK);
  EXPECT_EQ(found(manager, "a"), nullptr);
  EXPECT_EQ(mamaSourceManager_createSource(manager, "a", &made), MAMA_STATUS_OK);
  EXPECT_EQ(found(manager, "a"), made);
  EXPECT_EQ(mamaSource_destroy(made), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSource_destroy(other), MAMA_STATUS_OK);
}

TEST(SourceManager, AddsUnderTheIdOrAnotherName) {
  const Manager manager;
  const Source source("a"), nameless, other("a");
  EXPECT_EQ(mamaSourceManager_addSource(manager, nameless), MAMA_STATUS_SYSTEM_ERROR);
  EXPECT_EQ(mamaSourceManager_addSource(manager, source), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSourceManager_addSource(manager, other), MAMA_STATUS_SYSTEM_ERROR);
  EXPECT_EQ(mamaSourceManager_addSourceWithName(manager, other, "b"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSourceManager_addSourceWithName(manager, nameless, "b"), MAMA_STATUS_SYSTEM_ERROR);
  const char *mapped_id = nullptr, *id = nullptr, *unset = "?";
  EXPECT_EQ(mamaSource_getMappedId(other, &mapped_id), MAMA_STATUS_OK);
  EXPECT_STREQ(mapped_id, "b");
  EXPECT_EQ(mamaSource_getId(other, &id), MAMA_STATUS_OK);
  EXPECT_STREQ(id, "a");
  EXPECT_EQ(mamaSource_getMappedId(nameless, &unset), MAMA_STATUS_OK);
  EXPECT_EQ(unset, nullptr) << "a refusal leaves the source as it was";
  EXPECT_EQ(found(manager, "a"), source);
  EXPECT_EQ(found(manager, "b"), other);
}

struct Visit {
  std::vector<mamaSource> sources;
  mamaSourceManager manager = nullptr;
  mamaSource destroy = nullptr;
};

TEST(SourceManager, IteratesOverEachAndSurvivesWhatTheCallbackDoes) {
  mamaSourceManager manager = nullptr;
  ASSERT_EQ(mamaSourceManager_create(&manager), MAMA_STATUS_OK);
  mamaSource a = nullptr, b = nullptr, c = nullptr;
  mamaSourceManager_createSource(manager, "a", &a);
  mamaSourceManager_createSource(manager, "b", &b);
  Visit visit;
  const auto record = [](mamaSourceManager from, mamaSource source, void* closure) {
    auto& self = *static_cast<Visit*>(closure);
    self.manager = from;
    self.sources.push_back(source);
    mamaSource made = nullptr;
    EXPECT_EQ(mamaSourceManager_createSource(from, "c", &made), MAMA_STATUS_OK);
    if (self.destroy != nullptr && source != self.destroy) mamaSource_destroy(self.destroy);
  };
  EXPECT_EQ(mamaSourceManager_iterateSources(manager, record, &visit), MAMA_STATUS_OK);
  EXPECT_THAT(visit.sources, testing::UnorderedElementsAre(a, b));
  EXPECT_EQ(visit.manager, manager);
  c = found(manager, "c");
  visit.sources.clear();
  visit.destroy = c;  // by the first that is visited, unless it is that one itself
  EXPECT_EQ(mamaSourceManager_iterateSources(manager, record, &visit), MAMA_STATUS_OK);
  EXPECT_THAT(visit.sources, testing::UnorderedElementsAre(a, b));
  mamaSource last = found(manager, "c");  // made again by the callback
  EXPECT_EQ(mamaSourceManager_destroy(manager), MAMA_STATUS_OK);
  for (mamaSource source : {a, b, last}) {
    EXPECT_EQ(mamaSource_destroy(source), MAMA_STATUS_OK) << "sources outlive their manager";
  }
}

// Places of destroyed sources are used again: whoever gets one is not the source of that name.
TEST(SourceManager, ADestroyedSourceIsNotMistakenForTheNextAtItsAddress) {
  mamaSourceManager manager = nullptr;
  ASSERT_EQ(mamaSourceManager_create(&manager), MAMA_STATUS_OK);
  mamaSource first = nullptr;
  ASSERT_EQ(mamaSourceManager_createSource(manager, "first", &first), MAMA_STATUS_OK);
  const mamaSource place = first;
  EXPECT_EQ(mamaSource_destroy(first), MAMA_STATUS_OK);
  mamaSource other = nullptr;
  for (int attempts = 0; other != place; ++attempts) {
    ASSERT_LT(attempts, 10000);
    if (other != nullptr) {
      ASSERT_EQ(mamaSource_destroy(other), MAMA_STATUS_OK);
    }
    ASSERT_EQ(mamaSource_create(&other), MAMA_STATUS_OK);
  }
  int visited = 0;
  EXPECT_EQ(
      mamaSourceManager_iterateSources(
          manager, [](mamaSourceManager, mamaSource, void* count) { ++*static_cast<int*>(count); },
          &visited),
      MAMA_STATUS_OK);
  EXPECT_EQ(visited, 0);
  mamaSource found = place;
  EXPECT_EQ(mamaSourceManager_findSource(manager, "first", &found), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(found, nullptr);
  EXPECT_EQ(mamaSource_destroy(other), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSourceManager_destroy(manager), MAMA_STATUS_OK);
}

TEST(SourceManager, NullHasAStatus) {
  const Manager manager;
  const Source source("a");
  mamaSource result = nullptr;
  const auto ignore = [](mamaSourceManager, mamaSource, void*) {};
  EXPECT_EQ(mamaSourceManager_create(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSourceManager_destroy(nullptr), MAMA_STATUS_NULL_ARG);
  for (const auto get : {mamaSourceManager_createSource, mamaSourceManager_findOrCreateSource,
                         mamaSourceManager_findSource}) {
    EXPECT_EQ(get(nullptr, "a", &result), MAMA_STATUS_NULL_ARG);
    EXPECT_EQ(get(manager, nullptr, &result), MAMA_STATUS_INVALID_ARG);
    EXPECT_EQ(get(manager, "a", nullptr), MAMA_STATUS_INVALID_ARG);
  }
  EXPECT_EQ(mamaSourceManager_addSource(nullptr, source), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSourceManager_addSource(manager, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSourceManager_addSourceWithName(nullptr, source, "a"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSourceManager_addSourceWithName(manager, nullptr, "a"), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSourceManager_addSourceWithName(manager, source, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSourceManager_iterateSources(nullptr, ignore, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaSourceManager_iterateSources(manager, nullptr, nullptr), MAMA_STATUS_INVALID_ARG);
}

}  // namespace
