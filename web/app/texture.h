// A picture on the graphics card, for what would be too many rectangles.
#pragma once

#include <cstdint>
#include <span>

#include "imgui.h"

namespace inkling::page {

class Texture {
 public:
  // What is seen between two pixels where they are enlarged.
  enum class Between { repeats, blends };

  // pixels: [height, width], IM_COL32.  In the current WebGL 2 context.
  void set(int width, int height, std::span<const ImU32> pixels, Between between = Between::repeats);
  void release();
  // The context that it was in is lost.
  void forget() { name_ = 0; }
  bool is_there() const { return name_ != 0; }
  ImTextureID id() const { return reinterpret_cast<ImTextureID>(static_cast<uintptr_t>(name_)); }

 private:
  unsigned name_ = 0;
};

}  // namespace inkling::page
