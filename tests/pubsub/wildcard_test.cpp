/// Wildcard subscriptions: the pattern language, closures per topic, muting one topic.
#include <random>

#include "loopback/pattern_trie.h"
#include "pubsub/pubsub_support.h"

namespace quoll::test {
namespace {

using loopback::PatternKind;
using loopback::PatternTrie;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Subscription = loopback::Subscription;

struct PatternRow {
  const char* pattern;
  const char* topic;
  bool matches;
};

// `*` is one token, a last `>` is one or more.
constexpr PatternRow kPatterns[] = {
    {"a.b", "a.b", true},     {"a.b", "a", false},       {"a.b", "a.b.c", false},
    {"a.*", "a.b", true},     {"a.*", "a", false},       {"a.*", "a.b.c", false},
    {"*", "a", true},         {"*", "a.b", false},       {"*.b", "a.b", true},
    {"*.b", "a.c", false},    {"*.*", "a.b", true},      {"*.*", "a", false},
    {"a.*.c", "a.b.c", true}, {"a.*.c", "a.b.b", false}, {"a.>", "a.b", true},
    {"a.>", "a.b.c.d", true}, {"a.>", "a", false},       {"a.>", "ab.c", false},
    {">", "a", true},         {">", "a.b.c", true},      {"*.>", "a", false},
    {"*.>", "a.b", true},     {"a.>.c", "a.>.c", true},  {"a.>.c", "a.b.c", false},
    {"a.*", "a.", true},      {"a*", "ab", false},       {"a*", "a*", true},
    {"a.>", "a.", true},      {"A.b", "a.b", false},     {"*.*.*", "a.b.c", true},
};

// A prefix is the text itself and what begins with it and a dot; nothing in it is special.
constexpr PatternRow kPrefixes[] = {
    {"a", "a", true},      {"a", "a.b", true},    {"a", "ab", false},     {"a.b", "a.b.c", true},
    {"a.b", "a", false},   {"a.b", "a.c", false}, {"*", "a", false},      {"*", "*.b", true},
    {"a.>", "a.b", false}, {"a.>", "a.>", true},  {"a.>", "a.>.b", true},
};

Subscription* fake(std::uintptr_t number) { return reinterpret_cast<Subscription*>(number * 64); }

TEST(PatternTrie, Tokens) {
  for (const PatternRow& row : kPatterns) {
    PatternTrie trie;
    trie.add(row.pattern, PatternKind::kTokens, fake(1));
    EXPECT_EQ(trie.match(row.topic).size(), row.matches ? 1u : 0u)
        << row.pattern << " on " << row.topic;
  }
}

TEST(PatternTrie, Prefixes) {
  for (const PatternRow& row : kPrefixes) {
    PatternTrie trie;
    trie.add(row.pattern, PatternKind::kPrefix, fake(1));
    EXPECT_EQ(trie.match(row.topic).size(), row.matches ? 1u : 0u)
        << row.pattern << " on " << row.topic;
  }
}

// The rule in its plainest form.
bool matches(const std::string& pattern, const std::string& topic) {
  const auto split = [](const std::string& text) {
    std::vector<std::string> tokens(1);
    for (const char c : text) {
      if (c == '.') {
        tokens.emplace_back();
      } else {
        tokens.back() += c;
      }
    }
    return tokens;
  };
  const auto want = split(pattern);
  const auto have = split(topic);
  for (std::size_t i = 0; i < want.size(); ++i) {
    if (i + 1 == want.size() && want[i] == ">") return have.size() >= want.size();
    if (i >= have.size() || (want[i] != "*" && want[i] != have[i])) return false;
  }
  return have.size() == want.size();
}

TEST(PatternTrie, AgreesWithThePlainRuleOnRandomPatterns) {
  std::mt19937 random(7);
  const auto text = [&](const char* letters, std::size_t kinds) {
    std::string made;
    const std::size_t tokens = 1 + random() % 4;
    for (std::size_t i = 0; i < tokens; ++i) {
      if (i != 0) made += '.';
      made += letters[random() % kinds];
    }
    return made;
  };
  std::vector<std::string> patterns;
  PatternTrie trie;
  for (std::uintptr_t i = 0; i < 200; ++i) {
    patterns.push_back(text("ab*>", 4));
    trie.add(patterns.back(), PatternKind::kTokens, fake(i + 1));
  }
  for (std::size_t left = patterns.size(); left > 0; left -= 50) {
    for (int i = 0; i < 500; ++i) {
      const std::string topic = text("abc", 3);
      std::vector<Subscription*> expected;
      for (std::uintptr_t p = 0; p < left; ++p) {
        if (matches(patterns[p], topic)) expected.push_back(fake(p + 1));
      }
      ASSERT_THAT(trie.match(topic), ::testing::UnorderedElementsAreArray(expected)) << topic;
    }
    for (std::uintptr_t p = left - 50; p < left; ++p) {
      trie.remove(patterns[p], PatternKind::kTokens, fake(p + 1));
    }
  }
  EXPECT_TRUE(trie.empty());
}

class WildcardTest : public PubSubTest {
 protected:
  void publish(const char* topic, std::uint64_t number) {
    TestPublisher publisher(transport(), topic);
    EXPECT_EQ(publisher.send(number), MAMA_STATUS_OK);
  }
};

TEST_F(WildcardTest, PatternsOverTheInterface) {
  for (const PatternRow& row : kPatterns) {
    SCOPED_TRACE(std::string(row.pattern) + " on " + row.topic);
    const std::string pattern = row.pattern;
    const std::size_t dot = pattern.find('.');
    // source and symbol are joined by a dot; a symbol is what makes it a pattern
    const std::string source = dot == std::string::npos ? "" : pattern.substr(0, dot);
    const std::string symbol = dot == std::string::npos ? pattern : pattern.substr(dot + 1);
    Subscriber subscriber;
    ASSERT_EQ(subscriber.create_wildcard(transport(), queue(),
                                         dot == std::string::npos ? nullptr : source.c_str(),
                                         symbol.c_str()),
              MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_getWildCardType(subscriber), wc_wildcard);
    publish(row.topic, 1);
    run_events();
    ASSERT_EQ(subscriber.received.size(), row.matches ? 1u : 0u);
    if (row.matches) {
      EXPECT_EQ(subscriber.received[0].topic, row.topic);
    }
  }
}

TEST_F(WildcardTest, PrefixesOverTheInterface) {
  for (const PatternRow& row : kPrefixes) {
    SCOPED_TRACE(std::string(row.pattern) + " on " + row.topic);
    Subscriber subscriber;
    ASSERT_EQ(subscriber.create_wildcard(transport(), queue(), row.pattern, nullptr),
              MAMA_STATUS_OK);
    EXPECT_EQ(mamaSubscription_getWildCardType(subscriber), wc_transport);
    publish(row.topic, 1);
    run_events();
    ASSERT_EQ(subscriber.received.size(), row.matches ? 1u : 0u);
    if (row.matches) {
      EXPECT_EQ(subscriber.received[0].topic, "(none)");
    }
  }
}

TEST_F(WildcardTest, TopicsKnownBeforeAndAfter) {
  TestPublisher before(transport(), "a.before");
  before.send(0);
  Subscriber plain(transport(), queue(), "a.before");
  Subscriber wildcard;
  ASSERT_EQ(wildcard.create_wildcard(transport(), queue(), "a", "*"), MAMA_STATUS_OK);
  TestPublisher after(transport(), "a.after");
  before.send(1);
  after.send(2);
  run_events();
  EXPECT_THAT(wildcard.numbers, ElementsAre(1, 2));
  EXPECT_THAT(plain.numbers, ElementsAre(1));
  wildcard.end();
  before.send(3);
  after.send(4);
  run_events();
  EXPECT_THAT(wildcard.numbers, ElementsAre(1, 2));
  EXPECT_THAT(plain.numbers, ElementsAre(1, 3));
}

TEST_F(WildcardTest, SeveralPatternsEachGetTheirOwnCopyOnce) {
  Subscriber first, second, third;
  ASSERT_EQ(first.create_wildcard(transport(), queue(), "a", ">"), MAMA_STATUS_OK);
  ASSERT_EQ(second.create_wildcard(transport(), queue(), "*", "b"), MAMA_STATUS_OK);
  ASSERT_EQ(third.create_wildcard(transport(), queue(), "b", "*"), MAMA_STATUS_OK);
  publish("a.b", 1);
  run_events();
  EXPECT_THAT(first.numbers, ElementsAre(1));
  EXPECT_THAT(second.numbers, ElementsAre(1));
  EXPECT_THAT(third.numbers, IsEmpty());
}

TEST_F(WildcardTest, ClosuresPerTopicAndForAllOthers) {
  int a = 0, all = 0;
  Subscriber subscriber;
  ASSERT_EQ(subscriber.create_wildcard(transport(), queue(), "t", "*"), MAMA_STATUS_OK);
  subscriber.on_message = [&](mamaMsg) {
    if (subscriber.received.size() == 1) {
      EXPECT_EQ(mamaSubscription_setItemClosure(subscriber, &a), MAMA_STATUS_OK);
    }
  };
  TestPublisher pa(transport(), "t.a"), pb(transport(), "t.b");
  pa.send(1);  // sets its closure
  pb.send(2);
  pa.send(3);
  run_events();
  EXPECT_EQ(subscriber.received[0].topic_closure, nullptr);
  EXPECT_EQ(subscriber.received[1].topic_closure, nullptr);
  EXPECT_EQ(subscriber.received[2].topic_closure, &a);
  EXPECT_EQ(mamaSubscription_setItemClosure(subscriber, &all), MAMA_STATUS_OK);  // outside
  pa.send(4);
  pb.send(5);
  publish("t.new", 6);
  run_events();
  EXPECT_EQ(subscriber.received[3].topic_closure, &a);
  EXPECT_EQ(subscriber.received[4].topic_closure, &all);
  EXPECT_EQ(subscriber.received[5].topic_closure, &all);
}

TEST_F(WildcardTest, AClosureOutlivesThePublishersOfItsTopic) {
  int a = 0;
  Subscriber subscriber;
  ASSERT_EQ(subscriber.create_wildcard(transport(), queue(), "t", "*"), MAMA_STATUS_OK);
  subscriber.on_message = [&](mamaMsg) {
    if (subscriber.received.size() == 1) mamaSubscription_setItemClosure(subscriber, &a);
  };
  publish("t.a", 1);  // the topic is gone again before the message is delivered
  run_events();
  publish("t.a", 2);
  run_events();
  ASSERT_EQ(subscriber.received.size(), 2u);
  EXPECT_EQ(subscriber.received[1].topic_closure, &a);
}

TEST_F(WildcardTest, MutingTheCurrentTopicLeavesTheOthers) {
  Subscriber subscriber;
  ASSERT_EQ(subscriber.create_wildcard(transport(), queue(), "t", nullptr), MAMA_STATUS_OK);
  subscriber.on_message = [&](mamaMsg) {
    if (subscriber.numbers.size() == 1) {
      EXPECT_EQ(mamaSubscription_muteCurrentTopic(subscriber), MAMA_STATUS_OK);
    }
  };
  TestPublisher pa(transport(), "t.a"), pb(transport(), "t.b");
  pa.send(1);
  pa.send(2);  // queued already when the topic is muted
  pb.send(3);
  run_events();
  pa.send(4);
  pb.send(5);
  run_events();
  pa.destroy();
  publish("t.a", 6);
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1, 3, 5));
}

