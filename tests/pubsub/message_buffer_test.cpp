/// The one copy of a message, and the memory it comes from.
#include "loopback/message_buffer.h"

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <string>
#include <vector>

#include "quoll/handle_pool.h"
#include "support/mama_fixture.h"

namespace quoll::loopback {
namespace {

TEST(MessageBuffer, AllTicketsShareOnePayload) {
  const std::string payload = "the bytes";
  MessageBuffer* const message = MessageBuffer::create({.payload = payload.data(),
                                                        .payload_bytes = payload.size(),
                                                        .type = BASE_MSG_INBOX_REQUEST,
                                                        .reply_subject = "reply.to"},
                                                       3);
  ASSERT_NE(message, nullptr);
  EXPECT_EQ(message->ticket_capacity(), 3u);
  EXPECT_EQ(message->payload_bytes(), payload.size());
  EXPECT_EQ(std::memcmp(message->payload(), payload.data(), payload.size()), 0);
  EXPECT_NE(message->payload(), payload.data());
  EXPECT_EQ(message->type(), BASE_MSG_INBOX_REQUEST);
  EXPECT_STREQ(message->reply_subject(), "reply.to");
  for (int i = 0; i < 3; ++i) message->tickets()[i] = {message, nullptr, nullptr};
  message->arm(3);
  message->consume();
  message->consume();
  EXPECT_EQ(std::memcmp(message->payload(), payload.data(), payload.size()), 0);
  message->consume();  // the last one frees
}

TEST(MessageBuffer, WithoutReplySubjectIsAnEmptyOne) {
  MessageBuffer* const message = MessageBuffer::create({.payload = "x", .payload_bytes = 1}, 1);
  ASSERT_NE(message, nullptr);
  EXPECT_STREQ(message->reply_subject(), "");
  EXPECT_EQ(message->type(), BASE_MSG_PUB_SUB);
  message->discard();
}

#if !defined(QUOLL_ASAN)
TEST(MessagePool, AThreadDoesNotKeepAllOfItsPeak) {
  constexpr std::size_t kBytes = 64 * 1024;
  std::vector<PoolBlock*> peak;
  for (std::size_t taken = 0; taken < 2 * MessagePool::kMaxKeptBytes; taken += kBytes) {
    peak.push_back(MessagePool::take(kBytes));
    ASSERT_NE(peak.back(), nullptr);
  }
  const std::size_t before = MessagePool::kept_bytes_of_this_thread();
  for (PoolBlock* block : peak) MessagePool::give(block);
  const std::size_t kept = MessagePool::kept_bytes_of_this_thread() - before;
  EXPECT_GT(kept, 0u);
  EXPECT_LE(kept, MessagePool::kMaxKeptBytes);
}

TEST(MessagePool, BlocksComeBackFromOtherThreads) {
  constexpr std::size_t kBlocks = 100;
  std::set<PoolBlock*> first;
  for (std::size_t i = 0; i < kBlocks; ++i) first.insert(MessagePool::take(300));
  ASSERT_EQ(first.size(), kBlocks);
  test::TestThread([&] {
    for (PoolBlock* block : first) MessagePool::give(block);
  }).join();
  std::vector<PoolBlock*> second;
  for (std::size_t i = 0; i < kBlocks; ++i) second.push_back(MessagePool::take(400));
  for (PoolBlock* block : second) {
    EXPECT_TRUE(first.contains(block));  // the same size class: nothing new was allocated
    MessagePool::give(block);
  }
}

TEST(MessagePool, AHomeOutlivesItsThread) {
  PoolBlock* from_thread = nullptr;
  test::TestThread([&] { from_thread = MessagePool::take(300); }).join();
  MessagePool::give(from_thread);
  PoolBlock* again = nullptr;
  test::TestThread([&] {
    again = MessagePool::take(300);
    MessagePool::give(again);
  }).join();
  EXPECT_EQ(again, from_thread);
}
#endif

TEST(MessagePool, BlocksBeyondTheLargestClass) {
  PoolBlock* const block = MessagePool::take(std::size_t{1} << 20);
  ASSERT_NE(block, nullptr);
  std::memset(block + 1, 1, (std::size_t{1} << 20) - sizeof(PoolBlock));
  MessagePool::give(block);
}

}  // namespace
}  // namespace quoll::loopback
