// Cuts a digit out of the writing on a picture.
#pragma once

#include <span>

#include "engine/picture/components.h"
#include "engine/picture/find_digit.h"
#include "engine/picture/separate.h"

namespace inkling {

bool at_edge(const PixelBox& box, const Image& image);

// The digit of these parts, at least one, of the writing that was separated from `grey`: nothing else is on
// its image, and its strokes are between as wide as in MNIST's glyphs and half as much more, for a
// fineliner's are thinner and a brush's thicker.
FoundDigit cropped(const Separated& writing, std::span<const Component* const> parts, const Image& grey);

}  // namespace inkling
