// Tells chalk on a board from ink on paper.
#pragma once

#include "engine/picture/image.h"

namespace inkling {

// Whether what is written is brighter than what it is written on.  False for a picture of one tone.
//
// Strokes cover less of a picture than paper does: once the light is taken out, levels have a long tail on
// the side of the ink (their skewness).  A picture cut so close that strokes cover half of it still has more
// paper along its edge than within.
bool ink_is_bright(const Image& grey);

}  // namespace inkling
