// The confusion matrix as a heat map with its counts.
#pragma once

#include "trainer/metrics/evaluation.h"
#include "trainer/report/svg.h"

namespace inkling::report {

// Mistakes are shaded by their number; what is right is counted and left plain, or it would outshine them.
Svg confusion_map(const Evaluation& evaluation, const std::vector<std::string>& labels);

}  // namespace inkling::report
