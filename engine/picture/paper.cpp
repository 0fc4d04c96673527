#include "engine/picture/paper.h"

#include <algorithm>

#include "engine/picture/dilate.h"

namespace inkling {

Image inverted(Image image) {
  for (uint8_t& level : image.pixels) level = static_cast<uint8_t>(255 - level);
  return image;
}

Image paper_under(const Image& grey, int widest_stroke) {
  const int radius = std::max(1, widest_stroke / 2);
  Image paper = grey;
  dilate(paper, radius);
  paper = inverted(std::move(paper));
  dilate(paper, radius);
  return inverted(std::move(paper));
}

}  // namespace inkling
