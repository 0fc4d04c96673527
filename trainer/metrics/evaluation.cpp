#include "trainer/metrics/evaluation.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

constexpr size_t bins = 15;
constexpr double least_probability = 1e-12;

struct Bin {
  double confidence = 0, correct = 0;
};

double mean_recall(const std::vector<std::vector<int64_t>>& confusion, const std::vector<int64_t>& true_counts) {
  double sum = 0;
  int occurring = 0;
  for (size_t label = 0; label < confusion.size(); ++label) {
    if (true_counts[label] == 0) continue;
    sum += static_cast<double>(confusion[label][label]) / static_cast<double>(true_counts[label]);
    ++occurring;
  }
  return occurring ? sum / occurring : 0;
}

double calibration_error(std::span<const Bin> all, size_t count) {
  double error = 0;
  for (const Bin& bin : all) error += std::abs(bin.confidence - bin.correct);
  return error / static_cast<double>(count);
}

}  // namespace

Evaluation evaluate(std::span<const Sample> samples, size_t labels) {
  Evaluation result;
  result.samples = samples.size();
  result.confusion.assign(labels, std::vector<int64_t>(labels));
  if (samples.empty()) return result;

  std::vector<int64_t> true_counts(labels);
  std::vector<Bin> all(bins);
  double correct = 0, loss = 0, rejected = 0;
  for (const Sample& sample : samples) {
    const size_t label = static_cast<size_t>(sample.label);
    ++true_counts[label];
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
    Bin& bin = all[std::min(static_cast<size_t>(*top * bins), bins - 1)];
    bin.confidence += *top;
    bin.correct += predicted == label;
  }

  const double count = static_cast<double>(samples.size());
  result.accuracy = correct / count;
  result.accuracy_error = std::sqrt(result.accuracy * (1 - result.accuracy) / count);
  result.balanced_accuracy = mean_recall(result.confusion, true_counts);
  result.loss = loss / count;
  result.ece = calibration_error(all, samples.size());
  result.rejected = rejected / count;
  return result;
}

}  // namespace inkling
