// Adam.  Kingma and Ba, "Adam: a method for stochastic optimization", 2015.
#pragma once

#include <cmath>
#include <cstdint>
#include <span>

#include "trainer/aligned.h"
#include "trainer/kernels/kernels.h"

namespace inkling::trainer {

// The running means of each parameter's gradient and of its square.
template <class Scalar>
struct AdamMoments {
  AlignedVector<Scalar> first, second;  // [parameters]

  explicit AdamMoments(size_t parameters = 0) : first(parameters), second(parameters) {}
  bool operator==(const AdamMoments&) const = default;
};

// The update after the gradient of step 0, 1, 2 …
template <class Scalar>
void adam_update(AdamMoments<Scalar>& moments, int64_t step, float rate, std::span<const Scalar> gradient,
                 std::span<Scalar> parameters) {
  constexpr float beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f;
  const double steps = static_cast<double>(step) + 1;
  const AdamStep constants{rate,
                           beta1,
                           beta2,
                           epsilon,
                           static_cast<float>(1 - std::pow(0.9, steps)),
                           static_cast<float>(1 - std::pow(0.999, steps))};
  kernels<Scalar>().adam(constants, parameters.size(), gradient.data(), moments.first.data(),
                         moments.second.data(), parameters.data());
}

}  // namespace inkling::trainer
