// Finds the lines of digits on a scan or photograph, and what each digit may consist of.
#pragma once

#include <vector>

#include "engine/picture/components.h"
#include "engine/picture/image.h"
#include "engine/picture/separate.h"

namespace inkling {

// A piece of writing that belongs to one digit: a digit, a part of one that was drawn or has come apart, or
// what is between two places where touching digits may be parted.
struct Piece {
  Component ink;
  int cut =
      0;  // the ink, in pixels, that had to be cut to part it from the piece before; 0: they do not touch
};

struct Writing {
  Separated separated;
  int digit_height = 0;  // of most of the writing, in pixels of separated.ink
  std::vector<std::vector<Piece>>
      lines;  // from top to bottom, their pieces from left to right; none is empty
};

// More on one picture is no writing of digits; it bounds time.
constexpr size_t most_pieces = 300;

// Leaves out specks, what comes in from the picture's edge, and lines drawn under or between numbers.  A line
// of writing may slope, all of them alike.  No lines if nothing is written, or more than most_pieces.
Writing find_lines(const Image& grey);

}  // namespace inkling
