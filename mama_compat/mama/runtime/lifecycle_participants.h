/// Work of other areas at open and close.
#pragma once

namespace quoll::mama {

/// Something that has to be made when MAMA opens and ended when it closes (the reserved fields,
/// say). An area defines one with static storage in a source file of its own; its constructor
/// enlists it.
///
///     const LifecycleParticipant reserved_fields{"reserved fields", create_fields,
///     destroy_fields};
///
/// on_open runs in the first mama_open() after the properties are loaded and before any bridge is
/// asked for anything; on_close in the last mama_close() after all bridges are closed, and when an
/// open fails. Participants end in the reverse order of their beginning. Both run on the calling
/// thread, with no lock held; other opens and closes wait meanwhile. Neither runs when the process
/// exits.
class LifecycleParticipant {
 public:
  using Action = void (*)();
  LifecycleParticipant(const char* name, Action on_open, Action on_close) noexcept;
  LifecycleParticipant(const LifecycleParticipant&) = delete;
  LifecycleParticipant& operator=(const LifecycleParticipant&) = delete;

  /// Runs on_open of all, or on_close of all.
  static void open_all();
  static void close_all();

 private:
  [[maybe_unused]] const char* name_;
  Action on_open_;
  Action on_close_;
  const LifecycleParticipant* next_;
  static constinit const LifecycleParticipant* first_;
};

}  // namespace quoll::mama
