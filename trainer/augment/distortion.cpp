#include "trainer/augment/distortion.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inkling::trainer {
namespace {

constexpr int border = 2;  // of paper around the glyph, so that sampling need not ask for the edge
constexpr int wide = glyph_side + 2 * border;
using Sheet = std::array<float, wide * wide>;  // [32, 32], 0 to 1

// Moves each pixel towards the largest (thicker) or smallest (thinner) of itself and its four neighbours.
void change_thickness(Sheet& sheet, float thickness) {
  const Sheet before = sheet;
  const float share = std::abs(thickness);
  for (int y = 1; y + 1 < wide; ++y) {
    for (int x = 1; x + 1 < wide; ++x) {
      const float* at = &before[y * wide + x];
      const float extreme =
          thickness > 0 ? std::max(std::max(std::max(at[-1], at[1]), std::max(at[-wide], at[wide])), *at)
                        : std::min(std::min(std::min(at[-1], at[1]), std::min(at[-wide], at[wide])), *at);
      sheet[y * wide + x] = *at + share * (extreme - *at);
    }
  }
}

Affine random_affine(const Augmentation& most, Random& random) {
  const auto either_way = [&](float bound) { return random.uniform(-bound, bound); };
  const float angle = either_way(most.rotation) * std::numbers::pi_v<float> / 180;
  const float both = 1 + either_way(most.scale);
  const float wider = both * (1 + either_way(most.stretch)), higher = both * (1 + either_way(most.stretch));
  const float shear = either_way(most.shear);
  const float cosine = std::cos(angle), sine = std::sin(angle);
  // Where a pixel comes from: turned back, sheared back, scaled back.
  Affine affine;
  affine.xx = (cosine - shear * -sine) / wider;
  affine.xy = (sine - shear * cosine) / wider;
  affine.yx = -sine / higher;
  affine.yy = cosine / higher;
  affine.x = either_way(most.shift);
  affine.y = either_way(most.shift);
  return affine;
}

}  // namespace

Distortion random_distortion(const Augmentation& most, Random& random) {
  Distortion distortion;
  distortion.affine = random_affine(most, random);
  distortion.thickness = random.uniform(-most.thickness, most.thickness);
  if (most.elastic > 0) distortion.elastic = random_elastic(most.elastic, random);
  return distortion;
}

void distort(const Glyph& glyph, const Distortion& distortion, std::span<float, glyph_size> out) {
  const Affine& affine = distortion.affine;
  Sheet sheet{};
  for (int y = 0; y < glyph_side; ++y) {
    for (int x = 0; x < glyph_side; ++x) {
      sheet[(y + border) * wide + x + border] = static_cast<float>(glyph[y * glyph_side + x]) / 255.f;
    }
  }
  if (distortion.thickness != 0) change_thickness(sheet, distortion.thickness);
  // From here on positions are those of the sheet, kept inside it: its outermost pixels are paper.
  constexpr float centre = (glyph_side - 1) / 2.f, middle = centre + border, last = wide - 1.01f;
  for (int y = 0; y < glyph_side; ++y) {
    const float down = static_cast<float>(y) - centre;
    const RowDisplacement moved =
        distortion.elastic ? row_displacement(*distortion.elastic, y) : RowDisplacement{};
    for (int x = 0; x < glyph_side; ++x) {
      const float right = static_cast<float>(x) - centre;
      const float from_x =
          std::clamp(affine.xx * right + affine.xy * down + affine.x + moved.x[x] + middle, 0.f, last);
      const float from_y =
          std::clamp(affine.yx * right + affine.yy * down + affine.y + moved.y[x] + middle, 0.f, last);
      const int left = static_cast<int>(from_x), top = static_cast<int>(from_y);
      const float part_x = from_x - static_cast<float>(left), part_y = from_y - static_cast<float>(top);
      const float* at = &sheet[top * wide + left];
      const float above = at[0] + part_x * (at[1] - at[0]);
      const float below = at[wide] + part_x * (at[wide + 1] - at[wide]);
      out[y * glyph_side + x] = above + part_y * (below - above);
    }
  }
}

}  // namespace inkling::trainer
