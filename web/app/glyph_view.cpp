#include <algorithm>
#include <cmath>

#include "web/app/views.h"

namespace inkling::page {

void GlyphView::set(const Glyph* glyph) {
  if (glyph) glyph_ = *glyph;
  opacity_.target = glyph ? 1 : 0;
  // What appears is right at once; only what goes fades.
  if (glyph) opacity_.jump();
}

bool GlyphView::step(double milliseconds, bool motion) {
  if (!motion) opacity_.jump();
  return opacity_.step(milliseconds);
}

void GlyphView::draw(Painter& painter, const Box& box) const {
  constexpr float rounding = 0.01f;  // a length of 196 pixels comes as 195.99998 from Firefox
  const float cell = std::floor(std::min(box.width(), box.height()) / glyph_side + rounding);
  if (cell < 1) return;
  const float line = cell >= 5 ? std::max(1.0f, std::floor(painter.pixels(0.75f))) : 0;
  const float left = std::round(box.left), top = std::round(box.top);
  for (int y = 0; y < glyph_side; ++y) {
    for (int x = 0; x < glyph_side; ++x) {
      const float x0 = left + static_cast<float>(x) * cell, y0 = top + static_cast<float>(y) * cell;
      const ImVec2 from{x0, y0}, to{x0 + cell - line, y0 + cell - line};
      painter.list.AddRectFilled(from, to, with_opacity(painter.theme.line, 0.55f));
      const uint8_t grey = glyph_[static_cast<size_t>(y * glyph_side + x)];
      if (grey == 0 || opacity_.value == 0) continue;
      painter.list.AddRectFilled(from, to, with_opacity(painter.theme.ink, opacity_.value * grey / 255));
    }
  }
}

}  // namespace inkling::page
