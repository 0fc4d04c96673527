// Makes a picture larger.
#pragma once

#include "engine/picture/image.h"

namespace inkling {

// `factor` times as wide and high, factor >= 1, its levels going evenly from the middle of each pixel to that
// of the next (bilinear); the edge is continued.
Image enlarged(const Image& image, int factor);

}  // namespace inkling
