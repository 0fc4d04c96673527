// Pictures of glyphs: single ones with what was read below them, and rows of them by class.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/glyph/glyph.h"
#include "trainer/report/svg.h"

namespace inkling::report {

// One glyph and its words.
struct GlyphCell {
  Glyph glyph{};
  std::string label;      // what it is; empty if unknown
  std::string reading;    // what was read; empty if it was not read or nothing was found
  std::string detail;     // small print, as "98.3 %"
  std::string place;      // where it comes from, for whoever points at it
  bool rejected = false;  // the reading is not sure enough: shown quietly
};

// A list whose columns follow the width of the page.
std::string cells_for_page(std::span<const GlyphCell> cells);

// The same as one picture, `columns` wide.
Svg cells_picture(std::span<const GlyphCell> cells, int columns, std::string_view title);

// One row a label, as many glyphs in each.  `split` leaves a gap behind the first glyph of each row.
struct GlyphRow {
  std::string label;
  std::vector<Glyph> glyphs;
};
Svg glyph_rows(std::span<const GlyphRow> rows, bool split, std::string_view title);

}  // namespace inkling::report
