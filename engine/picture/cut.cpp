#include "engine/picture/cut.h"

#include <algorithm>
#include <cstdlib>

namespace inkling {
namespace {

// Shares of the height of a digit.
constexpr double narrowest_touching = 0.85;  // two digits that touch
constexpr double narrowest_part = 0.15;      // and what is left of them
constexpr double most_ink = 0.35;            // cut through

constexpr size_t most_cuts = 4;

// The ink in each column, in pixels fully covered.
std::vector<double> ink_by_column(const Component& ink, const Image& image) {
  std::vector<double> columns(static_cast<size_t>(ink.box.width()));
  for (const size_t pixel : ink.pixels)
    columns[pixel % static_cast<size_t>(image.width) - static_cast<size_t>(ink.box.left)] +=
        image.pixels[pixel] / 255.0;
  return columns;
}

// The columns with the least ink, in their order, none near another or the end.
std::vector<int> cuts(const std::vector<double>& columns, int digit_height) {
  const auto margin = std::max(2, static_cast<int>(narrowest_part * digit_height));
  std::vector<int> candidates, chosen;
  for (int x = margin; x + margin < static_cast<int>(columns.size()); ++x) {
    if (columns[static_cast<size_t>(x)] <= most_ink * digit_height) candidates.push_back(x);
  }
  std::stable_sort(candidates.begin(), candidates.end(), [&](int a, int b) {
    return columns[static_cast<size_t>(a)] < columns[static_cast<size_t>(b)];
  });
  for (const int x : candidates) {
    if (chosen.size() == most_cuts) break;
    if (std::none_of(chosen.begin(), chosen.end(), [&](int other) { return std::abs(other - x) < margin; }))
      chosen.push_back(x);
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace

std::vector<Piece> cut_where_digits_may_touch(const Piece& piece, const Image& image, int digit_height) {
  const PixelBox& box = piece.ink.box;
  if (box.width() < narrowest_touching * digit_height) return {piece};
  const std::vector<double> columns = ink_by_column(piece.ink, image);
  const std::vector<int> places = cuts(columns, digit_height);
  std::vector<Piece> parts(places.size() + 1);
  for (size_t i = 0; i < parts.size(); ++i) {
    parts[i].ink.box = {image.width, image.height, 0, 0};
    parts[i].cut =
        i == 0 ? piece.cut : std::max(1, static_cast<int>(columns[static_cast<size_t>(places[i - 1])] + 0.5));
  }
  for (const size_t pixel : piece.ink.pixels) {
    const int x = static_cast<int>(pixel % static_cast<size_t>(image.width)),
              y = static_cast<int>(pixel / static_cast<size_t>(image.width));
    Component& part = parts[static_cast<size_t>(std::upper_bound(places.begin(), places.end(), x - box.left) -
                                                places.begin())]
                          .ink;
    part.box = united(part.box, {x, y, x + 1, y + 1});
    part.mass += image.pixels[pixel];
    part.pixels.push_back(pixel);
  }
  return parts;
}

}  // namespace inkling
