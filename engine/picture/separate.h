// Separates what is written from the paper of a scan or photograph.
#pragma once

#include "engine/picture/image.h"

namespace inkling {

struct Separated {
  Image ink;       // 0 paper, 255 ink; smaller than the picture if that is large
  int factor = 1;  // pixels of the picture for one of `ink`, in both directions
};

// How much of a picture is to be seen around the writing.
enum class Margin {
  some,  // strokes are narrower than a third of the shorter side, of a strip than a third of the longer one
  none,  // the picture ends where the ink does: strokes may be of any width, and the light must be even
};

// Takes light and shadow, the grain of paper and camera, rulings, and what is far fainter than most of the
// writing out of a grey picture of any size; ink may be darker or brighter than paper.  The longer side of
// what comes back is at most `most_side` pixels.  All of it is 0 if nothing is written.
Separated separated(const Image& grey, int most_side, Margin margin);

}  // namespace inkling
