#include "managed/stress_world.h"

#include <dirent.h>
#include <mama/integration/subscription.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace quoll::test {
namespace {

constexpr std::size_t kPageBytes = 4096;
constexpr int kDeepest = 3;
// Eight who end sessions are faster than the one thread that reaps them.
constexpr std::size_t kMostThreads = 200;
thread_local std::vector<const WorldObject*> callbacks_of_this_thread;
thread_local bool is_stirring = false;  // holds leases, so its callbacks may end nothing

double number_from_environment(const char* name, double otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::strtod(text, nullptr) : otherwise;
}

/// Ends the process when the number of operations stands still for 30 s.
class Watchdog {
 public:
  explicit Watchdog(const std::atomic<std::uint64_t>& progress)
      : thread_([this, &progress] {
          for (std::uint64_t before = progress; !over_.wait(1, 30s);) {
            const std::uint64_t now = progress;
            if (now == before) {
              std::fprintf(stderr, "no progress for 30 s\n");
              std::abort();
            }
            before = now;
          }
        }) {}
  ~Watchdog() { over_.raise(); }

 private:
  Signal over_;
  TestThread thread_;
};

std::size_t entries_of(const char* folder) {
  std::size_t count = 0;
  DIR* directory = opendir(folder);
  while (readdir(directory) != nullptr) ++count;
  closedir(directory);
  return count;
}

void spin(std::chrono::microseconds time) {
  const TimePoint end = Clock::process().now() + time;
  while (Clock::process().now() < end) {
  }
}

}  // namespace

Duration stress_time() {
  constexpr double kShort_s = 0.4;
  return std::chrono::duration_cast<Duration>(
      std::chrono::duration<double>(number_from_environment("QUOLL_STRESS_SECONDS", kShort_s)));
}

std::uint64_t stress_seed() {
  const auto seed = static_cast<std::uint64_t>(
      number_from_environment("QUOLL_STRESS_SEED", std::random_device()()));
  std::printf("QUOLL_STRESS_SEED=%llu\n", static_cast<unsigned long long>(seed));
  return seed;
}

bool has_wildcards() {
  const std::string name = bridge_under_test("loopback");
  return name != "pigeon" && name != "tardy";
}

std::size_t threads_of_process() { return entries_of("/proc/self/task"); }
std::size_t descriptors_of_process() { return entries_of("/proc/self/fd"); }

// ---- pages -------------------------------------------------------------------------------------

ClosurePages::ClosurePages() {
  void* memory = mmap(nullptr, kPages * kPageBytes, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  EXPECT_NE(memory, MAP_FAILED);
  memory_ = static_cast<std::byte*>(memory);
}

ClosurePages::~ClosurePages() { munmap(memory_, kPages * kPageBytes); }

void* ClosurePages::open() {
  void* page = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (fresh_ < kPages) {
      page = memory_ + fresh_++ * kPageBytes;
    } else {
      page = closed_.front();
      closed_.pop_front();
    }
  }
  EXPECT_EQ(mprotect(page, kPageBytes, PROT_READ | PROT_WRITE), 0);
  return page;
}

void ClosurePages::close(void* page) {
  madvise(page, kPageBytes, MADV_DONTNEED);
  EXPECT_EQ(mprotect(page, kPageBytes, PROT_NONE), 0);
  const std::lock_guard lock(mutex_);
  closed_.push_back(page);
}

// ---- objects -----------------------------------------------------------------------------------

WorldObject::WorldObject(World& of, Kind which, std::shared_ptr<WorldSession> on)
    : world(of), kind(which), session(std::move(on)) {}

