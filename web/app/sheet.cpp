#include "web/app/sheet.h"

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

float cross(Point a, Point b, Point c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

float distance_to_line(Point point, Point from, Point to) {
  const float x = to.x - from.x, y = to.y - from.y;
  const float length = x * x + y * y;
  const float along =
      length > 0 ? std::clamp(((point.x - from.x) * x + (point.y - from.y) * y) / length, 0.0f, 1.0f) : 0;
  return std::hypot(point.x - from.x - along * x, point.y - from.y - along * y);
}

// Between the line from `a` to `b` and that from `c` to `d`.
float distance(Point a, Point b, Point c, Point d) {
  if (cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0) return 0;
  return std::min({distance_to_line(a, c, d), distance_to_line(b, c, d), distance_to_line(c, a, b),
                   distance_to_line(d, a, b)});
}

bool touches(const Stroke& stroke, Point from, Point to, float radius) {
  for (size_t i = 0; i < stroke.size(); ++i)
    if (distance(stroke[i ? i - 1 : 0], stroke[i], from, to) <= radius) return true;
  return false;
}

}  // namespace

void Sheet::place(const Box& box) {
  if (!same_size(box_, box)) {
    if (std::exchange(stroke_is_begun_, false)) history_.added_last(drawing_);
    forget_expected();
    eraser_has_moved_ = false;
  }
  box_ = box;
  fit();
}

void Sheet::fit() {
  if (drawing_.empty() && !same_size(home_, box_)) {
    // What may come back moves onto the sheet of today.
    const Point to{box_.width() / 2, box_.height() / 2};
    const float scale = shorter_side(home_) > 0 ? shorter_side(box_) / shorter_side(home_) : 1;
    history_.move({scale, to.x - scale * home_.width() / 2, to.y - scale * home_.height() / 2});
    home_ = box_;
  }
  float scale = 1;
  if (!same_size(home_, box_)) {
    scale = shorter_side(box_) / std::max(shorter_side(home_), 1.0f);
    if (const auto ink = bounds(drawing_.ink)) scale = std::min(scale, room(*ink, home_, box_));
  }
  const Point from{home_.width() / 2, home_.height() / 2}, to = middle(box_);
  to_viewport_ = {scale, to.x - scale * from.x, to.y - scale * from.y};
}

Point Sheet::on_drawing(Point viewport) const {
  return {(viewport.x - to_viewport_.x) / to_viewport_.scale,
          (viewport.y - to_viewport_.y) / to_viewport_.scale};
}

void Sheet::pen_down(Tool tool) {
  pen_up();
  history_.begin_gesture();
  if (drawing_.empty()) fit();
  pen_is_down_ = true;
  tool_ = tool;
  eraser_has_moved_ = has_erased_ = false;
}

void Sheet::pen_move(Point point, Sample sample) {
  forget_expected();
  if (!pen_is_down_ || to_viewport_.scale <= 0 || !std::isfinite(point.x) || !std::isfinite(point.y)) return;
  const Point place = on_drawing(point);
  if (tool_ == Tool::eraser) return erase(std::exchange(eraser_has_moved_, true) ? last_ : place, place);
  if (!std::exchange(stroke_is_begun_, true)) {
    drawing_.ink.strokes.emplace_back();
    drawing_.samples.emplace_back();
  }
  Stroke& stroke = drawing_.ink.strokes.back();
  if (!stroke.empty() &&
      std::hypot(place.x - stroke.back().x, place.y - stroke.back().y) * to_viewport_.scale < least_distance)
    return;
  stroke.push_back(place);
  drawing_.samples.back().push_back(sample);
}

void Sheet::erase(Point from, Point to) {
  const float radius = eraser_radius / to_viewport_.scale;
  for (size_t i = drawing_.ink.strokes.size(); i-- > 0;) {
    if (!touches(drawing_.ink.strokes[i], from, to, radius)) continue;
    history_.remove(drawing_, i);
    has_erased_ = true;
  }
  last_ = to;
}

void Sheet::expect(Point point, Sample sample) {
  if (!stroke_is_begun_ || !std::isfinite(point.x) || !std::isfinite(point.y)) return;
  if (expected_.empty()) {
    expected_.ink.strokes.emplace_back();
    expected_.samples.emplace_back();
  }
  expected_.ink.strokes.back().push_back(on_drawing(point));
  expected_.samples.back().push_back(sample);
}

void Sheet::forget_expected() {
  expected_ = {};
}

void Sheet::pen_up() {
  forget_expected();
  if (std::exchange(stroke_is_begun_, false)) history_.added_last(drawing_);
  pen_is_down_ = false;
}

void Sheet::pen_was_none() {
  forget_expected();
  if (std::exchange(stroke_is_begun_, false)) {
    drawing_.ink.strokes.pop_back();
    drawing_.samples.pop_back();
  }
  if (std::exchange(has_erased_, false)) history_.undo(drawing_);
  pen_is_down_ = false;
}

void Sheet::undo() {
  pen_up();
  history_.undo(drawing_);
  fit();
}

void Sheet::redo() {
  pen_up();
  history_.redo(drawing_);
  fit();
}

void Sheet::clear() {
  pen_up();
  history_.begin_gesture();
  while (!drawing_.empty()) history_.remove(drawing_, drawing_.ink.strokes.size() - 1);
  fit();
}

void Sheet::set_home(float width, float height) {
  home_ = {0, 0, width, height};
}

void Sheet::restore(Stroke points, std::vector<Sample> samples) {
  history_.begin_gesture();
  drawing_.ink.strokes.push_back(std::move(points));
  drawing_.samples.push_back(std::move(samples));
  history_.added_last(drawing_);
  fit();
}

}  // namespace inkling::page
