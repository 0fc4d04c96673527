#include "engine/insight/kernels.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace inkling {
namespace {

// [map, height, width, inputs], as both convolutions (OHWI) and dense layers ([channels, HWC]) have them.
struct Weights {
  int height, width, inputs;
  const std::vector<float>& values;

  Kernel kernel(int map, int input) const {
    Kernel kernel{input, height, width, {}};
    for (int place = 0; place < height * width; ++place)
      kernel.weights.push_back(values[static_cast<size_t>((map * height * width + place) * inputs + input)]);
    return kernel;
  }
};

float strength(const Kernel& kernel) {
  return std::inner_product(kernel.weights.begin(), kernel.weights.end(), kernel.weights.begin(), 0.0f);
}

}  // namespace

std::vector<Kernel> strongest_kernels(const Model& model, const Model::Member& member, size_t layer, int map,
                                      size_t most) {
  const Layer& looked_at = member.layers[layer];
  if (looked_at.name.empty()) return {};
  const auto shapes = output_shapes(member.layers, model.input_shape());
  const Shape input = layer ? (*shapes)[layer - 1] : model.input_shape();
  const bool is_dense = looked_at.type == LayerType::dense;
  const bool is_depthwise = looked_at.type == LayerType::depthwise;
  const Weights weights{is_dense ? input.height : looked_at.kernel, is_dense ? input.width : looked_at.kernel,
                        is_depthwise ? 1 : input.channels, member.parameters[layer].weight};
  std::vector<Kernel> kernels;
  for (int i = 0; i < weights.inputs; ++i) kernels.push_back(weights.kernel(map, i));
  if (is_depthwise) kernels.front().input = map;
  const size_t kept = std::min(kernels.size(), most);
  for (size_t i = 0; i < kept; ++i)
    std::swap(kernels[i],
              *std::max_element(kernels.begin() + static_cast<std::ptrdiff_t>(i), kernels.end(),
                                [](const Kernel& a, const Kernel& b) { return strength(a) < strength(b); }));
  kernels.resize(kept);
  return kernels;
}

}  // namespace inkling
