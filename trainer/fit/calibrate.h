// What validation samples say about a trained network: how right it is, and how sure it should be.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/network/rejection.h"

namespace inkling::trainer {

// What a network says of samples, none of them an outsider.
struct Answers {
  std::span<const float> logits;    // [samples, outputs]
  std::span<const uint8_t> labels;  // [samples], the right answers
  size_t classes = 0;               // the first so many outputs are the labels'; 0: all
  float outsider_odds = 1;  // those of an outsider are multiplied by it (engine/weights/safetensors.h)
};

// What the odds of an outsider are multiplied by if they are `share` of a training's samples, above 0 and
// below 1: a page sees fewer, perhaps one in twenty.
float outsider_odds(double share);

struct Score {
  size_t correct = 0;  // the likeliest label is the right one, however likely an outsider is
  double loss = 0;     // mean cross-entropy of logits / temperature
};
Score score(const Answers& answers, float temperature = 1);

// The temperature with the least loss, 0.05 to 20.  Guo et al., "On calibration of modern neural networks",
// 2017.
float best_temperature(const Answers& answers);

// What rejects `share` of the correct readings: by membership where the answers have an output for outsiders,
// otherwise by confidence.
Rejection best_rejection(const Answers& answers, float temperature, double share);

// How many of the correct readings a network gives up.  Where it knows outsiders, half of what may be: other
// people's digits are less sure than those of fold 1 (engine/ink/ndjson.h), whose writers are not new to the
// teachers, and 97 % of fold 1's letters, symbols and doodles are rejected then.
constexpr double rejected_share(bool knows_outsiders) {
  return knows_outsiders ? 0.005 : 0.002;
}

// How certain each sample of logits [samples, outputs] is, the first `classes` of which are the labels':
// [samples].
std::vector<float> certainties(Certainty by, std::span<const float> logits, size_t outputs, size_t classes,
                               float temperature, float outsider_odds);

}  // namespace inkling::trainer
