// Connected parts of a picture.
#pragma once

#include <vector>

#include "engine/picture/image.h"

namespace inkling {

// Pixels [left, right) x [top, bottom).
struct PixelBox {
  int left = 0, top = 0, right = 0, bottom = 0;

  int width() const { return right - left; }
  int height() const { return bottom - top; }
};

inline int longer_side(const PixelBox& box) {
  return box.width() > box.height() ? box.width() : box.height();
}

PixelBox united(const PixelBox& a, const PixelBox& b);

// Pixels above 0 that touch each other, at least by a corner.
struct Component {
  PixelBox box;
  uint64_t mass = 0;           // the sum of its levels
  std::vector<size_t> pixels;  // their indices into the picture's pixels
};

// All of them, in the order of their first pixel.
std::vector<Component> components(const Image& image);

}  // namespace inkling
