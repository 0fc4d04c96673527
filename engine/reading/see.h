// What the network is shown of ink or of a picture.
#pragma once

#include <optional>

#include "engine/glyph/seen.h"
#include "engine/ink/rasterise.h"
#include "engine/picture/image.h"

namespace inkling {

// rasterise with a pen of this width, then normalise.  Nothing if there is no ink.
std::optional<Seen> see(Ink ink, float pen = pen_width);

// Finds the digit on a grey picture (white paper is 255), then normalises it.  A 28x28 picture whose ink is
// no longer than MNIST's is a glyph already, and enters unchanged.
std::optional<Seen> see(const Image& grey);

}  // namespace inkling
