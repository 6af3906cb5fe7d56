/// Messages as people and programs read them.
#pragma once

#include <mama/mama.h>

#include <nlohmann/json.hpp>
#include <string>

namespace quoll::tool {

/// `name[fid]=value, …` in message order.
std::string message_text(mamaMsg message);
/// {"name": value, …}: numbers as numbers, everything else as text. A field without a name goes by
/// its fid; of several fields with one name the last stands.
nlohmann::ordered_json message_json(mamaMsg message);

}  // namespace quoll::tool
