// Reads the number, the lines of numbers, or the one digit on a scan or photograph.
#pragma once

#include "engine/picture/image.h"
#include "engine/reading/recogniser.h"

namespace inkling {

// The digits in reading order: lines from top to bottom, each from left to right.  `text` is their labels one
// after the other with nothing between lines, as it is for one line: it has a character for each of `digits`,
// whose boxes say where a line ends.  Of all ways to divide a line's pieces (engine/picture/find_lines.h)
// into digits the one is taken whose digits have the highest sum of the log-probability of their label and of
// what their size, gaps and cuts say. The reading is rejected when one of its digits is.
//
// grey: white is 255.  A 28x28 picture shows one digit.  An empty reading if nothing is written.  Fails
// when memory runs out.  glyphs: if given, becomes what the network saw of each digit, [digits].
Result<Reading> read_number(Recogniser& recogniser, const Image& grey, std::vector<Glyph>* glyphs = nullptr);

// The one digit that a picture is said to show (see() finds it).  Where there are several after all, each of
// them surely a digit, they are read as a number: the reading then has more than one of `digits`.
Result<Reading> read_digit(Recogniser& recogniser, const Image& grey, std::vector<Glyph>* glyphs = nullptr);

}  // namespace inkling
