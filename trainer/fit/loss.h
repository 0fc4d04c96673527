// Softmax cross-entropy.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

namespace inkling::trainer {

// -log of the probability that the softmax of `logits` gives to `label`.
template <class Scalar>
Scalar cross_entropy(std::span<const Scalar> logits, size_t label) {
  const Scalar largest = *std::ranges::max_element(logits);
  Scalar sum = 0;
  for (const Scalar logit : logits) sum += std::exp(logit - largest);
  return std::log(sum) + largest - logits[label];
}

// The same; writes the gradient, times `factor`, over the logits.
template <class Scalar>
Scalar cross_entropy_gradient(std::span<Scalar> logits, size_t label, Scalar factor) {
  const Scalar largest = *std::ranges::max_element(logits);
  const Scalar wanted = logits[label] - largest;
  Scalar sum = 0;
  for (Scalar& logit : logits) sum += logit = std::exp(logit - largest);
  for (Scalar& logit : logits) logit *= factor / sum;
  logits[label] -= factor;
  return std::log(sum) - wanted;
}

}  // namespace inkling::trainer