mama_status WorldObject::create() {
  {
    const std::lock_guard lock(mutex_);
    page_ = ::new (world.pages.open()) Page{};
    page_->object = this;
    alive_ = shared_from_this();
  }
  mama_status status = MAMA_STATUS_OK;
  switch (kind) {
    case Kind::kTimer:
      status = mamaEnv_createTimer([](mamaTimer, void* closure) { called(closure, What::kTick); },
                                   page_, world.below(3) == 0 ? 0 : 0.001, session->handle, &timer);
      break;
    case Kind::kInbox:
      status = mamaEnv_createInbox(
          page_, [](mama_status, void* closure) { called(closure, What::kReplyError); },
          [](mamaMsg, void* closure) { called(closure, What::kReply); }, session->handle,
          world.transport_, &inbox);
      break;
    case Kind::kBasic: {
      mamaMsgCallbacks callbacks{};
      callbacks.onCreate = [](mamaSubscription, void* closure) { called(closure, What::kCreate); };
      callbacks.onError = [](mamaSubscription, mama_status, void*, const char*, void* closure) {
        called(closure, What::kError);
      };
      callbacks.onMsg = [](mamaSubscription, mamaMsg, void* closure, void*) {
        called(closure, What::kMessage);
      };
      status = mamaEnv_createBasicSubscription(&callbacks, page_, session->handle, "world.topic",
                                               world.transport_, &subscription);
      break;
    }
    case Kind::kWildcard: {
      mamaWildCardMsgCallbacks callbacks{};
      callbacks.onCreate = [](mamaSubscription, void* closure) { called(closure, What::kCreate); };
      callbacks.onError = [](mamaSubscription, mama_status, void*, const char*, void* closure) {
        called(closure, What::kError);
      };
      callbacks.onMsg = [](mamaSubscription, mamaMsg, const char*, void* closure, void*) {
        called(closure, What::kMessage);
      };
      status = mamaEnv_createWildcardSubscription(&callbacks, page_, session->handle, "world", "*",
                                                  world.transport_, &subscription);
      break;
    }
  }
  if (status == MAMA_STATUS_OK) return status;
  EXPECT_TRUE(status == MAMA_STATUS_INVALID_ARG || status == MAMA_STATUS_TIMEOUT)
      << mamaStatus_stringForStatus(status);
  if (status == MAMA_STATUS_INVALID_ARG) is_quiet();
  return status;
}

mama_status WorldObject::destroy_in(mamaEnvSession on) const {
  switch (kind) {
    case Kind::kTimer:
      return mamaEnv_destroyTimer(on, timer);
    case Kind::kInbox:
      return mamaEnv_destroyInbox(on, inbox);
    default:
      return mamaEnv_destroySubscription(on, subscription);
  }
}

mama_status WorldObject::shut_down() { return shut_down_in(session->handle); }

mama_status WorldObject::shut_down_in(mamaEnvSession on) const {
  switch (kind) {
    case Kind::kTimer:
      return mamaEnv_shutdownTimer(on, timer);
    case Kind::kInbox:
      return mamaEnv_shutdownInbox(on, inbox);
    default:
      return mamaEnv_shutdownSubscription(on, subscription);
  }
}

const void* WorldObject::handle() const {
  if (timer != nullptr) return timer;
  return inbox != nullptr ? static_cast<const void*>(inbox) : subscription;
}

bool WorldObject::is_caller_inside() const {
  const auto& stack = callbacks_of_this_thread;
  return std::find(stack.begin(), stack.end(), this) != stack.end();
}

void WorldObject::is_quiet() {
  if (is_caller_inside()) {
    close_when_left_ = true;
  } else {
    close();
  }
}

void WorldObject::close() {
  const auto alive = shared_from_this();
  const std::lock_guard lock(mutex_);
  if (is_closed_ || page_ == nullptr) return;
  is_closed_ = true;
  EXPECT_EQ(page_->running.load(), 0) << "a callback runs after the end was confirmed";
  page_->closed = 1;
  world.pages.close(page_);
  {
    const std::lock_guard world_lock(world.mutex_);
    session->open_objects.erase(this);
  }
  alive_.reset();
}

void WorldObject::called(void* closure, What what) {
  auto* page = static_cast<Page*>(closure);  // a closed one faults
  EXPECT_EQ(page->closed.load(), 0) << "a callback starts after the end was confirmed";
  const auto object = page->object.load()->shared_from_this();
  ++page->running;
  EXPECT_FALSE(object->close_when_left_) << "a callback starts after its own destroyed it";
  if (what == What::kCreate) {
    EXPECT_EQ(page->created.exchange(1), 0);
  } else if (what == What::kMessage || what == What::kError) {
    EXPECT_EQ(page->created.load(), 1) << "before onCreate";
  }
  auto& thread = object->session->thread_in_callback;
  const std::thread::id before = thread.exchange(std::this_thread::get_id());
  EXPECT_TRUE(before == std::thread::id() || before == std::this_thread::get_id())
      << "callbacks of a session overlap";
  callbacks_of_this_thread.push_back(object.get());
  ++object->world.callbacks;
  object->world.act_in_callback(*object);
  callbacks_of_this_thread.pop_back();
  thread = before;
  --page->running;
  if (object->close_when_left_ && !object->is_caller_inside()) object->close();
}

