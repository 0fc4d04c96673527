// Separates the ink of one digit from the paper of a scan or photograph.
#pragma once

#include <optional>

#include "engine/core/geometry.h"
#include "engine/picture/image.h"

namespace inkling {

struct FoundDigit {
  Image image;  // 0 paper, 255 ink, cropped to the ink
  Box box;      // where it was, in pixels of the picture
};

// Estimates the paper's brightness around every place, decides whether ink is darker or brighter than paper,
// and keeps the digit's strokes without specks.  Nothing if the picture shows no ink.
std::optional<FoundDigit> find_digit(const Image& grey);

// A 28x28 picture is a glyph already: bright on dark it enters unchanged, dark on bright it is inverted.
Image glyph_picture(const Image& grey);

}  // namespace inkling
