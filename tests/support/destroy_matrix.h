/// The destroy matrix: every kind of object, ended in every situation (docs/destroy-matrix.md).
///
/// A Subject knows how to make, provoke and end one kind of object; run_cell() brings it into a
/// situation and ends it there. Tests list what each cell is to answer, and run all of them.
#pragma once

#include <gtest/gtest.h>
#include <mama/integration/queue.h>
#include <mama/mama.h>
#include <mama/queue.h>
#include <mama/timer.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "support/mama_fixture.h"
#include "support/signal.h"

namespace quoll::test {

enum class Situation {
  kOwnCallback,
  kOtherCallback,
  kOtherThread,
  kAfterParent,
  kTwice,
  kDuringCreate,
  kDuringStop,
  kDuringClose,
  kAfterClose,
};

inline const char* to_string(Situation situation) {
  switch (situation) {
    case Situation::kOwnCallback:
      return "own callback";
    case Situation::kOtherCallback:
      return "another callback";
    case Situation::kOtherThread:
      return "another thread";
    case Situation::kAfterParent:
      return "after its parent";
    case Situation::kTwice:
      return "twice";
    case Situation::kDuringCreate:
      return "during create";
    case Situation::kDuringStop:
      return "during mama_stop";
    case Situation::kDuringClose:
      return "during mama_close";
    case Situation::kAfterClose:
      return "after mama_close";
  }
  return "?";
}

/// One object of some kind, on a queue. Functions are called by one thread at a time unless they
/// say otherwise.
class Subject {
 public:
  virtual ~Subject() = default;

  /// Makes the object on `queue`. It calls called() in each of its callbacks, perhaps before this
  /// returns.
  virtual mama_status create(mamaBridge bridge, mamaQueue queue) = 0;
  /// Ends it. Any thread, also while create() is in progress, from a callback.
  virtual mama_status destroy() = 0;
  /// Makes a callback come, if it does not come by itself. Any thread; harmless after the end.
  virtual void provoke() {}
  /// Makes callbacks come while create() is still in progress.
  virtual void provoke_during_create() { provoke(); }
  /// False for objects that only refuse, or miss, an end during their creation.
  virtual bool can_end_during_create() const { return true; }
  /// Nothing of it is left: its last notification has run, its handle is dead. Any thread.
  virtual bool gone() = 0;
  /// Ends what it stands on; by default its queue.
  virtual mama_status destroy_parent(mamaQueue queue) { return mamaQueue_destroy(queue); }
  /// Before mama_close: ends what is not the subject itself.
  virtual void before_close() {}
  /// The object dispatches its queue itself; nobody else does then.
  virtual bool dispatches() const { return false; }
  /// The object is the queue itself.
  virtual bool is_queue() const { return false; }

  /// What the next callback does first, once.
  void on_next_callback(std::function<void()> action) {
    action_ = std::move(action);
    armed_.store(true, std::memory_order_release);
  }
  Signal& callbacks() { return callbacks_; }

 protected:
  void called() {
    if (armed_.exchange(false, std::memory_order_acq_rel)) action_();
    callbacks_.raise();
  }

 private:
  std::function<void()> action_;
  std::atomic<bool> armed_{false};
  Signal callbacks_;
};

/// What a cell came to.
struct CellResult {
  mama_status status = MAMA_STATUS_PLATFORM;  ///< of the destroy in question
  mama_status parent = MAMA_STATUS_OK;        ///< kAfterParent: of the parent's
  bool gone = false;                          ///< afterwards nothing of the object is left
};

/// Runs one cell with MAMA open on `bridge_name`; closes MAMA.
class DestroyCell {
 public:
  DestroyCell(const char* bridge_name, Subject& subject)
      : mama_(std::make_unique<OpenMama>(bridge_name)), subject_(subject) {
    EXPECT_EQ(mama_->status(), MAMA_STATUS_OK);
    EXPECT_EQ(mamaQueue_create(&queue_, mama_->bridge()), MAMA_STATUS_OK);
    EXPECT_EQ(mamaQueue_create(&other_, mama_->bridge()), MAMA_STATUS_OK);
  }
  ~DestroyCell() {
    stop_dispatching();
    mama_.reset();
  }
  DestroyCell(const DestroyCell&) = delete;
  DestroyCell& operator=(const DestroyCell&) = delete;