void WorldObject::call_native() const {
  mamaQueue queue = nullptr;
  void* closure = nullptr;
  double interval_s = 0;
  if (timer != nullptr) {
    EXPECT_EQ(mamaTimer_getQueue(timer, &queue), MAMA_STATUS_OK);
    EXPECT_EQ(mamaTimer_getInterval(timer, &interval_s), MAMA_STATUS_OK);
    EXPECT_EQ(mamaTimer_reset(timer), MAMA_STATUS_OK);
    EXPECT_EQ(mamaTimer_destroy(timer), MAMA_STATUS_INVALID_ARG);
  } else if (inbox != nullptr) {
    EXPECT_EQ(mamaInbox_destroy(inbox), MAMA_STATUS_INVALID_ARG);
  } else {
    EXPECT_EQ(mamaSubscription_getQueue(subscription, &queue), MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_getClosure(subscription, &closure), MAMA_STATUS_OK);
    EXPECT_EQ(closure, page_);
    EXPECT_EQ(mamaSubscription_destroy(subscription), MAMA_STATUS_INVALID_ARG);
  }
}

// ---- the world ---------------------------------------------------------------------------------

World::Name::Name(std::shared_ptr<WorldObject> object) : object_(std::move(object)) {
  ++object_->world.names_[object_->handle()].by;
}

World::Name::~Name() {
  if (object_ == nullptr) return;
  World& world = object_->world;
  const std::lock_guard lock(world.mutex_);
  Named& named = world.names_[object_->handle()];
  --named.by;
  named.last = ++world.namings_;
}

World::World(mamaBridge bridge, Plan plan)
    : bridge_(bridge), plan_(std::move(plan)), seed_(stress_seed()), transport_(bridge, "world") {
  service_queue_ = std::make_unique<TestQueue>(bridge);
  service_publisher_ = std::make_unique<TestPublisher>(transport_, "world.service");
  service_ = std::make_unique<Subscriber>(transport_, *service_queue_, "world.service");
  service_->on_message = [this](mamaMsg request) {
    service_->numbers.clear();
    Message reply(1);
    for (int i = 0; i < 3; ++i) mamaPublisher_sendReplyToInbox(*service_publisher_, request, reply);
  };
  service_dispatcher_ = std::make_unique<TestDispatcher>(*service_queue_);
  connection_ = std::make_shared<WorldConnection>(bridge);
  random().seed(seed_);
  for (int i = 0; i < plan_.sessions; ++i) make_session();
}

World::~World() {
  // Callbacks of its sessions are still at work.
  end_connection(*connection_);
  sessions_.clear();
  service_dispatcher_.reset();
  // A bridge may report the end of its subscription late.
  Signal ended;
  service_->on_destroy = [&ended] { ended.raise(); };
  service_->end();
  EXPECT_TRUE(ended.wait());
  service_.reset();
  service_publisher_.reset();
  EXPECT_EQ(mamaQueue_destroyWait(service_queue_->release()), MAMA_STATUS_OK);
}

World::Random& World::random() {
  static thread_local Random engine;
  return engine;
}

std::size_t World::below(std::size_t bound) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random());
}

void World::run() {
  const Watchdog watchdog(operations);
  std::vector<std::unique_ptr<TestThread>> threads;
  for (int i = 0; i < plan_.threads; ++i) {
    const std::uint64_t seed = seed_ + static_cast<std::uint64_t>(i) + 1;
    threads.push_back(std::make_unique<TestThread>([this, seed] { thread_main(seed); }));
  }
  const TimePoint end = Clock::process().now() + stress_time();
  const Duration step = std::min<Duration>(stress_time(), 250ms);
  while (Clock::process().now() < end) {
    if (plan_.connections_come_and_go) replace_connection();
    Clock::process().sleep_for(step / 4);
  }
  is_over_ = true;
  threads.clear();
  std::printf("%llu operations, %llu callbacks, %llu timeouts\n",
              static_cast<unsigned long long>(operations.load()),
              static_cast<unsigned long long>(callbacks.load()),
              static_cast<unsigned long long>(timeouts.load()));
  EXPECT_GT(callbacks.load(), 0u);
}

