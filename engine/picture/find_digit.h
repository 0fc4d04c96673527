// Finds the one digit of a scan or photograph.
#pragma once

#include <optional>

#include "engine/core/geometry.h"
#include "engine/picture/image.h"

namespace inkling {

struct FoundDigit {
  Image image;  // 0 paper, 255 ink, cropped to the ink
  Box box;      // where it was, in pixels of the picture
};

// Separates the ink from the paper, whichever is brighter, and keeps the strokes of the largest digit alone.
// Nothing if the picture shows no ink.
std::optional<FoundDigit> find_digit(const Image& grey);

// A picture that is a glyph already, [28, 28]: bright on dark it stays as it is, dark on bright it is
// inverted.
Image glyph_picture(const Image& grey);

}  // namespace inkling
