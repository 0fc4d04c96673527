// The teacher of a training by distillation: finished weights, run by the engine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trainer/fit/trainer.h"

namespace inkling {

struct LoadedTeacher {
  trainer::Teacher teacher;
  bool path = false;      // whether it sees the pen's path
  uint32_t checksum = 0;  // CRC-32 of the files, one after the other
};

// paths: weights files with commas between; their mean probabilities, each file's calibrated by its
// temperature, are what is taught.  None gives no teacher.  planes: of the student; each teacher looks at
// those that it knows.  Fails when a file is no weights file, its outputs are not those of a network for
// `training`, or it needs planes that the student has not.
Result<LoadedTeacher> load_teacher(const std::string& paths, const trainer::Dataset& training,
                                   std::span<const Plane> planes);

}  // namespace inkling
