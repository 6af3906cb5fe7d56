#include "runtime/library_file.h"

#include <elf.h>
#include <link.h>
#include <sys/stat.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>

namespace quoll::mama {
namespace {

struct FileCloser {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

template <class Header>
bool read_at(std::FILE* file, std::uint64_t offset, Header& header) {
  return fseeko(file, static_cast<off_t>(offset), SEEK_SET) == 0 &&
         std::fread(&header, sizeof header, 1, file) == 1;
}

bool is_elf(const ElfW(Ehdr) & header) {
  return std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
         header.e_phentsize == sizeof(ElfW(Phdr));
}

std::string too_short(std::uint64_t needed, std::uint64_t size) {
  return "the file is cut off: it has " + std::to_string(size) +
         " bytes, and its contents reach to byte " + std::to_string(needed);
}

}  // namespace

std::optional<std::string> find_truncation(const std::string& path) {
  const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "re"));
  struct stat status {};
  ElfW(Ehdr) header{};
  if (!file || fstat(fileno(file.get()), &status) != 0 || !S_ISREG(status.st_mode) ||
      !read_at(file.get(), 0, header) || !is_elf(header)) {
    return std::nullopt;
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    const std::uint64_t at = header.e_phoff + std::uint64_t{i} * sizeof(ElfW(Phdr));
    ElfW(Phdr) segment{};
    if (!read_at(file.get(), at, segment)) return too_short(at + sizeof segment, size);
    const std::uint64_t end = std::uint64_t{segment.p_offset} + segment.p_filesz;
    if (segment.p_type == PT_LOAD && end > size) return too_short(end, size);
  }
  return std::nullopt;
}

}  // namespace quoll::mama
