// Labelled glyphs, and their split into training and validation.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/error.h"
#include "engine/glyph/glyph.h"

namespace inkling::trainer {

struct Dataset {
  std::vector<Glyph> glyphs;
  std::vector<uint8_t> labels;  // as many; an index into `classes`
  std::vector<std::string> classes;

  size_t size() const { return glyphs.size(); }
};

// Moves `validation` samples, chosen by the seed alone, out of the set.  Fails unless both parts get some.
Result<std::pair<Dataset, Dataset>> split_off_validation(const Dataset& all, size_t validation,
                                                         uint64_t seed);

}  // namespace inkling::trainer
