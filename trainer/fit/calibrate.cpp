#include "trainer/fit/calibrate.h"

#include <algorithm>
#include <cmath>

#include "trainer/fit/loss.h"

namespace inkling::trainer {
namespace {

// logits: [outputs], the first `classes` of which are the labels'.
std::vector<double> calibrated(std::span<const float> logits, size_t classes, float temperature,
                               float outsider_odds) {
  std::vector<double> all;
  for (const float logit : logits) all.push_back(double{logit} / temperature);
  if (classes > 0 && classes < all.size()) all.back() += std::log(double{outsider_odds});
  return all;
}

std::vector<double> calibrated(const Answers& answers, size_t sample, float temperature) {
  const size_t outputs = answers.logits.size() / answers.labels.size();
  return calibrated(answers.logits.subspan(sample * outputs, outputs), answers.classes, temperature,
                    answers.outsider_odds);
}

size_t best_of(const std::vector<double>& logits, size_t classes) {
  const auto labels = std::span(logits).first(classes > 0 ? classes : logits.size());
  return static_cast<size_t>(std::ranges::max_element(labels) - labels.begin());
}

// As the engine will find it.
float certainty_of(Certainty by, const std::vector<double>& logits, size_t classes) {
  std::vector<float> probabilities;
  for (size_t label = 0; label < (classes > 0 ? classes : logits.size()); ++label)
    probabilities.push_back(static_cast<float>(std::exp(-cross_entropy<double>(logits, label))));
  return certainty(by, probabilities);
}

}  // namespace

float outsider_odds(double share) {
  constexpr double expected = 0.05;
  return static_cast<float>(expected / (1 - expected) / (share / (1 - share)));
}

Score score(const Answers& answers, float temperature) {
  Score score;
  for (size_t sample = 0; sample < answers.labels.size(); ++sample) {
    const std::vector<double> logits = calibrated(answers, sample, temperature);
    score.correct += best_of(logits, answers.classes) == answers.labels[sample];
    score.loss += cross_entropy<double>(logits, answers.labels[sample]);
  }
  score.loss /= static_cast<double>(answers.labels.size());
  return score;
}

// Golden-section search on the logarithm: the loss is convex in 1 / temperature, so it has one valley.
float best_temperature(const Answers& answers) {
  constexpr double golden = 0.6180339887498949;
  double low = std::log(0.05), high = std::log(20.0);
  const auto loss = [&](double logarithm) {
    return score(answers, static_cast<float>(std::exp(logarithm))).loss;
  };
  double left = high - golden * (high - low), right = low + golden * (high - low);
  double left_loss = loss(left), right_loss = loss(right);
  while (high - low > 1e-3) {
    if (left_loss <= right_loss) {
      high = right, right = left, right_loss = left_loss;
      left_loss = loss(left = high - golden * (high - low));
    } else {
      low = left, left = right, left_loss = right_loss;
      right_loss = loss(right = low + golden * (high - low));
    }
  }
  return static_cast<float>(std::exp((low + high) / 2));
}

Rejection best_rejection(const Answers& answers, float temperature, double share) {
  const size_t outputs = answers.logits.size() / std::max<size_t>(1, answers.labels.size());
  const bool knows_outsiders = answers.classes > 0 && outputs > answers.classes;
  const Certainty by = knows_outsiders ? Certainty::membership : Certainty::confidence;
  std::vector<float> correct;
  for (size_t sample = 0; sample < answers.labels.size(); ++sample) {
    const std::vector<double> logits = calibrated(answers, sample, temperature);
    if (best_of(logits, answers.classes) == answers.labels[sample])
      correct.push_back(certainty_of(by, logits, answers.classes));
  }
  if (correct.empty()) return {by, 0};
  const auto rank = static_cast<ptrdiff_t>(share * static_cast<double>(correct.size()));
  std::ranges::nth_element(correct, correct.begin() + rank);
  return {by, correct[static_cast<size_t>(rank)]};
}

std::vector<float> certainties(Certainty by, std::span<const float> logits, size_t outputs, size_t classes,
                               float temperature, float outsider_odds) {
  std::vector<float> all;
  for (; !logits.empty(); logits = logits.subspan(outputs))
    all.push_back(
        certainty_of(by, calibrated(logits.first(outputs), classes, temperature, outsider_odds), classes));
  return all;
}

}  // namespace inkling::trainer
