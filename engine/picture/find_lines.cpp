#include "engine/picture/find_lines.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/picture/crop.h"
#include "engine/picture/cut.h"

namespace inkling {
namespace {

// Large enough for the digits of a page with some twenty to a line.
constexpr int most_side = 1024;

// What is so many times wider than high is a dash, the rest of a ruling, or many digits that touch.
constexpr int flattest_digit = 4;

// Shares of the height of a digit.
constexpr double smallest_part = 0.25;  // its longer side
constexpr double largest_part = 2.5;    // its height
constexpr double flattest_part = 0.3;   // a dash lower than that is a line, or the rest of one
constexpr double line_distance = 0.5;   // between the middles of digits of different lines, at least
constexpr double farthest_part = 0.2;   // of one digit, apart in height
constexpr double tallest_digit = 1.35;

int overlap(int a_begin, int a_end, int b_begin, int b_end) {
  return std::min(a_end, b_end) - std::max(a_begin, b_begin);
}
double middle_x(const Piece& piece) {
  return (piece.ink.box.left + piece.ink.box.right) / 2.0;
}
double middle_y(const Piece& piece) {
  return (piece.ink.box.top + piece.ink.box.bottom) / 2.0;
}

// The median height of the parts, weighing each by its longer side: by its mass one blot would outweigh the
// writing, and by their number specks.  0 if there are dashes alone.
int usual_height(std::vector<Component>& parts) {
  std::sort(parts.begin(), parts.end(),
            [](const Component& a, const Component& b) { return a.box.height() < b.box.height(); });
  const auto weight = [](const Component& part) {
    return part.box.width() > flattest_digit * part.box.height() ? 0 : longer_side(part.box);
  };
  int total = 0, length = 0;
  for (const Component& part : parts) total += weight(part);
  for (const Component& part : parts) {
    length += weight(part);
    if (length > 0 && 2 * length >= total) return part.box.height();
  }
  return 0;
}

// Without the parts that touch the picture's edge, unless they are far longer together than the others.
void drop_what_comes_from_outside(std::vector<Component>& parts, const Image& image) {
  int outside = 0, inside = 0;
  for (const Component& part : parts) (at_edge(part.box, image) ? outside : inside) += longer_side(part.box);
  if (4 * inside >= outside)
    std::erase_if(parts, [&](const Component& part) { return at_edge(part.box, image); });
}

bool is_writing(const Component& part, double height) {
  const PixelBox& box = part.box;
  const bool dash = box.height() < flattest_part * height && box.width() > flattest_digit * box.height();
  return longer_side(box) >= smallest_part * height && box.height() <= largest_part * height && !dash;
}

// Whether two parts can only be of one digit: above each other and near.
bool same_digit(const PixelBox& a, const PixelBox& b, double height) {
  const int across = overlap(a.left, a.right, b.left, b.right),
            apart = -overlap(a.top, a.bottom, b.top, b.bottom);
  return 2 * across >= std::min(a.width(), b.width()) && apart <= farthest_part * height &&
         united(a, b).height() <= tallest_digit * height;
}

// Parts of one digit become one, until none are left.
void join_parts(std::vector<Piece>& pieces, double height) {
  for (size_t i = 0; i < pieces.size(); ++i) {
    for (size_t k = i + 1; k < pieces.size(); ++k) {
      Component& a = pieces[i].ink;
      const Component& b = pieces[k].ink;
      if (!same_digit(a.box, b.box, height)) continue;
      a.box = united(a.box, b.box);
      a.mass += b.mass;
      a.pixels.insert(a.pixels.end(), b.pixels.begin(), b.pixels.end());
      pieces.erase(pieces.begin() + static_cast<ptrdiff_t>(k));
      k = i;  // it has grown: look at all behind it again
    }
  }
}

// How much lines go down per pixel to the right: the median over all pieces of the way to the nearest
// neighbour on the right that is about level with it.
double slope_of(const std::vector<Piece>& pieces, double height) {
  std::vector<double> slopes;
  for (const Piece& piece : pieces) {
    const Piece* next = nullptr;
    for (const Piece& other : pieces) {
      const double right = middle_x(other) - middle_x(piece);
      if (right <= 0.2 * height || std::abs(middle_y(other) - middle_y(piece)) > 0.5 * height) continue;
      if (!next || middle_x(other) < middle_x(*next)) next = &other;
    }
    if (next) slopes.push_back((middle_y(*next) - middle_y(piece)) / (middle_x(*next) - middle_x(piece)));
  }
  if (slopes.empty()) return 0;
  const auto median = slopes.begin() + static_cast<ptrdiff_t>(slopes.size() / 2);
  std::nth_element(slopes.begin(), median, slopes.end());
  return *median;
}

std::vector<std::vector<Piece>> lines_of(std::vector<Piece> pieces, double height) {
  const double slope = slope_of(pieces, height);
  const auto level = [&](const Piece& piece) { return middle_y(piece) - slope * middle_x(piece); };
  std::sort(pieces.begin(), pieces.end(),
            [&](const Piece& a, const Piece& b) { return level(a) < level(b); });
  std::vector<std::vector<Piece>> lines;
  double last = 0;
  for (Piece& piece : pieces) {
    const double here = level(piece);
    if (lines.empty() || here - last > line_distance * height) lines.emplace_back();
    last = here;
    lines.back().push_back(std::move(piece));
  }
  for (auto& line : lines)
    std::sort(line.begin(), line.end(),
              [](const Piece& a, const Piece& b) { return middle_x(a) < middle_x(b); });
  return lines;
}

}  // namespace

Writing find_lines(const Image& grey) {
  Writing writing{separated(grey, most_side, Margin::some), 0, {}};
  const Image& image = writing.separated.ink;
  std::vector<Component> parts = components(image);
  drop_what_comes_from_outside(parts, image);
  writing.digit_height = usual_height(parts);
  std::erase_if(parts, [&](const Component& part) { return !is_writing(part, writing.digit_height); });
  if (parts.size() > most_pieces) return writing;
  std::vector<Piece> pieces;
  for (Component& part : parts) pieces.push_back({std::move(part), 0});
  join_parts(pieces, writing.digit_height);
  for (const auto& line : lines_of(std::move(pieces), writing.digit_height)) {
    auto& cut = writing.lines.emplace_back();
    for (const Piece& piece : line) {
      for (Piece& part : cut_where_digits_may_touch(piece, image, writing.digit_height))
        cut.push_back(std::move(part));
    }
  }
  return writing;
}

}  // namespace inkling
