#include "engine/network/committee.h"

#include <algorithm>
#include <cmath>

namespace inkling {

void to_log_probabilities(std::span<float> logits, size_t outputs, float temperature) {
  for (; !logits.empty(); logits = logits.subspan(outputs)) {
    const auto row = logits.first(outputs);
    const float largest = *std::max_element(row.begin(), row.end());
    float sum = 0;
    for (float& logit : row) {
      logit = (logit - largest) / temperature;
      sum += std::exp(logit);
    }
    const float logarithm = std::log(sum);
    for (float& logit : row) logit -= logarithm;
  }
}

void add_in_logarithms(std::span<float> sums, std::span<const float> more) {
  for (size_t at = 0; at < sums.size(); ++at) {
    const float largest = std::max(sums[at], more[at]);
    sums[at] = largest + std::log(std::exp(sums[at] - largest) + std::exp(more[at] - largest));
  }
}

}  // namespace inkling
