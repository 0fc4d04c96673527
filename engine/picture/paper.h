// The paper of a picture alone: its tone, shadows and gradients.
#pragma once

#include "engine/picture/image.h"

namespace inkling {

// The paper, also where something is written on it: what the picture shows once every dark structure narrower
// than `widest_stroke` pixels, or half as wide at the picture's edge, is filled from its surroundings (a
// morphological closing).  Unlike a local mean it keeps the edge of a shadow where it is.
Image paper_under(const Image& grey, int widest_stroke);

// 255 becomes 0.
Image inverted(Image image);

}  // namespace inkling
