// Curves over the epochs of a training.
#pragma once

#include <optional>
#include <vector>

#include "trainer/report/history.h"
#include "trainer/report/svg.h"

namespace inkling::report {

// On a logarithmic scale; nothing where no epoch has a loss above 0.
std::optional<Svg> loss_curves(const std::vector<Epoch>& epochs);

// On a logarithmic scale of what is wrong, so that 99 to 99.9 % has as much room as 90 to 99 %.  Nothing
// where no epoch has an accuracy.
std::optional<Svg> accuracy_curves(const std::vector<Epoch>& epochs);

}  // namespace inkling::report
