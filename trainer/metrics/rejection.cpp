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

double area_under_roc(std::span<const float> inside, std::span<const float> outside) {
  std::vector<float> sorted(outside.begin(), outside.end());
  std::ranges::sort(sorted);
  double wins = 0;  // pairs
  for (const float confidence : inside) {
    const auto [low, high] = std::ranges::equal_range(sorted, confidence);
    wins += static_cast<double>(low - sorted.begin()) + static_cast<double>(high - low) / 2;
  }
  return wins / (static_cast<double>(inside.size()) * static_cast<double>(outside.size()));
}

}  // namespace inkling
