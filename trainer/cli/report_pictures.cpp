#include "trainer/cli/report_pictures.h"

#include <algorithm>
#include <cmath>

#include "trainer/report/numbers.h"

namespace inkling {
namespace {

using report::GlyphCell;
using report::GlyphRow;

constexpr size_t in_a_row = 10;

Glyph glyph_of(const LabelledSample& sample) {
  return sample.seen ? sample.seen->glyph : Glyph{};
}

Glyph average(const std::vector<Glyph>& glyphs) {
  std::array<uint64_t, glyph_size> sums{};
  for (const Glyph& glyph : glyphs)
    for (size_t at = 0; at < sums.size(); ++at) sums[at] += glyph[at];
  Glyph mean;
  for (size_t at = 0; at < sums.size(); ++at)
    mean[at] = static_cast<uint8_t>((sums[at] + glyphs.size() / 2) / glyphs.size());
  return mean;
}

Glyph distorted(const Glyph& glyph, const trainer::Augmentation& most, trainer::Random& random) {
  std::array<float, glyph_size> levels;
  trainer::distort(glyph, trainer::random_distortion(most, random), levels);
  Glyph result;
  std::transform(levels.begin(), levels.end(), result.begin(), [](float level) {
    return static_cast<uint8_t>(std::lround(255 * std::clamp(level, 0.f, 1.f)));
  });
  return result;
}

}  // namespace

GlyphsByClass by_class(const Model& model, const std::vector<LabelledSample>& samples) {
  GlyphsByClass glyphs(model.labels.size());
  for (const LabelledSample& sample : samples) {
    const auto label = std::find(model.labels.begin(), model.labels.end(), sample.label);
    if (label != model.labels.end() && sample.seen)
      glyphs[static_cast<size_t>(label - model.labels.begin())].push_back(sample.seen->glyph);
  }
  return glyphs;
}

report::ClassCounts counts_of(const char* name, const GlyphsByClass& glyphs) {
  report::ClassCounts counts{name, {}};
  for (const auto& of_class : glyphs) counts.counts.push_back(static_cast<int64_t>(of_class.size()));
  return counts;
}

std::vector<GlyphRow> sample_rows(const Model& model, const GlyphsByClass& glyphs) {
  std::vector<GlyphRow> rows;
  for (size_t label = 0; label < glyphs.size(); ++label) {
    const size_t count = glyphs[label].size(), shown = std::min(in_a_row, count);
    rows.push_back({model.labels[label], {}});
    for (size_t i = 0; i < shown; ++i) rows.back().glyphs.push_back(glyphs[label][i * count / shown]);
  }
  return rows;
}

std::vector<GlyphRow> augmented_rows(const Model& model, const GlyphsByClass& glyphs,
                                     const trainer::Augmentation& most, uint64_t seed) {
  std::vector<GlyphRow> rows;
  for (size_t label = 0; label < glyphs.size(); ++label) {
    rows.push_back({model.labels[label], {}});
    if (glyphs[label].empty()) continue;
    const Glyph& original = glyphs[label][0];
    rows.back().glyphs.push_back(original);
    trainer::Random random(seed, trainer::Purpose::augmentation, 0, static_cast<uint32_t>(label));
    while (rows.back().glyphs.size() < in_a_row)
      rows.back().glyphs.push_back(distorted(original, most, random));
  }
  return rows;
}

std::vector<GlyphCell> average_cells(const Model& model, const GlyphsByClass& glyphs) {
  std::vector<GlyphCell> cells;
  for (size_t label = 0; label < glyphs.size(); ++label)
    if (!glyphs[label].empty())
      cells.push_back({average(glyphs[label]), model.labels[label], "", "", "", false});
  return cells;
}

std::vector<GlyphCell> misread_cells(const std::vector<LabelledSample>& samples,
                                     const std::vector<Misread>& misread, size_t most) {
  std::vector<Misread> surest = misread;
  std::stable_sort(surest.begin(), surest.end(),
                   [](const Misread& a, const Misread& b) { return a.confidence > b.confidence; });
  surest.resize(std::min(most, surest.size()));
  std::vector<GlyphCell> cells;
  for (const Misread& one : surest) {
    const LabelledSample& sample = samples[one.sample];
    cells.push_back({glyph_of(sample), sample.label, one.text,
                     one.text.empty() ? "nothing found" : report::percent(one.confidence, 1), sample.place,
                     false});
  }
  return cells;
}

std::vector<GlyphCell> reading_cells(const Model& model, const std::vector<LabelledSample>& samples,
                                     const std::vector<std::vector<float>>& all,
                                     const std::vector<size_t>& chosen, size_t count) {
  count = std::min(count, chosen.size());
  std::vector<GlyphCell> cells;
  for (size_t i = 0; i < count; ++i) {
    const size_t at = chosen[i * chosen.size() / count];
    const LabelledSample& sample = samples[at];
    GlyphCell cell{glyph_of(sample), sample.label, "", "nothing found", sample.place, false};
    if (!all[at].empty()) {
      const auto top = std::max_element(all[at].begin(), all[at].end());
      cell.reading = model.labels[static_cast<size_t>(top - all[at].begin())];
      cell.detail = report::percent(*top, 1);
      cell.rejected = rejects(model.rejection, all[at]);
    }
    cells.push_back(std::move(cell));
  }
  return cells;
}

}  // namespace inkling
