// Random distortions of pen strokes before they are rasterised: what differs between hands, pens and tablets
// and can no longer be changed in a glyph.
#pragma once

#include <optional>

#include "engine/glyph/seen.h"
#include "trainer/random.h"

namespace inkling::trainer {

// How far each distortion goes at most; all zero leaves the ink as it is.  Lengths are shares of the ink's
// size: the longer side of its box.
struct StrokeAugmentation {
  float jitter = 0.02f;  // deviation by which points leave their place, smoothly along the stroke
  float slant = 0.2f;    // sideways per height
  float bend = 0.1f;     // how far a line as long as the ink bulges, along each axis
  float speed = 0.1f;    // from point to point: a fast pen on a slow tablet cuts corners
  float pen = 0.15f;     // 0.2 is a pen 0.8 to 1.2 times as wide
  float hooks = 0.08f;   // length of the hooks that every fourth end of a stroke gains or loses
  float flags = 0;       // length of the flag that every third plain 1 gains, as a share of its height
  float morph = 0;       // of the way to or from another drawing of the same character, for every second one

  bool operator==(const StrokeAugmentation&) const = default;
};
constexpr StrokeAugmentation no_stroke_augmentation{0, 0, 0, 0, 0, 0, 0, 0};

// Of the pen's way.
float length(const Stroke& stroke);

struct DistortedInk {
  Ink ink;
  float pen = 0;  // its width, as rasterise() takes it
};

// As many strokes as before, none empty.  Ink without extent keeps its points.
DistortedInk distort(const Ink& ink, const StrokeAugmentation& most, Random& random);

// What the engine's own see() makes of the distorted ink.  Nothing for empty ink.
std::optional<Seen> see_distorted(const Ink& ink, const StrokeAugmentation& most, Random& random);

}  // namespace inkling::trainer
