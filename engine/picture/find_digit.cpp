#include "engine/picture/find_digit.h"

#include <algorithm>

#include "engine/picture/components.h"
#include "engine/picture/crop.h"
#include "engine/picture/enlarged.h"
#include "engine/picture/framed.h"
#include "engine/picture/paper.h"
#include "engine/picture/separate.h"

namespace inkling {
namespace {

// Larger pictures are reduced: more would only cost time for the 20 pixels of a glyph.
constexpr int most_side = 640;

// Pictures not half as large are enlarged.
constexpr int least_side = 112;

// How far two boxes are from each other, along the axis where that is more; negative where they overlap.
int gap(const PixelBox& a, const PixelBox& b) {
  return std::max(std::max(a.left, b.left) - std::min(a.right, b.right),
                  std::max(a.top, b.top) - std::min(a.bottom, b.bottom));
}

// How many of its pixels have paper beside them: about twice the length of its strokes, however thick.
double outline(const Component& part, const Image& image) {
  const auto width = static_cast<size_t>(image.width);
  const auto is_paper_beside = [&](size_t pixel) {
    const size_t x = pixel % width, y = pixel / width;
    return (x > 0 && image.pixels[pixel - 1] == 0) || (x + 1 < width && image.pixels[pixel + 1] == 0) ||
           (y > 0 && image.pixels[pixel - width] == 0) ||
           (y + 1 < static_cast<size_t>(image.height) && image.pixels[pixel + width] == 0);
  };
  return static_cast<double>(std::count_if(part.pixels.begin(), part.pixels.end(), is_paper_beside));
}

const Component* heaviest(const std::vector<Component>& parts, const Image& image, bool from_outside) {
  const Component* best = nullptr;
  for (const Component& part : parts)
    if (at_edge(part.box, image) == from_outside && (!best || part.mass > best->mass)) best = &part;
  return best;
}

// The heaviest part.  What touches the picture's edge, such as the end of the sheet or of a shadow, counts a
// quarter of what it would with strokes no thicker than those of the heaviest other part.
const Component* main_part(const std::vector<Component>& parts, const Image& image) {
  const Component* inside = heaviest(parts, image, false);
  const Component* outside = heaviest(parts, image, true);
  if (!inside || !outside) return inside ? inside : outside;
  const auto mass = static_cast<double>(inside->mass);
  const double as_thick = mass * outline(*outside, image) / outline(*inside, image);
  return 4 * mass >= std::min(static_cast<double>(outside->mass), as_thick) ? inside : outside;
}

// Whether a part belongs to the digit: not a speck, not far off, and not coming from outside unless the digit
// does.
bool belongs(const Component& part, const Component& main, const Image& image) {
  const int size = std::max(main.box.width(), main.box.height());
  return part.mass * 40 >= main.mass && gap(part.box, main.box) * 4 <= size &&
         (!at_edge(part.box, image) || at_edge(main.box, image));
}

// The parts of the digit; none if there is no ink.
std::vector<const Component*> digit_of(const std::vector<Component>& parts, const Image& image) {
  std::vector<const Component*> digit;
  const Component* main = main_part(parts, image);
  for (const Component& part : parts) {
    if (belongs(part, *main, image)) digit.push_back(&part);
  }
  return digit;
}

PixelBox box_of(const std::vector<const Component*>& digit) {
  PixelBox box = digit[0]->box;
  for (const Component* part : digit) box = united(box, part->box);
  return box;
}

// Whether the box reaches nearly to all edges of the picture.
bool fills(const PixelBox& box, const Image& image) {
  const int near = 1 + std::max(image.width, image.height) / 20;
  return box.left <= near && box.top <= near && box.right >= image.width - near &&
         box.bottom >= image.height - near;
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

// By what a picture is enlarged in which strokes are hardly wider than pixels; 1 for others.
int enlargement_of(const Image& grey) {
  const int side = std::max(grey.width, grey.height);
  return side > 0 && 2 * side <= least_side ? least_side / side : 1;
}

// In a tiny picture strokes are hardly wider than pixels, and what touches its edge may well be the digit.
std::optional<FoundDigit> find_in_tiny(const Image& grey, int factor) {
  const Framed sheet = framed(grey);
  auto found = find_digit(enlarged(sheet.image, factor));
  if (!found) return std::nullopt;
  const auto place = [&](float position, int most) {
    const float inside = position / static_cast<float>(factor) - static_cast<float>(sheet.margin);
    return std::clamp(inside, 0.f, static_cast<float>(most));
  };
  const Box& box = found->box;
  found->box = {place(box.left, grey.width), place(box.top, grey.height), place(box.right, grey.width),
                place(box.bottom, grey.height)};
  return found;
}

}  // namespace

std::optional<FoundDigit> find_digit(const Image& grey) {
  if (const int factor = enlargement_of(grey); factor > 1) return find_in_tiny(grey, factor);
  const Separated writing = separated(grey, most_side, Margin::some);
  const std::vector<Component> parts = components(writing.ink);
  const std::vector<const Component*> digit = digit_of(parts, writing.ink);
  if (!digit.empty() && !at_edge(box_of(digit), writing.ink)) return cropped(writing, digit, grey);
  // Perhaps the picture was cut out so closely that there is too little paper.
  const Separated close = separated(grey, most_side, Margin::none);
  const std::vector<Component> close_parts = components(close.ink);
  const std::vector<const Component*> close_digit = digit_of(close_parts, close.ink);
  if (!close_digit.empty() && fills(box_of(close_digit), close.ink)) return cropped(close, close_digit, grey);
  if (digit.empty()) return std::nullopt;
  return cropped(writing, digit, grey);
}

Image glyph_picture(const Image& grey) {
  return edge_level(grey) > 127.5 ? inverted(grey) : grey;
}

}  // namespace inkling
