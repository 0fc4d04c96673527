#include "trainer/network/network.h"

#include <algorithm>
#include <cmath>

#include "trainer/network/convolution.h"
#include "trainer/network/depthwise.h"
#include "trainer/network/simple_layers.h"

namespace inkling::trainer {
namespace {

// Rounded up so that each shard's part begins on a cache line of its own.
template <class Value>
size_t whole_lines(size_t count) {
  constexpr size_t line = cache_line / sizeof(Value);
  return (count + line - 1) / line * line;
}

template <class Scalar>
bool all_finite(std::span<const Scalar> values) {
  return std::ranges::all_of(values, [](Scalar value) { return std::isfinite(value); });
}

std::string text_of(const Shape& shape) {
  return std::to_string(shape.height) + "x" + std::to_string(shape.width) + "x" +
         std::to_string(shape.channels);
}

}  // namespace

template <class Scalar>
Result<Network<Scalar>> Network<Scalar>::create(const std::vector<Layer>& layers, const Shape& input,
                                                float dropout, int batch, Normalisation normalisation) {
  Network network;
  network.batch_ = batch;
  const auto shapes = output_shapes(layers, input);
  if (!shapes) return std::unexpected(shapes.error());
  std::vector<size_t> ends;  // the values_ that each of `layers` ends with
  for (size_t index = 0; index < layers.size(); ++index) {
    const Layer& layer = layers[index];
    const Shape& before = index > 0 ? (*shapes)[index - 1] : input;
    if (layer.type == LayerType::add) network.append_addition(before, ends[index + layer.from]);
    network.append(layer, before, (*shapes)[index], dropout, normalisation);
    ends.push_back(network.layers_.size());
  }
  network.values_.emplace_back(static_cast<size_t>(input.size()) * batch);
  for (const Placed& placed : network.layers_) {
    network.values_.emplace_back(static_cast<size_t>(placed.layer->output.size()) * batch);
  }
  network.gradient.resize(network.parameters.size());
  network.shard_gradients_.resize(whole_lines<Scalar>(network.parameters.size()) * shards);
  network.sums_ = whole_lines<double>(network.sums_);
  network.shard_sums_.resize(network.sums_ * shards);
  network.scratch_ = whole_lines<Scalar>(network.scratch_);
  network.shard_scratch_.resize(network.scratch_ * shards);
  return network;
}

template <class Scalar>
void Network<Scalar>::append(const Layer& layer, const Shape& from, const Shape& to, float dropout,
                             Normalisation normalisation) {
  const bool convolution = layer.type == LayerType::convolution || layer.type == LayerType::depthwise;
  switch (layer.type) {
    case LayerType::convolution:
      append(std::make_unique<Convolution<Scalar>>(from, layer.channels, layer.kernel));
      break;
    case LayerType::depthwise:
      append(std::make_unique<Depthwise<Scalar>>(from, layer.kernel));
      break;
    case LayerType::max_pool:
      append(std::make_unique<MaxPool<Scalar>>(from, to, layer.kernel));
      break;
    case LayerType::average_pool:
      append(std::make_unique<AveragePool<Scalar>>(from, to, layer.kernel, layer.kernel));
      break;
    case LayerType::global_average_pool:
      append(std::make_unique<AveragePool<Scalar>>(from, to, from.height, from.width));
      break;
    case LayerType::add:
      break;
    case LayerType::dense:
      if (dropout > 0) append(std::make_unique<Dropout<Scalar>>(from, dropout));
      append(std::make_unique<Dense<Scalar>>(from, layer.channels));
      break;
  }
  if (convolution && normalisation == Normalisation::batch)
    append(std::make_unique<BatchNorm<Scalar>>(to, layer.relu));
  if (convolution && normalisation == Normalisation::folded)
    append(std::make_unique<Bias<Scalar>>(to, layer.relu));
  if (layer.relu && !convolution) append(std::make_unique<Relu<Scalar>>(to));
}

template <class Scalar>
void Network<Scalar>::append_addition(const Shape& shape, size_t added) {
  append(std::make_unique<Add<Scalar>>(shape));
  layers_.back().added = added;
  layers_[added].gradients.push_back(layers_.size());
}

template <class Scalar>
void Network<Scalar>::append(std::unique_ptr<TrainingLayer<Scalar>> layer) {
  const TrainingLayer<Scalar>& added = *layer;
  layers_.push_back({std::move(layer), parameters.size(), statistics.size(), sums_, 0, {}});
  parameters.resize(parameters.size() + added.parameters());
  statistics.resize(statistics.size() + added.statistics());
  sums_ += added.sums();
  scratch_ = std::max(scratch_, added.scratch());
}

template <class Scalar>
void Network<Scalar>::start(uint64_t seed) {
  for (size_t index = 0; index < layers_.size(); ++index) {
    Random random(seed, Purpose::weights, 0, static_cast<uint32_t>(index));
    const Placed& placed = layers_[index];
    placed.layer->start(random, std::span(parameters).subspan(placed.parameters, placed.layer->parameters()),
                        std::span(statistics).subspan(placed.statistics, placed.layer->statistics()));
  }
}

template <class Scalar>
std::vector<typename Network<Scalar>::Range> Network<Scalar>::weights() const {
  std::vector<Range> ranges;
  for (const Placed& placed : layers_) {
    if (placed.layer->weights() > 0) ranges.push_back({placed.parameters, placed.layer->weights()});
  }
  return ranges;
}

template <class Scalar>
std::span<const Scalar> Network<Scalar>::parameters_of(size_t index) const {
  return std::span(parameters).subspan(layers_[index].parameters, layers_[index].layer->parameters());
}

template <class Scalar>
std::span<Scalar> Network<Scalar>::mutable_parameters_of(size_t index) {
  return std::span(parameters).subspan(layers_[index].parameters, layers_[index].layer->parameters());
}

template <class Scalar>
std::span<const Scalar> Network<Scalar>::used_parameters_of(size_t index) const {
  return std::span(used_parameters()).subspan(layers_[index].parameters, layers_[index].layer->parameters());
}

template <class Scalar>
void Network<Scalar>::round_weights() {
  rounded_ = parameters;
  for (const Placed& placed : layers_) {
    placed.layer->round_to_eight_bits(
        std::span(rounded_).subspan(placed.parameters, placed.layer->weights()));
  }
}

template <class Scalar>
std::span<const Scalar> Network<Scalar>::statistics_of(size_t index) const {
  return std::span(statistics).subspan(layers_[index].statistics, layers_[index].layer->statistics());
}

template <class Scalar>
std::span<Scalar> Network<Scalar>::values(size_t boundary, int image) {
  const size_t size = values_[boundary].size() / batch_;
  return std::span(values_[boundary]).subspan(size * image, size);
}

template <class Scalar>
ImagePass<Scalar> Network<Scalar>::pass(size_t index, int image, int shard, bool training,
                                        const BatchContext& context) {
  const Placed& placed = layers_[index];
  ImagePass<Scalar> pass;
  pass.input = values(index, image).data();
  pass.output = values(index + 1, image).data();
  pass.added = placed.added > 0 ? values(placed.added, image).data() : nullptr;
  pass.parameters = used_parameters().data() + placed.parameters;
  pass.gradient =
      shard_gradients_.data() + whole_lines<Scalar>(parameters.size()) * shard + placed.parameters;
  pass.sums = shard_sums_.data() + sums_ * shard + placed.sums;
  pass.scratch = shard_scratch_.data() + scratch_ * shard;
  pass.seed = context.seed;
  pass.epoch = context.epoch;
  pass.sample = training ? context.samples[image] : 0;
  pass.training = training;
  pass.input_gradient = index > 0;
  return pass;
}

template <class Scalar>
void Network<Scalar>::over_images(int images, const ParallelFor& parallel_for,
                                  const std::function<void(int, int)>& body) {
  parallel_for(shards, [&](int shard) {
    for (int image = images * shard / shards; image < images * (shard + 1) / shards; ++image)
      body(image, shard);
  });
}

template <class Scalar>
std::vector<double> Network<Scalar>::added_sums(size_t index) const {
  const Placed& placed = layers_[index];
  std::vector<double> sums(placed.layer->sums());
  for (int shard = 0; shard < shards; ++shard) {
    const double* part = shard_sums_.data() + sums_ * shard + placed.sums;
    for (size_t at = 0; at < sums.size(); ++at) sums[at] += part[at];
  }
  return sums;
}

// The layers between two that measure go image by image, so that an image's values are still in the cache
// when the next layer wants them.
template <class Scalar>
void Network<Scalar>::forward(int images, bool training, const BatchContext& context,
                              const std::function<void(int)>& fill, const ParallelFor& parallel_for) {
  if (eight_bits) round_weights();
  for (size_t index = 0; index < layers_.size(); ++index) {
    layers_[index].layer->prepare(used_parameters_of(index));
    if (training) continue;
    layers_[index].layer->settle(
        images, {}, parameters_of(index),
        std::span(statistics).subspan(layers_[index].statistics, layers_[index].layer->statistics()));
  }
  std::ranges::fill(shard_sums_, 0.0);
  for (size_t begin = 0; begin < layers_.size();) {
    size_t end = begin + 1;  // the next layer that has to measure first
    while (end < layers_.size() && !(training && layers_[end].layer->sums() > 0)) ++end;
    over_images(images, parallel_for, [&](int image, int shard) {
      if (begin == 0) fill(image);
      for (size_t index = begin; index < end; ++index) {
        layers_[index].layer->forward(pass(index, image, shard, training, context));
      }
      if (end < layers_.size()) layers_[end].layer->measure(pass(end, image, shard, training, context));
    });
    if (end < layers_.size()) {
      layers_[end].layer->settle(
          images, added_sums(end), parameters_of(end),
          std::span(statistics).subspan(layers_[end].statistics, layers_[end].layer->statistics()));
    }
    begin = end;
  }
}

// The gradients that additions hand back to the layer's input are still in the place of their outputs:
// nothing between the two writes there.
template <class Scalar>
void Network<Scalar>::backward(size_t index, int image, int shard, const BatchContext& context) {
  layers_[index].layer->backward(pass(index, image, shard, true, context));
  const std::span<Scalar> slopes = values(index, image);
  for (const size_t addition : layers_[index].gradients) {
    kernels<Scalar>().add(static_cast<int>(slopes.size()), slopes.data(), values(addition, image).data(),
                          slopes.data());
  }
}

template <class Scalar>
void Network<Scalar>::backward(int images, const BatchContext& context, const ParallelFor& parallel_for) {
  const size_t stride = whole_lines<Scalar>(parameters.size());
  std::ranges::fill(shard_gradients_, Scalar(0));
  std::ranges::fill(shard_sums_, 0.0);
  for (size_t end = layers_.size(); end > 0;) {
    size_t begin = end - 1;  // down to the layer after the next that has to measure first
    while (begin > 0 && layers_[begin - 1].layer->sums() == 0) --begin;
    over_images(images, parallel_for, [&](int image, int shard) {
      for (size_t index = end; index > begin; --index) {
        backward(index - 1, image, shard, context);
      }
      if (begin > 0) layers_[begin - 1].layer->measure_back(pass(begin - 1, image, shard, true, context));
    });
    if (begin > 0) {
      const Placed& placed = layers_[begin - 1];
      placed.layer->settle_back(
          images, added_sums(begin - 1),
          std::span(shard_gradients_).subspan(placed.parameters, placed.layer->parameters()));
    }
    end = begin;
  }
  kernels<Scalar>().sum_parts(shards, stride, 0, parameters.size(), shard_gradients_.data(), gradient.data());
}

template <class Scalar>
std::string Network<Scalar>::place(size_t index) const {
  const TrainingLayer<Scalar>& layer = *layers_[index].layer;
  return "layer " + std::to_string(index + 1) + " of " + std::to_string(layers_.size()) + " (" +
         text_of(layer.input) + " to " + text_of(layer.output) + ")";
}

template <class Scalar>
std::string Network<Scalar>::first_not_finite_value(int images) {
  const auto finite = [&](size_t boundary) {
    return all_finite<Scalar>(std::span(values_[boundary]).first(values_[boundary].size() / batch_ * images));
  };
  if (finite(layers_.size())) return "";
  if (!finite(0)) return "the input";
  for (size_t index = 0; index < layers_.size(); ++index) {
    if (!all_finite(parameters_of(index))) return "the parameters of " + place(index);
    if (!finite(index + 1)) return "the values after " + place(index);
  }
  return "the logits";
}

template <class Scalar>
std::string Network<Scalar>::first_not_finite_gradient() const {
  if (all_finite<Scalar>(gradient)) return "";
  for (size_t index = 0; index < layers_.size(); ++index) {  // ReLU hides them from the logits
    if (!all_finite(parameters_of(index))) return "the parameters of " + place(index);
  }
  for (size_t index = layers_.size(); index > 0; --index) {
    const Placed& placed = layers_[index - 1];
    if (!all_finite<Scalar>(std::span(gradient).subspan(placed.parameters, placed.layer->parameters())))
      return "the gradient of " + place(index - 1);
  }
  return "the gradient";
}

template class Network<float>;
template class Network<double>;

}  // namespace inkling::trainer
