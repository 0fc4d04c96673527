// Layers that are a loop of our own instead of an operator of XNNPACK: its operators for them would bring
// 15 kB of siblings into the page, and these take next to no time beside the convolutions.
#pragma once

#include <algorithm>
#include <limits>

#include "engine/network/layers.h"

namespace inkling {

// left, right, sum: [size].
inline void add(size_t size, bool relu, const float* left, const float* right, float* sum) {
  const float least = relu ? 0.0f : -std::numeric_limits<float>::infinity();
  for (size_t at = 0; at < size; ++at) sum[at] = std::max(left[at] + right[at], least);
}

// x: [batch, input]; y: [batch, output], the means of windows of height x width side by side.
inline void average_pool(size_t batch, const Shape& input, const Shape& output, int height, int width,
                         const float* x, float* y) {
  const float share = 1.0f / static_cast<float>(height * width);
  const size_t channels = static_cast<size_t>(input.channels), line = channels * input.width;
  for (size_t image = 0; image < batch; ++image, x += input.size()) {
    for (int window = 0; window < output.height * output.width; ++window, y += channels) {
      const float* corner =
          x + window / output.width * height * line + window % output.width * width * channels;
      std::fill_n(y, channels, 0.0f);
      for (int pixel = 0; pixel < height * width; ++pixel) {
        const float* from = corner + pixel / width * line + pixel % width * channels;
        for (size_t channel = 0; channel < channels; ++channel) y[channel] += from[channel];
      }
      for (size_t channel = 0; channel < channels; ++channel) y[channel] *= share;
    }
  }
}

}  // namespace inkling
