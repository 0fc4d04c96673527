// How many samples each class has.
#pragma once

#include <string>
#include <vector>

#include "trainer/report/svg.h"

namespace inkling::report {

struct ClassCounts {
  std::string name;             // "training"
  std::vector<int64_t> counts;  // [classes]
};

// One or two sets; the second is drawn thinner, and each is a share of its own largest class.
Svg class_distribution(const std::vector<ClassCounts>& sets, const std::vector<std::string>& labels);

}  // namespace inkling::report
