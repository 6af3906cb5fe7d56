/* Quoll: wombat/wtable.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A hash table from text to pointers. The caller provides for locking. Keys are copied, data is
 * never looked at (common 3).
 */
#ifndef QUOLL_WOMBAT_WTABLE_H_
#define QUOLL_WOMBAT_WTABLE_H_

#include <stdint.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WTABLE_INSERT_SUCCESS 1

typedef void* wtable_t;

/** Called with the table, the data, its key and the caller's closure. */
typedef void(MAMACALLTYPE* wTableCallback)(wtable_t table, void* data, const char* key,
                                           void* closure);

/** A new table; the size is the expected number of entries divided by ten. */
COMMONExpDLL wtable_t wtable_create(const char* name, unsigned long size);

/** Frees the table. Clear it before: what is still in it is lost. NULL is ignored. */
COMMONExpDLL void wtable_destroy(wtable_t table);

/**
 * Inserts or replaces.
 * @return 1 for a new key; 0 when the data of a key was replaced; -1 for a NULL key or without
 *         memory
 */
COMMONExpDLL int wtable_insert(wtable_t table, const char* key, void* data);

/** The data of a key; NULL when there is none. */
COMMONExpDLL void* wtable_lookup(wtable_t table, const char* key);

/** Removes a key and returns its data; NULL when there is none. */
COMMONExpDLL void* wtable_remove(wtable_t table, const char* key);

/**
 * Calls cb for every entry, in no particular order; it may remove the entry that it is called for.
 */
COMMONExpDLL void wtable_for_each(wtable_t table, wTableCallback cb, void* closure);

/** Empties the table, with free() for every data; free_all_xdata and clear keep the data. */
COMMONExpDLL void wtable_free_all(wtable_t table);
COMMONExpDLL void wtable_free_all_xdata(wtable_t table);
COMMONExpDLL void wtable_clear(wtable_t table);

/** Calls cb for every entry and removes it. */
COMMONExpDLL void wtable_clear_for_each(wtable_t table, wTableCallback cb, void* closure);

/** Prints the table to stderr. */
COMMONExpDLL void dumptable(wtable_t table);

/** How many entries there are; 0 for NULL. */
COMMONExpDLL uint32_t wtable_get_count(wtable_t table);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_WTABLE_H_ */
