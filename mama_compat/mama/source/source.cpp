// mama/source.h
#include "source/source.h"

#include "message/msg.h"

using quoll::mama::check_handle;
using quoll::mama::guarded;
using quoll::mama::pool_of;

mamaSource mamaSourceImpl_::create() {
  const mamaSourceManager sub_sources = pool_of<mamaSourceManagerImpl_>().create();
  if (sub_sources == nullptr) return nullptr;
  sub_sources->is_of_a_source = true;
  const mamaSource source = pool_of<mamaSourceImpl_>().create(sub_sources);
  if (source == nullptr) pool_of<mamaSourceManagerImpl_>().destroy(sub_sources);
  return source;
}

mamaSourceImpl_::~mamaSourceImpl_() {
  pool_of<mamaSourceManagerImpl_>().destroy(sub_sources_,
                                            reinterpret_cast<const void*>(&mamaSource_destroy));
}

void mamaSourceImpl_::clear() {
  attributes = Attributes();
  sub_sources_->clear();
}

// ---- the C functions ---------------------------------------------------------------------------

mama_status mamaSource_create(mamaSource* source) {
  QUOLL_CHECK_POINTER(source, MAMA_STATUS_NULL_ARG);
  *source = mamaSourceImpl_::create();
  return *source == nullptr ? MAMA_STATUS_NOMEM : MAMA_STATUS_OK;
}

mama_status mamaSource_destroy(mamaSource source) {
  QUOLL_CHECK_HANDLE(source);
  pool_of<mamaSourceImpl_>().destroy(source, __builtin_return_address(0));
  return MAMA_STATUS_OK;
}

mama_status mamaSource_clear(mamaSource source) {
  QUOLL_CHECK_HANDLE(source, MAMA_STATUS_INVALID_ARG);
  source->clear();
  return MAMA_STATUS_OK;
}

// The status for no source differs from function to function; a missing result has the same.
#define QUOLL_SOURCE_GET(Name, T, value, if_null)                        \
  mama_status mamaSource_get##Name(const mamaSource source, T* result) { \
    QUOLL_CHECK_HANDLE(source, if_null);                                 \
    QUOLL_CHECK_POINTER(result, if_null);                                \
    *result = (value);                                                   \
    return MAMA_STATUS_OK;                                               \
  }
#define QUOLL_SOURCE_SET(Name, T, member, if_null)               \
  mama_status mamaSource_set##Name(mamaSource source, T value) { \
    QUOLL_CHECK_HANDLE(source, if_null);                         \
    source->attributes.member = value;                           \
    return MAMA_STATUS_OK;                                       \
  }
#define QUOLL_SOURCE_TEXT(Name, member, if_null)                           \
  mama_status mamaSource_set##Name(mamaSource source, const char* value) { \
    QUOLL_CHECK_HANDLE(source, if_null);                                   \
    return guarded([=] {                                                   \
      source->attributes.member = text_of(value);                          \
      return MAMA_STATUS_OK;                                               \
    });                                                                    \
  }                                                                        \
  QUOLL_SOURCE_GET(Name, const char*, characters_of(source->attributes.member), if_null)

namespace {

mamaSourceImpl_::Text text_of(const char* characters) {
  return characters != nullptr ? mamaSourceImpl_::Text(characters) : std::nullopt;
}
const char* characters_of(const mamaSourceImpl_::Text& text) {
  return text ? text->c_str() : nullptr;
}

}  // namespace

QUOLL_SOURCE_TEXT(Id, id, MAMA_STATUS_INVALID_ARG)
QUOLL_SOURCE_TEXT(MappedId, mapped_id, MAMA_STATUS_INVALID_ARG)
QUOLL_SOURCE_TEXT(DisplayId, display_id, MAMA_STATUS_INVALID_ARG)
QUOLL_SOURCE_TEXT(SymbolNamespace, symbol_namespace, MAMA_STATUS_NULL_ARG)
QUOLL_SOURCE_TEXT(TransportName, transport_name, MAMA_STATUS_NULL_ARG)

QUOLL_SOURCE_SET(Quality, mamaQuality, quality, MAMA_STATUS_INVALID_ARG)
QUOLL_SOURCE_SET(State, mamaSourceState, state, MAMA_STATUS_INVALID_ARG)
QUOLL_SOURCE_SET(Transport, mamaTransport, transport, MAMA_STATUS_NULL_ARG)
QUOLL_SOURCE_SET(Symbology, mamaSymbology, symbology, MAMA_STATUS_NULL_ARG)

QUOLL_SOURCE_GET(Quality, mamaQuality, source->attributes.quality, MAMA_STATUS_INVALID_ARG)
QUOLL_SOURCE_GET(State, mamaSourceState, source->attributes.state, MAMA_STATUS_NULL_ARG)
QUOLL_SOURCE_GET(Transport, mamaTransport, source->attributes.transport, MAMA_STATUS_NULL_ARG)
QUOLL_SOURCE_GET(Symbology, mamaSymbology, source->attributes.symbology, MAMA_STATUS_NULL_ARG)
QUOLL_SOURCE_GET(Parent, mamaSource, source->attributes.parent, MAMA_STATUS_NULL_ARG)
QUOLL_SOURCE_GET(SubSourceManager, mamaSourceManager, source->sub_sources(),
                 MAMA_STATUS_INVALID_ARG)

mama_status mamaSource_setParent(mamaSource source, mamaSource parent) {
  QUOLL_CHECK_HANDLE(source);
  QUOLL_CHECK_HANDLE(parent);
  source->attributes.parent = parent;
  return mamaSourceManager_addSource(parent->sub_sources(), source);
}

const char* mamaSource_getStateAsString(const mamaSource source) {
  if (check_handle(source, __func__) != MAMA_STATUS_OK) return nullptr;
  switch (source->attributes.state) {
    case MAMA_SOURCE_STATE_OFF:
      return "SOURCE_STATE_OFF";
    case MAMA_SOURCE_STATE_OK:
      return "SOURCE_STATUS_OK";  // the spelling is what programs compare with
    case MAMA_SOURCE_STATE_UNKNOWN:
      return "SOURCE_STATE_UNKNOWN";
  }
  return "SOURCE_STATE_UNDEFINED";
}
