/// The check of the sequence of one subject, without the subscription around it.
#include "subscribe/data_quality.h"

#include <mama/integration/msg.h>
#include <mama/reservedfields.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using mama::DataQuality;
using mama::DataQualityHost;
using mama::DataQualitySettings;

/// A message to come, with the fields that the check reads.
struct Arriving {
  mamaMsgType type;
  std::optional<std::uint32_t> sequence;
  std::uint64_t sender = 0;
  mamaMsgStatus status = MAMA_MSG_STATUS_OK;
  std::optional<std::uint16_t> updates = {};
  bool is_part = false;

  Arriving from(std::uint64_t of) const {
    Arriving changed = *this;
    changed.sender = of;
    return changed;
  }
  Arriving with(mamaMsgStatus of) const {
    Arriving changed = *this;
    changed.status = of;
    return changed;
  }
  Arriving conflating(std::uint16_t count) const {
    Arriving changed = *this;
    changed.updates = count;
    return changed;
  }
  Arriving part() const {
    Arriving changed = *this;
    changed.is_part = true;
    return changed;
  }
};

Arriving message(mamaMsgType type, std::uint32_t sequence) { return {type, sequence}; }
Arriving update(std::uint32_t sequence) { return {MAMA_MSG_TYPE_QUOTE, sequence}; }
Arriving initial(std::uint32_t sequence) { return {MAMA_MSG_TYPE_INITIAL, sequence}; }
Arriving recap(std::uint32_t sequence) { return {MAMA_MSG_TYPE_RECAP, sequence}; }
Arriving unnumbered(mamaMsgType type = MAMA_MSG_TYPE_QUOTE) { return {type, std::nullopt}; }

const char* text_of(mamaQuality quality) {
  switch (quality) {
    case MAMA_QUALITY_OK:
      return "OK";
    case MAMA_QUALITY_STALE:
      return "STALE";
    case MAMA_QUALITY_DUPLICATE:
      return "DUPLICATE";
    default:
      return "unexpected";
  }
}

/// A subject that writes down what it is asked to do, and then runs what the test wants.
class Subject final : public DataQualityHost {
 public:
  bool has_ended() const override { return ended; }
  bool awaits_initial() const override { return awaiting; }
  bool recovers_gaps() const override { return recovering; }
  void forward(mamaMsg message) override {
    if (ended) return;
    mama_i64_t sequence = 0;
    mamaMsg_getI64(message, nullptr, MamaFieldSeqNum.mFid, &sequence);
    mamaMsgStatus status = MAMA_MSG_STATUS_UNKNOWN;
    EXPECT_EQ(mamaMsgImpl_getStatus(message, &status), MAMA_STATUS_OK);
    std::string line = "forward " + std::to_string(sequence);
    if (status != MAMA_MSG_STATUS_OK) {
      line += std::string(" ") + mamaMsgStatus_stringForStatus(status);
    }
    shown = message;
    note(line);
    shown = nullptr;
  }
  void quality_changed(mamaQuality quality) override {
    note(std::string("quality ") + text_of(quality));
  }
  void gap_found() override { note("gap"); }
  bool request_recap() override {
    note("recap");
    return true;
  }
  void count_takeover() override { note("takeover"); }
  void transport_is_good() override { ++goods; }

  /// What was asked since the last time, in order.
  std::string take() {
    std::string all;
    for (const std::string& line : lines_) all += (all.empty() ? "" : ", ") + line;
    lines_.clear();
    return all;
  }

  bool ended = false;
  bool awaiting = false;
  bool recovering = true;
  int goods = 0;
  mamaMsg shown = nullptr;
  std::function<void(const std::string&)> on_note;

 private:
  void note(const std::string& line) {
    lines_.push_back(line);
    if (on_note) on_note(line);
  }

  std::vector<std::string> lines_;
};

class DataQualityTest : public MamaTest {
 protected:
  void TearDown() override {
    quality_.reset();  // with the messages that it keeps
    MamaTest::TearDown();
  }

  /// A new activation.
  void start(const DataQualitySettings& settings = {}, int cache_size = 10) {
    quality_ = std::make_unique<DataQuality>(subject, settings, cache_size);
  }
  /// At sequence number 10, of sender 1.
  void establish(const DataQualitySettings& settings = {}) {
    start(settings);
    ASSERT_EQ(process(initial(10).from(1)), "forward 10");
    ASSERT_EQ(quality(), MAMA_QUALITY_OK);
  }

