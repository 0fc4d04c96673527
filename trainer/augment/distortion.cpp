#include "trainer/augment/distortion.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inkling::trainer {
namespace {

constexpr int border = 2;  // of paper around the glyph, so that sampling need not ask for the edge
constexpr int wide = glyph_side + 2 * border;
using Sheet = std::array<float, wide * wide>;  // [32, 32], 0 to 1

template <class Value>
Sheet filled_sheet(const Value& level) {
  Sheet sheet{};
  for (int y = 0; y < glyph_side; ++y)
    for (int x = 0; x < glyph_side; ++x) sheet[(y + border) * wide + x + border] = level(y * glyph_side + x);
  return sheet;
}

Sheet sheet_of(const Glyph& glyph) {
  return filled_sheet([&](int at) { return static_cast<float>(glyph[at]) / 255.f; });
}

Sheet sheet_of(const std::array<float, glyph_size>& plane) {
  return filled_sheet([&](int at) { return plane[at]; });
}

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

// Does to other planes what change_thickness() does to the ink: each pixel moves towards the one that its ink
// moves towards.
void follow_thickness(const Sheet& ink, float thickness, Sheet& sheet) {
  const Sheet before = sheet;
  const float share = std::abs(thickness);
  for (int at = wide; at + wide < wide * wide; ++at) {
    int extreme = at;
    for (const int neighbour : {at - 1, at + 1, at - wide, at + wide}) {
      const bool further = thickness > 0 ? ink[neighbour] > ink[extreme] : ink[neighbour] < ink[extreme];
      if (further) extreme = neighbour;
    }
    sheet[at] = before[at] + share * (before[extreme] - before[at]);
  }
}

// Where one row of the result comes from: between four pixels of the sheet.
struct RowSource {
  std::array<int, glyph_side> corner;            // the left one above
  std::array<float, glyph_side> part_x, part_y;  // how far from it, 0 to 1
};

RowSource row_source(const Distortion& distortion, int y) {
  const Affine& affine = distortion.affine;
  // Positions are those of the sheet, kept inside it: its outermost pixels are paper.
  constexpr float centre = (glyph_side - 1) / 2.f, middle = centre + border, last = wide - 1.01f;
  const float down = static_cast<float>(y) - centre;
  const RowDisplacement moved =
      distortion.elastic ? row_displacement(*distortion.elastic, y) : RowDisplacement{};
  RowSource source;
  for (int x = 0; x < glyph_side; ++x) {
    const float right = static_cast<float>(x) - centre;
    const float from_x =
        std::clamp(affine.xx * right + affine.xy * down + affine.x + moved.x[x] + middle, 0.f, last);
    const float from_y =
        std::clamp(affine.yx * right + affine.yy * down + affine.y + moved.y[x] + middle, 0.f, last);
    const int left = static_cast<int>(from_x), top = static_cast<int>(from_y);
    source.corner[x] = top * wide + left;
    source.part_x[x] = from_x - static_cast<float>(left);
    source.part_y[x] = from_y - static_cast<float>(top);
  }
  return source;
}

float sampled(const Sheet& sheet, const RowSource& source, int x) {
  const float* at = &sheet[source.corner[x]];
  const float above = at[0] + source.part_x[x] * (at[1] - at[0]);
  const float below = at[wide] + source.part_x[x] * (at[wide + 1] - at[wide]);
  return above + source.part_y[x] * (below - above);
}

// A vector of the glyph as long as before, turned as the affine map, which leads from the result to the
// glyph, turns lines of the result.
Point turned(Point vector, const Affine& affine) {
  const float x = affine.yy * vector.x - affine.xy * vector.y,
              y = affine.xx * vector.y - affine.yx * vector.x;
  const float size = std::sqrt(x * x + y * y);
  if (!(size > 0)) return {};
  const float factor = std::sqrt(vector.x * vector.x + vector.y * vector.y) / size;
  return {factor * x, factor * y};
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

PathPlanes distorted_path(const Seen& seen, const Distortion& distortion) {
  const PathPlanes path = path_planes(seen);
  const Sheet ink = sheet_of(seen.glyph);
  std::array<Sheet, 3> sheets = {sheet_of(path.x), sheet_of(path.y), sheet_of(path.time)};
  for (Sheet& sheet : sheets)
    if (distortion.thickness != 0) follow_thickness(ink, distortion.thickness, sheet);
  PathPlanes result;
  for (int y = 0; y < glyph_side; ++y) {
    const RowSource source = row_source(distortion, y);
    for (int x = 0; x < glyph_side; ++x) {
      const int pixel = y * glyph_side + x;
      const Point way{sampled(sheets[0], source, x), sampled(sheets[1], source, x)};
      const Point after = turned(way, distortion.affine);
      result.x[pixel] = after.x;
      result.y[pixel] = after.y;
      result.time[pixel] = sampled(sheets[2], source, x);
    }
  }
  return result;
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
  Sheet sheet = sheet_of(glyph);
  if (distortion.thickness != 0) change_thickness(sheet, distortion.thickness);
  for (int y = 0; y < glyph_side; ++y) {
    const RowSource source = row_source(distortion, y);
    for (int x = 0; x < glyph_side; ++x) out[y * glyph_side + x] = sampled(sheet, source, x);
  }
}

void distort(const Seen& seen, std::span<const Plane> planes, const Distortion& distortion,
             std::span<float> out) {
  if (!has_path(planes)) return distort(seen.glyph, distortion, out.first<glyph_size>());
  std::array<float, glyph_size> ink;
  distort(seen.glyph, distortion, ink);
  const PathPlanes path = seen.ink.strokes.empty() ? PathPlanes() : distorted_path(seen, distortion);
  write_planes(ink, path, planes, out);
}

void hide_path(std::span<const Plane> planes, std::span<float> input) {
  for (size_t pixel = 0; pixel < input.size(); pixel += planes.size())
    for (size_t at = 0; at < planes.size(); ++at)
      if (planes[at] != Plane::ink) input[pixel + at] = 0;
}

void reverse_path(std::span<const Plane> planes, std::span<float> input) {
  for (size_t pixel = 0; pixel < input.size(); pixel += planes.size()) {
    const float ink = input[pixel];
    for (size_t at = 0; at < planes.size(); ++at) {
      float& value = input[pixel + at];
      if (planes[at] == Plane::path_x || planes[at] == Plane::path_y) value = -value;
      if (planes[at] == Plane::path_time) value = ink - value;
    }
  }
}

}  // namespace inkling::trainer
