#include "engine/ink/ink.h"

#include <algorithm>

namespace inkling {

std::optional<Box> bounds(const Ink& ink) {
  std::optional<Box> box;
  for (const Stroke& stroke : ink.strokes) {
    for (const Point point : stroke) {
      if (!box) box = Box{point.x, point.y, point.x, point.y};
      box->left = std::min(box->left, point.x);
      box->top = std::min(box->top, point.y);
      box->right = std::max(box->right, point.x);
      box->bottom = std::max(box->bottom, point.y);
    }
  }
  return box;
}

}  // namespace inkling
