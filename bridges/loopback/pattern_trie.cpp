#include "pattern_trie.h"

#include <algorithm>
#include <optional>

namespace quoll::loopback {
namespace {

/// Takes the first token off `rest`; `rest` becomes nothing after the last one.
std::string_view next_token(std::optional<std::string_view>& rest) {
  const std::size_t dot = rest->find('.');
  const std::string_view token = rest->substr(0, dot);
  if (dot == std::string_view::npos) {
    rest.reset();
  } else {
    rest->remove_prefix(dot + 1);
  }
  return token;
}

void erase_one(std::vector<Subscription*>& from, Subscription* subscription) {
  const auto found = std::find(from.begin(), from.end(), subscription);
  if (found != from.end()) from.erase(found);
}

}  // namespace

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
  std::optional<std::string_view> rest = pattern;
  while (rest) {
    const std::string_view token = next_token(rest);
    if (Node::is_rest(token, !rest, kind)) {
      node->below.push_back(subscription);
      return;
    }
    std::unique_ptr<Node>& child = node->child(token, kind);
    if (child == nullptr) child = std::make_unique<Node>();
    node = child.get();
  }
  node->list_for(kind).push_back(subscription);
}

void PatternTrie::remove(std::string_view pattern, PatternKind kind, Subscription* subscription) {
  remove_below(*root_, pattern, false, kind, subscription);
}

/// True when `node` is of no use any more.
bool PatternTrie::remove_below(Node& node, std::string_view rest_text, bool at_end,
                               PatternKind kind, Subscription* subscription) {
  if (at_end) {
    erase_one(node.list_for(kind), subscription);
    return node.empty();
  }
  std::optional<std::string_view> rest = rest_text;
  const std::string_view token = next_token(rest);
  if (Node::is_rest(token, !rest, kind)) {
    erase_one(node.below, subscription);
    return node.empty();
  }
  std::unique_ptr<Node>& child = node.child(token, kind);
  if (child == nullptr ||
      remove_below(*child, rest.value_or(std::string_view()), !rest, kind, subscription)) {
    child.reset();
    const auto found = node.literal.find(token);
    if (found != node.literal.end() && found->second == nullptr) node.literal.erase(found);
  }
  return node.empty();
}

std::vector<Subscription*> PatternTrie::match(std::string_view topic) const {
  std::vector<Subscription*> found;
  if (!root_->empty()) match_below(*root_, topic, found);
  return found;
}

void PatternTrie::match_below(const Node& node, std::string_view rest_text,
                              std::vector<Subscription*>& out) {
  const auto take = [&out](const std::vector<Subscription*>& list) {
    out.insert(out.end(), list.begin(), list.end());
  };
  take(node.below);
  std::optional<std::string_view> rest = rest_text;
  const std::string_view token = next_token(rest);
  const auto descend = [&](const std::unique_ptr<Node>& child) {
    if (child == nullptr) return;
    take(child->prefix);
    if (rest) {
      match_below(*child, *rest, out);
    } else {
      take(child->here);
    }
  };
  const auto found = node.literal.find(token);
  if (found != node.literal.end()) descend(found->second);
  descend(node.any_token);
}

}  // namespace quoll::loopback
