/// Dictionaries and their descriptors: filling, looking up, lifetime, messages.
#include <algorithm>
#include <random>
#include <thread>

#include "message/dictionary_support.h"

namespace message_test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string name_of(mamaFieldDescriptor descriptor) {
  const char* name = mamaFieldDescriptor_getName(descriptor);
  return name != nullptr ? name : "(null)";
}

TEST(Descriptor, SaysWhatItWasMadeOf) {
  mamaFieldDescriptor descriptor = nullptr;
  ASSERT_EQ(mamaFieldDescriptor_create(&descriptor, 7, MAMA_FIELD_TYPE_PRICE, "bid"),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaFieldDescriptor_getFid(descriptor), 7);
  EXPECT_EQ(mamaFieldDescriptor_getType(descriptor), MAMA_FIELD_TYPE_PRICE);
  EXPECT_STREQ(mamaFieldDescriptor_getName(descriptor), "bid");
  EXPECT_STREQ(mamaFieldDescriptor_getTypeName(descriptor), "PRICE");
  void* closure = &descriptor;
  EXPECT_EQ(mamaFieldDescriptor_getClosure(descriptor, &closure), MAMA_STATUS_OK);
  EXPECT_EQ(closure, nullptr);
  EXPECT_EQ(mamaFieldDescriptor_setClosure(descriptor, &descriptor), MAMA_STATUS_OK);
  EXPECT_EQ(mamaFieldDescriptor_getClosure(descriptor, &closure), MAMA_STATUS_OK);
  EXPECT_EQ(closure, &descriptor);
  EXPECT_EQ(mamaFieldDescriptor_destroy(descriptor), MAMA_STATUS_OK);
  EXPECT_EQ(mamaFieldDescriptor_destroy(descriptor), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaFieldDescriptor_getFid(descriptor), 65535);
}

