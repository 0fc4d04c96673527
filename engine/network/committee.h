// What a committee of networks answers: the mean of its members' probabilities, each calibrated by the
// member's own temperature.  It is computed in logarithms: nothing underflows, and the result serves as
// logits, whose softmax is the mean.
#pragma once

#include <span>

namespace inkling {

// logits: [batch, outputs], replaced by the logarithms of their softmax at the temperature.
void to_log_probabilities(std::span<float> logits, size_t outputs, float temperature);

// Every sum becomes log(exp(sum) + exp(more)).  sums may be -infinity, more is finite; both of one size.
void add_in_logarithms(std::span<float> sums, std::span<const float> more);

}  // namespace inkling
