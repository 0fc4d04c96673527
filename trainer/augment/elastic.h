// Elastic bending: a smooth random field that moves every pixel a little, as no two hands write alike.
// After Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual
// document analysis", 2003, with a cubic B-spline over a coarse grid in the place of their blurred noise: it
// is as smooth and needs 98 random numbers instead of 1,568.
#pragma once

#include <array>

#include "engine/glyph/glyph.h"
#include "trainer/random.h"

namespace inkling::trainer {

// Knots stand 7 pixels apart, one row and column beyond the glyph on each side.
constexpr int knot_distance = 7;
constexpr int knots = glyph_side / knot_distance + 3;

struct ElasticField {
  std::array<float, knots * knots> x, y;  // [row, column], pixels
};

// A field that moves pixels by `distance` along each axis, root mean square, in pixels.
ElasticField random_elastic(float distance, Random& random);

// How far the pixels of one row of the glyph, 0 to 27, are moved along each axis.
struct RowDisplacement {
  std::array<float, glyph_side> x, y;  // pixels
};
RowDisplacement row_displacement(const ElasticField& field, int row);

}  // namespace inkling::trainer
