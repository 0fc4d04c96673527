// Softmax cross-entropy, with label smoothing and distillation.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace inkling::trainer {

// -log of the probability that the softmax of `logits` gives to `label`.
template <class Scalar>
Scalar cross_entropy(std::span<const Scalar> logits, size_t label) {
  const Scalar largest = *std::ranges::max_element(logits);
  Scalar sum = 0;
  for (const Scalar logit : logits) sum += std::exp(logit - largest);
  return std::log(sum) + largest - logits[label];
}

// The same; writes the gradient, times `factor`, over the logits.  The share `smoothing` of what is wanted is
// spread evenly over all classes.  Szegedy et al., "Rethinking the Inception architecture", 2016.
template <class Scalar>
Scalar cross_entropy_gradient(std::span<Scalar> logits, size_t label, Scalar factor, Scalar smoothing = 0) {
  const Scalar even = smoothing / static_cast<Scalar>(logits.size());  // wanted of every class
  const Scalar largest = *std::ranges::max_element(logits);
  Scalar wanted = (1 - smoothing) * (logits[label] - largest), sum = 0;
  for (Scalar& logit : logits) {
    wanted += even * (logit - largest);
    sum += logit = std::exp(logit - largest);
  }
  for (Scalar& logit : logits) logit = factor * (logit / sum - even);
  logits[label] -= factor * (1 - smoothing);
  return std::log(sum) - wanted;
}

// How much a student follows its teacher.
struct Distillation {
  float share = 0.5f;  // of the teacher in the loss, 0 to 1; the labels have the rest
  float temperature =
      2;  // of both when they are compared; above 1 the teacher's lesser guesses count for more
};

// Writes the logarithm of softmax(logits / temperature) over the logits.
template <class Scalar>
void log_softmax(std::span<Scalar> logits, Scalar temperature = 1) {
  for (Scalar& logit : logits) logit /= temperature;
  const Scalar all = cross_entropy<Scalar>(logits, 0) + logits[0];  // log of the sum of exponentials
  for (Scalar& logit : logits) logit -= all;
}

// (1 - share) * cross-entropy, as above, + share * temperature^2 * KL(teacher || student), both softened by
// the temperature.  Writes the gradient, times `factor`, over the logits; the teacher's logits are used up.
// Hinton et al., "Distilling the knowledge in a neural network", 2015.
template <class Scalar>
Scalar distillation_gradient(std::span<Scalar> logits, size_t label, Scalar factor, Scalar smoothing,
                             const Distillation& distillation, std::span<Scalar> teacher) {
  const Scalar share = distillation.share, temperature = distillation.temperature;
  std::vector<Scalar> student(logits.begin(), logits.end());
  log_softmax<Scalar>(student, temperature);
  log_softmax<Scalar>(teacher, temperature);
  const Scalar answered = cross_entropy_gradient<Scalar>(logits, label, factor * (1 - share), smoothing);
  Scalar divergence = 0;
  for (size_t at = 0; at < logits.size(); ++at) {
    const Scalar wanted = std::exp(teacher[at]);
    if (wanted > 0) divergence += wanted * (teacher[at] - student[at]);
    logits[at] += factor * share * temperature * (std::exp(student[at]) - wanted);
  }
  return (1 - share) * answered + share * temperature * temperature * divergence;
}

}  // namespace inkling::trainer
