#include "web/app/drawing.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "web/app/theme.h"

namespace inkling::page {

namespace {

// Points closer than this, in CSS pixels, add nothing but work.
constexpr float least_distance = 0.25f;

float shorter_side(const Box& box) {
  return std::min(box.width(), box.height());
}

Point middle(const Box& box) {
  return {(box.left + box.right) / 2, (box.top + box.bottom) / 2};
}

bool same_size(const Box& one, const Box& other) {
  return one.width() == other.width() && one.height() == other.height();
}

// The largest factor by which `ink`, written on a sheet like `home`, fits around the middle of `sheet`.
float room(const Box& ink, const Box& home, const Box& sheet) {
  const float x = home.width() / 2, y = home.height() / 2;
  const float across = std::max({x - ink.left, ink.right - x, 1.0f});
  const float along = std::max({y - ink.top, ink.bottom - y, 1.0f});
  return std::min(sheet.width() / 2 / across, sheet.height() / 2 / along);
}

}  // namespace

void Sheet::place(const Box& box) {
  box_ = box;
  fit();
}

void Sheet::fit() {
  if (drawing_.empty()) home_ = box_;
  float scale = 1;
  if (!same_size(home_, box_)) {
    scale = shorter_side(box_) / std::max(shorter_side(home_), 1.0f);
    if (const auto ink = bounds(drawing_.ink)) scale = std::min(scale, room(*ink, home_, box_));
  }
  const Point from{home_.width() / 2, home_.height() / 2}, to = middle(box_);
  to_viewport_ = {scale, to.x - scale * from.x, to.y - scale * from.y};
}

void Sheet::pen_down(bool has_pressure) {
  pen_up();
  if (drawing_.empty()) fit();
  pen_is_down_ = true;
  has_pressure_ = has_pressure;
}

void Sheet::pen_move(Point point, float pressure) {
  if (!pen_is_down_ || to_viewport_.scale <= 0 || !std::isfinite(point.x) || !std::isfinite(point.y)) return;
  const Point place{(point.x - to_viewport_.x) / to_viewport_.scale,
                    (point.y - to_viewport_.y) / to_viewport_.scale};
  if (!std::exchange(stroke_is_begun_, true)) {
    drawing_.ink.strokes.emplace_back();
    drawing_.widths.emplace_back();
  }
  Stroke& stroke = drawing_.ink.strokes.back();
  if (!stroke.empty() &&
      std::hypot(place.x - stroke.back().x, place.y - stroke.back().y) * to_viewport_.scale < least_distance)
    return;
  stroke.push_back(place);
  drawing_.widths.back().push_back(
      has_pressure_ ? std::lerp(lightest, heaviest, std::clamp(pressure, 0.0f, 1.0f)) : 1.0f);
}

void Sheet::pen_up() {
  pen_is_down_ = stroke_is_begun_ = false;
}

void Sheet::undo() {
  pen_up();
  if (drawing_.empty()) {
    drawing_ = std::exchange(cleared_, {});
  } else {
    drawing_.ink.strokes.pop_back();
    drawing_.widths.pop_back();
  }
  fit();
}

void Sheet::clear() {
  pen_up();
  if (!drawing_.empty()) cleared_ = std::exchange(drawing_, {});
  fit();
}

}  // namespace inkling::page
