/// Where threads note which light gates they are inside. Users include quoll/gate.h.
#pragma once

#include <atomic>
#include <cstdint>

#include "quoll/api.h"

namespace quoll {

/// The notes of one thread: a place for each frame of a light gate that it is inside, outermost
/// first. The thread writes them with plain stores, and looks afterwards whether a closer is at
/// work; a closer announces itself, makes every thread of the process pass a memory barrier, and
/// then reads. So of a thread and a closer at least one sees the other: the closer sees the note
/// and counts the frame in the gate's word, or the thread sees the closer.
///
/// Notes are never freed (a thread that ends leaves them to the next one), so that a thread which
/// leaves, and a closer, may touch them whatever has become of the gate. docs/lifetime.md has the
/// protocol. `Platform` supplies: Note (a pointer that its thread stores cheaply), Word, Lock,
/// kNotePlaces.
template <class Platform>
class QUOLL_API GateNotes {
 public:
  static constexpr std::uint32_t kPlaces = Platform::kNotePlaces;

  explicit GateNotes(GateNotes* next) noexcept : next_(next) {}
  GateNotes(const GateNotes&) = delete;
  GateNotes& operator=(const GateNotes&) = delete;

  /// The notes of another thread; all are on one list, which only grows, at its head.
  GateNotes* next() const noexcept { return next_; }
  /// While no thread has them: for the platform's list of such.
  GateNotes* next_idle = nullptr;

  // By the thread.
  void put(std::uint32_t place, const void* gate) noexcept { notes_[place].set(gate); }
  /// True when a closer has counted the frame meanwhile: then it has to leave the gate's word, too.
  bool take_back(std::uint32_t place) noexcept {
    notes_[place].set(nullptr);
    if (closers_.load(std::memory_order_seq_cst) == 0) [[likely]]
      return false;
    return forget_counted(place);
  }

  /// How many frames of `gate` are noted here at this moment.
  std::uint32_t noted(const void* gate) const noexcept {
    std::uint32_t found = 0;
    for (const auto& note : notes_) found += note.get() == gate ? 1 : 0;
    return found;
  }

  // By closers.
  /// From now on the thread looks closer at what it takes back. Ended by count().
  void announce_closer() noexcept { closers_.fetch_add(1, std::memory_order_seq_cst); }
  /// Reports to `add` how many frames of `gate` are noted here which nobody has counted yet; they
  /// count as counted from now on.
  template <class Add>
  void count(const void* gate, Add add) noexcept;

 private:
  bool forget_counted(std::uint32_t place) noexcept;

  alignas(64) GateNotes* const next_;
  typename Platform::Word closers_{0};  // at work here, and frames that they have counted
  typename Platform::Word counted_{0};  // bit per place; under the lock
  typename Platform::Lock lock_;
  typename Platform::Note notes_[kPlaces];
};

template <class Platform>
template <class Add>
void GateNotes<Platform>::count(const void* gate, Add add) noexcept {
  lock_.lock();
  std::uint32_t found = 0;
  for (std::uint32_t place = 0; place < kPlaces; ++place) {
    if (notes_[place].get() != gate) continue;
    const std::uint32_t bit = 1u << place;
    if ((counted_.fetch_or(bit, std::memory_order_relaxed) & bit) == 0) ++found;
  }
  // Each of these frames keeps an announcement until it is taken back; ours ends.
  if (found != 0) add(found);
  if (found > 1) closers_.fetch_add(found - 1, std::memory_order_relaxed);
  if (found == 0) closers_.fetch_sub(1, std::memory_order_relaxed);
  lock_.unlock();
}

template <class Platform>
bool GateNotes<Platform>::forget_counted(std::uint32_t place) noexcept {
  const std::uint32_t bit = 1u << place;
  lock_.lock();
  const bool counted = (counted_.load(std::memory_order_relaxed) & bit) != 0;
  if (counted) {
    counted_.fetch_sub(bit, std::memory_order_relaxed);
    closers_.fetch_sub(1, std::memory_order_relaxed);
  }
  lock_.unlock();
  return counted;
}

}  // namespace quoll
