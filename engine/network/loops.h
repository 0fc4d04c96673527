// Layers that are a loop of our own instead of an operator of XNNPACK: its operators for them would bring
// kilobytes of siblings into the page, and these take next to no time beside the convolutions.
#pragma once

#include "engine/network/layers.h"

namespace inkling {

// left, right, sum: [size].
void add(size_t size, bool relu, const float* left, const float* right, float* sum);

// x: [batch, input]; y: [batch, output], the means of windows of height x width side by side.
void average_pool(size_t batch, const Shape& input, const Shape& output, int height, int width,
                  const float* x, float* y);

// x: [batch, input]; y: [batch, output], the largest of windows of side x side.
void max_pool(size_t batch, const Shape& input, const Shape& output, int side, const float* x, float* y);

}  // namespace inkling
