/// The OMNM wire format: which bytes each field type has, and how they are read and written.
///
/// A message is a header (id, version, number of further header bytes) and fields until the end of
/// the buffer. A field is type, fid (2 bytes), name with NUL, for some types a 4-byte length, data.
/// Numbers are little-endian and unaligned.
#pragma once

#include <mama/fielddesc.h>
#include <mama/types.h>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace quoll::omnm {

static_assert(std::endian::native == std::endian::little,
              "the wire format is little-endian and read in place");

inline constexpr char kPayloadId = 'O';
inline constexpr std::uint8_t kVersion = 1;
/// Id, version, number of further header bytes.
inline constexpr std::uint32_t kHeaderSize = 3;
/// Type and fid, in front of the name.
inline constexpr std::uint32_t kFieldPrefixSize = 3;
inline constexpr std::uint32_t kLengthSize = 4;
inline constexpr std::uint32_t kTimeRecordSize = 40;
inline constexpr std::uint32_t kPriceRecordSize = 24;

/// The one-byte type code of a field; the values are those of mamaFieldType.
using WireType = std::uint8_t;

/// How the extent of a field's data is found.
enum class Extent : std::uint8_t {
  kUnknown,  ///< not a type of this format: nothing behind it can be parsed
  kFixed,    ///< the width of the type
  kText,     ///< up to and with a NUL
  kSized,    ///< a 4-byte length in front of the data
};

struct TypeInfo {
  Extent extent = Extent::kUnknown;
  std::uint8_t width = 0;  ///< of the value (kFixed) or of one element (vectors of fixed width)
};

namespace detail {
constexpr std::array<TypeInfo, 256> make_type_table() {
  std::array<TypeInfo, 256> table{};
  auto set = [&table](mamaFieldType type, Extent extent, unsigned width) {
    table[static_cast<std::uint8_t>(type)] = {extent, static_cast<std::uint8_t>(width)};
  };
  const std::pair<mamaFieldType, unsigned> fixed[] = {{MAMA_FIELD_TYPE_BOOL, 1},
                                                      {MAMA_FIELD_TYPE_CHAR, 1},
                                                      {MAMA_FIELD_TYPE_I8, 1},
                                                      {MAMA_FIELD_TYPE_U8, 1},
                                                      {MAMA_FIELD_TYPE_I16, 2},
                                                      {MAMA_FIELD_TYPE_U16, 2},
                                                      {MAMA_FIELD_TYPE_I32, 4},
                                                      {MAMA_FIELD_TYPE_U32, 4},
                                                      {MAMA_FIELD_TYPE_F32, 4},
                                                      {MAMA_FIELD_TYPE_I64, 8},
                                                      {MAMA_FIELD_TYPE_U64, 8},
                                                      {MAMA_FIELD_TYPE_F64, 8},
                                                      {MAMA_FIELD_TYPE_TIME, kTimeRecordSize},
                                                      {MAMA_FIELD_TYPE_PRICE, kPriceRecordSize},
                                                      {MAMA_FIELD_TYPE_QUANTITY, 4}};
  for (const auto& [type, width] : fixed) set(type, Extent::kFixed, width);
  set(MAMA_FIELD_TYPE_STRING, Extent::kText, 0);
  const std::pair<mamaFieldType, unsigned> sized[] = {
      {MAMA_FIELD_TYPE_OPAQUE, 1},
      {MAMA_FIELD_TYPE_MSG, 1},
      {MAMA_FIELD_TYPE_VECTOR_BOOL, 1},
      {MAMA_FIELD_TYPE_VECTOR_CHAR, 1},
      {MAMA_FIELD_TYPE_VECTOR_I8, 1},
      {MAMA_FIELD_TYPE_VECTOR_U8, 1},
      {MAMA_FIELD_TYPE_VECTOR_I16, 2},
      {MAMA_FIELD_TYPE_VECTOR_U16, 2},
      {MAMA_FIELD_TYPE_VECTOR_I32, 4},
      {MAMA_FIELD_TYPE_VECTOR_U32, 4},
      {MAMA_FIELD_TYPE_VECTOR_I64, 8},
      {MAMA_FIELD_TYPE_VECTOR_U64, 8},
      {MAMA_FIELD_TYPE_VECTOR_F32, 4},
      {MAMA_FIELD_TYPE_VECTOR_F64, 8},
      {MAMA_FIELD_TYPE_VECTOR_STRING, 1},
      {MAMA_FIELD_TYPE_VECTOR_MSG, 1},
      {MAMA_FIELD_TYPE_VECTOR_TIME, kTimeRecordSize},
      {MAMA_FIELD_TYPE_VECTOR_PRICE, kPriceRecordSize},
      {MAMA_FIELD_TYPE_COLLECTION, 1}};
  for (const auto& [type, width] : sized) set(type, Extent::kSized, width);
  return table;
}
}  // namespace detail

