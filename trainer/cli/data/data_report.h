// What `inkling train` says about its data before it begins, and keeps with the run.
#pragma once

#include <string>

#include "trainer/cli/data/training_data.h"

namespace inkling {

// The samples of each class by source and split, what was left out and why, and what may be a mistake.
std::string data_to_text(const trainer::TrainingData& data);

// The same in full, as one JSON object:
//   {"classes": […], "sources": [{"path", "kind", "weight", "samples", "draws", "training": {label: count},
//    "validation": {label: count}, "other_folds", "over_limit", "outside": {label: count},
//    "left_out": [{"place", "reason"}]}]}
// `samples` is how many could be read, `draws` how many of its samples an epoch has, each as often as it
// appears.
std::string data_to_json(const trainer::TrainingData& data);

// "MNIST training set + unipen-digits.ndjson.gz x 2 (writers of folds 2, 3, 4)", for the weights file.
std::string data_name(const trainer::TrainingData& data, const DataOptions& options);

}  // namespace inkling
