#include "engine/picture/polarity.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/picture/reduced.h"

namespace inkling {
namespace {

constexpr int enough_pixels = 256;  // on the longer side

// How much the edge of a picture counts beside the skewness of its levels.
constexpr double weight_of_edge = 1;

// Each pixel less the mean of the square window around it, which is cut off at the picture's edge: [height,
// width].
std::vector<double> without_light(const Image& image, int radius) {
  const auto width = static_cast<size_t>(image.width), height = static_cast<size_t>(image.height);
  std::vector<uint32_t> sums((width + 1) * (height + 1));  // of everything above and to the left
  for (size_t y = 0; y < height; ++y) {
    uint32_t row = 0;
    for (size_t x = 0; x < width; ++x) {
      row += image.pixels[y * width + x];
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
    }
  }
  std::vector<double> result;
  result.reserve(width * height);
  for (int y = 0; y < image.height; ++y) {
    const auto top = static_cast<size_t>(std::max(y - radius, 0)),
               bottom = static_cast<size_t>(std::min(y + radius + 1, image.height));
    for (int x = 0; x < image.width; ++x) {
      const auto left = static_cast<size_t>(std::max(x - radius, 0)),
                 right = static_cast<size_t>(std::min(x + radius + 1, image.width));
      const uint32_t sum = sums[bottom * (width + 1) + right] - sums[top * (width + 1) + right] -
                           sums[bottom * (width + 1) + left] + sums[top * (width + 1) + left];
      result.push_back(image.at(x, y) - sum / static_cast<double>((bottom - top) * (right - left)));
    }
  }
  return result;
}

// The mean level along the picture's edge less that of all pixels.
double edge_above_mean(const Image& image) {
  double all = 0, edge = 0, count = 0;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      all += image.at(x, y);
      if (x > 0 && y > 0 && x < image.width - 1 && y < image.height - 1) continue;
      edge += image.at(x, y);
      ++count;
    }
  }
  return edge / count - all / static_cast<double>(image.pixels.size());
}

}  // namespace

bool ink_is_bright(const Image& grey) {
  if (grey.pixels.empty()) return false;
  const Image image = reduced(grey, reduction_to(grey, enough_pixels));
  const std::vector<double> levels =
      without_light(image, std::max(1, std::min(image.width, image.height) / 8));
  double mean = 0, squares = 0, cubes = 0;
  for (const double level : levels) mean += level;
  mean /= static_cast<double>(levels.size());
  for (const double level : levels) {
    squares += (level - mean) * (level - mean);
    cubes += (level - mean) * (level - mean) * (level - mean);
  }
  squares /= static_cast<double>(levels.size());
  cubes /= static_cast<double>(levels.size());
  if (squares == 0) return false;
  const double deviation = std::sqrt(squares);
  return cubes / (squares * deviation) > weight_of_edge * edge_above_mean(image) / deviation;
}

}  // namespace inkling
