// Takes the lines of ruled and squared paper out of a picture.
#pragma once

#include "engine/picture/image.h"

namespace inkling {

// Sets the pixels of rulings to `paper`.  Levels above `paper` are ink.  A ruling is a thin line within ten
// degrees of level or upright that runs through the picture from one side to the other, straight but for a
// few pixels.  Where a stroke crosses it the stroke stays.
void remove_rulings(Image& image, uint8_t paper);

}  // namespace inkling
