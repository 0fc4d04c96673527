// One layer in training: what the network asks of it.
//
// The network calls a layer for one image at a time and for many images at once on several threads.  Images
// belong to shards; a layer may write to what belongs to the image or to its shard, and nothing else.  A
// layer that needs to know the whole batch before it can go on (batch norm) measures first: the network then
// calls measure() for all images, settle() once, and only then forward().  The same holds backwards.
//
// Gradients lie where the values were: backward() finds the gradient of its output in place of the output,
// and writes the gradient of its input in place of the input.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/network/layers.h"
#include "trainer/aligned.h"
#include "trainer/kernels/kernels.h"
#include "trainer/random.h"

namespace inkling::trainer {

// What a pass through the network knows about one image.
template <class Scalar>
struct ImagePass {
  Scalar* input;             // [input]
  Scalar* output;            // [output]
  const Scalar* added;       // [input], the earlier output that an addition adds; null for other layers
  const Scalar* parameters;  // of this layer
  Scalar* gradient;          // of these parameters, in this image's shard; added to
  double* sums;              // of this layer, in this image's shard; added to by measure and measure_back
  Scalar* scratch;           // of this image's shard
  uint64_t seed;             // the three numbers that randomness hangs on
  uint32_t epoch, sample;
  bool training;
  bool input_gradient;  // false for the first layer: nobody needs the gradient of the picture
};

// y = scale * x + shift, [channels] each.
template <class Scalar>
struct ScaleShift {
  AlignedVector<Scalar> scale, shift;
};

template <class Scalar>
class TrainingLayer {
 public:
  TrainingLayer(const Shape& from, const Shape& to) : input(from), output(to) {}
  virtual ~TrainingLayer() = default;

  const Shape input, output;  // of one image

  virtual size_t parameters() const { return 0; }
  virtual size_t weights() const { return 0; }     // the first of the parameters, which weight decay shrinks
  virtual size_t statistics() const { return 0; }  // kept over batches, not trained
  virtual size_t sums() const { return 0; }        // measured over a batch; 0: this layer measures nothing
  virtual size_t scratch() const { return 0; }

  // Whether outside of training it passes its input on as it is.
  virtual bool only_in_training() const { return false; }
  // What it does outside of training, where that is to scale and to shift each channel (ReLU apart).  Without
  // channels for any other layer.
  virtual ScaleShift<Scalar> outside_training(std::span<const Scalar> /*parameters*/,
                                              std::span<const Scalar> /*statistics*/) const {
    return {};
  }

  virtual void start(Random&, std::span<Scalar> /*parameters*/, std::span<Scalar> /*statistics*/) {}
  // Rounds weights() as an I8 tensor of the weights file would.
  virtual void round_to_eight_bits(std::span<Scalar> /*weights*/) const {}
  // Before every pass, when parameters may have changed.
  virtual void prepare(std::span<const Scalar> /*parameters*/) {}

  virtual void measure(const ImagePass<Scalar>&) {}
  // sums: added up over the batch of `images`.  Not called outside of training (`sums` is empty then).
  virtual void settle(int /*images*/, std::span<const double> /*sums*/,
                      std::span<const Scalar> /*parameters*/, std::span<Scalar> /*statistics*/) {}
  virtual void forward(const ImagePass<Scalar>&) = 0;

  virtual void measure_back(const ImagePass<Scalar>&) {}
  virtual void settle_back(int /*images*/, std::span<const double> /*sums*/, std::span<Scalar> /*gradient*/) {
  }
  virtual void backward(const ImagePass<Scalar>&) = 0;

 protected:
  const Kernels<Scalar>& kernels_ = kernels<Scalar>();
};

}  // namespace inkling::trainer
