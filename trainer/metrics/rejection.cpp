#include "trainer/metrics/rejection.h"

#include <algorithm>

namespace inkling {

std::vector<Accepted> accepted_from(std::span<const Sample> samples, std::span<const double> confidences) {
  std::vector<Accepted> all;
  for (const double confidence : confidences) {
    double accepted = 0, correct = 0;
    for (const Sample& sample : samples) {
      const auto top = std::max_element(sample.probabilities.begin(), sample.probabilities.end());
      if (top == sample.probabilities.end() || *top < confidence) continue;
      ++accepted;
      correct += top - sample.probabilities.begin() == sample.label;
    }
    all.push_back({confidence, samples.empty() ? 0 : accepted / static_cast<double>(samples.size()),
                   accepted > 0 ? correct / accepted : 0});
  }
  return all;
}

}  // namespace inkling
