#include "engine/network/loops.h"

#include <algorithm>
#include <limits>

#include "engine/core/vectors.h"

namespace inkling {
namespace {

// The largest of a window's pixels, of as many channels as Value holds.  line: from one row to the next.
template <class Value>
inline __attribute__((always_inline)) Value largest_of(const float* corner, int side, size_t line,
                                                       size_t channels) {
  Value largest = load<Value>(corner);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const Value pixel = load<Value>(corner + y * line + x * channels);
      largest = largest < pixel ? pixel : largest;
    }
  return largest;
}

inline __attribute__((always_inline)) void pool_largest(size_t batch, const Shape& input, const Shape& output,
                                                        int side, const float* x, float* y) {
  const size_t channels = static_cast<size_t>(input.channels), line = channels * input.width;
  for (size_t image = 0; image < batch; ++image, x += input.size()) {
    for (int window = 0; window < output.height * output.width; ++window, y += channels) {
      const float* corner = x + window / output.width * side * line + window % output.width * side * channels;
      size_t channel = 0;
      for (; channel + lanes <= channels; channel += lanes)
        store(y + channel, largest_of<Vector>(corner + channel, side, line, channels));
      for (; channel < channels; ++channel)
        store(y + channel, largest_of<float>(corner + channel, side, line, channels));
    }
  }
}

}  // namespace

void add(size_t size, bool relu, const float* left, const float* right, float* sum) {
  const float least = relu ? 0.0f : -std::numeric_limits<float>::infinity();
  for (size_t at = 0; at < size; ++at) sum[at] = std::max(left[at] + right[at], least);
}

void average_pool(size_t batch, const Shape& input, const Shape& output, int height, int width,
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

void max_pool(size_t batch, const Shape& input, const Shape& output, int side, const float* x, float* y) {
  if (side == 2) return pool_largest(batch, input, output, 2, x, y);  // unrolled
  pool_largest(batch, input, output, side, x, y);
}

}  // namespace inkling
