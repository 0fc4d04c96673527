// A network in training: layers, their values for one batch, and the two passes through them.
//
// A batch is cut into `shards` of neighbouring images, whatever the number of threads.  Each shard sums its
// gradients in the order of its images, and the shards' sums are added in the order of the shards: the same
// bits for any number of threads.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/network/layers.h"
#include "trainer/aligned.h"
#include "trainer/network/batch_norm.h"
#include "trainer/network/layer.h"
#include "trainer/parallel.h"

namespace inkling::trainer {

constexpr int shards = 16;

// What a network knows about the batch beside the pictures.
struct BatchContext {
  uint64_t seed = 0;
  uint32_t epoch = 0;
  std::span<const uint32_t> samples;  // one per image; with seed and epoch all that dropout depends on
};

// What follows a convolution: batch norm, or a bias alone where batch norm was folded into the weights.
enum class Normalisation { batch, folded };

template <class Scalar>
class Network {
 public:
  // Builds what trains the layers of the weights file: convolutions of both kinds are normalised, and each
  // dense layer gets dropout before it.  Fails where a layer cannot follow the one before.
  static Result<Network> create(const std::vector<Layer>& layers, const Shape& input, float dropout,
                                int batch, Normalisation normalisation = Normalisation::batch);

  // The trained values and the running statistics, in the layers' order; the whole memory of the network.
  AlignedVector<Scalar> parameters, statistics;
  AlignedVector<Scalar> gradient;  // of the parameters, after backward()

  // Whether passes compute with weights that were rounded as the I8 tensors of a weights file are.  The
  // gradient goes straight through the rounding (Bengio, Léonard and Courville, "Estimating or propagating
  // gradients through stochastic neurons", 2013).
  bool eight_bits = false;

  void start(uint64_t seed);  // random parameters

  struct Range {
    size_t begin, size;
  };
  std::vector<Range> weights() const;  // the parts of `parameters` that weight decay shrinks

  int batch() const { return batch_; }
  std::span<Scalar> input(int image) { return values(0, image); }
  std::span<const Scalar> inputs() const { return values_.front(); }  // of the whole batch
  std::span<Scalar> logits(int image) { return values(layers_.size(), image); }

  // The first `images` of the batch, from input() to logits(); `fill` writes the input of an image and is
  // called on any thread.  With `training` batch norm uses this batch's statistics and remembers them, and
  // dropout drops.
  void forward(int images, bool training, const BatchContext&, const std::function<void(int)>& fill,
               const ParallelFor&);
  // Takes the gradients of the loss from logits().
  void backward(int images, const BatchContext&, const ParallelFor&);

  // After forward() of `images`: empty when the logits are finite, otherwise the first of the inputs,
  // parameters and values, in the order of the layers, that are not.
  std::string first_not_finite_value(int images);
  // After backward(): empty when the gradient is finite, otherwise the first parameters or else, from the
  // last layer back, the first gradient that is not.
  std::string first_not_finite_gradient() const;

  size_t layers() const { return layers_.size(); }
  const TrainingLayer<Scalar>& layer(size_t index) const { return *layers_[index].layer; }
  std::span<const Scalar> parameters_of(size_t index) const;
  std::span<Scalar> mutable_parameters_of(size_t index);
  std::span<const Scalar> statistics_of(size_t index) const;

 private:
  struct Placed {
    std::unique_ptr<TrainingLayer<Scalar>> layer;
    size_t parameters = 0, statistics = 0, sums = 0;  // where its own begin
    size_t added = 0;                                 // of an addition: the values_ that it adds; otherwise 0
    std::vector<size_t> gradients;  // values_ whose gradients its input gets too: outputs of additions
  };

  Network() = default;
  std::string place(size_t index) const;
  void append(std::unique_ptr<TrainingLayer<Scalar>> layer);
  void append(const Layer& layer, const Shape& from, const Shape& to, float dropout,
              Normalisation normalisation);
  void append_addition(const Shape& shape, size_t added);
  void backward(size_t index, int image, int shard, const BatchContext&);
  void round_weights();
  // What the passes compute with.
  const AlignedVector<Scalar>& used_parameters() const { return eight_bits ? rounded_ : parameters; }
  std::span<const Scalar> used_parameters_of(size_t index) const;
  std::span<Scalar> values(size_t boundary, int image);
  ImagePass<Scalar> pass(size_t index, int image, int shard, bool training, const BatchContext&);
  void over_images(int images, const ParallelFor&, const std::function<void(int image, int shard)>& body);
  std::vector<double> added_sums(size_t index) const;

  std::vector<Placed> layers_;
  AlignedVector<Scalar> rounded_;  // the parameters, those that are weights rounded
  int batch_ = 0;
  size_t sums_ = 0, scratch_ = 0;
  std::vector<AlignedVector<Scalar>> values_;  // layers + 1 of [batch, height, width, channels]
  AlignedVector<Scalar> shard_gradients_;      // [shards, parameters]
  AlignedVector<double> shard_sums_;           // [shards, sums]
  AlignedVector<Scalar> shard_scratch_;        // [shards, scratch]
};

extern template class Network<float>;
extern template class Network<double>;

}  // namespace inkling::trainer
