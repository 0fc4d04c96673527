#include "engine/picture/dilate.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace inkling {
namespace {

// Running maxima of a line of levels with `radius` zeros before and behind it, in blocks of a window's
// length.
struct Line {
  int radius;
  std::vector<uint8_t> levels, from_start, to_end;

  Line(int count, int window_radius) : radius(window_radius) {
    const auto size = static_cast<size_t>(count + 2 * radius);
    for (auto* values : {&levels, &from_start, &to_end}) values->resize(size);
  }

  // Replaces each of `count` levels, `stride` bytes apart, by the greatest within the radius.  Source: van
  // Herk, "A fast algorithm for local minimum and maximum filters on rectangular and octagonal kernels",
  // 1992: every window is the end of one block and the start of the next.
  void greatest_around(uint8_t* line, int count, ptrdiff_t stride) {
    const auto window = static_cast<size_t>(2 * radius + 1);
    for (int i = 0; i < count; ++i) levels[static_cast<size_t>(i + radius)] = line[i * stride];
    for (size_t i = 0; i < levels.size(); ++i) {
      from_start[i] = i % window == 0 ? levels[i] : std::max(from_start[i - 1], levels[i]);
    }
    for (size_t i = levels.size(); i-- > 0;) {
      const bool block_ends = (i + 1) % window == 0 || i + 1 == levels.size();
      to_end[i] = block_ends ? levels[i] : std::max(to_end[i + 1], levels[i]);
    }
    for (int i = 0; i < count; ++i) {
      line[i * stride] =
          std::max(to_end[static_cast<size_t>(i)], from_start[static_cast<size_t>(i) + window - 1]);
    }
  }
};

}  // namespace

void dilate(Image& image, int radius) {
  Line row(image.width, radius), column(image.height, radius);
  for (int y = 0; y < image.height; ++y) {
    row.greatest_around(image.pixels.data() + static_cast<size_t>(y) * static_cast<size_t>(image.width),
                        image.width, 1);
  }
  for (int x = 0; x < image.width; ++x) {
    column.greatest_around(image.pixels.data() + x, image.height, image.width);
  }
}

}  // namespace inkling