void World::thread_main(std::uint64_t seed) {
  random().seed(seed);
  while (!is_over_) act();
}

std::shared_ptr<WorldSession> World::some_session(bool take) {
  const std::lock_guard lock(mutex_);
  if (sessions_.empty()) return nullptr;
  auto& place = sessions_[below(sessions_.size())];
  auto session = place;
  if (take) {
    place = sessions_.back();
    sessions_.pop_back();
  }
  return session;
}

World::Name World::some_object(bool take) {
  const std::lock_guard lock(mutex_);
  if (objects_.empty()) return {};
  auto& place = objects_[below(objects_.size())];
  Name name(place);
  if (take) {
    place = objects_.back();
    objects_.pop_back();
  }
  return name;
}

void World::forget(const WorldObject& object) {
  const std::lock_guard lock(mutex_);
  std::erase_if(objects_, [&](const auto& each) { return each.get() == &object; });
}

void World::make_session() {
  auto session = std::make_shared<WorldSession>();
  {
    const std::lock_guard lock(mutex_);
    if (sessions_.size() >= static_cast<std::size_t>(plan_.sessions)) return;
    session->connection = connection_;
    connection_->sessions.push_back(session);
  }
  const mama_status status = mamaEnv_createSession(session->connection->handle, &session->handle);
  if (status != MAMA_STATUS_OK) {
    EXPECT_EQ(status, MAMA_STATUS_INVALID_ARG);
    return;
  }
  const std::lock_guard lock(mutex_);
  if (session->connection == connection_) sessions_.push_back(session);
}

void World::end_session() {
  const auto session = some_session(true);
  if (session == nullptr) return;
  mamaEnvConnection const connection = session->connection->handle;
  session->lease.end();
  {
    // Their handles die with the session, and may come back as those of others.
    const std::lock_guard lock(mutex_);
    std::erase_if(objects_, [&](const auto& each) { return each->session == session; });
  }
  if (below(2) == 0) mamaEnv_shutdownSession(connection, session->handle);
  const mama_status status = mamaEnv_destroySession(connection, session->handle);
  if (status == MAMA_STATUS_OK) return all_are_quiet(*session);
  if (status == MAMA_STATUS_TIMEOUT) ++timeouts;
  EXPECT_TRUE(status == MAMA_STATUS_TIMEOUT || status == MAMA_STATUS_INVALID_ARG)
      << mamaStatus_stringForStatus(status);
}

void World::all_are_quiet(WorldSession& session) {
  std::vector<std::shared_ptr<WorldObject>> objects;
  {
    const std::lock_guard lock(mutex_);
    for (WorldObject* object : session.open_objects) objects.push_back(object->shared_from_this());
  }
  for (const auto& object : objects) object->is_quiet();
}

void World::all_are_quiet(WorldConnection& connection) {
  std::vector<std::weak_ptr<WorldSession>> sessions;
  {
    const std::lock_guard lock(mutex_);
    sessions.swap(connection.sessions);
  }
  for (const auto& each : sessions) {
    if (const auto session = each.lock()) all_are_quiet(*session);
  }
}

/// From the main thread, beside everything else. Others may hold it and name it still.
void World::end_connection(WorldConnection& connection) {
  connection.lease.end();
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(objects_,
                  [&](const auto& each) { return each->session->connection.get() == &connection; });
  }
  EXPECT_EQ(mamaEnv_destroyConnection(connection.handle), MAMA_STATUS_OK);
  all_are_quiet(connection);
}

void World::replace_connection() {
  auto old = std::make_shared<WorldConnection>(bridge_);
  {
    const std::lock_guard lock(mutex_);
    connection_.swap(old);
    sessions_.clear();
  }
  end_connection(*old);
  for (int i = 0; i < plan_.sessions; ++i) make_session();
}

