// The payload's parser on its own: every truncation and every value of every byte, over one message
// of each type; and encodings as the reference makes them. What is read must not depend on what
// lies behind the message, neither in the caller's memory (buffers are allocated to size, for the
// address sanitizer) nor in what the payload's own buffer held before.
#include <algorithm>
#include <memory>

#include "message_support.h"
#include "omnmmsg_functions.h"

using message_test::Bytes;
using message_test::hex;
using message_test::Msg;
using message_test::PriceValue;
using message_test::Time;

namespace {

constexpr int kDepthMax = 4;

/// A number that stands for everything that was read (FNV-1a).
class Digest {
 public:
  void add(const void* bytes, std::size_t size) {
    const auto* at = static_cast<const std::uint8_t*>(bytes);
    for (std::size_t i = 0; i < size; ++i) value_ = (value_ ^ at[i]) * 0x100000001B3u;
  }
  template <class T>
  void add(T value) {
    add(&value, sizeof value);
  }
  void add_text(const char* text) { add(text, strlen(text) + 1); }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xCBF29CE484222325u;
};

/// Reads whatever the payload's functions give away, and counts the fields.
class Reader {
 public:
  std::size_t read(msgPayload payload, int depth = 0) {
    msgPayloadIter iterator = nullptr;
    EXPECT_EQ(omnmmsgPayloadIter_create(&iterator, payload), MAMA_STATUS_OK);
    std::size_t fields = 0;
    while (msgFieldPayload field = omnmmsgPayloadIter_next(iterator, nullptr, payload)) {
      read_field(field, payload, depth);
      ++fields;
    }
    EXPECT_EQ(omnmmsgPayloadIter_hasNext(iterator, payload), 0);
    EXPECT_EQ(omnmmsgPayloadIter_destroy(iterator), MAMA_STATUS_OK);
    mama_size_t counted = 0;
    EXPECT_EQ(omnmmsgPayload_getNumFields(payload, &counted), MAMA_STATUS_OK);
    EXPECT_EQ(counted, fields);
    if (depth == 0) digest_.add_text(omnmmsgPayload_toString(payload));
    return fields;
  }
  std::uint64_t digest() const { return digest_.value(); }

 private:
  void read_field(msgFieldPayload field, msgPayload payload, int depth) {
    const char* name = nullptr;
    std::uint16_t fid = 0;
    mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
    EXPECT_EQ(omnmmsgFieldPayload_getName(field, nullptr, nullptr, &name), MAMA_STATUS_OK);
    EXPECT_EQ(omnmmsgFieldPayload_getFid(field, nullptr, nullptr, &fid), MAMA_STATUS_OK);
    EXPECT_EQ(omnmmsgFieldPayload_getType(field, &type), MAMA_STATUS_OK);
    if (name != nullptr) digest_.add_text(name);
    digest_.add(fid);
    digest_.add(type);
    read_numbers(field);
    read_texts(field);
    read_objects(field);
    char text[64] = "";
    if (omnmmsgFieldPayload_getAsString(field, payload, text, sizeof text) == MAMA_STATUS_OK) {
      digest_.add_text(text);
    }
    if (depth < kDepthMax) read_messages(field, depth);
  }

  void read_numbers(msgFieldPayload field) {
#define READ(Name, T)                                                                       \
  {                                                                                         \
    T value{};                                                                              \
    if (omnmmsgFieldPayload_get##Name(field, &value) == MAMA_STATUS_OK) digest_.add(value); \
    const T* values = nullptr;                                                              \
    mama_size_t count = 0;                                                                  \
    if (omnmmsgFieldPayload_getVector##Name(field, &values, &count) == MAMA_STATUS_OK) {    \
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(values) % alignof(T), 0u);                 \
      digest_.add(values, count * sizeof(T));                                               \
    }                                                                                       \
  }
    READ(Bool, mama_bool_t)
    READ(Char, char)
    READ(I8, mama_i8_t)
    READ(U8, mama_u8_t)
    READ(I16, mama_i16_t)
    READ(U16, mama_u16_t)
    READ(I32, mama_i32_t)
    READ(U32, mama_u32_t)
    READ(I64, mama_i64_t)
    READ(U64, mama_u64_t)
    READ(F32, mama_f32_t)
    READ(F64, mama_f64_t)
#undef READ
  }

  void read_texts(msgFieldPayload field) {
    const char* text = nullptr;
    const void* bytes = nullptr;
    const char** texts = nullptr;
    mama_size_t count = 0;
    if (omnmmsgFieldPayload_getString(field, &text) == MAMA_STATUS_OK) digest_.add_text(text);
    if (omnmmsgFieldPayload_getOpaque(field, &bytes, &count) == MAMA_STATUS_OK) {
      digest_.add(bytes, count);
    }
    if (omnmmsgFieldPayload_getVectorString(field, &texts, &count) == MAMA_STATUS_OK) {
      for (mama_size_t i = 0; i < count; ++i) digest_.add_text(texts[i]);
    }
  }

