// Every interleaving of small programs on quoll::GateProtocol, the code behind quoll::Gate.

#include "gate_model.h"

#include <gtest/gtest.h>

#include <functional>
#include <iostream>
#include <set>
#include <string>
#include <vector>

namespace quoll::model {
namespace {

// Cells of the test itself.
constexpr std::size_t kActions = kFacts;          // drain actions run
constexpr std::size_t kReferences = kFacts + 1;   // references to the gate's storage
constexpr std::size_t kFirstCloses = kFacts + 2;  // closes of the first gate that returned true
constexpr std::size_t kInside = kFacts + 3;       // callbacks that entered, ever
constexpr std::size_t kDepth = kFacts + 4;        // + gate * kMaxThreads + thread: frames open
constexpr std::size_t kPromise = kDepth + 2 * kMaxThreads;  // + gate: closers that came back
constexpr std::size_t kClosing = kPromise + 2;  // bit per gate and thread: closes inside
static_assert(kClosing < kFirstCellOfNotes);

Explorer& explorer() { return Explorer::current(); }
template <class AnyGate>
std::size_t number(const AnyGate& gate) {
  return gate.first_cell / kCellsPerGate;
}
template <class AnyGate>
std::size_t depth_cell(const AnyGate& gate, std::size_t thread) {
  return kDepth + number(gate) * kMaxThreads + thread;
}
template <class AnyGate>
std::uint64_t closing_bit(const AnyGate& gate, std::size_t thread) {
  return std::uint64_t{1} << (number(gate) * kMaxThreads + thread);
}

template <class Change>
void step(const char* what, Change&& change) {
  explorer().step(what, [&](World& world) -> std::optional<std::uint64_t> {
    change(world);
    return 0;
  });
}

void await(std::size_t cell, std::uint64_t value) {
  explorer().step("await", [&](World& world) -> std::optional<std::uint64_t> {
    ThreadState& self = world.threads[explorer().thread()];
    if (world.cells[cell] >= value) {
      self.mode = ThreadState::Mode::kReady;
      return 0;
    }
    self.mode = ThreadState::Mode::kAwaiting;
    self.cell = static_cast<std::uint8_t>(cell);
    self.value = value;
    return std::nullopt;
  });
}

// Where threads forget what they saw (Explorer::forget).
enum Place : std::uint64_t { kEntered = 1, kEnded, kLeft, kCameBack, kClosed };

/// A callback behind `gate`, which runs `body` when it is let in.
template <class AnyGate>
void call(
    AnyGate& gate, const std::function<void()>& body = [] {}) {
  {
    typename AnyGate::Frame frame(gate);
    if (frame) {
      const std::size_t thread = explorer().thread();
      explorer().observe([&](World& world) {
        explorer().check(world.cells[kPromise + number(gate)] == 0,
                         "a callback starts after a closer came back");
        ++world.cells[depth_cell(gate, thread)];
        ++world.cells[kInside];
      });
      explorer().forget(kEntered);
      body();
      step("callback ends", [&](World& world) { --world.cells[depth_cell(gate, thread)]; });
      explorer().forget(kEnded);
    }
  }
  explorer().forget(kLeft);
}

template <class AnyGate>
void close_and_wait(AnyGate& gate, ModelClock& clock = ModelPlatform::default_clock()) {
  const std::size_t self = explorer().thread();
  const bool inside = gate.entered_by_caller();
  if (inside) {
    step("closes inside", [&](World& world) { world.cells[kClosing] |= closing_bit(gate, self); });
  }
  const bool first = gate.close_and_wait(clock);
  explorer().observe([&](World& world) {
    ++world.cells[kPromise + number(gate)];
    if (first && number(gate) == 0) ++world.cells[kFirstCloses];
    for (std::size_t i = 0; i < kMaxThreads; ++i) {
      if (i == self || world.cells[depth_cell(gate, i)] == 0) continue;
      explorer().check(inside, "a closer outside came back while a callback runs");
      explorer().check((world.cells[kClosing] & closing_bit(gate, i)) != 0,
                       "a closer inside came back while a callback runs that does not close");
    }
  });
  explorer().forget(kCameBack);
}

template <class AnyGate>
void free_gate(AnyGate& gate) {
  step("free", [&](World& world) { world.cells[gate.freed_cell()] = 1; });
}

template <class AnyGate>
void drop_reference(AnyGate& gate) {
  step("drop a reference", [&](World& world) {
    explorer().check(world.cells[kReferences] != 0, "one reference too many dropped");
    if (--world.cells[kReferences] == 0) world.cells[gate.freed_cell()] = 1;
  });
}

void note_action(World& world, std::size_t gate) {
  ++world.cells[kActions];
  explorer().check(world.cells[kActions] == 1, "the drain action runs twice");
  for (std::size_t i = 0; i < kMaxThreads; ++i) {
    explorer().check(world.cells[kDepth + gate * kMaxThreads + i] == 0,
                     "the drain action runs while a callback runs");
  }
}
/// The drain action: drops the reference of the one who closed. `gate` is the closure.
template <class AnyGate>
void drain(void* gate) {
  step("drain", [&](World& world) { note_action(world, 0); });
  drop_reference(*static_cast<AnyGate*>(gate));
}
/// A drain action that keeps the storage.
void note_drain(void*) {
  step("drain", [&](World& world) { note_action(world, 0); });
}

template <class AnyGate>
void close_with(AnyGate& gate, void (*action)(void*)) {
  const bool first = gate.close(action, &gate);
  explorer().observe([&](World& world) {
    if (first && number(gate) == 0) ++world.cells[kFirstCloses];
  });
  explorer().forget(kClosed);
}

/// The storage of the first gate serves another object: what was promised of the last one is over.
template <class AnyGate>
bool reopen(AnyGate& gate) {
  step("new life", [&](World& world) {
    world.cells[kPromise + number(gate)] = 0;
    world.cells[kFirstCloses] = 0;
  });
  return gate.reopen();
}
/// A drain action that opens the gate again.
void note_drain_and_reopen(void* gate) {
  step("drain", [&](World& world) { note_action(world, 0); });
  reopen(*static_cast<ModelGate*>(gate));
}

/// A program of a few threads on one or two gates.
template <class AnyGate>
struct Program {
  std::string name;
  std::vector<std::function<void(AnyGate& gate, AnyGate& other)>> threads;
  std::uint64_t references = 0;
  std::uint64_t actions = 0;  // expected at the end; kOneOrNone
  bool large = false;         // hundreds of thousands of states and more
};

template <class AnyGate>
std::ostream& operator<<(std::ostream& out, const Program<AnyGate>& program) {
  return out << program.name;
}

constexpr std::uint64_t kOneOrNone = 2;

template <class AnyGate>
const std::vector<Program<AnyGate>>& programs() {
  static ModelClock other_clock{true};
  static const auto caller = [](AnyGate& gate, AnyGate&) { call(gate); };
  static const auto caller_twice = [](AnyGate& gate, AnyGate&) {
    call(gate);
    call(gate);
  };
  static const auto nested_caller = [](AnyGate& gate, AnyGate&) {
    call(gate, [&] { call(gate); });
  };
  static const auto closer = [](AnyGate& gate, AnyGate&) { close_and_wait(gate); };
  static const auto closer_inside = [](AnyGate& gate, AnyGate&) {
    call(gate, [&] { close_and_wait(gate); });
  };
  static const auto closer_inside_nested = [](AnyGate& gate, AnyGate&) {
    call(gate, [&] { call(gate, [&] { close_and_wait(gate); }); });
  };
  static const auto closer_inside_twice = [](AnyGate& gate, AnyGate&) {
    call(gate, [&] {
      close_and_wait(gate);
      close_and_wait(gate);
    });
    close_and_wait(gate);
  };
  static const auto closer_with_other_clock = [](AnyGate& gate, AnyGate&) {
    close_and_wait(gate, other_clock);
  };
  static const auto free_when_all_entered = [](std::uint64_t callers) {
    return [callers](AnyGate& gate, AnyGate&) {
      await(kInside, callers);
      close_and_wait(gate);
      free_gate(gate);
    };
  };
  static const auto caller_with_reference = [](AnyGate& gate, AnyGate&) {
    call(gate);
    drop_reference(gate);
  };
  static const auto closer_with_action = [](AnyGate& gate, AnyGate&) {
    close_with(gate, drain<AnyGate>);
  };
  static const auto drain_from_inside = [](AnyGate& gate, AnyGate&) {
    call(gate, [&] { close_with(gate, drain<AnyGate>); });
    drop_reference(gate);
  };

  static const std::vector<Program<AnyGate>> list = {
      {"close_and_wait_against_callers", {caller_twice, caller, closer}},
      {"close_and_wait_against_nested_callers", {nested_caller, nested_caller, closer}},
      {"three_callers", {caller, caller, caller, closer}},
      {"closers_outside_race", {caller, closer, closer}},
      {"closer_inside", {closer_inside, caller, caller}},
      {"closer_inside_nested_and_one_outside", {closer_inside_nested, caller, closer}, 0, 0, true},
      {"closers_inside_meet", {closer_inside, closer_inside, caller}},
      {"two_closers_inside_meet", {closer_inside, closer_inside}},
      {"closer_inside_and_one_outside", {closer_inside, closer}},
      {"nested_closers_inside_meet", {closer_inside_nested, closer_inside, closer}, 0, 0, true},
      {"three_closers_inside_meet", {closer_inside, closer_inside, closer_inside}, 0, 0, true},
      {"closer_inside_again_and_outside", {closer_inside_twice, caller}},
      {"closers_again_meet", {closer_inside_twice, closer_inside, closer}, 0, 0, true},
      {"other_clock_outside", {caller, caller, closer_with_other_clock}},
      {"both_clocks", {caller, closer, closer_with_other_clock}},
      {"other_clock_inside",
       {[](AnyGate& gate, AnyGate&) { call(gate, [&] { close_and_wait(gate, other_clock); }); },
        closer_inside, caller}},
      {"owner_frees", {caller, nested_caller, free_when_all_entered(3)}},
      {"owner_frees_after_closer_inside",
       {[](AnyGate& gate, AnyGate&) {
          call(gate, [&] {
            await(kInside, 2);
            close_and_wait(gate);
          });
        },
        caller, free_when_all_entered(2)}},
      {"drain_action", {caller_with_reference, caller_with_reference, closer_with_action}, 3, 1},
      {"drain_action_from_inside", {drain_from_inside, caller_with_reference}, 3, 1},
      {"drain_actions_race",
       {caller_with_reference, [](AnyGate& gate, AnyGate&) { close_with(gate, note_drain); },
        [](AnyGate& gate, AnyGate&) { close_with(gate, note_drain); }},
       2,
       1},
      {"drain_action_and_close_and_wait",
       {caller, closer, [](AnyGate& gate, AnyGate&) { close_with(gate, note_drain); }, caller},
       1,
       kOneOrNone,
       true},
      {"close_then_wait",
       {caller,
        [](AnyGate& gate, AnyGate&) {
          gate.close();
          close_and_wait(gate);
        }}},
      {"two_gates_nested",
       {[](AnyGate& gate, AnyGate& other) { call(gate, [&] { call(other); }); },
        [](AnyGate& gate, AnyGate& other) { call(gate, [&] { close_and_wait(other); }); },
        [](AnyGate& gate, AnyGate&) { close_and_wait(gate); }}},
  };
  return list;
}

template <class AnyGate>
Explorer::Result explore(const Program<AnyGate>& program) {
  cells_used = 0;
  AnyGate gate;
  AnyGate other;
  ModelPlatform::make_notes(program.threads.size());
  World start;
  for (const std::size_t lock : ModelLock::all) start.cells[lock] = 1;
  start.cells[kReferences] = program.references;
  std::vector<Explorer::ThreadBody> threads;
  for (const auto& thread : program.threads) {
    threads.push_back([&thread, &gate, &other] { thread(gate, other); });
  }
  Explorer explorer;
  return explorer.explore(start, std::move(threads), [&](World& end) {
    const bool one_or_none = program.actions == kOneOrNone;
    explorer.check(
        end.cells[kActions] == program.actions || (one_or_none && end.cells[kActions] < 2),
        "the drain action did not run");
    if (program.references > 2) {
      explorer.check(end.cells[gate.freed_cell()] == 1, "the gate was not freed");
    }
    explorer.check(end.cells[kFirstCloses] <= 1, "two closers were told that they were the first");
    if (end.cells[gate.freed_cell()] == 0) {
      const auto word = static_cast<std::uint32_t>(end.cells[gate.first_cell]);
      explorer.check(AnyGate::frames_in(word) == 0, "frames are left");
      explorer.check(AnyGate::parked_in(word) == 0, "parked frames are left");
    }
  });
}

template <class AnyGate>
void explore_all(const Program<AnyGate>& program) {
  const Explorer::Result result = explore(program);
  EXPECT_EQ(result.violation, "") << result.trace;
  EXPECT_GT(result.ends, 0u);
  testing::Test::RecordProperty("states", std::to_string(result.states));
  std::cout << "  " << result.states << " states\n";
}

class GateModel : public testing::TestWithParam<Program<ModelGate>> {};

TEST_P(GateModel, EveryInterleavingKeepsThePromises) { explore_all(GetParam()); }

/// Gates that open again, while others are late for their last life or early for the next.
const std::vector<Program<ModelGate>>& programs_with_reopening() {
  static const auto caller = [](ModelGate& gate, ModelGate&) { call(gate); };
  static const auto closer_twice = [](ModelGate& gate, ModelGate&) {
    close_and_wait(gate);
    if (reopen(gate)) close_and_wait(gate);
  };
  static const std::vector<Program<ModelGate>> list = {
      {"reopened_beside_callers", {closer_twice, caller, caller}},
      {"reopened_by_the_drain_action",
       {[](ModelGate& gate, ModelGate&) { gate.close(note_drain_and_reopen, &gate); }, caller,
        caller},
       0,
       1},
  };
  return list;
}
INSTANTIATE_TEST_SUITE_P(Reopening, GateModel, testing::ValuesIn(programs_with_reopening()),
                         [](const auto& instance) { return instance.param.name; });
INSTANTIATE_TEST_SUITE_P(Programs, GateModel, testing::ValuesIn(programs<ModelGate>()),
                         [](const auto& instance) { return instance.param.name; });

class LightGateModel : public testing::TestWithParam<Program<ModelLightGate>> {
 protected:
  ~LightGateModel() override { ModelPlatform::has_barrier_everywhere = true; }
};

TEST_P(LightGateModel, EveryInterleavingAndDelayOfStoresKeepsThePromises) {
  explore_all(GetParam());
}

TEST_P(LightGateModel, SoItDoesWithoutTheSystemCall) {
  ModelPlatform::has_barrier_everywhere = false;
  explore_all(GetParam());
}

// Closers of light gates take many more steps: of the programs with four threads, or with several
// closers, the smaller ones have to do.
std::vector<Program<ModelLightGate>> programs_for_light_gates() {
  const std::set<std::string> left_out = {"three_callers", "closers_outside_race",
                                          "closers_inside_meet", "both_clocks",
                                          "other_clock_inside"};
  const std::set<std::string> large = {"close_and_wait_against_nested_callers",
                                       "owner_frees_after_closer_inside", "two_gates_nested"};
  std::vector<Program<ModelLightGate>> list;
  for (Program<ModelLightGate> program : programs<ModelLightGate>()) {
    if (program.large || left_out.count(program.name) != 0) continue;
    program.large = large.count(program.name) != 0;
    list.push_back(program);
  }
  return list;
}
INSTANTIATE_TEST_SUITE_P(Programs, LightGateModel, testing::ValuesIn(programs_for_light_gates()),
                         [](const auto& instance) { return instance.param.name; });

/// A mistake, a program that shows it, and what the explorer then says.
struct Seeded {
  std::string name;
  Mistake mistake;
  std::string program;
  std::string violation;
};

std::ostream& operator<<(std::ostream& out, const Seeded& seeded) { return out << seeded.name; }

template <class AnyGate>
void find(const Seeded& seeded, const std::vector<Program<AnyGate>>& in) {
  for (const Program<AnyGate>& program : in) {
    if (program.name != seeded.program) continue;
    EXPECT_EQ(explore(program).violation, "");
    mistake = seeded.mistake;
    const Explorer::Result result = explore(program);
    EXPECT_EQ(result.violation, seeded.violation) << result.trace;
    EXPECT_NE(result.trace, "");
    return;
  }
  FAIL() << "no program " << seeded.program;
}

class GateModelFinds : public testing::TestWithParam<Seeded> {
 protected:
  ~GateModelFinds() override { mistake = Mistake::kNone; }
};

TEST_P(GateModelFinds, TheSeededMistake) {
  std::vector<Program<ModelGate>> all = programs<ModelGate>();
  for (const auto& program : programs_with_reopening()) all.push_back(program);
  find(GetParam(), all);
}

class LightGateModelFinds : public GateModelFinds {};

TEST_P(LightGateModelFinds, TheSeededMistake) { find(GetParam(), programs<ModelLightGate>()); }

const Seeded kSeeded[] = {
    {"ParkingForgotten", Mistake::kParkingForgotten, "closers_inside_meet",
     "threads sleep for ever"},
    {"WaitingNotAnnounced", Mistake::kWaitingNotAnnounced, "close_and_wait_against_callers",
     "threads sleep for ever"},
    {"WokenBeforeTheChange", Mistake::kWokenBeforeTheChange, "close_and_wait_against_callers",
     "threads sleep for ever"},
    {"SleepWithoutComparing", Mistake::kSleepWithoutComparing, "close_and_wait_against_callers",
     "threads sleep for ever"},
    {"LeaveNotAtomic", Mistake::kLeaveNotAtomic, "close_and_wait_against_callers",
     "threads sleep for ever"},
    {"CloseNotAtomic", Mistake::kCloseNotAtomic, "close_and_wait_against_callers",
     "threads sleep for ever"},
    {"DrainNotClaimed", Mistake::kDrainNotClaimed, "drain_action", "the drain action runs twice"},
    {"CloserLooksBack", Mistake::kCloserLooksBack, "drain_action",
     "the gate is touched after it was freed"},
    {"WakerReadsTheWord", Mistake::kWakerReadsTheWord, "owner_frees",
     "the gate is touched after it was freed"},
    {"OtherClockForgotten", Mistake::kOtherClockForgotten, "other_clock_outside",
     "threads sleep for ever"},
    {"ReopenNotAtomic", Mistake::kReopenNotAtomic, "reopened_beside_callers", "frames are left"},
};

const Seeded kSeededInLightGates[] = {
    {"BarrierForgotten", Mistake::kBarrierForgotten, "close_and_wait_against_callers",
     "threads sleep for ever"},
    {"ClosersOverlooked", Mistake::kClosersOverlooked, "close_and_wait_against_callers",
     "threads sleep for ever"},
    {"CountedTwice", Mistake::kCountedTwice, "close_then_wait", "threads sleep for ever"},
    {"NotesNotLocked", Mistake::kNotesNotLocked, "close_and_wait_against_callers",
     "threads sleep for ever"},
    {"LeaverLooksAtTheGate", Mistake::kLeaverLooksAtTheGate, "owner_frees",
     "the gate is touched after it was freed"},
};

INSTANTIATE_TEST_SUITE_P(Mistakes, LightGateModelFinds, testing::ValuesIn(kSeededInLightGates),
                         [](const auto& instance) { return instance.param.name; });

INSTANTIATE_TEST_SUITE_P(Mistakes, GateModelFinds, testing::ValuesIn(kSeeded),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace quoll::model
