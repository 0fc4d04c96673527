// A grey picture: 0 is paper, 255 is ink.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace inkling {

struct Image {
  int width = 0, height = 0;
  std::vector<uint8_t> pixels;  // [height, width]

  uint8_t at(int x, int y) const { return pixels[static_cast<size_t>(y) * width + x]; }
};

}  // namespace inkling
