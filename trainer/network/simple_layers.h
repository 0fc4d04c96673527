// The layers that need a line or two: pools, dropout, dense, bias, ReLU, addition.
#pragma once

#include <algorithm>
#include <cmath>

#include "trainer/network/eight_bits.h"
#include "trainer/network/layer.h"

namespace inkling::trainer {

template <class Scalar>
class MaxPool final : public TrainingLayer<Scalar> {
 public:
  MaxPool(const Shape& from, const Shape& to, int size)
      : TrainingLayer<Scalar>(from, to), pool_{from.height, from.width, from.channels, size} {}

  void forward(const ImagePass<Scalar>& pass) override {
    this->kernels_.max_pool(pool_, pass.input, pass.output);
  }
  void backward(const ImagePass<Scalar>& pass) override {
    this->kernels_.max_pool_gradient(pool_, pass.input, pass.output, pass.input);
  }

 private:
  const PoolShape pool_;
};

// Also over the whole picture: a single window of its size.
template <class Scalar>
class AveragePool final : public TrainingLayer<Scalar> {
 public:
  AveragePool(const Shape& from, const Shape& to, int window_height, int window_width)
      : TrainingLayer<Scalar>(from, to),
        pool_{from.height, from.width, from.channels, window_height, window_width} {}

  void forward(const ImagePass<Scalar>& pass) override {
    this->kernels_.average_pool(pool_, pass.input, pass.output);
  }
  void backward(const ImagePass<Scalar>& pass) override {
    this->kernels_.average_pool_gradient(pool_, pass.output, pass.input);
  }

 private:
  const AveragePoolShape pool_;
};

// Adds an earlier layer's output.  That output's gradient is the one in the place of this layer's output: the
// network adds it there.  He et al., "Deep residual learning for image recognition", 2016.
template <class Scalar>
class Add final : public TrainingLayer<Scalar> {
 public:
  explicit Add(const Shape& from) : TrainingLayer<Scalar>(from, from) {}

  void forward(const ImagePass<Scalar>& pass) override {
    this->kernels_.add(this->input.size(), pass.input, pass.added, pass.output);
  }
  void backward(const ImagePass<Scalar>& pass) override {
    std::copy_n(pass.output, this->input.size(), pass.input);
  }
};

// Srivastava et al., "Dropout", 2014: in training a value is dropped with probability `share`, the others
// grow by 1 / (1 - share).  Which ones depends on the seed, epoch and sample alone.
template <class Scalar>
class Dropout final : public TrainingLayer<Scalar> {
 public:
  Dropout(const Shape& from, float share) : TrainingLayer<Scalar>(from, from), share_(share) {}

  bool only_in_training() const override { return true; }

  void forward(const ImagePass<Scalar>& pass) override { thin_out(pass, pass.input, pass.output); }
  void backward(const ImagePass<Scalar>& pass) override { thin_out(pass, pass.output, pass.input); }

 private:
  void thin_out(const ImagePass<Scalar>& pass, const Scalar* from, Scalar* to) const {
    const int size = this->input.size();
    if (!pass.training || share_ == 0) {
      std::copy(from, from + size, to);
      return;
    }
    Random random(pass.seed, Purpose::dropout, pass.epoch, pass.sample);
    const uint32_t dropped = static_cast<uint32_t>(std::lround(share_ * 0x1p16));
    const Scalar grown = 1 / (1 - Scalar(dropped) / 0x1p16);
    uint32_t bits = 0;  // 16 for each value
    for (int at = 0; at < size; ++at) {
      bits = at % 2 ? bits >> 16 : random.bits();
      to[at] = (bits & 0xffff) < dropped ? 0 : grown * from[at];
    }
  }

  const float share_;
};

template <class Scalar>
class Dense final : public TrainingLayer<Scalar> {
 public:
  Dense(const Shape& from, int channels) : TrainingLayer<Scalar>(from, {1, 1, channels}) {}

  size_t weights() const override { return static_cast<size_t>(inputs()) * outputs(); }
  size_t parameters() const override {
    return weights() + outputs();
  }  // weight [outputs, inputs], bias [outputs]

  // Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
  void start(Random& random, std::span<Scalar> parameters, std::span<Scalar>) override {
    const float bound = std::sqrt(6.f / static_cast<float>(inputs() + outputs()));
    for (size_t at = 0; at < weights(); ++at) parameters[at] = random.uniform(-bound, bound);
  }

  void round_to_eight_bits(std::span<Scalar> weight) const override {
    trainer::round_to_eight_bits(weight, outputs(), inputs(), 1);
  }

  void forward(const ImagePass<Scalar>& pass) override {
    this->kernels_.dense(inputs(), outputs(), pass.input, pass.parameters, pass.parameters + weights(),
                         pass.output);
  }
  void backward(const ImagePass<Scalar>& pass) override {
    this->kernels_.dense_gradient(inputs(), outputs(), pass.input, pass.parameters, pass.output,
                                  pass.gradient, pass.gradient + weights(), pass.input);
  }

 private:
  int inputs() const { return this->input.size(); }
  int outputs() const { return this->output.channels; }
};

// Behind a convolution whose batch norm is folded into its weights: adds a number to each channel.  ReLU
// where the layer has one.
template <class Scalar>
class Bias final : public TrainingLayer<Scalar> {
 public:
  Bias(const Shape& from, bool relu)
      : TrainingLayer<Scalar>(from, from),
        relu_(relu),
        channels_(from.channels),
        pixels_(from.height * from.width),
        ones_(static_cast<size_t>(channels_), Scalar(1)) {}

  size_t parameters() const override { return static_cast<size_t>(channels_); }  // bias [channels]

  ScaleShift<Scalar> outside_training(std::span<const Scalar> bias, std::span<const Scalar>) const override {
    return {ones_, {bias.begin(), bias.end()}};
  }

  void forward(const ImagePass<Scalar>& pass) override {
    this->kernels_.scale_shift(pixels_, channels_, relu_, pass.input, ones_.data(), pass.parameters,
                               pass.output);
  }

  void backward(const ImagePass<Scalar>& pass) override {
    for (int at = 0; at < pixels_ * channels_; at += channels_) {
      for (int c = 0; c < channels_; ++c) {
        const bool passes = !relu_ || pass.input[at + c] + pass.parameters[c] > 0;
        const Scalar slope = passes ? pass.output[at + c] : Scalar(0);
        pass.gradient[c] += slope;
        pass.input[at + c] = slope;
      }
    }
  }

 private:
  const bool relu_;
  const int channels_, pixels_;
  const AlignedVector<Scalar> ones_;
};

template <class Scalar>
class Relu final : public TrainingLayer<Scalar> {
 public:
  explicit Relu(const Shape& from) : TrainingLayer<Scalar>(from, from) {}

  void forward(const ImagePass<Scalar>& pass) override {
    this->kernels_.relu(this->input.size(), pass.input, pass.output);
  }
  void backward(const ImagePass<Scalar>& pass) override {
    this->kernels_.relu_gradient(this->input.size(), pass.input, pass.output, pass.input);
  }
};

}  // namespace inkling::trainer
