#include <algorithm>

#include "web/app/texts.h"
#include "web/app/views.h"

namespace inkling::page {

void BarsView::set(const std::vector<std::string>& labels, const DigitReading* digit) {
  labels_ = labels;
  bars_.resize(labels.size());
  empty_ = !digit;
  for (size_t i = 0; i < bars_.size(); ++i) bars_[i].target = digit ? digit->probabilities[i] : 0;
  const auto best = std::ranges::max_element(bars_, {}, &Glide::target);
  best_ = static_cast<size_t>(best - bars_.begin());
}

bool BarsView::step(double milliseconds, bool motion) {
  bool moves = false;
  for (Glide& bar : bars_) {
    if (!motion) bar.jump();
    moves |= bar.step(milliseconds);
  }
  return moves;
}

void BarsView::draw(Painter& painter, const Box& box) const {
  if (bars_.empty()) return;
  const Theme& theme = painter.theme;
  const float row = box.height() / static_cast<float>(bars_.size());
  const float left = box.left + painter.pixels(24), right = box.right - painter.pixels(48);
  const float thickness = painter.pixels(bar_thickness), radius = thickness / 2;
  const float text_top = painter.digit_top(TextSize::small) + painter.digit_height(TextSize::small) / 2;
  for (size_t i = 0; i < bars_.size(); ++i) {
    const float middle = box.top + (static_cast<float>(i) + 0.5f) * row;
    const bool is_best = !empty_ && i == best_;
    painter.text(TextSize::small, {box.left, middle - text_top}, is_best ? theme.ink : theme.quiet,
                 labels_[i]);
    painter.list.AddRectFilled({left, middle - radius}, {right, middle + radius}, theme.line, radius);
    // Shorter than it is thick, a bar shows as a growing dot.
    const float length = bars_[i].value * (right - left);
    if (length >= 0.5f)
      painter.list.AddRectFilled({left, middle - radius},
                                 {left + std::max(length, thickness), middle + radius},
                                 with_opacity(theme.accent, std::min(length / thickness, 1.0f)), radius);
    if (!empty_ && bars_[i].target >= 0.01f)
      painter.text(TextSize::small, {box.right, middle - text_top}, is_best ? theme.ink : theme.quiet,
                   percent(bars_[i].target), Align::right);
  }
}

}  // namespace inkling::page
