// Everything that one source holds, before classes, folds and splits are chosen, and its form on disk: the
// cache of what took long to unpack, decode or rasterise.
//
// The form on disk, all numbers little endian:
//   8 bytes   "inkling" and the version, a byte of 1
//   8 bytes   ContentHash of all that follows
//   then arrays, each with the number of its values (8 bytes) in front:
//     glyphs     uint8   [samples, 28, 28]
//     labels     bytes   a text for each sample, each with its length (4 bytes) in front
//     writers    bytes   the same
//     strokes    uint32  [samples]: how many each has; empty when nothing has strokes
//     points     uint32  [strokes]: how many each has
//     places     float   [points, 2]: x, y
//     left out   bytes   two texts for each: place and reason
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/glyph/glyph.h"
#include "engine/ink/ink.h"

namespace inkling::trainer {

// A line or picture that could not be read.
struct LeftOut {
  std::string place;  // within its source: "line 7", "3/c.png"
  std::string reason;

  bool operator==(const LeftOut&) const = default;
};

struct Samples {
  std::vector<Glyph> glyphs;
  std::vector<std::string> labels, writers;  // as many; a writer is empty if unknown
  std::vector<Ink> inks;                     // as many, or none
  std::vector<LeftOut> left_out;

  size_t size() const { return glyphs.size(); }
};

std::vector<uint8_t> samples_to_bytes(const Samples& samples);

// Refuses whatever is damaged, cut off, contradictory or of another version.  No count is believed before it
// is checked against the bytes that are there.
Result<Samples> samples_from_bytes(std::span<const uint8_t> bytes);

}  // namespace inkling::trainer
