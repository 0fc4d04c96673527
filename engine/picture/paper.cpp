#include "engine/picture/paper.h"

#include <algorithm>

#include "engine/picture/dilate.h"

namespace inkling {

Image inverted(Image image) {
  for (uint8_t& level : image.pixels) level = static_cast<uint8_t>(255 - level);
  return image;
}

Image darkness(const Image& grey, int widest_stroke) {
  const int radius = std::max(1, widest_stroke / 2);
  Image paper = grey;
  dilate(paper, radius);
  paper = inverted(std::move(paper));
  dilate(paper, radius);
  paper = inverted(std::move(paper));
  for (size_t i = 0; i < paper.pixels.size(); ++i) {
    paper.pixels[i] = static_cast<uint8_t>(paper.pixels[i] - grey.pixels[i]);
  }
  return paper;
}

}  // namespace inkling
