// Writes messages of Protocol Buffers.
//
// A message is its fields one after another (protobuf.dev, "Encoding"): a key, field number * 8 + wire type,
// and the value.  Of the wire types two are needed here: 0, a varint, which has 7 bits in each byte, the
// lowest first, and the high bit set in all but the last; and 2, a varint with a length and as many bytes,
// which are a text, a block of bytes or a message.  A repeated field is written once for each of its values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace inkling::trainer {

class ProtobufMessage {
 public:
  // int32, int64, bool and enumerations.
  void number(int field, int64_t value) {
    varint(static_cast<uint64_t>(field) * 8);
    varint(static_cast<uint64_t>(value));
  }
  void bytes(int field, std::string_view value) {
    varint(static_cast<uint64_t>(field) * 8 + 2);
    varint(value.size());
    wire_ += value;
  }
  void message(int field, const ProtobufMessage& value) { bytes(field, value.wire_); }

  const std::string& wire() const { return wire_; }

 private:
  void varint(uint64_t value) {
    for (; value >= 128; value >>= 7) wire_ += static_cast<char>(value % 128 + 128);
    wire_ += static_cast<char>(value);
  }

  std::string wire_;
};

}  // namespace inkling::trainer
