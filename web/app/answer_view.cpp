#include "web/app/texts.h"
#include "web/app/views.h"

namespace inkling::page {

namespace {

// The rivals, quietly: "or 9 12 %  4 3 %".  A doubtful reading tells all three: "4 52 %  9 41 %  7 2 %".
void draw_rivals(Painter& painter, Point at, const DigitReading& digit, bool is_doubtful) {
  const Theme& theme = painter.theme;
  const float space = painter.pixels(8);
  if (!is_doubtful) at.x += painter.text(TextSize::text, at, theme.quiet, "or") + space;
  for (size_t i = is_doubtful ? 0 : 1; i < digit.top.size(); ++i) {
    at.x += painter.text(TextSize::text, at, theme.ink, digit.top[i].label) + space;
    at.x += painter.text(TextSize::text, at, theme.quiet, percent(digit.top[i].probability)) + 2 * space;
  }
}

}  // namespace

void draw_answer(Painter& painter, const Box& box, const Reading& reading) {
  if (reading.digits.empty()) return;
  const Theme& theme = painter.theme;
  const float digit_height = painter.digit_height(TextSize::answer);
  const float heading = painter.text_height(TextSize::heading), text = painter.text_height(TextSize::text);
  const float gap = painter.pixels(8), margin = painter.pixels(24);
  const float words = heading + gap + text;
  const bool side_by_side = box.height() < digit_height + margin + words;

  const float answer_height = side_by_side ? digit_height : digit_height + margin + words;
  const float top = box.top + (box.height() - answer_height) / 2;
  // The digit's own edge stands on the column's, not the room that the font leaves beside it.
  const float left = box.left - painter.bearing(TextSize::answer, reading.text);
  const float width =
      painter.text(TextSize::answer, {left, top - painter.digit_top(TextSize::answer)},
                   reading.rejected ? with_opacity(theme.quiet, 0.5f) : theme.accent, reading.text);

  Point at{box.left, top + digit_height + margin};
  if (side_by_side) at = {left + width + margin, box.top + (box.height() - words) / 2};
  painter.text(TextSize::heading, at, theme.ink, verdict(reading));
  if (reading.digits.size() == 1)
    draw_rivals(painter, {at.x, at.y + heading + gap}, reading.digits.front(), reading.rejected);
}

}  // namespace inkling::page
