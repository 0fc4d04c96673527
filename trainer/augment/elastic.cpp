#include "trainer/augment/elastic.h"

#include <cmath>

namespace inkling::trainer {
namespace {

using Weights = std::array<float, 4>;  // of the four knots around a position

// The uniform cubic B-spline at `part` of the way from the second of its four knots to the third.
constexpr Weights spline(float part) {
  const float square = part * part, cube = square * part, rest = 1 - part;
  return {rest * rest * rest / 6, (3 * cube - 6 * square + 4) / 6,
          (-3 * cube + 3 * square + 3 * part + 1) / 6, cube / 6};
}

constexpr std::array<Weights, knot_distance> make_splines() {
  std::array<Weights, knot_distance> splines{};
  for (int at = 0; at < knot_distance; ++at)
    splines[at] = spline((static_cast<float>(at) + 0.5f) / knot_distance);
  return splines;
}

constexpr std::array<Weights, knot_distance> splines = make_splines();

// The mean over all positions of the sum of the squared weights: the share of the knots' variance that is
// left between them, along one axis.
constexpr float kept_variance() {
  float sum = 0;
  for (const Weights& weights : splines) {
    for (const float weight : weights) sum += weight * weight;
  }
  return sum / knot_distance;
}

}  // namespace

ElasticField random_elastic(float distance, Random& random) {
  // A uniform number in -b to b has the variance b^2 / 3.
  const float bound = distance * std::numbers::sqrt3_v<float> / kept_variance();
  ElasticField field;
  for (auto* axis : {&field.x, &field.y}) {
    for (float& knot : *axis) knot = random.uniform(-bound, bound);
  }
  return field;
}

RowDisplacement row_displacement(const ElasticField& field, int row) {
  const Weights& down = splines[row % knot_distance];
  const int first = row / knot_distance * knots;
  const auto along = [&](const std::array<float, knots * knots>& axis, std::array<float, glyph_side>& out) {
    std::array<float, knots> knot;  // of this row
    for (int column = 0; column < knots; ++column) {
      const float* at = &axis[first + column];
      knot[column] =
          down[0] * at[0] + down[1] * at[knots] + down[2] * at[2 * knots] + down[3] * at[3 * knots];
    }
    for (int column = 0; column < glyph_side; ++column) {
      const Weights& right = splines[column % knot_distance];
      const float* at = &knot[column / knot_distance];
      out[column] = right[0] * at[0] + right[1] * at[1] + right[2] * at[2] + right[3] * at[3];
    }
  };
  RowDisplacement moved;
  along(field.x, moved.x);
  along(field.y, moved.y);
  return moved;
}

}  // namespace inkling::trainer
