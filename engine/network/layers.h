// The layers of a network, as the weights file lists them and as both the engine and the trainer build them.
//
// The list is JSON text, an array of objects run in order on a [28, 28, planes] input (height, width,
// channels):
//   {"type":"convolution","name":"conv1","channels":16,"kernel":3,"relu":true}   stride 1, zero padding, same
//   size
//   {"type":"max_pool","size":2}                                                 size x size windows, stride
//   size
//   {"type":"dense","name":"dense","channels":10,"relu":false}                   flattens [height, width,
//   channels]
// A named layer owns the tensors `<name>.weight` and `<name>.bias`: weight is OHWI [channels, kernel, kernel,
// input channels] for a convolution and [channels, inputs] for a dense layer, bias is [channels].
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.h"

namespace inkling {

enum class LayerType { convolution, max_pool, dense };

struct Shape {
  int height = 0, width = 0, channels = 0;
  int size() const { return height * width * channels; }
  bool operator==(const Shape&) const = default;
};

struct Layer {
  LayerType type = LayerType::convolution;
  std::string name;   // of its tensors; empty for max_pool
  int channels = 0;   // of the output; convolution and dense
  int kernel = 0;     // convolution: odd side; max_pool: side and stride
  bool relu = false;  // max(0, x) on the output

  bool operator==(const Layer&) const = default;
};

// Refuses unknown types and keys' values out of range: at most 64 layers, 1024 channels, kernels of at
// most 28.
Result<std::vector<Layer>> parse_layers(std::string_view json);
std::string layers_to_json(const std::vector<Layer>& layers);

// The shape after a layer.  Errors say why the layer cannot follow `input`.
Result<Shape> output_shape(const Layer& layer, const Shape& input);

}  // namespace inkling
