#include <algorithm>
#include <cmath>
#include <utility>

#include "web/app/charts.h"

namespace inkling::page {

void ConfusionView::set(std::span<const uint32_t> counts, std::vector<std::string> labels) {
  counts_.assign(counts.begin(), counts.end());
  labels_ = std::move(labels);
  chosen_.reset();
  most_ = 0;
  for (size_t cell = 0; cell < counts_.size(); ++cell)
    if (cell / labels_.size() != cell % labels_.size()) most_ = std::max(most_, counts_[cell]);
}

void ConfusionView::draw_cell(Painter& painter, const Box& box, size_t row, size_t column) const {
  const Theme& theme = painter.theme;
  const size_t cell = row * labels_.size() + column;
  const uint32_t count = counts_[cell];
  const bool is_right = row == column;
  // The few misreadings are what one looks for: they stand out by their darkness, what is right by its place.
  const float share = most_ ? static_cast<float>(count) / static_cast<float>(most_) : 0;
  const bool is_dark = !is_right && share > 0.5f;
  // None is so grey that neither dark nor light figures could be read on it.
  const float darkness = (is_dark ? 0.4f : 0.1f) + 0.5f * share;
  const ImU32 fill = is_right || count == 0 ? with_opacity(theme.line, is_right ? 1 : 0.4f)
                                            : with_opacity(theme.ink, darkness);
  painter.list.AddRectFilled({box.left, box.top}, {box.right, box.bottom}, fill, painter.pixels(4));
  if (count == 0) return;
  const std::string text = std::to_string(count);
  // On a small screen four figures are a little wider than the cell.
  const float scale = std::min(1.0f, box.width() / painter.text_width(TextSize::small, text));
  const ImU32 colour = is_dark ? theme.panel : theme.ink;
  const float middle = painter.digit_top(TextSize::small) + painter.digit_height(TextSize::small) / 2;
  painter.text(TextSize::small, {(box.left + box.right) / 2, (box.top + box.bottom) / 2 - scale * middle},
               colour, text, Align::middle, scale);
}

void ConfusionView::draw(Painter& painter, const Box& box) const {
  if (labels_.empty()) return;
  const Theme& theme = painter.theme;
  const float parts = static_cast<float>(labels_.size() + 1);
  const float width = box.width() / parts, height = box.height() / parts, gap = painter.pixels(1);
  const float middle = painter.digit_top(TextSize::small) + painter.digit_height(TextSize::small) / 2;
  // Of the headings, the first column and the first row.
  const auto place = [&](size_t row, size_t column) {
    const float left = box.left + static_cast<float>(column) * width;
    const float top = box.top + static_cast<float>(row) * height;
    return Box{std::round(left + gap), std::round(top + gap), std::round(left + width - gap),
               std::round(top + height - gap)};
  };
  const auto heading = [&](const Box& at, ImU32 colour, const std::string& text) {
    painter.text(TextSize::small, {(at.left + at.right) / 2, (at.top + at.bottom) / 2 - middle}, colour, text,
                 Align::middle);
  };
  for (size_t i = 0; i < labels_.size(); ++i) {
    heading(place(i + 1, 0), theme.ink, labels_[i]);
    heading(place(0, i + 1), theme.accent, labels_[i]);
    for (size_t column = 0; column < labels_.size(); ++column)
      draw_cell(painter, place(i + 1, column + 1), i, column);
  }
  if (!chosen_) return;
  const Box at = place(*chosen_ / labels_.size() + 1, *chosen_ % labels_.size() + 1);
  const float around = painter.pixels(2);
  painter.list.AddRect({at.left - around, at.top - around}, {at.right + around, at.bottom + around},
                       theme.ink, painter.pixels(5), 0, painter.pixels(2));
}

}  // namespace inkling::page
