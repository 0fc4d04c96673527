// A drawing, and what was done to it: every step can be taken back and done again.
#pragma once

#include <vector>

#include "engine/ink/ink.h"

namespace inkling::page {

// What a pen tells beside its place.
struct Sample {
  float milliseconds = 0;
  float pressure = usual_pressure;  // 0 to 1

  static constexpr float usual_pressure = 0.5f;  // of what cannot measure it
};

struct Drawing {
  Ink ink;                                   // in the sheet's CSS pixels when the first stroke was begun
  std::vector<std::vector<Sample>> samples;  // [strokes][points]

  bool empty() const { return ink.strokes.empty(); }
};

// One stroke that came or went, and its place among the others.
struct Change {
  bool adds = true;
  size_t place = 0;
  int gesture = 0;  // changes of one gesture are undone together
  Stroke points;
  std::vector<Sample> samples;
};

class History {
 public:
  // What is done from here on can be undone in one step.
  void begin_gesture() { ++gesture_; }
  // The last stroke of the drawing has just been added.
  void added_last(const Drawing& drawing);
  // Takes a stroke away.
  void remove(Drawing& drawing, size_t place);

  // Nothing happens when there is nothing to undo, or to do again.
  void undo(Drawing& drawing);
  void redo(Drawing& drawing);
  bool can_undo() const { return !done_.empty(); }
  bool can_redo() const { return !undone_.empty(); }

  // Of an empty drawing: what may come back comes back moved.
  void move(const Transform& transform);

 private:
  void keep(Change change);

  std::vector<Change> done_, undone_;  // the latest last
  int gesture_ = 0;
};

}  // namespace inkling::page
