/// MessagePack as a peer of the message benchmarks: a self-describing format like ours, written and
/// read by a library in C. A message is a map from names to values.
#pragma once

#include <msgpack.h>

#include <cstdint>
#include <cstring>
#include <string>

namespace quoll::bench {

/// Writes the quote of the benchmark into a buffer that is used again.
class MsgpackQuote {
 public:
  MsgpackQuote() {
    msgpack_sbuffer_init(&buffer_);
    msgpack_packer_init(&packer_, &buffer_, msgpack_sbuffer_write);
  }
  MsgpackQuote(const MsgpackQuote&) = delete;
  MsgpackQuote& operator=(const MsgpackQuote&) = delete;
  ~MsgpackQuote() { msgpack_sbuffer_destroy(&buffer_); }

  const char* data() const { return buffer_.data; }
  std::size_t size() const { return buffer_.size; }

  void fill(std::int64_t sequence) {
    msgpack_sbuffer_clear(&buffer_);
    msgpack_pack_map(&packer_, 20);
    integer("MdMsgType", 1);
    integer("MdMsgStatus", 0);
    integer("MdSeqNum", sequence);
    text("wSymbol", "ABCD.NYSE");
    text("wIssueSymbol", "ABCD");
    text("wPartId", "NYSE");
    real("wBidPrice", 101.25);
    real("wAskPrice", 101.27);
    integer("wBidSize", 100);
    integer("wAskSize", 200);
    real("wTradePrice", 101.26);
    integer("wTradeVolume", 300);
    integer("wTotalVolume", 123456789);
    integer("wQuoteSeqNum", sequence);
    integer("wIsIrregular", 0);
    text("wQuoteQual", "R");
    integer("wHint", 7);
    integer("wFlag", 3);
    real("wVolatility", 0.17);
    integer("wNumTrades", 42);
  }

 private:
  void string(const char* value) {
    msgpack_pack_str_with_body(&packer_, value, std::strlen(value));
  }
  void integer(const char* name, std::int64_t value) {
    string(name);
    msgpack_pack_int64(&packer_, value);
  }
  void real(const char* name, double value) {
    string(name);
    msgpack_pack_double(&packer_, value);
  }
  void text(const char* name, const char* value) {
    string(name);
    string(value);
  }

  msgpack_sbuffer buffer_;
  msgpack_packer packer_;
};

/// Parses the bytes and calls `visit(key, value)` for each entry of the map; how many there were.
template <class Visit>
std::size_t msgpack_for_each(msgpack_zone* zone, const char* bytes, std::size_t size, Visit visit) {
  msgpack_zone_clear(zone);
  msgpack_object object;
  std::size_t offset = 0;
  if (msgpack_unpack(bytes, size, &offset, zone, &object) != MSGPACK_UNPACK_SUCCESS) return 0;
  const msgpack_object_map& map = object.via.map;
  for (std::uint32_t i = 0; i < map.size; ++i) visit(map.ptr[i].key, map.ptr[i].val);
  return map.size;
}

}  // namespace quoll::bench
