// Labelled glyphs, with the strokes they come from where those are known, and their split into training and
// validation.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/error.h"
#include "engine/glyph/seen.h"
#include "trainer/data/mixture.h"

namespace inkling::trainer {

struct Dataset {
  std::vector<Glyph> glyphs;
  std::vector<uint8_t> labels;  // as many; an index into `classes`, or their number for an outsider
  std::vector<std::string> classes;
  bool outsiders = false;      // whether there are any, so that a network has one output more
  std::vector<Ink> inks;       // as many, without strokes where there are none; or empty: nothing has strokes
  std::vector<Share> mixture;  // of the samples, in their order; empty: each once an epoch

  size_t size() const { return glyphs.size(); }
  size_t outputs() const { return classes.size() + outsiders; }
};

// The sample as the engine sees it: with its strokes where it has some.
Seen seen(const Dataset& data, size_t at);

// The samples with these numbers, in this order.  The mixture is left behind.
Dataset chosen(const Dataset& all, std::span<const uint32_t> samples);

// Adds the samples of a part with the same classes.  The mixtures are left alone.
void append(Dataset& all, const Dataset& part);

// Moves `validation` samples, chosen by the seed alone, out of the set.  Fails unless both parts get some.
Result<std::pair<Dataset, Dataset>> split_off_validation(const Dataset& all, size_t validation,
                                                         uint64_t seed);

}  // namespace inkling::trainer