TEST_F(WildcardTest, MutingNeedsADeliveryAndTheTransportKind) {
  Subscriber prefix, pattern, plain(transport(), queue(), "t");
  ASSERT_EQ(prefix.create_wildcard(transport(), queue(), "t", nullptr), MAMA_STATUS_OK);
  ASSERT_EQ(pattern.create_wildcard(transport(), queue(), "t", "*"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_muteCurrentTopic(nullptr), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSubscription_muteCurrentTopic(prefix), MAMA_STATUS_INVALID_ARG);
  EXPECT_EQ(mamaSubscription_muteCurrentTopic(pattern), MAMA_STATUS_NO_BRIDGE_IMPL);
  EXPECT_EQ(mamaSubscription_muteCurrentTopic(plain), MAMA_STATUS_NO_BRIDGE_IMPL);
}

TEST_F(WildcardTest, TheKindIsForgottenByTheNextCreate) {
  Subscriber subscriber;
  ASSERT_EQ(subscriber.create_wildcard(transport(), queue(), "t", "*"), MAMA_STATUS_OK);
  ASSERT_EQ(mamaSubscription_destroy(subscriber), MAMA_STATUS_OK);
  ASSERT_EQ(subscriber.create(transport(), queue(), "t.*"), MAMA_STATUS_OK);
  EXPECT_EQ(mamaSubscription_getWildCardType(subscriber), wc_none);
  publish("t.a", 1);
  publish("t.*", 2);
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(2));
}

TEST_F(WildcardTest, DestroyInsideADelivery) {
  Subscriber subscriber;
  ASSERT_EQ(subscriber.create_wildcard(transport(), queue(), nullptr, ">"), MAMA_STATUS_OK);
  subscriber.on_message = [&](mamaMsg) { subscriber.end(); };
  TestPublisher publisher(transport(), "t");
  publisher.send(1);
  publisher.send(2);
  run_events();
  EXPECT_THAT(subscriber.numbers, ElementsAre(1));
  EXPECT_EQ(subscriber.destroys, 1);
}

}  // namespace
}  // namespace quoll::test
