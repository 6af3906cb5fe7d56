/// The queue behind a wombatQueue.
#pragma once

#include <wombat/queue.h>

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "quoll/clock.h"
#include "quoll/mutex.h"

namespace quoll::compat {

/// A FIFO of (callback, data, closure) for many producers and many consumers, with one built-in
/// iterator. Any thread may call anything except the end, for which nobody may be inside. Callbacks
/// run on the consuming thread without the lock. Nodes are taken from chunks and recycled, so the
/// memory of a queue is that of its largest fill.
class ItemQueue {
 public:
  struct Item {
    wombatQueueCb callback = nullptr;
    void* data = nullptr;
    void* closure = nullptr;
  };
  enum class Result { kOk, kFull, kEmpty, kTimeout, kUnblocked };

  ItemQueue(std::uint32_t initial, std::uint32_t grow_by);
  ItemQueue(const ItemQueue&) = delete;
  ItemQueue& operator=(const ItemQueue&) = delete;

  /// `max` is looked at only when no recycled node is left: the capacity is the largest number of
  /// whole chunks that does not exceed it.
  Result push(const Item& item, std::uint32_t max);
  /// Takes the head. With kNever waits without limit, with a deadline in the past not at all.
  Result take(Item& item, TimePoint deadline);
  Result try_take(Item& item);
  /// Makes one current or future take() come back with kUnblocked.
  void unblock();
  std::uint32_t size() const;
  /// All items, in order; the queue is empty afterwards.
  std::vector<Item> take_all();

  // ---- The iterator stands before the first item, on an item, or behind the last.
  void to_front();
  void to_back();
  bool next(Item& item);
  bool previous(Item& item);
  bool current(Item& item) const;
  bool remove_current(Item& item);
  bool replace_current(void* data, void* closure);
  Result insert_after(const Item& item, std::uint32_t max);
  Result insert_before(const Item& item, std::uint32_t max);

 private:
  struct Node {
    Node* next = nullptr;
    Node* previous = nullptr;
    Item item;
  };

  bool is_item(const Node* node) const QUOLL_REQUIRES(mutex_) {
    return node != &front_ && node != &back_;
  }
  Node* new_node(const Item& item, std::uint32_t max) QUOLL_REQUIRES(mutex_);
  bool grow(std::uint32_t nodes) QUOLL_REQUIRES(mutex_);
  void link_before(Node* position, Node* node) QUOLL_REQUIRES(mutex_);
  Item unlink(Node* node) QUOLL_REQUIRES(mutex_);
  Result insert_at(Node* position, const Item& item, std::uint32_t max) QUOLL_REQUIRES(mutex_);
  void wake() QUOLL_REQUIRES(mutex_);

  mutable Mutex mutex_;
  const std::uint32_t grow_by_;
  Node front_ QUOLL_GUARDED_BY(mutex_);  // before the first item
  Node back_ QUOLL_GUARDED_BY(mutex_);   // behind the last
  Node* free_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  Node* cursor_ QUOLL_GUARDED_BY(mutex_) = nullptr;
  std::uint32_t size_ QUOLL_GUARDED_BY(mutex_) = 0;
  std::uint32_t unblocks_ QUOLL_GUARDED_BY(mutex_) = 0;
  std::uint32_t waiters_ QUOLL_GUARDED_BY(mutex_) = 0;
  std::vector<std::unique_ptr<Node[]>> chunks_ QUOLL_GUARDED_BY(mutex_);
  std::atomic<std::uint32_t> changes_{
      0};  // goes up with every item and unblock; consumers wait on it
};

/// Takes everything out of a wombatQueue; unlike wombatQueue_flush() it tells the callbacks too.
/// Nothing for a queue that was not created. For libmamabaseimpl.
COMMONExpDLL std::vector<ItemQueue::Item> take_all_items(wombatQueue queue);

}  // namespace quoll::compat
