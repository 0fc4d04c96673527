// TensorBoard's event files: what `tensorboard --logdir` reads.
//
// A file is a sequence of TFRecords (tensorflow/core/lib/io/record_writer.h, "TFRecord and tf.train.Example"
// of TensorFlow's guide), all numbers little-endian:
//   uint64 length, uint32 masked CRC of these eight bytes, byte data[length], uint32 masked CRC of the data
// with masked = ((crc >> 15) | (crc << 17)) + 0xa282ead8 and crc = CRC-32C (RFC 3720, appendix B.4).  Each
// holds one protocol buffer (tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto):
//   Event   { double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5; }
//   Summary { repeated Value value = 1; }
//   Value   { string tag = 1; float simple_value = 2; TensorProto tensor = 8; SummaryMetadata metadata = 9; }
//   SummaryMetadata { PluginData plugin_data = 1; }  PluginData { string plugin_name = 1; }
//   TensorProto { DataType dtype = 1; TensorShapeProto tensor_shape = 2; repeated bytes string_val = 8; }
//   TensorShapeProto { repeated Dim dim = 2; }  Dim { int64 size = 1; }
// The first event has the file_version "brain.Event:2".  The file's name has to contain "tfevents".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inkling::trainer {

uint32_t crc32c(std::string_view bytes);

class EventFile {
 public:
  // Times are seconds since 1970.
  explicit EventFile(double time);

  // The scalars of one step: tags and values.
  void add_scalars(double time, int64_t step, const std::vector<std::pair<std::string, float>>& scalars);

  // A text in Markdown, shown by the plugin "text".
  void add_text(double time, int64_t step, std::string_view tag, std::string_view text);

  // The whole file so far.
  const std::string& bytes() const { return bytes_; }

 private:
  void add_record(std::string_view event);

  std::string bytes_;
};

}  // namespace inkling::trainer
