#include "trainer/export/onnx.h"

#include <cmath>

#include "trainer/export/onnx_graph.h"

namespace inkling::trainer {
namespace {

OnnxType onnx_type(DType type) {
  return type == DType::f32 ? OnnxType::f32 : type == DType::f16 ? OnnxType::f16 : OnnxType::i8;
}

// A tensor [outputs, height, width, inputs] as ONNX wants it: [outputs, inputs, height, width].
std::string inputs_first(const Tensor& tensor, size_t outputs, size_t inputs) {
  int64_t elements = 1;
  for (const int64_t extent : tensor.shape) elements *= extent;
  const size_t size = tensor.bytes.size() / static_cast<size_t>(elements);  // of an element
  const size_t pixels = static_cast<size_t>(elements) / (outputs * inputs);
  std::string turned;
  turned.reserve(tensor.bytes.size());
  for (size_t output = 0; output < outputs; ++output)
    for (size_t input = 0; input < inputs; ++input)
      for (size_t pixel = 0; pixel < pixels; ++pixel)
        turned.append(reinterpret_cast<const char*>(tensor.bytes.data()) +
                          ((output * pixels + pixel) * inputs + input) * size,
                      size);
  return turned;
}

// Adds one member's layers to a graph.
class MemberWriter {
 public:
  MemberWriter(OnnxGraph& graph, const Safetensors& file, const Model::Member& member)
      : graph_(graph), file_(file), member_(member) {}

  // Returns the value with its logits [batch, labels]: "logits" after the member's prefix.
  std::string write(Shape shape) {
    std::string value = "input";
    for (size_t index = 0; index < member_.layers.size(); ++index) {
      const Layer& layer = member_.layers[index];
      name_ = member_.prefix() + std::to_string(index + 1) + "." + layer.name;
      value = operation(layer, shape, value);
      if (layer.relu) value = graph_.node("Relu", {value}, value + ".relu");
      values_.push_back(value);
      shape = *output_shape(layer, shape);
    }
    if (shape.height * shape.width > 1)  // Inkling flattens [height, width, channels]
      value = graph_.node("Transpose", {value}, member_.prefix() + "channels_last",
                          {onnx_integers("perm", {0, 2, 3, 1})});
    return graph_.node("Flatten", {value}, member_.prefix() + "logits", {onnx_integer("axis", 1)});
  }

 private:
  std::string operation(const Layer& layer, const Shape& input, const std::string& value) {
    const std::vector<ProtobufMessage> window = {onnx_integers("kernel_shape", {layer.kernel, layer.kernel}),
                                                 onnx_integers("strides", {layer.kernel, layer.kernel})};
    switch (layer.type) {
      case LayerType::convolution:
        return convolution(layer, value, input.channels, 1, {layer.kernel, layer.kernel}, layer.kernel / 2);
      case LayerType::depthwise:
        return convolution(layer, value, 1, layer.channels, {layer.kernel, layer.kernel}, layer.kernel / 2);
      case LayerType::dense:
        // A convolution with one window, so that every value has the axes [batch, channels, height, width].
        return convolution(layer, value, input.channels, 1, {input.height, input.width}, 0);
      case LayerType::max_pool:
        return graph_.node("MaxPool", {value}, name_ + "max_pool", window);
      case LayerType::average_pool:
        return graph_.node("AveragePool", {value}, name_ + "average_pool", window);
      case LayerType::global_average_pool:
        return graph_.node("GlobalAveragePool", {value}, name_ + "global_average_pool");
      case LayerType::add:
        return graph_.node("Add", {value, values_[values_.size() + static_cast<size_t>(layer.from)]},
                           name_ + "add");
    }
    return value;
  }

  // inputs: the channels that each output sees.  kernel: [height, width].
  std::string convolution(const Layer& layer, const std::string& value, int64_t inputs, int64_t groups,
                          const std::vector<int64_t>& kernel, int64_t padding) {
    const std::string tensors = member_.prefix() + layer.name;
    const Tensor& tensor = file_.tensors.at(tensors + ".weight");
    const std::string bytes =
        inputs_first(tensor, static_cast<size_t>(layer.channels), static_cast<size_t>(inputs));
    const std::string weight =
        floats(tensors, ".weight", {layer.channels, inputs, kernel[0], kernel[1]}, bytes);
    const std::vector<uint8_t>& bias_bytes = file_.tensors.at(tensors + ".bias").bytes;
    const std::string bias = floats(tensors, ".bias", {layer.channels},
                                    {reinterpret_cast<const char*>(bias_bytes.data()), bias_bytes.size()});
    return graph_.node("Conv", {value, weight, bias}, name_,
                       {onnx_integers("kernel_shape", kernel), onnx_integer("group", groups),
                        onnx_integers("pads", {padding, padding, padding, padding})});
  }

