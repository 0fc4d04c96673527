// What the page's style sheet decides: colours and sizes of text.  And what it does not: the measures of the
// drawing.
#pragma once

#include <array>

#include "imgui.h"

namespace inkling::page {

enum class TextSize { answer, heading, text, small };
constexpr int text_sizes = 4;

struct Theme {
  ImU32 ink = 0, line = 0, quiet = 0, accent = 0, panel = 0;
  std::array<float, text_sizes> text_size{16, 16, 16, 16};  // CSS pixels
  bool motion = true;
};

// Dear ImGui measures a font by its line, CSS by its em: the font's line in ems.  tools/lib/subset-font
// checks it.
constexpr float line_height = 1.2f;

// The pen's width on the sheet, as a fraction of the sheet's shorter side: a fineliner on paper.
constexpr float pen_width = 0.021f;
// A pen with pressure draws between these multiples of that width, and at the usual pressure with that width.
constexpr float lightest = 0.45f, heaviest = 1.55f;
constexpr float eraser_radius = 12;  // CSS pixels

constexpr float corner = 12;        // CSS pixels, as --corner in style.css
constexpr float bar_thickness = 4;  // CSS pixels

inline ImU32 rgb(uint32_t colour) {
  return IM_COL32(colour >> 16 & 255, colour >> 8 & 255, colour & 255, 255);
}

inline ImU32 with_opacity(ImU32 colour, float opacity) {
  const auto alpha = static_cast<ImU32>((colour >> IM_COL32_A_SHIFT & 255) * opacity + 0.5f);
  return (colour & ~IM_COL32_A_MASK) | alpha << IM_COL32_A_SHIFT;
}

}  // namespace inkling::page
