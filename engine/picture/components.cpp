#include "engine/picture/components.h"

#include <algorithm>

namespace inkling {
namespace {

// Takes the component of a pixel out of `left`, the pixels that belong to none yet: 0 or their level.
Component take(Image& left, size_t seed) {
  const auto width = static_cast<size_t>(left.width);
  Component component{{left.width, left.height, 0, 0}, left.pixels[seed], {seed}};
  left.pixels[seed] = 0;
  // Its own list of pixels is the queue of those whose neighbours are to be seen.
  for (size_t next = 0; next < component.pixels.size(); ++next) {
    const int x = static_cast<int>(component.pixels[next] % width),
              y = static_cast<int>(component.pixels[next] / width);
    component.box = united(component.box, {x, y, x + 1, y + 1});
    for (int row = std::max(y - 1, 0); row <= std::min(y + 1, left.height - 1); ++row) {
      for (int column = std::max(x - 1, 0); column <= std::min(x + 1, left.width - 1); ++column) {
        const size_t neighbour = static_cast<size_t>(row) * width + static_cast<size_t>(column);
        if (left.pixels[neighbour] == 0) continue;
        component.mass += left.pixels[neighbour];
        left.pixels[neighbour] = 0;
        component.pixels.push_back(neighbour);
      }
    }
  }
  return component;
}

}  // namespace

PixelBox united(const PixelBox& a, const PixelBox& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

std::vector<Component> components(const Image& image) {
  std::vector<Component> result;
  Image left = image;
  for (size_t i = 0; i < left.pixels.size(); ++i) {
    if (left.pixels[i] > 0) result.push_back(take(left, i));
  }
  return result;
}

}  // namespace inkling