  // A tensor of the file, whose bytes lie in another order now, as a value of floats.
  std::string floats(const std::string& tensors, const std::string& which,
                     const std::vector<int64_t>& dimensions, std::string_view bytes) {
    const DType type = file_.tensors.at(tensors + which).dtype;
    if (type == DType::f32) return graph_.constant(name_ + which, OnnxType::f32, dimensions, bytes);
    const std::string kept = graph_.constant(name_ + which + ".kept", onnx_type(type), dimensions, bytes);
    if (type == DType::f16)
      return graph_.node("Cast", {kept}, name_ + which,
                         {onnx_integer("to", static_cast<int>(OnnxType::f32))});
    const Tensor& factors = file_.tensors.at(tensors + ".scale");
    const std::string scale =
        graph_.constant(name_ + ".scale", OnnxType::f32, factors.shape,
                        {reinterpret_cast<const char*>(factors.bytes.data()), factors.bytes.size()});
    return graph_.node("DequantizeLinear", {kept, scale}, name_ + which, {onnx_integer("axis", 0)});
  }

  OnnxGraph& graph_;
  const Safetensors& file_;
  const Model::Member& member_;
  std::string name_;                 // of the layer's value: unique, whatever its own name
  std::vector<std::string> values_;  // what each layer gives
};

// The logarithm of the mean of the members' probabilities.  answers: their logits [batch, labels].
std::string join(OnnxGraph& graph, const Model& model, const std::vector<std::string>& answers) {
  const std::string last_axis = graph.constant("members_axis", int64_t{2});
  std::vector<std::string> logarithms;  // [batch, labels, 1] of each
  for (size_t i = 0; i < answers.size(); ++i) {
    const Model::Member& member = model.members[i];
    const std::string temperature = graph.constant(member.prefix() + "temperature", member.temperature);
    const std::string soft = graph.node("Div", {answers[i], temperature}, member.prefix() + "calibrated");
    const std::string logarithm =
        graph.node("LogSoftmax", {soft}, member.prefix() + "logarithm", {onnx_integer("axis", 1)});
    logarithms.push_back(graph.node("Unsqueeze", {logarithm, last_axis}, member.prefix() + "answer"));
  }
  const std::string all = graph.node("Concat", logarithms, "answers", {onnx_integer("axis", 2)});
  const std::string sum =
      graph.node("ReduceLogSumExp", {all}, "sum", {onnx_integers("axes", {2}), onnx_integer("keepdims", 0)});
  const std::string count = graph.constant("members_logarithm", std::log(static_cast<float>(answers.size())));
  return graph.node("Sub", {sum, count}, "logits");
}

// calibrated: [batch, outputs].  The odds of an outsider multiplied by the model's outsider_odds.
std::string as_used(OnnxGraph& graph, const Model& model, const std::string& calibrated) {
  if (!model.knows_outsiders()) return calibrated;
  std::vector<float> shift(model.outputs);
  shift.back() = std::log(model.outsider_odds);
  const std::string added =
      graph.constant("outsider_odds", OnnxType::f32, {static_cast<int64_t>(shift.size())},
                     {reinterpret_cast<const char*>(shift.data()), shift.size() * sizeof(float)});
  return graph.node("Add", {calibrated, added}, "as_used");
}

std::string input_text(const Model& model) {
  std::string text = "A glyph with MNIST's geometry: 0 is paper, 1 is ink";
  if (!has_path(model.planes)) return text;
  text += ".  Planes:";
  for (const std::string& name : names_of(model.planes)) text += " " + name;
  return text + "; those of the pen's path are 0 where there are no strokes";
}

OnnxGraph graph_of(const LoadedWeights& weights) {
  const Model& model = *weights.model;
  const Shape shape = model.input_shape();
  const auto outputs = static_cast<int64_t>(model.outputs);
  OnnxGraph graph;
  graph.input("input", {shape.channels, shape.height, shape.width}, input_text(model));
  std::vector<std::string> answers;
  for (const Model::Member& member : model.members)
    answers.push_back(MemberWriter(graph, weights.file, member).write(shape));
  const std::string logits = answers.size() == 1 ? answers[0] : join(graph, model, answers);
  graph.output("logits", {outputs}, "To be divided by the temperature");
  const std::string soft =
      graph.node("Div", {logits, graph.constant("temperature", model.temperature)}, "calibrated");
  graph.node("Softmax", {as_used(graph, model, soft)}, "probabilities", {onnx_integer("axis", 1)});
  graph.output(
      "probabilities", {outputs},
      model.knows_outsiders() ? "Of the labels and of an outsider, calibrated" : "Of the labels, calibrated");
  return graph;
}

}  // namespace

std::string onnx_model(const LoadedWeights& weights) {
  ProtobufMessage operators, model;
  operators.number(2, 13);
  model.number(1, 7);
  model.bytes(2, "Inkling");
  model.message(7, graph_of(weights).message());
  model.message(8, operators);
  for (const char* key :
       {"labels", "planes", "temperature", "outsider_odds", "rejection", "trained_on", "history"}) {
    const auto found = weights.file.metadata.find(key);
    if (found == weights.file.metadata.end()) continue;
    ProtobufMessage entry;
    entry.bytes(1, key);
    entry.bytes(2, found->second);
    model.message(14, entry);
  }
  return model.wire();
}

}  // namespace inkling::trainer
