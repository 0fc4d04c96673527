#include "engine/picture/enlarged.h"

#include <algorithm>

namespace inkling {
namespace {

// Between which two pixels of a line a place lies, and how far from the first.
struct Between {
  int first, second;
  float share;
};

Between between(int place, int factor, int count) {
  const float position = (static_cast<float>(place) + 0.5f) / static_cast<float>(factor) - 0.5f;
  const float inside = std::clamp(position, 0.f, static_cast<float>(count - 1));
  const int first = static_cast<int>(inside);
  return {first, std::min(first + 1, count - 1), inside - static_cast<float>(first)};
}

}  // namespace

Image enlarged(const Image& image, int factor) {
  if (factor == 1) return image;
  Image result{image.width * factor, image.height * factor, {}};
  result.pixels.reserve(static_cast<size_t>(result.width) * static_cast<size_t>(result.height));
  for (int y = 0; y < result.height; ++y) {
    const Between down = between(y, factor, image.height);
    for (int x = 0; x < result.width; ++x) {
      const Between right = between(x, factor, image.width);
      const auto row = [&](int at) {
        const auto left = static_cast<float>(image.at(right.first, at));
        return left + right.share * (static_cast<float>(image.at(right.second, at)) - left);
      };
      const float above = row(down.first);
      result.pixels.push_back(static_cast<uint8_t>(above + down.share * (row(down.second) - above) + 0.5f));
    }
  }
  return result;
}

}  // namespace inkling
