// Softmax cross-entropy, with label smoothing.
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

}  // namespace inkling::trainer
