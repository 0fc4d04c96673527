#include "web/app/screen.h"

#include <algorithm>
#include <cmath>

namespace inkling::page {

namespace {

constexpr ImWchar every_character[] = {0x20, 0x7e, 0xa0, 0xff, 0x2010, 0x2026, 0};
// The largest size takes most room in the texture, and shows answers alone.
constexpr ImWchar answers[] = {'0', '9', '?', '?', 0};

}  // namespace

Screen::Screen() {
  // As Dear ImGui's own style has them.
  shared_.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill;
  shared_.CurveTessellationTol = 1.25f;
  shared_.SetCircleTessellationMaxError(0.3f);
}

void Screen::start(std::span<const uint8_t> font) {
  font_file_.assign(font.begin(), font.end());
  renderer_.start();
  built_heights_ = {};
  is_there_ = true;
}

void Screen::lose() {
  is_there_ = false;
}

void Screen::resize(int width, int height, float pixel_ratio) {
  width_ = width;
  height_ = height;
  pixel_ratio_ = pixel_ratio;
}

void Screen::build_fonts(const Theme& theme) {
  std::array<float, text_sizes> heights;
  for (int i = 0; i < text_sizes; ++i)
    heights[i] = std::max(1.0f, std::round(theme.text_size[i] * line_height * pixel_ratio_));
  if (heights == built_heights_) return;
  atlas_.Clear();
  atlas_.Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  const auto add = [&](float height, bool is_answer) {
    ImFontConfig how;
    how.FontDataOwnedByAtlas = false;
    how.OversampleH = is_answer ? 1 : 2;
    how.OversampleV = 1;
    return atlas_.AddFontFromMemoryTTF(font_file_.data(), static_cast<int>(font_file_.size()), height, &how,
                                       is_answer ? answers : every_character);
  };
  constexpr int answer = static_cast<int>(TextSize::answer);
  for (int i = 0; i < text_sizes; ++i) fonts_.sizes[i] = add(heights[i], i == answer);
  float height = heights[answer];
  for (ImFont*& font : fonts_.smaller) font = add(height = std::max(1.0f, std::round(height / 2)), true);
  // Not by Build(), which would link Dear ImGui's own font.
  ImFontAtlasGetBuilderForStbTruetype()->FontBuilder_Build(&atlas_);
  const auto pixels = static_cast<size_t>(atlas_.TexWidth) * static_cast<size_t>(atlas_.TexHeight);
  renderer_.set_letters(atlas_.TexWidth, atlas_.TexHeight, {atlas_.TexPixelsAlpha8, pixels});
  atlas_.ClearTexData();
  shared_.TexUvWhitePixel = atlas_.TexUvWhitePixel;
  built_heights_ = heights;
}

Painter Screen::begin(const Theme& theme) {
  build_fonts(theme);
  list_._ResetForNewFrame();
  list_.PushTextureID(renderer_.letters());
  list_.PushClipRect({0, 0}, {static_cast<float>(width_), static_cast<float>(height_)});
  return Painter(list_, theme, fonts_, pixel_ratio_);
}

void Screen::end() {
  renderer_.draw(width_, height_, list_);
}

}  // namespace inkling::page
