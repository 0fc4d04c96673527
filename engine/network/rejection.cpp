#include "engine/network/rejection.h"

#include <algorithm>
#include <numeric>

namespace inkling {

const char* name_of(Certainty by) {
  return by == Certainty::membership ? "membership" : "confidence";
}

float certainty(Certainty by, std::span<const float> probabilities) {
  if (by == Certainty::confidence) return *std::ranges::max_element(probabilities);
  return std::accumulate(probabilities.begin(), probabilities.end(), 0.f);
}

bool rejects(const Rejection& rejection, std::span<const float> probabilities) {
  return certainty(rejection.by, probabilities) < rejection.least;
}

}  // namespace inkling
