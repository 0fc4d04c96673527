#include <algorithm>
#include <cmath>
#include <utility>

#include "web/app/charts.h"

namespace inkling::page {

namespace {

// The pixels of one digit on a square that begins at left, top.
void draw_glyph(Painter& painter, const Glyph& glyph, float left, float top, float side) {
  const Theme& theme = painter.theme;
  const auto edge = [&](float begin, int i) {
    return std::round(begin + side * static_cast<float>(i) / glyph_side);
  };
  painter.list.AddRectFilled({edge(left, 0), edge(top, 0)}, {edge(left, glyph_side), edge(top, glyph_side)},
                             with_opacity(theme.line, 0.55f));
  for (int y = 0; y < glyph_side; ++y)
    for (int x = 0; x < glyph_side; ++x)
      if (const uint8_t grey = glyph[static_cast<size_t>(y * glyph_side + x)])
        painter.list.AddRectFilled({edge(left, x), edge(top, y)}, {edge(left, x + 1), edge(top, y + 1)},
                                   with_opacity(theme.ink, grey / 255.0f));
}

}  // namespace

void DigitsView::set(std::vector<Digit> digits, size_t columns) {
  digits_ = std::move(digits);
  columns_ = std::max<size_t>(columns, 1);
}

void DigitsView::draw(Painter& painter, const Box& box) const {
  if (digits_.empty()) return;
  const Theme& theme = painter.theme;
  const size_t rows = (digits_.size() + columns_ - 1) / columns_;
  const float width = box.width() / static_cast<float>(columns_);
  const float height = box.height() / static_cast<float>(rows);
  const float side = width - painter.pixels(8);
  const ImVec2 clip_from = painter.list.GetClipRectMin(), clip_to = painter.list.GetClipRectMax();
  for (size_t i = 0; i < digits_.size(); ++i) {
    const float left = box.left + static_cast<float>(i % columns_) * width;
    const float top = box.top + static_cast<float>(i / columns_) * height;
    if (top + height < clip_from.y || top > clip_to.y) continue;
    draw_glyph(painter, digits_[i].glyph, left, top, side);
    const float below = top + side + painter.pixels(2);
    const float width_of_label = painter.text(TextSize::small, {left, below}, theme.quiet, digits_[i].label);
    painter.text(TextSize::small, {left + width_of_label + painter.pixels(8), below}, theme.accent,
                 digits_[i].reading);
  }
}

}  // namespace inkling::page
