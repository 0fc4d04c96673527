// What validation samples say about a trained network: how right it is, and how sure it should be.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace inkling::trainer {

// What a network says of samples, none of them an outsider.
struct Answers {
  std::span<const float> logits;    // [samples, outputs]
  std::span<const uint8_t> labels;  // [samples], the right answers
  size_t classes = 0;               // the first so many outputs are the labels'; 0: all
};

struct Score {
  size_t correct = 0;  // the likeliest label is the right one, however likely an outsider is
  double loss = 0;     // mean cross-entropy of logits / temperature
};
Score score(const Answers& answers, float temperature = 1);

// The temperature with the least loss, 0.05 to 20.  Guo et al., "On calibration of modern neural networks",
// 2017.
float best_temperature(const Answers& answers);

// The confidence below which a reading is rejected, such that `share` of the correct readings would be.
float rejection_threshold(const Answers& answers, float temperature, double share);

// How many of the correct readings a network gives up: more where it knows outsiders, so that most of them
// are rejected.
constexpr double rejected_share(bool knows_outsiders) {
  return knows_outsiders ? 0.006 : 0.002;
}

// The largest probability of a label for each sample of logits [samples, outputs], of which the first
// `classes` are the labels': [samples].
std::vector<float> confidences(std::span<const float> logits, size_t outputs, size_t classes,
                               float temperature);

}  // namespace inkling::trainer
