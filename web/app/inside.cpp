#include "web/app/inside.h"

#include <emscripten/emscripten.h>

#include <algorithm>
#include <cmath>

#include "engine/network/input.h"

namespace inkling::page {

namespace {

float largest_of(const std::vector<float>& values) {
  float largest = 0;
  for (const float value : values) largest = std::max(largest, std::abs(value));
  return largest;
}

}  // namespace

Inside::Inside(Session session) : session_(std::move(session)), logits_(model().outputs) {
  const Shape input = model().input_shape();
  layers_.push_back({input, {}, 0});
  // A model that was loaded has layers that fit.
  for (const Shape& shape : *output_shapes(model().members[0].layers, input))
    layers_.push_back({shape, {}, 0});
  for (Maps& layer : layers_) layer.values.resize(static_cast<size_t>(layer.shape.size()));
}

std::vector<int> Inside::shapes() const {
  std::vector<int> all{static_cast<int>(layers_.size())};
  for (const Maps& layer : layers_) {
    const auto [height, width, maps] = layer.shape;
    all.insert(all.end(), {height, width, maps});
  }
  return all;
}

Result<void> Inside::set(const std::optional<Seen>& seen, size_t output) {
  ++version_;
  influence_.reset();
  if (!seen) {
    for (Maps& layer : layers_) {
      layer.largest = 0;
      std::ranges::fill(layer.values, 0.0f);
    }
    return {};
  }
  network_input({&*seen, 1}, model().planes, layers_[0].values);
  if (const auto ran = session_.run(layers_[0].values, logits_); !ran) return ran;
  for (size_t i = 1; i < layers_.size(); ++i)
    std::ranges::copy(session_.activation(i - 1), layers_[i].values.begin());
  for (Maps& layer : layers_) layer.largest = largest_of(layer.values);
  influence_.emplace(seen->ink, output);
  return {};
}

Result<bool> Inside::think(double until) {
  while (influence_ && !influence_->is_done()) {
    if (const auto made = influence_->step(session_); !made) return std::unexpected(made.error());
    if (emscripten_get_now() >= until) return !influence_->is_done();
  }
  return false;
}

std::vector<Kernel> Inside::kernels(size_t layer, int map, size_t most) const {
  if (layer == 0) return {};
  return strongest_kernels(model(), model().members[0], layer - 1, map, most);
}

std::optional<int> Inside::strongest_field(size_t layer, int map) const {
  if (layer >= layers_.size()) return std::nullopt;
  const Maps& maps = layers_[layer];
  const auto [height, width, channels] = maps.shape;
  if (map < 0 || map >= channels) return std::nullopt;
  float best = 0;
  std::optional<int> field;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const float value = std::abs(maps.at(y, x, map));
      if (value <= best) continue;
      best = value;
      field = 3 * (3 * y / height) + 3 * x / width;
    }
  }
  return field;
}

}  // namespace inkling::page
