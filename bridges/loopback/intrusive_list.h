/// Lists through the objects themselves: `next_in_list` and `previous_in_list`.
#pragma once

namespace quoll::loopback {

template <class T>
void push_front(T*& head, T& element) noexcept {
  element.next_in_list = head;
  element.previous_in_list = nullptr;
  if (head != nullptr) head->previous_in_list = &element;
  head = &element;
}

template <class T>
void unlink(T*& head, T& element) noexcept {
  if (element.previous_in_list != nullptr) {
    element.previous_in_list->next_in_list = element.next_in_list;
  } else {
    head = element.next_in_list;
  }
  if (element.next_in_list != nullptr) {
    element.next_in_list->previous_in_list = element.previous_in_list;
  }
}

}  // namespace quoll::loopback
