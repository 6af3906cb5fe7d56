/* Quoll: wombat/mempool.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Pools of memory nodes (common 9). From any thread, except memoryPool_destroy.
 */
#ifndef QUOLL_WOMBAT_MEMPOOL_H_
#define QUOLL_WOMBAT_MEMPOOL_H_

#include <wombat/memdefs.h>
#include <wombat/memnode.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Called with the pool and one of its nodes. */
typedef void(MAMACALLTYPE* memoryPoolIteratorCb)(memoryPool* pool, memoryNode* node);

/**
 * A pool with free nodes.
 * @param poolSize  how many nodes, at least 2
 * @param nodeSize  the capacity of each, in bytes
 * @return the pool, for memoryPool_destroy; NULL with errno EINVAL for fewer than 2 nodes, or
 * ENOMEM
 */
COMMONExpDLL memoryPool* memoryPool_create(size_t poolSize, size_t nodeSize);

/** Adds a free node of this capacity and returns it; NULL without memory or for a NULL pool. */
COMMONExpDLL memoryNode* memoryPool_addNode(memoryPool* pool, size_t nodeSize);

/**
 * Takes a node, the one that was returned last; the pool grows when it runs low. What the buffer
 * holds is left over from its last user.
 * @param nodeSize  the capacity needed, in bytes
 * @return the node, for memoryPool_returnNode; NULL without memory or for a NULL pool
 */
COMMONExpDLL memoryNode* memoryPool_getNode(memoryPool* pool, size_t nodeSize);

/** Gives a node back to its pool. NULL, and a node of another pool, are ignored. */
COMMONExpDLL void memoryPool_returnNode(memoryPool* pool, memoryNode* node);

/**
 * Calls back for every node that was ever made, in use or free, in the order of their making. The
 * pool is locked meanwhile: the callback takes and returns none.
 */
COMMONExpDLL void memoryPool_iterate(memoryPool* pool, memoryPoolIteratorCb callback);

/**
 * Frees the pool with all its nodes, also those in use. No other call may be under way.
 * @param callback  called for every node before; may be NULL
 */
COMMONExpDLL void memoryPool_destroy(memoryPool* pool, memoryPoolIteratorCb callback);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_MEMPOOL_H_ */
