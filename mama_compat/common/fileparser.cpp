// The C functions of wombat/fileparser.h: a file that is read front to back.
#include <sys/stat.h>
#include <wombat/fileparser.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>

namespace {

struct StreamCloser {
  void operator()(FILE* stream) const noexcept { std::fclose(stream); }
};
using Stream = std::unique_ptr<FILE, StreamCloser>;

// What a parser reads from. Owned by the parser; one thread at a time.
class Source {
 public:
  virtual ~Source() = default;
  // Up to `size` bytes from `position` on, which lie before the end of the file; ends behind
  // `delimiter` if there is one. Fewer than asked for: the file has become shorter.
  virtual std::uint64_t read(std::uint64_t position, char* to, std::uint64_t size,
                             const char* delimiter) = 0;
};

class Mapping : public Source {
 public:
  Mapping(const void* start, std::uint64_t size)
      : start_(static_cast<const char*>(start)), size_(size) {}
  ~Mapping() override {
    if (size_ > 0) munmap(const_cast<char*>(start_), size_);
  }
  std::uint64_t read(std::uint64_t position, char* to, std::uint64_t size,
                     const char* delimiter) override {
    const char* from = start_ + position;
    const void* end = delimiter == nullptr ? nullptr : std::memchr(from, *delimiter, size);
    if (end != nullptr) size = static_cast<std::uint64_t>(static_cast<const char*>(end) - from) + 1;
    std::memcpy(to, from, size);
    return size;
  }

 private:
  const char* start_;
  std::uint64_t size_;
};

class StreamSource : public Source {
 public:
  explicit StreamSource(Stream stream) : stream_(std::move(stream)) {}
  std::uint64_t read(std::uint64_t position, char* to, std::uint64_t size,
                     const char* delimiter) override {
    // A rewind moves the position; otherwise the stream stands there already.
    if (static_cast<std::uint64_t>(ftello(stream_.get())) != position &&
        fseeko(stream_.get(), static_cast<off_t>(position), SEEK_SET) != 0) {
      return 0;
    }
    if (delimiter == nullptr) return std::fread(to, 1, size, stream_.get());
    std::uint64_t count = 0;
    for (int c = 0; count < size && (c = getc_unlocked(stream_.get())) != EOF;) {
      to[count++] = static_cast<char>(c);
      if (to[count - 1] == *delimiter) break;
    }
    return count;
  }

 private:
  Stream stream_;
};

class Parser {
 public:
  fileParserStatus open(fileParserType type, const char* name) {
    close();
    struct stat facts {};
    if (stat(name, &facts) != 0) return FILE_PARSER_STATUS_NO_FILE;
    if (type != FILE_PARSER_TYPE_MMAP && type != FILE_PARSER_TYPE_FILE_STREAM) {
      return FILE_PARSER_STATUS_INVALID_ARG;
    }
    Stream stream(std::fopen(name, "re"));
    // A folder can be opened like a file, but has nothing to read.
    if (stream == nullptr || !S_ISREG(facts.st_mode)) return FILE_PARSER_STATUS_NO_HANDLE;
    const auto size = static_cast<std::uint64_t>(facts.st_size);
    if (type == FILE_PARSER_TYPE_FILE_STREAM) {
      source_ = std::make_unique<StreamSource>(std::move(stream));
    } else {
      void* start = size == 0
                        ? nullptr
                        : mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fileno(stream.get()), 0);
      if (start == MAP_FAILED) return FILE_PARSER_STATUS_FAILURE;
      source_ = std::make_unique<Mapping>(start, size);
    }
    size_ = size;
    return FILE_PARSER_STATUS_OK;
  }

  void close() noexcept {
    source_ = nullptr;
    size_ = position_ = 0;
  }
  bool is_open() const noexcept { return source_ != nullptr; }
  std::uint64_t size() const noexcept { return size_; }
  bool is_at_end() const noexcept { return position_ >= size_; }
  void rewind() noexcept { position_ = 0; }

  // Returns the bytes copied.
  std::uint64_t read(void* to, std::uint64_t size, const char* delimiter) {
    const std::uint64_t wanted = std::min(size, size_ - position_);
    if (wanted == 0) return 0;
    const std::uint64_t count = source_->read(position_, static_cast<char*>(to), wanted, delimiter);
    // A file that has become shorter ends here.
    position_ = count == 0 ? size_ : position_ + count;
    return count;
  }