  /// Processes a message as the subscription does; what the subject was asked.
  std::string process(const Arriving& arriving) {
    mamaMsg message = nullptr;
    EXPECT_EQ(mamaMsg_create(&message), MAMA_STATUS_OK);
    fill(message, arriving);
    process(arriving, message);
    EXPECT_EQ(mamaMsg_destroy(message), MAMA_STATUS_OK);
    return subject.take();
  }
  void process(const Arriving& arriving, mamaMsg message) {
    EXPECT_EQ(mamaMsgImpl_setStatus(message, arriving.status), MAMA_STATUS_OK);
    if (DataQuality::is_image(arriving.type) && !arriving.is_part) subject.awaiting = false;
    quality_->process(arriving.type, arriving.status, message);
  }
  static void fill(mamaMsg message, const Arriving& arriving) {
    if (arriving.sequence) {
      mamaMsg_addU32(message, MamaFieldSeqNum.mName, MamaFieldSeqNum.mFid, *arriving.sequence);
    }
    if (arriving.sender != 0) {
      mamaMsg_addU64(message, MamaFieldSenderId.mName, MamaFieldSenderId.mFid, arriving.sender);
    }
    if (arriving.updates) {
      mamaMsg_addU16(message, MamaFieldConflateCount.mName, MamaFieldConflateCount.mFid,
                     *arriving.updates);
    }
  }

  mamaQuality quality() const { return quality_->quality(); }
  DataQuality& data_quality() { return *quality_; }

  Subject subject;

 private:
  std::unique_ptr<DataQuality> quality_;
};

constexpr const char* kGap = "gap, recap, quality STALE, ";

DataQualitySettings ignoring_duplicates() { return {.duplicates = DQ_SCHEME_INGORE_DUPS}; }
DataQualitySettings waiting_for_recaps() { return {.takeover = DQ_FT_WAIT_FOR_RECAP}; }
DataQualitySettings replaying_at_once() { return {.pre_initial = PRE_INITIAL_SCHEME_ON_INITIAL}; }
DataQualitySettings caching_before_recaps() { return {.caches_before_recap = true}; }

// ---- states and qualities (10.2) ----------------------------------------------------------------

TEST_F(DataQualityTest, TheQualityOfEveryState) {
  start();
  EXPECT_EQ(quality(), MAMA_QUALITY_UNKNOWN);  // not established
  EXPECT_EQ(process(initial(10)), "forward 10");
  EXPECT_EQ(quality(), MAMA_QUALITY_OK);
  EXPECT_EQ(process(update(10)), "quality DUPLICATE, forward 10 DUPLICATE");
  EXPECT_EQ(quality(), MAMA_QUALITY_DUPLICATE);
  EXPECT_EQ(process(update(11)), "quality OK, forward 11");
  EXPECT_EQ(quality(), MAMA_QUALITY_OK);
  EXPECT_TRUE(data_quality().set_possibly_stale());
  EXPECT_EQ(quality(), MAMA_QUALITY_MAYBE_STALE);
  EXPECT_EQ(process(update(13)), "gap, recap, forward 13 STALE");  // told already
  EXPECT_EQ(quality(), MAMA_QUALITY_STALE);                        // waiting for a recap
  EXPECT_EQ(process(initial(20).with(MAMA_MSG_STATUS_STALE)), "forward 20 STALE");
  EXPECT_EQ(quality(), MAMA_QUALITY_STALE);  // stale without a recap
  EXPECT_EQ(process(update(21)), "quality OK, forward 21");
  EXPECT_EQ(quality(), MAMA_QUALITY_OK);
}

TEST_F(DataQualityTest, AfterATakeoverThatWaitsTheQualityIsStale) {
  establish(waiting_for_recaps());
  EXPECT_EQ(process(update(11).from(2)), "takeover");
  EXPECT_EQ(quality(), MAMA_QUALITY_STALE);
}

TEST_F(DataQualityTest, PossiblyStaleFromGoodOnly) {
  start();
  EXPECT_FALSE(data_quality().set_possibly_stale());
  EXPECT_EQ(quality(), MAMA_QUALITY_UNKNOWN);
  process(initial(1));
  EXPECT_TRUE(data_quality().set_possibly_stale());
  EXPECT_FALSE(data_quality().set_possibly_stale());
  EXPECT_EQ(subject.take(), "");  // whoever sets it tells the application
  EXPECT_EQ(process(update(2)), "quality OK, forward 2");
  process(update(9));
  EXPECT_FALSE(data_quality().set_possibly_stale());
  EXPECT_EQ(quality(), MAMA_QUALITY_STALE);
}

