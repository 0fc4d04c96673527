#include <cmath>
#include <utility>

#include "web/app/charts.h"

namespace inkling::page {

void CurvesView::set(std::span<const float> heights, size_t points, std::vector<Tick> ticks) {
  heights_.assign(heights.begin(), heights.end());
  points_ = points;
  ticks_ = std::move(ticks);
  chosen_.reset();
}

void CurvesView::draw(Painter& painter, const Box& box) const {
  if (points_ == 0) return;
  const Theme& theme = painter.theme;
  const float text_height = painter.text_height(TextSize::small);
  const Box frame{box.left + painter.pixels(56), box.top + text_height / 2, box.right - painter.pixels(8),
                  box.bottom - text_height - painter.pixels(4)};
  const auto y_of = [&](float height) { return frame.bottom - height * frame.height(); };
  const auto x_of = [&](size_t point) {
    const float share = points_ > 1 ? static_cast<float>(point) / static_cast<float>(points_ - 1) : 0.5f;
    return frame.left + share * frame.width();
  };

  const float hairline = std::max(1.0f, std::round(painter.pixels(1)));
  for (const Tick& tick : ticks_) {
    const float y = std::round(y_of(tick.height));
    painter.list.AddRectFilled({frame.left, y}, {frame.right, y + hairline}, theme.line);
    painter.text(TextSize::small, {frame.left - painter.pixels(8), y - text_height / 2}, theme.quiet,
                 tick.text, Align::right);
  }
  for (const size_t point : {size_t{0}, points_ - 1})
    painter.text(TextSize::small, {x_of(point), box.bottom - text_height}, theme.quiet,
                 std::to_string(point + 1), Align::middle);

  // The first lies over the others.
  const size_t curves = heights_.size() / points_;
  for (size_t curve = curves; curve-- > 0;) {
    const ImU32 colour = curve == 0 ? theme.ink : theme.quiet;
    for (size_t point = 0; point < points_; ++point)
      painter.list.PathLineTo({x_of(point), y_of(heights_[curve * points_ + point])});
    painter.list.PathStroke(colour, 0, painter.pixels(curve == 0 ? 2 : 1.25f));
    if (!chosen_) continue;
    const ImVec2 at{x_of(*chosen_), y_of(heights_[curve * points_ + *chosen_])};
    painter.list.AddCircleFilled(at, painter.pixels(curve == 0 ? 5 : 3.5f), colour);
  }
}

}  // namespace inkling::page
