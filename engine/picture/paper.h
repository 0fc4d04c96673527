// Takes the paper out of a picture: shadows, gradients and the tone of the paper go, what stands out from it
// stays.
#pragma once

#include "engine/picture/image.h"

namespace inkling {

// How much darker than the paper around it each pixel is, 0 to 255.
//
// The paper under a stroke is what the picture shows once every dark structure narrower than `widest_stroke`
// pixels, or half as wide at the picture's edge, is filled from its surroundings (a morphological closing).
// Unlike a local mean it keeps the edge of a shadow where it is.
Image darkness(const Image& grey, int widest_stroke);

// 255 becomes 0.
Image inverted(Image image);

}  // namespace inkling