TEST_F(DataQualityTest, TheFirstMessageIsInSequenceWhateverItIs) {
  for (const Arriving& first : {update(77), unnumbered(), message(MAMA_MSG_TYPE_SNAPSHOT, 5)}) {
    start();
    EXPECT_EQ(process(first), "forward " + std::to_string(first.sequence.value_or(0)));
    EXPECT_EQ(quality(), MAMA_QUALITY_OK);
  }
  start();
  // Not good news: the next may be anything again.
  EXPECT_EQ(process(update(77).with(MAMA_MSG_STATUS_MISC)), "forward 77 MISC");
  EXPECT_EQ(quality(), MAMA_QUALITY_UNKNOWN);
  EXPECT_EQ(process(update(99)), "forward 99");
}

// ---- which messages are forwarded (10.3) --------------------------------------------------------

TEST_F(DataQualityTest, TypesThatAreNeverForwarded) {
  for (const mamaMsgType type :
       {MAMA_MSG_TYPE_REFRESH, MAMA_MSG_TYPE_DELETE, MAMA_MSG_TYPE_EXPIRE,
        MAMA_MSG_TYPE_NOT_PERMISSIONED, MAMA_MSG_TYPE_NOT_FOUND, MAMA_MSG_TYPE_UNKNOWN}) {
    establish();
    EXPECT_EQ(process(message(type, 50).from(2)), "") << type;  // nor looked at
    EXPECT_EQ(process(update(11)), "forward 11");
    subject.awaiting = true;
    EXPECT_EQ(process(message(type, 12)), "");  // nor kept
    EXPECT_EQ(process(initial(11)), "forward 11");
    EXPECT_EQ(process(update(13)), std::string(kGap) + "forward 13 STALE");
  }
}

TEST_F(DataQualityTest, WithoutRecoveryEverythingIsForwardedAsItIs) {
  subject.recovering = false;
  start();
  for (const Arriving& arriving : {initial(10), update(15), update(15), update(3), recap(1)}) {
    EXPECT_EQ(process(arriving), "forward " + std::to_string(*arriving.sequence));
    EXPECT_EQ(quality(), MAMA_QUALITY_UNKNOWN);
  }
  EXPECT_EQ(subject.goods, 0);
  subject.recovering = true;  // looked at for each message
  EXPECT_EQ(process(update(40)), "forward 40");
  EXPECT_EQ(process(update(42)), std::string(kGap) + "forward 42 STALE");
}

TEST_F(DataQualityTest, BeforeTheInitialUpdatesAreKept) {
  subject.awaiting = true;
  start();
  for (std::uint32_t i = 1; i <= 12; ++i) EXPECT_EQ(process(update(i)), "");
  EXPECT_EQ(process(initial(12)), "forward 12");
  EXPECT_EQ(process(update(13)), "forward 13");  // none was missing
  EXPECT_EQ(process(update(15)), std::string(kGap) + "forward 15 STALE");
}

TEST_F(DataQualityTest, APartOfAnImageEndsNothing) {
  subject.awaiting = true;
  start(replaying_at_once());
  EXPECT_EQ(process(update(11)), "");
  EXPECT_EQ(process(initial(10).part()), "forward 10");
  EXPECT_EQ(process(update(12)), "");
  // The second part has the number of the first.
  EXPECT_EQ(process(initial(10)), "forward 10, forward 11, forward 12");
}

TEST_F(DataQualityTest, TheCacheFillsTheFirstGap) {
  subject.awaiting = true;
  start();
  for (const std::uint32_t i : {8, 9, 10, 11, 12}) EXPECT_EQ(process(update(i)), "");
  EXPECT_EQ(process(initial(10)), "forward 10");
  EXPECT_EQ(process(update(13)), "forward 11, forward 12, forward 13");  // silently
  EXPECT_EQ(quality(), MAMA_QUALITY_OK);
  EXPECT_EQ(process(update(15)), std::string(kGap) + "forward 15 STALE");
}

TEST_F(DataQualityTest, TheCacheFillsAPartOfTheGap) {
  subject.awaiting = true;
  start();
  for (const std::uint32_t i : {11, 13}) EXPECT_EQ(process(update(i)), "");
  EXPECT_EQ(process(initial(10)), "forward 10");
  EXPECT_EQ(process(update(14)), "forward 11, " + std::string(kGap) + "forward 14 STALE");
  EXPECT_EQ(process(update(11)), "quality OK, forward 11");  // the expected number stays
}

