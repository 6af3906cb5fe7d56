/// Subjects that belong to one inbox alone.
#pragma once

#include <string>

namespace quoll::base_bridge {

/// "_INBOX." and a time-based UUID that no other call gives, in this process or elsewhere.
std::string next_inbox_subject();

}  // namespace quoll::base_bridge
