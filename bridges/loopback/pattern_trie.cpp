#include "pattern_trie.h"

#include <algorithm>

namespace quoll::loopback {
namespace {

/// A text cut after its first token.
struct Cut {
  explicit Cut(std::string_view text)
      : token(text.substr(0, text.find('.'))), last(token.size() == text.size()) {
    if (!last) rest = text.substr(token.size() + 1);
  }

  std::string_view token;
  bool last;  // no more tokens
  std::string_view rest;
};

void erase_one(std::vector<Subscription*>& from, Subscription* subscription) {
  const auto found = std::find(from.begin(), from.end(), subscription);
  if (found != from.end()) from.erase(found);
}

}  // namespace

bool matches_tokens(std::string_view pattern, std::string_view topic) {
  for (Cut of_pattern(pattern), of_topic(topic);;
       of_pattern = Cut(of_pattern.rest), of_topic = Cut(of_topic.rest)) {
    if (of_pattern.last && of_pattern.token == ">") return true;
    if (of_pattern.token != "*" && of_pattern.token != of_topic.token) return false;
    if (of_pattern.last || of_topic.last) return of_pattern.last && of_topic.last;
  }
}

struct PatternTrie::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
  std::unique_ptr<Node> any_token;
  std::vector<Subscription*> here;    // patterns that end here
  std::vector<Subscription*> below;   // ... in `>`: one token or more follows
  std::vector<Subscription*> prefix;  // prefixes that end here: whatever follows

  bool empty() const {
    return literal.empty() && any_token == nullptr && here.empty() && below.empty() &&
           prefix.empty();
  }

  std::vector<Subscription*>& list_for(PatternKind kind) {
    return kind == PatternKind::kPrefix ? prefix : here;
  }

  static bool is_rest(std::string_view token, bool last, PatternKind kind) {
    return kind == PatternKind::kTokens && last && token == ">";
  }

  std::unique_ptr<Node>& child(std::string_view token, PatternKind kind) {
    if (kind == PatternKind::kTokens && token == "*") return any_token;
    const auto found = literal.find(token);
    return found != literal.end() ? found->second : literal[std::string(token)];
  }
};

PatternTrie::PatternTrie() : root_(std::make_unique<Node>()) {}
PatternTrie::~PatternTrie() = default;

bool PatternTrie::empty() const noexcept { return root_->empty(); }

void PatternTrie::add(std::string_view pattern, PatternKind kind, Subscription* subscription) {
  Node* node = root_.get();
  for (Cut cut(pattern);; cut = Cut(cut.rest)) {
    if (Node::is_rest(cut.token, cut.last, kind)) {
      node->below.push_back(subscription);
      return;
    }
    std::unique_ptr<Node>& child = node->child(cut.token, kind);
    if (child == nullptr) child = std::make_unique<Node>();
    node = child.get();
    if (cut.last) break;
  }
  node->list_for(kind).push_back(subscription);
}

void PatternTrie::remove(std::string_view pattern, PatternKind kind, Subscription* subscription) {
  remove_below(*root_, pattern, false, kind, subscription);
}

/// True when `node` is of no use any more.
bool PatternTrie::remove_below(Node& node, std::string_view rest, bool at_end, PatternKind kind,
                               Subscription* subscription) {
  if (at_end) {
    erase_one(node.list_for(kind), subscription);
    return node.empty();
  }
  const Cut cut(rest);
  if (Node::is_rest(cut.token, cut.last, kind)) {
    erase_one(node.below, subscription);
    return node.empty();
  }
  std::unique_ptr<Node>& child = node.child(cut.token, kind);
  if (child == nullptr || remove_below(*child, cut.rest, cut.last, kind, subscription)) {
    child.reset();
    const auto found = node.literal.find(cut.token);
    if (found != node.literal.end() && found->second == nullptr) node.literal.erase(found);
  }
  return node.empty();
}

std::vector<Subscription*> PatternTrie::match(std::string_view topic) const {
  std::vector<Subscription*> found;
  if (!root_->empty()) match_below(*root_, topic, found);
  return found;
}

void PatternTrie::match_below(const Node& node, std::string_view rest,
                              std::vector<Subscription*>& out) {
  const auto take = [&out](const std::vector<Subscription*>& list) {
    out.insert(out.end(), list.begin(), list.end());
  };
  take(node.below);
  const Cut cut(rest);
  const auto descend = [&](const std::unique_ptr<Node>& child) {
    if (child == nullptr) return;
    take(child->prefix);
    if (cut.last) {
      take(child->here);
    } else {
      match_below(*child, cut.rest, out);
    }
  };
  const auto found = node.literal.find(cut.token);
  if (found != node.literal.end()) descend(found->second);
  descend(node.any_token);
}

}  // namespace quoll::loopback