TEST_F(DataQualityTest, ConflatedMessagesOfTheCacheStandForTheirNumbers) {
  subject.awaiting = true;
  start();
  EXPECT_EQ(process(update(13).conflating(3)), "");
  EXPECT_EQ(process(initial(10)), "forward 10");
  EXPECT_EQ(process(update(14)), "forward 13, forward 14");
}

TEST_F(DataQualityTest, OnlyTheNewestAreKept) {
  subject.awaiting = true;
  start(replaying_at_once(), 3);
  for (std::uint32_t i = 1; i <= 7; ++i) EXPECT_EQ(process(update(i)), "");
  EXPECT_EQ(process(initial(4)), "forward 4, forward 5, forward 6, forward 7");
  subject.awaiting = true;
  start(replaying_at_once(), 3);
  for (std::uint32_t i = 1; i <= 7; ++i) EXPECT_EQ(process(update(i)), "");
  EXPECT_EQ(process(initial(3)), "forward 3");  // 4 is gone
  EXPECT_EQ(process(update(8)), std::string(kGap) + "forward 8 STALE");
}

TEST_F(DataQualityTest, WithoutACacheNothingIsKept) {
  for (const int size : {0, -1}) {
    subject.awaiting = true;
    start(replaying_at_once(), size);
    EXPECT_EQ(process(update(11)), "");
    EXPECT_EQ(process(initial(10)), "forward 10");
  }
}

TEST_F(DataQualityTest, AnActivationBeginsWithAnEmptyCache) {
  subject.awaiting = true;
  start();
  EXPECT_EQ(process(update(11)), "");
  start();
  EXPECT_EQ(process(initial(10)), "forward 10");
  EXPECT_EQ(process(update(12)), std::string(kGap) + "forward 12 STALE");
}

TEST_F(DataQualityTest, ReplayWithTheInitial) {
  for (const mamaMsgType type : {MAMA_MSG_TYPE_INITIAL, MAMA_MSG_TYPE_BOOK_INITIAL}) {
    subject.awaiting = true;
    start(replaying_at_once());
    for (const std::uint32_t i : {9, 10, 11, 12, 14}) EXPECT_EQ(process(update(i)), "");
    EXPECT_EQ(process(message(type, 10)), "forward 10, forward 11, forward 12");
    EXPECT_EQ(process(update(13)), "forward 13");  // the number went along; 14 is forgotten
    EXPECT_EQ(process(update(15)), std::string(kGap) + "forward 15 STALE");
  }
}

TEST_F(DataQualityTest, NoReplayWithOtherImages) {
  for (const mamaMsgType type : {MAMA_MSG_TYPE_RECAP, MAMA_MSG_TYPE_BOOK_RECAP,
                                 MAMA_MSG_TYPE_SNAPSHOT, MAMA_MSG_TYPE_DDICT_SNAPSHOT}) {
    subject.awaiting = true;
    start(replaying_at_once());
    EXPECT_EQ(process(update(11)), "");
    EXPECT_EQ(process(message(type, 10)), "forward 10") << type;
  }
}

TEST_F(DataQualityTest, WhatIsKeptKeepsItsStatus) {
  subject.awaiting = true;
  start(replaying_at_once());
  EXPECT_EQ(process(update(11).with(MAMA_MSG_STATUS_MISC)), "");
  EXPECT_EQ(process(initial(10)), "forward 10, forward 11 MISC");
}

TEST_F(DataQualityTest, WhileARecapIsAwaitedUpdatesAreKeptIfThatIsWanted) {
  establish(caching_before_recaps());
  EXPECT_EQ(process(update(12)), std::string(kGap) + "forward 12 STALE");
  EXPECT_EQ(process(update(13)), "");
  EXPECT_EQ(process(update(14)), "");
  EXPECT_EQ(process(recap(13)), "quality OK, forward 13");
  EXPECT_EQ(process(update(15)), "forward 14 STALE, forward 15");
}

TEST_F(DataQualityTest, ReplayWithTheRecap) {
  for (const mamaMsgType type : {MAMA_MSG_TYPE_RECAP, MAMA_MSG_TYPE_BOOK_RECAP}) {
    DataQualitySettings settings = caching_before_recaps();
    settings.pre_initial = PRE_INITIAL_SCHEME_ON_INITIAL;
    establish(settings);
    EXPECT_EQ(process(update(12)), std::string(kGap) + "forward 12 STALE");
    EXPECT_EQ(process(update(13)), "");
    EXPECT_EQ(process(message(type, 12)), "quality OK, forward 12, forward 13 STALE");
    EXPECT_EQ(process(update(14)), "forward 14");
  }
}

