#include "trainer/metrics/evaluation.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

constexpr size_t bins = 15;
constexpr double least_probability = 1e-12;

double mean_recall(const std::vector<std::vector<int64_t>>& confusion, const std::vector<int64_t>& support) {
  double sum = 0;
  int occurring = 0;
  for (size_t label = 0; label < confusion.size(); ++label) {
    if (support[label] == 0) continue;
    sum += static_cast<double>(confusion[label][label]) / static_cast<double>(support[label]);
    ++occurring;
  }
  return occurring ? sum / occurring : 0;
}

// From sums to means.
void divide(std::vector<CalibrationBin>& calibration) {
  for (CalibrationBin& bin : calibration) {
    if (bin.samples == 0) continue;
    bin.confidence /= static_cast<double>(bin.samples);
    bin.accuracy /= static_cast<double>(bin.samples);
  }
}

double calibration_error(std::span<const CalibrationBin> calibration, size_t count) {
  double error = 0;
  for (const CalibrationBin& bin : calibration)
    error += static_cast<double>(bin.samples) * std::abs(bin.confidence - bin.accuracy);
  return error / static_cast<double>(count);
}

}  // namespace

Evaluation evaluate(std::span<const Sample> samples, size_t labels) {
  Evaluation result;
  result.samples = samples.size();
  result.support.assign(labels, 0);
  result.confusion.assign(labels, std::vector<int64_t>(labels));
  result.calibration.resize(bins);
  if (samples.empty()) return result;

  double correct = 0, loss = 0, rejected = 0;
  for (const Sample& sample : samples) {
    const size_t label = static_cast<size_t>(sample.label);
    ++result.support[label];
    rejected += sample.rejected;
    if (sample.probabilities.empty()) {
      ++result.unread;
      loss -= std::log(least_probability);
      continue;
    }
    const auto top = std::max_element(sample.probabilities.begin(), sample.probabilities.end());
    const size_t predicted = static_cast<size_t>(top - sample.probabilities.begin());
    ++result.confusion[label][predicted];
    correct += predicted == label;
    loss -= std::log(std::max<double>(sample.probabilities[label], least_probability));
    CalibrationBin& bin = result.calibration[std::min(static_cast<size_t>(*top * bins), bins - 1)];
    ++bin.samples;
    bin.confidence += *top;
    bin.accuracy += predicted == label;
  }

  const double count = static_cast<double>(samples.size());
  result.accuracy = correct / count;
  result.accuracy_error = std::sqrt(result.accuracy * (1 - result.accuracy) / count);
  result.balanced_accuracy = mean_recall(result.confusion, result.support);
  result.loss = loss / count;
  divide(result.calibration);
  result.ece = calibration_error(result.calibration, samples.size());
  result.rejected = rejected / count;
  return result;
}

}  // namespace inkling
