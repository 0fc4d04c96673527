#include "trainer/data/upright_stroke.h"

#include <cmath>

namespace inkling::trainer {

bool is_upright_stroke(const Ink& ink) {
  constexpr float least_slenderness = 1.5f, most_winding = 1.2f;
  if (ink.strokes.size() != 1) return false;
  const Stroke& stroke = ink.strokes[0];
  const Box box = *bounds(ink);
  float length = 0;
  for (size_t i = 1; i < stroke.size(); ++i)
    length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
  return box.height() > 0 && box.height() >= least_slenderness * box.width() &&
         length < most_winding * std::hypot(box.width(), box.height());
}

}  // namespace inkling::trainer
