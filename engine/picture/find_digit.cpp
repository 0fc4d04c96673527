#include "engine/picture/find_digit.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/ink/rasterise.h"
#include "engine/picture/components.h"
#include "engine/picture/paper.h"
#include "engine/picture/stroke_width.h"

namespace inkling {
namespace {

// Larger pictures are reduced: more would only cost time for the 20 pixels of a glyph.
constexpr int working_side = 640;

// Below this many grey levels from the paper nothing is ink, but the grain of paper and camera.
constexpr double faintest_ink = 20;

// The bounds of what is left alone: strokes as wide as in MNIST's glyphs, and half as much more.
constexpr double thinnest_stroke = pen_width / (1 + pen_width);
constexpr double thickest_stroke = 1.5 * thinnest_stroke;

// The mean of each `factor` x `factor` pixels; what is left over at the right and the bottom counts in its
// own size.
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

struct Classes {
  double paper = 0, ink = 0;  // mean levels
  double paper_deviation = 0;
};

// The two classes of levels with the greatest variance between them.  Source: Otsu, "A threshold selection
// method from gray-level histograms", 1979.
Classes two_classes(const Image& image) {
  std::array<double, 256> histogram{};
  for (const uint8_t level : image.pixels) ++histogram[level];
  double total = 0, total_sum = 0;
  for (size_t level = 0; level < histogram.size(); ++level) {
    total += histogram[level];
    total_sum += histogram[level] * static_cast<double>(level);
  }
  Classes best;
  double best_variance = -1, count = 0, sum = 0, squares = 0;
  for (size_t level = 0; level + 1 < histogram.size(); ++level) {
    const auto value = static_cast<double>(level);
    count += histogram[level];
    sum += histogram[level] * value;
    squares += histogram[level] * value * value;
    if (count == 0 || count == total) continue;
    const double paper = sum / count, ink = (total_sum - sum) / (total - count);
    const double variance = count * (total - count) * (ink - paper) * (ink - paper);
    if (variance <= best_variance) continue;
    best_variance = variance;
    best = {paper, ink, std::sqrt(std::max(0.0, squares / count - paper * paper))};
  }
  return best;
}

// Spreads the middle half of the way from paper to ink over all levels, so that the edge of a stroke stays
// where it is and what is nearer to paper becomes paper.
void stretch(Image& image, const Classes& classes) {
  const double span = classes.ink - classes.paper, low = classes.paper + span / 4;
  for (uint8_t& level : image.pixels) {
    level = static_cast<uint8_t>(std::clamp((level - low) / (span / 2), 0.0, 1.0) * 255 + 0.5);
  }
}

bool at_edge(const PixelBox& box, const Image& image) {
  return box.left == 0 || box.top == 0 || box.right == image.width || box.bottom == image.height;
}

// How far two boxes are from each other, along the axis where that is more; negative where they overlap.
int gap(const PixelBox& a, const PixelBox& b) {
  return std::max(std::max(a.left, b.left) - std::min(a.right, b.right),
                  std::max(a.top, b.top) - std::min(a.bottom, b.bottom));
}

// The heaviest part; what touches the picture's edge, such as the end of the sheet, counts a quarter.
const Component* main_part(const std::vector<Component>& parts, const Image& image) {
  const Component* best = nullptr;
  uint64_t most = 0;
  for (const Component& part : parts) {
    const uint64_t weight = at_edge(part.box, image) ? part.mass / 4 : part.mass;
    if (weight <= most) continue;
    most = weight;
    best = &part;
  }
  return best;
}

// Whether a part belongs to the digit: not a speck, not far off, and not coming from outside unless the digit
// does.
bool belongs(const Component& part, const Component& main, const Image& image) {
  const int size = std::max(main.box.width(), main.box.height());
  return part.mass * 40 >= main.mass && gap(part.box, main.box) * 4 <= size &&
         (!at_edge(part.box, image) || at_edge(main.box, image));
}

struct Digit {
  PixelBox box;
  bool at_edge;
  Image image;          // of the box
  double contrast = 0;  // grey levels between paper and ink
};

// The digit's parts alone, in the box that holds them.
std::optional<Digit> digit_of(const Image& image) {
  const auto parts = components(image);
  const Component* main = main_part(parts, image);
  if (!main) return std::nullopt;
  std::vector<const Component*> kept;
  PixelBox box = main->box;
  for (const Component& part : parts) {
    if (!belongs(part, *main, image)) continue;
    kept.push_back(&part);
    box = united(box, part.box);
  }
  Digit digit{box, at_edge(box, image), {box.width(), box.height(), {}}, 0};
  digit.image.pixels.resize(static_cast<size_t>(box.width()) * static_cast<size_t>(box.height()));
  for (const Component* part : kept) {
    for (const size_t pixel : part->pixels) {
      const size_t x = pixel % static_cast<size_t>(image.width) - static_cast<size_t>(box.left);
      const size_t y = pixel / static_cast<size_t>(image.width) - static_cast<size_t>(box.top);
      digit.image.pixels[y * static_cast<size_t>(box.width()) + x] = image.pixels[pixel];
    }
  }
  return digit;
}

// The digit if ink is darker than paper.
std::optional<Digit> dark_digit(const Image& grey) {
  Image image = darkness(grey);
  const Classes classes = two_classes(image);
  if (classes.ink - classes.paper < std::max(faintest_ink, 4 * classes.paper_deviation)) return std::nullopt;
  stretch(image, classes);
  auto digit = digit_of(image);
  if (digit) digit->contrast = classes.ink - classes.paper;
  return digit;
}

bool contains(const PixelBox& outer, const PixelBox& inner) {
  return outer.left <= inner.left && outer.top <= inner.top && outer.right >= inner.right &&
         outer.bottom >= inner.bottom;
}

// How much a digit stands out: the area of its box times its contrast.
double prominence(const Digit& digit) {
  return digit.contrast * digit.box.width() * digit.box.height();
}

// The mean level along the picture's edge, where there is most paper.
double edge_level(const Image& image) {
  uint64_t sum = 0, count = 0;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      if (x > 0 && y > 0 && x < image.width - 1 && y < image.height - 1) continue;
      sum += image.at(x, y);
      ++count;
    }
  }
  return count ? static_cast<double>(sum) / static_cast<double>(count) : 0;
}

