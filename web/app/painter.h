// What the views draw with.  All places and lengths are device pixels; `pixels` makes them from CSS pixels.
#pragma once

#include <array>
#include <string_view>

#include "engine/core/geometry.h"
#include "imgui.h"
#include "web/app/theme.h"

namespace inkling::page {

// The answer's digits exist at half and at quarter size as well: shrunk further than by half they would look
// ragged.
constexpr int smaller_answers = 2;

struct Fonts {
  std::array<ImFont*, text_sizes> sizes{};
  std::array<ImFont*, smaller_answers> smaller{};  // half, quarter
};

enum class Align { left, middle, right };

class Painter {
 public:
  Painter(ImDrawList& list, const Theme& theme, const Fonts& fonts, float pixel_ratio)
      : list(list), theme(theme), fonts_(fonts), ratio_(pixel_ratio) {}

  float pixels(float css_pixels) const { return css_pixels * ratio_; }
  Box pixels(const Box& box) const {
    return {pixels(box.left), pixels(box.top), pixels(box.right), pixels(box.bottom)};
  }

  float text_height(TextSize size) const { return font(size).FontSize; }
  // How high a digit stands over its baseline, and where its top is under the top of the line.
  float digit_height(TextSize size) const;
  float digit_top(TextSize size) const;
  // How far right of its place the first sign of a text begins.
  float bearing(TextSize size, std::string_view text) const;
  float text_width(TextSize size, std::string_view text) const;
  // `at` is the top of the line, at the side or middle that `align` says; `scale` shrinks it, 1 at most.
  // Returns the text's width.
  float text(TextSize size, Point at, ImU32 colour, std::string_view text, Align align = Align::left,
             float scale = 1);

  // Digits of the answer, shrunk by `scale`, 1 at most, that stand on `at`.y.  Returns their width.
  float large(Point at, float scale, ImU32 colour, std::string_view digits);

  ImDrawList& list;
  const Theme& theme;

 private:
  const ImFont& font(TextSize size) const { return *fonts_.sizes[static_cast<size_t>(size)]; }

  const Fonts& fonts_;
  float ratio_;
};

}  // namespace inkling::page
