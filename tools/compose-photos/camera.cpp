#include "tools/compose-photos/camera.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace inkling::compose {
namespace {

using trainer::Random;

// Four corners in the order top left, top right, bottom right, bottom left.
using Corners = std::array<Point, 4>;

// The projective map from the unit square to a quadrilateral.  Source: Heckbert, "Fundamentals of Texture
// Mapping and Image Warping", 1989, 2.2.3.
struct Projection {
  float a, b, c, d, e, f, g, h;

  explicit Projection(const Corners& to) {
    const float x1 = to[1].x - to[2].x, x2 = to[3].x - to[2].x, x3 = to[0].x - to[1].x + to[2].x - to[3].x;
    const float y1 = to[1].y - to[2].y, y2 = to[3].y - to[2].y, y3 = to[0].y - to[1].y + to[2].y - to[3].y;
    const float area = x1 * y2 - x2 * y1;
    g = (x3 * y2 - x2 * y3) / area;
    h = (x1 * y3 - x3 * y1) / area;
    a = to[1].x - to[0].x + g * to[1].x;
    b = to[3].x - to[0].x + h * to[3].x;
    c = to[0].x;
    d = to[1].y - to[0].y + g * to[1].y;
    e = to[3].y - to[0].y + h * to[3].y;
    f = to[0].y;
  }
  Point operator()(float u, float v) const {
    const float depth = g * u + h * v + 1;
    return {(a * u + b * v + c) / depth, (d * u + e * v + f) / depth};
  }
};

Projection view(const Plane& page, const CameraStyle& style, Random& random) {
  const auto width = static_cast<float>(page.width), height = static_cast<float>(page.height);
  const float angle = style.turn * random.uniform(-1, 1) * std::numbers::pi_v<float> / 180;
  const float away = style.perspective * std::min(width, height);
  Corners corners{{{0, 0}, {width, 0}, {width, height}, {0, height}}};
  for (Point& corner : corners) {
    const float x = corner.x - width / 2, y = corner.y - height / 2;
    corner = {width / 2 + x * std::cos(angle) - y * std::sin(angle) + away * random.uniform(-1, 1),
              height / 2 + x * std::sin(angle) + y * std::cos(angle) + away * random.uniform(-1, 1)};
  }
  return Projection(corners);
}

// How much light falls on each place: falling off to one side, with the edge of a shadow somewhere.
struct Light {
  float slope, slope_angle, shadow, shadow_angle, shadow_place, softness;

  Light(const CameraStyle& style, Random& random)
      : slope(style.shadow * random.uniform()),
        slope_angle(random.uniform(0, 2 * std::numbers::pi_v<float>)),
        shadow(random.uniform() < 0.5f ? style.shadow * random.uniform() : 0),
        shadow_angle(random.uniform(0, 2 * std::numbers::pi_v<float>)),
        shadow_place(random.uniform(-0.4f, 0.4f)),
        softness(random.uniform(0.005f, 0.1f)) {}

  // x and y from -0.5 to 0.5.
  float at(float x, float y) const {
    const float along = x * std::cos(slope_angle) + y * std::sin(slope_angle);
    const float across = x * std::cos(shadow_angle) + y * std::sin(shadow_angle) - shadow_place;
    return (1 - slope * (0.5f + along * 0.7f)) * (1 - shadow / (1 + std::exp(-across / softness * 4)));
  }
};

// Gaussian, separable; edges are continued.
void blur(Plane& plane, float deviation) {
  if (deviation < 0.2f) return;
  const int radius = static_cast<int>(std::ceil(3 * deviation));
  std::vector<float> weights;
  float sum = 0;
  for (int i = -radius; i <= radius; ++i)
    sum += weights.emplace_back(std::exp(-static_cast<float>(i * i) / (2 * deviation * deviation)));
  for (float& weight : weights) weight /= sum;
  for (const bool down : {false, true}) {
    Plane from = plane;
    for (int y = 0; y < plane.height; ++y) {
      for (int x = 0; x < plane.width; ++x) {
        float value = 0;
        for (int i = -radius; i <= radius; ++i)
          value += weights[static_cast<size_t>(i + radius)] *
                   from.at(down ? x : std::clamp(x + i, 0, plane.width - 1),
                           down ? std::clamp(y + i, 0, plane.height - 1) : y);
        plane.at(x, y) = value;
      }
    }
  }
}

}  // namespace

Image photograph(const Plane& page, const CameraStyle& style, Random& random) {
  const Projection to_page = view(page, style, random);
  const bool board = random.uniform() < style.light_on_dark;
  const float bright = random.uniform(0.6f, 0.98f), dark = board ? random.uniform(0.08f, 0.25f) : 0;
  const Light light(style, random);
  const float deviation =
      style.blur * random.uniform() * static_cast<float>(std::max(page.width, page.height)) / 1000;
  const float noise = style.noise * random.uniform();

  Plane seen(page.width, page.height, 0);
  for (int y = 0; y < page.height; ++y) {
    for (int x = 0; x < page.width; ++x) {
      const float u = (static_cast<float>(x) + 0.5f) / static_cast<float>(page.width),
                  v = (static_cast<float>(y) + 0.5f) / static_cast<float>(page.height);
      const Point place = to_page(u, v);
      const float paper = std::min(page.between(place.x - 0.5f, place.y - 0.5f), 1.05f);
      const float reflectance = board ? dark + (bright - dark) * (1 - paper) : bright * paper;
      seen.at(x, y) = reflectance * light.at(u - 0.5f, v - 0.5f);
    }
  }
  blur(seen, deviation);
  Image image{page.width, page.height, {}};
  image.pixels.reserve(seen.values.size());
  for (const float value : seen.values)
    image.pixels.push_back(
        static_cast<uint8_t>(std::clamp(255 * value + noise * random.normal(), 0.f, 255.f) + 0.5f));
  return image;
}

}  // namespace inkling::compose
