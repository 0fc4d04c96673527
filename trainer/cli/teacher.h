// The teacher of a training by distillation: finished weights, run by the engine.
#pragma once

#include <string>
#include <vector>

#include "trainer/fit/trainer.h"

namespace inkling {

// paths: weights files with commas between; their mean probabilities, each file's calibrated by its
// temperature, are what is taught.  None gives no teacher.  Fails when a file is no weights file or its
// labels are not `classes`.
Result<trainer::Teacher> load_teacher(const std::string& paths, const std::vector<std::string>& classes);

}  // namespace inkling
