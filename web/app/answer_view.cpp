#include "web/app/texts.h"
#include "web/app/views.h"

namespace inkling::page {

namespace {

// A rival below this is not worth a word.
constexpr float worth_telling = 0.0005f;

// "or 9 12 %  4 3 %": the rivals, quietly.
void draw_rivals(Painter& painter, Point at, const DigitReading& digit) {
  const float space = painter.pixels(8);
  bool first = true;
  for (size_t i = 1; i < digit.top.size(); ++i) {
    const Candidate& rival = digit.top[i];
    if (rival.probability < worth_telling) break;
    if (std::exchange(first, false)) {
      at.x += painter.text(TextSize::text, at, painter.theme.quiet, "or") + space;
    } else {
      at.x += 2 * space;
    }
    at.x += painter.text(TextSize::text, at, painter.theme.ink, rival.label) + space;
    at.x += painter.text(TextSize::text, at, painter.theme.quiet, percent(rival.probability)) + space;
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
  const float width = painter.text(TextSize::answer, {left, top - painter.digit_top(TextSize::answer)},
                                   reading.rejected ? theme.quiet : theme.accent, reading.text);

  Point at{box.left, top + digit_height + margin};
  if (side_by_side) at = {left + width + margin, box.top + (box.height() - words) / 2};
  painter.text(TextSize::heading, at, reading.rejected ? theme.quiet : theme.ink, verdict(reading));
  if (reading.digits.size() == 1) draw_rivals(painter, {at.x, at.y + heading + gap}, reading.digits.front());
}

}  // namespace inkling::page
