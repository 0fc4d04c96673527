#include "trainer/augment/strokes.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/reading/see.h"

namespace inkling::trainer {
namespace {

// A size below this counts as none: shares of it would not be floats.
constexpr float no_size = 1e-30f;

// As shares of the ink's size.
constexpr float finest = 1 / 16.f;        // the longest line that is not divided before it is bent
constexpr float knot_distance = 1 / 4.f;  // between the places at which jitter is drawn
constexpr float hook_probability = 0.25f;
constexpr float most_lost = 1 / 3.f;  // of a stroke, at each of its ends

float distance(Point a, Point b) {
  return std::hypot(b.x - a.x, b.y - a.y);
}

Point between(Point a, Point b, float share) {
  return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

// The same line with points at most `longest` apart.
Stroke divided(const Stroke& stroke, float longest) {
  Stroke result{stroke.front()};
  for (size_t at = 1; at < stroke.size(); ++at) {
    const Point from = stroke[at - 1], to = stroke[at];
    const int parts = std::max(1, static_cast<int>(std::ceil(distance(from, to) / longest)));
    for (int part = 1; part < parts; ++part)
      result.push_back(between(from, to, static_cast<float>(part) / static_cast<float>(parts)));
    result.push_back(to);
  }
  return result;
}

// Its ends, and points of it that lie `step` of its way apart.
Stroke resampled(const Stroke& stroke, float step) {
  if (stroke.size() < 3) return stroke;
  Stroke result{stroke.front()};
  float left = step;  // of the way to the next point
  for (size_t at = 1; at < stroke.size(); ++at) {
    const Point from = stroke[at - 1], to = stroke[at];
    const float whole = distance(from, to);
    float way = left;
    for (; way < whole; way += step) result.push_back(between(from, to, way / whole));
    left = way - whole;
  }
  result.push_back(stroke.back());
  return result;
}

// The last part of the stroke goes, or a hook is added there that turns away from the pen's way.
void change_end(Stroke& stroke, float hook, float longest_loss, Random& random) {
  if (hook < 0) {
    float lost = 0;
    while (stroke.size() > 2 && lost < std::min(-hook, longest_loss)) {
      lost += distance(stroke[stroke.size() - 2], stroke.back());
      stroke.pop_back();
    }
    return;
  }
  const Point end = stroke.back(), before = stroke[stroke.size() - 2];
  const float turn = random.uniform(-150, 150) * std::numbers::pi_v<float> / 180;
  const float way = std::atan2(end.y - before.y, end.x - before.x) + turn;
  stroke.push_back({end.x + hook * std::cos(way), end.y + hook * std::sin(way)});
}

void change_hooks(Stroke& stroke, float most, Random& random) {
  if (stroke.size() < 2) return;
  const float longest_loss = most_lost * length(stroke);
  for (int end = 0; end < 2; ++end) {
    if (random.uniform() < hook_probability)
      change_end(stroke, random.uniform(-most, most), longest_loss, random);
    std::ranges::reverse(stroke);
  }
}

// Slant and bend, the same for all strokes, so that they still meet where they met.
struct Warp {
  Point middle;
  float size, slant, bend_x, bend_y;

  Point operator()(Point point) const {
    const float x = (point.x - middle.x) / size, y = (point.y - middle.y) / size;  // -1/2 to 1/2
    return {point.x - size * (slant * y + bend_x * 4 * y * y), point.y + size * bend_y * 4 * x * x};
  }
};

// Moves points by a smooth curve through random places.
void unsettle(Stroke& stroke, float deviation, float knots_apart, Random& random) {
  const auto next = [&] { return Point{deviation * random.normal(), deviation * random.normal()}; };
  Point from = next(), to = next(), last = stroke.front();
  float way = 0;
  for (Point& point : stroke) {
    way += distance(last, point);
    last = point;
    for (; way > knots_apart; way -= knots_apart) from = std::exchange(to, next());
    const float share = way / knots_apart;
    const Point moved = between(from, to, share * share * (3 - 2 * share));
    point = {point.x + moved.x, point.y + moved.y};
  }
}

}  // namespace

float length(const Stroke& stroke) {
  float sum = 0;
  for (size_t at = 1; at < stroke.size(); ++at) sum += distance(stroke[at - 1], stroke[at]);
  return sum;
}

DistortedInk distort(const Ink& ink, const StrokeAugmentation& most, Random& random) {
  const auto either_way = [&](float bound) { return random.uniform(-bound, bound); };
  DistortedInk result{ink, pen_width * (1 + either_way(most.pen))};
  const std::optional<Box> box = bounds(ink);
  const float size = box ? std::max(box->width(), box->height()) : 0;
  if (!(size > no_size) || !std::isfinite(size)) return result;
  const Warp warp{{box->left + box->width() / 2, box->top + box->height() / 2},
                  size,
                  either_way(most.slant),
                  either_way(most.bend),
                  either_way(most.bend)};
  const float step = size * random.uniform(0, most.speed);
  for (Stroke& stroke : result.ink.strokes) {
    if (stroke.empty()) continue;
    if (warp.slant != 0 || warp.bend_x != 0 || warp.bend_y != 0 || most.jitter > 0 || most.hooks > 0)
      stroke = divided(stroke, finest * size);
    if (most.hooks > 0) change_hooks(stroke, most.hooks * size, random);
    std::ranges::transform(stroke, stroke.begin(), warp);
    if (most.jitter > 0) unsettle(stroke, most.jitter * size, knot_distance * size, random);
    // Points closer than the tablet's own stay as they are.
    if (step > finest / 4 * size) stroke = resampled(stroke, step);
  }
  return result;
}

std::optional<Seen> see_distorted(const Ink& ink, const StrokeAugmentation& most, Random& random) {
  DistortedInk distorted = distort(ink, most, random);
  return see(std::move(distorted.ink), distorted.pen);
}

}  // namespace inkling::trainer
