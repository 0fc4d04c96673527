// The nodes and constants of an ONNX graph (trainer/export/onnx.h has the format), added one by one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trainer/export/protobuf.h"

namespace inkling::trainer {

enum class OnnxType { f32 = 1, i8 = 3, i64 = 7, f16 = 10 };

// Attributes of nodes.
ProtobufMessage onnx_integer(std::string_view name, int64_t value);
ProtobufMessage onnx_integers(std::string_view name, const std::vector<int64_t>& values);

class OnnxGraph {
 public:
  // Adds a node that gives one value, and returns the value's name.
  std::string node(std::string_view operation, const std::vector<std::string>& inputs, std::string output,
                   const std::vector<ProtobufMessage>& attributes = {});

  // Adds a tensor, and returns its name.  bytes: [dimensions…] of `type`, little endian.
  std::string constant(std::string name, OnnxType type, const std::vector<int64_t>& dimensions,
                       std::string_view bytes);
  std::string constant(std::string name, float value);
  std::string constant(std::string name, int64_t value);  // [1]

  // The first dimension is the batch, the others are `dimensions`.
  void input(std::string_view name, const std::vector<int64_t>& dimensions, std::string_view meaning);
  void output(std::string_view name, const std::vector<int64_t>& dimensions, std::string_view meaning);

  // The GraphProto.
  ProtobufMessage message() const;

 private:
  ProtobufMessage graph_;
};

}  // namespace inkling::trainer
