#include <gtest/gtest.h>
#include <wombat/memnode.h>
#include <wombat/mempool.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <set>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t kTooMuch = SIZE_MAX / 2;

bool is_zero(const std::uint8_t* bytes, std::size_t count) {
  return std::all_of(bytes, bytes + count, [](std::uint8_t byte) { return byte == 0; });
}

TEST(MemoryNodeTest, GrowsKeepsAndFillsWithZeros) {
  memoryNode* node = memoryNode_create(8);
  ASSERT_NE(node, nullptr);
  EXPECT_EQ(node->mNodeCapacity, 8u);
  EXPECT_EQ(node->mPool, nullptr);
  EXPECT_TRUE(is_zero(node->mNodeBuffer, 8));
  std::memset(node->mNodeBuffer, 0xab, 8);
  node->mNodeSize = 8;
  EXPECT_EQ(memoryNode_stretch(node, 4), 0);
  EXPECT_EQ(node->mNodeCapacity, 8u);
  EXPECT_EQ(memoryNode_stretch(node, 100), 0);
  EXPECT_EQ(node->mNodeCapacity, 100u);
  EXPECT_EQ(node->mNodeSize, 8u);
  EXPECT_EQ(node->mNodeBuffer[7], 0xab);
  EXPECT_TRUE(is_zero(node->mNodeBuffer + 8, 92));
  memoryNode_empty(node);
  EXPECT_EQ(node->mNodeBuffer, nullptr);
  EXPECT_EQ(node->mNodeCapacity + node->mNodeSize, 0u);
  memoryNode_destroy(node);
}

TEST(MemoryNodeTest, WithoutMemoryTheNodeStaysAsItWas) {
  memoryNode* node = memoryNode_create(0);
  EXPECT_EQ(node->mNodeBuffer, nullptr);
  ASSERT_EQ(memoryNode_stretch(node, 8), 0);
  errno = 0;
  EXPECT_EQ(memoryNode_stretch(node, kTooMuch), -1);
  EXPECT_EQ(errno, ENOMEM);
  EXPECT_EQ(node->mNodeCapacity, 8u);
  EXPECT_NE(node->mNodeBuffer, nullptr);
  memoryNode_destroy(node);
  EXPECT_EQ(memoryNode_create(kTooMuch), nullptr);
  EXPECT_EQ(memoryNode_stretch(nullptr, 1), -1);
  memoryNode_empty(nullptr);
  memoryNode_destroy(nullptr);
}

TEST(MemoryNodeTest, AllocateBufferMemory) {
  void* buffer = nullptr;
  std::size_t size = 17;  // Means nothing without a buffer.
  EXPECT_EQ(allocateBufferMemory(&buffer, &size, 4), 0);
  EXPECT_EQ(size, 4u);
  EXPECT_TRUE(is_zero(static_cast<std::uint8_t*>(buffer), 4));
  EXPECT_EQ(allocateBufferMemory(&buffer, &size, 2), 0);
  EXPECT_EQ(size, 4u);
  EXPECT_EQ(allocateBufferMemory(&buffer, &size, kTooMuch), -1);
  EXPECT_EQ(size, 4u);
  EXPECT_EQ(allocateBufferMemory(nullptr, &size, 2), -1);
  EXPECT_EQ(allocateBufferMemory(&buffer, nullptr, 2), -1);
  std::free(buffer);
}

TEST(MemoryPoolTest, HandsOutTheNodeThatCameBackLast) {
  memoryPool* pool = memoryPool_create(4, 16);
  ASSERT_NE(pool, nullptr);
  EXPECT_EQ(pool->mNumNodesTotal, 4u);
  memoryNode* first = memoryPool_getNode(pool, 16);
  memoryNode* second = memoryPool_getNode(pool, 100);
  EXPECT_NE(first, second);
  EXPECT_GE(second->mNodeCapacity, 100u);
  EXPECT_EQ(first->mPool, pool);
  first->mNodeBuffer[0] = 42;
  memoryPool_returnNode(pool, second);
  memoryPool_returnNode(pool, first);
  EXPECT_EQ(memoryPool_getNode(pool, 8), first);
  EXPECT_EQ(first->mNodeBuffer[0], 42);  // What its last user left.
  EXPECT_EQ(memoryPool_getNode(pool, 8), second);
  memoryPool_destroy(pool, nullptr);  // With two nodes in use.
}

