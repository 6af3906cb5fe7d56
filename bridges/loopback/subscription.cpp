#include "subscription.h"

#include <mama/integration/queue.h>
#include <mama/log.h>
#include <mama/queue.h>

#include <algorithm>
#include <exception>

#include "bridge.h"
#include "quoll/handle_pool.h"

namespace quoll::loopback {
namespace {

// Bits of Subscription::end_.
constexpr std::uint32_t kDelivered = 1;  // the last delivery has left
constexpr std::uint32_t kPosted = 2;     // the last publisher has left
constexpr std::uint32_t kAsked = 4;      // destroy() wants the end reported
constexpr std::uint32_t kOver = kDelivered | kPosted | kAsked;

// Subscription::binding_. A callback may end a subscription whose create is still under way on
// another thread; then that one leaves the topics.
constexpr std::uint32_t kBinding = 0;
constexpr std::uint32_t kBound = 1;
constexpr std::uint32_t kLeaving = 2;

HandlePool<subscriptonBridge_>& handles() {
  static constinit HandlePool<subscriptonBridge_> pool;
  return pool;
}

/// This thread is putting tickets on queues: what it runs now are enqueue callbacks.
class Posting {
 public:
  Posting() noexcept { ++depth_; }
  ~Posting() { --depth_; }
  Posting(const Posting&) = delete;
  Posting& operator=(const Posting&) = delete;
  static bool on_this_thread() noexcept { return depth_ != 0; }

 private:
  __attribute__((tls_model("initial-exec"))) static thread_local constinit int depth_;
};

__attribute__((tls_model("initial-exec"))) thread_local constinit int Posting::depth_ = 0;

}  // namespace

// ---- wildcards ---------------------------------------------------------------------------------

Ref<TopicState> Wildcard::state_of(const std::string& topic) const {
  const auto found = remembered.find(topic);
  return found != remembered.end() ? found->second : make_ref<TopicState>(topic);
}

void Wildcard::forget(Topic& topic) {
  topics.erase(std::remove(topics.begin(), topics.end(), &topic), topics.end());
}

// ---- creation ----------------------------------------------------------------------------------

Subscription::Subscription(Ref<Member> member, Request&& request)
    : wildcard(std::move(request.wildcard)),
      member_(std::move(member)),
      subject_(std::move(request.subject)),
      queue_(request.queue),
      parent_(request.parent),
      on_destroy_(request.on_destroy),
      closure_(request.closure) {
  // The short way to a queue of base, past libmama's handle.
  const mamaBridge bridge = mamaQueueImpl_getBridgeImpl(queue_);
  if (bridge == nullptr) return;
  if (bridge->bridgeMamaQueueEnqueueEvent == &baseBridgeMamaQueue_enqueueEvent) {
    void* native = nullptr;
    if (mamaQueue_getNativeHandle(queue_, &native) == MAMA_STATUS_OK) {
      base_queue_ = static_cast<queueBridge>(native);
    }
  }
  base_messages_ = bridge->bridgeMamaMsgCreate == &baseBridgeMamaMsg_create;
}

Subscription::~Subscription() = default;

subscriptionBridge Subscription::handle() noexcept {
  return static_cast<subscriptonBridge_*>(this);
}

bool Subscription::is_live(subscriptionBridge handle) noexcept {
  return HandlePool<subscriptonBridge_>::is_live(handle);
}

mama_status Subscription::create(subscriptionBridge* out, Ref<Member> member, Request&& request) {
  Member& of = *member;
  subscriptionBridge const subscription = handles().create(std::move(member), std::move(request));
  if (subscription == nullptr) return MAMA_STATUS_NOMEM;
  subscription->ref();
  of.enlist(*subscription);
  *out = subscription;
  subscription->bind();
  // The transport may have gone meanwhile and not have seen the subscription.
  if (of.detached()) subscription->detach();
  subscription->unref();
  return MAMA_STATUS_OK;
}

void Subscription::bind() {
  Domain& domain = member_->domain();
  if (wildcard != nullptr) {
    domain.add_wildcard(*this);
  } else {
    topic_ = domain.acquire_topic(subject_);
    domain.bind(*topic_, *this);
  }
  std::uint32_t binding = kBinding;
  if (!binding_.compare_exchange_strong(binding, kBound)) unbind();
}

void Subscription::unbind() {
  Domain& domain = member_->domain();
  if (wildcard != nullptr) {
    domain.remove_wildcard(*this);
  } else {
    domain.unbind(*topic_, *this);
    domain.release_topic(topic_);
  }
  settle();
}

bool Subscription::wants(std::string_view topic) const noexcept {
  if (muted() || detached()) return false;
  if (wildcard == nullptr) return topic == subject_;
  if (wildcard->kind == PatternKind::kTokens) return matches_tokens(subject_, topic);
  return topic.starts_with(subject_) &&
         (topic.size() == subject_.size() || topic[subject_.size()] == '.');
}

// ---- the way of a message ----------------------------------------------------------------------

void Subscription::post(Ticket& ticket) {
  {
    Gate::Frame inside(post_gate_);
    if (inside) {
      const mama_status status = base_queue_ != nullptr
                                     ? baseBridgeMamaQueue_enqueueEvent(base_queue_, &run, &ticket)
                                     : mamaQueue_enqueueEvent(queue_, &run, &ticket);
      if (status == MAMA_STATUS_OK) [[likely]]
        return;
      mama_log(MAMA_LOG_LEVEL_WARN, "loopback: a message on %s is lost, the queue refused it: %s",
               subject_.c_str(), mamaStatus_stringForStatus(status));
    }
  }
  drop(&ticket);
}

void MAMACALLTYPE Subscription::run(mamaQueue queue, void* closure) {
  const Ticket& ticket = *static_cast<Ticket*>(closure);
  Subscription& subscription = *ticket.subscription;
  // Also when the application throws.
  const std::unique_ptr<void, void (*)(void*)> consumed(closure, &drop);
  Gate::Frame inside(subscription.deliver_gate_);
  if (!inside) return;
  if (TopicState* const topic = ticket.topic) {
    if (topic->sayings() != subscription.wildcard->sayings.load(std::memory_order_acquire)) {
      subscription.member_->domain().bring_up_to_date(subscription, *topic);
    }
    if (topic->muted()) return;
  }
  subscription.deliver(queue, ticket);
}

void Subscription::drop(void* closure) {
  const Ticket ticket = *static_cast<Ticket*>(closure);
  if (ticket.topic != nullptr) ticket.topic->unref();
  ticket.message->consume();
  ticket.subscription->consumed();
}

void send_tickets(MessageBuffer& message, std::uint32_t count) {
  if (count == 0) {
    message.discard();
    return;
  }
  const Posting posting;
  // Each ticket is there until it was posted; the message only until the last one was.
  Ticket* const tickets = message.tickets();
  // An enqueue callback may throw, when its ticket is on the queue: the others get theirs first.
  std::exception_ptr thrown;
  for (std::uint32_t i = 0; i < count; ++i) {
    try {
      tickets[i].subscription->post(tickets[i]);
    } catch (...) {
      if (thrown == nullptr) thrown = std::current_exception();
    }
  }
  if (thrown != nullptr) std::rethrow_exception(thrown);
}

// ---- counting tickets --------------------------------------------------------------------------

/// One ticket less. The subtraction that brings the balance to zero, here or in settle(), is the
/// last touch of the storage by anyone who holds no reference.
void Subscription::consumed() noexcept {
  if (balance_.fetch_add(1, std::memory_order_acq_rel) == -1) unref();
}

void Subscription::settle() noexcept {
  member_->add_handed({tickets_.load(), bytes_.load()});
  const auto handed_out = static_cast<std::int64_t>(tickets_.load(std::memory_order_relaxed));
  if (balance_.fetch_sub(handed_out, std::memory_order_acq_rel) == handed_out) unref();
}

void Subscription::unref() noexcept {
  if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    handles().release(static_cast<subscriptonBridge_*>(this));
  }
}

