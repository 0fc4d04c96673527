#include "trainer/report/glyphs.h"

#include <algorithm>

#include "trainer/report/png.h"

namespace inkling::report {
namespace {

bool is_wrong(const GlyphCell& cell) {
  return !cell.label.empty() && !cell.reading.empty() && cell.label != cell.reading;
}

// "7", or "4 → 9" for a 4 that was read as a 9.
std::string words(const GlyphCell& cell) {
  if (cell.label.empty()) return cell.reading.empty() ? "–" : cell.reading;
  return is_wrong(cell) ? cell.label + " → " + cell.reading : cell.label;
}

}  // namespace

std::string cells_for_page(std::span<const GlyphCell> cells) {
  std::string html = "<ul class=\"cells\">";
  for (const GlyphCell& cell : cells) {
    html += "<li";
    if (!cell.place.empty()) html += " title=\"" + escaped(cell.place) + "\"";
    html +=
        "><img class=\"glyph\" width=\"56\" height=\"56\" alt=\"\" src=\"" + data_uri(cell.glyph) + "\"><b>";
    html += is_wrong(cell) ? escaped(cell.label) + (cell.rejected ? " → <i class=\"quiet\">" : " → <i>") +
                                 escaped(cell.reading) + "</i>"
                           : escaped(words(cell));
    html += "</b>";
    if (!cell.detail.empty()) html += "<small>" + escaped(cell.detail) + "</small>";
    html += "</li>";
  }
  return html + "</ul>";
}

Svg cells_picture(std::span<const GlyphCell> cells, int columns, std::string_view title) {
  constexpr double step = 80, row_height = 104, side = 56;
  const int rows = (static_cast<int>(cells.size()) + columns - 1) / columns;
  Svg svg(step * columns, row_height * rows, title);
  for (size_t i = 0; i < cells.size(); ++i) {
    const double x = step * (static_cast<int>(i) % columns), y = row_height * (static_cast<int>(i) / columns);
    svg.picture({x + (step - side) / 2, y}, side, side, data_uri(cells[i].glyph));
    svg.text({x + step / 2, y + side + 18}, words(cells[i]),
             is_wrong(cells[i]) && !cells[i].rejected ? "accent middle strong" : "ink middle strong");
    svg.text({x + step / 2, y + side + 34}, cells[i].detail, "middle");
  }
  return svg;
}

Svg glyph_rows(std::span<const GlyphRow> rows, bool split, std::string_view title) {
  constexpr double width = 400, left = 28, gap = 12;
  size_t columns = 1;
  for (const GlyphRow& row : rows) columns = std::max(columns, row.glyphs.size());
  const double step = (width - left - (split ? gap : 0)) / static_cast<double>(columns);
  Svg svg(width, step * static_cast<double>(rows.size()), title);
  for (size_t i = 0; i < rows.size(); ++i) {
    const double y = step * static_cast<double>(i), side = step - 4;
    const std::span<const Glyph> glyphs = rows[i].glyphs;
    svg.text({left - 12, y + step / 2 + 4}, rows[i].label, "ink end strong");
    if (glyphs.empty()) continue;
    const size_t apart = split ? 1 : 0;
    if (split) svg.picture({left, y + 2}, side, side, data_uri(glyphs[0]));
    if (glyphs.size() == apart) continue;
    const auto rest = glyphs.subspan(apart);
    const Image row = mosaic(rest, static_cast<int>(rest.size()), 3);
    // The gap of 3 pixels is 4 units wide when a glyph is `side` units.
    const double unit = side / glyph_side;
    svg.picture({left + static_cast<double>(apart) * (step + gap), y + 2}, unit * row.width,
                unit * row.height, data_uri(row));
  }
  return svg;
}

}  // namespace inkling::report