TEST(MemoryPoolTest, GrowsByOneWhenOneIsLeft) {
  memoryPool* pool = memoryPool_create(2, 8);
  std::set<memoryNode*> nodes;
  nodes.insert(memoryPool_getNode(pool, 8));
  EXPECT_EQ(pool->mNumNodesTotal, 2u);
  for (int i = 0; i < 10; ++i) nodes.insert(memoryPool_getNode(pool, 8));
  EXPECT_EQ(nodes.size(), 11u);
  EXPECT_EQ(pool->mNumNodesTotal, 12u);
  EXPECT_EQ(pool->mNumNodesFree, 1u);
  memoryPool_destroy(pool, nullptr);
}

// Defect 24: the reference hands out a node that does not exist.
TEST(MemoryPoolTest, NoNodeWithoutMemory) {
  memoryPool* pool = memoryPool_create(2, 8);
  EXPECT_EQ(memoryPool_getNode(pool, kTooMuch), nullptr);
  EXPECT_EQ(memoryPool_addNode(pool, kTooMuch), nullptr);
  memoryNode* node = memoryPool_getNode(pool, 8);
  EXPECT_NE(node, nullptr);
  EXPECT_NE(memoryPool_getNode(pool, 8), nullptr);
  memoryPool_destroy(pool, nullptr);
  errno = 0;
  EXPECT_EQ(memoryPool_create(1, 8), nullptr);
  EXPECT_EQ(errno, EINVAL);
  EXPECT_EQ(memoryPool_create(2, kTooMuch), nullptr);
  EXPECT_EQ(errno, ENOMEM);
}

std::vector<memoryNode*> visited;

TEST(MemoryPoolTest, IteratesOverEveryNodeInTheOrderOfTheirMaking) {
  memoryPool* pool = memoryPool_create(2, 8);
  const auto visit = [](memoryPool*, memoryNode* node) { visited.push_back(node); };
  visited.clear();
  memoryPool_iterate(pool, visit);
  auto before = visited;
  ASSERT_EQ(before.size(), 2u);
  before.push_back(memoryPool_addNode(pool, 32));
  memoryPool_getNode(pool, 8);
  visited.clear();
  memoryPool_iterate(pool, visit);
  EXPECT_EQ(visited, before);
  visited.clear();
  memoryPool_destroy(pool, visit);
  EXPECT_EQ(visited, before);
}

TEST(MemoryPoolTest, NullAndForeignNodesAreIgnored) {
  memoryPool* pool = memoryPool_create(2, 8);
  memoryNode* foreign = memoryNode_create(8);
  memoryPool_returnNode(pool, foreign);
  memoryPool_returnNode(pool, nullptr);
  memoryPool_returnNode(nullptr, foreign);
  EXPECT_EQ(pool->mNumNodesFree, 2u);
  EXPECT_EQ(memoryPool_getNode(nullptr, 8), nullptr);
  EXPECT_EQ(memoryPool_addNode(nullptr, 8), nullptr);
  memoryPool_iterate(nullptr, nullptr);
  memoryPool_destroy(nullptr, nullptr);
  memoryNode_destroy(foreign);
  memoryPool_destroy(pool, nullptr);
}

TEST(MemoryPoolTest, NodesAreOneThreadsAtATime) {
  memoryPool* pool = memoryPool_create(2, 8);
  std::vector<std::thread> threads;
  for (std::uint8_t i = 1; i <= 4; ++i) {
    threads.emplace_back([pool, i] {
      for (int n = 0; n < 2000; ++n) {
        memoryNode* node = memoryPool_getNode(pool, 8);
        ASSERT_NE(node, nullptr);
        std::memset(node->mNodeBuffer, i, 8);
        for (int k = 0; k < 8; ++k) ASSERT_EQ(node->mNodeBuffer[k], i);
        memoryPool_returnNode(pool, node);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(pool->mNumNodesFree, pool->mNumNodesTotal);
  memoryPool_destroy(pool, nullptr);
}

}  // namespace
