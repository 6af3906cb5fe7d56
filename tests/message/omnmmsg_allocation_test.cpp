// A message that is used again allocates nothing: every operator new of the program is counted.
#include <cstdlib>
#include <new>

#include "message_support.h"

namespace {

// One thread only.
std::size_t allocations = 0;
std::size_t allocated_bytes = 0;

void* counted(std::size_t size) {
  ++allocations;
  allocated_bytes += size;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

// Not inlined: where the compiler sees the free() of one and not the malloc() of the other, it
// takes them for a mismatch.
#define COUNTED [[gnu::noinline]]
COUNTED void* operator new(std::size_t size) { return counted(size); }
COUNTED void* operator new[](std::size_t size) { return counted(size); }
COUNTED void operator delete(void* memory) noexcept { std::free(memory); }
COUNTED void operator delete[](void* memory) noexcept { std::free(memory); }
COUNTED void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
COUNTED void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

using message_test::Bytes;
using message_test::Msg;
using message_test::PriceValue;
using message_test::Time;

namespace {

/// How many allocations the third of three equal runs makes.
template <class Body>
std::size_t allocations_of(Body body) {
  body();
  body();
  const std::size_t before = allocations;
  body();
  return allocations - before;
}

struct Values {
  Time time{1600000000, 123456789, MAMA_DATE_TIME_PREC_NANOSECONDS, 3};
  PriceValue price{99.25, 0x22};
  Msg sub;
  std::vector<double> numbers = std::vector<double>(1000, 1.5);
};

void fill(mamaMsg msg, Values& values, int fields) {
  const char* texts[] = {"one", "", "three"};
  const mamaDateTime times[] = {values.time, values.time};
  const mamaPrice prices[] = {values.price, values.price};
  const mamaMsg subs[] = {values.sub, values.sub};
  mamaMsg_clear(msg);
  for (int i = 1; i <= fields; ++i) {
    mamaMsg_addI32(msg, "wField", static_cast<mama_fid_t>(100 + i), i);
  }
  mamaMsg_addString(msg, "text", 1, "some text");
  mamaMsg_addOpaque(msg, "opaque", 2, "abc", 3);
  mamaMsg_addDateTime(msg, "time", 3, values.time);
  mamaMsg_addPrice(msg, "price", 4, values.price);
  mamaMsg_addMsg(msg, "sub", 5, values.sub);
  mamaMsg_addVectorF64(msg, "numbers", 6, values.numbers.data(), values.numbers.size());
  mamaMsg_addVectorString(msg, "texts", 7, texts, 3);
  mamaMsg_addVectorDateTime(msg, "times", 8, times, 2);
  mamaMsg_addVectorPrice(msg, "prices", 9, prices, 2);
  mamaMsg_addVectorMsg(msg, "subs", 10, subs, 2);
}

TEST(OmnmmsgAllocation, TheCounterCounts) {
  EXPECT_EQ(allocations_of([] { Msg msg; }) == 0, false);
}

TEST(OmnmmsgAllocation, BuildingAReusedMessage) {
  Values values;
  ASSERT_EQ(mamaMsg_addString(values.sub, "inner", 1, "text"), MAMA_STATUS_OK);
  for (const int fields : {0, 20, 1000}) {
    Msg msg;
    EXPECT_EQ(allocations_of([&] {
                fill(msg, values, fields);
                const void* buffer = nullptr;
                mama_size_t size = 0;
                mamaMsg_getByteBuffer(msg, &buffer, &size);
              }),
              0u)
        << fields;
  }
}

TEST(OmnmmsgAllocation, UpdatingAReusedMessage) {
  Values values;
  Msg msg;
  EXPECT_EQ(allocations_of([&] {
              fill(msg, values, 50);
              mamaMsg_updateI32(msg, "wField", 120, 7);
              mamaMsg_updateString(msg, "text", 1, "a text that is longer than before");
              mamaMsg_updateString(msg, "text", 1, "short");
              mamaMsg_updateF64(msg, "wField", 121, 7);
              mamaMsg_updateDateTime(msg, "time", 3, values.time);
            }),
            0u);
}

TEST(OmnmmsgAllocation, ReadingIntoAReusedMessage) {
  Values values;
  ASSERT_EQ(mamaMsg_addString(values.sub, "inner", 1, "text"), MAMA_STATUS_OK);
  Msg source;
  fill(source, values, 100);
  Bytes bytes = source.bytes();
  Msg msg;
  mamaMsgIterator iterator = nullptr;
  ASSERT_EQ(mamaMsgIterator_create(&iterator, nullptr), MAMA_STATUS_OK);
  mama_size_t fields = 0;
  EXPECT_EQ(allocations_of([&] {
              mamaMsg_setNewBuffer(msg, bytes.data(), bytes.size());
              mamaMsgIterator_associate(iterator, msg);
              fields = 0;
              while (mamaMsgIterator_next(iterator) != nullptr) ++fields;
              mama_i32_t number = 0;
              const char* text = nullptr;
              const double* numbers = nullptr;
              const char** texts = nullptr;
              const mamaDateTime* times = nullptr;
              const mamaPrice* prices = nullptr;
              mama_size_t count = 0;
              mamaMsg_getI32(msg, nullptr, 150, &number);
              mamaMsg_getString(msg, "text", 0, &text);
              mamaMsg_getVectorF64(msg, nullptr, 6, &numbers, &count);
              mamaMsg_getVectorString(msg, nullptr, 7, &texts, &count);
              mamaMsg_getVectorDateTime(msg, nullptr, 8, &times, &count);
              mamaMsg_getVectorPrice(msg, nullptr, 9, &prices, &count);
            }),
            0u);
  EXPECT_EQ(fields, 110u);
  EXPECT_EQ(mamaMsgIterator_destroy(iterator), MAMA_STATUS_OK);
}

// What a getter gives lies in the buffer itself: no copies of texts, opaque bytes and aligned
// vectors.
TEST(OmnmmsgAllocation, TextsAndBytesAreNotCopied) {
  Msg msg;
  ASSERT_EQ(mamaMsg_addString(msg, "text", 1, "some text"), MAMA_STATUS_OK);
  ASSERT_EQ(mamaMsg_addOpaque(msg, "opaque", 2, "abc", 3), MAMA_STATUS_OK);
  const char* texts[] = {"one", "two"};
  ASSERT_EQ(mamaMsg_addVectorString(msg, "texts", 3, texts, 2), MAMA_STATUS_OK);
  const void* buffer = nullptr;
  mama_size_t size = 0;
  ASSERT_EQ(mamaMsg_getByteBuffer(msg, &buffer, &size), MAMA_STATUS_OK);
  auto inside = [&](const void* at) {
    const auto address = reinterpret_cast<std::uintptr_t>(at);
    const auto start = reinterpret_cast<std::uintptr_t>(buffer);
    return address > start && address < start + size;
  };
  const char* text = nullptr;
  const void* opaque = nullptr;
  const char** read = nullptr;
  mama_size_t count = 0;
  EXPECT_EQ(mamaMsg_getString(msg, "text", 1, &text), MAMA_STATUS_OK);
  EXPECT_TRUE(inside(text));
  EXPECT_EQ(mamaMsg_getOpaque(msg, "opaque", 2, &opaque, &count), MAMA_STATUS_OK);
  EXPECT_TRUE(inside(opaque));
  EXPECT_EQ(mamaMsg_getVectorString(msg, "texts", 3, &read, &count), MAMA_STATUS_OK);
  ASSERT_EQ(count, 2u);
  EXPECT_TRUE(inside(read[0]));
  EXPECT_TRUE(inside(read[1]));
}

// Sub-messages live as long as the message, so there may be many; fetching one more does not copy
// the list of those before.
TEST(OmnmmsgAllocation, EachSubMessageCostsTheSame) {
  auto bytes_of = [](int fetched) {
    Msg sub;
    Msg msg;
    EXPECT_EQ(mamaMsg_addMsg(msg, "sub", 5, sub), MAMA_STATUS_OK);
    const std::size_t before = allocated_bytes;
    for (int i = 0; i < fetched; ++i) {
      mamaMsg got = nullptr;
      EXPECT_EQ(mamaMsg_getMsg(msg, "sub", 5, &got), MAMA_STATUS_OK);
    }
    return allocated_bytes - before;
  };
  bytes_of(4000);  // the pool of messages has grown
  EXPECT_LT(bytes_of(4000), 3 * bytes_of(2000));
}

// Those of the content before serve again, also when the new content is the old one.
TEST(OmnmmsgAllocation, SubMessagesAreUsedAgain) {
  Msg sub, msg;
  ASSERT_EQ(mamaMsg_addMsg(msg, "sub", 5, sub), MAMA_STATUS_OK);
  EXPECT_EQ(allocations_of([&] {
              mamaMsg got = nullptr;
              EXPECT_EQ(mamaMsg_getMsg(msg, "sub", 5, &got), MAMA_STATUS_OK);
              const void* bytes = nullptr;
              mama_size_t size = 0;
              mamaMsg_getByteBuffer(msg, &bytes, &size);
              EXPECT_EQ(mamaMsg_setNewBuffer(msg, const_cast<void*>(bytes), size), MAMA_STATUS_OK);
            }),
            0u);
}

}  // namespace
