// What validation samples say about a trained network: how right it is, and how sure it should be.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace inkling::trainer {

// Logits [samples, classes] and the right answers [samples].
struct Answers {
  std::span<const float> logits;
  std::span<const uint8_t> labels;
};

struct Score {
  size_t correct = 0;
  double loss = 0;  // mean cross-entropy of logits / temperature
};
Score score(const Answers& answers, float temperature = 1);

// The temperature with the least loss, 0.05 to 20.  Guo et al., "On calibration of modern neural networks",
// 2017.
float best_temperature(const Answers& answers);

// The confidence below which a reading is rejected, such that `share` of the correct readings would be.
float rejection_threshold(const Answers& answers, float temperature, double share = 0.002);

}  // namespace inkling::trainer
