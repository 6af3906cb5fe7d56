/// What MAMA calls of a bridge, seen by a test.
#pragma once

#include <bridge.h>

#include <functional>
#include <type_traits>
#include <utility>

namespace quoll::test {

template <auto Slot,
          class Function = std::remove_cvref_t<decltype(std::declval<mamaBridgeImpl_>().*Slot)>>
class Intercepted;

/// Has a function of a bridge's table called by way of the test, as long as it lives. One per
/// function at a time. Nobody may call the bridge when it begins and when it ends.
template <auto Slot, class Result, class... Args>
class Intercepted<Slot, Result (*)(Args...)> {
 public:
  using Next = Result (*)(Args...);
  using Hook = std::function<Result(Next next, Args... args)>;

  Intercepted(mamaBridge bridge, Hook hook) : slot_(bridge->*Slot) {
    hook_ = std::move(hook);
    next_ = std::exchange(slot_, [](Args... args) { return hook_(next_, args...); });
  }
  ~Intercepted() { slot_ = next_; }
  Intercepted(const Intercepted&) = delete;
  Intercepted& operator=(const Intercepted&) = delete;

 private:
  static inline Next next_ = nullptr;
  static inline Hook hook_;

  Next& slot_;
};

}  // namespace quoll::test