  void add_time(mamaDateTime time) {
    mama_i64_t seconds = 0;
    mama_u32_t nanoseconds = 0;
    EXPECT_EQ(mamaDateTime_getEpochTimeExt(time, &seconds, &nanoseconds), MAMA_STATUS_OK);
    digest_.add(seconds);
    digest_.add(nanoseconds);
  }
  void add_price(mamaPrice price) {
    double value = 0;
    EXPECT_EQ(mamaPrice_getValue(price, &value), MAMA_STATUS_OK);
    digest_.add(value);
  }

  void read_objects(msgFieldPayload field) {
    if (omnmmsgFieldPayload_getDateTime(field, time_) == MAMA_STATUS_OK) add_time(time_);
    if (omnmmsgFieldPayload_getPrice(field, price_) == MAMA_STATUS_OK) add_price(price_);
    mamaDateTime* times = nullptr;
    mamaPrice* prices = nullptr;
    mama_size_t count = 0;
    if (omnmmsgFieldPayload_getVectorDateTime(field, reinterpret_cast<mamaDateTime*>(&times),
                                              &count) == MAMA_STATUS_OK) {
      for (mama_size_t i = 0; i < count; ++i) add_time(times[i]);
    }
    if (omnmmsgFieldPayload_getVectorPrice(field, reinterpret_cast<mamaPrice*>(&prices), &count) ==
        MAMA_STATUS_OK) {
      for (mama_size_t i = 0; i < count; ++i) add_price(prices[i]);
    }
  }

  void read_messages(msgFieldPayload field, int depth) {
    msgPayload sub = nullptr;
    const msgPayload* subs = nullptr;
    mama_size_t count = 0;
    if (omnmmsgFieldPayload_getMsg(field, &sub) == MAMA_STATUS_OK) read(sub, depth + 1);
    if (omnmmsgFieldPayload_getVectorMsg(field, const_cast<const msgPayload**>(&subs), &count) ==
        MAMA_STATUS_OK) {
      for (mama_size_t i = 0; i < count; ++i) read(subs[i], depth + 1);
    }
  }

  Digest digest_;
  Time time_;
  PriceValue price_;
};

/// What is read from the bytes, taken into a payload that held only `junk` before.
std::pair<mama_status, std::uint64_t> read_after(std::uint8_t junk, const Bytes& bytes,
                                                 msgPayload payload) {
  // A name without end fills the payload's buffer.
  Bytes filling(bytes.size() + 64, junk);
  std::copy_n("\x4F\x01\x00\x12", 4, filling.begin());
  EXPECT_EQ(omnmmsgPayload_unSerialize(payload, filling.data(), filling.size()), MAMA_STATUS_OK);
  const std::unique_ptr<std::uint8_t[]> exact(new std::uint8_t[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), exact.get());
  const mama_status status = omnmmsgPayload_unSerialize(payload, exact.get(), bytes.size());
  if (status != MAMA_STATUS_OK) return {status, 0};
  Reader reader;
  reader.read(payload);
  return {status, reader.digest()};
}

/// One field of each type that the format knows; names of none to more than 16 characters.
constexpr const char* kFields[] = {
    "09 0100 6200 01",                                // BOOL
    "0A 0000 6300 41",                                // CHAR
    "0E 0200 00 FF",                                  // I8
    "0F FFFF 61626364656667686900 80",                // U8
    "10 0300 00 0080",                                // I16
    "11 0300 61626364656667686970717273747500 0102",  // U16
    "12 0A00 4100 05000000",                          // I32
    "13 0A00 00 FFFFFFFF",                            // U32
    "18 0B00 6600 0000803F",                          // F32
    "14 0C00 00 FFFFFFFFFFFFFF7F",                    // I64
    "15 0C00 00 FFFFFFFFFFFFFFFF",                    // U64
    "19 0D00 6400 000000000000F03F",                  // F64
    "08 0000 5300 686900",                            // STRING
    "08 0E00 00 3230323041424344454647484920414200",  // STRING of more than 16
    "1A 0000 5400 0300000000000000 00E10B5E00000000 0065CD1D 03 0000000000000000000000000000"
    "0000000000",                                                               // TIME
    "1B 0F00 00 2200000000000000 000000000000F83F 0000000000000000",            // PRICE
    "07 1000 6F00 03000000 000102",                                             // OPAQUE
    "01 1100 6D00 0B000000 4F0100 12 0100 00 01000000",                         // MSG
    "1D 1200 00 02000000 0001",                                                 // VECTOR_BOOL
    "1E 1200 00 02000000 6162",                                                 // VECTOR_CHAR
    "22 1200 00 02000000 80FF",                                                 // VECTOR_I8
    "23 1200 00 02000000 80FF",                                                 // VECTOR_U8
    "24 1200 00 04000000 0180FFFF",                                             // VECTOR_I16
    "25 0300 00 04000000 01000200",                                             // VECTOR_U16
    "26 1200 00 08000000 0100000002000000",                                     // VECTOR_I32
    "27 1200 00 08000000 0100000002000000",                                     // VECTOR_U32
    "28 1200 00 08000000 0100000000000080",                                     // VECTOR_I64
    "29 1200 00 08000000 0100000000000080",                                     // VECTOR_U64
    "2C 1200 00 08000000 0000803F000000C0",                                     // VECTOR_F32
    "2D 1200 00 08000000 000000000000F03F",                                     // VECTOR_F64
    "2E 1300 7600 06000000 610000626300",                                       // VECTOR_STRING
    "2F 1400 00 18000000 08000000 4F01000F070000FF 08000000 4F01000F070000FF",  // VECTOR_MSG
    "30 1500 00 28000000 0300000000000000 00E10B5E00000000 0065CD1D 03"
    "0000000000000000000000000000 0000000000",                                 // VECTOR_TIME
    "31 1600 00 18000000 2200000000000000 000000000000F83F 0000000000000000",  // VECTOR_PRICE
    "32 1700 7100 01020304",                                                   // QUANTITY
    "63 1800 00 02000000 AABB",                                                // COLLECTION
};

Bytes message_of(const char* field) {
  Bytes bytes = hex("4F0100");
  const Bytes more = hex(field);
  bytes.insert(bytes.end(), more.begin(), more.end());
  return bytes;
}

/// The payload, made once: that it is used again and again is part of the test.
class OmnmmsgBytes : public testing::Test {
 protected:
  OmnmmsgBytes() {
    EXPECT_EQ(omnmmsgPayload_create(&first_), MAMA_STATUS_OK);
    EXPECT_EQ(omnmmsgPayload_create(&second_), MAMA_STATUS_OK);
  }
  ~OmnmmsgBytes() override {
    EXPECT_EQ(omnmmsgPayload_destroy(first_), MAMA_STATUS_OK);
    EXPECT_EQ(omnmmsgPayload_destroy(second_), MAMA_STATUS_OK);
  }

