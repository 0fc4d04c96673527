// New handwriting between, and a little beyond, two drawings of the same character: what differs between the
// two becomes less or more.
#pragma once

#include <optional>

#include "engine/ink/ink.h"

namespace inkling::trainer {

// The ink, moved by `share` of the way towards the other one: 0 leaves it as it is, 1 gives the other one in
// its place and size, a negative share goes the other way.  Points that belong together are found stroke by
// stroke, by dynamic time warping (Sakoe and Chiba, "Dynamic programming algorithm optimization for spoken
// word recognition", 1978).  Nothing if the two have no extent, other numbers of strokes, or are drawn so
// differently, in another direction or order say, that points of no common meaning would be joined.
std::optional<Ink> morphed(const Ink& ink, const Ink& other, float share);

}  // namespace inkling::trainer
