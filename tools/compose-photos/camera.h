// Takes a photograph of a page: from a hand-held camera, in uneven light, through a lens that blurs.
#pragma once

#include "engine/core/geometry.h"
#include "tools/compose-photos/page.h"

namespace inkling::compose {

// The most of each; every photograph draws its own between none and that.
struct CameraStyle {
  float turn = 5;              // degrees
  float perspective = 0.04f;   // how far a corner moves, as a share of the shorter side
  float shadow = 0.5f;         // how much light the darkest shadow takes
  float blur = 2.5f;           // standard deviation in thousandths of the longer side
  float noise = 8;             // standard deviation in grey levels
  float light_on_dark = 0.2f;  // the chance of chalk on a board instead of ink on paper
};

// 0 black, 255 white.
Image photograph(const Plane& page, const CameraStyle& style, trainer::Random& random);

}  // namespace inkling::compose
