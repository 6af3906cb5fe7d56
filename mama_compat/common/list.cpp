// The C functions of wombat/list.h: a list of elements of one size.
#include <wombat/list.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

#include "common/owner_turn.h"

extern "C" {
// Exported without a header, for programs that look for it.
COMMONExpDLL extern int gWListDebug;
int gWListDebug = 0;
}

namespace {

class List;

// Stands before every element; the user sees what follows it.
struct alignas(std::max_align_t) Node {
  enum class Place { kLoose, kLinked, kFree };
  Node* previous = nullptr;
  Node* next = nullptr;
  List* list = nullptr;
  Place place = Place::kLoose;
};

Node* node_of(void* element) noexcept { return static_cast<Node*>(element) - 1; }
void* element_of(Node* node) noexcept { return node == nullptr ? nullptr : node + 1; }

// A place in a list. When its node is unlinked it moves to the next one, or, if it is a user's
// iterator, from the last to the first.
struct Cursor {
  List* list;
  Node* at;
  bool wraps;
  Cursor* next_cursor = nullptr;
};

// Owned by its user. Everything but size() wants the lock to be held.
class List {
 public:
  explicit List(std::size_t element_size) : node_size_(sizeof(Node) + (element_size + 7) / 8 * 8) {}
  ~List() {
    while (Cursor* cursor = cursors_) {
      cursors_ = cursor->next_cursor;
      delete cursor;
    }
    free_chain(head_);
    free_chain(free_);
  }

  quoll::OwnerTurn& lock() noexcept { return lock_; }
  Node* head() const noexcept { return head_; }
  Node* tail() const noexcept { return tail_; }
  unsigned long size() const noexcept { return size_.load(std::memory_order_relaxed); }
  bool has_linked(const Node* node) const noexcept {
    return node->list == this && node->place == Node::Place::kLinked;
  }
  bool has_loose(const Node* node) const noexcept {
    return node->list == this && node->place == Node::Place::kLoose;
  }

  Node* allocate() noexcept {
    void* memory = free_;
    if (free_ != nullptr) {
      free_ = free_->next;
    } else if ((memory = std::malloc(node_size_)) == nullptr) {
      return nullptr;
    }
    std::memset(memory, 0, node_size_);
    auto* node = new (memory) Node;
    node->list = this;
    return node;
  }

  void release(Node* node) noexcept {
    node->place = Node::Place::kFree;
    node->next = free_;
    free_ = node;
  }

  // Before `position`, or at the end when that is null.
  void link(Node* node, Node* position) noexcept {
    node->next = position;
    node->previous = position == nullptr ? tail_ : position->previous;
    (node->previous == nullptr ? head_ : node->previous->next) = node;
    (position == nullptr ? tail_ : position->previous) = node;
    node->place = Node::Place::kLinked;
    size_.fetch_add(1, std::memory_order_relaxed);
  }

  void unlink(Node* node) noexcept {
    (node->previous == nullptr ? head_ : node->previous->next) = node->next;
    (node->next == nullptr ? tail_ : node->next->previous) = node->previous;
    for (Cursor* cursor = cursors_; cursor != nullptr; cursor = cursor->next_cursor) {
      if (cursor->at != node) continue;
      cursor->at = node->next == nullptr && cursor->wraps ? head_ : node->next;
    }
    node->previous = node->next = nullptr;
    node->place = Node::Place::kLoose;
    size_.fetch_sub(1, std::memory_order_relaxed);
  }

  void add(Cursor& cursor) noexcept {
    cursor.next_cursor = cursors_;
    cursors_ = &cursor;
  }
  void remove(const Cursor& cursor) noexcept {
    for (Cursor** link = &cursors_; *link != nullptr; link = &(*link)->next_cursor) {
      if (*link != &cursor) continue;
      *link = cursor.next_cursor;
      return;
    }
  }

 private:
  static void free_chain(Node* node) noexcept {
    while (node != nullptr) std::free(std::exchange(node, node->next));
  }

  quoll::OwnerTurn lock_;
  const std::size_t node_size_;
  Node* head_ = nullptr;
  Node* tail_ = nullptr;
  Node* free_ = nullptr;
  Cursor* cursors_ = nullptr;
  std::atomic<unsigned long> size_{0};
};

using Guard = std::lock_guard<quoll::OwnerTurn>;

List* list_of(wList list) noexcept { return static_cast<List*>(list); }
Cursor* cursor_of(wIterator iterator) noexcept { return static_cast<Cursor*>(iterator); }

// Runs `body(List&)` with the list locked; `otherwise` for a NULL list.
template <typename Result, typename Body>
Result with(wList list, Result otherwise, Body body) {
  if (list == nullptr) return otherwise;
  const Guard guard(list_of(list)->lock());
  return body(*list_of(list));
}

// Links a loose element of this list before a node, or at the end.
void link_loose(List& list, void* element, Node* position) noexcept {
  if (element != nullptr && list.has_loose(node_of(element))) list.link(node_of(element), position);
}

// The same for an iterator: `body(List&, Cursor&)`.
template <typename Body>
void* at(wIterator iterator, Body body) {
  if (iterator == nullptr) return nullptr;
  Cursor& cursor = *cursor_of(iterator);
  const Guard guard(cursor.list->lock());
  return element_of(body(*cursor.list, cursor));
}

}  // namespace

wList list_create(size_t elementSize) {
  if (elementSize > PTRDIFF_MAX / 2) return INVALID_LIST;
  return new (std::nothrow) List(elementSize);
}

