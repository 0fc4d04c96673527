// Draws ink into a grey picture, as a round pen of a width that follows the size of the ink would.
#pragma once

#include "engine/ink/ink.h"
#include "engine/picture/image.h"

namespace inkling {

struct Raster {
  Image image;         // bright ink on black paper; empty if the ink is
  Transform from_ink;  // picture = from_ink(ink)
};

// The picture of the ink: its longer side has a fixed number of pixels, whatever the ink's unit, and the ink
// (pen width included) touches all four edges.  The pen's width is `pen_width` times the longer side of the
// ink's box.
Raster rasterise(const Ink& ink);

}  // namespace inkling
