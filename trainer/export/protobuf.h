// Writes messages of Protocol Buffers.
//
// A message is its fields one after another (protobuf.dev, "Encoding"): a key, field number * 8 + wire type,
// and the value.  The wire types: 0, a varint, which has 7 bits in each byte, the lowest first, and the high
// bit set in all but the last; 1 and 5, eight and four bytes, the lowest first; and 2, a varint with a length
// and as many bytes, which are a text, a block of bytes or a message.  A repeated field is written once for
// each of its values.
#pragma once

#include <bit>
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
  void real(int field, double value) { fixed(field, 1, std::bit_cast<uint64_t>(value)); }
  void real(int field, float value) { fixed(field, 5, std::bit_cast<uint32_t>(value)); }
  void bytes(int field, std::string_view value) {
    varint(static_cast<uint64_t>(field) * 8 + 2);
    varint(value.size());
    wire_ += value;
  }
  void message(int field, const ProtobufMessage& value) { bytes(field, value.wire_); }

  const std::string& wire() const { return wire_; }

 private:
  template <class Number>
  void fixed(int field, int wire_type, Number value) {
    varint(static_cast<uint64_t>(field) * 8 + static_cast<uint64_t>(wire_type));
    for (size_t byte = 0; byte < sizeof value; ++byte) wire_ += static_cast<char>(value >> 8 * byte & 255);
  }
  void varint(uint64_t value) {
    for (; value >= 128; value >>= 7) wire_ += static_cast<char>(value % 128 + 128);
    wire_ += static_cast<char>(value);
  }

  std::string wire_;
};

}  // namespace inkling::trainer
