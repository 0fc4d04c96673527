#include "web/app/painter.h"

#include <cmath>

namespace inkling::page {

float Painter::digit_top(TextSize size) const {
  return font(size).FindGlyph('8')->Y0;
}

float Painter::digit_height(TextSize size) const {
  const ImFontGlyph& eight = *font(size).FindGlyph('8');
  return eight.Y1 - eight.Y0;
}

float Painter::bearing(TextSize size, std::string_view text) const {
  return text.empty() ? 0 : font(size).FindGlyph(static_cast<unsigned char>(text.front()))->X0;
}

float Painter::text_width(TextSize size, std::string_view text) const {
  const ImFont& chosen = font(size);
  return chosen.CalcTextSizeA(chosen.FontSize, 1e9f, 0, text.data(), text.data() + text.size()).x;
}

float Painter::text(TextSize size, Point at, ImU32 colour, std::string_view text, Align align, float scale) {
  const ImFont& chosen = font(size);
  const float width = scale * text_width(size, text);
  if (align == Align::middle) at.x -= width / 2;
  if (align == Align::right) at.x -= width;
  list.AddText(&chosen, scale * chosen.FontSize, {std::round(at.x), std::round(at.y)}, colour, text.data(),
               text.data() + text.size());
  return width;
}

float Painter::large(Point at, float scale, ImU32 colour, std::string_view digits) {
  const ImFont& largest = font(TextSize::answer);
  const float size = scale * largest.FontSize;
  // The smallest that need not be enlarged.
  const ImFont* chosen = &largest;
  for (const ImFont* smaller : fonts_.smaller)
    if (smaller->FontSize >= size) chosen = smaller;
  const float drop = (digit_top(TextSize::answer) + digit_height(TextSize::answer)) * scale;
  list.AddText(chosen, size, {at.x, at.y - drop}, colour, digits.data(), digits.data() + digits.size());
  return scale * text_width(TextSize::answer, digits);
}

}  // namespace inkling::page
