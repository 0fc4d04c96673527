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

// How well confidences tell insiders from outsiders: the probability that one of the first is more sure than
// one of the second, equals counting half; 0.5 is chance.  The area under the curve of the share of insiders
// accepted over the share of outsiders accepted.  Both with values.
double area_under_roc(std::span<const float> inside, std::span<const float> outside);

}  // namespace inkling
