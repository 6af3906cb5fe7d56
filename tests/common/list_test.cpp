#include <gtest/gtest.h>
#include <wombat/list.h>

#include <vector>

namespace {

struct Element {
  int number;
};

class ListTest : public testing::Test {
 protected:
  // What is still outside the list belongs to the caller; for all others list_free_element does
  // nothing.
  ~ListTest() override {
    for (Element* element : made_) list_free_element(list_, element);
    list_destroy(list_, nullptr, nullptr);
  }

  Element* loose(int number) {
    auto* element = static_cast<Element*>(list_allocate_element(list_));
    element->number = number;
    made_.push_back(element);
    return element;
  }
  Element* add(int number) {
    Element* element = loose(number);
    list_push_back(list_, element);
    return element;
  }
  std::vector<int> numbers() {
    std::vector<int> all;
    list_for_each(list_, append, &all);
    return all;
  }
  static void append(wList, void* element, void* closure) {
    static_cast<std::vector<int>*>(closure)->push_back(static_cast<Element*>(element)->number);
  }
  static int number(void* element) {
    return element == nullptr ? -1 : static_cast<Element*>(element)->number;
  }

  wList list_ = list_create(sizeof(Element));
  std::vector<Element*> made_;
};
using Numbers = std::vector<int>;

TEST_F(ListTest, ElementsStandInTheOrderOfTheirPlaces) {
  add(2);
  list_push_front(list_, loose(1));
  Element* four = add(4);
  list_insert_before(list_, four, loose(3));
  EXPECT_EQ(numbers(), (Numbers{1, 2, 3, 4}));
  EXPECT_EQ(list_size(list_), 4u);
  EXPECT_EQ(number(list_get_head(list_)), 1);
  EXPECT_EQ(list_get_tail(list_), four);
  EXPECT_EQ(number(list_get_next(list_, list_get_head(list_))), 2);
  EXPECT_EQ(list_get_next(list_, four), nullptr);
  EXPECT_EQ(number(list_get_element_at_index(list_, 2)), 3);
  EXPECT_EQ(list_get_element_at_index(list_, 4), nullptr);
  EXPECT_EQ(list_get_element_at_index(list_, -1), nullptr);
}

TEST_F(ListTest, NewElementsAreZeroAndFreedOnesAreUsedAgain) {
  Element* element = loose(7);
  list_free_element(list_, element);
  list_free_element(list_, element);  // Freed already: nothing happens.
  EXPECT_EQ(list_allocate_element(list_), element);
  EXPECT_EQ(element->number, 0);
  EXPECT_NE(loose(8), element);
  list_push_back(list_, element);
  list_free_element(list_, element);  // In the list: nothing happens.
  EXPECT_EQ(list_get_head(list_), element);
}

TEST_F(ListTest, RemovedElementsStayReadable) {
  Element* one = add(1);
  add(2);
  list_remove_element(list_, one);
  list_remove_element(list_, one);
  EXPECT_EQ(one->number, 1);
  EXPECT_EQ(numbers(), Numbers{2});
  EXPECT_EQ(list_get_next(list_, one), nullptr);
  list_free_element(list_, one);
  EXPECT_EQ(number(list_pop_front(list_)), 2);
  EXPECT_EQ(list_pop_front(list_), nullptr);
  EXPECT_EQ(list_size(list_), 0u);
}

TEST_F(ListTest, AnElementIsInOnlyOnce) {
  Element* one = add(1);
  list_push_back(list_, one);
  list_push_front(list_, one);
  testing::internal::CaptureStderr();
  list_insert_before(list_, one, one);
  EXPECT_NE(testing::internal::GetCapturedStderr(), "");
  testing::internal::CaptureStderr();
  Element* other = loose(2);
  list_insert_before(list_, other, loose(3));
  EXPECT_NE(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(numbers(), Numbers{1});
}

TEST_F(ListTest, ForEachMayRemoveTheElementAndItsSuccessor) {
  for (int i = 1; i <= 4; ++i) add(i);
  std::vector<int> seen;
  list_for_each(
      list_,
      [](wList list, void* element, void* closure) {
        append(list, element, closure);
        if (number(element) == 2) list_remove_element(list, list_get_next(list, element));
        list_remove_element(list, element);
        list_free_element(list, element);
      },
      &seen);
  EXPECT_EQ(seen, (Numbers{1, 2, 4}));
  EXPECT_EQ(list_size(list_), 0u);
}

TEST_F(ListTest, ForEachDoesNotVisitWhatTheLastElementAdds) {
  add(1);
  std::vector<int> seen;
  list_for_each(
      list_,
      [](wList list, void* element, void* closure) {
        append(list, element, closure);
        list_add_element(list);
      },
      &seen);
  EXPECT_EQ(seen, Numbers{1});
  EXPECT_EQ(list_size(list_), 2u);
}

TEST_F(ListTest, IteratorsGoOverTheListAndSurviveRemovals) {
  Element* one = add(1);
  Element* two = add(2);
  Element* three = add(3);
  wIterator iterator = list_create_iterator(list_);
  EXPECT_EQ(iterator_next(iterator), one);
  EXPECT_EQ(iterator_current(iterator), two);
  list_remove_element(list_, two);
  EXPECT_EQ(iterator_current(iterator), three);
  list_remove_element(list_, three);  // The last one: back to the first.
  EXPECT_EQ(iterator_current(iterator), one);
  EXPECT_EQ(iterator_next(iterator), one);
  EXPECT_EQ(iterator_next(iterator), nullptr);
  EXPECT_EQ(iterator_next(iterator), nullptr);
  EXPECT_EQ(iterator_current(iterator), one);  // Past the end: to the first.
  iterator_destroy(iterator);
}

TEST_F(ListTest, ACircularIteratorNeverEnds) {
  Element* one = add(1);
  Element* two = add(2);
  wIterator iterator = list_create_iterator(list_);
  EXPECT_EQ(iterator_next_circ(iterator), one);
  EXPECT_EQ(iterator_next_circ(iterator), two);
  EXPECT_EQ(iterator_next_circ(iterator), one);
  iterator_destroy(iterator);
}

TEST_F(ListTest, IteratorsOfAnEmptyList) {
  wIterator iterator = list_create_iterator(list_);
  EXPECT_EQ(iterator_current(iterator), nullptr);
  EXPECT_EQ(iterator_next(iterator), nullptr);
  EXPECT_EQ(iterator_next_circ(iterator), nullptr);
  iterator_insert_before(iterator, loose(1));
  iterator_move_element_before(iterator, loose(2));
  EXPECT_EQ(numbers(), (Numbers{1, 2}));
  iterator_destroy(iterator);
}

TEST_F(ListTest, ElementsMoveBeforeAnIterator) {
  add(1);
  Element* two = add(2);
  Element* three = add(3);
  wIterator iterator = list_create_iterator(list_);
  iterator_move_element_before(iterator, three);
  EXPECT_EQ(numbers(), (Numbers{3, 1, 2}));
  iterator_move_element_before(iterator, three);  // Stands there already.
  iterator_move_element_before(iterator, iterator_current(iterator));
  EXPECT_EQ(numbers(), (Numbers{3, 1, 2}));
  iterator_next(iterator);
  EXPECT_EQ(iterator_current(iterator), two);
  iterator_insert_before(iterator, loose(9));
  EXPECT_EQ(numbers(), (Numbers{3, 1, 9, 2}));
  iterator_destroy(iterator);
}

// Defect 7: the reference never ends when neither of the two newest iterators is destroyed.
TEST_F(ListTest, IteratorsEndInAnyOrder) {
  add(1);
  std::vector<wIterator> iterators;
  for (int i = 0; i < 4; ++i) iterators.push_back(list_create_iterator(list_));
  for (wIterator iterator : iterators) iterator_destroy(iterator);
  list_create_iterator(list_);  // Freed with the list.
  EXPECT_EQ(numbers(), Numbers{1});
}

TEST_F(ListTest, DestroyCallsBackForLinkedElementsInOrder) {
  add(1);
  add(2);
  std::vector<int> seen;
  list_destroy(list_, append, &seen);
  EXPECT_EQ(seen, (Numbers{1, 2}));
  list_ = list_create(1);
  made_.clear();
}

TEST_F(ListTest, TheLockIsRecursive) {
  list_lock(list_);
  list_lock(list_);
  add(1);
  list_unlock(list_);
  list_unlock(list_);
  list_unlock(list_);  // Not held: nothing happens.
  EXPECT_EQ(numbers(), Numbers{1});
}

TEST(ListNullTest, NullIsHarmless) {
  int element = 0;
  list_destroy(nullptr, nullptr, nullptr);
  EXPECT_EQ(list_allocate_element(nullptr), nullptr);
  EXPECT_EQ(list_add_element(nullptr), nullptr);
  list_free_element(nullptr, &element);
  list_push_back(nullptr, &element);
  list_push_front(nullptr, &element);
  list_insert_before(nullptr, &element, &element);
  EXPECT_EQ(list_get_head(nullptr), nullptr);
  EXPECT_EQ(list_get_tail(nullptr), nullptr);
  EXPECT_EQ(list_pop_front(nullptr), nullptr);
  list_remove_element(nullptr, &element);
  list_for_each(
      nullptr, [](wList, void*, void*) {}, nullptr);
  EXPECT_EQ(list_size(nullptr), 0u);
  list_lock(nullptr);
  list_unlock(nullptr);
  EXPECT_EQ(list_create_iterator(nullptr), nullptr);
  EXPECT_EQ(iterator_current(nullptr), nullptr);
  EXPECT_EQ(iterator_next(nullptr), nullptr);
  EXPECT_EQ(iterator_next_circ(nullptr), nullptr);
  iterator_destroy(nullptr);
  EXPECT_EQ(list_create(static_cast<std::size_t>(-1)), nullptr);
}

}  // namespace
