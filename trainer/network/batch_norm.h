// Batch normalisation over the pixels of a batch, followed by ReLU where the layer has one.
// Ioffe and Szegedy, "Batch normalization", 2015.
#pragma once

#include <algorithm>
#include <cmath>

#include "trainer/network/layer.h"

namespace inkling::trainer {

template <class Scalar>
class BatchNorm final : public TrainingLayer<Scalar> {
 public:
  static constexpr Scalar epsilon = 1e-5;
  static constexpr Scalar momentum = 0.1;  // the share of the newest batch in the running statistics

  BatchNorm(const Shape& from, bool relu)
      : TrainingLayer<Scalar>(from, from),
        relu_(relu),
        channels_(from.channels),
        pixels_(from.height * from.width) {
    for (auto* values : {&mean_, &deviation_, &applied_.scale, &applied_.shift, &slope_, &offset_}) {
      values->resize(static_cast<size_t>(channels_));
    }
  }

  size_t parameters() const override { return 2 * channels_; }  // gamma [channels], beta [channels]
  size_t statistics() const override { return 2 * channels_; }  // mean [channels], variance [channels]
  size_t sums() const override { return 2 * channels_; }

  void start(Random&, std::span<Scalar> parameters, std::span<Scalar> statistics) override {
    for (int c = 0; c < channels_; ++c) {
      parameters[c] = statistics[channels_ + c] = 1;
      parameters[channels_ + c] = statistics[c] = 0;
    }
  }

  // The running statistics folded with gamma and beta.
  ScaleShift<Scalar> outside_training(std::span<const Scalar> parameters,
                                      std::span<const Scalar> statistics) const override {
    ScaleShift<Scalar> folded{AlignedVector<Scalar>(channels_), AlignedVector<Scalar>(channels_)};
    for (int c = 0; c < channels_; ++c) {
      folded.scale[c] = parameters[c] / std::sqrt(statistics[channels_ + c] + epsilon);
      folded.shift[c] = parameters[channels_ + c] - folded.scale[c] * statistics[c];
    }
    return folded;
  }

  void measure(const ImagePass<Scalar>& pass) override {
    this->kernels_.moments(pixels_, channels_, pass.input, pass.sums, pass.sums + channels_);
  }

  void settle(int images, std::span<const double> sums, std::span<const Scalar> parameters,
              std::span<Scalar> statistics) override {
    if (sums.empty()) {
      applied_ = outside_training(parameters, statistics);
      return;
    }
    const double count = static_cast<double>(images) * pixels_;
    for (int c = 0; c < channels_; ++c) {
      const double mean = sums[c] / count;
      const double variance = std::max(0.0, sums[channels_ + c] / count - mean * mean);
      const double unbiased = count > 1 ? variance * count / (count - 1) : variance;
      statistics[c] += momentum * (Scalar(mean) - statistics[c]);
      statistics[channels_ + c] += momentum * (Scalar(unbiased) - statistics[channels_ + c]);
      mean_[c] = Scalar(mean);
      deviation_[c] = Scalar(std::sqrt(variance + epsilon));
      applied_.scale[c] = parameters[c] / deviation_[c];
      applied_.shift[c] = parameters[channels_ + c] - applied_.scale[c] * mean_[c];
    }
  }

  void forward(const ImagePass<Scalar>& pass) override {
    this->kernels_.scale_shift(pixels_, channels_, relu_, pass.input, applied_.scale.data(),
                               applied_.shift.data(), pass.output);
  }

  void measure_back(const ImagePass<Scalar>& pass) override {
    this->kernels_.norm_moments(pixels_, channels_, relu_, pass.input, pass.output, applied_.scale.data(),
                                applied_.shift.data(), mean_.data(), pass.sums, pass.sums + channels_);
  }

  // With x^ = (x - mean) / deviation and g the gradient after ReLU:
  // dx = scale * (g - mean of g - x^ * mean of g x^), dgamma = sum of g x^, dbeta = sum of g.
  void settle_back(int images, std::span<const double> sums, std::span<Scalar> gradient) override {
    const Scalar count = static_cast<Scalar>(images) * static_cast<Scalar>(pixels_);
    for (int c = 0; c < channels_; ++c) {
      const Scalar sum = Scalar(sums[c]), product = Scalar(sums[channels_ + c]) / deviation_[c];
      gradient[c] += product;
      gradient[channels_ + c] += sum;
      slope_[c] = -applied_.scale[c] * product / (count * deviation_[c]);
      offset_[c] = -applied_.scale[c] * sum / count - slope_[c] * mean_[c];
    }
  }

  void backward(const ImagePass<Scalar>& pass) override {
    this->kernels_.norm_gradient(pixels_, channels_, relu_, pass.input, pass.output, applied_.scale.data(),
                                 applied_.shift.data(), slope_.data(), offset_.data(), pass.input);
  }

 private:
  const bool relu_;
  const int channels_, pixels_;
  ScaleShift<Scalar> applied_;              // in this pass
  AlignedVector<Scalar> mean_, deviation_;  // [channels] of this batch
  AlignedVector<Scalar> slope_, offset_;    // [channels] of the way back
};

}  // namespace inkling::trainer
