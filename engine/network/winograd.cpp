#include "engine/network/winograd.h"

#include <algorithm>
#include <limits>

#include "engine/core/vectors.h"

namespace inkling {
namespace {

constexpr int results = 4, side = 6, points = side * side;  // of a tile
constexpr int block_tiles = 4, columns = 8;                 // multiplied at a time
// Between the matrices of two points: at strides of a power of two they would share few lines of the cache.
constexpr size_t gap = 16;

// a b + c, rounded twice, or once where WebAssembly's relaxed SIMD does.
inline __attribute__((always_inline)) Vector multiply_add(Vector a, Vector b, Vector c) {
#ifdef __wasm_relaxed_simd__
  return __builtin_wasm_relaxed_madd_f32x4(a, b, c);
#else
  return a * b + c;
#endif
}

inline __attribute__((always_inline)) Vector multiply_add(float a, Vector b, Vector c) {
  return multiply_add(splat(a), b, c);
}

// y = B^T x.
inline __attribute__((always_inline)) void transform_input(const Vector (&x)[side], Vector (&y)[side]) {
  const Vector even = multiply_add(-4, x[2], x[4]), odd = multiply_add(-4, x[1], x[3]);
  const Vector even_half = x[4] - x[2], half = x[3] - x[1], odd_half = half + half;
  y[0] = multiply_add(4, x[0], multiply_add(-5, x[2], x[4]));
  y[1] = even + odd;
  y[2] = even - odd;
  y[3] = even_half + odd_half;
  y[4] = even_half - odd_half;
  y[5] = multiply_add(4, x[1], multiply_add(-5, x[3], x[5]));
}

// y = A^T x.
inline __attribute__((always_inline)) void transform_output(const Vector (&x)[side], Vector (&y)[results]) {
  const Vector sum = x[1] + x[2], difference = x[1] - x[2];
  const Vector sum_half = x[3] + x[4], difference_half = x[3] - x[4];
  y[0] = x[0] + sum + sum_half;
  y[1] = multiply_add(2, difference_half, difference);
  y[2] = multiply_add(4, sum_half, sum);
  y[3] = multiply_add(8, difference_half, difference) + x[5];
}

// G, at the points 0, 1, -1, 2, -2 and infinity.
constexpr double filter_sums[side][3] = {{1.0 / 4, 0, 0},
                                         {-1.0 / 6, -1.0 / 6, -1.0 / 6},
                                         {-1.0 / 6, 1.0 / 6, -1.0 / 6},
                                         {1.0 / 24, 1.0 / 12, 1.0 / 6},
                                         {1.0 / 24, -1.0 / 12, 1.0 / 6},
                                         {0, 0, 1}};

// G g G^T at one point; the weights of a pair of channels lie `step` apart.
float transformed_weight(int point, const float* weight, size_t step) {
  double sum = 0;
  for (int y = 0; y < 3; ++y)
    for (int x = 0; x < 3; ++x)
      sum += filter_sums[point / side][y] * filter_sums[point % side][x] * weight[(3 * y + x) * step];
  return static_cast<float>(sum);
}

int tiles_along(int length) {
  return (length + results - 1) / results;
}

// products [tiles, 4 vectors] = pixels [tiles, inputs] x weights [inputs, 4 vectors]; the rows of products
// are `outputs` long.
template <int tiles, int vectors>
inline void multiply_block(size_t inputs, size_t outputs, const float* pixels, const float* weights,
                           float* products) {
  Vector sums[tiles][vectors] = {};
  for (size_t input = 0; input < inputs; ++input, weights += vectors * lanes) {
#pragma GCC unroll 4
    for (int tile = 0; tile < tiles; ++tile) {
      const Vector pixel = splat(pixels[tile * inputs + input]);
#pragma GCC unroll 2
      for (int at = 0; at < vectors; ++at)
        sums[tile][at] = multiply_add(pixel, load<Vector>(weights + at * lanes), sums[tile][at]);
    }
  }
#pragma GCC unroll 4
  for (int tile = 0; tile < tiles; ++tile)
#pragma GCC unroll 2
    for (int at = 0; at < vectors; ++at) store(products + tile * outputs + at * lanes, sums[tile][at]);
}

// products [tiles, 4 vectors] = pixels [tiles, inputs] x weights [inputs, 4 vectors], for any number of
// tiles.
template <int vectors>
void multiply_columns(int tiles, size_t inputs, size_t outputs, const float* pixels, const float* weights,
                      float* products) {
  int tile = 0;
  for (; tile + block_tiles <= tiles; tile += block_tiles)
    multiply_block<block_tiles, vectors>(inputs, outputs, pixels + tile * inputs, weights,
                                         products + tile * outputs);
  for (; tile < tiles; ++tile)
    multiply_block<1, vectors>(inputs, outputs, pixels + tile * inputs, weights, products + tile * outputs);
}

}  // namespace

bool WinogradConvolution::fits(const Layer& layer, const Shape& input) {
  return layer.type == LayerType::convolution && layer.kernel == 3 && input.channels % lanes == 0 &&
         layer.channels % lanes == 0 && tiles_along(input.height) * tiles_along(input.width) >= block_tiles;
}

WinogradConvolution::WinogradConvolution(const Layer& layer, const Shape& input,
                                         const Model::Parameters& parameters)
    : input_(input),
      outputs_(layer.channels),
      relu_(layer.relu),
      across_(tiles_along(input.width)),
      tiles_(tiles_along(input.height) * across_),
      bias_(parameters.bias) {
  const size_t inputs = input.channels;
  weights_.reserve(points * inputs * outputs_);
  for (int point = 0; point < points; ++point)
    for (int output = 0, width; output < outputs_; output += width) {
      width = std::min(columns, outputs_ - output);
      for (size_t at = 0; at < inputs; ++at)
        for (int column = output; column < output + width; ++column)
          weights_.push_back(transformed_weight(point, &parameters.weight[column * 9 * inputs + at], inputs));
    }
  padded_.resize((tiles_ / across_ * results + 2) * (across_ * results + 2) * inputs);
}

size_t WinogradConvolution::scratch_size() const {
  return points * (static_cast<size_t>(tiles_) * (input_.channels + outputs_) + 2 * gap);
}

void WinogradConvolution::run(size_t batch, const float* x, float* y, float* scratch) {
  float* products = scratch + points * (static_cast<size_t>(tiles_) * input_.channels + gap);
  for (size_t image = 0; image < batch; ++image) {
    pad(x + image * input_.size());
    transform_pixels(scratch);
    multiply(scratch, products);
    transform_products(products, y + image * input_.height * input_.width * outputs_);
  }
}

void WinogradConvolution::pad(const float* x) {
  const size_t row = static_cast<size_t>(input_.width) * input_.channels;
  const size_t padded_row = static_cast<size_t>(across_ * results + 2) * input_.channels;
  float* to = padded_.data() + padded_row + input_.channels;
  // By vectors: Emscripten's memcpy of a row is a call of JavaScript.
  for (int y = 0; y < input_.height; ++y, to += padded_row, x += row)
    for (size_t at = 0; at < row; at += lanes) store(to + at, load<Vector>(x + at));
}

// pixels: [36, tiles, inputs], written.
void WinogradConvolution::transform_pixels(float* pixels) const {
  const size_t inputs = input_.channels, row = (across_ * results + 2) * inputs;
  const size_t point = tiles_ * inputs + gap;
  for (int tile = 0; tile < tiles_; ++tile) {
    const float* corner = padded_.data() + tile / across_ * results * row + tile % across_ * results * inputs;
    for (size_t channel = 0; channel < inputs; channel += lanes, corner += lanes, pixels += lanes) {
      Vector halfway[side][side];  // B^T d, column by column
#pragma GCC unroll 6
      for (int column = 0; column < side; ++column) {
        Vector d[side];
#pragma GCC unroll 6
        for (int y = 0; y < side; ++y) d[y] = load<Vector>(corner + y * row + column * inputs);
        transform_input(d, halfway[column]);
      }
#pragma GCC unroll 6
      for (int y = 0; y < side; ++y) {
        Vector line[side];
        transform_input(
            {halfway[0][y], halfway[1][y], halfway[2][y], halfway[3][y], halfway[4][y], halfway[5][y]}, line);
#pragma GCC unroll 6
        for (int x = 0; x < side; ++x) store(pixels + (y * side + x) * point, line[x]);
      }
    }
  }
}

// pixels: [36, tiles, inputs]; products: [36, tiles, outputs], written.
void WinogradConvolution::multiply(const float* pixels, float* products) const {
  const size_t inputs = input_.channels, outputs = outputs_;
  const float* weights = weights_.data();
  for (int point = 0; point < points; ++point) {
    size_t output = 0;
    for (; output + columns <= outputs; output += columns, weights += inputs * columns)
      multiply_columns<columns / lanes>(tiles_, inputs, outputs, pixels, weights, products + output);
    for (; output < outputs; output += lanes, weights += inputs * lanes)
      multiply_columns<1>(tiles_, inputs, outputs, pixels, weights, products + output);
    pixels += tiles_ * inputs + gap;
    products += tiles_ * outputs + gap;
  }
}

// products: [36, tiles, outputs]; y: [height, width, outputs], written.
void WinogradConvolution::transform_products(const float* products, float* y) const {
  const size_t outputs = outputs_, point = static_cast<size_t>(tiles_) * outputs_ + gap;
  const Vector least = splat(relu_ ? 0.0f : -std::numeric_limits<float>::infinity());
  for (int tile = 0; tile < tiles_; ++tile, products += outputs_) {
    const int top = tile / across_ * results, left = tile % across_ * results;
    const int height = std::min(results, input_.height - top), width = std::min(results, input_.width - left);
    float* corner = y + (static_cast<size_t>(top) * input_.width + left) * outputs;
    for (size_t channel = 0; channel < outputs; channel += lanes) {
      Vector halfway[side][results];  // A^T m, column by column
#pragma GCC unroll 6
      for (int column = 0; column < side; ++column) {
        Vector m[side];
#pragma GCC unroll 6
        for (int line = 0; line < side; ++line)
          m[line] = load<Vector>(products + (line * side + column) * point + channel);
        if (column == 1)
          m[1] += load<Vector>(bias_.data() + channel);  // at this point it reaches all results alike
        transform_output(m, halfway[column]);
      }
#pragma GCC unroll 4
      for (int line = 0; line < results; ++line) {
        if (line == height) break;
        Vector values[results];
        transform_output({halfway[0][line], halfway[1][line], halfway[2][line], halfway[3][line],
                          halfway[4][line], halfway[5][line]},
                         values);
        float* to = corner + line * input_.width * outputs + channel;
        for (int x = 0; x < width; ++x, to += outputs) {
          store(to, least < values[x] ? values[x] : least);
        }
      }
    }
  }
}

}  // namespace inkling