// ---- the sequence of updates (10.4) -------------------------------------------------------------

TEST_F(DataQualityTest, UpdatesInSequence) {
  struct Row {
    Arriving arriving;
    std::uint32_t next;  // in sequence afterwards
  };
  const Row rows[] = {
      {update(11), 12},
      {unnumbered(), 11},  // does not count
      {message(MAMA_MSG_TYPE_TRADE, 0), 11},
      {update(13).conflating(3), 14},
      {update(11).conflating(0), 12},  // stands for one at least
      // These are never conflated, whatever they carry.
      {message(MAMA_MSG_TYPE_SEC_STATUS, 11).conflating(3), 12},
      {message(MAMA_MSG_TYPE_BOOK_UPDATE, 11).conflating(3), 12},
      {message(MAMA_MSG_TYPE_SNAPSHOT, 11), 12},
      {message(MAMA_MSG_TYPE_BOOK_SNAPSHOT, 11), 12},
      {message(MAMA_MSG_TYPE_MISC, 11), 12},
      {message(MAMA_MSG_TYPE_END_OF_INITIALS, 11), 12},
  };
  for (const Row& row : rows) {
    establish();
    subject.goods = 0;
    const auto number = std::to_string(row.arriving.sequence.value_or(0));
    EXPECT_EQ(process(row.arriving), "forward " + number) << row.arriving.type;
    EXPECT_EQ(subject.goods, 1);
    EXPECT_EQ(process(update(row.next)), "forward " + std::to_string(row.next))
        << row.arriving.type << " " << number;
  }
}

TEST_F(DataQualityTest, NumbersWrapPastZero) {
  start();
  EXPECT_EQ(process(initial(0xFFFFFFFE)), "forward 4294967294");
  EXPECT_EQ(process(update(0xFFFFFFFF)), "forward 4294967295");
  EXPECT_EQ(process(update(1)), "forward 1");  // 0 means "not numbered"
  start();
  EXPECT_EQ(process(initial(0xFFFFFFFE)), "forward 4294967294");
  EXPECT_EQ(process(update(2).conflating(3)), "forward 2");
}

TEST_F(DataQualityTest, AMessageInSequenceIsNoGapWhateverItsStatus) {
  for (const mamaMsgStatus status : {MAMA_MSG_STATUS_STALE, MAMA_MSG_STATUS_LINE_DOWN,
                                     MAMA_MSG_STATUS_MISC, MAMA_MSG_STATUS_POSSIBLY_STALE}) {
    establish();
    const std::string text = mamaMsgStatus_stringForStatus(status);
    EXPECT_EQ(process(update(11).with(status)), "forward 11 " + text);
    EXPECT_EQ(process(update(12)), "forward 12");
    EXPECT_EQ(process(update(14)), std::string(kGap) + "forward 14 STALE");
    EXPECT_EQ(process(update(13).with(status)), "forward 13 " + text);
    EXPECT_EQ(quality(), MAMA_QUALITY_STALE);  // such a one makes nothing good
    EXPECT_EQ(process(update(14)), "quality OK, forward 14");
  }
}

TEST_F(DataQualityTest, AGap) {
  establish();
  subject.goods = 0;
  EXPECT_EQ(process(update(12)), "gap, recap, quality STALE, forward 12 STALE");
  EXPECT_EQ(quality(), MAMA_QUALITY_STALE);
  EXPECT_EQ(process(update(13)), "gap, forward 13 STALE");  // the request is on its way
  EXPECT_EQ(process(update(9)), "gap, forward 9 STALE");    // out of sequence, too
  EXPECT_EQ(subject.goods, 0);
  EXPECT_EQ(process(recap(13)), "quality OK, forward 13");
  EXPECT_EQ(subject.goods, 1);
  EXPECT_EQ(process(update(14)), "forward 14");
  EXPECT_EQ(process(update(16)), "gap, recap, quality STALE, forward 16 STALE");
  EXPECT_EQ(process(update(15)), "quality OK, forward 15");  // it was only late
}

TEST_F(DataQualityTest, ConflationThatDoesNotFitIsAGap) {
  establish();
  EXPECT_EQ(process(update(12).conflating(3)), std::string(kGap) + "forward 12 STALE");
}

