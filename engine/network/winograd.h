// 3x3 convolutions with a quarter of the multiplications: Winograd's minimal filtering F(4x4, 3x3), after
// Lavin and Gray, "Fast algorithms for convolutional neural networks", 2016.  The picture is cut into tiles
// of 4x4 results, each of which needs 6x6 pixels:
//   y = A^T ((G g G^T) o (B^T d B)) A
// where o multiplies point by point.  Over all tiles the products at one of the 36 points are a matrix
// product, [tiles, inputs] x [inputs, outputs].
//
// The sums are rounded differently from those of the plain convolution, by some 1e-5 of the largest result.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/network/layers.h"
#include "engine/network/model.h"

namespace inkling {

class WinogradConvolution {
 public:
  // Whether the layer is a 3x3 convolution with channels in fours, on a picture of at least 5x5: four tiles.
  static bool fits(const Layer& layer, const Shape& input);

  // layer: one that fits `input`; parameters: its own, not needed afterwards.
  WinogradConvolution(const Layer& layer, const Shape& input, const Model::Parameters& parameters);

  // How many floats run() needs to work with.
  size_t scratch_size() const;
  // x: [batch, height, width, inputs]; y: [batch, height, width, outputs], written; scratch:
  // [scratch_size()].
  void run(size_t batch, const float* x, float* y, float* scratch);

 private:
  void pad(const float* x);
  void transform_pixels(float* pixels) const;
  void multiply(const float* pixels, float* products) const;
  void transform_products(const float* products, float* y) const;

  Shape input_;
  int outputs_;
  bool relu_;
  int across_, tiles_;
  std::vector<float> weights_;  // G g G^T: [36, outputs in eights and a last four, inputs, 8 or 4]
  std::vector<float> bias_;     // [outputs]
  std::vector<float> padded_;   // [4 down + 2, 4 across + 2, inputs]: the picture, in zeros
};

}  // namespace inkling
