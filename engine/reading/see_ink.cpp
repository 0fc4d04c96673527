#include "engine/glyph/normalise.h"
#include "engine/reading/see.h"

namespace inkling {

std::optional<Seen> see(Ink ink, float pen) {
  const std::optional<Box> box = bounds(ink);
  if (!box) return std::nullopt;
  const Raster raster = rasterise(ink, pen);
  const std::optional<Normalised> normalised = normalise(raster.image);
  if (!normalised) return std::nullopt;
  return Seen{normalised->glyph, then(raster.from_ink, normalised->from_picture), *box, std::move(ink)};
}

}  // namespace inkling
