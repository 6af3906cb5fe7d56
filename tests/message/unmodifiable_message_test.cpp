// Messages that are not the application's to change: mama.message.allowmodify is false.
#include <mama/dictionary.h>
#include <mama/integration/msg.h>
#include <mama/integration/queue.h>

#include "message_support.h"
#include "support/mama_fixture.h"
#include "table_calls.h"

using message_test::Bytes;
using message_test::hex;
using message_test::Msg;
using message_test::PriceValue;
using message_test::Time;

namespace {

constexpr mama_status kRefused = MAMA_STATUS_NOT_MODIFIABLE;

// A number, a text, a sub-message with the same number, and a vector of two such messages.
const Bytes kReceived =
    hex("4F0100 | 0F 0100 00 01 | 08 0200 00 7800 | 01 0300 00 08000000 4F0100 0F 0100 00 01 |"
        "2F 0400 00 18000000 08000000 4F0100 0F 0100 00 01 08000000 4F0100 0F 0100 00 01");

Bytes bytes_of(mamaMsg msg) {
  const void* buffer = nullptr;
  mama_size_t size = 0;
  EXPECT_EQ(mamaMsg_getByteBuffer(msg, &buffer, &size), MAMA_STATUS_OK);
  const auto* at = static_cast<const std::uint8_t*>(buffer);
  return {at, at + size};
}

/// Every function of mama/msg.h that changes a message.
void change(mamaMsg msg, mamaMsg other, mama_status expected) {
  const Time time;
  const PriceValue price;
  const char* texts[] = {"a"};
  const mamaDateTime times[] = {time};
  const mamaPrice prices[] = {price};
  const mamaMsg subs[] = {other};
#define CHANGE(Name, T)                                                            \
  {                                                                                \
    const T values[] = {T(1)};                                                     \
    EXPECT_EQ(mamaMsg_add##Name(msg, #Name, 0, values[0]), expected);              \
    EXPECT_EQ(mamaMsg_update##Name(msg, #Name, 0, values[0]), expected);           \
    EXPECT_EQ(mamaMsg_addVector##Name(msg, "V" #Name, 0, values, 1), expected);    \
    EXPECT_EQ(mamaMsg_updateVector##Name(msg, "V" #Name, 0, values, 1), expected); \
  }
  TABLE_SCALARS(CHANGE)
#undef CHANGE
  EXPECT_EQ(mamaMsg_addString(msg, "s", 0, "s"), expected);
  EXPECT_EQ(mamaMsg_updateString(msg, "s", 0, "s"), expected);
  EXPECT_EQ(mamaMsg_addOpaque(msg, "o", 0, "o", 1), expected);
  EXPECT_EQ(mamaMsg_updateOpaque(msg, "o", 0, "o", 1), expected);
  EXPECT_EQ(mamaMsg_addDateTime(msg, "t", 0, time), expected);
  EXPECT_EQ(mamaMsg_updateDateTime(msg, "t", 0, time), expected);
  EXPECT_EQ(mamaMsg_addPrice(msg, "p", 0, price), expected);
  EXPECT_EQ(mamaMsg_updatePrice(msg, "p", 0, price), expected);
  EXPECT_EQ(mamaMsg_addMsg(msg, "m", 0, other), expected);
  EXPECT_EQ(mamaMsg_updateSubMsg(msg, "m", 0, other), expected);
  EXPECT_EQ(mamaMsg_addVectorString(msg, "vs", 0, texts, 1), expected);
  EXPECT_EQ(mamaMsg_updateVectorString(msg, "vs", 0, texts, 1), expected);
  EXPECT_EQ(mamaMsg_addVectorDateTime(msg, "vt", 0, times, 1), expected);
  EXPECT_EQ(mamaMsg_updateVectorTime(msg, "vt", 0, times, 1), expected);
  EXPECT_EQ(mamaMsg_addVectorPrice(msg, "vp", 0, prices, 1), expected);
  EXPECT_EQ(mamaMsg_updateVectorPrice(msg, "vp", 0, prices, 1), expected);
  EXPECT_EQ(mamaMsg_addVectorMsg(msg, "vm", 0, subs, 1), expected);
  EXPECT_EQ(mamaMsg_updateVectorMsg(msg, "vm", 0, subs, 1), expected);
  EXPECT_EQ(mamaMsg_applyMsg(msg, other), expected);
}

class UnmodifiableMessages : public quoll::test::MamaTest {
 protected:
  void SetUp() override {
    message_test::omnmmsg();
    mama_setProperty("mama.message.allowmodify", "false");
    MamaTest::SetUp();
    queue_ = std::make_unique<quoll::test::TestQueue>(bridge());
    received_ = mamaQueueImpl_getMsg(*queue_);
    receive(kReceived);
  }
  void TearDown() override {
    queue_.reset();
    MamaTest::TearDown();
  }
  void receive(const Bytes& bytes) {
    ASSERT_EQ(mamaMsgImpl_setMsgBuffer(received_, bytes.data(),
                                       static_cast<std::uint32_t>(bytes.size()), 0),
              MAMA_STATUS_OK);
  }

  std::unique_ptr<quoll::test::TestQueue> queue_;
  mamaMsg received_ = nullptr;
};

TEST_F(UnmodifiableMessages, AReceivedOneRefusesEveryChange) {
  const Msg own, other;
  change(received_, other, kRefused);
  EXPECT_EQ(bytes_of(received_), kReceived);
  change(own, other, MAMA_STATUS_OK);
  mamaMsg copy = nullptr;
  ASSERT_EQ(mamaMsg_copy(received_, &copy), MAMA_STATUS_OK);
  change(copy, other, MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(copy), MAMA_STATUS_OK);
}

TEST_F(UnmodifiableMessages, SubMessagesRefuseToo) {
  const Msg other;
  mamaMsg sub = nullptr;
  const mamaMsg* subs = nullptr;
  mama_size_t count = 0;
  const Msg own(kReceived);  // also those of a message that may be changed
  for (mamaMsg parent : {received_, static_cast<mamaMsg>(own)}) {
    ASSERT_EQ(mamaMsg_getMsg(parent, nullptr, 3, &sub), MAMA_STATUS_OK);
    change(sub, other, kRefused);
    ASSERT_EQ(mamaMsg_getVectorMsg(parent, nullptr, 4, &subs, &count), MAMA_STATUS_OK);
    ASSERT_EQ(count, 2u);
    change(subs[1], other, kRefused);
  }
}

TEST_F(UnmodifiableMessages, FieldsGoByTheirMessage) {
  const Time time;
  const PriceValue price;
  const auto change_field = [&](mamaMsg msg, bool is_refused) {
    mamaMsgField field = nullptr;
    ASSERT_EQ(mamaMsg_getField(msg, nullptr, 1, &field), MAMA_STATUS_OK);
    const auto expect = [&](mama_status status) { EXPECT_EQ(status == kRefused, is_refused); };
#define CHANGE(Name, T) expect(mamaMsgField_update##Name(field, T(1)));
    TABLE_SCALARS(CHANGE)
#undef CHANGE
    expect(mamaMsgField_updateDateTime(field, time));
    expect(mamaMsgField_updatePrice(field, price));
  };
  change_field(received_, true);
  change_field(Msg(kReceived), false);
  EXPECT_EQ(bytes_of(received_), kReceived);
}

TEST_F(UnmodifiableMessages, NoMessageAndNoPayloadAreToldFirstOrNot) {
  mamaMsg bare = nullptr;
  ASSERT_EQ(mamaMsgImpl_createForPayload(&bare, nullptr, nullptr, 0), MAMA_STATUS_OK);
  const auto small = [](mamaMsg msg) {
    return std::vector<mama_status>{
        mamaMsg_updateBool(msg, "n", 1, 1), mamaMsg_updateChar(msg, "n", 1, 1),
        mamaMsg_updateI8(msg, "n", 1, 1),   mamaMsg_updateU8(msg, "n", 1, 1),
        mamaMsg_updateI16(msg, "n", 1, 1),  mamaMsg_updateU16(msg, "n", 1, 1),
        mamaMsg_updateI32(msg, "n", 1, 1),  mamaMsg_updateU32(msg, "n", 1, 1)};
  };
  EXPECT_THAT(small(nullptr), testing::Each(MAMA_STATUS_NULL_ARG));
  EXPECT_THAT(small(bare), testing::Each(kRefused));
  EXPECT_EQ(mamaMsg_addBool(bare, "n", 1, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_updateI64(bare, "n", 1, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_updateU64(bare, "n", 1, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_updateF32(bare, "n", 1, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_updateF64(bare, "n", 1, 1), MAMA_STATUS_NULL_ARG);
  EXPECT_EQ(mamaMsg_updateString(bare, "n", 1, "s"), MAMA_STATUS_NULL_ARG);
  // A missing value comes after both.
  EXPECT_EQ(mamaMsg_updateString(received_, "n", 1, nullptr), kRefused);
  EXPECT_EQ(mamaMsg_addMsg(received_, "n", 1, nullptr), kRefused);
  EXPECT_EQ(mamaMsg_destroy(bare), MAMA_STATUS_OK);
}

TEST_F(UnmodifiableMessages, DictionariesDoNotFillThem) {
  mamaDictionary dictionary = nullptr;
  ASSERT_EQ(mamaDictionary_create(&dictionary), MAMA_STATUS_OK);
  EXPECT_EQ(mamaDictionary_fillDictionaryMessage(dictionary, &received_), kRefused);
  EXPECT_EQ(mamaDictionary_destroy(dictionary), MAMA_STATUS_OK);
}

TEST_F(UnmodifiableMessages, NewContentIsNoChange) {
  Bytes other = hex("4F0100 0F 0100 00 02");
  EXPECT_EQ(mamaMsg_setNewBuffer(received_, other.data(), other.size()), MAMA_STATUS_OK);
  EXPECT_EQ(bytes_of(received_), other);
  EXPECT_EQ(mamaMsg_clear(received_), MAMA_STATUS_OK);
  EXPECT_EQ(bytes_of(received_), hex("4F0100"));
}

TEST_F(UnmodifiableMessages, ADetachedOneMayBeChanged) {
  const Msg other;
  EXPECT_EQ(mamaMsg_detach(received_), MAMA_STATUS_OK);
  change(received_, other, MAMA_STATUS_OK);
  mamaMsg copy = nullptr;
  EXPECT_EQ(mamaMsg_getTempCopy(received_, &copy), MAMA_STATUS_OK);
  EXPECT_EQ(copy, received_);
  EXPECT_EQ(mamaMsg_destroy(received_), MAMA_STATUS_OK);
}

TEST_F(UnmodifiableMessages, ATemporaryCopyIsOneUntilTheNextMessage) {
  const Msg own, other;
  mamaMsg copy = nullptr, again = nullptr, of_own = nullptr;
  EXPECT_EQ(mamaMsg_getTempCopy(own, &of_own), MAMA_STATUS_OK);
  EXPECT_EQ(of_own, own);
  ASSERT_EQ(mamaMsg_getTempCopy(received_, &copy), MAMA_STATUS_OK);
  ASSERT_NE(copy, received_);
  EXPECT_EQ(bytes_of(copy), kReceived);
  change(copy, other, MAMA_STATUS_OK);
  EXPECT_EQ(bytes_of(received_), kReceived);
  EXPECT_EQ(mamaMsg_getTempCopy(received_, &again), MAMA_STATUS_OK);
  EXPECT_EQ(again, copy) << "with its changes";
  receive(hex("4F0100 0F 0100 00 02"));
  EXPECT_EQ(mamaMsg_clear(copy), MAMA_STATUS_INVALID_ARG) << "gone with its message";
  ASSERT_EQ(mamaMsg_getTempCopy(received_, &copy), MAMA_STATUS_OK);
  EXPECT_EQ(bytes_of(copy), hex("4F0100 0F 0100 00 02"));
}

TEST_F(UnmodifiableMessages, ATempCopyIsOfThePresentContent) {
  const auto number_in = [](mamaMsg msg) {
    mama_u8_t value = 0xFF;
    EXPECT_EQ(mamaMsg_getU8(msg, nullptr, 1, &value), MAMA_STATUS_OK);
    return value;
  };
  const auto number_in_copy = [&](mamaMsg msg) {
    mamaMsg copy = nullptr;
    EXPECT_EQ(mamaMsg_getTempCopy(msg, &copy), MAMA_STATUS_OK);
    EXPECT_NE(copy, msg);
    return number_in(copy);
  };
  // The wrapper of an element serves the next vector, too.
  const Bytes two_vectors =
      hex("4F0100 | 2F 0500 00 0C000000 08000000 4F0100 0F 0100 00 01 |"
          "2F 0600 00 0C000000 08000000 4F0100 0F 0100 00 02");
  receive(two_vectors);
  for (mama_fid_t fid : {5, 6}) {
    const mamaMsg* elements = nullptr;
    mama_size_t count = 0;
    ASSERT_EQ(mamaMsg_getVectorMsg(received_, nullptr, fid, &elements, &count), MAMA_STATUS_OK);
    EXPECT_EQ(number_in_copy(elements[0]), fid - 4);
  }
  receive(kReceived);
  EXPECT_EQ(number_in_copy(received_), 1);
  Bytes other = hex("4F0100 0F 0100 00 02");
  EXPECT_EQ(mamaMsg_setNewBuffer(received_, other.data(), other.size()), MAMA_STATUS_OK);
  EXPECT_EQ(number_in_copy(received_), 2);
  EXPECT_EQ(mamaMsg_clear(received_), MAMA_STATUS_OK);
  mamaMsg copy = nullptr;
  EXPECT_EQ(mamaMsg_getTempCopy(received_, &copy), MAMA_STATUS_OK);
  EXPECT_EQ(bytes_of(copy), hex("4F0100"));
}

TEST_F(UnmodifiableMessages, ATempCopyOutlivesTheDetaching) {
  mamaMsg copy = nullptr;
  ASSERT_EQ(mamaMsg_getTempCopy(received_, &copy), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_detach(received_), MAMA_STATUS_OK);
  EXPECT_EQ(bytes_of(copy), kReceived);
  EXPECT_EQ(mamaMsg_destroy(received_), MAMA_STATUS_OK);
  mama_u8_t value = 0;
  EXPECT_EQ(mamaMsg_getU8(copy, nullptr, 1, &value), MAMA_STATUS_INVALID_ARG) << "went with it";
}

TEST_F(UnmodifiableMessages, ATempCopyCannotBeDestroyed) {
  mamaMsg copy = nullptr;
  ASSERT_EQ(mamaMsg_getTempCopy(received_, &copy), MAMA_STATUS_OK);
  EXPECT_EQ(mamaMsg_destroy(copy), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaMsgImpl_setMessageOwner(copy, 0), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(bytes_of(copy), kReceived);
}

}  // namespace
