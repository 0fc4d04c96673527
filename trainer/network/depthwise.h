// A depthwise convolution of stride 1 that keeps the picture's size, without a bias: batch norm follows and
// brings one.  Sifre, "Rigid-motion scattering for image classification", 2014; Howard et al., "MobileNets",
// 2017.
#pragma once

#include <algorithm>
#include <cmath>

#include "trainer/aligned.h"
#include "trainer/network/eight_bits.h"
#include "trainer/network/layer.h"

namespace inkling::trainer {

template <class Scalar>
class Depthwise final : public TrainingLayer<Scalar> {
 public:
  Depthwise(const Shape& from, int kernel)
      : TrainingLayer<Scalar>(from, from),
        shape_{from.height, from.width, from.channels, kernel},
        turned_(parameters()) {}

  // weight: [kernel, kernel, channels]
  size_t parameters() const override {
    return static_cast<size_t>(shape_.kernel) * shape_.kernel * shape_.channels;
  }
  size_t weights() const override { return parameters(); }
  size_t scratch() const override { return shape_.scratch(); }

  // He et al., "Delving deep into rectifiers", 2015.
  void start(Random& random, std::span<Scalar> weight, std::span<Scalar>) override {
    const float deviation = std::sqrt(2.f / static_cast<float>(shape_.kernel * shape_.kernel));
    for (Scalar& value : weight) value = deviation * random.normal();
  }

  void round_to_eight_bits(std::span<Scalar> weight) const override {
    trainer::round_to_eight_bits(weight, shape_.channels, 1, shape_.channels);
  }

  void prepare(std::span<const Scalar> weight) override {
    const size_t channels = shape_.channels;
    for (size_t begin = 0; begin < weight.size(); begin += channels) {
      std::copy_n(weight.begin() + begin, channels, turned_.end() - begin - channels);
    }
  }

  void forward(const ImagePass<Scalar>& pass) override {
    this->kernels_.depthwise(shape_, pass.input, pass.parameters, pass.output, pass.scratch);
  }

  void backward(const ImagePass<Scalar>& pass) override {
    this->kernels_.depthwise_weight_gradient(shape_, pass.input, pass.output, pass.gradient, pass.scratch);
    if (pass.input_gradient) {
      this->kernels_.depthwise(shape_, pass.output, turned_.data(), pass.input, pass.scratch);
    }
  }

 private:
  const DepthwiseShape shape_;
  AlignedVector<Scalar> turned_;  // [kernel, kernel, channels], the taps in reverse order
};

}  // namespace inkling::trainer
