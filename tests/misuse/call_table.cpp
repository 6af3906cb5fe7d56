#include "misuse/call_table.h"

#include <dlfcn.h>

#include <cstring>
#include <string>
#include <type_traits>
#include <utility>

#include "misuse/all_headers.h"

namespace quoll::test::misuse {
namespace {

template <class T>
T convert(const Value& value) {
  if constexpr (std::is_pointer_v<T> && std::is_function_v<std::remove_pointer_t<T>>) {
    return reinterpret_cast<T>(value.pointer);
  } else if constexpr (std::is_pointer_v<T>) {
    return static_cast<T>(value.pointer);
  } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
    return static_cast<T>(value.number);
  } else {
    return T{};
  }
}

template <class R>
Answer answer_of(R result, const char*) {
  Answer answer;
  if constexpr (std::is_pointer_v<R>) {
    answer.value = static_cast<long long>(reinterpret_cast<std::intptr_t>(result));
  } else if constexpr (std::is_integral_v<R> || std::is_enum_v<R>) {
    answer.value = static_cast<long long>(result);
  }
  answer.is_status = std::is_same_v<R, mama_status> || std::is_same_v<R, wombatQueueStatus> ||
                     std::is_same_v<R, wombatThreadStatus>;
  return answer;
}

template <class Function>
struct Invoker;

template <class R, class... A>
struct Invoker<R (*)(A...)> {
  static Answer invoke(void* function, const Value* values) {
    return with(function, values, std::index_sequence_for<A...>());
  }

 private:
  template <std::size_t... I>
  static Answer with(void* function, [[maybe_unused]] const Value* values,
                     std::index_sequence<I...>) {
    auto* call = reinterpret_cast<R (*)(A...)>(function);
    if constexpr (std::is_void_v<R>) {
      call(convert<A>(values[I])...);
      return Answer{};
    } else {
      return answer_of<R>(call(convert<A>(values[I])...), nullptr);
    }
  }
};

// Variadic: called with the named arguments alone.
template <class R, class... A>
struct Invoker<R (*)(A..., ...)> {
  static Answer invoke(void* function, const Value* values) {
    return with(function, values, std::index_sequence_for<A...>());
  }

 private:
  template <std::size_t... I>
  static Answer with(void* function, const Value* values, std::index_sequence<I...>) {
    auto* call = reinterpret_cast<R (*)(A..., ...)>(function);
    if constexpr (std::is_void_v<R>) {
      call(convert<A>(values[I])...);
      return Answer{};
    } else {
      return answer_of<R>(call(convert<A>(values[I])...), nullptr);
    }
  }
};

void* address_of(const char* name) {
  static const bool loaded = [] {
    // The test is not linked with everything that it calls.
    for (const char* library :
         {"libwombatcommon.so", "libmama.so", "libmamabaseimpl.so", "libmme.so"}) {
      if (dlopen(library, RTLD_NOW | RTLD_GLOBAL) == nullptr) return false;
    }
    return true;
  }();
  return loaded ? dlsym(RTLD_DEFAULT, name) : nullptr;
}

std::vector<Call> table() {
#define QUOLL_KINDS(...) __VA_ARGS__
#define CALL(name, returns, kinds)                                                               \
  Call{#name, returns, std::vector<Kind> QUOLL_KINDS kinds, &Invoker<decltype(&::name)>::invoke, \
       address_of(#name)},
  return {
#include "call_table.inc"
  };
}

}  // namespace

std::span<const Call> all_calls() {
  static const auto& calls = *new std::vector<Call>(table());
  return calls;
}

const Call* find_call(const char* name) {
  for (const Call& call : all_calls()) {
    if (std::strcmp(call.name, name) == 0) return &call;
  }
  return nullptr;
}

}  // namespace quoll::test::misuse
