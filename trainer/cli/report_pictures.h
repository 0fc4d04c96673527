// The pictures of a report that show glyphs: chosen and drawn from labelled samples.
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/augment/distortion.h"
#include "trainer/cli/outcome.h"
#include "trainer/report/class_distribution.h"
#include "trainer/report/glyphs.h"

namespace inkling {

// The glyphs of each class of a model: [labels][samples of that label].
using GlyphsByClass = std::vector<std::vector<Glyph>>;
GlyphsByClass by_class(const Model& model, const std::vector<LabelledSample>& samples);

report::ClassCounts counts_of(const char* name, const GlyphsByClass& glyphs);

// Ten of each class, evenly spread over its samples.
std::vector<report::GlyphRow> sample_rows(const Model& model, const GlyphsByClass& glyphs);

// One of each class and nine random distortions of it, the same for the same seed.
std::vector<report::GlyphRow> augmented_rows(const Model& model, const GlyphsByClass& glyphs,
                                             const trainer::Augmentation& most, uint64_t seed);

// The mean of each class that has samples.
std::vector<report::GlyphCell> average_cells(const Model& model, const GlyphsByClass& glyphs);

// Of the misread samples at most `most`, those it was surest of first.
std::vector<report::GlyphCell> misread_cells(const std::vector<LabelledSample>& samples,
                                             const std::vector<Misread>& misread, size_t most);

// At most `count` of the chosen samples, evenly spread, each with its reading.  probabilities:
// [samples][labels]; chosen: indices of samples.
std::vector<report::GlyphCell> reading_cells(const Model& model, const std::vector<LabelledSample>& samples,
                                             const std::vector<std::vector<float>>& probabilities,
                                             const std::vector<size_t>& chosen, size_t count);

}  // namespace inkling
