#include <algorithm>
#include <cmath>

#include "web/app/ink_drawing.h"
#include "web/app/views.h"

namespace inkling::page {

namespace {

void draw_last_with_expected(Painter& painter, const Sheet& sheet, const Transform& to_screen, float width) {
  Stroke points = sheet.drawing().ink.strokes.back();
  std::vector<Sample> samples = sheet.drawing().samples.back();
  const Drawing& expected = sheet.expected();
  points.insert(points.end(), expected.ink.strokes[0].begin(), expected.ink.strokes[0].end());
  samples.insert(samples.end(), expected.samples[0].begin(), expected.samples[0].end());
  draw_stroke(painter.list, points, widths_of(samples), to_screen, width, painter.theme.ink);
}

ImU32 mark_colour(const Theme& theme, Judgement judgement) {
  return judgement == Judgement::sure ? theme.accent : theme.quiet;
}

}  // namespace

void draw_sheet(Painter& painter, const Sheet& sheet, const std::optional<Reasons>& reasons) {
  const Box box = painter.pixels(sheet.box());
  const Transform to_screen = then(sheet.to_viewport(), {painter.pixels(1), 0, 0});
  const float width = pen_width * std::min(box.width(), box.height());
  const Drawing& drawing = sheet.drawing();
  const size_t finished = drawing.ink.strokes.size() - (sheet.expected().empty() ? 0 : 1);
  painter.list.PushClipRect({box.left, box.top}, {box.right, box.bottom});
  const auto is_reasoned = [&](size_t i) { return reasons && std::ranges::count(reasons->strokes, i); };
  if (reasons) draw_reasons(painter, drawing, *reasons, to_screen, width);
  for (size_t i = 0; i < finished; ++i)
    if (!is_reasoned(i))
      draw_stroke(painter.list, drawing.ink.strokes[i], widths_of(drawing.samples[i]), to_screen, width,
                  painter.theme.ink);
  if (finished < drawing.ink.strokes.size()) draw_last_with_expected(painter, sheet, to_screen, width);
  painter.list.PopClipRect();
}

void draw_groups(Painter& painter, const Sheet& sheet, const Shown& shown) {
  if (shown.reading.digits.size() < 2 || shown.whole == Judgement::none) return;
  const Box box = painter.pixels(sheet.box());
  const Transform to_screen = then(sheet.to_viewport(), {painter.pixels(1), 0, 0});
  const float lowest = box.bottom - painter.pixels(8) - painter.text_height(TextSize::text);
  painter.list.PushClipRect({box.left, box.top}, {box.right, box.bottom});
  for (size_t i = 0; i < shown.reading.digits.size(); ++i) {
    const DigitReading& digit = shown.reading.digits[i];
    const Point from = to_screen({digit.box.left, digit.box.bottom});
    const Point to = to_screen({digit.box.right, digit.box.bottom});
    const float y = std::round(std::min(from.y + painter.pixels(20), lowest)), half = painter.pixels(1);
    const float middle = (from.x + to.x) / 2;
    const float reach = std::max((to.x - from.x) / 2, painter.pixels(8));
    const ImU32 colour = mark_colour(painter.theme, shown.judgements[i]);
    painter.list.AddRectFilled({middle - reach, y - half}, {middle + reach, y + half}, colour, half);
    painter.text(TextSize::text, {middle, y + painter.pixels(4)}, colour, shown.label(i), Align::middle);
  }
  painter.list.PopClipRect();
}

Box picture_box(const Box& sheet, float width, float height) {
  const float scale = std::min(sheet.width() / width, sheet.height() / height);
  const float left = sheet.left + (sheet.width() - scale * width) / 2;
  const float top = sheet.top + (sheet.height() - scale * height) / 2;
  return {left, top, left + scale * width, top + scale * height};
}

void draw_outlines(Painter& painter, const Box& picture, float width, const Shown& shown) {
  const float scale = picture.width() / width, margin = painter.pixels(4), radius = painter.pixels(4);
  const float line = painter.text_height(TextSize::text);
  for (size_t i = 0; i < shown.reading.digits.size(); ++i) {
    const DigitReading& digit = shown.reading.digits[i];
    const ImVec2 from{picture.left + scale * digit.box.left - margin,
                      picture.top + scale * digit.box.top - margin};
    const ImVec2 to{picture.left + scale * digit.box.right + margin,
                    picture.top + scale * digit.box.bottom + margin};
    const ImU32 colour = mark_colour(painter.theme, shown.judgements[i]);
    painter.list.AddRect(from, to, colour, radius, 0, painter.pixels(2));
    const float label = painter.text_width(TextSize::text, shown.label(i)) + painter.pixels(12);
    const float top = std::max(from.y - line - painter.pixels(2), picture.top);
    painter.list.AddRectFilled({from.x, top}, {from.x + label, top + line}, colour, radius);
    painter.text(TextSize::text, {from.x + label / 2, top}, painter.theme.panel, shown.label(i),
                 Align::middle);
  }
}

void draw_panel(Painter& painter, const Box& box) {
  painter.list.AddRectFilled({box.left, box.top}, {box.right, box.bottom}, painter.theme.panel,
                             painter.pixels(corner), ImDrawFlags_RoundCornersTop);
  painter.list.AddLine({box.left + painter.pixels(corner), box.top},
                       {box.right - painter.pixels(corner), box.top}, painter.theme.line, painter.pixels(1));
}

}  // namespace inkling::page
