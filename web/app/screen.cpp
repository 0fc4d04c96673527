#include "web/app/screen.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "imgui_impl_opengl3.h"

namespace inkling::page {

namespace {

constexpr ImWchar every_character[] = {0x20, 0x7e, 0xa0, 0xff, 0x2010, 0x2026, 0};
// The largest size takes most room in the texture, and shows answers alone.
constexpr ImWchar answers[] = {'0', '9', '?', '?', 0};

}  // namespace

void Screen::start(std::span<const uint8_t> font) {
  if (!ImGui::GetCurrentContext()) {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
  }
  font_file_.assign(font.begin(), font.end());
  ImGui_ImplOpenGL3_Init("#version 300 es");
  built_heights_ = {};
  is_there_ = true;
}

void Screen::lose() {
  if (std::exchange(is_there_, false)) ImGui_ImplOpenGL3_Shutdown();
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
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  atlas.Clear();
  atlas.Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  const auto add = [&](float height, bool is_answer) {
    ImFontConfig how;
    how.FontDataOwnedByAtlas = false;
    how.OversampleH = is_answer ? 1 : 2;
    how.OversampleV = 1;
    return atlas.AddFontFromMemoryTTF(font_file_.data(), static_cast<int>(font_file_.size()), height, &how,
                                      is_answer ? answers : every_character);
  };
  constexpr int answer = static_cast<int>(TextSize::answer);
  for (int i = 0; i < text_sizes; ++i) fonts_.sizes[i] = add(heights[i], i == answer);
  float height = heights[answer];
  for (ImFont*& font : fonts_.smaller) font = add(height = std::max(1.0f, std::round(height / 2)), true);
  ImGui_ImplOpenGL3_CreateFontsTexture();
  atlas.ClearTexData();
  built_heights_ = heights;
}

Painter Screen::begin(const Theme& theme) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
  build_fonts(theme);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  return Painter(*ImGui::GetBackgroundDrawList(), theme, fonts_, pixel_ratio_);
}

void Screen::end() {
  ImGui::Render();
  glViewport(0, 0, width_, height_);
  glClearColor(0, 0, 0, 0);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace inkling::page
