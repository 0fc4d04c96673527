#include "engine/glyph/path.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/core/vectors.h"

namespace inkling {
namespace {

// In pixels of the glyph, in which the pen is about 2.4 wide.
constexpr float step = 0.5f;
constexpr size_t steps_around = 2;             // on both sides of a step, that its direction is taken over
constexpr float least_chord = 2 * step;        // a shorter way has less of a direction
constexpr float reach = 2.5f;                  // from the path to the middle of the farthest inked pixel
constexpr float least_length = step / 1000.f;  // of a dot, so that it counts where nothing else is near

float length(Point vector) {
  return std::sqrt(vector.x * vector.x + vector.y * vector.y);
}

Point difference(Point to, Point from) {
  return {to.x - from.x, to.y - from.y};
}

// A NaN becomes `low`.
float within(float value, float low, float high) {
  if (!(value > low)) return low;
  return value < high ? value : high;
}

// From ink to glyph.  Subtracts before it scales, so that ink far from (0, 0) keeps its shape, and keeps to
// the glyph's surroundings, so that a path has an end.
struct IntoGlyph {
  Point ink_middle, glyph_middle;
  float scale;

  IntoGlyph(const Box& box, const Transform& to_glyph)
      : ink_middle{box.left + box.width() / 2, box.top + box.height() / 2},
        glyph_middle(to_glyph(ink_middle)),
        scale(to_glyph.scale) {}

  Point operator()(Point point) const {
    return {within((point.x - ink_middle.x) * scale + glyph_middle.x, 0, glyph_side),
            within((point.y - ink_middle.y) * scale + glyph_middle.y, 0, glyph_side)};
  }
};

// The places at which the path leaves a circle of radius `step` around the place before, and its end.
std::vector<Point> even_steps(const Stroke& stroke, const IntoGlyph& into_glyph) {
  Point from = into_glyph(stroke.front());
  std::vector<Point> places{from};
  for (const Point point : stroke) {
    const Point to = into_glyph(point);
    while (length(difference(to, places.back())) >= step) {
      // Where the line leaves the circle in which it begins: |off + share * way| = step.
      const Point off = difference(from, places.back()), way = difference(to, from);
      const float square = way.x * way.x + way.y * way.y, half = off.x * way.x + off.y * way.y;
      const float rest = step * step - off.x * off.x - off.y * off.y;
      const float root = std::sqrt(std::max(half * half + square * rest, 0.f));
      const float share = within((root - half) / square, 0, 1);
      from = {from.x + share * way.x, from.y + share * way.y};
      places.push_back(from);
    }
    from = to;
  }
  if (length(difference(from, places.back())) > 0) places.push_back(from);
  return places;
}

// One step of the path.
struct Step {
  Point middle, direction;
  float length, before;  // before: the way of the whole drawing up to here
};

void append_steps(const Stroke& stroke, const IntoGlyph& into_glyph, float& way, std::vector<Step>& steps) {
  const std::vector<Point> places = even_steps(stroke, into_glyph);
  if (places.size() == 1) steps.push_back({places[0], {}, 0, way});
  for (size_t at = 1; at < places.size(); ++at) {
    const Point from = places[at - 1], to = places[at];
    const size_t first = at - 1 - std::min(at - 1, steps_around);
    const size_t last = std::min(at + steps_around, places.size() - 1);
    const Point chord = difference(places[last], places[first]);
    const float unit = std::max(length(chord), least_chord);
    const float going = length(difference(to, from));
    steps.push_back(
        {{(from.x + to.x) / 2, (from.y + to.y) / 2}, {chord.x / unit, chord.y / unit}, going, way});
    way += going;
  }
}

using Sums = std::array<Vector, glyph_size>;  // [28, 28] of: x, y, time, and the weights of the means

// Adds a step to the sums of the pixels around it.
void add(const Step& one, float time, Sums& sums) {
  const auto first = [](float middle) { return std::max(static_cast<int>(middle - 0.5f - reach), 0); };
  const auto end = [](float middle) {
    return std::min(static_cast<int>(middle - 0.5f + reach) + 1, glyph_side);
  };
  const float share = std::max(one.length, least_length);
  const Vector values{one.direction.x, one.direction.y, time, 1};
  const int left = first(one.middle.x), width = end(one.middle.x) - left;  // at most 6
  Vector squares[2];  // of the way to the right, of 8 columns
  for (int column = 0; column < 2 * lanes; ++column) {
    const float right = static_cast<float>(left + column) + 0.5f - one.middle.x;
    squares[column / lanes][column % lanes] = right * right;
  }
  for (int y = first(one.middle.y); y < end(one.middle.y); ++y) {
    const float down = static_cast<float>(y) + 0.5f - one.middle.y;
    float weights[2 * lanes];
    for (int half = 0; half < 2; ++half) {
      const Vector closeness = 1 - (squares[half] + down * down) / (reach * reach);
      const Vector nearness = closeness > 0 ? closeness : Vector{};
      store(weights + half * lanes, share * nearness * nearness * nearness);
    }
    Vector* row = sums.data() + y * glyph_side + left;
    for (int column = 0; column < width; ++column) row[column] += splat(weights[column]) * values;
  }
}

}  // namespace

PathPlanes path_planes(const Seen& seen) {
  PathPlanes planes;
  const std::optional<Box> box = bounds(seen.ink);
  if (!box) return planes;
  const IntoGlyph into_glyph(*box, seen.to_glyph);
  std::vector<Step> steps;
  float way = 0;
  for (const Stroke& stroke : seen.ink.strokes)
    if (!stroke.empty()) append_steps(stroke, into_glyph, way, steps);

  Sums sums{};
  const float whole = std::max(way, least_chord);
  for (const Step& one : steps) add(one, (one.before + one.length / 2) / whole, sums);
  for (size_t pixel = 0; pixel < sums.size(); ++pixel) {
    const float coverage = static_cast<float>(seen.glyph[pixel]) * (1.f / 255.f), weight = sums[pixel][3];
    const Vector means = sums[pixel] * splat(weight > 0 ? coverage / weight : 0);
    planes.x[pixel] = means[0];
    planes.y[pixel] = means[1];
    planes.time[pixel] = means[2];
  }
  return planes;
}

}  // namespace inkling
