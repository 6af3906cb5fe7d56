// The C functions of wombat/MRSWLock.h: many readers or one writer.
#include <wombat/MRSWLock.h>

#include <atomic>
#include <cstdint>
#include <new>

#include "quoll/clock.h"
#include "quoll/mutex.h"

namespace {

using quoll::Clock;
using quoll::MutexLock;

long id_of_caller() noexcept { return static_cast<long>(wGetCurrentThreadId()); }

// What is behind the public structure, whose counters it keeps.
class Lock : private MRSWLock {
 public:
  Lock() : MRSWLock{} {}

  PMRSWLock handle() noexcept { return this; }
  static Lock* of(PMRSWLock handle) noexcept { return static_cast<Lock*>(handle); }

  void acquire(bool for_reading) {
    MutexLock lock(mutex_);
    while (!is_free_for_caller(for_reading)) {
      const std::uint32_t seen = releases_.load(std::memory_order_relaxed);
      lock.unlock();
      Clock::process().wait(releases_, seen);
      lock.lock();
    }
    if (for_reading) {
      ++m_numberReaders;
    } else {
      ++m_numberWriters;
      m_writeThreadId = id_of_caller();
    }
  }

  // False when there is nothing to release.
  bool release(bool of_reading) {
    MutexLock lock(mutex_);
    long& holds = of_reading ? m_numberReaders : m_numberWriters;
    if (holds == 0 || (!of_reading && !is_writer())) return false;
    if (--holds > 0) return true;
    if (!of_reading) m_writeThreadId = 0;
    releases_.fetch_add(1, std::memory_order_relaxed);
    // Inside the mutex: afterwards another thread may free the lock.
    Clock::process().wake_all(releases_);
    return true;
  }

  long writer() {
    MutexLock lock(mutex_);
    return m_writeThreadId;
  }

 private:
  bool is_writer() const noexcept {
    return m_numberWriters > 0 && m_writeThreadId == id_of_caller();
  }
  bool is_free_for_caller(bool for_reading) const noexcept {
    return is_writer() || (m_numberWriters == 0 && (for_reading || m_numberReaders == 0));
  }

  quoll::Mutex mutex_;
  std::atomic<std::uint32_t> releases_{0};
};

}  // namespace

MRSW_RESULT MRSWLock_create(PMRSWLock* lock) {
  if (lock == nullptr) return MRSW_E_INVALIDARG;
  auto* made = new (std::nothrow) Lock;
  *lock = made == nullptr ? nullptr : made->handle();
  return made == nullptr ? MRSW_E_OUTOFMEMORY : MRSW_S_OK;
}

MRSW_RESULT MRSWLock_free(PMRSWLock lock) {
  if (lock == nullptr) return MRSW_E_INVALIDARG;
  delete Lock::of(lock);
  return MRSW_S_OK;
}

MRSW_RESULT MRSWLock_acquire(PMRSWLock lock, int read) {
  if (lock == nullptr) return MRSW_E_INVALIDARG;
  Lock::of(lock)->acquire(read != 0);
  return MRSW_S_OK;
}

MRSW_RESULT MRSWLock_release(PMRSWLock lock, int read) {
  return lock != nullptr && Lock::of(lock)->release(read != 0) ? MRSW_S_OK : MRSW_E_INVALIDARG;
}

MRSW_RESULT MRSWLock_upgrade(PMRSWLock lock) {
  if (const MRSW_RESULT result = MRSWLock_release(lock, 1); result != MRSW_S_OK) return result;
  return MRSWLock_acquire(lock, 0);
}

MRSW_RESULT MRSWLock_downgrade(PMRSWLock lock) {
  if (const MRSW_RESULT result = MRSWLock_release(lock, 0); result != MRSW_S_OK) return result;
  return MRSWLock_acquire(lock, 1);
}

long MRSWLock_getWriteThreadId(PMRSWLock lock) {
  return lock == nullptr ? 0 : Lock::of(lock)->writer();
}
