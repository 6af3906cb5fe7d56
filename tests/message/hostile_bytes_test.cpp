// Bytes from outside may be anything: every call gives a status or ends, and nothing is read beyond
// the buffer. (The buffers are allocated to size, so the address sanitizer sees one byte too many.)
#include <mama/log.h>

#include <random>

#include "message_support.h"
#include "omnmmsg_functions.h"

using message_test::Bytes;
using message_test::Msg;
using message_test::PriceValue;
using message_test::Time;

namespace {

constexpr int kDepthMax = 4;

void read_everything(mamaMsg msg, int depth);

void read_field(mamaMsgField field, int depth) {
  const char* name = nullptr;
  mama_fid_t fid = 0;
  mamaFieldType type = MAMA_FIELD_TYPE_UNKNOWN;
  EXPECT_EQ(mamaMsgField_getName(field, &name), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgField_getFid(field, &fid), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsgField_getType(field, &type), MAMA_STATUS_OK);
  mama_size_t sum = name == nullptr ? 0 : strlen(name);
#define READ(Name, T)                                                             \
  {                                                                               \
    T value{};                                                                    \
    (void)mamaMsgField_get##Name(field, &value);                                  \
    const T* values = nullptr;                                                    \
    mama_size_t count = 0;                                                        \
    if (mamaMsgField_getVector##Name(field, &values, &count) == MAMA_STATUS_OK) { \
      for (mama_size_t i = 0; i < count; ++i) sum += values[i] != T(0) ? 1 : 0;   \
    }                                                                             \
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
  const char* text = nullptr;
  const void* bytes = nullptr;
  mama_size_t count = 0;
  if (mamaMsgField_getString(field, &text) == MAMA_STATUS_OK) sum += strlen(text);
  if (mamaMsgField_getOpaque(field, &bytes, &count) == MAMA_STATUS_OK) {
    for (mama_size_t i = 0; i < count; ++i) sum += static_cast<const char*>(bytes)[i] != 0;
  }
  const char** texts = nullptr;
  if (mamaMsgField_getVectorString(field, &texts, &count) == MAMA_STATUS_OK) {
    for (mama_size_t i = 0; i < count; ++i) sum += strlen(texts[i]);
  }
  Time time;
  PriceValue price;
  (void)mamaMsgField_getDateTime(field, time);
  (void)mamaMsgField_getPrice(field, price);
  char buffer[32];
  (void)mamaMsgField_getAsString(field, buffer, sizeof buffer);
  EXPECT_LT(sum, std::size_t{1} << 40);
  if (depth == kDepthMax) return;
  mamaMsg sub = nullptr;
  if (mamaMsgField_getMsg(field, &sub) == MAMA_STATUS_OK) read_everything(sub, depth + 1);
  if (type != MAMA_FIELD_TYPE_VECTOR_MSG) return;
  const mamaMsg* subs = nullptr;
  if (mamaMsgField_getVectorMsg(field, &subs, &count) == MAMA_STATUS_OK) {
    for (mama_size_t i = 0; i < count; ++i) read_everything(subs[i], depth + 1);
  }
}

void read_everything(mamaMsg msg, int depth) {
  mama_size_t fields = 0;
  ASSERT_EQ(mamaMsg_getNumFields(msg, &fields), MAMA_STATUS_OK);
  mamaMsgIterator iterator = nullptr;
  ASSERT_EQ(mamaMsgIterator_create(&iterator, nullptr), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsgIterator_associate(iterator, msg), MAMA_STATUS_OK);
  mama_size_t seen = 0;
  while (mamaMsgField field = mamaMsgIterator_next(iterator)) {
    read_field(field, depth);
    ++seen;
  }
  EXPECT_EQ(seen, fields);
  ASSERT_EQ(mamaMsgIterator_destroy(iterator), MAMA_STATUS_OK);
  EXPECT_NE(mamaMsg_toString(msg), nullptr);
  EXPECT_NE(mamaMsg_toNormalizedString(msg), nullptr);
  EXPECT_NE(mamaMsg_toJsonString(msg), nullptr);
  const mamaDateTime* times = nullptr;
  const mamaPrice* prices = nullptr;
  mama_size_t count = 0;
  (void)mamaMsg_getVectorDateTime(msg, "VectorTime", 1006, &times, &count);
  (void)mamaMsg_getVectorPrice(msg, "VectorPrice", 1007, &prices, &count);
}

void change_everything(mamaMsg msg) {
  EXPECT_EQ(mamaMsg_updateString(msg, "String", 1000, std::string(300, 'y').c_str()),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_updateU8(msg, "U8", 0, 1), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_addI32(msg, "last", 0, 12), MAMA_STATUS_OK);
  mama_i32_t last = 0;
  EXPECT_EQ(mamaMsg_getI32(msg, "last", 0, &last), MAMA_STATUS_OK);
}

/// Takes the bytes in, reads and changes what there is.
void feed(const Bytes& bytes) {
  if (bytes.empty()) return;
  // Exactly as large as the bytes, and gone before the message is read.
  Msg msg;
  {
    auto exact = std::make_unique<std::uint8_t[]>(bytes.size());
    std::copy(bytes.begin(), bytes.end(), exact.get());
    if (mamaMsg_setNewBuffer(msg, exact.get(), bytes.size()) != MAMA_STATUS_OK) return;
  }
  read_everything(msg, 0);
  mamaMsg copy = nullptr;
  ASSERT_EQ(mamaMsg_copy(msg, &copy), MAMA_STATUS_OK);
  change_everything(copy);
  read_everything(copy, kDepthMax);
  Msg applied;
  EXPECT_EQ(mamaMsg_applyMsg(applied, msg), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(copy), MAMA_STATUS_OK);
}

Bytes rich_message() {
  Msg msg;
  message_test::fill_with_everything(msg);
  return msg.bytes();
}

/// Thousands of bad messages are worth a status each, not a log line each.
class HostileBytes : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    message_test::omnmmsg();
    mama_setLogLevel(MAMA_LOG_LEVEL_OFF);
  }
  static void TearDownTestSuite() { mama_setLogLevel(MAMA_LOG_LEVEL_WARN); }
};

