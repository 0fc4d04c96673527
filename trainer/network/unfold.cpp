#include "trainer/network/unfold.h"

#include <algorithm>

namespace inkling::trainer {
namespace {

// weight: OHWI of `outputs`, becomes [kernel, kernel, inputs, outputs]; of a depthwise layer, with one input,
// [kernel, kernel, outputs].
void put_convolution(std::span<const float> weight, size_t outputs, std::span<float> to) {
  const size_t patch = weight.size() / outputs;
  for (size_t out = 0; out < outputs; ++out)
    for (size_t at = 0; at < patch; ++at) to[at * outputs + out] = weight[out * patch + at];
}

// Lower than what is said of the labels that are there, even where none of them fits.
constexpr float new_bias = -10;

// to: weight [outputs, inputs], then bias [outputs], of at least as many outputs.
void put_dense(const Model::Parameters& from, bool has_outsider, std::span<float> to) {
  const size_t rows = from.bias.size(), inputs = from.weight.size() / rows,
               outputs = to.size() / (inputs + 1);
  std::ranges::fill(to.first(outputs * inputs), 0.0f);
  std::ranges::fill(to.last(outputs), new_bias);
  for (size_t row = 0; row < rows; ++row) {
    const size_t output = has_outsider && row + 1 == rows ? outputs - 1 : row;
    std::copy_n(from.weight.begin() + static_cast<ptrdiff_t>(row * inputs), inputs,
                to.begin() + static_cast<ptrdiff_t>(output * inputs));
    to[outputs * inputs + output] = from.bias[row];
  }
}

}  // namespace

std::vector<Layer> layers_of(const Model& model, size_t outputs) {
  std::vector<Layer> layers = model.members[0].layers;
  layers.back().channels = static_cast<int>(outputs);
  return layers;
}

void take_weights(const Model& model, Network<float>& network) {
  const Model::Member& member = model.members[0];
  size_t index = 0;
  for (size_t at = 0; at < member.layers.size(); ++at) {
    const Layer& layer = member.layers[at];
    const Model::Parameters& from = member.parameters[at];
    switch (layer.type) {
      case LayerType::convolution:
      case LayerType::depthwise:
        put_convolution(from.weight, from.bias.size(), network.mutable_parameters_of(index));
        std::ranges::copy(from.bias, network.mutable_parameters_of(index + 1).begin());
        index += 2;  // with the bias behind it
        break;
      case LayerType::dense:
        if (network.layer(index).only_in_training()) ++index;
        put_dense(from, at + 1 == member.layers.size() && model.knows_outsiders(),
                  network.mutable_parameters_of(index));
        index += layer.relu ? 2 : 1;
        break;
      default:
        index += layer.relu ? 2 : 1;
    }
  }
}

}  // namespace inkling::trainer
