/// Which wildcard subscriptions a topic concerns.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace quoll::loopback {

class Subscription;

/// How the text of a wildcard subscription is meant.
enum class PatternKind {
  kTokens,  ///< tokens between dots; `*` is exactly one, a last `>` is one or more
  kPrefix,  ///< the text itself and everything that begins with it and a dot
};

/// Whether a topic meets one pattern of the kind kTokens.
bool matches_tokens(std::string_view pattern, std::string_view topic);

/// Subscriptions by pattern, one node per token. Not synchronised: the domain's lock guards it.
class PatternTrie {
 public:
  PatternTrie();
  ~PatternTrie();

  void add(std::string_view pattern, PatternKind kind, Subscription* subscription);
  /// With the arguments of add(). Nodes that are empty now go.
  void remove(std::string_view pattern, PatternKind kind, Subscription* subscription);
  /// All subscriptions whose pattern `topic` meets, each once, in no particular order.
  std::vector<Subscription*> match(std::string_view topic) const;
  bool empty() const noexcept;

 private:
  struct Node;
  static void match_below(const Node& node, std::string_view rest, std::vector<Subscription*>& out);
  static bool remove_below(Node& node, std::string_view rest, bool at_end, PatternKind kind,
                           Subscription* subscription);

  std::unique_ptr<Node> root_;
};

}  // namespace quoll::loopback
