// Reads drawings from NDJSON: one JSON object a line.
//
//   {"label":"7","writer":"w1","strokes":[[[x,y],…],…]}
//
// A point is [x,y] or [x,y,milliseconds,pressure]; y grows downwards; the unit is free.  `label` and `writer`
// are optional strings, unknown keys are ignored.  Coordinates are of magnitude at most 1e9.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/core/error.h"
#include "engine/ink/ink.h"

namespace inkling {

struct Drawing {
  std::string label;   // empty if unknown
  std::string writer;  // empty if unknown
  Ink ink;
};

// The most points a drawing may have: a pen that reports 240 a second would take seven minutes.
constexpr size_t most_points = 100'000;

// One line of the file, without its newline.  Errors name the place in the line and the value; strokes
// without a point are refused, a drawing without strokes is not.
Result<Drawing> parse_drawing(std::string_view line);

// The fold of a writer, 0 to 4: FNV-1a (32 bit) of the UTF-8 id, modulo 5, the same in every ink file.
// Fold 0 measures, fold 1 chooses, folds 2 to 4 train.
int fold_of_writer(std::string_view writer);

}  // namespace inkling
