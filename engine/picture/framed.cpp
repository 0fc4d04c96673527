#include "engine/picture/framed.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "engine/picture/polarity.h"

namespace inkling {
namespace {

// Shares of the pixels that have the same level.  No ink covers so much evenly; paper that is even has as
// much.
constexpr double nothing_but_paper = 1.0 / 2, least_paper = 1.0 / 6;

// The level that most of the paper has, if the paper is even.
std::optional<uint8_t> even_paper(const Image& image) {
  const auto pixels = static_cast<double>(image.pixels.size());
  std::array<size_t, 256> counts{};
  for (const uint8_t level : image.pixels) ++counts[level];
  const auto usual = std::ranges::max_element(counts);
  if (static_cast<double>(*usual) >= nothing_but_paper * pixels)
    return static_cast<uint8_t>(usual - counts.begin());
  const double mean = std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0) / pixels;
  const auto middle = counts.begin() + static_cast<ptrdiff_t>(mean) + 1;
  const bool is_dark = ink_is_bright(image);
  const auto paper =
      is_dark ? std::max_element(counts.begin(), middle) : std::max_element(middle, counts.end());
  if (paper == counts.end() || static_cast<double>(*paper) < least_paper * pixels) return std::nullopt;
  return static_cast<uint8_t>(paper - counts.begin());
}

}  // namespace

Framed framed(const Image& grey) {
  const auto paper = even_paper(grey);
  if (!paper) return {grey, 0};
  const int margin = std::max(grey.width, grey.height) / 4 + 1;
  const auto width = static_cast<size_t>(grey.width + 2 * margin);
  Framed result{{grey.width + 2 * margin, grey.height + 2 * margin, {}}, margin};
  result.image.pixels.assign(width * static_cast<size_t>(result.image.height), *paper);
  for (int y = 0; y < grey.height; ++y)
    for (int x = 0; x < grey.width; ++x)
      result.image.pixels[static_cast<size_t>(y + margin) * width + static_cast<size_t>(x + margin)] =
          grey.at(x, y);
  return result;
}

}  // namespace inkling
