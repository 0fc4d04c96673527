// Makes what is bright in a picture wider.
#pragma once

#include "engine/picture/image.h"

namespace inkling {

// Each pixel becomes the greatest of the square window around it, `radius` pixels to each side.
void dilate(Image& image, int radius);

}  // namespace inkling