TEST_F(DataQualityTest, ADuplicate) {
  establish();
  EXPECT_EQ(process(update(10)), "quality DUPLICATE, forward 10 DUPLICATE");
  EXPECT_EQ(process(update(10)), "quality DUPLICATE, forward 10 DUPLICATE");
  EXPECT_EQ(process(update(12)), std::string(kGap) + "forward 12 STALE");
}

TEST_F(DataQualityTest, DuplicatesAndLateOnesCanBeIgnored) {
  establish(ignoring_duplicates());
  EXPECT_EQ(process(update(10)), "");
  EXPECT_EQ(process(update(9)), "");
  EXPECT_EQ(quality(), MAMA_QUALITY_OK);
  EXPECT_EQ(process(update(12)), std::string(kGap) + "forward 12 STALE");
  // What comes while a recap is awaited may be news.
  EXPECT_EQ(process(update(9)), "gap, forward 9 STALE");
  EXPECT_EQ(process(update(11)), "quality OK, forward 11");
}

TEST_F(DataQualityTest, LateIsMeantAcrossTheWrap) {
  start(ignoring_duplicates());
  EXPECT_EQ(process(initial(2)), "forward 2");
  EXPECT_EQ(process(update(0xFFFFFFFE)), "");
  EXPECT_EQ(process(update(5)), std::string(kGap) + "forward 5 STALE");
}

TEST_F(DataQualityTest, ARecapThatDidNotComeIsAskedForAgain) {
  establish();
  EXPECT_EQ(process(update(12)), std::string(kGap) + "forward 12 STALE");
  data_quality().recap_failed();
  EXPECT_EQ(quality(), MAMA_QUALITY_STALE);
  EXPECT_EQ(process(update(13)), std::string(kGap) + "forward 13 STALE");
  EXPECT_EQ(process(recap(13)), "quality OK, forward 13");
  data_quality().recap_failed();  // too late to matter
  EXPECT_EQ(quality(), MAMA_QUALITY_OK);
}

TEST_F(DataQualityTest, ARecapThatTheApplicationAskedFor) {
  establish();
  data_quality().wait_for_recap();
  EXPECT_EQ(quality(), MAMA_QUALITY_STALE);
  EXPECT_EQ(process(update(12)), "gap, forward 12 STALE");
  EXPECT_EQ(process(recap(12)), "quality OK, forward 12");
}

// ---- images (10.4) ------------------------------------------------------------------------------

TEST_F(DataQualityTest, ImagesBeginTheSequenceAnew) {
  for (const mamaMsgType type : {MAMA_MSG_TYPE_INITIAL, MAMA_MSG_TYPE_BOOK_INITIAL,
                                 MAMA_MSG_TYPE_RECAP, MAMA_MSG_TYPE_BOOK_RECAP}) {
    for (const std::uint32_t number : {5u, 10u, 30u}) {
      establish();
      subject.goods = 0;
      EXPECT_EQ(process(message(type, number)), "forward " + std::to_string(number));
      EXPECT_EQ(subject.goods, 1);
      EXPECT_EQ(process(update(number + 1)), "forward " + std::to_string(number + 1));
    }
  }
}

TEST_F(DataQualityTest, AStaleInitialIsAcceptedSilently) {
  for (const mamaMsgStatus status : {MAMA_MSG_STATUS_STALE, MAMA_MSG_STATUS_POSSIBLY_STALE}) {
    for (const mamaMsgType type : {MAMA_MSG_TYPE_INITIAL, MAMA_MSG_TYPE_BOOK_INITIAL}) {
      start();
      subject.goods = 0;
      const std::string text = mamaMsgStatus_stringForStatus(status);
      EXPECT_EQ(process(message(type, 10).with(status)), "forward 10 " + text);
      EXPECT_EQ(subject.goods, 0);
      EXPECT_EQ(quality(), MAMA_QUALITY_STALE);
      EXPECT_EQ(process(update(12)), std::string(kGap) + "forward 12 STALE");
    }
  }
}

TEST_F(DataQualityTest, ADictionaryIsNotNumbered) {
  establish();
  EXPECT_EQ(process(message(MAMA_MSG_TYPE_DDICT_SNAPSHOT, 99)), "forward 99");
  EXPECT_EQ(process(update(11)), "forward 11");
}

TEST_F(DataQualityTest, OldRecapsCanBeIgnored) {
  for (const mamaMsgType type : {MAMA_MSG_TYPE_RECAP, MAMA_MSG_TYPE_BOOK_RECAP}) {
    establish(ignoring_duplicates());
    EXPECT_EQ(process(message(type, 10)), "");
    EXPECT_EQ(process(message(type, 9)), "");
    EXPECT_EQ(process(update(11)), "forward 11");
    EXPECT_EQ(process(message(type, 12)), "forward 12");
    EXPECT_EQ(process(update(14)), std::string(kGap) + "forward 14 STALE");
    EXPECT_EQ(process(message(type, 12)), "quality OK, forward 12");  // it was asked for
  }
}

