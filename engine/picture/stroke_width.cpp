#include "engine/picture/stroke_width.h"

#include <algorithm>
#include <cmath>

namespace inkling {
namespace {

constexpr float nowhere = 1e20f;

// Replaces f, `count` values `stride` apart, by min over j of (i - j)^2 + f(j).  Source: Felzenszwalb and
// Huttenlocher, "Distance Transforms of Sampled Functions", 2012: the lower envelope of parabolas.
void lower_envelope(float* f, int count, int stride, std::vector<float>& values, std::vector<int>& places,
                    std::vector<float>& starts) {
  const auto size = static_cast<size_t>(count);
  values.resize(size);
  places.resize(size);
  starts.resize(size + 1);
  for (int i = 0; i < count; ++i) values[static_cast<size_t>(i)] = f[static_cast<ptrdiff_t>(i) * stride];
  const auto height = [&](int i) {
    return values[static_cast<size_t>(i)] + static_cast<float>(i) * static_cast<float>(i);
  };
  size_t last = 0;
  places[0] = 0;
  starts[0] = -nowhere;
  for (int i = 1; i < count; ++i) {
    float start = 0;
    for (;; --last) {
      start = (height(i) - height(places[last])) / static_cast<float>(2 * (i - places[last]));
      if (start > starts[last] || last == 0) break;
    }
    ++last;
    places[last] = i;
    starts[last] = start;
  }
  size_t part = 0;
  for (int i = 0; i < count; ++i) {
    while (part < last && starts[part + 1] < static_cast<float>(i)) ++part;
    const auto away = static_cast<float>(i - places[part]);
    f[static_cast<ptrdiff_t>(i) * stride] = away * away + values[static_cast<size_t>(places[part])];
  }
}

// The distance of every pixel to the nearest one that is ink (or, for `to_ink` false, paper): [height,
// width].
std::vector<float> distances(const Image& image, bool to_ink) {
  std::vector<float> squares(image.pixels.size());
  for (size_t i = 0; i < squares.size(); ++i) squares[i] = (image.pixels[i] >= 128) == to_ink ? 0 : nowhere;
  std::vector<float> values, starts;
  std::vector<int> places;
  for (int x = 0; x < image.width; ++x) {
    lower_envelope(squares.data() + x, image.height, image.width, values, places, starts);
  }
  for (int y = 0; y < image.height; ++y) {
    lower_envelope(squares.data() + static_cast<size_t>(y) * static_cast<size_t>(image.width), image.width, 1,
                   values, places, starts);
  }
  for (float& square : squares) square = std::sqrt(square);
  return squares;
}

uint8_t level(float covered) {
  return static_cast<uint8_t>(std::clamp(covered, 0.f, 1.f) * 255.f + 0.5f);
}

// With empty paper around it.
Image padded(const Image& image, int margin) {
  Image result{image.width + 2 * margin, image.height + 2 * margin, {}};
  result.pixels.resize(static_cast<size_t>(result.width) * static_cast<size_t>(result.height));
  for (int y = 0; y < image.height; ++y) {
    std::copy_n(image.pixels.begin() + static_cast<ptrdiff_t>(y) * image.width, image.width,
                result.pixels.begin() + static_cast<ptrdiff_t>(y + margin) * result.width + margin);
  }
  return result;
}

}  // namespace

double stroke_width(const Image& image) {
  const auto at = [&](int x, int y) {
    return x < 0 || y < 0 || x >= image.width || y >= image.height ? 0 : int{image.at(x, y)};
  };
  double area = 0, perimeter = 0;
  for (int y = -1; y < image.height; ++y) {
    for (int x = -1; x < image.width; ++x) {
      const int here = at(x, y), right = at(x + 1, y), below = at(x, y + 1), across = at(x + 1, y + 1);
      const double dx = (right - here + across - below) / 2.0, dy = (below - here + across - right) / 2.0;
      area += here;
      perimeter += std::sqrt(dx * dx + dy * dy);
    }
  }
  return perimeter > 0 ? 2 * area / perimeter : 0;
}

Image with_wider_strokes(const Image& image, double pixels) {
  const auto half = static_cast<float>(std::abs(pixels) / 2);
  // The edge of the ink runs half a pixel from the middle of the pixels beside it.
  if (pixels > 0) {
    Image result = padded(image, static_cast<int>(std::ceil(half)));
    const auto outside = distances(result, true);
    for (size_t i = 0; i < outside.size(); ++i) {
      result.pixels[i] = std::max(result.pixels[i], level(half + 1 - outside[i]));
    }
    return result;
  }
  Image result = image;
  const auto inside = distances(padded(image, 1), false);
  size_t next = 0;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x, ++next) {
      const size_t place =
          static_cast<size_t>(y + 1) * static_cast<size_t>(image.width + 2) + static_cast<size_t>(x + 1);
      result.pixels[next] = std::min(result.pixels[next], level(inside[place] - half));
    }
  }
  return result;
}

}  // namespace inkling
