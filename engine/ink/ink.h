// Ink: what a pen leaves behind.  A drawing is a list of strokes, a stroke a list of points, y growing
// downwards. Coordinates have any unit: the reading depends on the shape alone.
#pragma once

#include <optional>
#include <vector>

#include "engine/core/geometry.h"

namespace inkling {

// One pen-down to pen-up; never empty.  One point is a dot.
using Stroke = std::vector<Point>;

struct Ink {
  std::vector<Stroke> strokes;
};

// The smallest box around all points; nothing if there is none.
std::optional<Box> bounds(const Ink& ink);

}  // namespace inkling
