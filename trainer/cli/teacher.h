// The teacher of a training by distillation: finished weights, run by the engine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trainer/fit/trainer.h"

namespace inkling {

struct LoadedTeacher {
  trainer::Teacher teacher;
  uint32_t checksum = 0;  // CRC-32 of the files, one after the other
};

// paths: weights files with commas between; their mean probabilities, each file's calibrated by its
// temperature, are what is taught.  None gives no teacher.  Fails when a file is no weights file or its
// outputs are not those of a network for `training`.
Result<LoadedTeacher> load_teacher(const std::string& paths, const trainer::Dataset& training);

}  // namespace inkling
