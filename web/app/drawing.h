// The drawing on the sheet: what the pen wrote, how it is undone, and where it appears on the screen.
#pragma once

#include <vector>

#include "engine/ink/ink.h"

namespace inkling::page {

struct Drawing {
  Ink ink;                                 // in the sheet's CSS pixels when the first stroke was begun
  std::vector<std::vector<float>> widths;  // [strokes][points], multiples of the pen's width

  bool empty() const { return ink.strokes.empty(); }
};

class Sheet {
 public:
  // Where the sheet is now, in CSS pixels of the viewport.  The drawing keeps its shape and its place around
  // the middle, and shrinks if it would not fit.
  void place(const Box& box);
  const Box& box() const { return box_; }

  void pen_down(bool has_pressure);
  // A point in CSS pixels of the viewport.  Points without a pen on the sheet are ignored.
  void pen_move(Point point, float pressure);
  void pen_up();

  // Takes the last stroke back, or brings back what was cleared last.
  void undo();
  void clear();
  bool can_undo() const { return !drawing_.empty() || !cleared_.empty(); }

  const Drawing& drawing() const { return drawing_; }
  const Transform& to_viewport() const { return to_viewport_; }

 private:
  void fit();

  Box box_;
  Box home_;               // the sheet when the drawing was begun
  Transform to_viewport_;  // from the drawing's coordinates
  Drawing drawing_, cleared_;
  bool pen_is_down_ = false, stroke_is_begun_ = false, has_pressure_ = false;
};

}  // namespace inkling::page
