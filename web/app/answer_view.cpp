#include <algorithm>
#include <cmath>

#include "web/app/texts.h"
#include "web/app/views.h"

namespace inkling::page {

namespace {

ImU32 digit_colour(const Theme& theme, Judgement judgement, Judgement whole) {
  if (judgement == Judgement::none || whole == Judgement::none) return with_opacity(theme.quiet, 0.3f);
  return judgement == Judgement::sure ? theme.accent : with_opacity(theme.accent, 0.7f);
}

// The rivals, quietly: "or 9 12 %  4 3 %".  A doubtful reading tells all three: "4 52 %  9 41 %  7 2 %".
// Those that do not fit before `right` are left out.
void draw_rivals(Painter& painter, Point at, float right, const Shown& shown) {
  const DigitReading* digit = rivalled(shown);
  if (!digit) return;
  const Theme& theme = painter.theme;
  const float space = painter.pixels(8);
  const std::string heading = rivals_heading(shown);
  if (!heading.empty()) at.x += painter.text(TextSize::text, at, theme.quiet, heading) + space;
  const bool without_best = shown.whole == Judgement::sure;
  for (size_t i = without_best ? 1 : 0; i < digit->top.size(); ++i) {
    const std::string& label = digit->top[i].label;
    const std::string probability = percent(digit->top[i].probability);
    const float width =
        painter.text_width(TextSize::text, label) + space + painter.text_width(TextSize::text, probability);
    if (at.x + width > right) return;
    const float probability_at = at.x + painter.text(TextSize::text, at, theme.ink, label) + space;
    painter.text(TextSize::text, {probability_at, at.y}, theme.quiet, probability);
    at.x += width + 2 * space;
  }
}

}  // namespace

AnswerView::Layout AnswerView::layout(const Painter& painter, const Box& box) const {
  const float digit_height = painter.digit_height(TextSize::answer);
  const float heading = painter.text_height(TextSize::heading), text = painter.text_height(TextSize::text);
  const float gap = painter.pixels(8), margin = painter.pixels(32);
  const float words = heading + gap + text;
  const float confidence = shown_.judgements.size() > 1 ? painter.text_height(TextSize::small) + gap : 0;
  const float natural = painter.text_width(TextSize::answer, shown_.text());

  if (box.height() >= digit_height + margin + words) {
    // The words stay where they are while the number grows: its digits stand on one line.
    const float top = box.top + (box.height() - digit_height - margin - words) / 2;
    const Point at{box.left, top + digit_height + margin};
    return {std::min(1.0f, box.width() / natural), top + digit_height, at, true};
  }
  const float middle = (box.top + box.bottom) / 2;
  const bool has_room_below = confidence == 0 || box.height() >= digit_height + 2 * confidence;
  if (has_room_below && natural + margin + painter.pixels(136) <= box.width()) {
    const Point at{box.left + natural + margin, middle - words / 2};
    return {1, middle + digit_height / 2, at, true};
  }
  // A number on a phone: its whole width, how sure each digit is, and one line of words.
  const float room = box.height() - heading - gap - confidence;
  const float scale = std::min({1.0f, box.width() / natural, room / digit_height});
  const float baseline = box.top + (room + scale * digit_height) / 2;
  return {scale, baseline, {box.left, box.bottom - heading}, false};
}

void AnswerView::set(const Shown& shown) {
  was_empty_ = shown_.reading.digits.empty();
  shown_ = shown;
}

bool AnswerView::step(double milliseconds, bool motion) {
  if (!motion) scale_.jump();
  return scale_.step(milliseconds);
}

std::optional<size_t> AnswerView::digit_at(Point point) const {
  for (size_t i = 0; i < boxes_.size(); ++i) {
    const Box& box = boxes_[i];
    if (point.x >= box.left && point.x < box.right && point.y >= box.top && point.y <= box.bottom) return i;
  }
  return std::nullopt;
}

// Of a number: the mark of the digit that is pointed out, and how sure each digit is, if there is room.
void AnswerView::draw_below(Painter& painter, const Box& digit, size_t i) const {
  if (shown_.reading.digits.size() < 2) return;
  const Theme& theme = painter.theme;
  const bool is_pointed_out = i == pointed_out_;
  const float middle = (digit.left + digit.right) / 2, half = painter.pixels(1);
  const float y = digit.bottom + painter.pixels(4), reach = 0.3f * digit.width();
  if (is_pointed_out)
    painter.list.AddRectFilled({middle - reach, y - half}, {middle + reach, y + half}, theme.quiet, half);
  if (shown_.judgements[i] == Judgement::none) return;
  const std::string confidence = percent(shown_.reading.digits[i].confidence);
  if (painter.text_width(TextSize::small, confidence) + painter.pixels(4) < digit.width())
    painter.text(TextSize::small, {middle, y + painter.pixels(2)}, is_pointed_out ? theme.ink : theme.quiet,
                 confidence, Align::middle);
}

void AnswerView::draw(Painter& painter, const Box& box) {
  boxes_.clear();
  if (shown_.reading.digits.empty()) return;
  const Theme& theme = painter.theme;
  const Layout place = layout(painter, box);
  scale_.target = place.scale;
  if (was_empty_ || !theme.motion) scale_.jump();
  was_empty_ = false;
  // The digit's own edge stands on the column's, not the room that the font leaves beside it.
  const float scale = std::min(scale_.value, place.scale * 1.5f);
  Point at{box.left - scale * painter.bearing(TextSize::answer, shown_.text()), place.baseline};
  const float digit_height = scale * painter.digit_height(TextSize::answer);
  for (size_t i = 0; i < shown_.reading.digits.size(); ++i) {
    const ImU32 colour = digit_colour(theme, shown_.judgements[i], shown_.whole);
    const float width = painter.large(at, scale, colour, shown_.label(i));
    boxes_.push_back({at.x, at.y - digit_height, at.x + width, at.y});
    draw_below(painter, boxes_.back(), i);
    at.x += width;
  }
  painter.text(TextSize::heading, place.words, theme.ink, verdict(shown_));
  if (place.has_rivals) {
    const float below = painter.text_height(TextSize::heading) + painter.pixels(8);
    draw_rivals(painter, {place.words.x, place.words.y + below}, box.right, shown_);
  }
}

}  // namespace inkling::page
