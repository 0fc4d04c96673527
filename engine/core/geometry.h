// Points, boxes, and the transform between two pictures' coordinates.
#pragma once

namespace inkling {

struct Point {
  float x = 0, y = 0;
};

struct Box {
  float left = 0, top = 0, right = 0, bottom = 0;
  float width() const { return right - left; }
  float height() const { return bottom - top; }
};

// A scaling followed by a shift, from one picture's coordinates to another's.  Pixel (0, 0) covers [0, 1) x
// [0, 1).
struct Transform {
  float scale = 1, x = 0, y = 0;

  Point operator()(Point point) const { return {scale * point.x + x, scale * point.y + y}; }
};

// The transform that applies `first`, then `second`.
inline Transform then(const Transform& first, const Transform& second) {
  return {first.scale * second.scale, first.x * second.scale + second.x, first.y * second.scale + second.y};
}

}  // namespace inkling
