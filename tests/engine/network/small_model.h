// Small networks with random weights, and a plain double-precision run of any network, for the engine's
// tests.
#pragma once

#include <random>
#include <vector>

#include "engine/network/model.h"
#include "engine/weights/safetensors.h"

namespace inkling::testing {

inline std::vector<float> random_values(size_t count, unsigned seed, float scale) {
  std::mt19937 generator(seed);
  std::vector<float> values(count);
  for (float& value : values) value = scale * (static_cast<float>(generator() % 20001) / 10000.0f - 1.0f);
  return values;
}

inline std::vector<Layer> small_layers() {
  return {{LayerType::convolution, "conv1", 5, 3, true}, {LayerType::max_pool, "", 0, 2, false},
          {LayerType::convolution, "conv2", 7, 5, true}, {LayerType::convolution, "conv3", 6, 1, false},
          {LayerType::max_pool, "", 0, 3, false},        {LayerType::dense, "dense1", 9, 0, true},
          {LayerType::dense, "dense2", 10, 0, false}};
}

// A valid file of the layers with random F32 weights; labels are "0" and up.
inline Safetensors random_weights(const std::vector<Layer>& layers) {
  Safetensors file;
  Shape shape{28, 28, 1};
  unsigned seed = 1;
  for (const Layer& layer : layers) {
    if (layer.type != LayerType::max_pool) {
      const bool convolution = layer.type == LayerType::convolution;
      const std::vector<int64_t> size =
          convolution ? std::vector<int64_t>{layer.channels, layer.kernel, layer.kernel, shape.channels}
                      : std::vector<int64_t>{layer.channels, shape.size()};
      size_t count = 1;
      for (int64_t extent : size) count *= static_cast<size_t>(extent);
      const float scale = 2.0f / std::sqrt(static_cast<float>(count) / static_cast<float>(layer.channels));
      file.tensors[layer.name + ".weight"] = tensor_f32(size, random_values(count, seed++, scale));
      file.tensors[layer.name + ".bias"] =
          tensor_f32({layer.channels}, random_values(static_cast<size_t>(layer.channels), seed++, 0.5f));
    }
    shape = *output_shape(layer, shape);
  }
  std::string labels = "[";
  for (int i = 0; i < shape.channels; ++i) labels += (i ? ",\"" : "\"") + std::to_string(i) + "\"";
  file.metadata = {{"format", "inkling"},
                   {"version", "1"},
                   {"layers", layers_to_json(layers)},
                   {"labels", labels + "]"},
                   {"planes", "[\"ink\"]"},
                   {"temperature", "1.5"},
                   {"rejection", "{\"confidence\":0.5}"}};
  return file;
}

inline std::vector<double> plain_layer(const Layer& layer, const Shape& in,
                                       const Model::Parameters& parameters,
                                       const std::vector<double>& input) {
  const Shape out = *output_shape(layer, in);
  std::vector<double> output(static_cast<size_t>(out.size()));  // [height, width, channels]
  const auto in_at = [&](int y, int x, int c) {
    const bool inside = y >= 0 && x >= 0 && y < in.height && x < in.width;
    return inside ? input[static_cast<size_t>((y * in.width + x) * in.channels + c)] : 0.0;
  };
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x)
      for (int c = 0; c < out.channels; ++c) {
        double value = 0;
        if (layer.type == LayerType::max_pool) {
          value = -1e300;
          for (int v = 0; v < layer.kernel; ++v)
            for (int u = 0; u < layer.kernel; ++u)
              value = std::max(value, in_at(y * layer.kernel + v, x * layer.kernel + u, c));
        } else {
          value = parameters.bias[static_cast<size_t>(c)];
          if (layer.type == LayerType::dense) {
            for (size_t i = 0; i < input.size(); ++i)
              value += input[i] * parameters.weight[static_cast<size_t>(c) * input.size() + i];
          } else {
            for (int v = 0; v < layer.kernel; ++v)
              for (int u = 0; u < layer.kernel; ++u)
                for (int k = 0; k < in.channels; ++k)
                  value += in_at(y + v - layer.kernel / 2, x + u - layer.kernel / 2, k) *
                           parameters.weight[static_cast<size_t>(
                               ((c * layer.kernel + v) * layer.kernel + u) * in.channels + k)];
          }
          if (layer.relu) value = std::max(value, 0.0);
        }
        output[static_cast<size_t>((y * out.width + x) * out.channels + c)] = value;
      }
  return output;
}

}  // namespace inkling::testing
