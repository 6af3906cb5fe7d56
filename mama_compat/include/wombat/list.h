/* Quoll: wombat/list.h
 * SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A list of elements of one size with a recursive lock of its own. From any thread (common 4).
 */
#ifndef QUOLL_WOMBAT_LIST_H_
#define QUOLL_WOMBAT_LIST_H_

#include <stddef.h>
#include <wombat/port.h>

#ifdef __cplusplus
extern "C" {
#endif

#define INVALID_LIST NULL

typedef void* wList;
typedef void* wIterator;

/** Called with the list, an element and the caller's closure. */
typedef void(MAMACALLTYPE* wListCallback)(wList list, void* element, void* closure);

/** A new list; INVALID_LIST without memory. */
COMMONExpDLL wList list_create(size_t elementSize);

/** Calls dtor (which may be NULL) for each element, then frees elements, iterators and the list. */
COMMONExpDLL void list_destroy(wList list, wListCallback destructor, void* closure);

/**
 * A new element outside the list, filled with zeros; NULL without memory. Put it in with a push or
 * insert function, or free it with list_free_element.
 */
COMMONExpDLL void* list_allocate_element(wList list);

/** Gives an element back that is outside the list; one that is inside is left alone. */
COMMONExpDLL void list_free_element(wList list, void* element);

/** Put an element at an end; it must be outside the list. */
COMMONExpDLL void list_push_front(wList list, void* element);
COMMONExpDLL void list_push_back(wList list, void* element);

/** Allocates an element and puts it at the end. NULL for a NULL list or without memory. */
COMMONExpDLL void* list_add_element(wList list);

/** Puts newElement before an element of the list. */
COMMONExpDLL void list_insert_before(wList list, void* position, void* element);

/** The element at that place, or after that one; NULL when there is none. */
COMMONExpDLL void* list_get_head(wList list);
COMMONExpDLL void* list_get_tail(wList list);
COMMONExpDLL void* list_get_next(wList list, void* element);
COMMONExpDLL void* list_get_element_at_index(wList list, int index);

/** Takes the first element out and returns it; NULL when the list is empty. */
COMMONExpDLL void* list_pop_front(wList list);

/**
 * Takes an element out; it can still be read until it is freed. One that is outside is left alone.
 */
COMMONExpDLL void list_remove_element(wList list, void* element);

/**
 * Calls cb for each element with the list locked. The callback may remove and free its element and
 * add others.
 */
COMMONExpDLL void list_for_each(wList list, wListCallback cb, void* closure);

/** How many elements are in the list. */
COMMONExpDLL unsigned long list_size(wList list);

/** Locks the list, for several calls in a row; once more in the same thread. Likewise unlock. */
COMMONExpDLL void list_lock(wList list);
COMMONExpDLL void list_unlock(wList list);

/**
 * An iterator at the first element. It survives removals: when its element is removed it moves to
 * the next one.
 */
COMMONExpDLL wIterator list_create_iterator(wList list);

/** The present element; past the end, the first one again. NULL for an empty list. */
COMMONExpDLL void* iterator_current(wIterator iterator);

/** The present element, and moves on; NULL after the last one. */
COMMONExpDLL void* iterator_next(wIterator iterator);

/** As iterator_next, but moves on from the last element to the first; NULL for an empty list. */
COMMONExpDLL void* iterator_next_circ(wIterator iterator);

/** Puts an element before the present one. */
COMMONExpDLL void iterator_insert_before(wIterator iterator, void* element);

/** Frees an iterator; before its list is destroyed. */
COMMONExpDLL void iterator_destroy(wIterator iterator);

/** Moves an element of the list before the present one. */
COMMONExpDLL void iterator_move_element_before(wIterator iterator, void* element);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_LIST_H_ */
