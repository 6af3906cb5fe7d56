/// The payload-independent text forms of a message.
#pragma once

#include <mama/types.h>

#include <string>

namespace quoll::mama {

/// `{name[fid]=value,…}`.
std::string normalized_text(mamaMsg message);
/// A JSON object (RFC 8259): `{"name":value,…}`; names come from the dictionary where it has them.
std::string json_text(mamaMsg message, mamaDictionary dictionary);

}  // namespace quoll::mama
