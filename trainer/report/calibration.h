// The reliability diagram: how often readings of a confidence are right.
#pragma once

#include "trainer/metrics/evaluation.h"
#include "trainer/report/svg.h"

namespace inkling::report {

// Above, the share read right in each bin against its mean confidence, with two standard errors either way;
// the diagonal is perfect.  Below, how many samples each bin has, on a logarithmic scale.
Svg reliability_diagram(const Evaluation& evaluation);

}  // namespace inkling::report
