#include "trainer/tracking/event_file.h"

#include <array>
#include <bit>

namespace inkling::trainer {
namespace {

constexpr std::array<uint32_t, 256> crc_table = [] {
  std::array<uint32_t, 256> table{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc >> 1) ^ (crc & 1 ? 0x82F63B78 : 0);  // Castagnoli's, mirrored
    table[byte] = crc;
  }
  return table;
}();

uint32_t masked_crc(std::string_view bytes) {
  return std::rotr(crc32c(bytes), 15) + 0xA282EAD8;
}

template <class Number>
std::string little_endian(Number number) {
  std::string bytes;
  for (size_t at = 0; at < sizeof number; ++at) bytes += static_cast<char>(number >> (8 * at) & 255);
  return bytes;
}

std::string varint(uint64_t number) {
  std::string bytes;
  for (; number > 127; number >>= 7) bytes += static_cast<char>(number | 128);
  return bytes + static_cast<char>(number);
}

// Fields of a protocol buffer: a key of number and wire type, then the value.
enum class Wire { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

std::string key(int number, Wire type) {
  return varint(static_cast<uint64_t>(number << 3 | static_cast<int>(type)));
}
std::string whole_field(int number, int64_t value) {
  return key(number, Wire::varint) + varint(static_cast<uint64_t>(value));
}
std::string double_field(int number, double value) {
  return key(number, Wire::fixed64) + little_endian(std::bit_cast<uint64_t>(value));
}
std::string float_field(int number, float value) {
  return key(number, Wire::fixed32) + little_endian(std::bit_cast<uint32_t>(value));
}
std::string bytes_field(int number, std::string_view value) {
  return key(number, Wire::bytes) + varint(value.size()) + std::string(value);
}

std::string event(double time, int64_t step, const std::string& what) {
  return double_field(1, time) + whole_field(2, step) + what;
}

}  // namespace

uint32_t crc32c(std::string_view bytes) {
  uint32_t crc = ~0u;
  for (const char byte : bytes) crc = crc >> 8 ^ crc_table[(crc ^ static_cast<uint8_t>(byte)) & 255];
  return ~crc;
}

EventFile::EventFile(double time) {
  add_record(event(time, 0, bytes_field(3, "brain.Event:2")));
}

void EventFile::add_scalars(double time, int64_t step,
                            const std::vector<std::pair<std::string, float>>& scalars) {
  std::string summary;
  for (const auto& [tag, value] : scalars)
    summary += bytes_field(1, bytes_field(1, tag) + float_field(2, value));
  add_record(event(time, step, bytes_field(5, summary)));
}

void EventFile::add_text(double time, int64_t step, std::string_view tag, std::string_view text) {
  constexpr int64_t data_type_string = 7;
  const std::string shape = bytes_field(2, whole_field(1, 1));  // one dimension of one text
  const std::string tensor = whole_field(1, data_type_string) + bytes_field(2, shape) + bytes_field(8, text);
  const std::string metadata = bytes_field(1, bytes_field(1, "text"));
  const std::string value = bytes_field(1, tag) + bytes_field(8, tensor) + bytes_field(9, metadata);
  add_record(event(time, step, bytes_field(5, bytes_field(1, value))));
}

void EventFile::add_record(std::string_view event) {
  const std::string length = little_endian(static_cast<uint64_t>(event.size()));
  bytes_ += length + little_endian(masked_crc(length));
  bytes_.append(event);
  bytes_ += little_endian(masked_crc(event));
}

}  // namespace inkling::trainer
