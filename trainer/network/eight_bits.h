// Weights as they are after a stay in an I8 tensor, for training that knows of it: Jacob et al.,
// "Quantization and training of neural networks for efficient integer-arithmetic-only inference", 2018,
// here for weights alone.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace inkling::trainer {

// Rounds each channel's weights to whole multiples, -127 to 127, of its largest magnitude / 127.  Weight
// `index` of channel `channel` stands at channel * channel_stride + index * stride.  What batch norm scales
// a channel by afterwards changes nothing: the file's factor per channel takes it up.
template <class Scalar>
void round_to_eight_bits(std::span<Scalar> weights, size_t channels, size_t channel_stride, size_t stride) {
  const size_t count = weights.size() / channels;
  for (size_t channel = 0; channel < channels; ++channel) {
    Scalar* const first = weights.data() + channel * channel_stride;
    Scalar largest = 0;
    for (size_t at = 0; at < count; ++at) largest = std::max(largest, std::abs(first[at * stride]));
    if (largest == 0) continue;
    const Scalar unit = largest / 127;
    for (size_t at = 0; at < count; ++at)
      first[at * stride] = std::nearbyint(first[at * stride] / unit) * unit;
  }
}

}  // namespace inkling::trainer
