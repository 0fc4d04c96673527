#include <algorithm>

#include "web/app/ink_drawing.h"
#include "web/app/views.h"

namespace inkling::page {

void draw_sheet(Painter& painter, const Sheet& sheet) {
  const Box box = painter.pixels(sheet.box());
  const Transform to_screen = then(sheet.to_viewport(), {painter.pixels(1), 0, 0});
  const float width = pen_width * std::min(box.width(), box.height());
  const Drawing& drawing = sheet.drawing();
  painter.list.PushClipRect({box.left, box.top}, {box.right, box.bottom});
  for (size_t i = 0; i < drawing.ink.strokes.size(); ++i)
    draw_stroke(painter.list, drawing.ink.strokes[i], drawing.widths[i], to_screen, width, painter.theme.ink);
  painter.list.PopClipRect();
}

void draw_panel(Painter& painter, const Box& box) {
  painter.list.AddRectFilled({box.left, box.top}, {box.right, box.bottom}, painter.theme.panel,
                             painter.pixels(corner), ImDrawFlags_RoundCornersTop);
  painter.list.AddLine({box.left + painter.pixels(corner), box.top},
                       {box.right - painter.pixels(corner), box.top}, painter.theme.line, painter.pixels(1));
}

}  // namespace inkling::page
