// A model: weights that were checked whole, ready to be shared by any number of sessions.  Immutable.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/network/input.h"
#include "engine/network/layers.h"
#include "engine/network/rejection.h"

namespace inkling {

struct Model {
  struct Parameters {
    std::vector<float> weight;  // as engine/network/layers.h says; empty for layers without weights
    std::vector<float> bias;    // [channels]
  };

  // One network: the only one, or a member of a committee.
  struct Member {
    std::string name;  // empty for the only one
    std::vector<Layer> layers;
    std::vector<Parameters> parameters;  // one per layer
    float temperature = 1;               // of its logits, before they are joined; 1 for the only one
    // What stands before the names of its tensors in the file: "<name>/", nothing for the only one.
    std::string prefix() const;
  };

  std::vector<Member> members;  // one, or those of a committee (engine/network/committee.h)
  std::vector<std::string> labels;
  size_t outputs = 0;         // one per label, and a last one for outsiders where the model knows them
  std::vector<Plane> planes;  // one per input channel
  float temperature = 1;      // of what Session::run() gives
  float outsider_odds = 1;  // what those of an outsider are multiplied by: it is rarer here than in training
  Rejection rejection;
  std::string trained_on;
  std::string history;    // JSON
  size_t file_bytes = 0;  // the size of the weights file

  // Whether the last output says how much a sign looks like none of the labels.
  bool knows_outsiders() const { return outputs > labels.size(); }
  Shape input_shape() const;  // [28, 28, planes]
};

// Checks the whole file (engine/weights/safetensors.h has the format) before any of it is used.
Result<std::shared_ptr<const Model>> load_model(std::span<const uint8_t> file);

}  // namespace inkling
