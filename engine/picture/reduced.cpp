#include "engine/picture/reduced.h"

#include <algorithm>

namespace inkling {

Image reduced(const Image& image, int factor) {
  if (factor == 1) return image;
  Image result{(image.width + factor - 1) / factor, (image.height + factor - 1) / factor, {}};
  result.pixels.reserve(static_cast<size_t>(result.width) * static_cast<size_t>(result.height));
  for (int top = 0; top < image.height; top += factor) {
    for (int left = 0; left < image.width; left += factor) {
      const int bottom = std::min(top + factor, image.height), right = std::min(left + factor, image.width);
      uint64_t sum = 0;
      for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) sum += image.at(x, y);
      }
      const auto count = static_cast<uint64_t>(bottom - top) * static_cast<uint64_t>(right - left);
      result.pixels.push_back(static_cast<uint8_t>((sum + count / 2) / count));
    }
  }
  return result;
}

int reduction_to(const Image& image, int side) {
  return std::max(1, (std::max(image.width, image.height) + side - 1) / side);
}

}  // namespace inkling
