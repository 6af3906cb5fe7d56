/// Publishers of strangers that make use of their callbacks: tardy tells of sends and of the end by
/// events of the queue that it was given, ghost goes on telling after the end.
#include "pubsub/watched_publisher.h"

namespace quoll::test {
namespace {

using ::testing::ElementsAre;

class PublishersOf : public PubSubTest {
 protected:
  mama_status send(const Watched& watched) {
    Message message(1);
    return mamaPublisher_send(watched.publisher, message);
  }
};

class TardyPublishers : public PublishersOf {
 protected:
  const char* bridge_name() const override { return "tardy"; }
};

class GhostPublishers : public PublishersOf {
 protected:
  const char* bridge_name() const override { return "ghost"; }
};

TEST_F(TardyPublishers, TheEndIsReportedOnTheQueue) {
  Watched watched;
  ASSERT_EQ(watched.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  EXPECT_EQ(state_of(watched.publisher), MAMA_PUBLISHER_DESTROYING_WAIT_BRIDGE);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);  // no effect
  EXPECT_EQ(send(watched), MAMA_STATUS_INVALID_ARG);
  EXPECT_THAT(watched.notes, ElementsAre("create"));
  EXPECT_EQ(run_events(), 1);
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  EXPECT_EQ(watched.state_in_destroy, MAMA_PUBLISHER_DESTROYING_WAIT_BRIDGE);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_INVALID_ARG);  // freed
}

TEST_F(TardyPublishers, WithoutAQueueTheEndIsReportedInside) {
  Watched watched;
  ASSERT_EQ(watched.create(transport(), nullptr, "a"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  EXPECT_EQ(watched.state_in_destroy, MAMA_PUBLISHER_DESTROYING);
}

TEST_F(TardyPublishers, SendsAreToldUntilTheEndIs) {
  Watched taken, refused;
  ASSERT_EQ(taken.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  ASSERT_EQ(refused.create(transport(), queue(), "refused.a"), MAMA_STATUS_OK);
  EXPECT_EQ(send(taken), MAMA_STATUS_OK);
  EXPECT_EQ(send(refused), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(taken.publisher), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(refused.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(taken.notes, ElementsAre("create"));
  run_events();
  EXPECT_THAT(taken.notes, ElementsAre("create", "success", "destroy"));
  EXPECT_THAT(refused.notes, ElementsAre("create", "error", "destroy"));
  EXPECT_EQ(refused.error, MAMA_STATUS_NOT_ENTITLED);
  EXPECT_EQ(refused.info, "refused.a");
}

TEST_F(TardyPublishers, DestroyInEachCallback) {
  Watched in_create, in_error, in_success, in_destroy;
  const auto destroys = [](Watched& watched) {
    return [&watched] { EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK); };
  };
  in_create.on_create = destroys(in_create);
  in_error.on_error = destroys(in_error);
  in_success.on_success = destroys(in_success);
  in_destroy.on_destroy = destroys(in_destroy);
  EXPECT_EQ(in_create.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  ASSERT_EQ(in_error.create(transport(), queue(), "refused"), MAMA_STATUS_OK);
  ASSERT_EQ(in_success.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  ASSERT_EQ(in_destroy.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  EXPECT_EQ(send(in_error), MAMA_STATUS_OK);
  EXPECT_EQ(send(in_success), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroyEx(in_destroy.publisher), MAMA_STATUS_OK);
  run_events();
  EXPECT_THAT(in_create.notes, ElementsAre("create", "destroy"));
  EXPECT_THAT(in_error.notes, ElementsAre("create", "error", "destroy"));
  EXPECT_THAT(in_success.notes, ElementsAre("create", "success", "destroy"));
  EXPECT_THAT(in_destroy.notes, ElementsAre("create", "destroy"));
}

TEST_F(TardyPublishers, ATransportThatGoesFirst) {
  TestTransport going(bridge(), "going");
  Watched kept, let_go;
  ASSERT_EQ(kept.create(going, queue(), "a"), MAMA_STATUS_OK);
  ASSERT_EQ(let_go.create(going, queue(), "a"), MAMA_STATUS_OK);
  going.destroy();
  EXPECT_THAT(kept.notes, ElementsAre("create"));
  EXPECT_EQ(mamaPublisher_destroy(let_go.publisher), MAMA_STATUS_OK);  // before the report
  run_events();
  EXPECT_THAT(kept.notes, ElementsAre("create", "destroy"));
  EXPECT_THAT(let_go.notes, ElementsAre("create", "destroy"));
  EXPECT_EQ(send(kept), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaPublisher_destroy(kept.publisher), MAMA_STATUS_OK);  // frees the shell
  EXPECT_EQ(mamaPublisher_destroy(kept.publisher), MAMA_STATUS_INVALID_ARG);
}

TEST_F(GhostPublishers, NothingIsCalledAfterTheEnd) {
  Watched watched;
  ASSERT_EQ(watched.create(transport(), queue(), "a"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaPublisher_destroy(watched.publisher), MAMA_STATUS_OK);
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
  EXPECT_EQ(run_events(), 1);  // in which it tells of an error, a success, a creation and an end
  EXPECT_THAT(watched.notes, ElementsAre("create", "destroy"));
}

}  // namespace
}  // namespace quoll::test