inline constexpr std::array<TypeInfo, 256> kTypeTable = detail::make_type_table();

/// The value of type T at an address of any alignment.
template <class T>
inline T load(const void* at) noexcept {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

template <class T>
inline void store(void* at, T value) noexcept {
  std::memcpy(at, &value, sizeof value);
}

/// So many bytes behind the end of a message may be read (not used), which saves find_nul the case
/// of the last few bytes.
inline constexpr std::size_t kReadAhead = 32;

/// The first NUL in [at, end), or null. `end` lies in a buffer with kReadAhead bytes behind it, and
/// `at` may be some bytes behind the end, too. Names and texts are short: a call of memchr costs
/// more than the search.
inline const std::uint8_t* find_nul(const std::uint8_t* at, const std::uint8_t* end) noexcept {
#if defined(__SSE2__)
  const __m128i zero = _mm_setzero_si128();
  do {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const auto zeros = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, zero)));
    if (zeros != 0) {
      at += static_cast<unsigned>(std::countr_zero(zeros));
      return at < end ? at : nullptr;
    }
    at += sizeof block;
  } while (at < end);
  return nullptr;
#else
  if (at >= end) return nullptr;
  return static_cast<const std::uint8_t*>(std::memchr(at, 0, static_cast<std::size_t>(end - at)));
#endif
}

/// strlen in line, for names and other short texts: the call was a fifth of the time that adding a
/// field takes. It reads whole aligned blocks of 16 bytes, as the C library's does: pages end where
/// blocks end, so what lies around the text can be read, too. Valgrind knows such reads; sanitizers
/// must not look.
__attribute__((no_sanitize("address"), no_sanitize("thread"))) inline std::size_t text_length(
    const char* text) noexcept {
#if defined(__SSE2__)
  const __m128i zero = _mm_setzero_si128();
  const std::size_t before = reinterpret_cast<std::uintptr_t>(text) % sizeof zero;
  const auto* block = reinterpret_cast<const __m128i*>(text - before);
  __m128i equal = _mm_cmpeq_epi8(_mm_load_si128(block), zero);
  unsigned zeros = static_cast<unsigned>(_mm_movemask_epi8(equal)) >> before;
  if (zeros != 0) return static_cast<std::size_t>(std::countr_zero(zeros));
  equal = _mm_cmpeq_epi8(_mm_load_si128(block + 1), zero);
  zeros = static_cast<unsigned>(_mm_movemask_epi8(equal));
  if (zeros != 0) return sizeof zero - before + static_cast<std::size_t>(std::countr_zero(zeros));
#endif
  return std::strlen(text);
}

/// memcpy for short stretches, in line.
inline void copy_short(std::uint8_t* to, const void* from, std::size_t size) noexcept {
  const auto* bytes = static_cast<const std::uint8_t*>(from);
  if (size > 16) {
    std::memcpy(to, bytes, size);
  } else if (size >= 8) {
    const auto first = load<std::uint64_t>(bytes);
    const auto last = load<std::uint64_t>(bytes + size - 8);
    store(to, first);
    store(to + size - 8, last);
  } else if (size >= 4) {
    const auto first = load<std::uint32_t>(bytes);
    const auto last = load<std::uint32_t>(bytes + size - 4);
    store(to, first);
    store(to + size - 4, last);
  } else {
    for (std::size_t i = 0; i < size; ++i) to[i] = bytes[i];
  }
}

}  // namespace quoll::omnm