  CellResult run(Situation situation) {
    switch (situation) {
      case Situation::kOwnCallback:
        own_callback();
        break;
      case Situation::kOtherCallback:
        other_callback();
        break;
      case Situation::kOtherThread:
        other_thread();
        break;
      case Situation::kAfterParent:
        after_parent();
        break;
      case Situation::kTwice:
        twice();
        break;
      case Situation::kDuringCreate:
        during_create();
        break;
      case Situation::kDuringStop:
        during_stop();
        break;
      case Situation::kDuringClose:
        during_close();
        return result_;
      case Situation::kAfterClose:
        after_close();
        return result_;
    }
    clean_up();
    return result_;
  }

 private:
  void create(mamaQueue queue) {
    ASSERT_EQ(subject_.create(mama_->bridge(), queue), MAMA_STATUS_OK);
  }
  void destroy() { result_.status = subject_.destroy(); }

  void start_dispatching() {
    if (subject_.dispatches()) return;
    dispatching_ = std::make_unique<TestThread>([this] {
      while (!done_.load(std::memory_order_acquire) &&
             mamaQueue_timedDispatch(queue_, 5) == MAMA_STATUS_OK) {
      }
    });
  }
  void stop_dispatching() {
    done_.store(true, std::memory_order_release);
    dispatching_.reset();
  }

  /// Whatever is queued runs, and nothing of the subject may be among it any more.
  void settle() {
    if (subject_.dispatches() || subject_.is_queue()) {
      stop_dispatching();
      result_.gone = subject_.gone();
      return;
    }
    stop_dispatching();
    for (int i = 0; i < 1000 && !subject_.gone(); ++i) mamaQueue_timedDispatch(queue_, 10);
    result_.gone = subject_.gone();
    if (!result_.gone) return;
    const std::uint32_t before = subject_.callbacks().count();
    subject_.provoke();
    for (int i = 0; i < 10; ++i) mamaQueue_timedDispatch(queue_, 0);
    EXPECT_EQ(subject_.callbacks().count(), before) << "a callback after the end";
  }

  void own_callback() {
    subject_.on_next_callback([this] { destroy(); });
    start_dispatching();
    create(queue_);
    subject_.provoke();
    ASSERT_TRUE(subject_.callbacks().wait());
    settle();
  }

  void other_callback() {
    const bool own_queue = !subject_.is_queue() && !subject_.dispatches();
    start_dispatching();
    create(queue_);
    subject_.provoke();
    Signal ran;
    ASSERT_EQ(enqueue(own_queue ? queue_ : other_,
                      [this, &ran] {
                        destroy();
                        ran.raise();
                      }),
              MAMA_STATUS_OK);
    if (!own_queue) {
      ASSERT_EQ(mamaQueue_dispatchEvent(other_), MAMA_STATUS_OK);
    }
    ASSERT_TRUE(ran.wait());
    settle();
  }

  void other_thread() {
    start_dispatching();
    create(queue_);
    for (std::uint32_t i = 1; i <= 3; ++i) {
      subject_.provoke();
      ASSERT_TRUE(subject_.callbacks().wait(i));
    }
    subject_.provoke();
    destroy();
    settle();
  }

  void after_parent() {
    create(queue_);
    result_.parent = subject_.destroy_parent(queue_);
    if (result_.parent == MAMA_STATUS_OK && !subject_.is_queue() &&
        mamaQueueImpl_getBridgeImpl(queue_) == nullptr) {
      queue_ = nullptr;
    }
    destroy();
    if (mamaQueueImpl_getBridgeImpl(other_) == nullptr) other_ = nullptr;  // MAMA was closed
    if (queue_ != nullptr) settle();
    result_.gone = subject_.gone();
  }

  void twice() {
    create(queue_);
    EXPECT_EQ(subject_.destroy(), MAMA_STATUS_OK);
    settle();
    destroy();
  }

  void during_create() {
    subject_.on_next_callback([this] { destroy(); });
    start_dispatching();
    subject_.provoke_during_create();
    static_cast<void>(subject_.create(mama_->bridge(), queue_));
    subject_.provoke();
    ASSERT_TRUE(subject_.callbacks().wait());
    if (!subject_.can_end_during_create()) {
      EXPECT_FALSE(subject_.gone());
      EXPECT_EQ(subject_.destroy(), MAMA_STATUS_OK);
    }
    settle();
  }

