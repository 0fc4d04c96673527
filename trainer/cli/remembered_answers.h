// A teacher's answers, kept: a training that distorts each image in a fixed number of ways asks the same
// questions over and over, and so do the trainings of other seeds and sizes.
//
// Kept in a file they are [distortions, samples, classes] float32, in the machine's byte order, the file's
// name says by which teacher, samples and distortions; all zero where no answer is known yet.  Trainings that
// run at the same time share the file.
#pragma once

#include <cstdint>
#include <filesystem>

#include "trainer/fit/trainer.h"

namespace inkling {

// The same teacher, asked once for each of `distortions` > 0 versions of each of `samples` samples.  folder:
// where to keep the answers from one training to the next, made if missing; empty for this training alone.
// key: other teachers, samples or distortions need another one.  Fails when the file cannot be made or has
// another size.
Result<trainer::Teacher> remember_answers(trainer::Teacher teacher, int distortions, size_t samples,
                                          size_t classes, const std::filesystem::path& folder, uint32_t key);

}  // namespace inkling
