#include "engine/picture/marks.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "engine/picture/crop.h"

namespace inkling {
namespace {

// Shares of the picture's longer side.
constexpr double smallest_mark = 0.015;    // the longer side of what is no grain
constexpr double smallest_writing = 0.05;  // of what may be the main mark rather than one from outside

// What is so many times lighter than another mark is a rest of a ruling, or a smear.
constexpr uint64_t lightest_writing = 200;

// The level that one in five pixels exceeds.
int darkness_of(const Component& component, const Image& image) {
  std::array<size_t, 256> counts{};
  for (const size_t pixel : component.pixels) ++counts[image.pixels[pixel]];
  size_t count = 0;
  int level = 0;
  while (5 * (count += counts[static_cast<size_t>(level)]) <= 4 * component.pixels.size()) ++level;
  return level;
}

// The shorter of the runs of ink through each pixel, level and upright: [height, width], 0 without ink.
std::vector<int> thicknesses(const Image& image) {
  std::vector<int> result(image.pixels.size(), std::max(image.width, image.height));
  const auto measure = [&](int lines, int length, int next_line, int next) {
    for (int line = 0; line < lines; ++line) {
      const auto pixel = [&](int at) { return static_cast<size_t>(line * next_line + at * next); };
      for (int at = 0, end = 0; at < length; at = end) {
        const bool ink = image.pixels[pixel(at)] > 0;
        for (end = at + 1; end < length && (image.pixels[pixel(end)] > 0) == ink;) ++end;
        for (int place = at; place < end; ++place)
          result[pixel(place)] = ink ? std::min(result[pixel(place)], end - at) : 0;
      }
    }
  };
  measure(image.height, image.width, image.width, 1);
  measure(image.width, image.height, 1, image.width);
  return result;
}

// The median over the length of its strokes: a pixel is the share of it that its thickness leaves.
int thickness_of(const Component& component, const std::vector<int>& thicknesses) {
  std::vector<std::pair<int, double>> lengths;
  double total = 0, length = 0;
  for (const size_t pixel : component.pixels) {
    lengths.emplace_back(thicknesses[pixel], 1.0 / thicknesses[pixel]);
    total += lengths.back().second;
  }
  std::sort(lengths.begin(), lengths.end());
  for (const auto& [thickness, share] : lengths)
    if (length += share; length >= total / 2) return thickness;
  return lengths.back().first;
}

}  // namespace

const Mark* Marks::main(const Image& image) const {
  const double smallest = smallest_writing * std::max(image.width, image.height);
  uint64_t most = 0;
  for (const Mark& mark : all) most = std::max(most, mark.component.mass);
  const auto weight = [&](const Mark& mark) {
    const PixelBox& box = mark.component.box;
    const bool is_writing = !at_edge(box, image) && longer_side(box) >= smallest &&
                            mark.component.mass * lightest_writing >= most;
    return std::pair(is_writing, mark.component.mass);
  };
  const auto heaviest = std::max_element(all.begin(), all.end(),
                                         [&](const Mark& a, const Mark& b) { return weight(a) < weight(b); });
  return heaviest == all.end() ? nullptr : &*heaviest;
}

Marks marks_on(const Image& image) {
  const double smallest = std::max(2.0, smallest_mark * std::max(image.width, image.height));
  const std::vector<int> thickness = thicknesses(image);
  Marks marks;
  for (Component& component : components(image)) {
    if (longer_side(component.box) < smallest) continue;
    for (const size_t pixel : component.pixels) marks.thickest = std::max(marks.thickest, thickness[pixel]);
    const int darkness = darkness_of(component, image), usual = thickness_of(component, thickness);
    marks.all.push_back({std::move(component), darkness, usual});
  }
  return marks;
}

}  // namespace inkling
