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
typedef void(MAMACALLTYPE* wListCallback)(wList list, void* element, void* closure);

/** A new list; INVALID_LIST without memory. */
COMMONExpDLL wList list_create(size_t elementSize);
COMMONExpDLL void list_destroy(wList list, wListCallback destructor, void* closure);
COMMONExpDLL void* list_allocate_element(wList list);
COMMONExpDLL void list_free_element(wList list, void* element);
COMMONExpDLL void list_push_front(wList list, void* element);
COMMONExpDLL void list_push_back(wList list, void* element);
COMMONExpDLL void* list_add_element(wList list);
COMMONExpDLL void list_insert_before(wList list, void* position, void* element);
COMMONExpDLL void* list_get_head(wList list);
COMMONExpDLL void* list_get_tail(wList list);
COMMONExpDLL void* list_get_next(wList list, void* element);
COMMONExpDLL void* list_get_element_at_index(wList list, int index);
COMMONExpDLL void* list_pop_front(wList list);
COMMONExpDLL void list_remove_element(wList list, void* element);
COMMONExpDLL void list_for_each(wList list, wListCallback cb, void* closure);
COMMONExpDLL unsigned long list_size(wList list);
COMMONExpDLL void list_lock(wList list);
COMMONExpDLL void list_unlock(wList list);
COMMONExpDLL wIterator list_create_iterator(wList list);
COMMONExpDLL void* iterator_current(wIterator iterator);
COMMONExpDLL void* iterator_next(wIterator iterator);
COMMONExpDLL void* iterator_next_circ(wIterator iterator);
COMMONExpDLL void iterator_insert_before(wIterator iterator, void* element);
COMMONExpDLL void iterator_destroy(wIterator iterator);
COMMONExpDLL void iterator_move_element_before(wIterator iterator, void* element);

#ifdef __cplusplus
}
#endif

#endif /* QUOLL_WOMBAT_LIST_H_ */
