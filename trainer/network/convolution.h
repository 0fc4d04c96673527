// A convolution of stride 1 that keeps the picture's size, without a bias: batch norm follows and brings one.
#pragma once

#include <algorithm>
#include <cmath>

#include "trainer/aligned.h"
#include "trainer/network/eight_bits.h"
#include "trainer/network/layer.h"

namespace inkling::trainer {

template <class Scalar>
class Convolution final : public TrainingLayer<Scalar> {
 public:
  Convolution(const Shape& from, int channels, int kernel)
      : TrainingLayer<Scalar>(from, {from.height, from.width, channels}),
        forth_{from.height, from.width, from.channels, channels, kernel},
        back_{from.height, from.width, channels, from.channels, kernel},
        turned_(parameters()),
        forth_weights_(forth_.prepared_weights()),
        back_weights_(back_.prepared_weights()) {}

  // weight: [kernel, kernel, inputs, outputs]
  size_t parameters() const override {
    return static_cast<size_t>(forth_.kernel) * forth_.kernel * forth_.inputs * forth_.outputs;
  }
  size_t weights() const override { return parameters(); }
  size_t scratch() const override { return std::max(forth_.scratch(), back_.scratch()); }

  // He et al., "Delving deep into rectifiers", 2015.
  void start(Random& random, std::span<Scalar> weight, std::span<Scalar>) override {
    const float deviation =
        std::sqrt(2.f / static_cast<float>(forth_.kernel * forth_.kernel * forth_.inputs));
    for (Scalar& value : weight) value = deviation * random.normal();
  }

  void round_to_eight_bits(std::span<Scalar> weight) const override {
    trainer::round_to_eight_bits(weight, forth_.outputs, 1, forth_.outputs);
  }

  void prepare(std::span<const Scalar> weight) override {
    this->kernels_.prepare_weights(forth_, weight.data(), forth_weights_.data());
    this->kernels_.turn_weights(forth_, weight.data(), turned_.data());
    this->kernels_.prepare_weights(back_, turned_.data(), back_weights_.data());
  }

  void forward(const ImagePass<Scalar>& pass) override {
    this->kernels_.convolve(forth_, pass.input, forth_weights_.data(), pass.output, pass.scratch);
  }

  void backward(const ImagePass<Scalar>& pass) override {
    this->kernels_.convolve_weight_gradient(forth_, pass.input, pass.output, pass.gradient, pass.scratch);
    if (pass.input_gradient) {
      this->kernels_.convolve(back_, pass.output, back_weights_.data(), pass.input, pass.scratch);
    }
  }

 private:
  const ConvolutionShape forth_, back_;
  AlignedVector<Scalar> turned_;                        // [kernel, kernel, outputs, inputs]
  AlignedVector<Scalar> forth_weights_, back_weights_;  // as the kernels take them
};

}  // namespace inkling::trainer
