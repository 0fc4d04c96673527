// What a training has measured, epoch by epoch, and its texts: the metrics.ndjson and metrics.csv of a run.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.h"

namespace inkling::trainer {

struct EpochMetrics {
  int64_t epoch = 0;                       // from 1
  int64_t step = 0;                        // batches since the beginning of the training
  double loss = 0, training_accuracy = 0;  // of the distorted images, with dropout
  double validation_accuracy = 0;          // shares from 0 to 1
  double validation_loss = 0;              // mean cross-entropy
  float learning_rate = 0;                 // of the epoch's last step
  double seconds = 0;                      // of the epoch, with its validation
  double images_per_second = 0;            // in training alone
  bool operator==(const EpochMetrics&) const = default;
};

// Calls visit(name, field) for every field in order: the one list behind JSON and CSV.
template <class Metrics, class Visit>
void for_each_metric(Metrics& metrics, Visit visit) {
  visit("epoch", metrics.epoch);
  visit("step", metrics.step);
  visit("loss", metrics.loss);
  visit("training_accuracy", metrics.training_accuracy);
  visit("validation_accuracy", metrics.validation_accuracy);
  visit("validation_loss", metrics.validation_loss);
  visit("learning_rate", metrics.learning_rate);
  visit("seconds", metrics.seconds);
  visit("images_per_second", metrics.images_per_second);
}

// More right on the validation samples, or as many with less loss.
bool better(const EpochMetrics& a, const EpochMetrics& b);

// One JSON object a line.  Numbers read back as the same bits.
std::string metrics_to_ndjson(std::span<const EpochMetrics> metrics);
// Errors name the line and the key.  A last line without its end is left out: it was being written.
Result<std::vector<EpochMetrics>> metrics_from_ndjson(std::string_view text);

// The same with a line of names first.
std::string metrics_to_csv(std::span<const EpochMetrics> metrics);

}  // namespace inkling::trainer
