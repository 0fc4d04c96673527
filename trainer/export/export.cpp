#include "trainer/export/export.h"

#include <utility>

#include "trainer/export/parts.h"

namespace inkling::trainer {
namespace {

// weight: [kernel, kernel, inputs, outputs], of a depthwise one [kernel, kernel, outputs], becomes OHWI, each
// output times its scale.
template <class Scalar>
std::vector<float> scaled_ohwi(std::span<const Scalar> weight, const AlignedVector<Scalar>& scale) {
  const size_t outputs = scale.size(), patch = weight.size() / outputs;
  std::vector<float> turned(weight.size());
  for (size_t out = 0; out < outputs; ++out) {
    for (size_t at = 0; at < patch; ++at) {
      turned[out * patch + at] = static_cast<float>(weight[at * outputs + out] * scale[out]);
    }
  }
  return turned;
}

}  // namespace

template <class Scalar>
std::vector<FoldedLayer> folded_layers(const std::vector<Layer>& layers, const Network<Scalar>& network) {
  std::vector<FoldedLayer> folded;
  size_t index = 0;
  for (const Layer& layer : layers) {
    if (layer.type == LayerType::convolution || layer.type == LayerType::depthwise) {
      // The layer behind it is its batch norm.
      const ScaleShift<Scalar> applied = network.layer(index + 1).outside_training(
          network.parameters_of(index + 1), network.statistics_of(index + 1));
      folded.push_back({scaled_ohwi(network.parameters_of(index), applied.scale),
                        {applied.shift.begin(), applied.shift.end()}});
      index += 2;
    } else if (layer.type != LayerType::dense) {
      index += layer.relu ? 2 : 1;
    } else {
      if (network.layer(index).only_in_training()) ++index;
      const auto parameters = network.parameters_of(index);
      const size_t weights = parameters.size() - layer.channels;
      folded.push_back({{parameters.begin(), parameters.begin() + static_cast<ptrdiff_t>(weights)},
                        {parameters.begin() + static_cast<ptrdiff_t>(weights), parameters.end()}});
      index += layer.relu ? 2 : 1;
    }
  }
  return folded;
}

template std::vector<FoldedLayer> folded_layers(const std::vector<Layer>&, const Network<float>&);
template std::vector<FoldedLayer> folded_layers(const std::vector<Layer>&, const Network<double>&);

Safetensors export_weights(const std::vector<Layer>& layers, const Network<float>& network, DType type,
                           const ModelFacts& facts) {
  Safetensors weights;
  const bool knows_outsiders = static_cast<size_t>(layers.back().channels) > facts.labels.size();
  weights.metadata = {{"format", "inkling"},
                      {"version", knows_outsiders ? "3" : "1"},
                      {"layers", layers_to_json(layers)},
                      {"labels", json_list(facts.labels)},
                      {"planes", json_list(names_of(facts.planes))},
                      {"temperature", number_text(facts.temperature)},
                      {"rejection", rejection_text(facts.rejection)},
                      {"trained_on", facts.trained_on},
                      {"history", facts.history}};
  if (knows_outsiders) weights.metadata["outsider_odds"] = number_text(facts.outsider_odds);
  const std::vector<FoldedLayer> folded = folded_layers(layers, network);
  size_t next = 0;
  Shape inputs = network.layer(0).input;
  for (const Layer& layer : layers) {
    const Shape from = std::exchange(inputs, *output_shape(layer, inputs));
    if (layer.name.empty()) continue;
    const FoldedLayer& values = folded[next++];
    const std::vector<int64_t> shape = weight_shape(layer, from);
    put_weight(weights, layer.name, type, shape, values.weight);
    weights.tensors[layer.name + ".bias"] = tensor_f32({layer.channels}, values.bias);
  }
  return weights;
}

}  // namespace inkling::trainer