TEST(Descriptor, NullIsAnswered) {
  EXPECT_EQ(mamaFieldDescriptor_create(nullptr, 1, MAMA_FIELD_TYPE_I8, "x"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaFieldDescriptor_destroy(nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaFieldDescriptor_getFid(nullptr), 65535);
  EXPECT_EQ(static_cast<int>(mamaFieldDescriptor_getType(nullptr)), -1);
  EXPECT_EQ(mamaFieldDescriptor_getName(nullptr), nullptr);
  EXPECT_STREQ(mamaFieldDescriptor_getTypeName(nullptr), "UNKNOWN");
  void* closure = nullptr;
  EXPECT_EQ(mamaFieldDescriptor_setClosure(nullptr, &closure), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaFieldDescriptor_getClosure(nullptr, &closure), MAMA_STATUS_NULL_ARG);
}

TEST(Descriptor, NullNameIsEmpty) {
  mamaFieldDescriptor descriptor = nullptr;
  ASSERT_EQ(mamaFieldDescriptor_create(&descriptor, 7, MAMA_FIELD_TYPE_PRICE, nullptr),
            MAMA_STATUS_OK);
  EXPECT_STREQ(mamaFieldDescriptor_getName(descriptor), "");
  EXPECT_EQ(mamaFieldDescriptor_destroy(descriptor), MAMA_STATUS_OK);
}

TEST(Dictionary, NullIsAnswered) {
  Dict dict;
  mamaFieldDescriptor found = nullptr;
  std::size_t size = 1;
  mama_fid_t fid = 0;
  int flag = 0;
  const char* text = nullptr;
  mamaMsg msg = nullptr;
  Msg own;
  EXPECT_EQ(mamaDictionary_create(nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_destroy(nullptr), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDictionary_createFieldDescriptor(nullptr, 1, "x", MAMA_FIELD_TYPE_I8, &found),
            MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_setMaxFid(nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByFid(nullptr, &found, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByFid(dict, nullptr, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByIndex(nullptr, &found, 0), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByIndex(dict, nullptr, 0), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByName(dict, nullptr, "x"), MAMA_STATUS_NULL_ARG);
  found = reinterpret_cast<mamaFieldDescriptor>(&fid);
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByName(nullptr, &found, "x"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(found, nullptr);
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByName(dict, &found, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByNameAll(nullptr, "x", &found, &size),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByNameAll(dict, nullptr, &found, &size),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByNameAll(dict, "x", nullptr, &size),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByNameAll(dict, "x", &found, nullptr),
            MAMA_STATUS_INVALID_ARG);
  size = 0;
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByNameAll(dict, "x", &found, &size),
            MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_getMaxFid(nullptr, &fid), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_getMaxFid(dict, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_getSize(nullptr, &size), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_getSize(dict, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_hasDuplicates(nullptr, &flag), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_hasDuplicates(dict, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_getFeedName(nullptr, &text), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_getFeedName(dict, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_getFeedHost(nullptr, &text), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_getFeedHost(dict, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_buildDictionaryFromMessage(nullptr, own), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_buildDictionaryFromMessage(dict, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_getDictionaryMessage(nullptr, &msg), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_getDictionaryMessage(dict, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_fillDictionaryMessage(nullptr, &msg), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_fillDictionaryMessage(dict, nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_fillDictionaryMessage(dict, &msg), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_writeToFile(nullptr, "/dev/null"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_writeToFile(dict, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_populateFromFile(nullptr, "/dev/null"), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaDictionary_populateFromFile(dict, nullptr), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(dict.size(), 0u);
}

TEST(Dictionary, AnEmptyOneHasNothing) {
  Dict dict;
  EXPECT_EQ(dict.size(), 0u);
  EXPECT_EQ(dict.max_fid(), 0);
  EXPECT_EQ(dict.has_duplicates(), 0);
  EXPECT_EQ(dict.by_fid(0), nullptr);
  EXPECT_EQ(dict.by_name("x"), nullptr);
  const char* text = "preset";
  EXPECT_EQ(mamaDictionary_getFeedName(dict, &text), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mamaDictionary_getFeedHost(dict, &text), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(text, nullptr);
}

TEST(Dictionary, FindsByFidIndexAndName) {
  Dict dict;
  mamaFieldDescriptor nine = dict.add(9, "nine"), two = dict.add(2, "two"),
                      last = dict.add(65535, "last"), zero = dict.add(0, "zero");
  EXPECT_EQ(dict.size(), 4u);
  EXPECT_EQ(dict.max_fid(), 65535);
  EXPECT_EQ(dict.by_fid(9), nine);
  EXPECT_EQ(dict.by_fid(0), zero);
  EXPECT_EQ(dict.by_fid(65535), last);
  EXPECT_EQ(dict.by_fid(10), nullptr);  // a hole
  EXPECT_EQ(dict.by_name("two"), two);
  EXPECT_EQ(dict.by_name("Two"), nullptr);
  EXPECT_EQ(dict.by_name("tw"), nullptr);
  const Dict::Content expected = {
      {0, {"zero", 18}}, {2, {"two", 18}}, {9, {"nine", 18}}, {65535, {"last", 18}}};
  EXPECT_EQ(dict.content(), expected);
  mamaFieldDescriptor found = nine;
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByIndex(dict, &found, 4), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_createFieldDescriptor(dict, 3, "three", MAMA_FIELD_TYPE_I8, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(name_of(dict.by_fid(3)), "three");
}

TEST(Dictionary, BeyondTheMaximumFidIsAnArgumentError) {
  Dict dict;
  mamaFieldDescriptor found = dict.add(5, "five");
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByFid(dict, &found, 6), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(found, nullptr);
  EXPECT_EQ(mamaDictionary_setMaxFid(dict, 10), MAMA_STATUS_OK);
  EXPECT_EQ(dict.max_fid(), 10);
  EXPECT_EQ(dict.by_fid(10), nullptr);
  EXPECT_EQ(mamaDictionary_getFieldDescriptorByFid(dict, &found, 11), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaDictionary_setMaxFid(dict, 3), MAMA_STATUS_OK);
  EXPECT_EQ(dict.max_fid(), 10);  // only ever raised
  EXPECT_EQ(mamaDictionary_setMaxFid(dict, ~mama_size_t{0}), MAMA_STATUS_OK);
  EXPECT_EQ(dict.max_fid(), 65535);
  EXPECT_EQ(dict.size(), 1u);
}

TEST(Dictionary, SharedNamesAreFoundInTheOrderOfTheirFids) {
  Dict dict;
  dict.add(30, "x");
  EXPECT_EQ(dict.has_duplicates(), 0);
  dict.add(10, "x");
  dict.add(20, "x");
  dict.add(5, "y");
  EXPECT_EQ(dict.has_duplicates(), 1);
  EXPECT_EQ(dict.by_name("x"), dict.by_fid(10));
  EXPECT_THAT(dict.fids_named("x"), ElementsAre(10, 20, 30));
  EXPECT_THAT(dict.fids_named("x", 2), ElementsAre(10, 20));
  EXPECT_THAT(dict.fids_named("none"), IsEmpty());
  dict.add(10, "z");
  EXPECT_EQ(dict.has_duplicates(), 1);
  EXPECT_EQ(dict.by_name("x"), dict.by_fid(20));
  dict.add(30, "w");
  EXPECT_EQ(dict.has_duplicates(), 0);  // it follows what is there now
  dict.add(20, "v");
  EXPECT_EQ(dict.by_name("x"), nullptr);
}

TEST(Dictionary, ReplacingCountsOnceAndEndsTheOldDescriptor) {
  Dict dict;
  mamaFieldDescriptor old = dict.add(4, "old");
  mamaFieldDescriptor now = dict.add(4, "now", MAMA_FIELD_TYPE_STRING);
  EXPECT_EQ(dict.size(), 1u);
  EXPECT_EQ(dict.by_fid(4), now);
  EXPECT_EQ(dict.by_name("old"), nullptr);
  EXPECT_EQ(mamaFieldDescriptor_getName(old), nullptr);
  EXPECT_EQ(mamaFieldDescriptor_getType(now), MAMA_FIELD_TYPE_STRING);
  now = dict.add(4, "now");  // under its own name
  EXPECT_EQ(dict.by_name("now"), now);
  EXPECT_EQ(dict.has_duplicates(), 0);
}

TEST(Dictionary, ItsDescriptorsAreNotForTheApplicationToDestroy) {
  Log log;
  Dict dict;
  mamaFieldDescriptor descriptor = dict.add(4, "four");
  EXPECT_EQ(mamaFieldDescriptor_destroy(descriptor), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(name_of(dict.by_fid(4)), "four");
  ASSERT_EQ(log.all().size(), 1u);
  EXPECT_THAT(log.all()[0], ::testing::HasSubstr("\"four\""));
}

TEST(Dictionary, DescriptorsEndWithIt) {
  mamaFieldDescriptor descriptor = nullptr;
  {
    Dict dict;
    descriptor = dict.add(4, "four");
  }
  EXPECT_EQ(mamaFieldDescriptor_getName(descriptor), nullptr);
  EXPECT_EQ(mamaFieldDescriptor_getFid(descriptor), 65535);
}

// Against a map, with names that often collide.
TEST(Dictionary, AgreesWithAModelAfterRandomAdditions) {
  std::mt19937 random(20260218);
  for (int round = 0; round < 20; ++round) {
    Dict dict;
    std::map<int, std::pair<std::string, int>> model;
    for (int step = 0; step < 400; ++step) {
      const int fid = static_cast<int>(random() % (round % 2 == 0 ? 300 : 65536));
      const std::string name = "n" + std::to_string(random() % 150);
      const int type = static_cast<int>(random() % 101);
      dict.add(fid, name.c_str(), type);
      model[fid] = {name, type};
    }
    EXPECT_EQ(dict.content(), Dict::Content(model.begin(), model.end()));
    EXPECT_EQ(dict.max_fid(), model.rbegin()->first);
    bool duplicates = false;
    for (int i = 0; i < 150; ++i) {
      const std::string name = "n" + std::to_string(i);
      std::vector<int> fids;
      for (const auto& [fid, rest] : model) {
        if (rest.first == name) fids.push_back(fid);
      }
      EXPECT_EQ(dict.fids_named(name.c_str(), 500), fids);
      EXPECT_EQ(dict.by_name(name.c_str()), fids.empty() ? nullptr : dict.by_fid(fids.front()));
      duplicates = duplicates || fids.size() > 1;
    }
    EXPECT_EQ(dict.has_duplicates(), duplicates ? 1 : 0);
  }
}

TEST(Dictionary, ManyThreadsMayLookUp) {
  Dict dict;
  for (int fid = 1; fid <= 500; ++fid) dict.add(fid, ("f" + std::to_string(fid)).c_str());
  const auto look_up = [&dict] {
    for (int fid = 1; fid <= 500; ++fid) {
      const std::string name = "f" + std::to_string(fid);
      EXPECT_EQ(name_of(dict.by_fid(fid)), name);
      EXPECT_EQ(dict.by_name(name.c_str()), dict.by_fid(fid));
    }
    EXPECT_EQ(dict.content().size(), 500u);
  };
  std::thread first(look_up), second(look_up);
  first.join();
  second.join();
}

// ---- messages ----------------------------------------------------------------------------------

TEST(DictionaryMessage, EveryFieldBecomesADescriptor) {
  Msg msg;
  fill_with_everything(msg);
  Dict dict;
  dict.add(60001, "kept");
  ASSERT_EQ(mamaDictionary_buildDictionaryFromMessage(dict, msg), MAMA_STATUS_OK);
  mamaMsgIterator iterator = nullptr;
  ASSERT_EQ(mamaMsgIterator_create(&iterator, nullptr), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgIterator_associate(iterator, msg), MAMA_STATUS_OK);
  std::map<int, std::pair<std::string, int>> expected = {{60001, {"kept", MAMA_FIELD_TYPE_I32}}};
  while (mamaMsgField field = mamaMsgIterator_next(iterator)) {
    mama_fid_t fid = 0;
    const char* name = nullptr;
    mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
    EXPECT_EQ(mamaMsgField_getFid(field, &fid), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgField_getName(field, &name), MAMA_STATUS_OK);
    EXPECT_EQ(mamaMsgField_getType(field, &type), MAMA_STATUS_OK);
    expected[fid] = {name != nullptr ? name : "", type};
  }
  EXPECT_EQ(mamaMsgIterator_destroy(iterator), MAMA_STATUS_OK);
  EXPECT_GT(expected.size(), 10u);
  EXPECT_EQ(dict.content(), Dict::Content(expected.begin(), expected.end()));
}

TEST(DictionaryMessage, FeedNameAndHostAreTakenEachOnItsOwn) {
  Dict dict;
  const char* text = nullptr;
  {
    Msg msg;
    ASSERT_EQ(mamaMsg_addString(msg, "MdFeedHost", 12, "host1"), MAMA_STATUS_OK);
    ASSERT_EQ(mamaMsg_addI32(msg, "MdFeedName", 11, 3), MAMA_STATUS_OK);  // not a string
    ASSERT_EQ(mamaDictionary_buildDictionaryFromMessage(dict, msg), MAMA_STATUS_OK);
  }
  EXPECT_EQ(mamaDictionary_getFeedName(dict, &text), MAMA_STATUS_NOT_FOUND);
  EXPECT_EQ(mamaDictionary_getFeedHost(dict, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "host1");
  {
    Msg msg;
    ASSERT_EQ(mamaMsg_addString(msg, "MdFeedName", 11, "feed1"), MAMA_STATUS_OK);
    ASSERT_EQ(mamaDictionary_buildDictionaryFromMessage(dict, msg), MAMA_STATUS_OK);
  }
  EXPECT_EQ(mamaDictionary_getFeedName(dict, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "feed1");
  EXPECT_EQ(mamaDictionary_getFeedHost(dict, &text), MAMA_STATUS_OK);
  EXPECT_STREQ(text, "host1");
  EXPECT_EQ(dict.size(), 2u);  // descriptors too
  EXPECT_EQ(mamaFieldDescriptor_getType(dict.by_fid(11)), MAMA_FIELD_TYPE_STRING);
}

TEST(DictionaryMessage, ANamelessFieldHasAnEmptyName) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addI32(msg, nullptr, 5, 1), MAMA_STATUS_OK);
  Dict dict;
  ASSERT_EQ(mamaDictionary_buildDictionaryFromMessage(dict, msg), MAMA_STATUS_OK);
  EXPECT_EQ(name_of(dict.by_fid(5)), "");
}

constexpr int kMessageTypes[] = {1,  7,  8,  9,  10, 14, 15, 16, 17, 18, 19, 20, 21, 24, 25, 26, 27,
                                 29, 30, 34, 35, 36, 37, 38, 39, 40, 41, 44, 45, 46, 47, 48, 49};

TEST(DictionaryMessage, CarriesADescriptorOfEveryType) {
  omnmmsg();
  Dict dict, back;
  for (int type : kMessageTypes) dict.add(1000 - type, ("f" + std::to_string(type)).c_str(), type);
  mamaMsg msg = nullptr;
  ASSERT_EQ(mamaDictionary_getDictionaryMessage(dict, &msg), MAMA_STATUS_OK);
  ASSERT_EQ(mamaDictionary_buildDictionaryFromMessage(back, msg), MAMA_STATUS_OK);
  EXPECT_EQ(back.content(), dict.content());
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
}

TEST(DictionaryMessage, ValuesAreDummies) {
  omnmmsg();
  Dict dict;
  dict.add(5, "i", MAMA_FIELD_TYPE_I32);
  dict.add(4, "s", MAMA_FIELD_TYPE_STRING);
  dict.add(6, "c", MAMA_FIELD_TYPE_CHAR);
  dict.add(7, "p", MAMA_FIELD_TYPE_PRICE);
  dict.add(8, "vi", MAMA_FIELD_TYPE_VECTOR_I32);
  dict.add(9, "vb", MAMA_FIELD_TYPE_VECTOR_BOOL);
  dict.add(10, "m", MAMA_FIELD_TYPE_MSG);
  dict.add(11, "o", MAMA_FIELD_TYPE_OPAQUE);
  dict.add(12, "vs", MAMA_FIELD_TYPE_VECTOR_STRING);
  Msg msg;
  ASSERT_EQ(mamaMsg_addI32(msg, "before", 100, 1), MAMA_STATUS_OK);
  mamaMsg handle = msg;
  ASSERT_EQ(mamaDictionary_fillDictionaryMessage(dict, &handle), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toNormalizedString(msg),
               "{before[100]=1,s[4]=,i[5]=0,c[6]= ,p[7]=123.450000,vi[8]={1},vb[9]={false},"
               "m[10]={[1]=0},o[11]=0x20,vs[12]={ }}");
}

TEST(DictionaryMessage, TypesWithoutAFieldAreLeftOutAndLogged) {
  omnmmsg();
  Dict dict;
  dict.add(1, "quantity", MAMA_FIELD_TYPE_QUANTITY);
  dict.add(2, "collection", MAMA_FIELD_TYPE_COLLECTION);
  dict.add(3, "unknown", MAMA_FIELD_TYPE_UNKNOWN);
  dict.add(4, "odd", 77);
  dict.add(5, "good", MAMA_FIELD_TYPE_U8);
  Log log;
  mamaMsg msg = nullptr;
  ASSERT_EQ(mamaDictionary_getDictionaryMessage(dict, &msg), MAMA_STATUS_OK);
  EXPECT_STREQ(mamaMsg_toNormalizedString(msg), "{good[5]=0}");
  ASSERT_EQ(log.all().size(), 4u);
  EXPECT_THAT(log.all()[3], ::testing::HasSubstr("odd (fid 4, type 77)"));
  EXPECT_EQ(mamaMsg_destroy(msg), MAMA_STATUS_OK);
}

}  // namespace
}  // namespace message_test
