// Draws ink into a grey picture, as a round pen of a width that follows the size of the ink would.
#pragma once

#include "engine/ink/ink.h"
#include "engine/picture/image.h"

namespace inkling {

constexpr int raster_side = 80;  // pixels of the picture's longer side: four for each of the glyph's 20

// The width of the pen as a share of the longer side of the ink's box, chosen so that glyphs are as bold as
// MNIST's. Boldness is 2 * area / perimeter, the perimeter being the total variation of the grey levels (its
// mean over all thresholds).  The median of each class, averaged over the classes, is 2.487 pixels in MNIST's
// 60,000 training images and 2.488 in 10,811 real drawings of digits (writers of the folds 2 to 4) with this
// width; the mean ink of a glyph is 100.8 pixels in both.
constexpr float pen_width = 0.135f;

struct Raster {
  Image image;         // bright ink on black paper; empty if the ink is
  Transform from_ink;  // picture = from_ink(ink)
};

// The picture of the ink: its longer side has raster_side pixels, whatever the ink's unit, and the ink (pen
// width included) touches all four edges.  `pen` is the pen's width as a share of the ink's box, 0.01 to 1.
// Points are joined by straight lines; where lines and strokes overlap the ink is not darker.  Ink without
// extent, such as a single dot, is a disc.  A pixel's level is how much of it is covered, from 0 to 255.
// Coordinates that are no number or not finite draw nonsense, but do no harm.
//
// Scaling or moving the ink, or adding points on its lines, changes levels by rounding errors alone; equal
// ink gives the same picture bit for bit on every machine.
Raster rasterise(const Ink& ink, float pen = pen_width);

// The same of a part of some ink, where it lies in the picture of the whole: `box` is that of the whole ink.
Raster rasterise(const Ink& part, const Box& box, float pen = pen_width);

}  // namespace inkling
