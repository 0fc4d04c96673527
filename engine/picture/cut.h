// Parts writing where two digits may touch.
#pragma once

#include <vector>

#include "engine/picture/find_lines.h"

namespace inkling {

// What is between the columns at which a piece too wide for one digit of this height has little ink, from
// left to right: at most five parts, each with the ink cut on its left.  The piece itself if it is not wide
// or has no such column.  Whether it is cut there, and where, is for the network to say.
std::vector<Piece> cut_where_digits_may_touch(const Piece& piece, const Image& image, int digit_height);

}  // namespace inkling
