/* Quoll: wombat/memnode.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Memory nodes: buffers that grow (common 9). The caller provides for locking.
 */
#ifndef QUOLL_WOMBAT_MEMNODE_H_
#define QUOLL_WOMBAT_MEMNODE_H_

#include <wombat/memdefs.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A node that belongs to no pool.
 * @param size  bytes of its buffer, all zero; 0 for a node without a buffer
 * @return the node, for memoryNode_destroy; NULL without memory (errno ENOMEM)
 */
COMMONExpDLL memoryNode* memoryNode_create(size_t size);

/**
 * Makes the buffer at least this large; it never shrinks. Its bytes are kept, new ones are zero.
 * The buffer may move.
 * @return 0; -1 without memory, with errno ENOMEM and the node as it was, or for a NULL node, with
 *         errno EINVAL
 */
COMMONExpDLL int memoryNode_stretch(memoryNode* node, size_t size);

/** Frees the buffer; capacity and size become 0. NULL is ignored. */
COMMONExpDLL void memoryNode_empty(memoryNode* node);

/** Frees a node that belongs to no pool, and its buffer. NULL is ignored. */
COMMONExpDLL void memoryNode_destroy(memoryNode* node);

/**
 * Makes a malloc'ed buffer at least newSize bytes large, with zeros in what is new.
 * @param buffer   the buffer; points to NULL for a first allocation
 * @param size     its size, which is updated; 0 for a first allocation
 * @param newSize  the bytes needed
 * @return 0; -1 without memory (errno ENOMEM) or for NULL (errno EINVAL), with both as they were
 */
COMMONExpDLL int allocateBufferMemory(void** buffer, size_t* size, size_t newSize);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_MEMNODE_H_ */
