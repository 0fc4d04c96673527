#include "trainer/optimise/optimiser.h"

#include <cmath>

#include "trainer/kernels/kernels.h"

namespace inkling::trainer {
namespace {

// With v the velocity: v = momentum * v + gradient, then a step along gradient + momentum * v.
template <class Scalar>
void nesterov(Scalar momentum, Scalar rate, std::span<const Scalar> gradient, std::span<Scalar> velocity,
              std::span<Scalar> parameters) {
  for (size_t at = 0; at < parameters.size(); ++at) {
    velocity[at] = momentum * velocity[at] + gradient[at];
    parameters[at] -= rate * (gradient[at] + momentum * velocity[at]);
  }
}

template <class Scalar>
void adam(float beta1, float rate, int64_t step, Moments<Scalar>& moments, std::span<const Scalar> gradient,
          std::span<Scalar> parameters) {
  constexpr float beta2 = 0.999f, epsilon = 1e-8f;
  const double steps = static_cast<double>(step) + 1;
  const AdamStep constants{rate,
                           beta1,
                           beta2,
                           epsilon,
                           static_cast<float>(1 - std::pow(double{beta1}, steps)),
                           static_cast<float>(1 - std::pow(double{beta2}, steps))};
  kernels<Scalar>().adam(constants, parameters.size(), gradient.data(), moments.first.data(),
                         moments.second.data(), parameters.data());
}

}  // namespace

template <class Scalar>
Moments<Scalar> no_moments(const Optimiser& optimiser, size_t parameters) {
  const bool squares = optimiser.kind != OptimiserKind::sgd;
  return {AlignedVector<Scalar>(parameters), AlignedVector<Scalar>(squares ? parameters : 0)};
}

template <class Scalar>
double clip_by_norm(float most, std::span<Scalar> gradient) {
  double squares = 0;
  for (const Scalar slope : gradient) squares += double{slope} * double{slope};
  const double norm = std::sqrt(squares);
  const double factor = double{most} / (norm + 1e-6);
  if (factor < 1) {
    for (Scalar& slope : gradient) slope *= static_cast<Scalar>(factor);
  }
  return norm;
}

template <class Scalar>
void decay_weights(const Optimiser& optimiser, float rate, std::span<Scalar> gradient,
                   std::span<Scalar> weights) {
  const Scalar decay = optimiser.weight_decay;
  for (size_t at = 0; at < weights.size(); ++at) {
    if (optimiser.kind == OptimiserKind::adamw) {
      weights[at] *= 1 - Scalar(rate) * decay;
    } else {
      gradient[at] += decay * weights[at];
    }
  }
}

template <class Scalar>
void update(const Optimiser& optimiser, float rate, int64_t step, Moments<Scalar>& moments,
            std::span<const Scalar> gradient, std::span<Scalar> parameters) {
  if (optimiser.kind == OptimiserKind::sgd) {
    nesterov<Scalar>(optimiser.momentum, rate, gradient, moments.first, parameters);
  } else {
    adam(optimiser.momentum, rate, step, moments, gradient, parameters);
  }
}

#define INKLING_OPTIMISER(Scalar)                                                                   \
  template Moments<Scalar> no_moments(const Optimiser&, size_t);                                    \
  template double clip_by_norm(float, std::span<Scalar>);                                           \
  template void decay_weights(const Optimiser&, float, std::span<Scalar>, std::span<Scalar>);       \
  template void update(const Optimiser&, float, int64_t, Moments<Scalar>&, std::span<const Scalar>, \
                       std::span<Scalar>);
INKLING_OPTIMISER(float)
INKLING_OPTIMISER(double)
#undef INKLING_OPTIMISER

}  // namespace inkling::trainer
