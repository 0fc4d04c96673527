#include "web/app/page.h"

#include <emscripten/emscripten.h>

#include <algorithm>
#include <utility>

namespace inkling::page {

namespace {

// Draws a view into its place if any of it shows.
template <class Draw>
void draw_into(Painter& painter, const Place& place, const Draw& draw) {
  if (!place.shows()) return;
  const Box clip = painter.pixels(place.clip);
  painter.list.PushClipRect({clip.left, clip.top}, {clip.right, clip.bottom});
  draw(painter, painter.pixels(place.box));
  painter.list.PopClipRect();
}

Ink strokes_of(const Ink& ink, const std::vector<size_t>& strokes) {
  Ink some;
  for (const size_t stroke : strokes) some.strokes.push_back(ink.strokes[stroke]);
  return some;
}

}  // namespace

Page& page_now() {
  static Page page;
  return page;
}

const Shown& Page::shown() {
  refresh();
  return shown_;
}

// The digit that was chosen, else the one that was written last, or the first one found on a picture.
size_t Page::digit_in_hand() const {
  if (chosen_) return *chosen_;
  const auto latest = [](const std::vector<size_t>& strokes) { return std::ranges::max(strokes); };
  const auto group = std::ranges::max_element(shown_.groups, {}, latest);
  return group == shown_.groups.end() ? 0 : static_cast<size_t>(group - shown_.groups.begin());
}

void Page::read_sheet() {
  const double begin = emscripten_get_now();
  auto read = reader.read(sheet.drawing().ink, mode);
  if (!read) error = read.error().message;
  shown_ = read ? std::move(*read) : Shown{};
  if (shown_.reading.digits.empty()) {
    readings_took_ = readings_made_ = 0;
  } else {
    readings_took_ += emscripten_get_now() - begin;
    ++readings_made_;
  }
}

// Reads the sheet if it has changed since it was read.
void Page::refresh() {
  if (!std::exchange(is_stale_, false)) return;
  if (picture) {
    shown_ = picture->shown;
    readings_took_ = readings_made_ = 0;
  } else {
    read_sheet();
  }
  answer_.set(shown_);
  show_digit();
}

void Page::choose(std::optional<size_t> digit) {
  refresh();
  if (digit && *digit >= shown_.reading.digits.size()) digit.reset();
  chosen_ = digit;
  show_digit();
}

void Page::show_digit() {
  const size_t digit = digit_in_hand();
  answer_.point_out(digit);
  const auto seen = digit < shown_.groups.size() ? see(strokes_of(sheet.drawing().ink, shown_.groups[digit]))
                                                 : std::nullopt;
  glyph_.set(seen ? &seen->glyph : nullptr);
  bars_.set(reader.labels(), shown_.reading.digits.empty() ? nullptr : &shown_.reading.digits[digit]);
}

// Lets everything move on to `now`.  True while something has not arrived.
bool Page::step(double now) {
  constexpr double usual_frame = 1000.0 / 60;
  // After a pause, what changed just now begins to move as if the last frame had been a moment ago.
  const double milliseconds = is_moving_ ? std::clamp(now - last_frame_, 1.0, 50.0) : usual_frame;
  last_frame_ = now;
  const bool answer_moves = answer_.step(milliseconds, theme.motion);
  const bool bars_move = bars_.step(milliseconds, theme.motion);
  const bool glyph_moves = glyph_.step(milliseconds, theme.motion);
  return answer_moves || bars_move || glyph_moves;
}

void Page::draw() {
  Painter painter = screen.begin(theme);
  if (picture) {
    const Box box = picture_box(sheet.box(), picture->width, picture->height);
    draw_outlines(painter, painter.pixels(box), picture->width, shown_);
  } else {
    draw_sheet(painter, sheet);
    draw_groups(painter, sheet, shown_);
  }
  draw_into(painter, places[view_answer], [this](auto& p, const Box& box) { answer_.draw(p, box); });
  draw_into(painter, places[view_panel], draw_panel);
  draw_into(painter, places[view_bars], [this](auto& p, const Box& box) { bars_.draw(p, box); });
  draw_into(painter, places[view_glyph], [this](auto& p, const Box& box) { glyph_.draw(p, box); });
  for (const auto& [view, curves] :
       {std::pair(view_loss_curve, &charts.loss), {view_accuracy_curve, &charts.accuracy}})
    draw_into(painter, places[view], [curves](auto& p, const Box& box) { curves->draw(p, box); });
  draw_into(painter, places[view_confusion],
            [this](auto& p, const Box& box) { charts.confusion.draw(p, box); });
  draw_into(painter, places[view_digits], [this](auto& p, const Box& box) { charts.digits.draw(p, box); });
  screen.end();
}

bool Page::frame(double now) {
  refresh();
  if (!screen.is_there()) return false;
  is_moving_ = step(now);
  // The pen has come to rest, or it would have moved on since the last frame.
  if (expected_was_drawn_) sheet.forget_expected();
  draw();
  expected_was_drawn_ = !sheet.expected().empty();
  is_moving_ |= answer_.moves();
  return is_moving_ || expected_was_drawn_;
}

}  // namespace inkling::page
