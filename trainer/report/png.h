// Glyphs as PNG pictures.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/glyph/glyph.h"
#include "engine/picture/image.h"

namespace inkling::report {

// The bytes of a PNG file: ink of style.h's colour, and nothing where there is paper, so that it lies on any
// ground.
std::vector<uint8_t> png(const Image& ink);

// Glyphs in rows of `columns`, `gap` pixels of paper between them.
Image mosaic(std::span<const Glyph> glyphs, int columns, int gap);

// "data:image/png;base64,…"
std::string data_uri(const Image& ink);
std::string data_uri(const Glyph& glyph);

}  // namespace inkling::report
