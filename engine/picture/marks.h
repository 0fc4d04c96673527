// The marks on a picture without its paper, and which pen they were written with.
#pragma once

#include <vector>

#include "engine/picture/components.h"
#include "engine/picture/image.h"

namespace inkling {

struct Mark {
  Component component;
  int darkness;   // of its ink, soft edges apart: 1 to 255
  int thickness;  // of its strokes, in pixels: most of their length is that thick
};

struct Marks {
  std::vector<Mark> all;
  int thickest = 0;  // what is thickest in any of them, in pixels

  // The heaviest, of those from outside the picture only if there is none of any size within; none if nothing
  // is written.
  const Mark* main(const Image& image) const;
};

// image: how much darker than paper each pixel is, 0 for paper.  Specks are left out.
Marks marks_on(const Image& image);

}  // namespace inkling