void World::make_object() {
  const auto session = some_session(false);
  if (session == nullptr) return;
  const auto kind = plan_.kinds[below(plan_.kinds.size())];
  auto object = std::make_shared<WorldObject>(*this, kind, session);
  std::uint64_t before = 0;
  {
    const std::lock_guard lock(mutex_);
    session->open_objects.insert(object.get());
    before = namings_;
  }
  if (object->create() != MAMA_STATUS_OK) return;
  bool is_address_its_own = false;
  {
    const std::lock_guard lock(mutex_);
    const Named& named = names_[object->handle()];
    is_address_its_own = named.by == 0 && named.last <= before;
  }
  if (is_address_its_own) stir(*object);
  Name surplus;
  {
    const std::lock_guard lock(mutex_);
    bool is_listed = false;
    session->connection->lease.use(
        [&] { is_listed = session->lease.use([&] { objects_.push_back(object); }); });
    if (!is_listed) return;
    // Not before: what has ended must not be among them, since its handle comes back some day.
    object->may_destroy_itself_ = true;
    if (objects_.size() <= plan_.objects) return;
    surplus = Name(objects_.front());
    objects_.erase(objects_.begin());
  }
  if (surplus->destroy() == MAMA_STATUS_OK) surplus->is_quiet();
}

void World::publish() {
  Message message(1);
  mamaPublisher publisher = nullptr;
  EXPECT_EQ(mamaPublisher_create(&publisher, transport_, "world.topic", nullptr, nullptr),
            MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_send(publisher, message), MAMA_STATUS_OK);
  mamaPublisher_destroy(publisher);
}

/// Calls a new object natively, which nobody can destroy meanwhile, and gives it something to hear.
void World::stir(WorldObject& object) {
  const auto call = [&] {
    is_stirring = true;
    object.call_native();
    if (object.inbox != nullptr) {
      Message message(1);
      mamaPublisher asks = nullptr;
      EXPECT_EQ(mamaPublisher_create(&asks, transport_, "world.service", nullptr, nullptr),
                MAMA_STATUS_OK);
      const mama_status status = mamaPublisher_sendFromInbox(asks, object.inbox, message);
      EXPECT_TRUE(status == MAMA_STATUS_OK || status == MAMA_STATUS_NOT_IMPLEMENTED) << status;
      mamaPublisher_destroy(asks);
    } else if (object.subscription != nullptr) {
      mamaSubscription_processErr(object.subscription, 0);
    }
    is_stirring = false;
  };
  object.session->connection->lease.use([&] { object.session->lease.use(call); });
}

void World::dispatch_nested(const WorldObject& object) {
  if (callbacks_of_this_thread.size() >= kDeepest) return;
  mamaQueue queue = nullptr;
  if (object.timer != nullptr) mamaTimer_getQueue(object.timer, &queue);
  if (queue != nullptr) mamaQueue_timedDispatch(queue, 0);
}

void World::act_in_callback(WorldObject& object) {
  if (is_stirring) return;
  switch (below(8)) {
    case 0:
      spin(std::chrono::microseconds(below(200)));
      break;
    case 1:
      if (plan_.callbacks_act && object.kind == WorldObject::Kind::kTimer) dispatch_nested(object);
      break;
    case 2:
      if (!plan_.callbacks_act || !object.may_destroy_itself_) break;
      forget(object);
      if (object.destroy() == MAMA_STATUS_OK) object.close_when_left_ = true;
      break;
    case 3:
    case 4:
      if (plan_.callbacks_act) act();
      break;
    default:
      break;
  }
}

void World::act() {
  ++operations;
  const std::size_t choice = below(100);
  const auto check = [this](WorldObject& object, mama_status status) {
    switch (status) {
      case MAMA_STATUS_OK:
        return object.is_quiet();
      case MAMA_STATUS_TIMEOUT:
        ++timeouts;
        return;
      default:
        EXPECT_TRUE(status == MAMA_STATUS_INVALID_ARG || status == MAMA_STATUS_NOT_FOUND)
            << mamaStatus_stringForStatus(status);
    }
  };
  if (choice < 40) return make_object();
  if (choice < 60) {
    if (const auto object = some_object(false)) check(*object, object->shut_down());
  } else if (choice < 75) {
    if (const auto object = some_object(true)) check(*object, object->destroy());
  } else if (choice < 80) {
    const auto object = some_object(true);
    if (!object) return;
    check(*object, object->destroy());
    check(*object, object->destroy());
  } else if (choice < 85) {
    const auto object = some_object(false);
    const auto session = some_session(false);
    if (!object || session == nullptr || session == object->session) return;
    const mama_status status = object->destroy_in(session->handle);
    EXPECT_TRUE(status == MAMA_STATUS_INVALID_ARG || status == MAMA_STATUS_OK);
  } else if (choice < 97) {
    publish();
  } else if (plan_.sessions_come_and_go && threads_of_process() < kMostThreads) {
    end_session();
    make_session();
  }
}

}  // namespace quoll::test