TEST_F(DataQualityTest, UnnumberedRecapsOfBooksAreIgnoredOnlyWhereNumbersAreKnown) {
  establish(ignoring_duplicates());
  EXPECT_EQ(process(update(12)), std::string(kGap) + "forward 12 STALE");
  EXPECT_EQ(process(unnumbered(MAMA_MSG_TYPE_BOOK_RECAP)), "");
  EXPECT_EQ(quality(), MAMA_QUALITY_STALE);
  EXPECT_EQ(process(unnumbered(MAMA_MSG_TYPE_RECAP)), "quality OK, forward 0");
  DataQualitySettings both = ignoring_duplicates();
  both.takeover = DQ_FT_WAIT_FOR_RECAP;
  establish(both);
  EXPECT_EQ(process(update(12).from(2)), "takeover");
  EXPECT_EQ(process(unnumbered(MAMA_MSG_TYPE_BOOK_RECAP)), "quality OK, forward 0");
}

// ---- takeovers (10.4) ---------------------------------------------------------------------------

TEST_F(DataQualityTest, ATakeoverIsAcceptedWhateverItsNumber) {
  for (const std::uint32_t number : {3u, 10u, 11u, 500u}) {
    establish();
    EXPECT_EQ(process(update(number).from(2)), "takeover, forward " + std::to_string(number));
    EXPECT_EQ(process(update(number + 1).from(2)), "forward " + std::to_string(number + 1));
  }
  establish();
  EXPECT_EQ(process(update(12)), std::string(kGap) + "forward 12 STALE");
  EXPECT_EQ(process(update(77).from(2)), "takeover, quality OK, forward 77");
}

TEST_F(DataQualityTest, ASenderThatIsNotKnownTakesNothingOver) {
  establish();
  EXPECT_EQ(process(update(11)), "forward 11");
  EXPECT_EQ(process(update(12).from(1)), "forward 12");
  start();
  EXPECT_EQ(process(initial(10)), "forward 10");  // of nobody
  EXPECT_EQ(process(update(11).from(2)), "forward 11");
  EXPECT_EQ(process(update(12).from(3)), "forward 12");
}

TEST_F(DataQualityTest, ATakeoverCanWaitForAnImage) {
  for (const mamaMsgType type :
       {MAMA_MSG_TYPE_INITIAL, MAMA_MSG_TYPE_RECAP, MAMA_MSG_TYPE_BOOK_INITIAL,
        MAMA_MSG_TYPE_BOOK_RECAP, MAMA_MSG_TYPE_BOOK_SNAPSHOT, MAMA_MSG_TYPE_SNAPSHOT}) {
    establish(waiting_for_recaps());
    EXPECT_EQ(process(update(11).from(2)), "takeover");
    EXPECT_EQ(process(update(12).from(2)), "");  // in sequence, but of nothing that is known
    EXPECT_EQ(process(update(50).from(2)), "");
    EXPECT_EQ(process(unnumbered().from(2)), "");
    EXPECT_EQ(quality(), MAMA_QUALITY_STALE);
    EXPECT_EQ(process(message(type, 60).from(2)), "quality OK, forward 60") << type;
    EXPECT_EQ(process(update(61).from(2)), "forward 61");
  }
}

TEST_F(DataQualityTest, AnImageThatTakesOverIsTheOneToWaitFor) {
  establish(waiting_for_recaps());
  EXPECT_EQ(process(recap(60).from(2)), "takeover, quality OK, forward 60");
  EXPECT_EQ(process(update(61).from(2)), "forward 61");
}

TEST_F(DataQualityTest, ASecondTakeoverGoesOnWaiting) {
  establish(waiting_for_recaps());
  EXPECT_EQ(process(update(11).from(2)), "takeover");
  EXPECT_EQ(process(update(20).from(3)), "takeover");
  EXPECT_EQ(process(update(21).from(3)), "");
  EXPECT_EQ(process(recap(22).from(3)), "quality OK, forward 22");
}

// ---- callbacks that end the subscription, or dispatch
// --------------------------------------------

