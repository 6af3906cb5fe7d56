// The C functions of wombat/memnode.h and wombat/mempool.h: buffers that grow, and pools of them.
#include <wombat/memnode.h>
#include <wombat/mempool.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

class PoolLock {
 public:
  explicit PoolLock(memoryPool& pool) : pool_(pool) { pthread_mutex_lock(&pool_.mLock); }
  ~PoolLock() { pthread_mutex_unlock(&pool_.mLock); }
  PoolLock(const PoolLock&) = delete;
  PoolLock& operator=(const PoolLock&) = delete;

 private:
  memoryPool& pool_;
};

// The addresses of all nodes lie in the buffer of the pool's own node.
std::size_t node_count(const memoryPool& pool) noexcept {
  return pool.mAllocatedNodes.mNodeSize / sizeof(memoryNode*);
}
memoryNode* node_at(const memoryPool& pool, std::size_t index) noexcept {
  memoryNode* node = nullptr;
  std::memcpy(&node, pool.mAllocatedNodes.mNodeBuffer + index * sizeof node, sizeof node);
  return node;
}
bool remember(memoryPool& pool, memoryNode* node) noexcept {
  memoryNode& all = pool.mAllocatedNodes;
  const std::size_t needed = all.mNodeSize + sizeof node;
  // Doubled, so that a pool that grows by one node at a time does not copy the addresses each time.
  if (needed > all.mNodeCapacity && memoryNode_stretch(&all, 2 * needed) != 0) return false;
  std::memcpy(all.mNodeBuffer + all.mNodeSize, &node, sizeof node);
  all.mNodeSize = needed;
  return true;
}

void push_free(memoryPool& pool, memoryNode* node) noexcept {
  node->mNext = pool.mFreeList;
  pool.mFreeList = node;
  ++pool.mNumNodesFree;
}

memoryNode* add_node(memoryPool& pool, std::size_t size) noexcept {
  memoryNode* node = memoryNode_create(size);
  if (node == nullptr) return nullptr;
  if (!remember(pool, node)) {
    memoryNode_destroy(node);
    return nullptr;
  }
  node->mPool = &pool;
  ++pool.mNumNodesTotal;
  push_free(pool, node);
  return node;
}

void for_each(memoryPool& pool, memoryPoolIteratorCb callback) {
  for (std::size_t i = 0; i < node_count(pool); ++i) callback(&pool, node_at(pool, i));
}

}  // namespace

memoryNode* memoryNode_create(size_t size) {
  auto* node = static_cast<memoryNode*>(std::calloc(1, sizeof(memoryNode)));
  if (node == nullptr) return nullptr;
  if (memoryNode_stretch(node, size) == 0) return node;
  std::free(node);
  return nullptr;
}

int memoryNode_stretch(memoryNode* node, size_t size) {
  if (node == nullptr) {
    errno = EINVAL;
    return -1;
  }
  if (size <= node->mNodeCapacity) return 0;
  void* buffer = node->mNodeBuffer;
  if (allocateBufferMemory(&buffer, &node->mNodeCapacity, size) != 0) return -1;
  node->mNodeBuffer = static_cast<uint8_t*>(buffer);
  return 0;
}

void memoryNode_empty(memoryNode* node) {
  if (node == nullptr) return;
  std::free(node->mNodeBuffer);
  node->mNodeBuffer = nullptr;
  node->mNodeCapacity = node->mNodeSize = 0;
}

void memoryNode_destroy(memoryNode* node) {
  memoryNode_empty(node);
  std::free(node);
}

int allocateBufferMemory(void** buffer, size_t* size, size_t newSize) {
  if (buffer == nullptr || size == nullptr) {
    errno = EINVAL;
    return -1;
  }
  const std::size_t kept = *buffer == nullptr ? 0 : *size;
  if (kept > 0 && newSize <= kept) return 0;
  if (newSize == 0) return 0;
  void* grown = std::realloc(*buffer, newSize);
  if (grown == nullptr) {
    errno = ENOMEM;
    return -1;
  }
  std::memset(static_cast<uint8_t*>(grown) + kept, 0, newSize - kept);
  *buffer = grown;
  *size = newSize;
  return 0;
}

memoryPool* memoryPool_create(size_t poolSize, size_t nodeSize) {
  if (poolSize < 2) {
    errno = EINVAL;
    return nullptr;
  }
  auto* pool = static_cast<memoryPool*>(std::calloc(1, sizeof(memoryPool)));
  if (pool == nullptr) return nullptr;
  pthread_mutex_init(&pool->mLock, nullptr);
  pool->mAllocateBlockSize = nodeSize;
  while (pool->mNumNodesTotal < poolSize) {
    if (add_node(*pool, nodeSize) != nullptr) continue;
    memoryPool_destroy(pool, nullptr);
    errno = ENOMEM;
    return nullptr;
  }
  return pool;
}

memoryNode* memoryPool_addNode(memoryPool* pool, size_t nodeSize) {
  if (pool == nullptr) return nullptr;
  const PoolLock lock(*pool);
  return add_node(*pool, nodeSize);
}

memoryNode* memoryPool_getNode(memoryPool* pool, size_t nodeSize) {
  if (pool == nullptr) return nullptr;
  const PoolLock lock(*pool);
  if (pool->mNumNodesFree <= 1) {
    // The new node goes below the one that is handed out now, which its last user has warmed.
    memoryNode* last = pool->mFreeList;
    const bool has_grown = add_node(*pool, pool->mAllocateBlockSize) != nullptr;
    if (has_grown && last != nullptr) {
      pool->mFreeList->mNext = nullptr;
      last->mNext = pool->mFreeList;
      pool->mFreeList = last;
    }
  }
  memoryNode* node = pool->mFreeList;
  if (node == nullptr || memoryNode_stretch(node, nodeSize) != 0) return nullptr;
  pool->mFreeList = node->mNext;
  --pool->mNumNodesFree;
  node->mNext = nullptr;
  return node;
}

void memoryPool_returnNode(memoryPool* pool, memoryNode* node) {
  if (pool == nullptr || node == nullptr || node->mPool != pool) return;
  const PoolLock lock(*pool);
  push_free(*pool, node);
}

void memoryPool_iterate(memoryPool* pool, memoryPoolIteratorCb callback) {
  if (pool == nullptr || callback == nullptr) return;
  const PoolLock lock(*pool);
  for_each(*pool, callback);
}

void memoryPool_destroy(memoryPool* pool, memoryPoolIteratorCb callback) {
  if (pool == nullptr) return;
  if (callback != nullptr) for_each(*pool, callback);
  for (std::size_t i = 0; i < node_count(*pool); ++i) memoryNode_destroy(node_at(*pool, i));
  memoryNode_empty(&pool->mAllocatedNodes);
  pthread_mutex_destroy(&pool->mLock);
  std::free(pool);
}
