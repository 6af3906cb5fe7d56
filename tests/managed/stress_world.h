/// A program that does everything at once with managed objects, and notices a broken promise.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "managed/managed_support.h"

namespace quoll::test {

/// How long a stress test runs: QUOLL_STRESS_SECONDS, else a moment.
Duration stress_time();
/// QUOLL_STRESS_SEED, else another one each time. Printed.
std::uint64_t stress_seed();

/// Of the bridges that these tests run on, two have none.
bool has_wildcards();

std::size_t threads_of_process();
std::size_t descriptors_of_process();

/// Closures, each alone on a page. A closed one cannot be touched any more: who does ends the test.
class ClosurePages {
 public:
  static constexpr std::size_t kPages = std::size_t{1} << 18;
  ClosurePages();
  ~ClosurePages();
  ClosurePages(const ClosurePages&) = delete;
  ClosurePages& operator=(const ClosurePages&) = delete;

  void* open();
  void close(void* page);

 private:
  std::byte* memory_ = nullptr;
  std::mutex mutex_;
  std::size_t fresh_ = 0;     // the first that was never open
  std::deque<void*> closed_;  // the next to be opened: as late as possible
};

class World;

/// Native calls on objects of a session or connection, and its end, which may not overlap.
class Lease {
 public:
  /// False when the end has begun.
  template <class Body>
  bool use(Body&& body) {
    const std::shared_lock lock(mutex_, std::try_to_lock);
    if (!lock || is_over_) return false;
    body();
    return true;
  }
  void end() {
    const std::unique_lock lock(mutex_);
    is_over_ = true;
  }

 private:
  std::shared_mutex mutex_;
  bool is_over_ = false;
};

class WorldObject;
struct WorldSession;

/// What the test knows of a connection. Its handle is named by others to the very end, and after.
struct WorldConnection {
  explicit WorldConnection(mamaBridge bridge) : handle(TestConnection(bridge).release()) {}
  mamaEnvConnection const handle;
  Lease lease;
  std::vector<std::weak_ptr<WorldSession>> sessions;  // all that it ever had; the world's lock
};

/// What the test knows of a session.
struct WorldSession {
  std::shared_ptr<WorldConnection> connection;
  std::unordered_set<WorldObject*> open_objects;  // whose page is open; the world's lock
  Lease lease;
  mamaEnvSession handle = nullptr;
  std::atomic<std::thread::id> thread_in_callback{};
};

/// One managed object of the world, of any kind. The library's callbacks see its page only.
class WorldObject : public std::enable_shared_from_this<WorldObject> {
 public:
  enum class Kind { kTimer, kInbox, kBasic, kWildcard };

  WorldObject(World& world, Kind kind, std::shared_ptr<WorldSession> session);

  mama_status create();
  mama_status shut_down();
  mama_status destroy() { return destroy_in(session->handle); }
  mama_status destroy_in(mamaEnvSession session) const;
  mama_status shut_down_in(mamaEnvSession session) const;
  /// Nothing of it may run any more, unless the caller is in it.
  void is_quiet();
  bool is_caller_inside() const;
  const void* handle() const;
  /// What may be called from its creation to its destruction.
  void call_native() const;

  World& world;
  const Kind kind;
  const std::shared_ptr<WorldSession> session;
  mamaTimer timer = nullptr;
  mamaInbox inbox = nullptr;
  mamaSubscription subscription = nullptr;

 private:
  friend class World;
  struct Page {
    std::atomic<WorldObject*> object;
    std::atomic<int> running;
    std::atomic<int> closed;
    std::atomic<int> created;
  };
  enum class What { kTick, kReply, kReplyError, kCreate, kMessage, kError };
  static void called(void* page, What what);
  void close();

  Page* page_ = nullptr;
  std::mutex mutex_;
  bool is_closed_ = false;
  std::atomic<bool> close_when_left_{false};
  std::atomic<bool> may_destroy_itself_{false};
  std::shared_ptr<WorldObject> alive_;  // until it is closed
};

/// Threads that create, silence and destroy objects and sessions, publish, and call natively; their
/// callbacks do the same if wanted.
class World {
 public:
  struct Plan {
    std::vector<WorldObject::Kind> kinds;
    int threads = 8;
    int sessions = 8;
    std::size_t objects = 128;
    bool callbacks_act = false;  // the callbacks do what the threads do
    bool sessions_come_and_go = false;
    bool connections_come_and_go = false;
  };
  World(mamaBridge bridge, Plan plan);
  ~World();

  /// Runs for stress_time().
  void run();

  ClosurePages pages;
  std::atomic<std::uint64_t> operations{0};
  std::atomic<std::uint64_t> callbacks{0};
  std::atomic<std::uint64_t> timeouts{0};

 private:
  friend class WorldObject;
  using Random = std::mt19937_64;

  /// What names an object that others may end meanwhile. Who is slow names one that has gone, whose
  /// address may be another's by then; the world knows, and expects less of that one.
  class Name {
   public:
    Name() = default;
    /// The world's lock is held.
    explicit Name(std::shared_ptr<WorldObject> object);
    Name(Name&& other) noexcept = default;
    Name& operator=(Name&& other) noexcept = default;
    ~Name();
    explicit operator bool() const { return object_ != nullptr; }
    WorldObject& operator*() const { return *object_; }
    WorldObject* operator->() const { return object_.get(); }

   private:
    std::shared_ptr<WorldObject> object_;
  };
  /// Of one address.
  struct Named {
    int by = 0;
    std::uint64_t last = 0;  // by nobody since then; in steps of namings_
  };

  static Random& random();
  static std::size_t below(std::size_t bound);
  void act();
  void act_in_callback(WorldObject& object);
  void forget(const WorldObject& object);
  void make_object();
  void make_session();
  void end_session();
  void all_are_quiet(WorldSession& session);
  void all_are_quiet(WorldConnection& connection);
  void end_connection(WorldConnection& connection);
  void replace_connection();
  void dispatch_nested(const WorldObject& object);
  void publish();
  void stir(WorldObject& object);
  Name some_object(bool take);
  std::shared_ptr<WorldSession> some_session(bool take);
  void thread_main(std::uint64_t seed);

  const mamaBridge bridge_;
  const Plan plan_;
  const std::uint64_t seed_;
  TestTransport transport_;
  std::unique_ptr<TestQueue> service_queue_;
  std::unique_ptr<TestDispatcher> service_dispatcher_;
  std::unique_ptr<Subscriber> service_;
  std::unique_ptr<TestPublisher> service_publisher_;

  std::atomic<bool> is_over_{false};
  std::mutex mutex_;
  std::shared_ptr<WorldConnection> connection_;
  std::vector<std::shared_ptr<WorldSession>> sessions_;
  std::vector<std::shared_ptr<WorldObject>> objects_;
  std::unordered_map<const void*, Named> names_;
  std::uint64_t namings_ = 0;
};

}  // namespace quoll::test
