// What `inkling train` learns from: its sources, read from files and divided.
#pragma once

#include <string>
#include <vector>

#include "trainer/cli/data/source.h"
#include "trainer/session/training_data.h"

namespace inkling {

// What the flags of the same names say.
struct DataOptions : trainer::DivisionOptions {
  DataOptions();  // with the classes and look-alikes of trainer/recipes/digits.toml

  std::vector<std::string> data = {"data/mnist"};
  std::vector<std::string> outsiders;  // sources of what is none of the classes
  std::string cache = default_cache();
};

// What a network for this data has: one for each class, and one more if outsiders are learned.
inline int outputs_of(const DataOptions& options) {
  return static_cast<int>(options.classes.size()) + !options.outsiders.empty();
}

// Fails where a source cannot be read, and as trainer::divided() does.
Result<trainer::TrainingData> read_training_data(const DataOptions& options);

}  // namespace inkling
