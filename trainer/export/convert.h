// Makes weights files out of weights files: in other numbers, or a committee of several.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/network/model.h"
#include "engine/weights/safetensors.h"

namespace inkling::trainer {

// A weights file, and the model that load_model() made of it.
struct LoadedWeights {
  std::string name;  // for messages
  Safetensors file;
  std::shared_ptr<const Model> model;
};
Result<LoadedWeights> load_weights(std::string name, std::span<const uint8_t> bytes);

// The numbers that the weights are in: those of the first layer that has some.
DType type_of(const LoadedWeights& weights);

// Writes every layer's weights as numbers of `type`.  Those that are such already keep their bits, and biases
// stay what they are.
Safetensors with_weights_as(DType type, const LoadedWeights& weights);

// One file with the networks as members "1", "2" and so on, of equal say, each calibrated as its own file
// says.  Rejects below the mean of their thresholds; the history is the first one's.  Fails for a single
// file, for one that holds a committee already, and when labels or planes are not the same.
Result<Safetensors> committee_of(const std::vector<LoadedWeights>& networks);

}  // namespace inkling::trainer
