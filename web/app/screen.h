// The screen: a draw list of Dear ImGui on WebGL 2, one canvas over the whole page, transparent where nothing
// is drawn. Windows and widgets are the document's, so Dear ImGui's context is never made, and the linker
// leaves out what needs it.
#pragma once

#include <span>
#include <vector>

#include "imgui_internal.h"
#include "web/app/painter.h"
#include "web/app/renderer.h"

namespace inkling::page {

class Screen {
 public:
  Screen();

  // In the current WebGL 2 context.  font: a TrueType file.
  void start(std::span<const uint8_t> font);
  // The context is lost; start again when it has come back.
  void lose();
  bool is_there() const { return is_there_; }

  // The canvas in device pixels, and how many of them make a CSS pixel.
  void resize(int width, int height, float pixel_ratio);

  Point pixels(Point css) const { return {css.x * pixel_ratio_, css.y * pixel_ratio_}; }

  // Between these two, the painter draws.
  Painter begin(const Theme& theme);
  void end();

 private:
  void build_fonts(const Theme& theme);

  Renderer renderer_;
  std::vector<uint8_t> font_file_;
  ImFontAtlas atlas_;
  ImDrawListSharedData shared_;
  ImDrawList list_{&shared_};
  bool is_there_ = false;
  Fonts fonts_{};
  std::array<float, text_sizes> built_heights_{};  // device pixels
  int width_ = 0, height_ = 0;
  float pixel_ratio_ = 1;
};

}  // namespace inkling::page
