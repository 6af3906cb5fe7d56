/// Room in a vector, made ahead of a step that must not fail.
#pragma once

#include <algorithm>
#include <cstddef>

namespace quoll {

/// The vector has room for `count` elements afterwards. Like push_back() it grows by a factor, so
/// that asking for one more each time costs constant time; reserve() takes exactly what it is asked
/// for, and copies everything each time. Throws std::bad_alloc and changes nothing then.
template <class Vector>
void make_room(Vector& vector, std::size_t count) {
  if (count > vector.capacity()) vector.reserve(std::max(count, 2 * vector.capacity()));
}

}  // namespace quoll
