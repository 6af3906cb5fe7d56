#include "transport/endpoint_pool.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <new>

#include "support/shim.h"

namespace quoll::mama {

void EndpointPool::enter(std::string_view topic, std::string_view identifier, endpoint_t endpoint) {
  MutexLock lock(mutex_);
  auto at = topics_.find(topic);
  if (at == topics_.end()) at = topics_.emplace(topic, Entries{}).first;
  auto& known = at->second.emplace(identifier, endpoint).first->second;
  if (known == nullptr) known = endpoint;
}

void EndpointPool::remove(std::string_view topic, std::string_view identifier) {
  MutexLock lock(mutex_);
  const auto at = topics_.find(topic);
  if (at == topics_.end()) return;
  const auto entry = at->second.find(identifier);
  if (entry != at->second.end()) at->second.erase(entry);
  if (at->second.empty()) topics_.erase(at);
}

std::vector<endpoint_t>& EndpointPool::endpoints_of(std::string_view topic) {
  MutexLock lock(mutex_);
  std::vector<endpoint_t>& result = results_[std::this_thread::get_id()];
  result.clear();
  const auto at = topics_.find(topic);
  if (at == topics_.end()) return result;
  for (auto& [identifier, endpoint] : at->second) {
    result.push_back(endpoint != nullptr ? endpoint : const_cast<char*>(identifier.c_str()));
  }
  return result;
}

endpoint_t EndpointPool::find(std::string_view topic, std::string_view identifier) const {
  MutexLock lock(mutex_);
  const auto at = topics_.find(topic);
  if (at == topics_.end()) return nullptr;
  const auto entry = at->second.find(identifier);
  return entry != at->second.end() ? entry->second : nullptr;
}

bool EndpointPool::contains(std::string_view topic, endpoint_t endpoint) const {
  MutexLock lock(mutex_);
  const auto at = topics_.find(topic);
  return at != topics_.end() &&
         std::any_of(at->second.begin(), at->second.end(),
                     [endpoint](const auto& entry) { return entry.second == endpoint; });
}

std::vector<endpoint_t> EndpointPool::all() const {
  MutexLock lock(mutex_);
  std::vector<endpoint_t> found;
  for (const auto& topic : topics_) {
    for (const auto& entry : topic.second) {
      if (entry.second != nullptr) found.push_back(entry.second);
    }
  }
  return found;
}

namespace {

EndpointPool* object_of(endpointPool_t pool) { return static_cast<EndpointPool*>(pool); }

template <class Action>
mama_status unless_out_of_memory(Action action) {
  try {
    return action();
  } catch (const std::bad_alloc&) {
    return MAMA_STATUS_NOMEM;
  }
}

}  // namespace
}  // namespace quoll::mama

using quoll::mama::EndpointPool;
using quoll::mama::object_of;
using quoll::mama::pool_of;
using quoll::mama::unless_out_of_memory;

mama_status endpointPool_create(endpointPool_t* endpoints, const char* name) {
  QUOLL_CHECK_POINTER(endpoints, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_NULL_ARG);
  *endpoints = nullptr;
  return unless_out_of_memory([=] {
    *endpoints = pool_of<EndpointPool>().create(name);
    return *endpoints != nullptr ? MAMA_STATUS_OK : MAMA_STATUS_NOMEM;
  });
}

mama_status endpointPool_destroy(endpointPool_t endpoints) {
  QUOLL_CHECK_HANDLE(object_of(endpoints));
  return endpointPool_destroyWithCallback(endpoints, nullptr);
}

// The callbacks come last, and outside: they may call anything, and throw.
mama_status endpointPool_destroyWithCallback(endpointPool_t endpoints, endpointDestroyCb callback) {
  EndpointPool* const pool = object_of(endpoints);
  QUOLL_CHECK_HANDLE(pool);
  std::vector<endpoint_t> left;
  QUOLL_TRY(unless_out_of_memory([&] {
    if (callback != nullptr) left = pool->all();
    return MAMA_STATUS_OK;
  }));
  if (!pool_of<EndpointPool>().destroy(pool, __builtin_return_address(0))) {
    return MAMA_STATUS_INVALID_ARG;
  }
  for (endpoint_t endpoint : left) callback(endpoint);
  return MAMA_STATUS_OK;
}

mama_status endpointPool_registerWithIdentifier(endpointPool_t endpoints, const char* topic,
                                                const char* identifier, void* opaque) {
  EndpointPool* const pool = object_of(endpoints);
  QUOLL_CHECK_POINTER(topic, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(identifier, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(pool);
  return unless_out_of_memory([=] {
    pool->enter(topic, identifier, opaque);
    return MAMA_STATUS_OK;
  });
}

mama_status endpointPool_registerWithoutIdentifier(endpointPool_t endpoints, const char* topic,
                                                   const char** identifier, void* opaque) {
  QUOLL_CHECK_POINTER(identifier, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(opaque, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(topic, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(object_of(endpoints));
  char text[32];
  std::snprintf(text, sizeof text, "%p", opaque);
  QUOLL_TRY(endpointPool_registerWithIdentifier(endpoints, topic, text, opaque));
  *identifier = strdup(text);
  if (*identifier != nullptr) return MAMA_STATUS_OK;
  endpointPool_unregister(endpoints, topic, text);
  return MAMA_STATUS_NOMEM;
}

mama_status endpointPool_unregister(endpointPool_t endpoints, const char* topic,
                                    const char* identifier) {
  EndpointPool* const pool = object_of(endpoints);
  QUOLL_CHECK_POINTER(topic, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(identifier, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(pool);
  pool->remove(topic, identifier);
  return MAMA_STATUS_OK;
}

mama_status endpointPool_getRegistered(endpointPool_t endpoints, const char* topic,
                                       endpoint_t** opaque, size_t* count) {
  EndpointPool* const pool = object_of(endpoints);
  QUOLL_CHECK_POINTER(topic, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(opaque, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(count, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(pool);
  *opaque = nullptr;
  *count = 0;
  return unless_out_of_memory([=] {
    auto& found = pool->endpoints_of(topic);
    *count = found.size();
    *opaque = found.empty() ? nullptr : found.data();
    return MAMA_STATUS_OK;
  });
}

mama_status endpointPool_getName(endpointPool_t endpoints, const char** name) {
  EndpointPool* const pool = object_of(endpoints);
  QUOLL_CHECK_POINTER(name, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(pool);
  *name = pool->name();
  return MAMA_STATUS_OK;
}

int endpointPool_isRegistedByContent(endpointPool_t endpoints, const char* topic, void* content) {
  EndpointPool* const pool = object_of(endpoints);
  if (topic == nullptr || content == nullptr) return 0;
  if (quoll::mama::check_handle(pool, __func__) != MAMA_STATUS_OK) return 0;
  return pool->contains(topic, content) ? 1 : 0;
}

mama_status endpointPool_getEndpointByIdentifiers(endpointPool_t endpoints, const char* topic,
                                                  const char* identifier, endpoint_t* endpoint) {
  EndpointPool* const pool = object_of(endpoints);
  QUOLL_CHECK_POINTER(topic, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(identifier, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_POINTER(endpoint, MAMA_STATUS_NULL_ARG);
  QUOLL_CHECK_HANDLE(pool);
  const endpoint_t found = pool->find(topic, identifier);
  if (found == nullptr) return MAMA_STATUS_NOT_FOUND;
  *endpoint = found;
  return MAMA_STATUS_OK;
}
