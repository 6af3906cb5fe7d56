/* Quoll: wombat/memdefs.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The structures of memory nodes and memory pools (common 9). A node's fields are there to be used
 * by its owner; a pool's belong to the library.
 */
#ifndef QUOLL_WOMBAT_MEMDEFS_H_
#define QUOLL_WOMBAT_MEMDEFS_H_

#include <stddef.h>
#include <stdint.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct memoryNode_ memoryNode;
typedef struct memoryPool_ memoryPool;

/** A buffer that knows how much it can hold and how much of it is used. */
struct memoryNode_ {
  size_t mNodeSize;     /**< Bytes in use: the owner's number, the library never changes it */
  size_t mNodeCapacity; /**< Bytes allocated */
  uint8_t* mNodeBuffer; /**< NULL while the capacity is 0 */
  memoryNode* mNext;    /**< The next free node, while the node lies in its pool */
  memoryPool* mPool;    /**< The pool that owns the node; NULL for a node of its own */
};

/** Nodes that are reused, most recently returned first. */
struct memoryPool_ {
  memoryNode* mFreeList;      /**< The node that is handed out next */
  size_t mAllocateBlockSize;  /**< Capacity of the nodes that the pool makes on its own */
  memoryNode mAllocatedNodes; /**< Its buffer: the addresses of all nodes, in order of creation */
  size_t mNumNodesTotal;      /**< Nodes ever made */
  size_t mNumNodesFree;       /**< Nodes in the free list */
  pthread_mutex_t mLock;      /**< Guards all of the above */
};

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_MEMDEFS_H_ */