TEST_F(DataQualityTest, NothingMoreAfterTheEnd) {
  struct Row {
    const char* end_at;
    const char* asked;
  };
  for (const Row& row : {Row{"gap", "forward 11, gap"}, Row{"recap", "forward 11, gap, recap"},
                         Row{"quality STALE", "forward 11, gap, recap, quality STALE"},
                         Row{"forward 11", "forward 11"}}) {
    subject.ended = false;
    subject.awaiting = true;
    subject.on_note = nullptr;
    start();
    EXPECT_EQ(process(update(11)), "");
    EXPECT_EQ(process(initial(10)), "forward 10");
    subject.on_note = [&](const std::string& line) { subject.ended |= line == row.end_at; };
    EXPECT_EQ(process(update(14)), row.asked);
  }
}

TEST_F(DataQualityTest, TheReplayStopsAtTheEnd) {
  subject.awaiting = true;
  start(replaying_at_once());
  for (const std::uint32_t i : {11, 12, 13}) EXPECT_EQ(process(update(i)), "");
  subject.on_note = [&](const std::string& line) { subject.ended |= line == "forward 11"; };
  EXPECT_EQ(process(initial(10)), "forward 10, forward 11");
}

TEST_F(DataQualityTest, ACallbackThatDispatchesTheNextMessage) {
  subject.awaiting = true;
  start(replaying_at_once());
  for (const std::uint32_t i : {11, 12}) EXPECT_EQ(process(update(i)), "");
  bool is_first = true;
  subject.on_note = [&](const std::string& line) {
    if (line != "forward 11" || !std::exchange(is_first, false)) return;
    subject.awaiting = true;  // another image is asked for
    for (const std::uint32_t i : {13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24}) {
      process(update(i));
    }
    subject.awaiting = false;
    EXPECT_NE(subject.shown, nullptr);
    mama_i64_t sequence = 0;  // the message is still there
    EXPECT_EQ(mamaMsg_getI64(subject.shown, nullptr, MamaFieldSeqNum.mFid, &sequence),
              MAMA_STATUS_OK);
    EXPECT_EQ(sequence, 11);
  };
  // 12 had to give way in the cache.
  EXPECT_EQ(process(initial(10)), "");
  EXPECT_EQ(process(update(12)), "forward 12");
}

// ---- messages of a middleware
// --------------------------------------------------------------------

class DataQualityDeliveryTest : public DataQualityTest {
 protected:
  const char* bridge_name() const override { return "loopback"; }
};

TEST_F(DataQualityDeliveryTest, AKeptMessageMayBeDetachedWhenItIsShown) {
  start(replaying_at_once());
  TestQueue queue(bridge());
  TestTransport transport(bridge());
  Subscriber subscriber;
  mamaMsgCallbacks callbacks{};
  Arriving arriving = update(0);
  std::function<void(mamaMsg)> on_message = [&](mamaMsg message) { process(arriving, message); };
  callbacks.onMsg = [](mamaSubscription, mamaMsg message, void* closure, void*) {
    (*static_cast<decltype(on_message)*>(closure))(message);
  };
  ASSERT_EQ(
      mamaSubscription_createBasic(subscriber, transport, queue, &callbacks, "a", &on_message),
      MAMA_STATUS_OK);
  TestPublisher publisher(transport, "a");
  const auto send = [&](const Arriving& next) {
    arriving = next;
    Message message;
    fill(message, next);
    EXPECT_EQ(mamaPublisher_send(publisher, message), MAMA_STATUS_OK);
    run_events(queue);
    return subject.take();
  };
  subject.awaiting = true;
  for (const std::uint32_t i : {11, 12, 13}) EXPECT_EQ(send(update(i)), "");
  mamaMsg mine = nullptr;
  subject.on_note = [&](const std::string& line) {
    if (line != "forward 12") return;
    EXPECT_EQ(mamaMsg_detach(subject.shown), MAMA_STATUS_OK);
    mine = subject.shown;
  };
  EXPECT_EQ(send(initial(10)), "forward 10, forward 11, forward 12, forward 13");
  mama_i64_t sequence = 0;
  ASSERT_NE(mine, nullptr);
  EXPECT_EQ(mamaMsg_getI64(mine, nullptr, MamaFieldSeqNum.mFid, &sequence), MAMA_STATUS_OK);
  EXPECT_EQ(sequence, 12);
  EXPECT_EQ(mamaMsg_destroy(mine), MAMA_STATUS_OK);
  // Some stay in the cache to the end.
  subject.awaiting = true;
  EXPECT_EQ(send(update(14)), "");
}

}  // namespace
}  // namespace quoll::test
