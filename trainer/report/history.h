// How a training went, epoch by epoch: from a run's metrics.ndjson or from the history that weights carry.
#pragma once

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.h"

namespace inkling::report {

// What is not known is not a number.
struct Epoch {
  double epoch = NAN;
  double step = NAN;
  double loss = NAN;               // of the training
  double training_accuracy = NAN;  // 0 to 1, of distorted images with dropout
  double validation_accuracy = NAN;
  double validation_loss = NAN;
  double learning_rate = NAN;
  double seconds = NAN;
};

// One line of metrics.ndjson: an object with the names above; `epoch` must be there, others may be missing or
// null.
Result<Epoch> parse_metrics(std::string_view line);

// The weights' history: [{"epoch":1,"loss":…,"accuracy":…}, …], accuracy on the validation samples.
Result<std::vector<Epoch>> parse_history(std::string_view json);

// A header and one line an epoch; empty fields for what is not known.
std::string to_csv(const std::vector<Epoch>& epochs);

}  // namespace inkling::report
