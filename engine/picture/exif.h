// Which way up a photograph is held: the orientation that cameras write into JPEG files.
#pragma once

#include <span>

#include "engine/picture/image.h"

namespace inkling {

// The orientation, 1 to 8, of EXIF's tag 0x0112 in the first APP1 segment that has one; 1, upright, if there
// is none or the data is damaged.  Source: JEITA CP-3451 (Exif 2.3), 4.5.4 and 4.6.4.
int exif_orientation(std::span<const uint8_t> jpeg);

// The picture as it was seen, from its pixels as they are stored.  1 upright, 2 mirrored left to right, 3
// upside down, 4 mirrored top to bottom, 5 mirrored along the diagonal, 6 to be turned right, 7 mirrored
// along the other diagonal, 8 to be turned left.
Image upright(const Image& stored, int orientation);

}  // namespace inkling