TEST_F(HostileBytes, TruncatedAtEveryByte) {
  const Bytes whole = rich_message();
  for (std::size_t size = 1; size <= whole.size(); ++size) {
    SCOPED_TRACE(size);
    feed(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    if (HasFailure()) return;
  }
}

TEST_F(HostileBytes, FieldsBeforeTheCutAreWhole) {
  Msg whole;
  for (mama_fid_t fid = 1; fid <= 10; ++fid) {
    ASSERT_EQ(mamaMsg_addI32(whole, nullptr, fid, fid), MAMA_STATUS_OK);
  }
  const Bytes bytes = whole.bytes();  // 3 + 10 * 8
  for (std::size_t size = 3; size <= bytes.size(); ++size) {
    Msg cut(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)));
    mama_size_t fields = 99;
    EXPECT_EQ(mamaMsg_getNumFields(cut, &fields), MAMA_STATUS_OK);
    EXPECT_EQ(fields, (size - 3) / 8);
  }
}

TEST_F(HostileBytes, EveryByteReplaced) {
  const Bytes whole = rich_message();
  for (std::size_t at = 1; at < whole.size(); ++at) {
    for (const int value : {0x00, 0x01, 0x08, 0x2F, 0x7F, 0xFF}) {
      Bytes changed = whole;
      changed[at] = static_cast<std::uint8_t>(value);
      SCOPED_TRACE(testing::Message() << "byte " << at << " = " << value);
      feed(changed);
      if (HasFailure()) return;
    }
  }
}

TEST_F(HostileBytes, RandomChanges) {
  const Bytes whole = rich_message();
  for (unsigned seed = 0; seed < 1500; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    Bytes changed = whole;
    for (unsigned changes = 1 + random() % 8; changes > 0; --changes) {
      const std::size_t at = 1 + random() % (changed.size() - 1);
      switch (random() % 4) {
        case 0:
          changed[at] = static_cast<std::uint8_t>(random());
          break;
        case 1:
          changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at));
          break;
        case 2:
          changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at),
                         static_cast<std::uint8_t>(random()));
          break;
        default:
          changed[at] = static_cast<std::uint8_t>(changed[at] ^ (1u << random() % 8));
      }
    }
    feed(changed);
    if (HasFailure()) return;
  }
}

TEST_F(HostileBytes, RandomNoise) {
  for (unsigned seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    Bytes noise = {'O', static_cast<std::uint8_t>(random() % 2),
                   static_cast<std::uint8_t>(random() % 4)};
    for (unsigned size = random() % 300; size > 0; --size) {
      // Mostly small numbers: they are field types and lengths.
      noise.push_back(static_cast<std::uint8_t>(random() % (random() % 4 == 0 ? 256 : 52)));
    }
    feed(noise);
    if (HasFailure()) return;
  }
}

