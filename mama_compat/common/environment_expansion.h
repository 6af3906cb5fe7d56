/// References to environment variables inside values.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "quoll/api.h"

namespace quoll::compat {

/// Gives the value of a variable, or null when it is not set.
using VariableLookup = std::function<const char*(const std::string& name)>;

/// Replaces `$(NAME)`, or `${NAME}` when the text has no `$(`, by the variable's value, again and
/// again until no reference is left. Nothing at all is replaced (the result is empty) when a
/// variable is not set, a bracket is not closed, or the text still has references after 64
/// replacements, which is how a variable that refers to itself ends.
QUOLL_API std::optional<std::string> expand_variables(std::string_view text,
                                                      const VariableLookup& lookup);
/// The same with the environment of the process.
QUOLL_API std::optional<std::string> expand_environment(std::string_view text);
/// The text expanded, or as it was where that is not possible.
QUOLL_API std::string expanded_or_same(std::string_view text);

}  // namespace quoll::compat
