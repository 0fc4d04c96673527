// What a training learns from: sources of labelled samples, divided into samples to train on and to validate
// on.
//
// Samples whose writer is known are divided by writer, into folds (engine/ink/ndjson.h): a writer's sevens
// look alike.  Of the others, MNIST and pictures and ink without writers, some are held out at random.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/data/samples.h"

namespace inkling::trainer {

enum class SourceKind { mnist, pictures, ink };

// Samples as they were read, from wherever.
struct LabelledSource {
  std::string name;  // for messages
  SourceKind kind = SourceKind::mnist;
  double weight = 1;       // how often an epoch has each of its samples
  bool outsiders = false;  // all of them are none of the classes
  Samples samples;
};

struct DivisionOptions {
  std::vector<std::string> classes;      // the labels to tell apart
  std::vector<std::string> look_alikes;  // labels of outsiders that are left out, as they look like a class
  std::vector<int> train_folds = {2, 3, 4}, validation_folds = {1};
  bool use_fold_0 = false;
  size_t validation = 5000;  // of the samples without writers, held out
  size_t limit = 0;          // samples to train on at most; 0: all
  uint64_t split_seed = 1;
};

// Fails on values that no data can be divided by.  The error begins with the option's name, without "--".
Result<void> check(const DivisionOptions& options);

// How one source was divided.
struct SourceCounts {
  std::string name;
  SourceKind kind = SourceKind::mnist;
  double weight = 1;
  size_t samples = 0;                        // that could be read
  bool outsiders = false;                    // all of its samples are
  std::vector<size_t> training, validation;  // [classes], and of outsiders where there are any
  size_t draws = 0;                          // in an epoch
  size_t other_folds = 0;                    // by writers of folds that neither train nor validate
  size_t over_limit = 0;                     // what --limit leaves
  std::map<std::string, size_t> outside;     // by label: what is none of the classes, or of outsiders: is one
                                             // or looks like one
  std::vector<LeftOut> left_out;             // what could not be read
};

struct TrainingData {
  Dataset training, validation;
  Dataset outsiders;  // to validate on; they are in `training`, but not in `validation`
  std::vector<SourceCounts> sources;
};

// "'A' (12), 'B' (3)": the most frequent labels, each with its count.
std::string labels_text(const std::map<std::string, size_t>& labels);

// The sources in the order in which their samples shall be numbered.  Fails on whatever no training can begin
// with: a source of which nothing can be used, a class without a sample to train on, nothing to validate on.
// An error that is about one option begins with its name, without "--".
Result<TrainingData> divided(std::vector<LabelledSource> sources, const DivisionOptions& options);

}  // namespace inkling::trainer