void list_destroy(wList list, wListCallback destructor, void* closure) {
  if (list == nullptr) return;
  if (destructor != nullptr) list_for_each(list, destructor, closure);
  delete list_of(list);
}

void* list_allocate_element(wList list) {
  return with(list, static_cast<void*>(nullptr),
              [](List& it) { return element_of(it.allocate()); });
}

void list_free_element(wList list, void* element) {
  with(list, 0, [&](List& it) {
    if (element != nullptr && it.has_loose(node_of(element))) it.release(node_of(element));
    return 0;
  });
}

void list_push_front(wList list, void* element) {
  with(list, 0, [&](List& it) { return link_loose(it, element, it.head()), 0; });
}

void list_push_back(wList list, void* element) {
  with(list, 0, [&](List& it) { return link_loose(it, element, nullptr), 0; });
}

void* list_add_element(wList list) {
  return with(list, static_cast<void*>(nullptr), [](List& it) {
    Node* node = it.allocate();
    if (node != nullptr) it.link(node, nullptr);
    return element_of(node);
  });
}

void list_insert_before(wList list, void* position, void* element) {
  with(list, 0, [&](List& it) {
    if (position == nullptr || element == nullptr || !it.has_linked(node_of(position)) ||
        !it.has_loose(node_of(element))) {
      std::fprintf(stderr,
                   "list_insert_before(): element %p is not put before %p: the one has to be "
                   "outside the list, the other inside\n",
                   element, position);
      return 0;
    }
    it.link(node_of(element), node_of(position));
    return 0;
  });
}

void* list_get_head(wList list) {
  return with(list, static_cast<void*>(nullptr), [](List& it) { return element_of(it.head()); });
}

void* list_get_tail(wList list) {
  return with(list, static_cast<void*>(nullptr), [](List& it) { return element_of(it.tail()); });
}

void* list_get_next(wList list, void* element) {
  return with(list, static_cast<void*>(nullptr), [&](List& it) -> void* {
    if (element == nullptr || !it.has_linked(node_of(element))) return nullptr;
    return element_of(node_of(element)->next);
  });
}

void* list_get_element_at_index(wList list, int index) {
  return with(list, static_cast<void*>(nullptr), [&](List& it) -> void* {
    if (index < 0) return nullptr;
    Node* node = it.head();
    while (node != nullptr && index-- > 0) node = node->next;
    return element_of(node);
  });
}

void* list_pop_front(wList list) {
  return with(list, static_cast<void*>(nullptr), [](List& it) {
    Node* node = it.head();
    if (node != nullptr) it.unlink(node);
    return element_of(node);
  });
}

void list_remove_element(wList list, void* element) {
  with(list, 0, [&](List& it) {
    if (element != nullptr && it.has_linked(node_of(element))) it.unlink(node_of(element));
    return 0;
  });
}

void list_for_each(wList list, wListCallback cb, void* closure) {
  if (cb == nullptr) return;
  with(list, 0, [&](List& it) {
    // Stands on the successor, which the callback may remove as well.
    Cursor successor{&it, it.head(), false};
    it.add(successor);
    const auto end = [&](Cursor*) { it.remove(successor); };
    const std::unique_ptr<Cursor, decltype(end)> registration(&successor, end);
    while (Node* node = successor.at) {
      successor.at = node->next;
      cb(list, element_of(node), closure);
    }
    return 0;
  });
}

unsigned long list_size(wList list) { return list == nullptr ? 0 : list_of(list)->size(); }

void list_lock(wList list) {
  if (list != nullptr) list_of(list)->lock().lock();
}

void list_unlock(wList list) {
  if (list != nullptr && list_of(list)->lock().is_mine()) list_of(list)->lock().unlock();
}

wIterator list_create_iterator(wList list) {
  return with(list, static_cast<wIterator>(nullptr), [](List& it) -> wIterator {
    auto* cursor = new (std::nothrow) Cursor{&it, it.head(), true};
    if (cursor != nullptr) it.add(*cursor);
    return cursor;
  });
}

void* iterator_current(wIterator iterator) {
  return at(iterator, [](List& list, Cursor& cursor) {
    if (cursor.at == nullptr) cursor.at = list.head();
    return cursor.at;
  });
}

void* iterator_next(wIterator iterator) {
  return at(iterator, [](List&, Cursor& cursor) {
    Node* node = cursor.at;
    if (node != nullptr) cursor.at = node->next;
    return node;
  });
}

void* iterator_next_circ(wIterator iterator) {
  return at(iterator, [](List& list, Cursor& cursor) {
    Node* node = cursor.at != nullptr ? cursor.at : list.head();
    if (node != nullptr) cursor.at = node->next != nullptr ? node->next : list.head();
    return node;
  });
}

void iterator_insert_before(wIterator iterator, void* element) {
  at(iterator, [&](List& list, Cursor& cursor) {
    link_loose(list, element, cursor.at);
    return cursor.at;
  });
}

void iterator_move_element_before(wIterator iterator, void* element) {
  at(iterator, [&](List& list, Cursor& cursor) {
    if (element == nullptr || node_of(element) == cursor.at) return cursor.at;
    if (list.has_linked(node_of(element))) list.unlink(node_of(element));
    link_loose(list, element, cursor.at);
    return cursor.at;
  });
}

void iterator_destroy(wIterator iterator) {
  if (iterator == nullptr) return;
  Cursor* cursor = cursor_of(iterator);
  {
    const Guard guard(cursor->list->lock());
    cursor->list->remove(*cursor);
  }
  delete cursor;
}
