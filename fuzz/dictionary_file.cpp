// The input is a dictionary file. It is refused, and then adds nothing, or read; what is read is
// found by number, index and name, and is the same after it was written to a file or a message.
#include <fcntl.h>
#include <mama/dictionary.h>
#include <mama/fielddesc.h>
#include <mama/msg.h>
#include <sys/mman.h>
#include <unistd.h>

#include <tuple>
#include <vector>

#include "support/check.h"
#include "support/model.h"

namespace {

using fuzz::Message;

class Dictionary {
 public:
  Dictionary() { FUZZ_CHECK(mamaDictionary_create(&handle_) == MAMA_STATUS_OK); }
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;
  ~Dictionary() { FUZZ_CHECK(mamaDictionary_destroy(handle_) == MAMA_STATUS_OK); }
  operator mamaDictionary() const { return handle_; }

 private:
  mamaDictionary handle_ = nullptr;
};

/// A file in memory, gone at the end of the scope.
class File {
 public:
  File() : file_(memfd_create("dictionary", 0)) { FUZZ_CHECK(file_ >= 0); }
  explicit File(const std::string& content) : File() {
    FUZZ_CHECK(write(file_, content.data(), content.size()) ==
               static_cast<ssize_t>(content.size()));
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { FUZZ_CHECK(close(file_) == 0); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

/// Number, type and name of every descriptor, in the order of the numbers.
using Descriptors = std::vector<std::tuple<mama_fid_t, int, std::string>>;

Descriptors descriptors_of(mamaDictionary dictionary) {
  std::size_t size = 0;
  mama_fid_t largest = 0;
  FUZZ_CHECK(mamaDictionary_getSize(dictionary, &size) == MAMA_STATUS_OK);
  FUZZ_CHECK(mamaDictionary_getMaxFid(dictionary, &largest) == MAMA_STATUS_OK);
  Descriptors descriptors;
  for (std::size_t i = 0; i < size; ++i) {
    mamaFieldDescriptor by_index = nullptr;
    FUZZ_CHECK(mamaDictionary_getFieldDescriptorByIndex(
                   dictionary, &by_index, static_cast<unsigned short>(i)) == MAMA_STATUS_OK);
    const mama_fid_t fid = mamaFieldDescriptor_getFid(by_index);
    const char* name = mamaFieldDescriptor_getName(by_index);
    FUZZ_CHECK(name != nullptr && fid <= largest);
    FUZZ_CHECK(descriptors.empty() || std::get<0>(descriptors.back()) < fid);
    mamaFieldDescriptor found = nullptr;
    FUZZ_CHECK(mamaDictionary_getFieldDescriptorByFid(dictionary, &found, fid) == MAMA_STATUS_OK);
    FUZZ_CHECK(found == by_index);
    FUZZ_CHECK(mamaDictionary_getFieldDescriptorByName(dictionary, &found, name) == MAMA_STATUS_OK);
    FUZZ_CHECK(mamaFieldDescriptor_getFid(found) <= fid);  // the lowest number with this name
    descriptors.emplace_back(fid, static_cast<int>(mamaFieldDescriptor_getType(by_index)), name);
  }
  return descriptors;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::set_up_messages();
  const File input(std::string(reinterpret_cast<const char*>(data), size));
  const Dictionary dictionary;
  const mama_status status = mamaDictionary_populateFromFile(dictionary, input.path().c_str());
  const Descriptors descriptors = descriptors_of(dictionary);
  if (status != MAMA_STATUS_OK) {
    FUZZ_CHECK(descriptors.empty());
    return 0;
  }
  mamaMsg made = nullptr;
  if (mamaDictionary_getDictionaryMessage(dictionary, &made) == MAMA_STATUS_OK) {
    const Message message(made);
    const Dictionary built;
    FUZZ_CHECK(mamaDictionary_buildDictionaryFromMessage(built, message) == MAMA_STATUS_OK);
    FUZZ_CHECK(descriptors_of(built).size() <= descriptors.size());
  }
  const File output;
  if (mamaDictionary_writeToFile(dictionary, output.path().c_str()) == MAMA_STATUS_OK) {
    const Dictionary again;
    FUZZ_CHECK(mamaDictionary_populateFromFile(again, output.path().c_str()) == MAMA_STATUS_OK);
    FUZZ_CHECK(descriptors_of(again) == descriptors);
  }
  return 0;
}