double mean_level(const Image& image) {
  uint64_t sum = 0;
  for (const uint8_t level : image.pixels) sum += level;
  return static_cast<double>(sum) / static_cast<double>(image.pixels.size());
}

// Which of both polarities shows the digit.  In the other one the paper that strokes enclose looks like ink:
// it lies within the strokes' box.  Else something comes in from the picture's edge, such as a strip of
// light, or the picture is cut so close that paper between strokes and edge looks like ink.
std::optional<Digit> likelier(std::optional<Digit> dark, std::optional<Digit> bright, const Image& image) {
  if (!dark || !bright) return dark ? dark : bright;
  if (contains(dark->box, bright->box) != contains(bright->box, dark->box)) {
    return contains(dark->box, bright->box) ? dark : bright;
  }
  if (!dark->at_edge && !bright->at_edge) return prominence(*dark) >= prominence(*bright) ? dark : bright;
  if (dark->at_edge != bright->at_edge) return dark->at_edge ? bright : dark;
  return edge_level(image) >= mean_level(image) ? dark : bright;
}

// Strokes between thinnest_stroke and thickest_stroke of the digit's longer side: a fineliner's are widened,
// a brush's narrowed.
Image with_usual_strokes(const Image& digit) {
  const double side = std::max(digit.width, digit.height), width = stroke_width(digit);
  const double usual = std::clamp(width / side, thinnest_stroke, thickest_stroke);
  // The side grows and shrinks with the strokes: (width + change) / (side + change) = usual.
  const double change = (usual * side - width) / (1 - usual);
  return change == 0 ? digit : with_wider_strokes(digit, change);
}

}  // namespace

std::optional<FoundDigit> find_digit(const Image& grey) {
  if (grey.pixels.empty()) return std::nullopt;
  const int factor = (std::max(grey.width, grey.height) + working_side - 1) / working_side;
  const Image image = reduced(grey, factor);
  const auto digit = likelier(dark_digit(image), dark_digit(inverted(image)), image);
  if (!digit) return std::nullopt;

  const auto pixels = [&](int position, int most) {
    return static_cast<float>(std::min(int64_t{position} * factor, int64_t{most}));
  };
  const Box box{pixels(digit->box.left, grey.width), pixels(digit->box.top, grey.height),
                pixels(digit->box.right, grey.width), pixels(digit->box.bottom, grey.height)};
  return FoundDigit{with_usual_strokes(digit->image), box};
}

Image glyph_picture(const Image& grey) {
  return edge_level(grey) > 127.5 ? inverted(grey) : grey;
}

}  // namespace inkling
