// mama/sourceman.h
#include "message/msg.h"
#include "source/source.h"

using quoll::HandlePool;
using quoll::mama::guarded;
using quoll::mama::pool_of;

mamaSourceManagerImpl_::Entry::Entry(mamaSource source)
    : source_(source), serial_(source->serial) {}

mamaSource mamaSourceManagerImpl_::Entry::source() const {
  return HandlePool<mamaSourceImpl_>::is_live(source_) && source_->serial == serial_ ? source_
                                                                                     : nullptr;
}

mamaSource mamaSourceManagerImpl_::find(std::string_view name) {
  const auto found = sources_.find(name);
  if (found == sources_.end()) return nullptr;
  const mamaSource source = found->second.source();
  if (source == nullptr) sources_.erase(found);
  return source;
}

mama_status mamaSourceManagerImpl_::add(mamaSource source, const char* name) {
  if (find(name) != nullptr) return MAMA_STATUS_SYSTEM_ERROR;
  mamaSourceImpl_::Text mapped_id(name);  // a copy: the name may be the present mapped id
  sources_.emplace(*mapped_id, source);
  source->attributes.mapped_id = std::move(mapped_id);
  return MAMA_STATUS_OK;
}

mama_status mamaSourceManagerImpl_::find_or_create(const char* name, mamaSource* result) {
  if (mamaSource known = find(name); known != nullptr) {
    *result = known;
    return MAMA_STATUS_OK;
  }
  mamaSource made = mamaSourceImpl_::create();
  if (made == nullptr) return MAMA_STATUS_NOMEM;
  try {
    made->attributes.id = name;
    sources_.emplace(name, made);
  } catch (...) {
    pool_of<mamaSourceImpl_>().destroy(made);
    throw;
  }
  *result = made;
  return MAMA_STATUS_OK;
}

std::vector<mamaSourceManagerImpl_::Entry> mamaSourceManagerImpl_::all() const {
  std::vector<Entry> entries;
  for (const auto& [name, entry] : sources_) entries.push_back(entry);
  return entries;
}

// ---- the C functions ---------------------------------------------------------------------------

mama_status mamaSourceManager_create(mamaSourceManager* sourceManager) {
  QUOLL_CHECK_POINTER(sourceManager, MAMA_STATUS_NULL_ARG);
  *sourceManager = pool_of<mamaSourceManagerImpl_>().create();
  return *sourceManager == nullptr ? MAMA_STATUS_NOMEM : MAMA_STATUS_OK;
}

mama_status mamaSourceManager_destroy(mamaSourceManager sourceManager) {
  QUOLL_CHECK_HANDLE(sourceManager);
  if (sourceManager->is_of_a_source) return MAMA_STATUS_INVALID_ARG;
  pool_of<mamaSourceManagerImpl_>().destroy(sourceManager, __builtin_return_address(0));
  return MAMA_STATUS_OK;
}

mama_status mamaSourceManager_createSource(mamaSourceManager sourceManager, const char* name,
                                           mamaSource* source) {
  QUOLL_CHECK_HANDLE(sourceManager);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(source, MAMA_STATUS_INVALID_ARG);
  return guarded([=] { return sourceManager->find_or_create(name, source); });
}

mama_status mamaSourceManager_findOrCreateSource(mamaSourceManager sourceManager, const char* name,
                                                 mamaSource* source) {
  return mamaSourceManager_createSource(sourceManager, name, source);
}

mama_status mamaSourceManager_findSource(mamaSourceManager sourceManager, const char* name,
                                         mamaSource* source) {
  QUOLL_CHECK_HANDLE(sourceManager);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(source, MAMA_STATUS_INVALID_ARG);
  *source = sourceManager->find(name);
  return *source == nullptr ? MAMA_STATUS_NOT_FOUND : MAMA_STATUS_OK;
}

mama_status mamaSourceManager_addSource(mamaSourceManager sourceManager, mamaSource source) {
  QUOLL_CHECK_HANDLE(sourceManager);
  QUOLL_CHECK_HANDLE(source, MAMA_STATUS_INVALID_ARG);
  const auto& id = source->attributes.id;
  if (!id) return MAMA_STATUS_SYSTEM_ERROR;
  return mamaSourceManager_addSourceWithName(sourceManager, source, id->c_str());
}

mama_status mamaSourceManager_addSourceWithName(mamaSourceManager sourceManager, mamaSource source,
                                                const char* name) {
  QUOLL_CHECK_HANDLE(sourceManager);
  QUOLL_CHECK_HANDLE(source, MAMA_STATUS_INVALID_ARG);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_INVALID_ARG);
  return guarded([=] { return sourceManager->add(source, name); });
}

mama_status mamaSourceManager_iterateSources(mamaSourceManager sourceGroup,
                                             mamaSourceManager_sourcesIteratorCb callback,
                                             void* closure) {
  QUOLL_CHECK_HANDLE(sourceGroup);
  QUOLL_CHECK_POINTER(callback, MAMA_STATUS_INVALID_ARG);
  // The callback may change the manager, or destroy it.
  std::vector<mamaSourceManagerImpl_::Entry> sources;
  QUOLL_TRY(guarded([&] {
    sources = sourceGroup->all();
    return MAMA_STATUS_OK;
  }));
  for (const auto& entry : sources) {
    if (const mamaSource source = entry.source()) callback(sourceGroup, source, closure);
  }
  return MAMA_STATUS_OK;
}
