// What is gained by declining to read what is not sure.
#pragma once

#include <span>
#include <vector>

#include "trainer/metrics/evaluation.h"

namespace inkling {

// The samples whose top-1 confidence is at least `confidence`.
struct Accepted {
  double confidence = 0;
  double share = 0;     // of all samples, also those in which nothing was found
  double accuracy = 0;  // of those accepted; 0 without any
};

std::vector<Accepted> accepted_from(std::span<const Sample> samples, std::span<const double> confidences);

}  // namespace inkling
