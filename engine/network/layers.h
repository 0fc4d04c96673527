// The layers of a network, as the weights file lists them and as both the engine and the trainer build them.
//
// The list is JSON text, an array of objects run in order on a [28, 28, planes] input (height, width,
// channels):
//   {"type":"convolution","name":"conv1","channels":16,"kernel":3,"relu":true}
//       stride 1, zero padding, same size
//   {"type":"depthwise","name":"dw1","channels":16,"kernel":3,"relu":true}
//       the same, but each output channel sees only the input channel of its own; as many as come in
//   {"type":"max_pool","size":2}   {"type":"average_pool","size":2}
//       size x size windows, stride size; pixels beyond the last whole window are left out
//   {"type":"global_average_pool"}
//       the mean of each channel over the whole picture, [1, 1, channels]
//   {"type":"add","from":-3,"relu":true}
//       adds the output of an earlier layer of the same shape (a residual): the layer that stands -from
//       places before this one in the list, so that -1 would be its input
//   {"type":"dense","name":"dense","channels":10,"relu":false}
//       flattens [height, width, channels]
// A named layer owns the tensors `<name>.weight` and `<name>.bias`: weight is OHWI [channels, kernel, kernel,
// input channels] for a convolution, [channels, kernel, kernel, 1] for a depthwise one and [channels, inputs]
// for a dense layer, bias is [channels].
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.h"

namespace inkling {

enum class LayerType { convolution, depthwise, max_pool, average_pool, global_average_pool, add, dense };

struct Shape {
  int height = 0, width = 0, channels = 0;
  int size() const { return height * width * channels; }
  bool operator==(const Shape&) const = default;
};

struct Layer {
  LayerType type = LayerType::convolution;
  std::string name;   // of its tensors; empty for layers without
  int channels = 0;   // of the output; of layers with tensors
  int kernel = 0;     // convolutions: odd side; max_pool and average_pool: side and stride
  bool relu = false;  // max(0, x) on the output; of layers with tensors and add
  int from = 0;       // add: -2 and below

  bool operator==(const Layer&) const = default;
};

// Refuses unknown types and keys' values out of range: at most 64 layers, 1024 channels, kernels of at
// most 28.
Result<std::vector<Layer>> parse_layers(std::string_view json);
std::string layers_to_json(const std::vector<Layer>& layers);

// The shape after a layer.  Errors say why the layer cannot follow `input`.
Result<Shape> output_shape(const Layer& layer, const Shape& input);
// The shape after each layer.  Errors name the layer that cannot run, and say why.
Result<std::vector<Shape>> output_shapes(const std::vector<Layer>& layers, const Shape& input);

// Of the layer's tensor `<name>.weight`.
std::vector<int64_t> weight_shape(const Layer& layer, const Shape& input);

}  // namespace inkling
