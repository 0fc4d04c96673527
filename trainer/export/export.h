// Turns a trained network into a weights file (engine/weights/safetensors.h).
#pragma once

#include <string>
#include <vector>

#include "engine/network/input.h"
#include "engine/network/rejection.h"
#include "engine/weights/safetensors.h"
#include "trainer/network/network.h"

namespace inkling::trainer {

// What the file says beside the tensors; `history` is JSON.
struct ModelFacts {
  std::vector<std::string> labels;
  float temperature = 1, outsider_odds = 1;
  Rejection rejection;
  std::string trained_on, history = "[]";
  std::vector<Plane> planes = {Plane::ink};
};

// A layer of the weights file with what it computes outside of training: the convolution's batch norm is
// folded in.
struct FoldedLayer {
  std::vector<float> weight;  // OHWI, or [channels, inputs]
  std::vector<float> bias;    // [channels]
};

// One per named layer, in order.  `layers` are those that the network was made from.
template <class Scalar>
std::vector<FoldedLayer> folded_layers(const std::vector<Layer>& layers, const Network<Scalar>& network);

// The weights as numbers of `type`, I8 with their scales.  Biases are few and stay f32.
Safetensors export_weights(const std::vector<Layer>& layers, const Network<float>& network, DType type,
                           const ModelFacts& facts);

}  // namespace inkling::trainer
