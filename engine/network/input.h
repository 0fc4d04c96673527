// Makes the network's input from glyphs.
#pragma once

#include <span>

#include "engine/glyph/glyph.h"

namespace inkling {

// glyphs: `batch` of [28, 28]; input: [batch, 28, 28, 1], written: grey levels divided by 255.
void network_input(std::span<const Glyph> glyphs, std::span<float> input);

}  // namespace inkling