TEST_F(HostileBytes, LengthsThatReachBeyondTheBuffer) {
  for (const char* length : {"FFFFFFFF", "FFFFFF7F", "00000080", "05000000"}) {
    for (const char* type : {"01", "07", "1D", "24", "2D", "2E", "2F", "30", "31", "63"}) {
      Bytes bytes = message_test::hex("4F0100");
      for (const char* part : {type, "0100", "00", length, "01020304"}) {
        const Bytes more = message_test::hex(part);
        bytes.insert(bytes.end(), more.begin(), more.end());
      }
      Msg msg(bytes);
      mama_size_t fields = 9;
      EXPECT_EQ(mamaMsg_getNumFields(msg, &fields), MAMA_STATUS_OK);
      EXPECT_EQ(fields, 0u);
    }
  }
}

// What follows the last whole field goes with the first change, also when the change is made of it.
TEST_F(HostileBytes, ATailMayBeAddedToItsOwnMessage) {
  const Bytes received = message_test::hex(
      "4F0100 | 0F 0100 00 01 | FD 0000 | 6E616D6500 | 74657874 74657874 74657874 74657874 00");
  for (int way = 0; way < 5; ++way) {
    SCOPED_TRACE(way);
    message_test::Msg msg(received);
    const void* buffer = nullptr;
    mama_size_t size = 0;
    ASSERT_EQ(mamaMsg_getByteBuffer(msg, &buffer, &size), MAMA_STATUS_OK);
    ASSERT_EQ(size, received.size());
    const auto* bytes = static_cast<const char*>(buffer);
    const char* name = bytes + 11;
    const char* text = bytes + 16;
    ASSERT_STREQ(name, "name");
    ASSERT_STREQ(text, "texttexttexttext");
    const void* opaque = nullptr;
    mama_size_t opaque_size = 0;
    const char* read = nullptr;
    mama_i32_t number = 0;
    mamaMsg sub = nullptr;
    switch (way) {
      case 0:
        ASSERT_EQ(mamaMsg_addOpaque(msg, "all", 0, buffer, size), MAMA_STATUS_OK);
        ASSERT_EQ(mamaMsg_getOpaque(msg, "all", 0, &opaque, &opaque_size), MAMA_STATUS_OK);
        EXPECT_EQ(Bytes(static_cast<const std::uint8_t*>(opaque),
                        static_cast<const std::uint8_t*>(opaque) + opaque_size),
                  received);
        break;
      case 1:
        ASSERT_EQ(mamaMsg_addMsg(msg, "self", 0, msg), MAMA_STATUS_OK);
        ASSERT_EQ(mamaMsg_getMsg(msg, "self", 0, &sub), MAMA_STATUS_OK);
        ASSERT_EQ(mamaMsg_getByteBuffer(sub, &buffer, &size), MAMA_STATUS_OK);
        EXPECT_EQ(Bytes(static_cast<const std::uint8_t*>(buffer),
                        static_cast<const std::uint8_t*>(buffer) + size),
                  received);
        break;
      case 2:
        ASSERT_EQ(mamaMsg_addString(msg, name, 0, text), MAMA_STATUS_OK);
        ASSERT_EQ(mamaMsg_getString(msg, "name", 0, &read), MAMA_STATUS_OK);
        EXPECT_STREQ(read, "texttexttexttext");
        break;
      case 3:
        ASSERT_EQ(mamaMsg_addI32(msg, name, 0, 5), MAMA_STATUS_OK);
        ASSERT_EQ(mamaMsg_getI32(msg, "name", 0, &number), MAMA_STATUS_OK);
        EXPECT_EQ(number, 5);
        break;
      case 4:
        ASSERT_EQ(mamaMsg_updateString(msg, nullptr, 1, text), MAMA_STATUS_OK);
        ASSERT_EQ(mamaMsg_getString(msg, nullptr, 1, &read), MAMA_STATUS_OK);
        EXPECT_STREQ(read, "texttexttexttext");
        break;
      default:
        break;
    }
    mama_size_t fields = 0;
    EXPECT_EQ(mamaMsg_getNumFields(msg, &fields), MAMA_STATUS_OK);
    EXPECT_EQ(fields, way == 4 ? 1u : 2u);
  }
}

}  // namespace
