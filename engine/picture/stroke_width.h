// Gives the strokes of a digit the width that a pen would have drawn them with.
#pragma once

#include "engine/picture/image.h"

namespace inkling {

// The mean width of the strokes in pixels: 2 * area / perimeter, the perimeter being the total variation of
// the levels. 0 for a picture without ink.
double stroke_width(const Image& image);

// The picture with its strokes `pixels` wider, or narrower if that is negative, half of it on each side.  It
// grows by as much as they do at the edges; narrower strokes leave it as large as it is.
Image with_wider_strokes(const Image& image, double pixels);

}  // namespace inkling
