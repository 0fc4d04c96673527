// The sheet: what pen and eraser do on it, and where the drawing appears on the screen.
#pragma once

#include "web/app/drawing.h"

namespace inkling::page {

enum class Tool : int { pen, eraser };

class Sheet {
 public:
  // Where the sheet is now, in CSS pixels of the viewport.  The drawing keeps its shape and its place around
  // the middle, and shrinks if it would not fit.  A stroke that is being written is continued as another.
  void place(const Box& box);
  const Box& box() const { return box_; }

  void pen_down(Tool tool);
  // A point in CSS pixels of the viewport.  Points without a pen on the sheet are ignored.
  void pen_move(Point point, Sample sample);
  // Where the pen will probably be next: shown until it moves, never read and never kept.
  void expect(Point point, Sample sample);
  void forget_expected();
  void pen_up();
  bool pen_is_down() const { return pen_is_down_; }
  // It was no pen: what it wrote since it came down goes, and leaves nothing to undo.
  void pen_was_none();

  void undo();
  void redo();
  void clear();
  bool can_undo() const { return history_.can_undo(); }
  bool can_redo() const { return history_.can_redo(); }

  // Puts a stroke where it was, in the coordinates of `home`.
  void restore(Stroke points, std::vector<Sample> samples);

  const Drawing& drawing() const { return drawing_; }
  // What is probably written next, behind the last stroke.
  const Drawing& expected() const { return expected_; }
  const Transform& to_viewport() const { return to_viewport_; }
  // The size of the sheet that the drawing's coordinates belong to.
  const Box& home() const { return home_; }
  void set_home(float width, float height);

 private:
  void fit();
  Point on_drawing(Point viewport) const;
  void erase(Point from, Point to);

  Box box_;
  Box home_;               // the sheet when the drawing was begun
  Transform to_viewport_;  // from the drawing's coordinates
  Drawing drawing_, expected_;
  History history_;
  Tool tool_ = Tool::pen;
  Point last_;  // of the eraser, on the drawing
  bool pen_is_down_ = false, stroke_is_begun_ = false, eraser_has_moved_ = false;
  bool has_erased_ = false;
};

}  // namespace inkling::page
