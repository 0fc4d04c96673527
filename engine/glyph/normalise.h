// Fits a grey picture of one sign into a glyph, with the geometry of MNIST: the ink's box is scaled so that
// its longer side is 20 pixels (each pixel the mean of what it covers), then moved by whole pixels so that
// the centre of mass comes to the middle of the 28x28.  Source: LeCun, Cortes, Burges, "The MNIST database of
// handwritten digits".
#pragma once

#include <optional>

#include "engine/core/geometry.h"
#include "engine/glyph/glyph.h"
#include "engine/picture/image.h"

namespace inkling {

struct Normalised {
  Glyph glyph;
  Transform from_picture;  // glyph = from_picture(picture)
};

// Nothing if no pixel of the picture is above 0.
std::optional<Normalised> normalise(const Image& picture);

}  // namespace inkling
