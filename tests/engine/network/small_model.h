// Small networks with random weights, and a plain double-precision run of any network, for the engine's
// tests.
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <random>
#include <utility>
#include <vector>

#include "engine/network/model.h"
#include "engine/network/session.h"
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

// The layers that small_layers() has not.
inline std::vector<Layer> separable_layers() {
  return {{LayerType::convolution, "conv1", 6, 3, true},
          {LayerType::depthwise, "dw1", 6, 3, true},
          {LayerType::convolution, "conv2", 6, 1, false},
          {LayerType::add, "", 0, 0, true, -3},
          {LayerType::average_pool, "", 0, 3, false},
          {LayerType::depthwise, "dw2", 6, 5, false},
          {LayerType::add, "", 0, 0, false, -2},
          {LayerType::convolution, "conv3", 9, 3, true},
          {LayerType::global_average_pool, "", 0, 0, false},
          {LayerType::dense, "dense", 10, 0, false}};
}

// With convolutions that run by Winograd's method, and pools of channels in fours and not.
inline std::vector<Layer> winograd_layers() {
  return {{LayerType::convolution, "conv1", 4, 3, true},  {LayerType::convolution, "conv2", 12, 3, false},
          {LayerType::max_pool, "", 0, 2, false},         {LayerType::convolution, "conv3", 8, 3, true},
          {LayerType::convolution, "conv4", 7, 3, false}, {LayerType::max_pool, "", 0, 2, false},
          {LayerType::dense, "dense", 10, 0, false}};
}

// A valid file of the layers with random F32 weights; labels are "0" and up.  planes: of the input, as JSON.
inline Safetensors random_weights(const std::vector<Layer>& layers, const std::string& planes = "[\"ink\"]") {
  Safetensors file;
  Shape shape{28, 28, static_cast<int>(std::ranges::count(planes, ',')) + 1};
  unsigned seed = 1;
  for (const Layer& layer : layers) {
    if (!layer.name.empty()) {
      const std::vector<int64_t> size = weight_shape(layer, shape);
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
                   {"planes", planes},
                   {"temperature", "1.5"},
                   {"rejection", "{\"confidence\":0.5}"}};
  return file;
}

// A committee of the files' networks, called "a", "b" and so on, with the files' temperatures.
inline Safetensors committee(const std::vector<Safetensors>& files) {
  Safetensors joined = files.at(0);
  joined.tensors.clear();
  joined.metadata.erase("layers");
  joined.metadata["version"] = "2";
  joined.metadata["temperature"] = "0.8";
  std::string names;
  for (size_t i = 0; i < files.size(); ++i) {
    const std::string name(1, static_cast<char>('a' + i));
    names += (i ? ",\"" : "\"") + name + "\"";
    for (const char* key : {"layers", "temperature"})
      joined.metadata[name + "/" + key] = files[i].metadata.at(key);
    for (const auto& [tensor, values] : files[i].tensors) joined.tensors[name + "/" + tensor] = values;
  }
  joined.metadata["members"] = "[" + names + "]";
  return joined;
}

// The output of a layer: the plain loops of its definition.  added: the earlier output that an add adds.
inline std::vector<double> plain_layer(const Layer& layer, const Shape& in,
                                       const Model::Parameters& parameters, const std::vector<double>& input,
                                       const std::vector<double>& added) {
  const Shape out = *output_shape(layer, in);
  std::vector<double> output(static_cast<size_t>(out.size()));  // [height, width, channels]
  const auto in_at = [&](int y, int x, int c) {
    const bool inside = y >= 0 && x >= 0 && y < in.height && x < in.width;
    return inside ? input[static_cast<size_t>((y * in.width + x) * in.channels + c)] : 0.0;
  };
  const auto tap = [&](int c, int v, int u, int k, int inputs) {
    return parameters.weight[static_cast<size_t>(((c * layer.kernel + v) * layer.kernel + u) * inputs + k)];
  };
  const auto value_at = [&](int y, int x, int c) {
    const int side = layer.kernel, half = side / 2;
    double value = parameters.bias.empty() ? 0 : parameters.bias[static_cast<size_t>(c)];
    switch (layer.type) {
      case LayerType::convolution:
        for (int v = 0; v < side; ++v)
          for (int u = 0; u < side; ++u)
            for (int k = 0; k < in.channels; ++k)
              value += in_at(y + v - half, x + u - half, k) * tap(c, v, u, k, in.channels);
        break;
      case LayerType::depthwise:
        for (int v = 0; v < side; ++v)
          for (int u = 0; u < side; ++u) value += in_at(y + v - half, x + u - half, c) * tap(c, v, u, 0, 1);
        break;
      case LayerType::max_pool:
        value = -1e300;
        for (int v = 0; v < side; ++v)
          for (int u = 0; u < side; ++u) value = std::max(value, in_at(y * side + v, x * side + u, c));
        break;
      case LayerType::average_pool:
        for (int v = 0; v < side; ++v)
          for (int u = 0; u < side; ++u) value += in_at(y * side + v, x * side + u, c) / (side * side);
        break;
      case LayerType::global_average_pool:
        for (int v = 0; v < in.height; ++v)
          for (int u = 0; u < in.width; ++u) value += in_at(v, u, c) / (in.height * in.width);
        break;
      case LayerType::add:
        value = in_at(y, x, c) + added[static_cast<size_t>((y * in.width + x) * in.channels + c)];
        break;
      case LayerType::dense:
        for (size_t i = 0; i < input.size(); ++i)
          value += input[i] * parameters.weight[static_cast<size_t>(c) * input.size() + i];
        break;
    }
    return layer.relu ? std::max(value, 0.0) : value;
  };
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x)
      for (int c = 0; c < out.channels; ++c)
        output[static_cast<size_t>((y * out.width + x) * out.channels + c)] = value_at(y, x, c);
  return output;
}

// The outputs of all layers of a member.
inline std::vector<std::vector<double>> plain_run(const Model& model, std::vector<double> input,
                                                  size_t which = 0) {
  const Model::Member& member = model.members[which];
  std::vector<std::vector<double>> outputs;
  Shape shape = model.input_shape();
  for (size_t i = 0; i < member.layers.size(); ++i) {
    const Layer& layer = member.layers[i];
    const std::vector<double> added =
        layer.from < 0 ? outputs[i - static_cast<size_t>(-layer.from)] : std::vector<double>();
    input = plain_layer(layer, shape, member.parameters[i], input, added);
    outputs.push_back(input);
    shape = *output_shape(layer, shape);
  }
  return outputs;
}

inline std::shared_ptr<const Model> small_model(const std::vector<Layer>& layers = small_layers()) {
  const auto model = load_model(write_safetensors(random_weights(layers)));
  REQUIRE(model);
  return *model;
}

inline Session session_of(std::shared_ptr<const Model> model) {
  auto session = Session::create(std::move(model));
  REQUIRE(session);
  return std::move(*session);
}

}  // namespace inkling::testing