  /// Reads the bytes twice, with different rubbish behind them.
  void expect_same_whatever_follows(const Bytes& bytes) {
    EXPECT_EQ(read_after(0xFF, bytes, first_), read_after(0x41, bytes, second_));
  }

  msgPayload first_ = nullptr;
  msgPayload second_ = nullptr;
};

TEST_F(OmnmmsgBytes, EveryTypeIsReadWhole) {
  for (const char* field : kFields) {
    SCOPED_TRACE(field);
    const Bytes bytes = message_of(field);
    expect_same_whatever_follows(bytes);
    EXPECT_EQ(Reader().read(first_), 1u);
  }
}

TEST_F(OmnmmsgBytes, EveryTypeCutAnywhereHasNoField) {
  for (const char* field : kFields) {
    const Bytes whole = message_of(field);
    for (std::size_t size = 1; size < whole.size(); ++size) {
      SCOPED_TRACE(testing::Message() << field << " cut at " << size);
      const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      expect_same_whatever_follows(cut);
      if (size >= 3) {
        EXPECT_EQ(Reader().read(first_), 0u);
      }
      if (HasFailure()) return;
    }
  }
}

TEST_F(OmnmmsgBytes, EveryValueOfEveryByte) {
  for (const char* field : kFields) {
    Bytes bytes = message_of(field);
    for (std::uint8_t& byte : bytes) {
      const std::uint8_t whole = byte;
      for (unsigned value = 0; value < 256; ++value) {
        byte = static_cast<std::uint8_t>(value);
        expect_same_whatever_follows(bytes);
        if (HasFailure()) {
          ADD_FAILURE() << field << ", byte " << &byte - bytes.data() << " = " << value;
          return;
        }
      }
      byte = whole;
    }
  }
}

// ---- as the reference encodes ------------------------------------------------------------------

TEST_F(OmnmmsgBytes, RecordsWithRubbishInPadsZoneAndCurrency) {
  Msg msg(
      hex("4F0100 | 1A 0100 00 | 03 A1A2A3A4A5A6A7 00E10B5E00000000 0065CD1D 06"
          "5A5A5A5A5A5A5A5A5A5A5A5A5A5A B1B2B3B4B5 |"
          "1B 0200 00 | 22 A1A2A3A4A5A6A7 000000000000F83F 555344 B1B2B3B4B5"));
  Time time;
  EXPECT_EQ(mamaMsg_getDateTime(msg, nullptr, 1, time), MAMA_STATUS_OK);
  EXPECT_EQ(time.text(), "2020-01-01 00:00:00.500000");
  PriceValue price;
  EXPECT_EQ(mamaMsg_getPrice(msg, nullptr, 2, price), MAMA_STATUS_OK);
  EXPECT_EQ(price.value(), 1.5);
  EXPECT_EQ(price.hints(), 0x22u);
}

TEST_F(OmnmmsgBytes, NanosecondsOfASecondAndMoreAreNoTime) {
  Msg msg(
      hex("4F0100 | 1A 0100 00 | 03 00000000000000 00E10B5E00000000 00CA9A3B 09"
          "0000000000000000000000000000 0000000000 | 12 0200 00 05000000"));
  Time time(7, 8, MAMA_DATE_TIME_PREC_NANOSECONDS, 3);
  EXPECT_EQ(mamaMsg_getDateTime(msg, nullptr, 1, time), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(time.seconds(), 7);
  mama_i32_t number = 0;
  EXPECT_EQ(mamaMsg_getI32(msg, nullptr, 2, &number), MAMA_STATUS_OK);
  EXPECT_EQ(number, 5);
}

TEST_F(OmnmmsgBytes, UnalignedAndOddVectors) {
  // Seven bytes are three elements and a rest, which is left out.
  Msg msg(hex("4F0100 | 24 0100 6E616D6500 07000000 0100 0200 0300 09 | 0F 0200 00 07"));
  const mama_i16_t* numbers = nullptr;
  mama_size_t count = 0;
  EXPECT_EQ(mamaMsg_getVectorI16(msg, nullptr, 1, &numbers, &count), MAMA_STATUS_OK);
  EXPECT_THAT(std::vector(numbers, numbers + count), testing::ElementsAre(1, 2, 3));
  mama_u8_t after = 0;
  EXPECT_EQ(mamaMsg_getU8(msg, nullptr, 2, &after), MAMA_STATUS_OK);
  EXPECT_EQ(after, 7);
}

TEST_F(OmnmmsgBytes, QuantityTakesFourBytes) {
  Msg msg(hex("4F0100 | 32 0100 7100 01020304 | 0F 0200 00 07"));
  mama_u8_t after = 0;
  EXPECT_EQ(mamaMsg_getU8(msg, nullptr, 2, &after), MAMA_STATUS_OK);
  EXPECT_EQ(after, 7);
  EXPECT_STREQ(mamaMsg_toString(msg), "{q[1]=Unknown,[2]=7}");
}

TEST_F(OmnmmsgBytes, ElementsOfAMessageVectorHaveTheirOwnSizes) {
  Msg msg(
      hex("4F0100 | 2F 0100 00 17000000 03000000 4F0100 0C000000 4F0100 08 0500 00 61626300 00"));
  const mamaMsg* subs = nullptr;
  mama_size_t count = 0;
  ASSERT_EQ(mamaMsg_getVectorMsg(msg, nullptr, 1, &subs, &count), MAMA_STATUS_OK);
  ASSERT_EQ(count, 2u);
  EXPECT_STREQ(mamaMsg_toString(subs[0]), "{}");
  EXPECT_STREQ(mamaMsg_toString(subs[1]), "{[5]=abc}");
}

TEST_F(OmnmmsgBytes, AnotherLayoutAfterTheSameOneManyTimes) {
  const Bytes usual = hex("4F0100 | 12 0100 6100 05000000 | 08 0200 6200 686900 | 0F 0300 00 07");
  const Bytes others[] = {
      hex("4F0100 | 12 0100 6100 05000000 | 08 0200 6200 68696900 | 0F 0300 00 08"),
      hex("4F0100 | 08 0100 6100 61626300 | 08 0200 6200 686900 | 0F 0300 00 08"),
      hex("4F0100 | 12 0100 616200 05000000 | 0F 0300 00 08"),
      hex("4F0100 | 0F 0300 00 08"),
  };
  for (const Bytes& other : others) {
    for (int i = 0; i < 3; ++i) {
      read_after(0xFF, usual, first_);
      EXPECT_STREQ(omnmmsgPayload_toString(first_), "{a[1]=5,b[2]=hi,[3]=7}");
    }
    ASSERT_EQ(omnmmsgPayload_unSerialize(first_, usual.data(), usual.size()), MAMA_STATUS_OK);
    Reader().read(first_);
    ASSERT_EQ(omnmmsgPayload_unSerialize(first_, other.data(), other.size()), MAMA_STATUS_OK);
    mama_u8_t last = 0;
    EXPECT_EQ(omnmmsgPayload_getU8(first_, nullptr, 3, &last), MAMA_STATUS_OK);
    EXPECT_EQ(last, 8);
  }
}

}  // namespace
