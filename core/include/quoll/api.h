/// Symbol visibility and small compiler seams of the native runtime.
#pragma once

#define QUOLL_API __attribute__((visibility("default")))

// Clang's thread-safety analysis (-Wthread-safety); nothing elsewhere.
#if defined(__clang__)
#define QUOLL_TSA(x) __attribute__((x))
#else
#define QUOLL_TSA(x)
#endif
#define QUOLL_CAPABILITY(name) QUOLL_TSA(capability(name))
#define QUOLL_SCOPED_CAPABILITY QUOLL_TSA(scoped_lockable)
#define QUOLL_GUARDED_BY(lock) QUOLL_TSA(guarded_by(lock))
#define QUOLL_REQUIRES(...) QUOLL_TSA(requires_capability(__VA_ARGS__))
#define QUOLL_EXCLUDES(...) QUOLL_TSA(locks_excluded(__VA_ARGS__))
#define QUOLL_ACQUIRE(...) QUOLL_TSA(acquire_capability(__VA_ARGS__))
#define QUOLL_RELEASE(...) QUOLL_TSA(release_capability(__VA_ARGS__))
#define QUOLL_TRY_ACQUIRE(...) QUOLL_TSA(try_acquire_capability(__VA_ARGS__))
#define QUOLL_NO_TSA QUOLL_TSA(no_thread_safety_analysis)

// AddressSanitizer, ThreadSanitizer is on.
#if defined(__SANITIZE_ADDRESS__)
#define QUOLL_ASAN 1
#elif defined(__SANITIZE_THREAD__)
#define QUOLL_TSAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define QUOLL_ASAN 1
#elif __has_feature(thread_sanitizer)
#define QUOLL_TSAN 1
#endif
#endif
