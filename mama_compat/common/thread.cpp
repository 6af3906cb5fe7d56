// The C functions of wombat/thread.h: threads that are known by their names.
#include <wombat/thread.h>

#include <map>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "common/thread_registry.h"
#include "quoll/mutex.h"

using quoll::MutexLock;
using quoll::compat::ThreadRegistry;

namespace {

struct NamedThread {
  std::string name;
  void* (*routine)(void*) = nullptr;
  void* closure = nullptr;
  pthread_t thread{};
};

// The registered threads, by name. One that has been taken out belongs to the taker.
class NamedThreads {
 public:
  static NamedThreads& instance() {
    static auto& threads = *new NamedThreads;
    return threads;
  }
  // Null when the name is taken.
  NamedThread* add(const char* name) {
    auto thread = std::make_unique<NamedThread>();
    thread->name = name;
    MutexLock lock(mutex_);
    const auto [it, is_new] = threads_.try_emplace(name, std::move(thread));
    return is_new ? it->second.get() : nullptr;
  }
  std::unique_ptr<NamedThread> take(const char* name) {
    MutexLock lock(mutex_);
    const auto it = threads_.find(std::string_view(name));
    if (it == threads_.end()) return nullptr;
    std::unique_ptr<NamedThread> thread = std::move(it->second);
    threads_.erase(it);
    return thread;
  }

 private:
  quoll::Mutex mutex_;
  std::map<std::string, std::unique_ptr<NamedThread>, std::less<>> threads_
      QUOLL_GUARDED_BY(mutex_);
};

void* run_named_thread(void* closure) {
  const auto* thread = static_cast<const NamedThread*>(closure);
  pthread_setname_np(pthread_self(), thread->name.substr(0, 15).c_str());
  const ThreadRegistry::Presence presence(thread->name);
  return thread->routine(thread->closure);
}

// The thread applies its set itself; here it shows in the result when the system refuses it.
bool can_apply_affinity(const std::string& name, pthread_t thread) {
  const auto processors = ThreadRegistry::instance().affinity_of(name);
  return !processors || pthread_setaffinity_np(thread, sizeof *processors, &*processors) == 0;
}

}  // namespace

wombatThreadStatus wombatThread_create(const char* threadName, wombatThread* result,
                                       const pthread_attr_t* attr, void* (*startRoutine)(void*),
                                       void* closure) {
  if (threadName == nullptr || result == nullptr || startRoutine == nullptr) {
    return WOMBAT_THREAD_INVALID_ARG;
  }
  NamedThread* thread = nullptr;
  try {
    thread = NamedThreads::instance().add(threadName);
  } catch (const std::bad_alloc&) {
    return WOMBAT_THREAD_NOMEM;
  }
  if (thread == nullptr) return WOMBAT_THREAD_IN_USE;
  thread->routine = startRoutine;
  thread->closure = closure;
  *result = thread;
  if (pthread_create(&thread->thread, attr, run_named_thread, thread) != 0) {
    NamedThreads::instance().take(threadName);
    *result = nullptr;
    return WOMBAT_THREAD_CANNOT_CREATE;
  }
  return can_apply_affinity(thread->name, thread->thread) ? WOMBAT_THREAD_OK
                                                          : WOMBAT_THREAD_PROPERTY;
}

wombatThreadStatus wombatThread_destroy(const char* name) {
  if (name == nullptr) return WOMBAT_THREAD_INVALID_ARG;
  const auto thread = NamedThreads::instance().take(name);
  if (thread == nullptr) return WOMBAT_THREAD_INVALID_ARG;
  pthread_join(thread->thread, nullptr);
  return WOMBAT_THREAD_OK;
}

pthread_t wombatThread_getOsThread(wombatThread thread) {
  return thread == nullptr ? pthread_t{} : static_cast<NamedThread*>(thread)->thread;
}

const char* wombatThread_getThreadName(wombatThread thread) {
  return thread == nullptr ? nullptr : static_cast<NamedThread*>(thread)->name.c_str();
}

wombatThreadStatus wombatThread_getDefinedThreadAffinity(wombatThread thread, cpu_set_t* affinity) {
  if (thread == nullptr || affinity == nullptr) return WOMBAT_THREAD_INVALID_ARG;
  const auto set = ThreadRegistry::instance().affinity_of(static_cast<NamedThread*>(thread)->name);
  if (set) {
    *affinity = *set;
    return WOMBAT_THREAD_OK;
  }
  CPU_ZERO(affinity);
  for (std::size_t i = 0; i < CPU_SETSIZE; ++i) CPU_SET(i, affinity);
  return WOMBAT_THREAD_OK;
}

wombatThreadStatus wombatThread_setAffinity(const char* threadName, cpu_set_t* affinity) {
  if (threadName == nullptr || affinity == nullptr) return WOMBAT_THREAD_INVALID_ARG;
  try {
    return ThreadRegistry::instance().set_affinity(threadName, *affinity) ? WOMBAT_THREAD_OK
                                                                          : WOMBAT_THREAD_PROPERTY;
  } catch (const std::bad_alloc&) {
    return WOMBAT_THREAD_NOMEM;
  }
}
