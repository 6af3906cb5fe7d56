#include "vector_views.h"

#include <mama/datetime.h>
#include <mama/price.h>

#include "message.h"
#include "values.h"

namespace quoll::omnm {

namespace {

/// Gives every element an object of the interface, which later calls use again.
template <class Handle>
mama_status reserve_objects(std::vector<Handle>& objects, std::size_t count,
                            mama_status (*create)(Handle*)) {
  objects.reserve(count + 1);  // so that an empty vector has an address too
  while (objects.size() < count) {
    Handle object = nullptr;
    if (const mama_status status = create(&object); status != MAMA_STATUS_OK) return status;
    objects.push_back(object);
  }
  return MAMA_STATUS_OK;
}

}  // namespace

VectorViews::VectorViews() = default;

VectorViews::~VectorViews() {
  for (mamaDateTime time : times_) mamaDateTime_destroy(time);
  for (mamaPrice price : prices_) mamaPrice_destroy(price);
}

const std::uint8_t* VectorViews::aligned_copy(WireType type, const std::uint8_t* data,
                                              std::size_t size) {
  std::vector<std::uint64_t>& words = scalars_[type - kFirstScalarVector];
  words.resize(size / sizeof(std::uint64_t) + 1);
  std::memcpy(words.data(), data, size);
  return reinterpret_cast<const std::uint8_t*>(words.data());
}

const char** VectorViews::texts(const std::uint8_t* data, std::size_t size, std::size_t* count) {
  texts_.clear();
  const std::uint8_t* end = data + size;
  while (const std::uint8_t* nul = find_nul(data, end)) {
    texts_.push_back(reinterpret_cast<const char*>(data));
    data = nul + 1;
  }
  *count = texts_.size();
  texts_.push_back(nullptr);
  return texts_.data();
}

mama_status VectorViews::times(const std::uint8_t* data, std::size_t size,
                               const mamaDateTime** result, std::size_t* count) {
  const std::size_t elements = size / kTimeRecordSize;
  mama_status status = reserve_objects(times_, elements, mamaDateTime_create);
  for (std::size_t i = 0; i < elements && status == MAMA_STATUS_OK; ++i) {
    status = read_time(data + i * kTimeRecordSize, times_[i]);
  }
  if (status != MAMA_STATUS_OK) return status;
  *result = times_.data();
  *count = elements;
  return MAMA_STATUS_OK;
}

mama_status VectorViews::prices(const std::uint8_t* data, std::size_t size,
                                const mamaPrice** result, std::size_t* count) {
  const std::size_t elements = size / kPriceRecordSize;
  mama_status status = reserve_objects(prices_, elements, mamaPrice_create);
  for (std::size_t i = 0; i < elements && status == MAMA_STATUS_OK; ++i) {
    status = read_price(data + i * kPriceRecordSize, prices_[i]);
  }
  if (status != MAMA_STATUS_OK) return status;
  *result = prices_.data();
  *count = elements;
  return MAMA_STATUS_OK;
}

mama_status VectorViews::messages(const std::uint8_t* data, std::size_t size,
                                  const msgPayload** result, std::size_t* count) {
  const std::uint8_t* end = data + size;
  message_handles_.clear();
  while (data != end) {
    if (end - data < static_cast<std::ptrdiff_t>(kLengthSize)) return MAMA_STATUS_INVALID_ARG;
    const std::size_t element = load<std::uint32_t>(data);
    data += kLengthSize;
    if (element > static_cast<std::size_t>(end - data)) return MAMA_STATUS_INVALID_ARG;
    if (message_handles_.size() == messages_.size()) {
      messages_.push_back(std::make_unique<Message>(element));
    }
    Message& message = *messages_[message_handles_.size()];
    if (const mama_status status = message.assign(data, element); status != MAMA_STATUS_OK) {
      return status;
    }
    message_handles_.push_back(&message);
    data += element;
  }
  *count = message_handles_.size();
  message_handles_.push_back(nullptr);
  *result = message_handles_.data();
  return MAMA_STATUS_OK;
}

}  // namespace quoll::omnm
