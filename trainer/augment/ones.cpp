#include "trainer/augment/ones.h"

#include <cmath>
#include <numbers>

#include "trainer/augment/strokes.h"

namespace inkling::trainer {
namespace {

constexpr float flag_probability = 1 / 3.f;
constexpr float lifted_pen_probability = 0.3f;  // that a flag is a stroke of its own
constexpr float foot_probability = 0.2f;        // that a flagged 1 also gets one

// A height below this counts as none: shares of it would not be floats.
constexpr float no_height = 1e-30f;

// Whether the pen goes down from the highest point to the lowest, and hardly strays.
bool is_one_line_down(const Ink& ink) {
  if (ink.strokes.size() != 1 || ink.strokes[0].size() < 2) return false;
  const Stroke& stroke = ink.strokes[0];
  const float height = stroke.back().y - stroke.front().y;
  return height > no_height && height >= 0.95f * bounds(ink)->height() && length(stroke) <= 1.3f * height;
}

// From its beginning to where it meets the 1.
Stroke flag(Point top, float longest, Random& random) {
  const float size = random.uniform(0.2f, 1) * longest;
  const float steepness = random.uniform(-10, 60) * std::numbers::pi_v<float> / 180;
  return {{top.x - size * std::cos(steepness), top.y + size * std::sin(steepness)}, top};
}

Stroke foot(Point bottom, float height, Random& random) {
  const float left = random.uniform(0.1f, 0.4f) * height, right = random.uniform(0.1f, 0.4f) * height;
  return {{bottom.x - left, bottom.y}, {bottom.x + right, bottom.y}};
}

}  // namespace

Ink flagged_one(const Ink& one, float longest, Random& random) {
  if (!is_one_line_down(one) || random.uniform() >= flag_probability) return one;
  Stroke line = one.strokes[0];
  const Point bottom = line.back();
  const float height = bottom.y - line.front().y;
  const Stroke added = flag(line.front(), longest * height, random);
  const bool lifted = random.uniform() < lifted_pen_probability, first = random.uniform() < 0.5f;
  if (!lifted) line.insert(line.begin(), added.front());
  Ink result{{std::move(line)}};
  if (lifted) result.strokes.insert(first ? result.strokes.begin() : result.strokes.end(), added);
  if (random.uniform() < foot_probability) result.strokes.push_back(foot(bottom, height, random));
  return result;
}

}  // namespace inkling::trainer
