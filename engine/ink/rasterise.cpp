#include "engine/ink/rasterise.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inkling {
namespace {

constexpr float far_away = std::numeric_limits<float>::max();

// A size below this counts as none: its reciprocal would not be a float.
constexpr float no_size = 1e-30f;

// Where ink lies in the picture, and how wide the pen is there.
struct Layout {
  int width = raster_side, height = raster_side;
  float radius = raster_side / 2.f;  // of the pen, in pixels
  float scale = 1;
  Point ink_middle, picture_middle;

  // Subtracts before it scales, so that ink far from (0, 0) keeps its precision.
  Point operator()(Point point) const {
    return {(point.x - ink_middle.x) * scale + picture_middle.x,
            (point.y - ink_middle.y) * scale + picture_middle.y};
  }
};

// A NaN becomes `low`.
int pixel(float position, int low, int high) {
  if (!(position > static_cast<float>(low))) return low;
  return position < static_cast<float>(high) ? static_cast<int>(position) : high;
}

Layout layout(const Box& box, float pen_share) {
  const float size = std::max(box.width(), box.height());
  constexpr float side = raster_side;
  Layout result;
  if (size > no_size) {
    const float pen = side * pen_share / (1 + pen_share);
    result.radius = pen / 2;
    result.scale = (side - pen) / size;
    // What the shorter side lacks to whole pixels is shared by both its edges: the middle of the ink stays
    // the middle of the picture, and the outermost pixels are never less than half covered.
    result.width = pixel(std::ceil(box.width() * result.scale + pen), 1, raster_side);
    result.height = pixel(std::ceil(box.height() * result.scale + pen), 1, raster_side);
  }
  result.ink_middle = {box.left + box.width() / 2, box.top + box.height() / 2};
  result.picture_middle = {static_cast<float>(result.width) / 2, static_cast<float>(result.height) / 2};
  return result;
}

// Lowers each pixel's squared distance to the pen's path, distances [height, width], to that of a straight
// line.
void approach(Point a, Point b, const Layout& picture, std::vector<float>& distances) {
  // The pixels whose middle is less than half a pixel outside the pen.
  const int left = pixel(std::min(a.x, b.x) - picture.radius, 0, picture.width);
  const int right = pixel(std::max(a.x, b.x) + picture.radius + 1, 0, picture.width);
  const int top = pixel(std::min(a.y, b.y) - picture.radius, 0, picture.height);
  const int bottom = pixel(std::max(a.y, b.y) + picture.radius + 1, 0, picture.height);
  const float dx = b.x - a.x, dy = b.y - a.y;
  const float length2 = dx * dx + dy * dy;
  const float reciprocal = length2 > no_size ? 1 / length2 : 0;
  for (int y = top; y < bottom; ++y) {
    float* row = distances.data() + static_cast<size_t>(y) * picture.width;
    const float py = static_cast<float>(y) + 0.5f - a.y;
    const float along_y = py * dy;
    for (int x = left; x < right; ++x) {
      const float px = static_cast<float>(x) + 0.5f - a.x;
      float along = (px * dx + along_y) * reciprocal;
      along = along > 0.f ? along : 0.f;
      along = along < 1.f ? along : 1.f;
      const float off_x = px - along * dx, off_y = py - along * dy;
      const float distance2 = off_x * off_x + off_y * off_y;
      row[x] = distance2 < row[x] ? distance2 : row[x];
    }
  }
}

// How much of each pixel a round pen covers whose path is that far away: the union of all strokes, not their
// sum.
void cover(const std::vector<float>& distances, float radius, std::vector<uint8_t>& pixels) {
  for (size_t i = 0; i < distances.size(); ++i) {
    float covered = radius + 0.5f - std::sqrt(distances[i]);
    covered = covered > 0.f ? covered : 0.f;
    covered = covered < 1.f ? covered : 1.f;
    pixels[i] = static_cast<uint8_t>(static_cast<int>(covered * 255.f + 0.5f));
  }
}

}  // namespace

Raster rasterise(const Ink& ink, float pen) {
  const std::optional<Box> box = bounds(ink);
  return box ? rasterise(ink, *box, pen) : Raster{};
}

Raster rasterise(const Ink& ink, const Box& box, float pen) {
  const Layout picture = layout(box, pen);
  Raster raster;
  raster.image = {picture.width, picture.height,
                  std::vector<uint8_t>(static_cast<size_t>(picture.width) * picture.height)};
  raster.from_ink = {picture.scale, picture.picture_middle.x - picture.scale * picture.ink_middle.x,
                     picture.picture_middle.y - picture.scale * picture.ink_middle.y};

  std::vector<float> distances(raster.image.pixels.size(), far_away);  // [height, width], squared
  for (const Stroke& stroke : ink.strokes) {
    if (stroke.empty()) continue;
    Point from = picture(stroke.front());
    if (stroke.size() == 1) approach(from, from, picture, distances);
    for (size_t i = 1; i < stroke.size(); ++i) {
      const Point to = picture(stroke[i]);
      approach(from, to, picture, distances);
      from = to;
    }
  }
  cover(distances, picture.radius, raster.image.pixels);
  return raster;
}

}  // namespace inkling
