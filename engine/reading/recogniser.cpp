#include "engine/reading/recogniser.h"

#include <algorithm>

#include "engine/network/input.h"
#include "engine/picture/find_digit.h"

namespace inkling {
namespace {

// Large enough to keep the kernels busy, small enough for the activations to stay in the cache.
constexpr size_t most_batch = 32;

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

std::optional<Seen> see(Ink ink, float pen) {
  const std::optional<Box> box = bounds(ink);
  if (!box) return std::nullopt;
  const Raster raster = rasterise(ink, pen);
  const std::optional<Normalised> normalised = normalise(raster.image);
  if (!normalised) return std::nullopt;
  return Seen{normalised->glyph, then(raster.from_ink, normalised->from_picture), *box, std::move(ink)};
}

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

Recogniser::Recogniser(Session session) : session_(std::move(session)) {}

Result<Reading> Recogniser::read(const std::optional<Seen>& seen) {
  if (!seen) return Reading{};
  std::vector<float> logits_of_one(model().outputs);  // [outputs]
  if (const auto ran = logits({&*seen, 1}, logits_of_one); !ran) return std::unexpected(ran.error());
  return reading_of_one(model(), logits_of_one, seen->box);
}

Result<void> Recogniser::logits(std::span<const Seen> signs, std::span<float> all) {
  return run(signs, all);
}

Result<void> Recogniser::logits(std::span<const Glyph> glyphs, std::span<float> all) {
  return run(glyphs, all);
}

template <class Sign>
Result<void> Recogniser::run(std::span<const Sign> signs, std::span<float> all) {
  const size_t outputs = model().outputs, per_input = model().input_shape().size();
  if (all.size() != signs.size() * outputs)
    return fail("%zu glyphs and room for %zu logits, expected %zu", signs.size(), all.size(),
                signs.size() * outputs);
  for (size_t begin = 0; begin < signs.size(); begin += most_batch) {
    const size_t batch = std::min(most_batch, signs.size() - begin);
    input_.resize(batch * per_input);
    network_input(signs.subspan(begin, batch), model().planes, input_);
    if (const auto ran = session_.run(input_, all.subspan(begin * outputs, batch * outputs)); !ran)
      return ran;
  }
  return {};
}

}  // namespace inkling
