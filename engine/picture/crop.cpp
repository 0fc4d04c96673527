#include "engine/picture/crop.h"

#include <algorithm>

#include "engine/ink/rasterise.h"
#include "engine/picture/stroke_width.h"

namespace inkling {
namespace {

// The bounds of what is left alone: strokes as wide as in MNIST's glyphs, and half as much more.
constexpr double thinnest_stroke = pen_width / (1 + pen_width);
constexpr double thickest_stroke = 1.5 * thinnest_stroke;

// Strokes between thinnest_stroke and thickest_stroke of the digit's longer side.
Image with_usual_strokes(const Image& digit) {
  const double side = std::max(digit.width, digit.height), width = stroke_width(digit);
  const double usual = std::clamp(width / side, thinnest_stroke, thickest_stroke);
  // The side grows and shrinks with the strokes: (width + change) / (side + change) = usual.
  const double change = (usual * side - width) / (1 - usual);
  return change == 0 ? digit : with_wider_strokes(digit, change);
}

}  // namespace

bool at_edge(const PixelBox& box, const Image& image) {
  return box.left == 0 || box.top == 0 || box.right == image.width || box.bottom == image.height;
}

FoundDigit cropped(const Separated& writing, std::span<const Component* const> parts, const Image& grey) {
  PixelBox box = parts[0]->box;
  for (const Component* part : parts) box = united(box, part->box);
  Image image{box.width(), box.height(), {}};
  image.pixels.resize(static_cast<size_t>(box.width()) * static_cast<size_t>(box.height()));
  for (const Component* part : parts) {
    for (const size_t pixel : part->pixels) {
      const size_t x = pixel % static_cast<size_t>(writing.ink.width) - static_cast<size_t>(box.left);
      const size_t y = pixel / static_cast<size_t>(writing.ink.width) - static_cast<size_t>(box.top);
      image.pixels[y * static_cast<size_t>(box.width()) + x] = writing.ink.pixels[pixel];
    }
  }
  const auto pixels = [&](int position, int most) {
    return static_cast<float>(std::min(int64_t{position} * writing.factor, int64_t{most}));
  };
  return {with_usual_strokes(image),
          {pixels(box.left, grey.width), pixels(box.top, grey.height), pixels(box.right, grey.width),
           pixels(box.bottom, grey.height)}};
}

}  // namespace inkling
