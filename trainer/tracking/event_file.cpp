#include "trainer/tracking/event_file.h"

#include <array>
#include <bit>

#include "trainer/export/protobuf.h"

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

ProtobufMessage event(double time, int64_t step) {
  ProtobufMessage event;
  event.real(1, time);
  event.number(2, step);
  return event;
}

// An event with a summary of these values.
ProtobufMessage event(double time, int64_t step, const std::vector<ProtobufMessage>& values) {
  ProtobufMessage summary, whole = event(time, step);
  for (const ProtobufMessage& value : values) summary.message(1, value);
  whole.message(5, summary);
  return whole;
}

}  // namespace

uint32_t crc32c(std::string_view bytes) {
  uint32_t crc = ~0u;
  for (const char byte : bytes) crc = crc >> 8 ^ crc_table[(crc ^ static_cast<uint8_t>(byte)) & 255];
  return ~crc;
}

EventFile::EventFile(double time) {
  ProtobufMessage first = event(time, 0);
  first.bytes(3, "brain.Event:2");
  add_record(first.wire());
}

void EventFile::add_scalars(double time, int64_t step,
                            const std::vector<std::pair<std::string, float>>& scalars) {
  std::vector<ProtobufMessage> values;
  for (const auto& [tag, number] : scalars) {
    values.emplace_back().bytes(1, tag);
    values.back().real(2, number);
  }
  add_record(event(time, step, values).wire());
}

void EventFile::add_text(double time, int64_t step, std::string_view tag, std::string_view text) {
  constexpr int64_t data_type_string = 7;
  ProtobufMessage dimension, shape, tensor, plugin, metadata, value;
  dimension.number(1, 1);
  shape.message(2, dimension);
  tensor.number(1, data_type_string);
  tensor.message(2, shape);
  tensor.bytes(8, text);
  plugin.bytes(1, "text");
  metadata.message(1, plugin);
  value.bytes(1, tag);
  value.message(8, tensor);
  value.message(9, metadata);
  add_record(event(time, step, {value}).wire());
}

void EventFile::add_record(std::string_view event) {
  const std::string length = little_endian(static_cast<uint64_t>(event.size()));
  bytes_ += length + little_endian(masked_crc(length));
  bytes_.append(event);
  bytes_ += little_endian(masked_crc(event));
}

}  // namespace inkling::trainer
