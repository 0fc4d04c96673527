// Random distortions of glyphs, so that a network sees more handwriting than there is.
#pragma once

#include <optional>
#include <span>

#include "engine/network/input.h"
#include "trainer/augment/elastic.h"
#include "trainer/random.h"

namespace inkling::trainer {

// How far each distortion goes at most; all zero leaves a glyph as it is.  Each is drawn uniformly and
// independently.
struct Augmentation {
  float shift = 1;          // pixels, along each axis
  float rotation = 12;      // degrees, either way
  float scale = 0.12f;      // 0.1 is 0.9 to 1.1, for both axes together
  float stretch = 0.08f;    // the same, for each axis alone
  float shear = 0.2f;       // pixels sideways per pixel of height
  float thickness = 0.15f;  // share by which strokes grow thicker (towards the largest neighbour) or thinner
  float elastic = 0;        // pixels by which the glyph is bent along each axis, root mean square

  bool operator==(const Augmentation&) const = default;
};
constexpr Augmentation no_augmentation{0, 0, 0, 0, 0, 0, 0};

// One distortion as a map from the pixel of the result to where it comes from, both relative to the glyph's
// centre.
struct Affine {
  float xx = 1, xy = 0, yx = 0, yy = 1;
  float x = 0, y = 0;  // added afterwards
};

struct Distortion {
  Affine affine;
  float thickness = 0;                  // -1 to 1
  std::optional<ElasticField> elastic;  // added to where the affine map ends
};

Distortion random_distortion(const Augmentation& most, Random& random);

// The glyph moved, 0 to 1, into [28, 28] with bilinear sampling; what comes from outside is paper.
void distort(const Glyph& glyph, const Distortion& distortion, std::span<float, glyph_size> out);

// The same for all planes of a network's input, [28, 28, planes], written.  The pen's path goes where its ink
// goes, and its directions turn with the affine map.
void distort(const Seen& seen, std::span<const Plane> planes, const Distortion& distortion,
             std::span<float> out);

// The same drawing as if nobody had seen it being drawn: all but the ink becomes 0.  input: [28, 28, planes].
void hide_path(std::span<const Plane> planes, std::span<float> input);

// The same drawing as if its strokes were written backwards, the last one first.  Twice is as it was.  input:
// [28, 28, planes]; without a path nothing changes.
void reverse_path(std::span<const Plane> planes, std::span<float> input);

}  // namespace inkling::trainer
