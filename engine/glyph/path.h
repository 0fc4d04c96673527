// The way the pen took through a glyph, which its pixels have lost: where to, and when.
//
// Of each pixel it says the mean over the path near it, the nearest parts counting most: where strokes cross
// or go back on themselves directions cancel.  All is measured in pixels of the glyph, along a path
// of even steps of half a pixel, a fortieth of the glyph's 20: how fast, how often and on what device the pen
// was seen does not matter, and neither do jitter and steps of the tablet that are smaller than that.
#pragma once

#include <array>

#include "engine/glyph/seen.h"

namespace inkling {

// Values are times the pixel's coverage, the glyph's level / 255, so that paper is 0.
struct PathPlanes {
  std::array<float, glyph_size> x{},
      y{};                               // [28, 28], -1 to 1: a unit vector, y growing downwards, from where
                                         // the pen was half its width before to where it was as much later
  std::array<float, glyph_size> time{};  // [28, 28], 0 to 1: the way behind the pen as a share of the
                                         // drawing's whole, strokes in their order, lifts left out
};

// All 0 without strokes and for a single dot; a dot among strokes has a time, but no direction.  Coordinates
// that are no number or not finite give nonsense from -1 to 1, but do no harm.
PathPlanes path_planes(const Seen& seen);

}  // namespace inkling
