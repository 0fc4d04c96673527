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

// Weights files, with commas between; those of one list teach the mean of their probabilities, each file's
// calibrated by its temperature.
struct TeacherFiles {
  std::string all;       // empty: nobody teaches
  std::string pictures;  // says which class it is of what has no strokes; empty: as everything else is taught
};

// planes: of the student; each teacher looks at those that it knows.  Those of pictures may know no
// outsiders: then the others say whether it is one.  Fails when a file is no weights file, its outputs are
// not those of a network for `training`, it needs planes that the student has not, or pictures alone are
// taught.
Result<LoadedTeacher> load_teacher(const TeacherFiles& files, const trainer::Dataset& training,
                                   std::span<const Plane> planes);

}  // namespace inkling
