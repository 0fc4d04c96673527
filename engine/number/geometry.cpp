#include "engine/number/geometry.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

// An affinity: of strokes that lie apart, and of strokes that cross.
constexpr float least = -7, most = 14;

float middle(float low, float high) {
  return low + (high - low) / 2;
}

// The space between two ranges; below 0 they overlap.
float gap(float low_a, float high_a, float low_b, float high_b) {
  return std::max(low_a, low_b) - std::min(high_a, high_b);
}

}  // namespace

float digit_height(std::span<const Box> strokes) {
  std::vector<float> heights;
  float sum = 0, longest = 0;
  for (const Box& box : strokes) {
    heights.push_back(box.height());
    sum += box.height();
    longest = std::max({longest, box.width(), box.height()});
  }
  std::sort(heights.begin(), heights.end());
  float below = 0, median = 0;
  for (const float height : heights) {
    median = height;
    below += height;
    if (below >= sum / 2) break;
  }
  // Nothing but bars, or nothing but dots: any scale is as good.
  constexpr float flattest = 0.1f;
  const float height = std::max(median, flattest * longest);
  return height > 0 ? height : 1;
}

float affinity(const Box& a, const Box& b, float height) {
  // Strokes of one digit have their middles close together, closer the narrower they are; a flat stroke is
  // more likely a part than a tall one is.
  const float apart = std::abs(middle(a.left, a.right) - middle(b.left, b.right));
  const float beside = (apart - 0.36f * (a.width() + b.width())) / height;
  const float shorter = std::min(a.height(), b.height()) / height;
  // Hats float above their digit, but not far.
  const float above = std::max(gap(a.top, a.bottom, b.top, b.bottom) / height - 0.2f, 0.f);
  return std::clamp(3.9f - 34 * beside - 3.2f * shorter - 6.5f * above, least, most);
}

std::vector<bool> dots(std::span<const Box> boxes, float height) {
  constexpr float largest = 0.25f;
  const auto is_tiny = [&](const Box& box) { return std::max(box.width(), box.height()) < largest * height; };
  const auto middle_of = [](const Box& box) { return middle(box.top, box.bottom); };
  std::vector<bool> found(boxes.size());
  const Box* before = nullptr;  // the last stroke that is not tiny
  for (size_t i = 0; i < boxes.size(); ++i) {
    if (!is_tiny(boxes[i])) {
      before = &boxes[i];
      continue;
    }
    const auto behind =
        std::find_if_not(boxes.begin() + static_cast<std::ptrdiff_t>(i), boxes.end(), is_tiny);
    const float dot = middle_of(boxes[i]);
    found[i] = (!before || middle_of(*before) < dot) && (behind == boxes.end() || middle_of(*behind) < dot);
  }
  return found;
}

float size_score(const Box& digit, float height) {
  const float size = std::max(digit.height(), 1e-3f * height) / height;
  const float unusual = std::log(size) / 0.45f;
  const float too_wide = std::max(digit.width() / height - 1.2f, 0.f) / 0.33f;
  return std::max(-(unusual * unusual + too_wide * too_wide) / 2, -10.f);
}

}  // namespace inkling
