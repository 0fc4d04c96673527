#include <algorithm>

#include "engine/glyph/normalise.h"
#include "engine/picture/find_digit.h"
#include "engine/reading/see.h"

namespace inkling {
namespace {

// Ink of a glyph is 20 pixels long; some who make such pictures leave it a little longer, or grain around it.
constexpr int longest_glyph = 22, most_grain = 63;

// Whether a picture [28, 28] has ink, in a glyph's geometry.
bool is_glyph(const Image& picture) {
  int left = glyph_side, right = 0, top = glyph_side, bottom = 0;
  for (int y = 0; y < glyph_side; ++y) {
    for (int x = 0; x < glyph_side; ++x) {
      if (picture.at(x, y) <= most_grain) continue;
      left = std::min(left, x), right = std::max(right, x + 1);
      top = std::min(top, y), bottom = y + 1;
    }
  }
  const int length = std::max(right - left, bottom - top);
  return length > 0 && length <= longest_glyph;
}

Seen seen_of_glyph(const Image& picture) {
  Seen seen{{}, {}, {0, 0, glyph_side, glyph_side}, {}};
  std::copy(picture.pixels.begin(), picture.pixels.end(), seen.glyph.begin());
  return seen;
}

}  // namespace

std::optional<Seen> see(const Image& grey) {
  if (grey.width == glyph_side && grey.height == glyph_side) {
    const Image picture = glyph_picture(grey);
    if (is_glyph(picture)) return seen_of_glyph(picture);
  }
  const std::optional<FoundDigit> found = find_digit(grey);
  if (!found) return std::nullopt;
  const std::optional<Normalised> normalised = normalise(found->image);
  if (!normalised) return std::nullopt;
  const float reduction = static_cast<float>(found->image.width) / found->box.width();
  const Transform to_crop{reduction, -found->box.left * reduction, -found->box.top * reduction};
  return Seen{normalised->glyph, then(to_crop, normalised->from_picture), found->box, {}};
}

}  // namespace inkling
