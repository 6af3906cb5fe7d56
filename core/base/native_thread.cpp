#include "base/native_thread.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace quoll {
namespace {

struct Start {
  std::string name;
  std::function<void()> body;
  std::uint64_t id;
};

thread_local std::uint64_t current_id = 0;

std::uint64_t next_id() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace

std::unique_ptr<NativeThread> NativeThread::start(std::string name, std::function<void()> body) {
  std::unique_ptr<NativeThread> thread(new NativeThread);
  thread->id_ = next_id();
  auto start = std::make_unique<Start>(Start{std::move(name), std::move(body), thread->id_});
  if (pthread_create(&thread->thread_, nullptr, &NativeThread::run, start.get()) != 0)
    return nullptr;
  static_cast<void>(start.release());  // run() frees it
  return thread;
}

void* NativeThread::run(void* argument) noexcept {
  std::unique_ptr<Start> start(static_cast<Start*>(argument));
  current_id = start->id;
  constexpr std::size_t kKernelNameLength = 15;
  start->name.resize(std::min(start->name.size(), kKernelNameLength));
  pthread_setname_np(pthread_self(), start->name.c_str());
  const std::function<void()> body = std::move(start->body);
  start.reset();
  body();
  return nullptr;
}

void NativeThread::join() { pthread_join(thread_, nullptr); }

void NativeThread::detach() { pthread_detach(thread_); }

bool NativeThread::is_current() const noexcept { return current_id == id_; }

}  // namespace quoll