 private:
  std::unique_ptr<Source> source_;
  std::uint64_t size_ = 0;
  std::uint64_t position_ = 0;
};

Parser* parser_of(fileParser parser) noexcept { return static_cast<Parser*>(parser); }

fileParserStatus read(fileParser parser, void* to, uint64_t size, const char* delimiter,
                      uint64_t* count) {
  if (parser == nullptr || to == nullptr || count == nullptr) return FILE_PARSER_STATUS_NULL_ARG;
  if (size == 0) return FILE_PARSER_STATUS_INVALID_ARG;
  if (!parser_of(parser)->is_open()) return FILE_PARSER_STATUS_INVALID_STATE;
  *count = parser_of(parser)->read(to, size, delimiter);
  const char* bytes = static_cast<const char*>(to);
  if (delimiter != nullptr && *count > 0 && bytes[*count - 1] == *delimiter) --*count;
  return FILE_PARSER_STATUS_OK;
}

}  // namespace

fileParserStatus fileParser_allocate(fileParser* parser) {
  if (parser == nullptr) return FILE_PARSER_STATUS_NULL_ARG;
  *parser = new (std::nothrow) Parser;
  return *parser == nullptr ? FILE_PARSER_STATUS_NOMEM : FILE_PARSER_STATUS_OK;
}

fileParserStatus fileParser_create(fileParser parser, fileParserType type,
                                   const char* fileName) try {
  if (parser == nullptr || fileName == nullptr) return FILE_PARSER_STATUS_NULL_ARG;
  if (*fileName == '\0') return FILE_PARSER_STATUS_INVALID_ARG;
  return parser_of(parser)->open(type, fileName);
} catch (const std::bad_alloc&) {
  return FILE_PARSER_STATUS_NOMEM;
}

uint64_t fileParser_getFileSize(fileParser parser) {
  return parser == nullptr ? 0 : parser_of(parser)->size();
}

fileParserStatus fileParser_readFileToBuffer(fileParser parser, void* destBuffer,
                                             uint64_t destBufferSize, uint64_t* bytesWritten) {
  return read(parser, destBuffer, destBufferSize, nullptr, bytesWritten);
}

fileParserStatus fileParser_readFileToBufferUntilCharacter(fileParser parser, void* destBuffer,
                                                           uint64_t destBufferSize, char delim,
                                                           uint64_t* bytesWritten) {
  return read(parser, destBuffer, destBufferSize, &delim, bytesWritten);
}

fileParserStatus fileParser_rewindFile(fileParser parser) {
  if (parser == nullptr) return FILE_PARSER_STATUS_NULL_ARG;
  if (!parser_of(parser)->is_open()) return FILE_PARSER_STATUS_INVALID_STATE;
  parser_of(parser)->rewind();
  return FILE_PARSER_STATUS_OK;
}

int fileParser_isEndOfFile(fileParser parser) {
  return parser == nullptr || parser_of(parser)->is_at_end() ? 1 : 0;
}

const char* fileParser_stringForStatus(fileParserStatus status) {
  constexpr std::array kNames{"FILE_PARSER_STATUS_OK",          "FILE_PARSER_STATUS_NOMEM",
                              "FILE_PARSER_STATUS_ERRNO",       "FILE_PARSER_STATUS_NULL_ARG",
                              "FILE_PARSER_STATUS_INVALID_ARG", "FILE_PARSER_STATUS_INVALID_STATE",
                              "FILE_PARSER_STATUS_NO_HANDLE",   "FILE_PARSER_STATUS_NO_FILE",
                              "FILE_PARSER_STATUS_EOF",         "FILE_PARSER_STATUS_FAILURE"};
  const auto index = static_cast<std::size_t>(status);
  return index < kNames.size() ? kNames[index] : "unknown";
}

fileParserStatus fileParser_closeFile(fileParser parser) {
  if (parser == nullptr) return FILE_PARSER_STATUS_NULL_ARG;
  if (!parser_of(parser)->is_open()) return FILE_PARSER_STATUS_INVALID_STATE;
  parser_of(parser)->close();
  return FILE_PARSER_STATUS_OK;
}

fileParserStatus fileParser_destroy(fileParser parser) {
  if (parser == nullptr) return FILE_PARSER_STATUS_NULL_ARG;
  delete parser_of(parser);
  return FILE_PARSER_STATUS_OK;
}
