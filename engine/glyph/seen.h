// What the network is asked about: a glyph, and where it came from.
#pragma once

#include "engine/core/geometry.h"
#include "engine/glyph/glyph.h"
#include "engine/ink/ink.h"

namespace inkling {

struct Seen {
  Glyph glyph{};
  Transform to_glyph;  // from the ink's or picture's coordinates
  Box box;             // of the sign, in the ink's or picture's coordinates
  Ink ink;             // whose glyph it is; without strokes if it is a picture's
};

}  // namespace inkling
