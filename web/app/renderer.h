// Draws lists of Dear ImGui with WebGL 2, in the current context, which nobody else draws in.  Less than Dear
// ImGui's own backend: one list a frame, no callbacks in it, and no state of others to be given back.
#pragma once

#include <cstdint>
#include <span>

#include "imgui.h"
#include "web/app/texture.h"

namespace inkling::page {

class Renderer {
 public:
  // In a context that is new: nothing in it was made before.
  void start();

  // The texture of the font's letters.  coverage: [height, width], of 255.
  void set_letters(int width, int height, std::span<const uint8_t> coverage);
  ImTextureID letters() const { return letters_.id(); }

  // Clears the canvas of that size, in its own pixels as the list's, and draws.
  void draw(int width, int height, const ImDrawList& list);

 private:
  unsigned program_ = 0;
  int to_clip_ = 0;  // the uniform
  Texture letters_;
};

}  // namespace inkling::page
