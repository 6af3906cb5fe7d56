#include "common/item_queue.h"

#include <new>

namespace quoll::compat {

ItemQueue::ItemQueue(std::uint32_t initial, std::uint32_t grow_by) : grow_by_(grow_by) {
  MutexLock lock(mutex_);
  front_.next = &back_;
  back_.previous = &front_;
  cursor_ = &front_;
  if (!grow(initial)) throw std::bad_alloc();
}

bool ItemQueue::grow(std::uint32_t nodes) {
  try {
    chunks_.emplace_back(new Node[nodes]);
  } catch (const std::bad_alloc&) {
    return false;
  }
  for (std::uint32_t i = 0; i < nodes; ++i) {
    Node* node = &chunks_.back()[i];
    node->next = free_;
    free_ = node;
  }
  return true;
}

ItemQueue::Node* ItemQueue::new_node(const Item& item, std::uint32_t max) {
  if (free_ == nullptr) {
    if (std::uint64_t{size_} + grow_by_ > max || !grow(grow_by_)) return nullptr;
  }
  Node* node = free_;
  if (node == nullptr) return nullptr;
  free_ = node->next;
  node->item = item;
  return node;
}

void ItemQueue::link_before(Node* position, Node* node) {
  node->next = position;
  node->previous = position->previous;
  position->previous->next = node;
  position->previous = node;
  ++size_;
}

// The iterator moves on to the following position when its item goes.
ItemQueue::Item ItemQueue::unlink(Node* node) {
  if (cursor_ == node) cursor_ = node->next;
  node->previous->next = node->next;
  node->next->previous = node->previous;
  --size_;
  node->next = free_;
  free_ = node;
  return node->item;
}

void ItemQueue::wake() {
  if (waiters_ == 0) return;
  changes_.fetch_add(1, std::memory_order_release);
  Clock::process().wake_one(changes_);
}

ItemQueue::Result ItemQueue::insert_at(Node* position, const Item& item, std::uint32_t max) {
  Node* node = new_node(item, max);
  if (node == nullptr) return Result::kFull;
  link_before(position, node);
  wake();
  return Result::kOk;
}

ItemQueue::Result ItemQueue::push(const Item& item, std::uint32_t max) {
  MutexLock lock(mutex_);
  return insert_at(&back_, item, max);
}

ItemQueue::Result ItemQueue::take(Item& item, TimePoint deadline) {
  MutexLock lock(mutex_);
  for (;;) {
    if (unblocks_ > 0) {
      --unblocks_;
      return Result::kUnblocked;
    }
    if (size_ > 0) {
      item = unlink(front_.next);
      return Result::kOk;
    }
    if (deadline != kNever && Clock::process().now() >= deadline) return Result::kTimeout;
    const std::uint32_t seen = changes_.load(std::memory_order_relaxed);
    ++waiters_;
    lock.unlock();
    Clock::process().wait(changes_, seen, deadline);
    lock.lock();
    --waiters_;
  }
}

ItemQueue::Result ItemQueue::try_take(Item& item) {
  MutexLock lock(mutex_);
  if (size_ == 0) return Result::kEmpty;
  item = unlink(front_.next);
  return Result::kOk;
}

void ItemQueue::unblock() {
  MutexLock lock(mutex_);
  ++unblocks_;
  wake();
}

std::uint32_t ItemQueue::size() const {
  MutexLock lock(mutex_);
  return size_;
}

std::vector<ItemQueue::Item> ItemQueue::take_all() {
  MutexLock lock(mutex_);
  std::vector<Item> items;
  items.reserve(size_);
  while (size_ > 0) items.push_back(unlink(front_.next));
  return items;
}

void ItemQueue::to_front() {
  MutexLock lock(mutex_);
  cursor_ = &front_;
}

void ItemQueue::to_back() {
  MutexLock lock(mutex_);
  cursor_ = &back_;
}

// At the end the iterator stays on the last item; from behind it there is nothing to go to.
bool ItemQueue::next(Item& item) {
  MutexLock lock(mutex_);
  if (cursor_ == &back_ || cursor_->next == &back_) return false;
  cursor_ = cursor_->next;
  item = cursor_->item;
  return true;
}

bool ItemQueue::previous(Item& item) {
  MutexLock lock(mutex_);
  if (cursor_ == &front_ || cursor_->previous == &front_) return false;
  cursor_ = cursor_->previous;
  item = cursor_->item;
  return true;
}

bool ItemQueue::current(Item& item) const {
  MutexLock lock(mutex_);
  if (!is_item(cursor_)) return false;
  item = cursor_->item;
  return true;
}

bool ItemQueue::remove_current(Item& item) {
  MutexLock lock(mutex_);
  if (!is_item(cursor_)) return false;
  item = unlink(cursor_);
  return true;
}

bool ItemQueue::replace_current(void* data, void* closure) {
  MutexLock lock(mutex_);
  if (!is_item(cursor_)) return false;
  cursor_->item.data = data;
  cursor_->item.closure = closure;
  return true;
}

// From behind the last item "after" is the front, and from before the first "before" is the back.
ItemQueue::Result ItemQueue::insert_after(const Item& item, std::uint32_t max) {
  MutexLock lock(mutex_);
  return insert_at(cursor_ == &back_ ? front_.next : cursor_->next, item, max);
}

ItemQueue::Result ItemQueue::insert_before(const Item& item, std::uint32_t max) {
  MutexLock lock(mutex_);
  return insert_at(cursor_ == &front_ ? &back_ : cursor_, item, max);
}

}  // namespace quoll::compat
