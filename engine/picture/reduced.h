// Makes a picture smaller.
#pragma once

#include "engine/picture/image.h"

namespace inkling {

// The mean of each `factor` x `factor` pixels, factor >= 1; what is left over at the right and the bottom
// counts in its own size.
Image reduced(const Image& image, int factor);

// The smallest factor that leaves at most `side` pixels on the longer side.
int reduction_to(const Image& image, int side);

}  // namespace inkling