  void during_stop() {
    Signal running;
    TestThread starter([&] { EXPECT_EQ(mama_start(mama_->bridge()), MAMA_STATUS_OK); });
    ASSERT_EQ(enqueue(mama_->default_queue(), [&] { running.raise(); }), MAMA_STATUS_OK);
    ASSERT_TRUE(running.wait());
    const bool own_queue = subject_.is_queue() || subject_.dispatches();
    const mamaQueue queue = own_queue ? queue_ : mama_->default_queue();
    create(queue);
    subject_.provoke();
    TestThread stopper([&] { EXPECT_EQ(mama_stop(mama_->bridge()), MAMA_STATUS_OK); });
    destroy();
    stopper.join();
    starter.join();
    for (int i = 0; i < 1000 && !own_queue && !subject_.gone(); ++i) {
      mamaQueue_timedDispatch(queue, 10);
    }
    result_.gone = subject_.gone();
  }

  // An event that mama_close dispatches ends the subject. A timer that the same event ends keeps
  // the default queue open until then.
  void during_close() {
    const bool own_queue = subject_.is_queue() || subject_.dispatches();
    create(own_queue ? queue_ : mama_->default_queue());
    mamaTimer holder = nullptr;
    ASSERT_EQ(mamaTimer_create(
                  &holder, mama_->default_queue(), [](mamaTimer, void*) {}, 3600, nullptr),
              MAMA_STATUS_OK);
    ASSERT_EQ(enqueue(mama_->default_queue(),
                      [this, holder] {
                        destroy();
                        subject_.before_close();
                        EXPECT_EQ(mamaTimer_destroy(holder), MAMA_STATUS_OK);
                      }),
              MAMA_STATUS_OK);
    EXPECT_EQ(mamaQueue_destroy(other_), MAMA_STATUS_OK);
    if (!own_queue) {
      EXPECT_EQ(mamaQueue_destroy(queue_), MAMA_STATUS_OK);
    }
    EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
    result_.gone = subject_.gone();
  }

  void after_close() {
    create(queue_);
    subject_.provoke();
    subject_.before_close();
    EXPECT_EQ(mamaQueue_destroy(other_), MAMA_STATUS_OK);
    EXPECT_EQ(mama_close(), MAMA_STATUS_OK);
    destroy();
    result_.gone = subject_.gone();
  }

  void clean_up() {
    stop_dispatching();
    if (other_ != nullptr) {
      EXPECT_EQ(mamaQueue_destroy(other_), MAMA_STATUS_OK);
    }
    if (queue_ != nullptr && mamaQueueImpl_getBridgeImpl(queue_) != nullptr) {
      EXPECT_EQ(mamaQueue_destroyTimedWait(queue_, 5000), MAMA_STATUS_OK);
      EXPECT_EQ(mamaQueueImpl_getBridgeImpl(queue_), nullptr) << "objects were left";
    }
    subject_.before_close();
  }

  std::unique_ptr<OpenMama> mama_;
  Subject& subject_;
  mamaQueue queue_ = nullptr;  // the subject's
  mamaQueue other_ = nullptr;
  std::atomic<bool> done_{false};
  std::unique_ptr<TestThread> dispatching_;
  CellResult result_;
};

/// One cell of the table that a test lists.
struct MatrixCell {
  const char* name;
  std::function<std::unique_ptr<Subject>()> make;
  Situation situation;
  mama_status status;
  bool gone = true;
  mama_status parent = MAMA_STATUS_OK;
};

inline void run_matrix_cell(const char* bridge_name, const MatrixCell& cell) {
  SCOPED_TRACE(std::string(cell.name) + ": " + to_string(cell.situation));
  const std::unique_ptr<Subject> subject = cell.make();
  const CellResult result = DestroyCell(bridge_name, *subject).run(cell.situation);
  EXPECT_EQ(result.status, cell.status) << mamaStatus_stringForStatus(result.status);
  EXPECT_EQ(result.parent, cell.parent) << mamaStatus_stringForStatus(result.parent);
  EXPECT_EQ(result.gone, cell.gone);
}

}  // namespace quoll::test
