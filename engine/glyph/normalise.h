// Fits a grey picture of one sign into a glyph, with the geometry of MNIST: the ink's box is scaled so that
// its longer side is 20 pixels and put into the middle of 20x20 pixels, each the mean of what it covers;
// these are moved by whole pixels so that the centre of mass comes into the middle of the 28x28.
//
// Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits".  What that leaves open was read
// from the 60,000 training images.  Where the middle is: the centre of mass is within half a pixel of the
// middle of pixel 14 (counted from 0) in both directions for all but two, spread evenly over that range.
// Where the shorter side lies before the move: in the middle, not in a corner, as four of five images have an
// even number of columns and those at both edges are equally faint, on average half as dark as the rows that
// end the longer side.
#pragma once

#include <optional>

#include "engine/core/geometry.h"
#include "engine/glyph/glyph.h"
#include "engine/picture/image.h"

namespace inkling {

// How ink comes into its glyph: the box around it, [left, right) x [top, bottom) in pixels of the picture,
// and how far its 20x20 pixels are moved.
struct Fit {
  int left, top, right, bottom;
  int move_x, move_y;
};

struct Normalised {
  Glyph glyph;
  Transform from_picture;  // glyph = from_picture(picture)
  Fit fit;
};

// Ink is every pixel above 0, and nothing comes back if there is none.  A picture that has the glyph's scale
// already (20 pixels long) is moved, not resampled.  Ink that would be thinner than one pixel fills one.  Ink
// so lopsided that it would leave the glyph stays at the edge.  Means are exact, rounded once, for
// pictures whose longer side is at most 3e8 pixels.
std::optional<Normalised> normalise(const Image& picture);

// The glyph of a picture with a part of the ink alone, where it lies in the glyph of the whole: a picture of
// the same size, of whose ink that lies in the fit's box.
Glyph normalise(const Image& picture, const Fit& fit);

}  // namespace inkling
