/// C arrays of the values in a vector field.
#pragma once

#include <mama/integration/types.h>
#include <mama/status.h>
#include <mama/types.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "wire.h"

namespace quoll::omnm {

class Message;

/// What the vector getters hand out: arrays of the kinds that cannot lie in the wire image itself
/// (texts, dates, prices, messages) or that lie there unaligned. One array of each kind, reused by
/// the next get of that kind. Owned by a message or a field; not thread-safe. May throw
/// std::bad_alloc.
class VectorViews {
 public:
  VectorViews();
  VectorViews(const VectorViews&) = delete;
  VectorViews& operator=(const VectorViews&) = delete;
  ~VectorViews();

  /// A copy of scalars of any width, aligned for all of them.
  const std::uint8_t* aligned_copy(WireType type, const std::uint8_t* data, std::size_t size);

  const char** texts(const std::uint8_t* data, std::size_t size, std::size_t* count);
  mama_status times(const std::uint8_t* data, std::size_t size, const mamaDateTime** result,
                    std::size_t* count);
  mama_status prices(const std::uint8_t* data, std::size_t size, const mamaPrice** result,
                     std::size_t* count);
  /// INVALID_ARG when an element is not whole, the header's status when one cannot be read.
  mama_status messages(const std::uint8_t* data, std::size_t size, const msgPayload** result,
                       std::size_t* count);

 private:
  static constexpr WireType kFirstScalarVector = MAMA_FIELD_TYPE_VECTOR_BOOL;
  static constexpr WireType kLastScalarVector = MAMA_FIELD_TYPE_VECTOR_F64;

  // Elements of 8 bytes, so that the copy is aligned for every type; one array for each type.
  std::array<std::vector<std::uint64_t>, kLastScalarVector - kFirstScalarVector + 1> scalars_;
  std::vector<const char*> texts_;
  std::vector<mamaDateTime> times_;
  std::vector<mamaPrice> prices_;
  std::vector<std::unique_ptr<Message>> messages_;
  std::vector<msgPayload> message_handles_;
};

}  // namespace quoll::omnm
