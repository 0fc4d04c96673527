// What `inkling train` learns from: its sources, divided into samples to train on and to validate on.
//
// Samples whose writer is known are divided by writer, into folds (engine/ink/ndjson.h): a writer's sevens
// look alike.  Of the others, MNIST and pictures and ink without writers, some are held out at random.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "trainer/cli/data/source.h"
#include "trainer/data/dataset.h"

namespace inkling {

// What the flags of the same names say.
struct DataOptions {
  std::vector<std::string> data = {"data/mnist"};
  std::vector<std::string> classes = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  std::vector<std::string> outsiders;  // sources of what is none of the classes
  std::vector<std::string> look_alikes = {"O", "o", "Q", "D", "l", "I", "i", "|", "/", "\\",
                                          "!", "Z", "z", "S", "s", "$", "q", "g", "b", "G",
                                          "B", "&", "y", "?", "(", ")", "'", ","};
  std::vector<int> train_folds = {2, 3, 4}, validation_folds = {1};
  bool use_fold_0 = false;
  size_t validation = 5000, limit = 0;
  uint64_t split_seed = 1;
  std::string cache = default_cache();
};

// What a network for this data has: one for each class, and one more if outsiders are learned.
inline int outputs_of(const DataOptions& options) {
  return static_cast<int>(options.classes.size()) + !options.outsiders.empty();
}

// Fails on values that no data can be read by.  The error begins with the option's name, without "--".
Result<void> check(const DataOptions& options);

// How one source was divided.
struct SourceCounts {
  Source source;
  size_t samples = 0;                        // that could be read
  bool outsiders = false;                    // all of its samples are
  std::vector<size_t> training, validation;  // [classes], and of outsiders where there are any
  size_t draws = 0;                          // in an epoch
  size_t other_folds = 0;                    // by writers of folds that neither train nor validate
  size_t over_limit = 0;                     // what --limit leaves
  std::map<std::string, size_t> outside;     // by label: what is none of the classes, or of outsiders: is one
                                             // or looks like one
  std::vector<trainer::LeftOut> left_out;    // what could not be read
};

struct TrainingData {
  trainer::Dataset training, validation;
  trainer::Dataset outsiders;  // to validate on; they are in `training`, but not in `validation`
  std::vector<SourceCounts> sources;
};

// "'A' (12), 'B' (3)": the most frequent labels, each with its count.
std::string labels_text(const std::map<std::string, size_t>& labels);

// Fails on whatever no training can begin with: a source of which nothing can be used, a class without a
// sample to train on, nothing to validate on.  An error that is about one option begins with its name,
// without "--".
Result<TrainingData> read_training_data(const DataOptions& options);

}  // namespace inkling
