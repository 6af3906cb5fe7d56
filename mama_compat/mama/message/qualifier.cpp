// The C functions of mama/msgqualifier.h.
#include <mama/msgqualifier.h>

#include <cstring>
#include <string>

#include "message/msg.h"

using quoll::mama::check_handle;
using quoll::mama::guarded;
using quoll::mama::pool_of;

/// A set of flags about how a message reached us. Owned by the application; one thread at a time.
struct mamaMsgQualImpl_ {
  mama_u16_t value = 0;
};

namespace {

mama_status set_bit(mamaMsgQual qual, const char* function, unsigned bit, int state) {
  QUOLL_TRY(check_handle(qual, function));
  qual->value = static_cast<mama_u16_t>(state != 0 ? qual->value | bit : qual->value & ~bit);
  return MAMA_STATUS_OK;
}

mama_status get_bit(mamaMsgQual qual, const char* function, unsigned bit, int* result) {
  QUOLL_TRY(check_handle(qual, function));
  QUOLL_CHECK_POINTER(result, MAMA_STATUS_NULL_ARG);
  *result = static_cast<int>(qual->value & bit);
  return MAMA_STATUS_OK;
}

struct Part {
  unsigned bit;
  const char* text;
};

// The spelling is what programs compare with.
constexpr Part kParts[] = {
    {MAMA_MSG_QUAL_DEFINITELY_DUPLICATE, "Definately Duplicate"},
    {MAMA_MSG_QUAL_POSSIBLY_DUPLICATE, "Possibly duplicate"},
    {MAMA_MSG_QUAL_DEFINITELY_DELAYED, "Definately delayed"},
    {MAMA_MSG_QUAL_POSSIBLY_DELAYED, "Possibly delayed"},
    {MAMA_MSG_QUAL_OUT_OF_SEQUENCE, "Out of sequence"},
};

}  // namespace

mama_status mamaMsgQual_create(mamaMsgQual* msgQual) {
  QUOLL_CHECK_POINTER(msgQual, MAMA_STATUS_NULL_ARG);
  *msgQual = pool_of<mamaMsgQualImpl_>().create();
  return *msgQual == nullptr ? MAMA_STATUS_NOMEM : MAMA_STATUS_OK;
}

mama_status mamaMsgQual_destroy(mamaMsgQual msgQual) {
  QUOLL_CHECK_HANDLE(msgQual);
  pool_of<mamaMsgQualImpl_>().destroy(msgQual, __builtin_return_address(0));
  return MAMA_STATUS_OK;
}

mama_status mamaMsgQual_clear(mamaMsgQual msgQual) { return mamaMsgQual_setValue(msgQual, 0); }

mama_status mamaMsgQual_copy(mamaMsgQual dest, const mamaMsgQual src) {
  QUOLL_CHECK_HANDLE(dest);
  QUOLL_CHECK_HANDLE(src);
  dest->value = src->value;
  return MAMA_STATUS_OK;
}

int mamaMsgQual_equal(const mamaMsgQual lhs, const mamaMsgQual rhs) {
  if (check_handle(lhs, __func__) != MAMA_STATUS_OK) return 0;
  if (check_handle(rhs, __func__) != MAMA_STATUS_OK) return 0;
  return lhs->value == rhs->value ? 1 : 0;
}

mama_status mamaMsgQual_setValue(mamaMsgQual msgQual, mama_u16_t value) {
  QUOLL_CHECK_HANDLE(msgQual);
  msgQual->value = value;
  return MAMA_STATUS_OK;
}

mama_status mamaMsgQual_getValue(const mamaMsgQual msgQual, mama_u16_t* value) {
  QUOLL_CHECK_HANDLE(msgQual);
  QUOLL_CHECK_POINTER(value, MAMA_STATUS_NULL_ARG);
  *value = msgQual->value;
  return MAMA_STATUS_OK;
}

#define QUOLL_DEFINE_BIT(Name, bit)                                       \
  mama_status mamaMsgQual_setIs##Name(mamaMsgQual msgQual, int state) {   \
    return set_bit(msgQual, __func__, bit, state);                        \
  }                                                                       \
  mama_status mamaMsgQual_getIs##Name(mamaMsgQual msgQual, int* result) { \
    return get_bit(msgQual, __func__, bit, result);                       \
  }
QUOLL_DEFINE_BIT(DefinitelyDuplicate, MAMA_MSG_QUAL_DEFINITELY_DUPLICATE)
QUOLL_DEFINE_BIT(PossiblyDuplicate, MAMA_MSG_QUAL_POSSIBLY_DUPLICATE)
QUOLL_DEFINE_BIT(DefinitelyDelayed, MAMA_MSG_QUAL_DEFINITELY_DELAYED)
QUOLL_DEFINE_BIT(PossiblyDelayed, MAMA_MSG_QUAL_POSSIBLY_DELAYED)
QUOLL_DEFINE_BIT(OutOfSequence, MAMA_MSG_QUAL_OUT_OF_SEQUENCE)
#undef QUOLL_DEFINE_BIT

mama_status mamaMsgQual_getAsString(const mamaMsgQual msgQual, const char* delimiter, char* str,
                                    mama_size_t maxLen) {
  QUOLL_CHECK_HANDLE(msgQual);
  return mamaMsgQual_valueToString(msgQual->value, delimiter, str, maxLen);
}

mama_status mamaMsgQual_valueToString(mama_u16_t value, const char* delimiter, char* str,
                                      mama_size_t maxLen) {
  QUOLL_CHECK_POINTER(str, MAMA_STATUS_NULL_ARG);
  if (delimiter == nullptr) delimiter = " : ";
  return guarded([=] {
    std::string text;
    for (const Part& part : kParts) {
      if ((value & part.bit) == 0) continue;
      if (!text.empty()) text += delimiter;
      text += part.text;
    }
    if (maxLen == 0) return MAMA_STATUS_NOMEM;
    const std::size_t size = std::min<std::size_t>(text.size(), maxLen - 1);
    std::memcpy(str, text.data(), size);
    str[size] = '\0';
    return size == text.size() ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
  });
}
