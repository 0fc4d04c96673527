// Gives back to a picture that was cut out at its ink the paper around it.
#pragma once

#include "engine/picture/image.h"

namespace inkling {

struct Framed {
  Image image;
  int margin = 0;  // pixels of paper added on each side
};

// The picture in the middle of a larger sheet if its paper is even, as where a program drew it: such pictures
// are often cut out at their ink, and what touches the edge does not come from outside.  A photograph, whose
// paper has light and grain, comes back as it is.
Framed framed(const Image& grey);

}  // namespace inkling
