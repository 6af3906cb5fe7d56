// A random walk over the interface while memory is out now and then: every call answers, no
// exception leaves a C function, nothing is lost (the sanitizer builds look), and the close at the
// end works. A program of its own: it replaces operator new.
#include <gtest/gtest.h>

#include <random>

#include "misuse/walker.h"
#include "support/limited_memory.h"

namespace quoll::test::misuse {
namespace {

using MemoryWalk = WalkTest;

TEST_P(MemoryWalk, EveryCallAnswers) {
  std::mt19937 random(GetParam());
  Walker walker(GetParam(), bridge_, true);
  int step = 0;
  walker.walk(kSteps, [&](const std::function<void()>& call) {
    ++step;
    // Most calls need few blocks, or none.
    allowed = random() % 4 == 0 ? static_cast<int>(random() % 12) : kUnlimited;
    try {
      call();
      allowed = kUnlimited;
    } catch (const std::bad_alloc&) {
      allowed = kUnlimited;
      ADD_FAILURE() << "an exception left step " << step;
    }
  });
  walker.finish();
}

INSTANTIATE_TEST_SUITE_P(Seeds, MemoryWalk, ::testing::Values(1u, 2u, 3u));

}  // namespace
}  // namespace quoll::test::misuse
