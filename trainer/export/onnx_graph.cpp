#include "trainer/export/onnx_graph.h"

namespace inkling::trainer {
namespace {

// A ValueInfoProto of floats.
ProtobufMessage value_info(std::string_view name, const std::vector<int64_t>& dimensions,
                           std::string_view meaning) {
  ProtobufMessage batch, shape, tensor, type, info;
  batch.bytes(2, "batch");
  shape.message(1, batch);
  for (const int64_t dimension : dimensions) {
    ProtobufMessage size;
    size.number(1, dimension);
    shape.message(1, size);
  }
  tensor.number(1, static_cast<int>(OnnxType::f32));
  tensor.message(2, shape);
  type.message(1, tensor);
  info.bytes(1, name);
  info.message(2, type);
  info.bytes(3, meaning);
  return info;
}

template <class Value>
std::string_view bytes_of(const Value& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

}  // namespace

ProtobufMessage onnx_integer(std::string_view name, int64_t value) {
  ProtobufMessage attribute;
  attribute.bytes(1, name);
  attribute.number(3, value);
  attribute.number(20, 2);
  return attribute;
}

ProtobufMessage onnx_integers(std::string_view name, const std::vector<int64_t>& values) {
  ProtobufMessage attribute;
  attribute.bytes(1, name);
  for (const int64_t value : values) attribute.number(8, value);
  attribute.number(20, 7);
  return attribute;
}

std::string OnnxGraph::node(std::string_view operation, const std::vector<std::string>& inputs,
                            std::string output, const std::vector<ProtobufMessage>& attributes) {
  ProtobufMessage node;
  for (const std::string& input : inputs) node.bytes(1, input);
  node.bytes(2, output);
  node.bytes(3, output);  // a node is called as what it gives
  node.bytes(4, operation);
  for (const ProtobufMessage& attribute : attributes) node.message(5, attribute);
  graph_.message(1, node);
  return output;
}

std::string OnnxGraph::constant(std::string name, OnnxType type, const std::vector<int64_t>& dimensions,
                                std::string_view bytes) {
  ProtobufMessage tensor;
  for (const int64_t dimension : dimensions) tensor.number(1, dimension);
  tensor.number(2, static_cast<int>(type));
  tensor.bytes(8, name);
  tensor.bytes(9, bytes);
  graph_.message(5, tensor);
  return name;
}

std::string OnnxGraph::constant(std::string name, float value) {
  return constant(std::move(name), OnnxType::f32, {}, bytes_of(value));
}

std::string OnnxGraph::constant(std::string name, int64_t value) {
  return constant(std::move(name), OnnxType::i64, {1}, bytes_of(value));
}

void OnnxGraph::input(std::string_view name, const std::vector<int64_t>& dimensions,
                      std::string_view meaning) {
  graph_.message(11, value_info(name, dimensions, meaning));
}

void OnnxGraph::output(std::string_view name, const std::vector<int64_t>& dimensions,
                       std::string_view meaning) {
  graph_.message(12, value_info(name, dimensions, meaning));
}

ProtobufMessage OnnxGraph::message() const {
  ProtobufMessage graph = graph_;
  graph.bytes(2, "inkling");
  return graph;
}

}  // namespace inkling::trainer