// ---- the end -----------------------------------------------------------------------------------

/// After it, no publisher begins to put a ticket on the queue. Waits for those that are doing it,
/// unless the caller is itself inside an enqueue callback.
void Subscription::leave_topics() {
  if (binding_.exchange(kLeaving) == kBound) unbind();
  ref();  // a publisher may be the last to leave
  if (!post_gate_.close(&on_posted, this)) unref();
  if (!Posting::on_this_thread()) post_gate_.close_and_wait();
}

void Subscription::on_posted(void* closure) {
  auto* const subscription = static_cast<Subscription*>(closure);
  subscription->over(kPosted);
  subscription->unref();
}

/// Nobody is putting a ticket on the queue, but perhaps the caller: that touches nothing that ends.
bool Subscription::posts_are_over() const noexcept {
  const std::uint32_t frames = post_gate_.frames();
  return frames == 0 || (frames == 1 && post_gate_.entered_by_caller());
}

/// The same for deliveries.
bool Subscription::deliveries_are_over() const noexcept {
  return deliver_gate_.frames() == own_deliveries();
}

/// After it, no delivery starts any more. Waits for the one that runs, unless the caller is itself
/// inside a callback.
void Subscription::close_deliveries() {
  muted_.store(true, std::memory_order_relaxed);
  deliver_gate_.close(&on_drained, this);
  deliver_gate_.close_and_wait_if_outside_all();
}

void Subscription::mute() { close_deliveries(); }

void Subscription::detach() {
  ref();
  detached_.store(true, std::memory_order_release);
  leave_topics();
  close_deliveries();
  unref();
}

mama_status Subscription::destroy() {
  if (!claim()) return MAMA_STATUS_INVALID_ARG;
  ref();
  leave_topics();
  close_deliveries();
  const std::uint32_t before = end_.fetch_or(kAsked, std::memory_order_acq_rel);
  if (((before & kPosted) != 0 || posts_are_over()) &&
      ((before & kDelivered) != 0 || deliveries_are_over())) {
    finish();
  }
  unref();
  return MAMA_STATUS_OK;
}

void Subscription::on_drained(void* closure) {
  static_cast<Subscription*>(closure)->over(kDelivered);
}

void Subscription::over(std::uint32_t part) {
  if ((end_.fetch_or(part, std::memory_order_acq_rel) | part) == kOver) finish();
}

void Subscription::finish() {
  if (finished_.exchange(true)) return;
  member_->delist(*this);
  if (on_destroy_ != nullptr) on_destroy_(parent_, closure_);
  unref();
}

bool Subscription::claim() noexcept {
  return handles().retire(static_cast<subscriptonBridge_*>(this));
}

void Subscription::abandon() {
  leave_topics();
  close_deliveries();
  finished_.store(true);
  member_->delist(*this);
  unref();
}

}  // namespace quoll::loopback
